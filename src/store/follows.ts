import type { TransactionSql } from 'postgres';

/** False where it was followed already. */
export async function addFollow(
  tx: TransactionSql,
  uscc: string,
  personId: string,
  at: Date,
): Promise<boolean> {
  const added = await tx`
    insert into follow (uscc, person_id, since) values (${uscc}, ${personId}, ${at}) on conflict do nothing`;
  return added.count > 0;
}

/** False where it was not followed. */
export async function removeFollow(tx: TransactionSql, uscc: string, personId: string): Promise<boolean> {
  const removed = await tx`delete from follow where uscc = ${uscc} and person_id = ${personId}`;
  return removed.count > 0;
}

export async function followed(
  tx: TransactionSql,
  personId: string,
): Promise<{ uscc: string; name: string; creditClass: string | null }[]> {
  return tx<{ uscc: string; name: string; creditClass: string | null }[]>`
    select f.uscc, e.name, c.class as "creditClass" from follow f join enterprise e on e.uscc = f.uscc
    left join credit_class c on c.uscc = f.uscc
    where f.person_id = ${personId} order by f.since desc`;
}
