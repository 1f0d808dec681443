import type { Sql, TransactionSql } from 'postgres';
import type { Hash } from '../domain/merkle.ts';

type Reader = Sql | TransactionSql;

export interface CheckpointRow {
  size: number;
  root: Hash;
  at: Date;
  note: string;
}

const checkpointOf = ({
  size,
  root,
  at,
  note,
}: Omit<CheckpointRow, 'size'> & { size: string }): CheckpointRow => ({
  size: Number(size),
  root,
  at: new Date(at),
  note,
});

export async function lastCheckpoint(sql: Reader): Promise<CheckpointRow | null> {
  const [row] = await sql<(Omit<CheckpointRow, 'size'> & { size: string })[]>`
    select size, root, at, note from audit_checkpoint order by size desc limit 1`;
  return row ? checkpointOf(row) : null;
}

/** False where there is one of this size. */
export async function addCheckpoint(sql: Reader, { size, root, at, note }: CheckpointRow): Promise<boolean> {
  const added = await sql`
    insert into audit_checkpoint (size, root, at, note) values (${size}, ${root}, ${at}, ${note}) on conflict do nothing`;
  return added.count === 1;
}

/** Those of a size above `from`, up to and with `to`, the smallest first. */
export async function checkpointsBetween(sql: Reader, from: number, to: number): Promise<CheckpointRow[]> {
  const rows = await sql<(Omit<CheckpointRow, 'size'> & { size: string })[]>`
    select size, root, at, note from audit_checkpoint where size > ${from} and size <= ${to} order by size`;
  return rows.map(checkpointOf);
}

/** Those that no number of leaves can have, or that are larger than the log. */
export async function checkpointsBeyond(sql: Reader, size: number, limit: number): Promise<CheckpointRow[]> {
  const rows = await sql<(Omit<CheckpointRow, 'size'> & { size: string })[]>`
    select size, root, at, note from audit_checkpoint where size <= 0 or size > ${size} order by size limit ${limit}`;
  return rows.map(checkpointOf);
}

export async function countCheckpoints(sql: Reader): Promise<number> {
  const [row] = await sql<{ count: string }[]>`select count(*) as count from audit_checkpoint`;
  return Number(row?.count ?? 0);
}

/** Which of these sizes no checkpoint has. */
export async function sizesWithout(sql: Reader, sizes: readonly number[]): Promise<number[]> {
  const rows = await sql<{ size: string }[]>`
    select distinct s.size from unnest(${sizes as number[]}::bigint[]) as s(size)
    where not exists (select 1 from audit_checkpoint c where c.size = s.size) order by s.size`;
  return rows.map(({ size }) => Number(size));
}
