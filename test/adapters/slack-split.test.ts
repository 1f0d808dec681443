import { describe, expect, it } from 'vitest';
import { shorten, splitText } from '../../adapters/slack/split.ts';

describe('cutting', () => {
  const length = (text: string): number => text.length;

  it.each([
    ['a family', '👨‍👩‍👧‍👦'],
    ['a flag', '🇨🇳'],
    ['a rare character', '𠮷'],
    ['a letter with its accent', 'e\u0301\u0302\u0303'],
  ])('never goes through %s', (_name, unit) => {
    const pieces = splitText(unit.repeat(200), 50, length);
    expect(pieces.length).toBeGreaterThan(5);
    expect(pieces.every((piece) => piece.replaceAll(unit, '') === '')).toBe(true);
    expect(pieces.join('')).toBe(unit.repeat(200));
  });

  it('goes through what looks like one character but would fill a message, never through a code point', () => {
    const heap = `𠮷${'\u0301'.repeat(500)}𠮷`;
    const pieces = splitText(heap, 100, length);
    expect(pieces.every((piece) => piece.length <= 100 && piece.isWellFormed())).toBe(true);
    expect(pieces.join('')).toBe(heap);
  });

  it('goes after a line where one ends late enough, and drops that line break only', () => {
    expect(splitText(`${'a'.repeat(70)}\n${'b'.repeat(60)}`, 100, length)).toEqual([
      'a'.repeat(70),
      'b'.repeat(60),
    ]);
    expect(splitText(`a\n${'b'.repeat(120)}`, 100, length)).toEqual([`a\n${'b'.repeat(98)}`, 'b'.repeat(22)]);
    expect(splitText(`${'a'.repeat(100)}\nb`, 100, length)).toEqual(['a'.repeat(100), 'b']);
    expect(splitText('\n \n', 100, length)).toEqual([]);
  });

  it('what is left out at the end is told by a sign', () => {
    expect(shorten('海尔', 2, length)).toBe('海尔');
    expect(shorten('青岛海尔', 3, length)).toBe('青岛…');
    expect(shorten('👨‍👩‍👧‍👦👨‍👩‍👧‍👦', 12, length)).toBe('👨‍👩‍👧‍👦…');
  });
});
