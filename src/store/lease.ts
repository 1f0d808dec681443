import type { Sql, TransactionSql } from 'postgres';

/** Whoever takes updates or messages: one part of one process. */
export interface Holder {
  /** Random, made at the start. */
  owner: string;
  leaseSeconds: number;
  /** What it has in hand, by seq, and has had for half a second or longer. */
  inHand: readonly number[];
}

/** A lease that is younger is not doubted: the answer that it was given may still be on its way. */
const doubtSeconds = 1;

/**
 * A lease that a crash of PostgreSQL forgets does no harm: nobody waits for it to reach the disk. What is recorded
 * afterwards is waited for, and that writes it too. To stand as a condition, in the statement that it is about.
 */
export const unhurried = (sql: Sql | TransactionSql) =>
  sql`(select set_config('synchronous_commit', 'off', true)) = 'off'`;

/**
 * Nobody has it; or its holder never heard that it was given the lease, since the connection was cut at that moment.
 * `table` is the alias of the row.
 */
export const free = (sql: Sql, table: string, { owner, leaseSeconds, inHand }: Holder) => {
  const column = (name: string) => sql(`${table}.${name}`);
  return sql`(${column('lease_until')} is null or ${column('lease_until')} < now() or (${column('owner')} = ${owner}
    and ${column('lease_until')} < now() + ${leaseSeconds - doubtSeconds} * interval '1 second'
    and ${column('seq')} <> all(${inHand as number[]}::bigint[])))`;
};
