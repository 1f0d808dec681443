import { createHash } from 'node:crypto';

/**
 * The Merkle tree of RFC 6962 and RFC 9162 over SHA-256. Pure: stored hashes come through `SubtreeOf`. Sizes and
 * indexes are whole numbers up to 2^53, so nothing here shifts bits.
 */
export type Hash = Uint8Array;

/** How leaves are hashed; nodes, roots and proofs are SHA-256 always. */
export type LeafAlgorithm = 'sha256' | 'sm3';

/** Root of the complete subtree of 2^level leaves that begins at leaf index · 2^level. */
export type SubtreeOf = (level: number, index: number) => Promise<Hash>;

export interface Subtree {
  level: number;
  index: number;
  hash: Hash;
}

/** Roots of subtrees of 256^k leaves are kept: these are their levels. */
export const keptLevels = [8, 16, 24, 32] as const;
const kept: ReadonlySet<number> = new Set(keptLevels);

const leafMark = Buffer.of(0);
const nodeMark = Buffer.of(1);

export function leafHash(bytes: Uint8Array, algorithm: LeafAlgorithm = 'sha256'): Hash {
  return createHash(algorithm).update(leafMark).update(bytes).digest();
}

export function nodeHash(left: Hash, right: Hash): Hash {
  return createHash('sha256').update(nodeMark).update(left).update(right).digest();
}

const emptyRoot: Hash = createHash('sha256').digest();

export function sameHash(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

const half = (number: number): number => Math.floor(number / 2);
const isOdd = (number: number): boolean => number % 2 === 1;

/** Null where `size` is no power of two. (`Math.log2` is not exact for large numbers.) */
function levelOf(size: number): number | null {
  let level = 0;
  while (2 ** level < size) level += 1;
  return 2 ** level === size ? level : null;
}

/** The largest power of two below `size`, which is 2 or more. */
function split(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}

/** The right edge of a tree, as roots of complete subtrees: enough to add leaves and to tell the root. */
export class Frontier {
  #size: number;
  readonly #peaks: Hash[];

  constructor(size = 0, peaks: readonly Hash[] = []) {
    this.#size = size;
    this.#peaks = [...peaks];
  }

  /** The edge of the first `size` leaves of a tree that is stored. */
  static async at(size: number, subtree: SubtreeOf): Promise<Frontier> {
    const peaks: Hash[] = [];
    let done = 0;
    while (done < size) {
      let level = 0;
      while (2 ** (level + 1) <= size - done) level += 1;
      peaks.push(await subtree(level, done / 2 ** level));
      done += 2 ** level;
    }
    return new Frontier(size, peaks);
  }

  get size(): number {
    return this.#size;
  }

  /** Adds a leaf hash; returns the subtrees of kept levels that it completes, the smallest first. */
  push(leaf: Hash): Subtree[] {
    const completed: Subtree[] = [];
    let hash = leaf;
    let index = this.#size;
    for (let level = 1; isOdd(index); level += 1) {
      const left = this.#peaks.pop();
      if (!left) throw new Error('the peaks do not fit the size');
      hash = nodeHash(left, hash);
      index = half(index);
      if (kept.has(level)) completed.push({ level, index, hash });
    }
    this.#peaks.push(hash);
    this.#size += 1;
    return completed;
  }

  root(): Hash {
    const [last, ...before] = this.#peaks.toReversed();
    return before.reduce((right, left) => nodeHash(left, right), last ?? emptyRoot);
  }

  copy(): Frontier {
    return new Frontier(this.#size, this.#peaks);
  }
}

/** Root over leaf hashes that are all at hand. */
export function rootOf(leaves: Iterable<Hash>): Hash {
  const frontier = new Frontier();
  for (const leaf of leaves) frontier.push(leaf);
  return frontier.root();
}

/** Root of `size` leaves from `start`, which is a multiple of every power of two up to `size`. */
async function rangeRoot(start: number, size: number, subtree: SubtreeOf): Promise<Hash> {
  const level = levelOf(size);
  if (level !== null) return subtree(level, start / size);
  const left = split(size);
  return nodeHash(await rangeRoot(start, left, subtree), await rangeRoot(start + left, size - left, subtree));
}

/** The hashes beside the way from a leaf to the root of the first `size` leaves, the lowest first (RFC 9162, 2.1.3.1). */
export async function inclusionProof(index: number, size: number, subtree: SubtreeOf): Promise<Hash[]> {
  if (!(index >= 0 && index < size)) throw new RangeError('no such leaf in a tree of this size');
  const proof: Hash[] = [];
  let start = 0;
  for (let length = size; length > 1; ) {
    const left = split(length);
    if (index < start + left) {
      proof.push(await rangeRoot(start + left, length - left, subtree));
      length = left;
    } else {
      proof.push(await rangeRoot(start, left, subtree));
      start += left;
      length -= left;
    }
  }
  return proof.reverse();
}

/** Whether a leaf hash stands at `index` of the tree with this size and root (RFC 9162, 2.1.3.2). */
export function verifyInclusion(
  { leaf, index, size, proof }: { leaf: Hash; index: number; size: number; proof: readonly Hash[] },
  root: Hash,
): boolean {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false;
  let first = index;
  let last = size - 1;
  let hash = leaf;
  for (const beside of proof) {
    if (last === 0) return false;
    if (isOdd(first) || first === last) {
      hash = nodeHash(beside, hash);
      while (!isOdd(first) && first !== 0) {
        first = half(first);
        last = half(last);
      }
    } else hash = nodeHash(hash, beside);
    first = half(first);
    last = half(last);
  }
  return last === 0 && sameHash(hash, root);
}

/** What shows that the first `to` leaves begin with the first `from` (RFC 9162, 2.1.4.1). */
export async function consistencyProof(from: number, to: number, subtree: SubtreeOf): Promise<Hash[]> {
  if (!(from >= 0 && from <= to)) throw new RangeError('a tree is consistent with larger ones only');
  if (from === 0 || from === to) return [];
  const proof: Hash[] = [];
  let start = 0;
  let length = to;
  // Whether the smaller tree is the subtree itself, whose root the reader knows.
  let whole = true;
  while (from !== start + length) {
    const left = split(length);
    if (from <= start + left) {
      proof.push(await rangeRoot(start + left, length - left, subtree));
      length = left;
    } else {
      proof.push(await rangeRoot(start, left, subtree));
      start += left;
      length -= left;
      whole = false;
    }
  }
  if (!whole) proof.push(await rangeRoot(start, length, subtree));
  return proof.reverse();
}

/** Whether the larger tree begins with the smaller one (RFC 9162, 2.1.4.2). Every tree begins with the empty one. */
export function verifyConsistency(
  from: { size: number; root: Hash },
  to: { size: number; root: Hash },
  proof: readonly Hash[],
): boolean {
  if (!Number.isSafeInteger(from.size) || !Number.isSafeInteger(to.size)) return false;
  if (from.size < 0 || from.size > to.size) return false;
  if (from.size === to.size) return proof.length === 0 && sameHash(from.root, to.root);
  if (from.size === 0) return proof.length === 0 && sameHash(from.root, emptyRoot);
  const [start, ...rest] = levelOf(from.size) === null ? proof : [from.root, ...proof];
  if (!start) return false;
  let first = from.size - 1;
  let last = to.size - 1;
  while (isOdd(first)) {
    first = half(first);
    last = half(last);
  }
  let smaller = start;
  let larger = start;
  for (const beside of rest) {
    if (last === 0) return false;
    if (isOdd(first) || first === last) {
      smaller = nodeHash(beside, smaller);
      larger = nodeHash(beside, larger);
      while (!isOdd(first) && first !== 0) {
        first = half(first);
        last = half(last);
      }
    } else larger = nodeHash(larger, beside);
    first = half(first);
    last = half(last);
  }
  return last === 0 && sameHash(smaller, from.root) && sameHash(larger, to.root);
}
