import { createHash } from 'node:crypto';
import { type Hash, type LeafAlgorithm, leafHash } from './merkle.ts';

/** A row of the audit log as it is hashed. */
export interface Entry {
  seq: number;
  /** UTC with milliseconds; with microseconds where the row has them. */
  at: string;
  actor: string;
  orgId: string | null;
  action: string;
  subject: string | null;
  purpose: string | null;
  result: string;
}

/** Stands beside each leaf: a later hash, or another canonical form, comes as another name. */
export const leafAlgorithms = ['sha256', 'sm3'] as const satisfies readonly LeafAlgorithm[];

export function isLeafAlgorithm(name: string): name is LeafAlgorithm {
  return (leafAlgorithms as readonly string[]).includes(name);
}

type Canonical = string | number | null | readonly Canonical[] | { readonly [key: string]: Canonical };

/** RFC 8785 for what is used here: strings, whole numbers, null, and lists and objects of them. */
export function canonicalJson(value: Canonical): string {
  if (typeof value === 'number') {
    // The RFC has a form for fractions too; nothing of ours has any, so they come from a mistake.
    if (!Number.isSafeInteger(value)) throw new TypeError('only whole numbers have a canonical form here');
    return JSON.stringify(value);
  }
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new TypeError('half a character has no canonical form');
    return JSON.stringify(value);
  }
  if (value === null) return 'null';
  if (Array.isArray(value)) return `[${value.map((one: Canonical) => canonicalJson(one)).join(',')}]`;
  const members = Object.entries(value as Readonly<Record<string, Canonical>>)
    // By UTF-16 code units, as the RFC asks: what `<` compares.
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, one]) => `${canonicalJson(key)}:${canonicalJson(one)}`);
  return `{${members.join(',')}}`;
}

export function canonicalEntry({ seq, at, actor, orgId, action, subject, purpose, result }: Entry): string {
  // Named one by one: what a caller's object has besides is not hashed.
  return canonicalJson({ seq, at, actor, orgId, action, subject, purpose, result });
}

/**
 * The instant that PostgreSQL gives as microseconds since 1970, with all of them: a row whose time was changed by one
 * must not hash the same. What is no number (`infinity`) stays as it is.
 */
export function instantText(microseconds: string): string {
  if (!/^-?\d+$/.test(microseconds)) return microseconds;
  const all = BigInt(microseconds);
  const below = ((all % 1000n) + 1000n) % 1000n;
  const date = new Date(Number((all - below) / 1000n));
  if (Number.isNaN(date.getTime())) return microseconds;
  const text = date.toISOString();
  return below === 0n ? text : `${text.slice(0, -1)}${String(below).padStart(3, '0')}Z`;
}

/** Leaf hash of an entry. */
export function entryLeaf(entry: Entry, algorithm: LeafAlgorithm): Hash {
  return leafHash(Buffer.from(canonicalEntry(entry)), algorithm);
}

/** What the chain hash of the first leaf follows. */
export const chainStart: Hash = new Uint8Array(32);

export function nextChain(previous: Hash, leaf: Hash): Hash {
  return createHash('sha256').update(previous).update(leaf).digest();
}
