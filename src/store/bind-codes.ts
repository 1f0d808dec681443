import type { Sql, TransactionSql } from 'postgres';

type Tx = Sql | TransactionSql;

export interface StoredCode {
  selector: string;
  hash: string;
  personId: string;
  /** Where it is meant for one account only. */
  platform: string | null;
  userId: string | null;
  madeBy: string;
  expiresAt: Date;
  tries: number;
  state: 'open' | 'used' | 'replaced' | 'locked' | 'expired' | 'seen';
}

/** A new code takes the place of those that were open. */
export async function storeCode(tx: Tx, code: Omit<StoredCode, 'tries' | 'state'>, at: Date): Promise<void> {
  const { selector, hash, personId, platform, userId, madeBy, expiresAt } = code;
  await tx`update bind_code set state = 'replaced' where person_id = ${personId} and state = 'open'`;
  await tx`
    insert into bind_code (selector, hash, person_id, platform, user_id, made_by, made_at, expires_at)
    values (${selector}, ${hash}, ${personId}, ${platform}, ${userId}, ${madeBy}, ${at}, ${expiresAt})
    on conflict (selector) do update set hash = excluded.hash, person_id = excluded.person_id,
      platform = excluded.platform, user_id = excluded.user_id, made_by = excluded.made_by,
      made_at = excluded.made_at, expires_at = excluded.expires_at, tries = 0, state = 'open'
      where bind_code.state <> 'open'`;
}

export async function findCode(sql: Tx, selector: string): Promise<StoredCode | null> {
  const [row] = await sql<StoredCode[]>`
    select selector, hash, person_id as "personId", platform, user_id as "userId", made_by as "madeBy",
      expires_at as "expiresAt", tries, state
    from bind_code where selector = ${selector}`;
  return row ?? null;
}

/** Closes an open code: of two who claim it at once one is told false. */
export async function closeCode(tx: Tx, selector: string, state: StoredCode['state']): Promise<boolean> {
  const closed = await tx`
    update bind_code set state = ${state} where selector = ${selector} and state = 'open' returning 1`;
  return closed.count > 0;
}

/** Counts a wrong guess of an open code; the last one it bears locks it. */
export async function countTry(tx: Tx, selector: string, most: number): Promise<void> {
  await tx`
    update bind_code set tries = tries + 1, state = case when tries + 1 >= ${most} then 'locked' else state end
    where selector = ${selector} and state = 'open'`;
}
