import type { Sql, TransactionSql } from 'postgres';
import { batched } from './batch.ts';
import { free, type Holder, unhurried } from './lease.ts';

/** An update as it was delivered, before anything was done about it. */
export interface Delivered {
  platform: string;
  eventId: string;
  chatId: string;
  event: unknown;
  owner: string;
  /** Whoever accepts it means to deal with it at once, within so many seconds; then others may. 0: it is left to all. */
  lease: number;
}

/** What became of it: `null` for one that had been accepted before. */
export type Accepted = { seq: number; attempt: number; leased: boolean } | null;

export interface ClaimedUpdate {
  seq: number;
  attempt: number;
  /** Attempts that count, this one included. */
  tries: number;
  event: unknown;
}

async function acceptAll(sql: Sql, delivered: readonly Delivered[]): Promise<readonly Accepted[]> {
  const input = delivered.map((one, n) => ({ n, ...one }));
  const rows = await sql<{ n: number; seq: string; attempt: number; leased: boolean }[]>`
    with input as materialized (
      select * from jsonb_to_recordset(${sql.json(input as never)})
        as t(n int, platform text, "eventId" text, "chatId" text, event jsonb, owner text, lease float8)
    ), added as (
      insert into inbox (platform, event_id, chat_id, event, owner, attempts, lease_until)
      select platform, "eventId", "chatId", event, owner,
        case when first then 1 else 0 end, case when first then now() + lease * interval '1 second' end
      from (
        select i.*, lease > 0 and row_number() over (partition by platform, "chatId" order by n) = 1 and not exists (
          select 1 from inbox w where w.platform = i.platform and w.chat_id = i."chatId" and w.state = 'ready') as first
        from input i) ordered
      order by n
      on conflict (platform, event_id) do nothing
      returning seq, platform, event_id, attempts, lease_until is not null as leased
    ), welcome as (
      -- Whoever writes to us wants to hear from us again.
      update chat_state s set unlinked_at = null from input i
      where s.platform = i.platform and s.chat_id = i."chatId" and s.unlinked_at is not null
    )
    select i.n, a.seq, a.attempts as attempt, a.leased
    from added a join input i on i.platform = a.platform and i."eventId" = a.event_id`;
  const accepted: Accepted[] = delivered.map(() => null);
  for (const { n, seq, attempt, leased } of rows) accepted[n] = { seq: Number(seq), attempt, leased };
  return accepted;
}

/** Stores an update; when it resolves it is committed, and the platform may be told. */
export const acceptUpdate = batched<Delivered, Accepted>({
  run: acceptAll,
  limit: 128,
  concurrency: 4,
  apartMs: 4,
  keyOf: ({ platform, eventId }) => `${platform} ${eventId}`,
});

/**
 * Takes up to `limit` updates that wait and are the first of their chat. `tried`: those that were taken before and
 * not dealt with; otherwise those that never were.
 */
export async function claimUpdates(
  sql: Sql,
  limit: number,
  tried: boolean,
  holder: Holder,
): Promise<ClaimedUpdate[]> {
  const rows = await sql<{ seq: string; attempt: number; tries: number; event: unknown }[]>`
    update inbox i set attempts = i.attempts + 1, owner = ${holder.owner},
      lease_until = now() + ${holder.leaseSeconds} * interval '1 second'
    where ${unhurried(sql)} and i.ctid = any(array(
      select i.ctid from inbox i
      where i.state = 'ready' and (i.attempts > 0) = ${tried}
        and ${free(sql, 'i', holder)} and i.retry_at <= now()
        and not exists (select 1 from inbox e where e.platform = i.platform and e.chat_id = i.chat_id
          and e.state = 'ready' and e.seq < i.seq)
      order by i.seq limit ${limit} for update skip locked))
    returning i.seq, i.attempts as attempt, i.attempts - i.forgiven as tries, i.event`;
  return rows.map((row) => ({ ...row, seq: Number(row.seq) })).sort((a, b) => a.seq - b.seq);
}

/** Whether `claimUpdates` would find one that was tried before. */
export async function triedUpdateWaits(sql: Sql, holder: Holder): Promise<boolean> {
  const rows = await sql`
    select 1 from inbox i where i.state = 'ready' and i.attempts > 0 and i.retry_at <= now()
      and ${free(sql, 'i', holder)} limit 1`;
  return rows.length > 0;
}

/** Whether an update still waits for the one who holds this attempt. */
export async function holdsInbox(sql: Sql, seq: number, attempt: number): Promise<boolean> {
  const rows = await sql`
    select 1 from inbox where seq = ${seq} and attempts = ${attempt} and state = 'ready'`;
  return rows.length > 0;
}

/** Gives an update back, to be taken again after `waitMs`; `forgiven`: the attempt does not count. */
export async function releaseUpdate(
  sql: Sql,
  seq: number,
  attempt: number,
  waitMs: number,
  forgiven: boolean,
): Promise<void> {
  await sql`
    update inbox set lease_until = null, forgiven = forgiven + ${forgiven ? 1 : 0}, retry_at = now() + ${waitMs} * interval '1 millisecond'
    where seq = ${seq} and attempts = ${attempt} and state = 'ready'`;
}

/** Puts an update aside for people to look at: it was tried too often. */
export async function buryUpdate(
  sql: Sql | TransactionSql,
  seq: number,
  attempt: number,
  reason: string,
): Promise<boolean> {
  const rows = await sql`
    update inbox set state = 'dead', done_at = now(), lease_until = null, reason = ${reason}
    where seq = ${seq} and attempts = ${attempt} and state = 'ready' returning 1`;
  return rows.length > 0;
}

/** Updates that wait, and how long the first of them has. */
export async function inboxLag(sql: Sql): Promise<{ waiting: number; seconds: number; dead: number }> {
  const [row] = await sql<{ waiting: number; seconds: number; dead: number }[]>`
    select count(*) filter (where state = 'ready')::int as waiting,
      coalesce(extract(epoch from now() - min(received_at) filter (where state = 'ready')), 0)::float8 as seconds,
      count(*) filter (where state = 'dead')::int as dead
    from inbox where state in ('ready', 'dead')`;
  return row ?? { waiting: 0, seconds: 0, dead: 0 };
}

/** Forgets what was dealt with: after that a platform's repeat would count as new, so not before it has given up. */
export async function pruneInbox(tx: TransactionSql, doneDays: number, deadDays: number): Promise<void> {
  await tx`
    delete from inbox
    where (state = 'done' and done_at < now() - ${doneDays} * interval '1 day')
       or (state = 'dead' and done_at < now() - ${deadDays} * interval '1 day')`;
}
