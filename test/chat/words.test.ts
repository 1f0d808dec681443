import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { say, sayIfKnown } from '../../src/chat/words/index.ts';
import type { Words } from '../../src/chat/words/words.ts';

const folder = join(import.meta.dirname, '../../src/chat/words');

/** Every file of words, by its name: none can be forgotten here. */
const files: Record<string, Words> = {};
for (const file of readdirSync(folder)) {
  if (file === 'index.ts' || file === 'words.ts') continue;
  const module = (await import(join(folder, file))) as Record<string, Words>;
  for (const words of Object.values(module)) files[basename(file, '.ts')] = words;
}
const entries = Object.values(files).flatMap((words) => Object.entries(words));

/** A text with these would be half translated. CJK punctuation, full-width forms. */
const fullWidth = /[\u3000-\u303F\uFF00-\uFFEF]/;

function placeholders(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''))].sort();
}

describe('words', () => {
  it('are in every language, with something in them', () => {
    const empty = entries.filter(([, text]) => text.zh.trim() === '' || text.en.trim() === '');
    expect(empty).toEqual([]);
  });

  it('have the same placeholders in every language', () => {
    for (const [key, text] of entries) expect(placeholders(text.en), key).toEqual(placeholders(text.zh));
  });

  it('have no full-width punctuation in English', () => {
    expect(entries.filter(([, text]) => fullWidth.test(text.en)).map(([key]) => key)).toEqual([]);
  });

  it('are defined once: a key in two files would silently win', () => {
    expect(new Set(entries.map(([key]) => key)).size).toBe(entries.length);
  });
});

describe('say', () => {
  it('fills placeholders, without reading a value as a pattern or a placeholder of its own', () => {
    expect(say('en', 'lookup.badCode.use', { code: '$& {code} $1' })).toBe('query $& {code} $1');
  });

  it('leaves a placeholder that was not given standing, so that the fault is seen', () => {
    expect(say('en', 'lookup.badCode.use')).toBe('query {code}');
  });
});

describe('sayIfKnown', () => {
  it.each(['nothing', 'toString', '__proto__', 'constructor'])('knows no text for %s', (key) => {
    expect(sayIfKnown('zh', key)).toBeNull();
  });

  it('says what it knows', () => {
    expect(sayIfKnown('en', 'kind.permit')).toBe('Permit');
  });
});
