import { setTimeout as sleep } from 'node:timers/promises';
import type { Entry } from '../domain/audit-entry.ts';
import { CodedError } from '../domain/errors.ts';
import { Frontier, type Hash, type LeafAlgorithm, sameHash } from '../domain/merkle.ts';
import type { Clock } from '../domain/ports.ts';
import { checkpointText } from '../domain/signed-note.ts';
import { appendLeaves } from '../store/audit-chain.ts';
import { addCheckpoint, type CheckpointRow, lastCheckpoint } from '../store/audit-checkpoints.ts';
import { type AuditFilter, listEntries, logEnd, subtreeReader } from '../store/audit-read.ts';
import type { Database } from '../store/database.ts';
import { seeing } from '../store/scope.ts';
import type { Keys } from './keys.ts';

export { checkProof, type EntryProof, proveEntry } from './audit-proof.ts';
export { type Verified, verifyAudit } from './audit-verify.ts';
export type { AuditFilter, CheckpointRow };

export interface ChainDeps {
  database: Database;
  clock: Clock;
  /** `sha256` if nothing is said. */
  algorithm?: LeafAlgorithm;
}

/** Entries in one transaction: it holds the lock for a fraction of a second. */
const atOnce = 5_000;

/**
 * Gives every committed entry its leaf. Any number of processes may do this again and again; one of them does it at a
 * time, and for the others there is nothing to do. Returns how many.
 */
export async function chainEntries({ database, clock, algorithm = 'sha256' }: ChainDeps): Promise<number> {
  let total = 0;
  for (;;) {
    const added = await appendLeaves(database.sql, { limit: atOnce, now: clock.now(), algorithm });
    total += added;
    if (added === 0) return total;
  }
}

/** A place that keeps notes where those who run this system cannot change them. */
export interface Witness {
  /** For the log of the service. */
  id: string;
  /** May be given a note again that it has. */
  publish(note: string): Promise<void>;
}

export interface CheckpointDeps {
  database: Database;
  keys: Pick<Keys, 'name' | 'signNote'>;
  clock: Clock;
  log: { warn(fields: object, message: string): void };
  witnesses: readonly Witness[];
  /** How long a witness may take. */
  witnessMs?: number;
}

/**
 * States the root of what is chained, if that is more than was stated before, and tells every witness the newest
 * statement that it does not have. Returns the checkpoint, or null where there is nothing new.
 * @throws CodedError `audit.inconsistent`: the log no longer begins with what was stated last; that is never signed
 */
export async function checkpoint(deps: CheckpointDeps): Promise<CheckpointRow | null> {
  const { made, newest } = await state(deps);
  if (newest) await Promise.all(deps.witnesses.map((witness) => tell(deps, witness, newest)));
  return made;
}

async function state({
  database: { sql },
  keys,
  clock,
}: CheckpointDeps): Promise<{ made: CheckpointRow | null; newest: CheckpointRow | null }> {
  const last = await lastCheckpoint(sql);
  const { size } = await logEnd(sql);
  const subtree = subtreeReader(sql);
  if (last && !(size >= last.size && sameHash(await rootAt(last.size, subtree), last.root)))
    throw new CodedError('audit.inconsistent', { size: last.size });
  if (size === (last?.size ?? 0)) return { made: null, newest: last };
  const root = await rootAt(size, subtree);
  const note = keys.signNote(checkpointText({ origin: keys.name, size, root }));
  const made = { size, root, at: clock.now(), note };
  // Another process may have been faster, with the same root.
  if (await addCheckpoint(sql, made)) return { made, newest: made };
  return { made: null, newest: await lastCheckpoint(sql) };
}

async function rootAt(size: number, subtree: ReturnType<typeof subtreeReader>): Promise<Hash> {
  try {
    return (await Frontier.at(size, subtree)).root();
  } catch (error) {
    if (error instanceof RangeError) throw new CodedError('audit.inconsistent', { size }, { cause: error });
    throw error;
  }
}

/** How far each witness knows, by this process. After a restart it is told once more. */
const told = new WeakMap<Witness, number>();

async function tell(
  { log, witnessMs = 10_000 }: CheckpointDeps,
  witness: Witness,
  { size, note }: CheckpointRow,
) {
  if (told.get(witness) === size) return;
  const late = new AbortController();
  try {
    await Promise.race([
      witness.publish(note),
      sleep(witnessMs, null, { signal: late.signal }).then(() => {
        throw new CodedError('audit.witnessLate', { witness: witness.id });
      }),
    ]);
    told.set(witness, size);
  } catch (error) {
    // Neither the next witness nor the log waits for this one; it is tried again with the next statement.
    const { code, name } = error as { code?: unknown; name?: unknown };
    log.warn({ witness: witness.id, size, code: code ?? name }, 'a witness did not take a checkpoint');
  } finally {
    late.abort();
  }
}

/** The newest checkpoint there is. */
export function newestCheckpoint({ sql }: Database): Promise<CheckpointRow | null> {
  return lastCheckpoint(sql);
}

/** Entries of the log, the newest first. */
export function listAudit({ sql }: Database, filter: AuditFilter): Promise<Entry[]> {
  return seeing(sql, { sees: 'audit' }, (tx) => listEntries(tx, filter));
}
