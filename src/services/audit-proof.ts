import type { TransactionSql } from 'postgres';
import { z } from 'zod';
import { type Entry, entryLeaf, leafAlgorithms } from '../domain/audit-entry.ts';
import { CodedError } from '../domain/errors.ts';
import { inclusionProof, type LeafAlgorithm, verifyInclusion } from '../domain/merkle.ts';
import { parseCheckpoint, parseNote, trustOf } from '../domain/signed-note.ts';
import { lastCheckpoint } from '../store/audit-checkpoints.ts';
import { entryExists, leafOf, plannedForItsValues, subtreeReader } from '../store/audit-read.ts';
import type { Database } from '../store/database.ts';
import { seeing } from '../store/scope.ts';
import { verifiersOf } from './audit-verify.ts';

const proofSchema = z.strictObject({
  entry: z.strictObject({
    seq: z.int().min(1),
    at: z.string(),
    actor: z.string(),
    orgId: z.string().nullable(),
    action: z.string(),
    subject: z.string().nullable(),
    purpose: z.string().nullable(),
    result: z.string(),
  }),
  algorithm: z.enum(leafAlgorithms),
  index: z.int().min(0),
  size: z.int().min(1),
  /** The hashes beside the way to the root, the lowest first, in base64. */
  proof: z.array(z.base64().length(44)).max(53),
  /** The signed checkpoint of this size. */
  note: z.string().max(10_000),
});

/** That an entry stands in the log, for whoever has the public key, without any other entry being shown. */
export type EntryProof = z.infer<typeof proofSchema>;

type ProofResult =
  | { holds: true; entry: Entry; index: number; size: number; origin: string }
  /** `form`: it is no such proof. `note`: nobody known signed its checkpoint. `path`: the entry is not in that log. */
  | { holds: false; problem: 'form' | 'note' | 'path' };

/**
 * The proof for one entry, against the newest checkpoint.
 * @throws CodedError `audit.unknown`, `audit.uncovered` (no checkpoint yet), `audit.inconsistent` (it would not hold)
 */
export function proveEntry({ sql }: Database, seq: number): Promise<EntryProof> {
  // One moment, so that the leaves are those of the checkpoint and more.
  return sql.begin('isolation level repeatable read read only', (transaction) =>
    seeing(transaction, { sees: 'audit' }, (tx) => proveIn(tx, seq)),
  );
}

async function proveIn(tx: TransactionSql, seq: number): Promise<EntryProof> {
  await plannedForItsValues(tx);
  const leaf = await leafOf(tx, seq);
  const newest = await lastCheckpoint(tx);
  if (!leaf?.found)
    throw new CodedError((await entryExists(tx, seq)) ? 'audit.uncovered' : 'audit.unknown', { seq });
  const { index, found: entry } = leaf;
  if (!newest || newest.size <= index) throw new CodedError('audit.uncovered', { seq });
  const { size, note, root } = newest;
  const algorithm = leafAlgorithms.find((one) => one === leaf.algorithm);
  try {
    const proof = await inclusionProof(index, size, subtreeReader(tx));
    if (!algorithm || !verifyInclusion({ leaf: entryLeaf(entry, algorithm), index, size, proof }, root))
      throw new CodedError('audit.inconsistent', { size });
    const encoded = proof.map((hash) => Buffer.from(hash).toString('base64'));
    return { entry, algorithm, index, size, proof: encoded, note };
  } catch (error) {
    if (error instanceof RangeError) throw new CodedError('audit.inconsistent', { size }, { cause: error });
    throw error;
  }
}

/**
 * Checks a proof with nothing but the public keys.
 * @throws CodedError `audit.key`
 */
export function checkProof(value: unknown, publicKeys: readonly string[]): ProofResult {
  const verifiers = verifiersOf(publicKeys);
  const parsed = proofSchema.safeParse(value);
  if (!parsed.success) return { holds: false, problem: 'form' };
  const { entry, algorithm, index, size, proof, note } = parsed.data;
  const signed = parseNote(note);
  const checkpoint = signed && parseCheckpoint(signed.text);
  if (!signed || !checkpoint || trustOf(signed, verifiers) !== 'good' || checkpoint.size !== size)
    return { holds: false, problem: 'note' };
  const path = proof.map((hash) => Buffer.from(hash, 'base64'));
  if (!holdsAt({ entry, algorithm, index, size, path }, checkpoint.root))
    return { holds: false, problem: 'path' };
  return { holds: true, entry, index, size, origin: checkpoint.origin };
}

function holdsAt(
  {
    entry,
    algorithm,
    index,
    size,
    path,
  }: { entry: Entry; algorithm: LeafAlgorithm; index: number; size: number; path: Uint8Array[] },
  root: Uint8Array,
): boolean {
  // Half a character in a file that somebody made is no error of ours.
  const texts = Object.values(entry).filter((one) => typeof one === 'string');
  if (!texts.every((text) => text.isWellFormed())) return false;
  return verifyInclusion({ leaf: entryLeaf(entry, algorithm), index, size, proof: path }, root);
}
