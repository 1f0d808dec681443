import { beforeAll, describe, expect, it } from 'vitest';
import {
  Findings,
  LogCheck,
  type LogRow,
  type Problem,
  type StatedRoot,
} from '../../src/domain/audit-check.ts';
import { chainStart, type Entry, entryLeaf } from '../../src/domain/audit-entry.ts';
import { Frontier, type Hash, nodeHash, type Subtree } from '../../src/domain/merkle.ts';
import { auditSeed, chained, entryNumber } from '../services/auditing.ts';
import { createChance } from '../soak/result.ts';

const size = 10_000;
const entries = Array.from({ length: size }, (_, n) => entryNumber(n));
let rows: LogRow[] = [];
let nodes: Subtree[] = [];
let signed: StatedRoot = { size, root: chainStart };
/** What is known before each row: every check of one row begins here instead of at the start. */
const before: Frontier[] = [];

beforeAll(() => {
  const made = chained(entries);
  rows = made.rows;
  nodes = made.nodes;
  signed = { size, root: made.root };
  const frontier = new Frontier();
  for (const { leaf } of rows) {
    before.push(frontier.copy());
    frontier.push(leaf);
  }
}, 60_000);

function row(index: number): LogRow {
  const found = rows[index];
  if (!found) throw new Error(`no row ${index}`);
  return found;
}

/** The whole check over these rows. */
function checkAll(given: readonly LogRow[], kept: readonly Subtree[] = nodes): Problem[] {
  const findings = new Findings();
  const check = new LogCheck(findings);
  check.expect([signed], kept);
  for (const one of given) check.take(one);
  check.end();
  return findings.list;
}

/** The check from `index` on: `given` are the rows that come there, and then the log ends. */
function checkFrom(index: number, given: readonly LogRow[]): Problem[] {
  const tree = before[index] ?? new Frontier();
  const findings = new Findings();
  const check = new LogCheck(findings, { tree, chain: index === 0 ? chainStart : row(index - 1).chain });
  check.expect(
    [signed],
    nodes.filter(({ level, index: at }) => (at + 1) * 2 ** level > index),
  );
  for (const one of given) check.take(one);
  check.end();
  return findings.list.filter(({ code }) => code !== 'log.truncated' || given.length === 0);
}

const edited = (entry: Entry, n: number): Entry => {
  const changes: Partial<Entry>[] = [
    { at: entry.at.replace('Z', '001Z') },
    { actor: `${entry.actor} ` },
    { orgId: entry.orgId === null ? '' : null },
    { action: 'credit.List' },
    { subject: entry.subject === null ? '' : null },
    { purpose: entry.purpose === null ? '' : null },
    { result: '' },
  ];
  return { ...entry, ...changes[n % changes.length] };
};

/** Every level of the tree, for the root with other leaves here or there. */
function levelsOf(leaves: readonly Hash[]): Hash[][] {
  const levels: Hash[][] = [[...leaves]];
  for (let last = levels[0] ?? []; last.length > 1; ) {
    const next: Hash[] = [];
    for (let at = 0; at < last.length; at += 2) {
      const [left, right] = [last[at], last[at + 1]];
      if (left) next.push(right ? nodeHash(left, right) : left);
    }
    levels.push(next);
    last = next;
  }
  return levels;
}

/** The root once these leaves are others: what somebody gets who makes all hashes anew. */
function rootWith(levels: readonly Hash[][], changes: ReadonlyMap<number, Hash>): Hash {
  let changed = new Map(changes);
  for (const [level, hashes] of levels.slice(0, -1).entries()) {
    const next = new Map<number, Hash>();
    for (const index of changed.keys()) {
      const parent = Math.floor(index / 2);
      const left = changed.get(2 * parent) ?? hashes[2 * parent];
      const right = changed.get(2 * parent + 1) ?? hashes[2 * parent + 1];
      if (left) next.set(parent, right ? nodeHash(left, right) : left);
    }
    changed = next;
    expect(level).toBeLessThan(levels.length - 1);
  }
  return changed.get(0) ?? chainStart;
}

const same = (a: Hash, b: Hash): boolean => Buffer.compare(a, b) === 0;

describe('a log of 10 000 entries and one checkpoint', () => {
  it('is sound as it is', () => {
    expect(checkAll(rows)).toEqual([]);
  });

  it('tells an edited entry at each of its 10 000 rows (each checked from the row on)', () => {
    for (let index = 0; index < size; index += 1) {
      const one = row(index);
      const found = checkFrom(index, [{ ...one, found: edited(entryNumber(index), index) }]);
      expect(found).toEqual([{ code: 'entry.edited', index, entry: one.entry }]);
    }
  }, 60_000);

  it('tells a deleted entry, and a deleted leaf, at each of its 10 000 rows (each checked from the row on)', () => {
    for (let index = 0; index < size; index += 1) {
      const gone = checkFrom(index, [{ ...row(index), found: null }]);
      expect(gone).toEqual([{ code: 'entry.missing', index, entry: index + 1 }]);
      const rest = checkFrom(index, index + 1 < size ? [row(index + 1)] : []);
      expect(rest[0]).toEqual(
        index + 1 < size ? { code: 'leaf.missing', index } : { code: 'log.truncated', size },
      );
    }
  }, 60_000);

  it('tells neighbours that changed places, as entries and as leaves, at each of its 9 999 pairs (from the pair on)', () => {
    for (let index = 0; index < size - 1; index += 1) {
      const [a, b] = [row(index), row(index + 1)];
      const contents = checkFrom(index, [
        { ...a, found: { ...entryNumber(index + 1), seq: a.entry } },
        { ...b, found: { ...entryNumber(index), seq: b.entry } },
      ]);
      expect(contents.map(({ code }) => code)).toEqual(['entry.edited', 'entry.edited']);
      const leaves = checkFrom(index, [
        { ...b, index },
        { ...a, index: index + 1 },
      ]);
      expect(leaves[0]).toEqual({ code: 'chain.wrong', index, entry: b.entry });
    }
  }, 60_000);

  it('tells that it was cut off at each of its 10 000 rows (each checked from the cut on)', () => {
    for (let index = 0; index < size; index += 1)
      expect(checkFrom(index, [])).toEqual([{ code: 'log.truncated', size }]);
  }, 60_000);

  it('tells a leaf put in at each of its 10 000 rows, with the right hash and the others moved on (from there on)', () => {
    for (let index = 0; index < size; index += 1) {
      const found: Entry = { ...entryNumber(index), seq: size + 1, actor: 'never' };
      const put: LogRow = { ...row(index), entry: found.seq, found, leaf: entryLeaf(found, 'sha256') };
      const [first] = checkFrom(index, [put, { ...row(index), index: index + 1 }]);
      expect(first).toEqual({ code: 'chain.wrong', index, entry: size + 1 });
    }
  }, 60_000);

  it('has another root than the signed one after an edit with all hashes made anew, at each of its 10 000 rows (root only)', () => {
    const levels = levelsOf(rows.map(({ leaf }) => leaf));
    expect(same(levels.at(-1)?.[0] ?? chainStart, signed.root)).toBe(true);
    for (let index = 0; index < size; index += 1) {
      const leaf = entryLeaf(edited(entryNumber(index), index), 'sha256');
      expect(same(rootWith(levels, new Map([[index, leaf]])), signed.root)).toBe(false);
    }
    // The same leaf gives the same root: the comparison means something.
    expect(same(rootWith(levels, new Map([[77, row(77).leaf]])), signed.root)).toBe(true);
  }, 60_000);

  it('has another root after neighbours changed places with all hashes made anew, at each of its 9 999 pairs (root only)', () => {
    const levels = levelsOf(rows.map(({ leaf }) => leaf));
    for (let index = 0; index < size - 1; index += 1) {
      const changes = new Map([
        [index, row(index + 1).leaf],
        [index + 1, row(index).leaf],
      ]);
      expect(same(rootWith(levels, changes), signed.root)).toBe(false);
    }
  }, 60_000);

  it(`tells each of 5 kinds of forgery with all hashes made anew, in full, at 5 random rows each (AUDIT_SEED=${auditSeed})`, () => {
    const chance = createChance(auditSeed);
    const added: Entry = { ...entryNumber(0), seq: size + 1, actor: 'never' };
    const forgeries: ((index: number) => Entry[])[] = [
      (index) => entries.with(index, edited(entryNumber(index), index)),
      (index) => [...entries.toSpliced(index, 1), added],
      (index) => entries.with(index, entryNumber(index + 1)).with(index + 1, entryNumber(index)),
      (index) => entries.toSpliced(index, 0, added),
      (index) => entries.slice(0, index),
    ];
    for (const forge of forgeries) {
      for (let round = 0; round < 5; round += 1) {
        const index = Math.floor(chance() * (size - 1));
        const forged = chained(forge(index));
        expect(checkAll(forged.rows, forged.nodes)).toEqual([
          { code: forged.rows.length < size ? 'log.truncated' : 'root.wrong', size },
        ]);
      }
    }
  }, 120_000);
});

describe('the check', () => {
  it('goes on behind a gap: what comes there is still compared with its neighbours', () => {
    const given = rows.slice(0, 600).toSpliced(300, 1);
    given[400] = { ...row(401), found: null };
    expect(checkAll(given).filter(({ code }) => code !== 'log.truncated')).toEqual([
      { code: 'leaf.missing', index: 300 },
      { code: 'entry.missing', index: 401, entry: 402 },
    ]);
  });

  it('skips what is out of place, and is not misled by it', () => {
    expect(checkAll(rows.toSpliced(300, 0, row(5)))).toEqual([{ code: 'leaf.extra', index: 5, entry: 6 }]);
  });

  it('compares a root with the tree of that very size, in whatever order roots are given', () => {
    const findings = new Findings();
    const check = new LogCheck(findings);
    const roots = [300, 1, 0, 256, 299].map((n) => ({ size: n, root: chained(entries.slice(0, n)).root }));
    check.expect([...roots, { size: 256, root: signed.root, from: 'elsewhere' }], nodes.slice(0, 1));
    for (const one of rows.slice(0, 300)) check.take(one);
    check.end();
    expect(findings.list).toEqual([{ code: 'root.wrong', size: 256, from: 'elsewhere' }]);
    expect(() => check.expect([{ size: 5, root: signed.root }])).toThrow(RangeError);
  });

  it('lists at most so many problems, and of each kind', () => {
    const findings = new Findings(5, 3);
    for (let n = 0; n < 10; n += 1) findings.add({ code: 'entry.edited', index: n });
    for (let n = 0; n < 10; n += 1) findings.add({ code: 'chain.wrong', index: n });
    expect(findings.list.map(({ code, index }) => [code, index])).toEqual([
      ['entry.edited', 0],
      ['entry.edited', 1],
      ['entry.edited', 2],
      ['chain.wrong', 0],
      ['chain.wrong', 1],
    ]);
    expect(findings.count).toBe(20);
  });
});
