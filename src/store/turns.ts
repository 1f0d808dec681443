import type { Sql, TransactionSql } from 'postgres';
import type { Person } from '../domain/person.ts';
import type { IsoDate } from '../domain/ports.ts';
import { batched } from './batch.ts';
import { unhurried } from './lease.ts';

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
  /** Of a card that is answered once. */
  cardKey: string | null;
  label: string | null;
  used: boolean;
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
  privateChatId: string | null;
  purpose: { purpose: string; day: string } | null;
  /** Different enterprises today: of whoever it is, and of all people of the organisation added up. */
  used: number;
  usedByOrg: number;
  locale: string | null;
  dialog: StoredDialog | null;
  lastActions: string[] | null;
  subject: string | null;
  rev: number | null;
  action: StoredAction | null;
}

interface Asked extends TurnKey {
  token: string | null;
  number: number | null;
  /** On a platform of this machine the account's name is the person's. */
  trusted: boolean;
  /** The account's pseudonym, under which it is counted where it is nobody's. */
  actor: string;
  day: IsoDate;
}

/** Rows over which the count of an organisation is spread. */
const orgShards = 16;

async function readTurns(sql: Sql, asked: readonly Asked[]): Promise<readonly StoredTurn[]> {
  const column = <K extends keyof Asked>(key: K): Asked[K][] => asked.map((one) => one[key]);
  return sql<StoredTurn[]>`
    select p.person, a.private_chat_id as "privateChatId", c.purpose,
      c.locale, c.dialog, c.last_actions as "lastActions", c.subject, c.rev,
      coalesce((select count from usage_count u where u.day = i.day
        and u.who = coalesce(p.person->>'id', i.actor) and u.shard = 0), 0) as used,
      coalesce((select sum(count)::int from usage_count u where u.day = i.day
        and u.who = 'org:' || (p.person->>'orgId')), 0) as "usedByOrg",
      (select to_jsonb(a) from (
        select intent, args, platform, chat_id as "chatId", user_id as "userId", expires_at as "expiresAt",
          card_key as "cardKey", label, used_at is not null as used
        from action_token where token = coalesce(i.token, c.last_actions[i.number])) a) as action
    from unnest(${column('platform')}::text[], ${column('chatId')}::text[], ${column('userId')}::text[],
      ${column('token')}::text[], ${column('number')}::int[], ${asked.map(({ trusted }) => Number(trusted))}::int[],
      ${column('actor')}::text[], ${column('day')}::date[]) with ordinality
      as i(platform, chat_id, user_id, token, number, trusted, actor, day, n)
    cross join lateral (select identify(i.platform, i.user_id, i.trusted = 1) as person) p
    left join account a on a.platform = i.platform and a.user_id = i.user_id
    left join conversation c on c.platform = i.platform and c.chat_id = i.chat_id and c.user_id = i.user_id
    order by i.n`;
}

const readTogether = batched<Asked, StoredTurn>({ run: readTurns, limit: 64, concurrency: 2, apartMs: 10 });

/**
 * Everything an answer needs to know beforehand, in one round trip: the person, the conversation, and the action
 * that was pressed (`token`) or replied by its `number` on the last card.
 */
export function readTurn(sql: Sql, asked: Asked): Promise<StoredTurn> {
  return readTogether(sql, asked);
}

/** A message that goes out with the turn. */
export interface OutgoingRow {
  key: string;
  kind: 'reply' | 'push' | 'edit';
  platform: string;
  chatId: string;
  chatKind: string;
  userId: string;
  /** Whom it is for, where that is known. */
  personId: string | null;
  via: string | null;
  target: string | null;
  number: string | null;
  body: unknown;
}

export interface TurnRow extends TurnKey {
  rev: number;
  actor: string;
  orgId: string | null;
  at: Date;
  day: IsoDate;
  /** This chat is where the account is alone with the bot, which was not known. */
  nowPrivate: boolean;
  purpose: string | null;
  locale: string;
  dialog: unknown;
  subject: string | null;
  /** Tokens that can be answered by number. */
  lastActions: readonly string[];
  /** New tokens; `cardKey` is set where the first answer uses them all up. */
  actions: readonly {
    token: string;
    intent: string;
    args: Readonly<Record<string, string>>;
    cardKey: string | null;
    label: string | null;
  }[];
  actionsExpireAt: Date;
  audit: readonly { action: string; subject: string | null; purpose: string | null; result: string }[];
  /** The card whose actions are used up by this turn. */
  answered: string | null;
  /** The update that is dealt with; nothing is written where the lease on it was lost. */
  inbox: { seq: number; attempt: number } | null;
  outgoing: readonly OutgoingRow[];
}

/**
 * Writes what answers change, audit and messages included, in one statement: all of a turn, or nothing of it where
 * its conversation is no longer at `rev` or its update was dealt with elsewhere. No two turns of one conversation.
 */
async function writeTurns(sql: Sql | TransactionSql, rows: readonly TurnRow[]): Promise<readonly boolean[]> {
  const input = rows.map((row, n) => ({ n, ...row }));
  // A crash of PostgreSQL that forgets a turn also forgets that its update was dealt with, and the update itself was
  // waited for: it is dealt with again. Once its answer is recorded as sent, that has reached the disk and so has this.
  // Where more is changed than a look-up notes, it is waited for before anybody hears of it.
  const again = !('savepoint' in sql) && rows.every(({ inbox }) => inbox !== null);
  const written = await sql<{ n: number }[]>`
    with input as materialized (
      select * from jsonb_to_recordset(${sql.json(input as never)}) as t(n int, platform text, "chatId" text, "userId" text,
        rev int, actor text, "orgId" text, at timestamptz, day date, "nowPrivate" boolean, purpose text, locale text, dialog jsonb, subject text, "lastActions" jsonb, actions jsonb,
        "actionsExpireAt" timestamptz, audit jsonb, answered text, inbox jsonb, outgoing jsonb)
    ), turn as (
      insert into conversation as c (platform, chat_id, user_id, locale, dialog, last_actions, subject, purpose, rev, updated_at)
      select platform, "chatId", "userId", locale, dialog,
        array(select jsonb_array_elements_text("lastActions")), subject,
        case when purpose is not null then jsonb_build_object('purpose', purpose, 'day', day) end, rev + 1, at
      from input i
      where ${again ? unhurried(sql) : sql`true`} and (i.inbox is null or exists (
        select 1 from inbox b where b.seq = (i.inbox->>'seq')::bigint and b.attempts = (i.inbox->>'attempt')::int
          and b.state = 'ready'))
      order by platform, "chatId", "userId"
      on conflict (platform, chat_id, user_id) do update set
        locale = excluded.locale, dialog = excluded.dialog, last_actions = excluded.last_actions,
        subject = excluded.subject, purpose = coalesce(excluded.purpose, c.purpose), rev = excluded.rev, updated_at = excluded.updated_at
        where c.rev = excluded.rev - 1
      returning platform, chat_id, user_id
    ), won as (
      select i.* from turn t
      join input i on i.platform = t.platform and i."chatId" = t.chat_id and i."userId" = t.user_id
    ), offered as (
      insert into action_token (token, platform, chat_id, user_id, intent, args, card_key, label, expires_at)
      select a.token, w.platform, w."chatId", w."userId", a.intent, a.args, a."cardKey", a.label, w."actionsExpireAt"
      from won w, jsonb_to_recordset(w.actions)
        as a(token text, intent text, args jsonb, "cardKey" text, label text)
    ), used as (
      update action_token a set used_at = w.at from won w
      where w.answered is not null and a.card_key = w.answered
    ), noted as (
      insert into audit_log (at, actor, org_id, action, subject, purpose, result)
      select w.at, w.actor, w."orgId", n.action, n.subject, n.purpose, n.result
      from won w, jsonb_to_recordset(w.audit) as n(action text, subject text, purpose text, result text)
    ), counted as (
      insert into usage_seen (day, actor, subject, org_id)
      select w.day, w.actor, n.subject, w."orgId"
      from won w, jsonb_to_recordset(w.audit) as n(action text, subject text)
      where n.action = 'credit.view' and n.subject is not null
      on conflict do nothing
      returning day, actor, org_id
    ), tallied as (
      insert into usage_count as u (day, who, shard, count)
      select day, who, shard, count(*) from (
        select day, actor as who, 0 as shard from counted
        union all
        select day, 'org:' || org_id, abs(hashtext(actor)) % ${orgShards} from counted where org_id is not null) t
      -- In one order, so that two statements do not wait for each other.
      group by day, who, shard order by day, who, shard
      on conflict (day, who, shard) do update set count = u.count + excluded.count
    ), known as (
      insert into account (platform, user_id, private_chat_id)
      select w.platform, w."userId", w."chatId" from won w where w."nowPrivate"
      on conflict (platform, user_id) do update set private_chat_id = excluded.private_chat_id
    ), dealt as (
      update inbox b set state = 'done', done_at = now(), lease_until = null, event = null from won w
      where b.seq = (w.inbox->>'seq')::bigint
    ), sent as (
      insert into outbox (key, kind, platform, chat_id, chat_kind, user_id, person_id, via, target, number, body)
      select o.key, o.kind, o.platform, o."chatId", o."chatKind", o."userId", o."personId", o.via, o.target, o.number, o.body
      from won w, jsonb_to_recordset(w.outgoing) as o(key text, kind text, platform text, "chatId" text,
        "chatKind" text, "userId" text, "personId" text, via text, target text, number text, body jsonb)
      on conflict (key) do nothing
    )
    select n from won`;
  const won = new Set(written.map(({ n }) => n));
  return rows.map((_, n) => won.has(n));
}

const writeTogether = batched<TurnRow, boolean>({
  run: writeTurns,
  limit: 64,
  concurrency: 2,
  apartMs: 10,
  keyOf: ({ platform, chatId, userId }) => JSON.stringify([platform, chatId, userId]),
});

/** False where another event of this conversation came in between, or another replica was faster: nothing was written then. */
export function writeTurn(sql: Sql, row: TurnRow): Promise<boolean> {
  return writeTogether(sql, row);
}

/** The same inside a transaction that writes more. */
export async function writeTurnIn(tx: TransactionSql, row: TurnRow): Promise<boolean> {
  const [written] = await writeTurns(tx, [row]);
  return written ?? false;
}
