import { describe, expect, it } from 'vitest';
import { Findings, LogCheck, type LogRow } from '../../src/domain/audit-check.ts';
import {
  canonicalEntry,
  canonicalJson,
  chainStart,
  type Entry,
  entryLeaf,
  instantText,
  isLeafAlgorithm,
  leafAlgorithms,
  nextChain,
} from '../../src/domain/audit-entry.ts';
import { Frontier } from '../../src/domain/merkle.ts';

const entry = (seq: number): Entry => ({
  seq,
  at: '2026-11-24T08:00:00.000Z',
  actor: 'a',
  orgId: null,
  action: 'credit.view',
  subject: null,
  purpose: null,
  result: 'ok',
});

/** A log of so many entries as it is stored. */
function logOf(count: number): LogRow[] {
  let chain = chainStart;
  return Array.from({ length: count }, (_, index) => {
    const found = entry(index + 1);
    const leaf = entryLeaf(found, 'sha256');
    chain = nextChain(chain, leaf);
    return { index, entry: index + 1, algorithm: 'sha256', leaf, chain, found };
  });
}

function rootOf(rows: readonly LogRow[]): Uint8Array {
  const tree = new Frontier();
  for (const { leaf } of rows) tree.push(leaf);
  return tree.root();
}

describe('a list of problems', () => {
  it('has no more of a kind than it should, and counts all', () => {
    const findings = new Findings(100, 2);
    for (let index = 0; index < 5; index += 1) findings.add({ code: 'entry.edited', index });
    findings.add({ code: 'leaf.missing', index: 9 });
    expect(findings.list).toEqual([
      { code: 'entry.edited', index: 0 },
      { code: 'entry.edited', index: 1 },
      { code: 'leaf.missing', index: 9 },
    ]);
    expect(findings.count).toBe(6);
  });

  it('has no more than it should in all', () => {
    const findings = new Findings(3, 2);
    for (const code of ['entry.edited', 'entry.edited', 'leaf.missing', 'leaf.extra'] as const)
      findings.add({ code });
    expect([findings.list.map(({ code }) => code), findings.count]).toEqual([
      ['entry.edited', 'entry.edited', 'leaf.missing'],
      4,
    ]);
  });

  it('lists twenty of a kind and a hundred in all where nothing else was said', () => {
    const findings = new Findings();
    const codes = [
      'entry.edited',
      'entry.missing',
      'leaf.missing',
      'leaf.extra',
      'chain.wrong',
      'node.wrong',
    ] as const;
    for (const code of codes) for (let index = 0; index < 25; index += 1) findings.add({ code, index });
    expect([
      findings.list.filter(({ code }) => code === 'entry.edited').length,
      findings.list.length,
    ]).toEqual([20, 100]);
  });
});

describe('the check of a log', () => {
  const check = (rows: readonly LogRow[], before: { tree: Frontier; chain: Uint8Array } | null = null) => {
    const findings = new Findings();
    const made = new LogCheck(findings, before);
    for (const row of rows) made.take(row);
    made.end();
    return { problems: findings.list, made };
  };

  it('knows how far it came and the root of what it saw', () => {
    const rows = logOf(5);
    const { problems, made } = check(rows);
    expect(problems).toEqual([]);
    expect([made.size, made.root()]).toEqual([5, rootOf(rows)]);
  });

  it('tells a leaf that is there twice, and goes on', () => {
    const rows = logOf(3);
    const [first, second, third] = rows;
    if (!first || !second || !third) throw new Error('no rows');
    expect(check([first, second, second, first, third]).problems).toEqual([
      { code: 'leaf.extra', index: 1, entry: 2 },
      { code: 'leaf.extra', index: 0, entry: 1 },
    ]);
  });

  it('tells a gap once; what comes behind it has no root any more', () => {
    const rows = logOf(6);
    const { problems, made } = check(rows.filter(({ index }) => index !== 2 && index !== 3));
    expect(problems).toEqual([{ code: 'leaf.missing', index: 2 }]);
    expect([made.size, made.root()]).toEqual([6, null]);
  });

  it('tells of what was signed by whom it was signed', () => {
    const rows = logOf(4);
    const findings = new Findings();
    const made = new LogCheck(findings);
    made.expect([
      { size: 9, root: rootOf(rows), from: 'late' },
      { size: 8, root: rootOf(rows) },
      { size: 2, root: chainStart, from: 'wrong' },
      { size: 1, root: chainStart },
    ]);
    for (const row of rows) made.take(row);
    made.end();
    made.end();
    expect(findings.list).toEqual([
      { code: 'root.wrong', size: 1 },
      { code: 'root.wrong', size: 2, from: 'wrong' },
      { code: 'log.truncated', size: 8 },
      { code: 'log.truncated', size: 9, from: 'late' },
    ]);
  });

  it('compares the root of a size that is reached at once, and none of before', () => {
    const rows = logOf(4);
    const { made } = check(rows);
    made.expect([{ size: 4, root: rootOf(rows) }]);
    expect(() => made.expect([{ size: 3, root: rootOf(rows) }])).toThrow(RangeError);
  });

  it('goes on from the middle as if it had begun at the start', () => {
    const rows = logOf(6);
    const tree = new Frontier();
    for (const { leaf } of rows.slice(0, 3)) tree.push(leaf);
    const chain = rows[2]?.chain ?? chainStart;
    const { problems, made } = check(rows.slice(3), { tree, chain });
    expect([problems, made.size, made.root()]).toEqual([[], 6, rootOf(rows)]);
    // The edge that was given is not used up.
    expect(tree.size).toBe(3);
    expect(check(rows.slice(3), { tree, chain: chainStart }).problems).toEqual([
      { code: 'chain.wrong', index: 3, entry: 4 },
    ]);
  });

  it('compares kept subtrees once their last leaf was seen', () => {
    const rows = logOf(520);
    const tree = new Frontier();
    const nodes = rows.flatMap(({ leaf }) => tree.push(leaf));
    expect(nodes.map(({ level, index }) => `${level}/${index}`)).toEqual(['8/0', '8/1']);
    const compare = (kept: typeof nodes) => {
      const findings = new Findings();
      const made = new LogCheck(findings);
      made.expect([], kept);
      for (const row of rows) made.take(row);
      made.end();
      return findings.list;
    };
    expect(compare(nodes)).toEqual([]);
    expect(compare(nodes.slice(0, 1))).toEqual([{ code: 'node.missing', index: 511 }]);
    expect(compare(nodes.map((node) => (node.index === 0 ? { ...node, hash: chainStart } : node)))).toEqual([
      { code: 'node.wrong', index: 255 },
    ]);
    // Behind a gap nothing can be told of them.
    const findings = new Findings();
    const made = new LogCheck(findings);
    for (const row of rows.slice(1)) made.take(row);
    expect(findings.list).toEqual([{ code: 'leaf.missing', index: 0 }]);
  });

  it('tells what is wrong with the row of a leaf', () => {
    const [first] = logOf(1);
    if (!first) throw new Error('no row');
    const codes = (row: LogRow) => check([row]).problems.map(({ code }) => code);
    expect(codes({ ...first, found: null })).toEqual(['entry.missing']);
    expect(codes({ ...first, algorithm: 'md5' })).toEqual(['leaf.algorithm']);
    expect(codes({ ...first, algorithm: 'sm3' })).toEqual(['entry.edited']);
    expect(codes({ ...first, found: { ...entry(1), seq: 1.5 } })).toEqual(['entry.edited']);
    expect(codes({ ...first, found: { ...entry(1), seq: 2 ** 60 } })).toEqual(['entry.edited']);
  });
});

describe('the form in which an entry is hashed', () => {
  it('has its members in order, and nothing else that came along', () => {
    const more = { ...entry(7), extra: 'x' };
    expect(canonicalEntry(more)).toBe(
      '{"action":"credit.view","actor":"a","at":"2026-11-24T08:00:00.000Z","orgId":null,"purpose":null,"result":"ok","seq":7,"subject":null}',
    );
  });

  it('is of strings, whole numbers, null, lists and objects', () => {
    expect(canonicalJson({ b: [1, 'x"', null, []], a: {}, A: -5 })).toBe(
      '{"A":-5,"a":{},"b":[1,"x\\"",null,[]]}',
    );
    for (const wrong of [1.5, Number.NaN, 2 ** 53])
      expect(() => canonicalJson(wrong)).toThrow(/whole numbers/);
    expect(() => canonicalJson({ '\ud83d': 1 })).toThrow(/half a character/);
    expect(() => canonicalJson(['\ud83d'])).toThrow(TypeError);
  });

  it.each([
    ['0', '1970-01-01T00:00:00.000Z'],
    ['1', '1970-01-01T00:00:00.000001Z'],
    ['1764000000123000', '2025-11-24T16:00:00.123Z'],
    ['1764000000123040', '2025-11-24T16:00:00.123040Z'],
    ['1764000000123999', '2025-11-24T16:00:00.123999Z'],
    ['-1', '1969-12-31T23:59:59.999999Z'],
    ['-1000', '1969-12-31T23:59:59.999Z'],
    ['infinity', 'infinity'],
    ['-infinity', '-infinity'],
    ['1x', '1x'],
    ['x1', 'x1'],
    ['', ''],
    ['9999999999999999999999', '9999999999999999999999'],
  ])('%s microseconds are %s', (microseconds, text) => {
    expect(instantText(microseconds)).toBe(text);
  });

  it('is hashed by known algorithms only', () => {
    expect([...leafAlgorithms, 'md5', '', 'SHA256'].filter(isLeafAlgorithm)).toEqual(['sha256', 'sm3']);
    expect(entryLeaf(entry(1), 'sm3')).not.toEqual(entryLeaf(entry(1), 'sha256'));
  });
});
