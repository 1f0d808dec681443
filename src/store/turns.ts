import type { Sql } from 'postgres';
import type { Person } from '../domain/person.ts';

export interface TurnKey {
  platform: string;
  chatId: string;
  userId: string;
}

export interface StoredAction {
  intent: string;
  args: Record<string, string>;
  platform: string;
  chatId: string;
  userId: string;
  expiresAt: string;
}

export interface StoredDialog {
  kind: string;
  version: number;
  step: string;
  data: unknown;
  expiresAt: string;
}

export interface StoredTurn {
  person: Person | null;
  locale: string | null;
  dialog: StoredDialog | null;
  lastActions: string[] | null;
  subject: string | null;
  rev: number | null;
  action: StoredAction | null;
}

/**
 * Everything an answer needs to know beforehand, in one round trip: the person, the conversation, and the action
 * that was pressed (`token`) or replied by its `number` on the last card.
 */
export async function readTurn(
  sql: Sql,
  key: TurnKey,
  token: string | null,
  number: number | null,
): Promise<StoredTurn> {
  const [row] = await sql<StoredTurn[]>`
    select
      (select to_jsonb(p) from (
        select id, name, role, department, region_code as "regionCode", uscc, sample
        from person where id = ${key.userId} and disabled_at is null) p) as person,
      c.locale, c.dialog, c.last_actions as "lastActions", c.subject, c.rev,
      (select to_jsonb(a) from (
        select intent, args, platform, chat_id as "chatId", user_id as "userId", expires_at as "expiresAt"
        from action_token where token = coalesce(${token}::text, c.last_actions[${number}::int])) a) as action
    from (values (1)) one(n)
    left join conversation c on c.platform = ${key.platform} and c.chat_id = ${key.chatId} and c.user_id = ${key.userId}`;
  if (!row) throw new Error('a left join on one row returned none');
  return row;
}

export interface TurnRow {
  locale: string;
  dialog: unknown;
  subject: string | null;
  /** Null: the last card's actions go on. */
  actions: readonly { token: string; intent: string; args: Readonly<Record<string, string>> }[] | null;
  actionsExpireAt: Date;
  audit: readonly { action: string; subject: string | null; purpose: string | null; result: string }[];
}

/**
 * Writes what an answer changes, audit included, in one statement: all of it, or nothing where the conversation is
 * no longer at `rev` (false then).
 */
export async function writeTurn(
  sql: Sql,
  key: TurnKey,
  rev: number,
  row: TurnRow,
  actor: string,
  at: Date,
): Promise<boolean> {
  const tokens = row.actions?.map((action) => action.token) ?? null;
  const [written] = await sql<{ written: boolean }[]>`
    with turn as (
      insert into conversation as c (platform, chat_id, user_id, locale, dialog, last_actions, subject, rev, updated_at)
      values (${key.platform}, ${key.chatId}, ${key.userId}, ${row.locale}, ${sql.json(row.dialog as never)},
        coalesce(${tokens}::text[], '{}'), ${row.subject}, 1, ${at})
      on conflict (platform, chat_id, user_id) do update set
        locale = excluded.locale, dialog = excluded.dialog, last_actions = coalesce(${tokens}::text[], c.last_actions),
        subject = excluded.subject, rev = c.rev + 1, updated_at = excluded.updated_at
        where c.rev = ${rev}
      returning 1
    ), offered as (
      insert into action_token (token, platform, chat_id, user_id, intent, args, expires_at)
      select a.token, ${key.platform}, ${key.chatId}, ${key.userId}, a.intent, a.args, ${row.actionsExpireAt}
      from jsonb_to_recordset(${sql.json((row.actions ?? []) as never)}) as a(token text, intent text, args jsonb), turn
    ), noted as (
      insert into audit_log (at, actor, action, subject, purpose, result)
      select ${at}, ${actor}, n.action, n.subject, n.purpose, n.result
      from jsonb_to_recordset(${sql.json(row.audit as never)}) as n(action text, subject text, purpose text, result text), turn
    )
    select exists (select 1 from turn) as written`;
  return written?.written ?? false;
}
