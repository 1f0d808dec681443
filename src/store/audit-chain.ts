import type { Sql, TransactionSql } from 'postgres';
import { chainStart, entryLeaf, nextChain } from '../domain/audit-entry.ts';
import { Frontier, type Hash, type LeafAlgorithm, type Subtree, sameHash } from '../domain/merkle.ts';
import {
  type EntryRow,
  entryColumns,
  entryOf,
  type LogEnd,
  logEnd,
  plannedForItsValues,
  subtreeReader,
} from './audit-read.ts';
import { seeing } from './scope.ts';

/**
 * Entries get their numbers before they are committed, so a low number can appear long after higher ones, and some
 * never do. To look for the missing in all of the log again and again would cost too much, and a window of numbers or
 * of time would lose what is later than the window. So each process remembers how far it has looked, and which numbers
 * below that it did not see (holes), with the transactions that were writing to the log at that time. A number is given
 * to a transaction that holds the table's write lock from before then until after its rows are visible: once none of
 * those that were writing is left, one more look tells for good whether the number will ever appear. (Two-phase commit,
 * which would pass the lock on under another name, is not used here.)
 *
 * A process that has just started knows nothing and looks through all of the log once.
 */
interface Hole {
  from: number;
  to: number;
  /** Transactions that may still fill it, by PostgreSQL's virtual ids. */
  writers: ReadonlySet<string>;
}

interface Reached {
  /** Every entry up to this number that is in no hole has its leaf. */
  top: number;
  holes: readonly Hole[];
  /** The last leaf there was, by which a database that was put in the place of this one is told. */
  end: LogEnd;
}

const nothing: Reached = { top: 0, holes: [], end: { size: 0, chain: null } };
const reachedBy = new WeakMap<Sql, Reached>();

/** Whoever chains has this lock; nobody waits for it. */
const chainLock = 0x63_78_03;

export interface AppendOptions {
  limit: number;
  now: Date;
  algorithm: LeafAlgorithm;
}

/**
 * Gives leaves to entries that have none, in the order of their numbers, so far as they are committed. Returns how many;
 * 0 also where another process is at it.
 */
export async function appendLeaves(sql: Sql, options: AppendOptions): Promise<number> {
  const before = reachedBy.get(sql) ?? nothing;
  // What others committed before they gave the lock back must be seen, however the server is set.
  const { added, reached } = await sql.begin('isolation level read committed', (transaction) =>
    seeing(transaction, { sees: 'audit' }, (tx) => append(tx, before, options)),
  );
  // Only now that the leaves are committed.
  reachedBy.set(sql, reached);
  return added;
}

async function append(
  tx: TransactionSql,
  known: Reached,
  { limit, now, algorithm }: AppendOptions,
): Promise<{ added: number; reached: Reached }> {
  const [lock] = await tx<{ held: boolean }[]>`select pg_try_advisory_xact_lock(${chainLock}) as held`;
  if (!lock?.held) return { added: 0, reached: known };
  await plannedForItsValues(tx);
  // The order of these reads matters: first the highest number, then who is writing, then the entries.
  const end = await logEnd(tx);
  const newest = await newestEntry(tx);
  const before = (await stillBegins(tx, known.end)) && newest >= known.top ? known : nothing;
  if (newest === before.top && before.holes.length === 0) return { added: 0, reached: { ...before, end } };
  const writers = await writersOf(tx);
  const { entries, gaps } = await unchained(tx, before, newest, limit);
  const grown = entries.length > 0 ? await addLeaves(tx, end, entries, { now, algorithm }) : end;

  const full = entries.length === limit;
  const seqs = entries.map(({ seq }) => Number(seq));
  const top = full ? Math.max(before.top, seqs.at(-1) ?? 0) : newest;
  // What was cut off by the limit was not looked at.
  const open = full ? before.holes : before.holes.filter((hole) => !hole.writers.isDisjointFrom(writers));
  const fresh = writers.size === 0 ? [] : gaps.map((gap) => ({ ...gap, writers }));
  const holes = [...open.flatMap((hole) => without(hole, seqs)), ...fresh];
  return { added: entries.length, reached: { top, holes, end: grown } };
}

/** False after a restore, or where a standby took over that had not got everything: what was remembered is worth nothing then. */
async function stillBegins(tx: TransactionSql, { size, chain }: LogEnd): Promise<boolean> {
  if (!chain) return true;
  const [leaf] = await tx<{ chain: Hash }[]>`select chain from audit_leaf where index = ${size - 1}`;
  return leaf !== undefined && sameHash(leaf.chain, chain);
}

/** Numbers that have no exact form here can only have been put in by hand; they are left to the verification. */
async function newestEntry(tx: TransactionSql): Promise<number> {
  const [row] = await tx<{ newest: string | null }[]>`
    select max(seq) as newest from audit_log where seq <= ${Number.MAX_SAFE_INTEGER}`;
  return Number(row?.newest ?? 0);
}

/** Transactions that have written to the log, or are about to, and are not over. */
async function writersOf(tx: TransactionSql): Promise<Set<string>> {
  const rows = await tx<{ id: string }[]>`
    select distinct virtualtransaction as id from pg_locks
    where locktype = 'relation' and relation = 'audit_log'::regclass and mode = 'RowExclusiveLock'
      and database = (select oid from pg_database where datname = current_database())`;
  return new Set(rows.map(({ id }) => id));
}

type Found = (EntryRow & { from: null; to: null }) | { seq: null; from: string; to: string };

/**
 * Entries without a leaf among the numbers not looked at yet and in the holes; and the numbers among the former that
 * are nobody's so far. Both in one statement, that is of one moment: what appears between two would be in neither.
 */
async function unchained(
  tx: TransactionSql,
  { top, holes }: Reached,
  newest: number,
  limit: number,
): Promise<{ entries: EntryRow[]; gaps: { from: number; to: number }[] }> {
  const rows = await tx<Found[]>`
    with late as (
      select l.seq from unnest(${holes.map(({ from }) => from)}::bigint[], ${holes.map(({ to }) => to)}::bigint[]) as h("from", "to")
      join audit_log l on l.seq >= h."from" and l.seq <= h."to"
      where not exists (select 1 from audit_leaf f where f.entry = l.seq)
      order by l.seq limit ${limit}
    ), recent as (
      select l.seq from audit_log l where l.seq > ${top} and l.seq <= ${newest}
        and not exists (select 1 from audit_leaf f where f.entry = l.seq)
      order by l.seq limit ${limit}
    ), chosen as materialized (
      select seq from late union select seq from recent order by seq limit ${limit}
    ), looked as (
      select case when count(*) < ${limit} then ${newest}::bigint else max(seq) end as top from chosen
    )
    select ${entryColumns(tx)}, null::bigint as "from", null::bigint as "to"
    from chosen c join audit_log l on l.seq = c.seq
    union all
    select null, null, null, null, null, null, null, null, w.before + 1, w.seq - 1
    from (select seq, lag(seq, 1, ${top}::bigint) over (order by seq) as before from audit_log
      where seq > ${top} and seq <= (select top from looked)) w
    where w.seq > w.before + 1
    order by seq`;
  const entries: EntryRow[] = [];
  const gaps: { from: number; to: number }[] = [];
  for (const row of rows) {
    if (row.seq === null) gaps.push({ from: Number(row.from), to: Number(row.to) });
    else entries.push(row);
  }
  return { entries, gaps };
}

/** What is left of a hole when these numbers, in ascending order, have appeared. */
function without(hole: Hole, seqs: readonly number[]): Hole[] {
  const left: Hole[] = [];
  let from = hole.from;
  for (const seq of seqs) {
    if (seq < from || seq > hole.to) continue;
    if (seq > from) left.push({ ...hole, from, to: seq - 1 });
    from = seq + 1;
  }
  if (from <= hole.to) left.push({ ...hole, from });
  return left;
}

const hex = (hash: Hash): string => Buffer.from(hash).toString('hex');

async function addLeaves(
  tx: TransactionSql,
  end: LogEnd,
  rows: readonly EntryRow[],
  { now, algorithm }: Pick<AppendOptions, 'now' | 'algorithm'>,
): Promise<LogEnd> {
  const frontier = await Frontier.at(end.size, subtreeReader(tx));
  const leaves: { index: number; entry: string; leaf: string; chain: string }[] = [];
  const nodes: Subtree[] = [];
  let chain = end.chain ?? chainStart;
  for (const row of rows) {
    const leaf = entryLeaf(entryOf(row), algorithm);
    chain = nextChain(chain, leaf);
    leaves.push({ index: frontier.size, entry: row.seq, leaf: hex(leaf), chain: hex(chain) });
    nodes.push(...frontier.push(leaf));
  }
  await tx`
    insert into audit_leaf (index, entry, algorithm, leaf, chain, chained_at)
    select i.index, i.entry, ${algorithm}, decode(i.leaf, 'hex'), decode(i.chain, 'hex'), ${now}
    from unnest(${leaves.map(({ index }) => index)}::bigint[], ${leaves.map(({ entry }) => entry)}::bigint[],
      ${leaves.map(({ leaf }) => leaf)}::text[], ${leaves.map((one) => one.chain)}::text[]) as i(index, entry, leaf, chain)`;
  const grown = { size: frontier.size, chain };
  if (nodes.length === 0) return grown;
  await tx`
    insert into audit_node (level, index, hash)
    select i.level, i.index, decode(i.hash, 'hex')
    from unnest(${nodes.map(({ level }) => level)}::int[], ${nodes.map(({ index }) => index)}::bigint[],
      ${nodes.map(({ hash }) => hex(hash))}::text[]) as i(level, index, hash)`;
  return grown;
}
