import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { sayIfKnown } from '../../src/chat/words/index.ts';
import type { CliContext } from '../../src/cli/context.ts';
import { runDrawDemo, runDrawVerify } from '../../src/cli/draw.ts';
import { readConfig } from '../../src/config.ts';
import type { Draw } from '../../src/domain/draw/format.ts';
import { systemClock } from '../../src/domain/ports.ts';
import { hasPython, runPython } from '../tools/python.ts';

const folder = mkdtempSync(join(tmpdir(), 'chengxin-draw-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let lines: string[] = [];
let json: unknown[] = [];
beforeEach(() => {
  [lines, json] = [[], []];
});
const context: CliContext = {
  config: readConfig({ DATA_DIR: folder }),
  clock: systemClock,
  output: {
    locale: 'zh',
    line: (text) => void lines.push(text),
    json: (value) => void json.push(JSON.parse(JSON.stringify(value))),
    hint: (text) => void lines.push(text),
  },
  withDatabase: () => Promise.reject(new Error('no database was needed')),
};
const demo = (name: string, seed: string, candidates = 200): string => {
  const out = join(folder, name);
  expect(runDrawDemo(context, { candidates, seed, out })).toBe(0);
  lines = [];
  return out;
};
const tampered = (file: string, work: (text: string) => string): string => {
  const out = `${file}.tampered`;
  writeFileSync(out, work(readFileSync(file, 'utf8')));
  return out;
};

describe('chengxin draw', () => {
  it('demo writes the same bytes for the same seed, says 示例数据, and verify accepts them', () => {
    const file = demo('one.json', 's');
    const text = readFileSync(file, 'utf8');
    expect(text).toContain('示例数据');
    expect(readFileSync(demo('two.json', 's'), 'utf8')).toBe(text);
    expect(readFileSync(demo('other.json', 't'), 'utf8')).not.toBe(text);
    expect(runDrawVerify(context, [file], {})).toBe(0);
    expect(lines.join('\n')).toContain('全部相符');
    expect(lines.join('\n')).toContain('对象 200 个');
  });

  it('verify names what is wrong, where, and ends with 3', () => {
    const file = tampered(demo('weight.json', 's'), (text) => text.replace(/"weight":2/, '"weight":3'));
    expect(runDrawVerify(context, [file], {})).toBe(3);
    expect(lines.join('\n')).toContain('名单与承诺书的根哈希不符');
    expect(lines.join('\n')).toContain('commit.record.candidates.root');
    runDrawVerify(context, [file], { json: true });
    expect(
      (json as { findings: unknown[] }[][]).map((list) =>
        list.map((one) => ({ ...one, findings: one.findings.slice(0, 2) })),
      ),
    ).toMatchObject([
      [{ file, holds: false, findings: [{ code: 'list.root' }, { code: 'stratum.weight' }] }],
    ]);
  });

  it('verify holds it against what was published, and bundles against each other', () => {
    const file = demo('published.json', 's');
    const { commit } = JSON.parse(readFileSync(file, 'utf8')) as Draw;
    const published = join(folder, 'commit.json');
    writeFileSync(published, JSON.stringify(commit, null, 2));
    expect(runDrawVerify(context, [file], { commit: published, key: commit.record.key.toUpperCase() })).toBe(
      0,
    );
    const second = demo('second.json', 's', 201);
    expect(runDrawVerify(context, [second], { commit: published })).toBe(3);
    expect(runDrawVerify(context, [second], { key: '00'.repeat(32) })).toBe(3);
    lines = [];
    expect(runDrawVerify(context, [file, second], {})).toBe(3);
    expect(lines.join('\n')).toContain('重复抽取');
    expect(runDrawVerify(context, [file, demo('apart.json', 't')], {})).toBe(0);
  });

  it('cannot read what is not there, no JSON, or no commit record; cannot write where there is no folder', () => {
    const file = demo('good.json', 's');
    const broken = tampered(file, (text) => text.slice(0, -9));
    expect(() => runDrawVerify(context, [join(folder, 'none')], {})).toThrow('draw.file');
    expect(() => runDrawVerify(context, [broken], {})).toThrow('draw.json');
    expect(() => runDrawVerify(context, [file], { commit: broken })).toThrow('draw.commitFile');
    const out = join(folder, 'no', 'folder');
    expect(() => runDrawDemo(context, { candidates: 5, seed: 's', out })).toThrow('draw.out');
  });

  it('has a text for every code of the verifier', () => {
    const codes = readFileSync('tools/verify-draw.mjs', 'utf8')
      .matchAll(/^ {2}'?([a-z][a-zA-Z.]*)'?: '/gm)
      .map(([, code = '']) => code)
      .filter((code) => code.includes('.') || ['order', 'pairing', 'recusal', 'seed'].includes(code))
      .toArray();
    expect(codes.length).toBeGreaterThan(40);
    for (const code of codes) expect(sayIfKnown('zh', `draw.problem.${code}`), code).not.toBeNull();
  });

  it.each([0, 1, 2, 3, 10, 40])('demo holds for %i candidates more than one', (more) => {
    const file = demo('small.json', `small ${more}`, 1 + more);
    expect(runDrawVerify(context, [file], {})).toBe(0);
    if (hasPython) expect(runPython(file).status).toBe(0);
  });

  it.skipIf(!hasPython)('the verifier in Python ends with 0, 1 or 2', () => {
    const file = demo('python.json', 's');
    expect(runPython(file)).toMatchObject({ status: 0 });
    const wrong = runPython(tampered(file, (text) => text.replace(/"load":\d/, '"load":7')));
    expect(wrong.status).toBe(1);
    expect(wrong.stdout).toContain('[list.root] commit.record.inspectors.root');
    expect(runPython(tampered(file, (text) => `${text}x`)).status).toBe(2);
    expect(runPython(join(folder, 'none')).status).toBe(2);
    expect(runPython(file, demo('python-second.json', 's', 201)).stdout).toContain('commit.second');
  });
});
