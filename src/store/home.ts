import type { Sql, TransactionSql } from 'postgres';

/** Why nothing is sent from this database. */
export type HeldReason = 'moved' | 'late' | 'behind' | string;

export interface Home {
  identity: string;
  beatAt: Date;
  acceptedSize: number;
  heldSince: Date | null;
  heldReason: HeldReason | null;
}

/**
 * The server, its timeline and the database: a dump that was restored, a clone, and a recovery to a point in time are
 * elsewhere by it; a restart is not.
 */
export async function identityOf(sql: Sql | TransactionSql): Promise<string> {
  const [row] = await sql<{ identity: string }[]>`
    select (select system_identifier from pg_control_system()) || ':' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)
      || ':' || (select oid from pg_database where datname = current_database()) as identity`;
  return row?.identity ?? '';
}

export async function readHome(sql: Sql | TransactionSql): Promise<Home | null> {
  const [row] = await sql<Home[]>`
    select identity, beat_at as "beatAt", accepted_size::float8 as "acceptedSize", held_since as "heldSince", held_reason as "heldReason"
    from delivery_home where one for update`;
  return row ?? null;
}

export async function settleHome(tx: TransactionSql, identity: string, at: Date): Promise<void> {
  await tx`
    insert into delivery_home (identity, beat_at) values (${identity}, ${at})
    on conflict (one) do update set identity = excluded.identity, beat_at = excluded.beat_at`;
}

export async function beat(sql: Sql | TransactionSql, at: Date): Promise<void> {
  await sql`update delivery_home set beat_at = ${at} where held_since is null`;
}

/** False where it was held already. */
export async function hold(tx: Sql | TransactionSql, reason: HeldReason, at: Date): Promise<boolean> {
  const held = await tx`
    update delivery_home set held_since = ${at}, held_reason = ${reason} where held_since is null returning 1`;
  return held.count > 0;
}

export async function release(
  tx: Sql | TransactionSql,
  identity: string,
  acceptedSize: number,
  at: Date,
): Promise<boolean> {
  const released = await tx`
    update delivery_home set held_since = null, held_reason = null, identity = ${identity}, beat_at = ${at},
      accepted_size = ${acceptedSize}
    where held_since is not null returning 1`;
  return released.count > 0;
}

/** Messages that wait since before an instant. */
export async function waitingSince(sql: Sql | TransactionSql, before: Date): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from outbox where state = 'ready' and created_at < ${before}`;
  return row?.count ?? 0;
}
