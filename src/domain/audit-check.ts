import { chainStart, type Entry, entryLeaf, isLeafAlgorithm, nextChain } from './audit-entry.ts';
import { Frontier, type Hash, type Subtree, sameHash } from './merkle.ts';

/** What can be wrong with a log; each has a text under `audit.problem.<code>`. */
export const problemCodes = [
  /** The row no longer has what was hashed: edited, or exchanged with another. */
  'entry.edited',
  /** A leaf whose row is gone, or never was. */
  'entry.missing',
  /** A row that is in no leaf although there was time: put in by hand, or nobody chains. */
  'entry.unchained',
  'leaf.missing',
  /** A leaf out of its place: below 0, or a place that is taken. */
  'leaf.extra',
  'leaf.algorithm',
  'chain.wrong',
  'node.wrong',
  'node.missing',
  'node.extra',
  /** A signed statement tells of more leaves than there are. */
  'log.truncated',
  /** The leaves do not give the root that was signed. */
  'root.wrong',
  'note.form',
  'note.origin',
  'note.unknownKey',
  'note.signature',
  /** The columns of a checkpoint do not say what its note says. */
  'checkpoint.differs',
  /** A note from outside tells of a checkpoint that the table no longer has. */
  'checkpoint.missing',
] as const;
export type ProblemCode = (typeof problemCodes)[number];

export interface Problem {
  code: ProblemCode;
  /** Of a leaf, or of a kept subtree's last leaf. */
  index?: number;
  /** seq of an entry. */
  entry?: number;
  /** Of a checkpoint. */
  size?: number;
  /** Where a note came from, if from outside. */
  from?: string;
}

/** Collects problems. So many of a kind are listed that none of another is crowded out; all are counted. */
export class Findings {
  readonly #most: number;
  readonly #mostOfAKind: number;
  readonly #ofAKind = new Map<ProblemCode, number>();
  readonly list: Problem[] = [];
  count = 0;

  constructor(most = 100, mostOfAKind = 20) {
    this.#most = most;
    this.#mostOfAKind = mostOfAKind;
  }

  add(problem: Problem): void {
    this.count += 1;
    const listed = this.#ofAKind.get(problem.code) ?? 0;
    if (listed >= this.#mostOfAKind || this.list.length >= this.#most) return;
    this.#ofAKind.set(problem.code, listed + 1);
    this.list.push(problem);
  }
}

/** A leaf as it is stored, with the row that it points to. */
export interface LogRow {
  index: number;
  entry: number;
  algorithm: string;
  leaf: Hash;
  chain: Hash;
  found: Entry | null;
}

/** A root that was stated for the first `size` leaves. */
export interface StatedRoot {
  size: number;
  root: Hash;
  from?: string;
}

/**
 * Goes once over the leaves in their order and compares everything with everything: the row with its leaf, the leaf
 * with the chain, leaves with kept subtrees, and with what was signed. Its memory does not grow with the log. It may
 * begin in the middle, with what is known of the leaves before.
 */
export class LogCheck {
  readonly #findings: Findings;
  /** Null after a gap: what the leaves behind it stand for cannot be told. */
  #tree: Frontier | null;
  /** Null after a gap. */
  #chain: Hash | null;
  #size: number;
  /** Both by the size at which they are due, the smallest first. */
  #roots: StatedRoot[] = [];
  #nodes = new Map<string, Hash>();

  constructor(findings: Findings, before: { tree: Frontier; chain: Hash } | null = null) {
    this.#findings = findings;
    this.#tree = before?.tree.copy() ?? new Frontier();
    this.#chain = before?.chain ?? chainStart;
    this.#size = this.#tree.size;
  }

  /** Leaves that were there, gaps included. */
  get size(): number {
    return this.#size;
  }

  /** Root of what was seen; null where leaves are missing. */
  root(): Hash | null {
    return this.#tree?.root() ?? null;
  }

  /** What the leaves that come next will have to agree with. Roots of a size that is reached already are compared now. */
  expect(roots: readonly StatedRoot[], nodes: readonly Subtree[] = []): void {
    this.#roots = [...this.#roots, ...roots].sort((a, b) => a.size - b.size);
    for (const { level, index, hash } of nodes) this.#nodes.set(`${level}/${index}`, hash);
    this.#compareRoots();
  }

  take(row: LogRow): void {
    const { index, leaf } = row;
    if (index < this.#size) {
      this.#findings.add({ code: 'leaf.extra', index, entry: row.entry });
      return;
    }
    if (index > this.#size) {
      this.#findings.add({ code: 'leaf.missing', index: this.#size });
      this.#tree = null;
      this.#chain = null;
    }
    this.#compareEntry(row);
    if (this.#chain && !sameHash(nextChain(this.#chain, leaf), row.chain))
      this.#findings.add({ code: 'chain.wrong', index, entry: row.entry });
    // Goes on with what is stored: one break is told once, where it is.
    this.#chain = row.chain;
    this.#size = index + 1;
    for (const node of this.#tree?.push(leaf) ?? []) this.#compareNode(node);
    this.#compareRoots();
  }

  /** After the last leaf: whatever is still expected was signed for leaves that are not there. */
  end(): void {
    for (const { size, from } of this.#roots)
      this.#findings.add({ code: 'log.truncated', size, ...(from !== undefined && { from }) });
    this.#roots = [];
  }

  #compareEntry({ index, entry, algorithm, leaf, found }: LogRow): void {
    if (!found) this.#findings.add({ code: 'entry.missing', index, entry });
    else if (!isLeafAlgorithm(algorithm)) this.#findings.add({ code: 'leaf.algorithm', index, entry });
    else if (!Number.isSafeInteger(found.seq) || !sameHash(entryLeaf(found, algorithm), leaf))
      this.#findings.add({ code: 'entry.edited', index, entry });
  }

  #compareNode({ level, index, hash }: Subtree): void {
    const key = `${level}/${index}`;
    const stored = this.#nodes.get(key);
    this.#nodes.delete(key);
    const last = (index + 1) * 2 ** level - 1;
    if (!stored) this.#findings.add({ code: 'node.missing', index: last });
    else if (!sameHash(stored, hash)) this.#findings.add({ code: 'node.wrong', index: last });
  }

  #compareRoots(): void {
    for (let next = this.#roots[0]; next && next.size <= this.#size; next = this.#roots[0]) {
      this.#roots.shift();
      const { size, root, from } = next;
      // Behind a gap there is nothing to compare with, and the gap itself was told.
      if (!this.#tree) continue;
      if (size < this.#size) throw new RangeError('a root must be expected before its last leaf is taken');
      if (sameHash(this.#tree.root(), root)) continue;
      this.#findings.add({ code: 'root.wrong', size, ...(from !== undefined && { from }) });
    }
  }
}
