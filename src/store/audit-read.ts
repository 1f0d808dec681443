import type { Sql, TransactionSql } from 'postgres';
import type { LogRow } from '../domain/audit-check.ts';
import { type Entry, instantText } from '../domain/audit-entry.ts';
import { Frontier, type Hash, keptLevels, type Subtree, type SubtreeOf } from '../domain/merkle.ts';

/** Reads of the audit log. As the service's role they see entries only within `seeing(…, { sees: 'audit' }, …)`. */
type Reader = Sql | TransactionSql;

/** An entry as PostgreSQL gives it: numbers beyond 2^53 and microseconds as text. */
export interface EntryRow extends Omit<Entry, 'seq' | 'at'> {
  seq: string;
  at: string;
}

/**
 * The columns of an entry, of the row `l`. Microseconds since 1970 and not PostgreSQL's own text, which depends on the
 * session's time zone and leaves out BC where a format asks for the year.
 */
export const entryColumns = (sql: Reader) => sql`
  l.seq, case when isfinite(l.at) then (extract(epoch from l.at) * 1000000)::bigint::text else l.at::text end as at,
  l.actor, l.org_id as "orgId", l.action, l.subject, l.purpose, l.result`;

export function entryOf({ seq, at, actor, orgId, action, subject, purpose, result }: EntryRow): Entry {
  return { seq: Number(seq), at: instantText(at), actor, orgId, action, subject, purpose, result };
}

/** How many leaves there are, and the chain hash of the last one. */
export interface LogEnd {
  size: number;
  chain: Hash | null;
}

export async function logEnd(sql: Reader): Promise<LogEnd> {
  const [last] = await sql<{ index: string; chain: Hash }[]>`
    select index, chain from audit_leaf order by index desc limit 1`;
  return last ? { size: Number(last.index) + 1, chain: last.chain } : { size: 0, chain: null };
}

/**
 * For the rest of the transaction each statement is planned for its own values. PostgreSQL's general plan does not know
 * that a few rows of many are asked for, and would go through all of the log for them.
 */
export async function plannedForItsValues(tx: TransactionSql): Promise<void> {
  await tx`select set_config('plan_cache_mode', 'force_custom_plan', true)`;
}

const tileLevels = 8;

/** Leaves or kept subtrees of a range, in their order. */
async function hashesOf(sql: Reader, level: number, from: number, count: number): Promise<Hash[]> {
  const rows =
    level === 0
      ? await sql<{ hash: Hash }[]>`
          select leaf as hash from audit_leaf where index >= ${from} and index < ${from + count} order by index`
      : await sql<{ hash: Hash }[]>`
          select hash from audit_node where level = ${level} and index >= ${from} and index < ${from + count}
          order by index`;
  return rows.map(({ hash }) => hash);
}

/**
 * Roots of complete subtrees from what is stored. Reads a tile (256 leaves, or 256 kept subtrees) at most once, so
 * that a proof costs one statement for every 256-fold of the log.
 * @throws RangeError where the rows for it are not there
 */
export function subtreeReader(sql: Reader): SubtreeOf {
  const tiles = new Map<string, Promise<Hash[]>>();
  return async (level, index) => {
    const within = level % tileLevels;
    const base = level - within;
    // The root of a whole tile is kept one level up: so `within` stays below 8 and a subtree lies in one tile.
    const first = index * 2 ** within;
    const tile = Math.floor(first / 256);
    const key = `${base}/${tile}`;
    let hashes = tiles.get(key);
    if (!hashes) {
      hashes = hashesOf(sql, base, tile * 256, 256);
      tiles.set(key, hashes);
    }
    const start = first - tile * 256;
    const part = (await hashes).slice(start, start + 2 ** within);
    if (part.length < 2 ** within) throw new RangeError('leaves or kept subtrees are missing');
    const frontier = new Frontier();
    for (const hash of part) frontier.push(hash);
    return frontier.root();
  };
}

interface LeafRow extends EntryRow {
  index: string;
  entry: string;
  algorithm: string;
  leaf: Hash;
  chain: Hash;
}

/** The next leaves with the rows they point to. `after`: the `last` of the rows before, null for the first. */
export async function readLog(
  sql: Reader,
  after: string | null,
  limit: number,
): Promise<{ rows: LogRow[]; last: string | null }> {
  const rows = await sql<LeafRow[]>`
    select f.index, f.entry, f.algorithm, f.leaf, f.chain, ${entryColumns(sql)}
    from (select * from audit_leaf where ${after === null ? sql`true` : sql`index > ${after}::bigint`}
      order by index limit ${limit}) f
    left join audit_log l on l.seq = f.entry order by f.index`;
  return {
    rows: rows.map((row) => ({
      index: Number(row.index),
      entry: Number(row.entry),
      algorithm: row.algorithm,
      leaf: row.leaf,
      chain: row.chain,
      found: (row.seq as string | null) === null ? null : entryOf(row),
    })),
    last: rows.at(-1)?.index ?? null,
  };
}

/** Kept subtrees whose last leaf is among those from `from` up to, not including, `to`. */
export async function keptBetween(sql: Reader, from: number, to: number): Promise<Subtree[]> {
  const ranges = keptLevels.map((level) => ({
    level,
    from: Math.floor(from / 2 ** level),
    to: Math.floor(to / 2 ** level),
  }));
  const rows = await sql<{ level: number; index: string; hash: Hash }[]>`
    select n.level, n.index, n.hash
    from jsonb_to_recordset(${sql.json(ranges)}) as r(level int, "from" bigint, "to" bigint)
    join audit_node n on n.level = r.level and n.index >= r."from" and n.index < r."to"`;
  return rows.map(({ level, index, hash }) => ({ level, index: Number(index), hash }));
}

/** Kept subtrees that no leaves stand for, by their last leaf; -1 where they could not even have one. */
export async function keptBeyond(sql: Reader, size: number, limit: number): Promise<number[]> {
  const rows = await sql<{ last: string }[]>`
    select last from (
      select level, index, case when index < 0 or level <> all(${[...keptLevels]}::int[]) then -1
        else (index::numeric + 1) * (2::numeric ^ level) - 1 end as last
      from audit_node) n
    where last < 0 or last >= ${size} order by level, index limit ${limit}`;
  return rows.map(({ last }) => Number(last));
}

/** Entries that are in no leaf although their time is not about `now`. */
export async function unchainedEntries(
  sql: Reader,
  now: Date,
  graceMs: number,
  limit: number,
): Promise<number[]> {
  const before = new Date(now.getTime() - graceMs);
  const after = new Date(now.getTime() + graceMs);
  const rows = await sql<{ seq: string }[]>`
    select l.seq from audit_log l
    where not exists (select 1 from audit_leaf f where f.entry = l.seq) and (l.at < ${before} or l.at > ${after})
    order by l.seq limit ${limit}`;
  return rows.map(({ seq }) => Number(seq));
}

export async function countEntries(sql: Reader): Promise<number> {
  const [row] = await sql<{ count: string }[]>`select count(*) as count from audit_log`;
  return Number(row?.count ?? 0);
}

/** The leaf of an entry, with the entry itself. */
export async function leafOf(sql: Reader, seq: number): Promise<LogRow | null> {
  const [row] = await sql<{ index: string }[]>`select index from audit_leaf where entry = ${seq}`;
  if (!row) return null;
  const { rows } = await readLog(sql, String(Number(row.index) - 1), 1);
  return rows[0] ?? null;
}

export async function entryExists(sql: Reader, seq: number): Promise<boolean> {
  return (await sql`select 1 from audit_log where seq = ${seq}`).length > 0;
}

export interface AuditFilter {
  limit: number;
  actor?: string | undefined;
  action?: string | undefined;
  /** Any of these: an enterprise has a pseudonym for each key. */
  subjects?: readonly string[] | undefined;
}

/** Entries, the newest first. */
export async function listEntries(
  sql: Reader,
  { limit, actor, action, subjects }: AuditFilter,
): Promise<Entry[]> {
  const rows = await sql<EntryRow[]>`
    select ${entryColumns(sql)} from audit_log l
    where ${actor === undefined ? sql`true` : sql`l.actor = ${actor}`}
      and ${action === undefined ? sql`true` : sql`l.action = ${action}`}
      and ${subjects === undefined ? sql`true` : sql`l.subject = any(${subjects as string[]})`}
    order by l.seq desc limit ${limit}`;
  return rows.map(entryOf);
}
