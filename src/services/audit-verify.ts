import type { TransactionSql } from 'postgres';
import { Findings, LogCheck, type Problem, type StatedRoot } from '../domain/audit-check.ts';
import { CodedError } from '../domain/errors.ts';
import { sameHash } from '../domain/merkle.ts';
import {
  type Checkpoint,
  parseCheckpoint,
  parseNote,
  parseVkey,
  splitNotes,
  trustOf,
  type Verifier,
} from '../domain/signed-note.ts';
import {
  type CheckpointRow,
  checkpointsBetween,
  checkpointsBeyond,
  countCheckpoints,
  sizesWithout,
} from '../store/audit-checkpoints.ts';
import {
  countEntries,
  keptBetween,
  keptBeyond,
  plannedForItsValues,
  readLog,
  unchainedEntries,
} from '../store/audit-read.ts';
import type { Database } from '../store/database.ts';
import { seeing } from '../store/scope.ts';

interface VerifyOptions {
  /** Verifier keys as text: checkpoints of others are not believed. */
  publicKeys: readonly string[];
  /** Files of signed notes that were kept outside of the database. */
  notes: readonly { name: string; text: string }[];
  now: Date;
}

export interface Verified {
  /** Leaves. */
  size: number;
  entries: number;
  checkpoints: number;
  /** Checkpoints that came from outside. */
  notes: number;
  /** Leaves that a checkpoint with a good signature covers: what is beyond could still be rewritten unseen. */
  covered: number;
  /** At most a hundred. */
  problems: Problem[];
  /** All problems, listed or not. */
  found: number;
}

/** Leaves at a time: what is in memory, whatever the length of the log. */
const batch = 8_192;
/** An entry without a leaf is on its way for so long; a leaf comes about a second after the commit. */
const graceMs = 5 * 60_000;
const listed = 100;

/**
 * Verifier keys from their text form.
 * @throws CodedError `audit.key`
 */
export function verifiersOf(vkeys: readonly string[]): Verifier[] {
  return vkeys.map((vkey) => {
    const verifier = parseVkey(vkey.trim());
    if (!verifier) throw new CodedError('audit.key', { key: vkey.slice(0, 100) });
    return verifier;
  });
}

/** A checkpoint that somebody we know signed; null, and told, where it is none. */
function believed(
  findings: Findings,
  verifiers: readonly Verifier[],
  note: string,
  where: Pick<Problem, 'size' | 'from'>,
): Checkpoint | null {
  const parsed = parseNote(note);
  const checkpoint = parsed && parseCheckpoint(parsed.text);
  if (!parsed || !checkpoint) {
    findings.add({ code: 'note.form', ...where });
    return null;
  }
  const told = { ...where, size: where.size ?? checkpoint.size };
  const trust = trustOf(parsed, verifiers);
  if (trust !== 'good') {
    findings.add({ code: trust === 'bad' ? 'note.signature' : 'note.unknownKey', ...told });
    return null;
  }
  // The log signs under its own name: another origin is another log's statement.
  if (!parsed.signatures.some(({ name }) => name === checkpoint.origin)) {
    findings.add({ code: 'note.origin', ...told });
    return null;
  }
  return checkpoint;
}

function readNotes(
  findings: Findings,
  verifiers: readonly Verifier[],
  notes: VerifyOptions['notes'],
): StatedRoot[] {
  const stated: StatedRoot[] = [];
  for (const { name, text } of notes) {
    const pieces = splitNotes(text);
    // A file with nothing in it is no proof of anything.
    if (pieces.length === 0) findings.add({ code: 'note.form', from: name });
    for (const piece of pieces) {
      const checkpoint = believed(findings, verifiers, piece, { from: name });
      if (checkpoint) stated.push({ size: checkpoint.size, root: checkpoint.root, from: name });
    }
  }
  return stated.sort((a, b) => a.size - b.size);
}

/** What a stored checkpoint states: its note if that can be believed, else its columns. */
function stateOf(
  findings: Findings,
  verifiers: readonly Verifier[],
  { size, root, note }: CheckpointRow,
): { stated: StatedRoot; signed: boolean } {
  const checkpoint = believed(findings, verifiers, note, { size });
  if (checkpoint && (checkpoint.size !== size || !sameHash(checkpoint.root, root)))
    findings.add({ code: 'checkpoint.differs', size });
  return { stated: { size, root: checkpoint?.root ?? root }, signed: checkpoint?.size === size };
}

/**
 * Reads all of the log and compares: rows with leaves, leaves with the chain and the tree, the tree with every
 * checkpoint in the table and with the notes from outside. Changes nothing, blocks nobody.
 * @throws CodedError `audit.key`
 */
export async function verifyAudit(database: Database, options: VerifyOptions): Promise<Verified> {
  const verifiers = verifiersOf(options.publicKeys);
  // One moment of the database, however long it takes and whatever is written meanwhile.
  return database.sql.begin('isolation level repeatable read read only', (transaction) =>
    seeing(transaction, { sees: 'audit' }, (tx) => verifyIn(tx, verifiers, options)),
  );
}

async function verifyIn(
  tx: TransactionSql,
  verifiers: readonly Verifier[],
  { notes, now }: VerifyOptions,
): Promise<Verified> {
  await plannedForItsValues(tx);
  const findings = new Findings(listed);
  const outside = readNotes(findings, verifiers, notes);
  const check = new LogCheck(findings);
  let next = 0;
  let covered = 0;
  /** Notes from outside up to a size. */
  const due = (size: number): StatedRoot[] => {
    const from = next;
    while ((outside[next]?.size ?? Number.POSITIVE_INFINITY) <= size) next += 1;
    return outside.slice(from, next);
  };

  check.expect(due(0));
  for (let after: string | null = null; ; ) {
    const { rows, last } = await readLog(tx, after, batch);
    if (last === null) break;
    after = last;
    const upTo = Math.max(check.size, Number(last) + 1);
    const states = (await checkpointsBetween(tx, check.size, upTo)).map((row) =>
      stateOf(findings, verifiers, row),
    );
    const fromOutside = due(upTo);
    check.expect(
      [...states.map(({ stated }) => stated), ...fromOutside],
      await keptBetween(tx, check.size, upTo),
    );
    for (const row of rows) check.take(row);
    const signed = states.filter((state) => state.signed).map(({ stated }) => stated.size);
    covered = Math.max(covered, signed.at(-1) ?? 0, fromOutside.at(-1)?.size ?? 0);
  }
  for (const row of await checkpointsBeyond(tx, check.size, listed)) {
    const { stated } = stateOf(findings, verifiers, row);
    if (stated.size > check.size) check.expect([stated]);
    else findings.add({ code: 'checkpoint.differs', size: stated.size });
  }
  check.expect(outside.slice(next));
  check.end();

  for (const index of await keptBeyond(tx, check.size, listed)) findings.add({ code: 'node.extra', index });
  for (const entry of await unchainedEntries(tx, now, graceMs, listed))
    findings.add({ code: 'entry.unchained', entry });
  for (const size of await sizesWithout(tx, [...new Set(outside.map((one) => one.size))]))
    findings.add({ code: 'checkpoint.missing', size });
  return {
    size: check.size,
    entries: await countEntries(tx),
    checkpoints: await countCheckpoints(tx),
    notes: outside.length,
    covered,
    problems: findings.list,
    found: findings.count,
  };
}
