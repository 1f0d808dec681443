import type { TransactionSql } from 'postgres';

export type FollowKind = 'industry' | 'region';

export interface FollowScope {
  kind: FollowKind;
  code: string;
}

/** False where it was followed already. */
export async function addScope(
  tx: TransactionSql,
  personId: string,
  { kind, code }: FollowScope,
  at: Date,
): Promise<boolean> {
  const added = await tx`
    insert into follow_scope (person_id, kind, code, since) values (${personId}, ${kind}, ${code}, ${at})
    on conflict do nothing`;
  return added.count > 0;
}

/** False where it was not followed. */
export async function removeScope(
  tx: TransactionSql,
  personId: string,
  { kind, code }: FollowScope,
): Promise<boolean> {
  const removed = await tx`
    delete from follow_scope where person_id = ${personId} and kind = ${kind} and code = ${code}`;
  return removed.count > 0;
}

export async function scopesOf(tx: TransactionSql, personId: string): Promise<FollowScope[]> {
  return tx<FollowScope[]>`
    select kind, code from follow_scope where person_id = ${personId} order by kind, code`;
}
