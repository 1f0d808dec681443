import type { Sql, TransactionSql } from 'postgres';
import { trustedPlatforms } from '../domain/accounts.ts';
import { batched } from './batch.ts';
import { free, type Holder, unhurried } from './lease.ts';
import type { OutgoingRow } from './turns.ts';

export interface ClaimedMessage {
  seq: number;
  /** Fencing token. */
  attempt: number;
  key: string;
  kind: 'reply' | 'push' | 'edit';
  chatId: string;
  chatKind: 'private' | 'group';
  userId: string;
  via: string | null;
  target: string | null;
  number: string | null;
  body: unknown;
  failures: number;
  doubts: number;
  plain: boolean;
  messageIds: string[];
  /** How long ago the last messages of this chat had gone out, ms, oldest first. */
  recent: number[];
  /** This person blocked us: nothing is sent. */
  unlinked: boolean;
  /** Whom it is for has left, or let this account go: nothing is sent. */
  gone: boolean;
  /** Of the platform's overall limit; null where it has none. */
  slot: number | null;
  /** So many ms from now it may be sent, not earlier: it was taken a little ahead of its time. */
  dueMs: number;
  ageMs: number;
  /** Further messages of this chat wait behind it. */
  more: boolean;
}

/** Adds messages, in the caller's transaction; those whose key is there already are left. */
export async function enqueue(tx: Sql | TransactionSql, rows: readonly OutgoingRow[]): Promise<number> {
  const added = await tx`
    insert into outbox (key, kind, platform, chat_id, chat_kind, user_id, person_id, via, target, number, body)
    select key, kind, platform, "chatId", "chatKind", "userId", "personId", via, target, number, body
    from jsonb_to_recordset(${tx.json(rows as never)}) as o(key text, kind text, platform text, "chatId" text,
      "chatKind" text, "userId" text, "personId" text, via text, target text, number text, body jsonb)
    on conflict (key) do nothing`;
  return added.count;
}

type ClaimRow = Omit<ClaimedMessage, 'seq'> & { seq: string };

function claimed(rows: readonly ClaimRow[]): ClaimedMessage[] {
  return rows.map((row) => ({ ...row, seq: Number(row.seq) })).sort((a, b) => a.seq - b.seq);
}

const columns = (sql: Sql, platform: string) => sql`
  o.seq, o.attempts as attempt, o.key, o.kind, o.chat_id as "chatId", o.chat_kind as "chatKind",
  o.user_id as "userId", o.via, o.target, o.number, o.body, o.failures, o.doubts, o.plain,
  o.message_ids as "messageIds",
  exists (select 1 from outbox l where l.platform = o.platform and l.chat_id = o.chat_id and l.state = 'ready'
    and l.seq > o.seq) as more,
  o.person_id is not null and not may_receive(o.platform, o.user_id, o.person_id, ${trustedPlatforms.has(platform)}) as gone, (extract(epoch from now() - o.created_at) * 1000)::float8 as "ageMs"`;

/** The first message of each chat, where it is due and nobody has it. */
const due = (sql: Sql, platform: string, holder: Holder) => sql`
  o.platform = ${platform} and o.state = 'ready' and ${free(sql, 'o', holder)}
    and o.retry_at <= now()
    and not exists (select 1 from delivery_home where held_since is not null)
    and not exists (select 1 from outbox e where e.platform = o.platform and e.chat_id = o.chat_id
      and e.state = 'ready' and e.seq < o.seq)`;

/** Takes up to `limit` messages of a platform without limits. */
export async function claimUnpaced(
  sql: Sql,
  platform: string,
  limit: number,
  holder: Holder,
): Promise<ClaimedMessage[]> {
  // By ctid, which stands still while the row is locked: by key the planner would rather read the whole table.
  const rows = await sql<ClaimRow[]>`
    update outbox o set attempts = o.attempts + 1, owner = ${holder.owner},
      lease_until = now() + ${holder.leaseSeconds} * interval '1 second'
    where ${unhurried(sql)} and o.ctid = any(array(
      select o.ctid from outbox o where ${due(sql, platform, holder)} order by o.seq limit ${limit} for update skip locked))
    returning ${columns(sql, platform)}, '{}'::float8[] as recent, false as unlinked, null::int as slot, 0 as "dueMs"`;
  return claimed(rows);
}

/**
 * Takes up to `limit` messages whose chats may have one within `aheadMs`; with `overall` also a slot of the platform
 * for each.
 */
export async function claimPaced(
  sql: Sql,
  platform: string,
  limit: number,
  holder: Holder,
  overall: boolean,
  aheadMs: number,
): Promise<ClaimedMessage[]> {
  const soon = sql`now() + ${aheadMs} * interval '1 millisecond'`;
  const rows = await sql<ClaimRow[]>`
    with slots as (
      select slot, free_at, row_number() over () as n from (
        select slot, free_at from send_slot where ${overall} and platform = ${platform} and free_at <= ${soon}
        order by free_at limit ${limit} for update skip locked) free
    ), heads as (
      select place, recent, unlinked, next_at, row_number() over (order by next_at > now(), seq) as n from (
        select o.ctid as place, o.seq, s.recent, s.unlinked_at is not null as unlinked,
          coalesce(s.next_at, '-infinity') as next_at
        from outbox o left join chat_state s on s.platform = o.platform and s.chat_id = o.chat_id
        where ${due(sql, platform, holder)} and coalesce(s.next_at, '-infinity') <= ${soon}
        order by o.seq limit case when ${overall} then (select count(*) from slots) else ${limit} end
        for update of o skip locked) head
    ), pairs as (
      select h.*, s.slot, greatest(h.next_at, coalesce(s.free_at, '-infinity')) as due
      from heads h left join slots s on s.n = h.n
    ), taken as (
      update send_slot f set free_at = now() + ${holder.leaseSeconds} * interval '1 second' from pairs p
      where f.platform = ${platform} and f.slot = p.slot
    )
    update outbox o set attempts = o.attempts + 1, owner = ${holder.owner},
      lease_until = now() + ${holder.leaseSeconds} * interval '1 second'
    from pairs p where ${unhurried(sql)} and o.ctid = p.place
    returning ${columns(sql, platform)}, array(select extract(epoch from now() - r)::float8 * 1000 from unnest(p.recent) r) as recent,
      coalesce(p.unlinked, false) as unlinked, p.slot,
      case when p.due > now() then extract(epoch from p.due - now())::float8 * 1000 else 0 end as "dueMs"`;
  return claimed(rows);
}

/** What became of a message that was taken. */
export interface Finished {
  key: string;
  attempt: number;
  platform: string;
  chatId: string;
  /** `ready`: there is more to do, after `waitMs`. */
  state: 'sent' | 'ready' | 'ambiguous' | 'dead';
  waitMs: number;
  failures: number;
  doubts: number;
  plain: boolean;
  messageIds: readonly string[];
  reason: string | null;
  /** Of a paced platform; else null. */
  pace: {
    /** As `ClaimedMessage.recent`. Null: nothing went out, the chat's windows stay as they are. */
    recent: readonly number[] | null;
    /** The chat may have the next message after so many ms; null: as before. */
    chatWaitMs: number | null;
    slot: number | null;
    /** The slot is free after so many ms. */
    slotWaitMs: number;
    /** The moment from which all of these count, by `performance.now()`. */
    at: number;
  } | null;
}

/** What a message's windows look like now: some time has passed since it went out. */
function paceNow(pace: NonNullable<Finished['pace']>): Omit<NonNullable<Finished['pace']>, 'at'> {
  const elapsed = performance.now() - pace.at;
  const { recent, chatWaitMs, slot, slotWaitMs } = pace;
  return {
    recent: recent?.map((age) => age + elapsed) ?? null,
    chatWaitMs: chatWaitMs === null ? null : Math.max(0, chatWaitMs - elapsed),
    slot,
    slotWaitMs: Math.max(0, slotWaitMs - elapsed),
  };
}

async function finishAll(sql: Sql, finished: readonly Finished[]): Promise<readonly boolean[]> {
  const input = finished.map((one, n) => ({ n, ...one, pace: one.pace && paceNow(one.pace) }));
  const json = sql.json(input as never);
  const paced = finished.some(({ pace }) => pace !== null);
  const pacing = sql`, freed as (
      update send_slot f set free_at = now() + (i.pace->>'slotWaitMs')::float8 * interval '1 millisecond'
      from input i where i.pace->'slot' <> 'null' and f.platform = i.platform and f.slot = (i.pace->>'slot')::int
    ), chats as (
      insert into chat_state as s (platform, chat_id, next_at, recent)
      select platform, "chatId", now() + (pace->>'chatWaitMs')::float8 * interval '1 millisecond',
        array(select now() - r::float8 * interval '1 millisecond'
          from jsonb_array_elements_text(nullif(pace->'recent', 'null')) r)
      from input where pace->'chatWaitMs' <> 'null' order by platform, "chatId"
      on conflict (platform, chat_id) do update set next_at = greatest(s.next_at, excluded.next_at),
        recent = case when cardinality(excluded.recent) > 0 then excluded.recent else s.recent end
    )`;
  const rows = await sql<{ n: number }[]>`
    with input as materialized (
      select * from jsonb_to_recordset(${json}) as t(n int, key text, attempt int, platform text, "chatId" text,
        state text, "waitMs" float8, failures int, doubts int, plain boolean, "messageIds" jsonb, reason text, pace jsonb)
    ) ${paced ? pacing : sql``}, done as (
      update outbox o set state = i.state, failures = i.failures, doubts = i.doubts, plain = i.plain,
        message_ids = array(select jsonb_array_elements_text(i."messageIds")), reason = i.reason, lease_until = null,
        retry_at = now() + i."waitMs" * interval '1 millisecond',
        done_at = case when i.state = 'ready' then null else now() end
      from input i where o.key = i.key and o.attempts = i.attempt and o.state = 'ready'
      returning i.n
    )
    select n from done`;
  const mine = new Set(rows.map(({ n }) => n));
  return finished.map((_, n) => mine.has(n));
}

/** Records what became of a message; false where the lease had been lost meanwhile. */
export const finishMessage = batched<Finished, boolean>({
  run: finishAll,
  limit: 500,
  concurrency: 2,
  keyOf: ({ platform, chatId }) => `${platform} ${chatId}`,
});

interface Sent {
  key: string;
  attempt: number;
  messageIds: readonly string[];
}

/** The commonest end by far, and the cheapest: sent, on a platform without limits. */
export const markSent = batched<Sent, boolean>({
  limit: 500,
  concurrency: 2,
  async run(sql, sent) {
    const rows = await sql<{ n: number }[]>`
      update outbox o set state = 'sent', message_ids = string_to_array(i.ids, chr(10)), lease_until = null, reason = null,
        done_at = now()
      from unnest(${sent.map(({ key }) => key)}::text[], ${sent.map(({ attempt }) => attempt)}::int[],
        ${sent.map(({ messageIds }) => messageIds.join('\n'))}::text[]) with ordinality as i(key, attempt, ids, n)
      where o.key = i.key and o.attempts = i.attempt and o.state = 'ready'
      returning i.n::int`;
    const mine = new Set(rows.map(({ n }) => n - 1));
    return sent.map((_, n) => mine.has(n));
  },
});

/** Gives messages back that were taken but not tried. */
export async function releaseMessages(
  sql: Sql,
  platform: string,
  taken: readonly Pick<ClaimedMessage, 'key' | 'attempt' | 'slot'>[],
): Promise<void> {
  const slots = taken.flatMap(({ slot }) => (slot === null ? [] : [slot]));
  await sql`
    with freed as (
      update send_slot set free_at = now() where platform = ${platform} and slot = any(${slots}::int[])
    )
    update outbox o set lease_until = null
    from unnest(${taken.map(({ key }) => key)}::text[], ${taken.map(({ attempt }) => attempt)}::int[]) as t(key, attempt)
    where o.key = t.key and o.attempts = t.attempt and o.state = 'ready'`;
}

/** The message that an edit is about: its form and where it stands. */
export async function sentMessage(
  sql: Sql,
  key: string,
): Promise<{ body: unknown; messageIds: string[] } | null> {
  const [row] = await sql<{ body: unknown; messageIds: string[] }[]>`
    select body, message_ids as "messageIds" from outbox where key = ${key} and state = 'sent'`;
  return row ?? null;
}

/** The person does not want us: what waits for this chat is given up. */
export async function unlinkChat(sql: Sql, platform: string, chatId: string): Promise<void> {
  await sql`
    insert into chat_state (platform, chat_id, unlinked_at) values (${platform}, ${chatId}, now())
    on conflict (platform, chat_id) do update set unlinked_at = now()`;
}

/** Makes a platform's slots known; more or fewer of them than before are added or taken away. */
export async function ensureSlots(sql: Sql, platform: string, count: number): Promise<void> {
  await sql`delete from send_slot where platform = ${platform} and slot > ${count}`;
  await sql`
    insert into send_slot (platform, slot, free_at) select ${platform}, n, now() from generate_series(1, ${count}) n
    on conflict do nothing`;
}
