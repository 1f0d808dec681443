import type { Sql, TransactionSql } from 'postgres';
import { privatePrefix, trustedPlatforms } from '../domain/accounts.ts';

type Tx = Sql | TransactionSql;

export interface AccountKey {
  platform: string;
  userId: string;
}

export interface AccountState extends AccountKey {
  personId: string | null;
  state: 'pending' | 'active' | null;
  boundAt: Date | null;
  wrongCodes: number;
  lockedUntil: Date | null;
}

const columns = (sql: Tx) => sql`
  platform, user_id as "userId", person_id as "personId", state, bound_at as "boundAt", wrong_codes as "wrongCodes",
  locked_until as "lockedUntil"`;

export async function findAccount(sql: Tx, { platform, userId }: AccountKey): Promise<AccountState | null> {
  const [row] = await sql<AccountState[]>`
    select ${columns(sql)} from account where platform = ${platform} and user_id = ${userId}`;
  return row ?? null;
}

export async function accountsOf(sql: Tx, personId: string): Promise<AccountState[]> {
  return sql<AccountState[]>`
    select ${columns(sql)} from account where person_id = ${personId} and state is not null
    order by bound_at, platform, user_id`;
}

/** Binds an account that is nobody's, or waits to be this person's; false where it is somebody else's by now. */
export async function bindAccount(
  tx: Tx,
  { platform, userId }: AccountKey,
  personId: string,
  state: 'pending' | 'active',
  at: Date,
): Promise<boolean> {
  const bound = await tx`
    insert into account as a (platform, user_id, person_id, state, bound_at)
    values (${platform}, ${userId}, ${personId}, ${state}, ${at})
    on conflict (platform, user_id) do update set person_id = excluded.person_id, state = excluded.state,
      bound_at = excluded.bound_at, wrong_codes = 0, locked_until = null
      where a.state is null or (a.state = 'pending' and a.person_id = excluded.person_id)
    returning 1`;
  return bound.count > 0;
}

export async function activateAccount(
  tx: Tx,
  { platform, userId }: AccountKey,
  personId: string,
): Promise<boolean> {
  const changed = await tx`
    update account set state = 'active'
    where platform = ${platform} and user_id = ${userId} and person_id = ${personId} and state = 'pending' returning 1`;
  return changed.count > 0;
}

/** Lets an account go; false where it was not that person's. */
export async function releaseAccount(
  tx: Tx,
  { platform, userId }: AccountKey,
  personId: string,
): Promise<boolean> {
  const released = await tx`
    update account set person_id = null, state = null, bound_at = null
    where platform = ${platform} and user_id = ${userId} and person_id = ${personId} and state is not null returning 1`;
  return released.count > 0;
}

/** Counts a wrong code against an account; from `most` on it is locked. */
export async function countWrongCode(
  tx: Tx,
  { platform, userId }: AccountKey,
  most: number,
  lockedUntil: Date,
): Promise<void> {
  await tx`
    insert into account as a (platform, user_id, wrong_codes) values (${platform}, ${userId}, 1)
    on conflict (platform, user_id) do update set wrong_codes = a.wrong_codes + 1,
      locked_until = case when a.wrong_codes + 1 >= ${most} then ${lockedUntil} else a.locked_until end`;
}

/** After the lock has run out an account begins anew. */
export async function forgetWrongCodes(tx: Tx, { platform, userId }: AccountKey): Promise<void> {
  await tx`
    update account set wrong_codes = 0, locked_until = null where platform = ${platform} and user_id = ${userId}`;
}

export interface PrivateAddress extends AccountKey {
  personId: string;
  chatId: string;
  locale: 'zh' | 'en';
}

/**
 * Where people can be written to alone: their active accounts, and on platforms of this machine the account that is
 * called like them.
 */
export async function addressesOf(sql: Tx, personIds: readonly string[]): Promise<PrivateAddress[]> {
  const trusted = [...trustedPlatforms];
  return sql<PrivateAddress[]>`
    select a.platform, a.user_id as "userId", p.id as "personId", coalesce(c.locale, 'zh') as locale,
      coalesce(a.private_chat_id, ${privatePrefix} || a.user_id) as "chatId"
    from unnest(${personIds as string[]}::text[]) p(id)
    join account a on (a.person_id = p.id and a.state = 'active')
      or (a.platform = any(${trusted}::text[]) and a.user_id = p.id and a.private_chat_id is not null)
    left join conversation c on c.platform = a.platform and c.chat_id = a.private_chat_id and c.user_id = a.user_id
    where may_receive(a.platform, a.user_id, p.id, a.platform = any(${trusted}::text[]))
    order by a.platform, a.user_id`;
}

/** Where an account was alone with the bot, and in which language; null: never. */
export async function privateChatOf(
  sql: Tx,
  { platform, userId }: AccountKey,
): Promise<{ chatId: string; locale: 'zh' | 'en' } | null> {
  const [row] = await sql<{ chatId: string; locale: 'zh' | 'en' }[]>`
    select a.private_chat_id as "chatId", coalesce(c.locale, 'zh') as locale
    from account a
    left join conversation c on c.platform = a.platform and c.chat_id = a.private_chat_id and c.user_id = a.user_id
    where a.platform = ${platform} and a.user_id = ${userId} and a.private_chat_id is not null`;
  return row ?? null;
}

/** A private chat got its real name: what waits for it, and what was offered and said there, goes along. */
export async function readdress(sql: Sql, key: AccountKey, chatId: string): Promise<void> {
  const { platform, userId } = key;
  const before = `${privatePrefix}${userId}`;
  await sql.begin(async (tx) => {
    await tx`
      insert into account (platform, user_id, private_chat_id) values (${platform}, ${userId}, ${chatId})
      on conflict (platform, user_id) do update set private_chat_id = excluded.private_chat_id`;
    await tx`update outbox set chat_id = ${chatId} where platform = ${platform} and chat_id = ${before} and state = 'ready'`;
    await tx`update action_token set chat_id = ${chatId} where platform = ${platform} and chat_id = ${before}`;
    await tx`
      update conversation set chat_id = ${chatId} where platform = ${platform} and chat_id = ${before}
        and not exists (select 1 from conversation there
          where there.platform = ${platform} and there.chat_id = ${chatId} and there.user_id = ${userId})`;
  });
}
