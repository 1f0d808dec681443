import type { Sql, TransactionSql } from 'postgres';

export interface OutboxRow {
  seq: number;
  key: string;
  platform: string;
  chatId: string;
  kind: string;
  number: string | null;
  state: string;
  failures: number;
  reason: string | null;
  createdAt: Date;
  /** Title of the card. */
  title: string;
}

export const outboxStates = ['ready', 'ambiguous', 'dead', 'dropped', 'sent'] as const;
export type OutboxState = (typeof outboxStates)[number];

/** Messages in the given states, the oldest first. */
export async function listOutbox(
  sql: Sql,
  states: readonly OutboxState[],
  limit: number,
): Promise<OutboxRow[]> {
  const rows = await sql<(Omit<OutboxRow, 'seq'> & { seq: string })[]>`
    select seq, key, platform, chat_id as "chatId", kind, number, state, failures, reason, created_at as "createdAt",
      coalesce(body->'card'->>'title', body->>'choice', '') as title
    from outbox where state = any(${states as string[]}) order by seq limit ${limit}`;
  return rows.map((row) => ({ ...row, seq: Number(row.seq), createdAt: new Date(row.createdAt) }));
}

/** Gives up messages another chance; returns how many there were of them in a state that allows it. */
export async function retryOutbox(tx: TransactionSql, seqs: readonly number[]): Promise<number[]> {
  const rows = await tx<{ seq: string }[]>`
    update outbox set state = 'ready', failures = 0, doubts = 0, retry_at = now(), created_at = now(), done_at = null, reason = null
    where seq = any(${seqs as number[]}::bigint[]) and state in ('ambiguous', 'dead', 'dropped') returning seq`;
  await tx`
    update chat_state s set unlinked_at = null, next_at = now() from outbox o
    where o.seq = any(${rows.map(({ seq }) => seq)}::bigint[]) and s.platform = o.platform and s.chat_id = o.chat_id`;
  return rows.map(({ seq }) => Number(seq));
}

/** Gives messages up for good. */
export async function dropOutbox(
  tx: TransactionSql,
  seqs: readonly number[],
  reason: string,
): Promise<number[]> {
  const rows = await tx<{ seq: string }[]>`
    update outbox set state = 'dropped', done_at = now(), lease_until = null, reason = ${reason}
    where seq = any(${seqs as number[]}::bigint[]) and state in ('ready', 'ambiguous', 'dead') returning seq`;
  return rows.map(({ seq }) => Number(seq));
}

/** Messages that wait, how long the first of them has, and those that people have to look at. */
export async function outboxLag(
  sql: Sql,
): Promise<{ waiting: number; seconds: number; dead: number; ambiguous: number }> {
  const [row] = await sql<{ waiting: number; seconds: number; dead: number; ambiguous: number }[]>`
    select count(*) filter (where state = 'ready')::int as waiting,
      coalesce(extract(epoch from now() - min(created_at) filter (where state = 'ready')), 0)::float8 as seconds,
      count(*) filter (where state = 'dead')::int as dead,
      count(*) filter (where state = 'ambiguous')::int as ambiguous
    from outbox where state in ('ready', 'dead', 'ambiguous')`;
  return row ?? { waiting: 0, seconds: 0, dead: 0, ambiguous: 0 };
}

/** Forgets messages that are over, and what nobody can use any more: tokens, pages of the web chat. */
export async function pruneMessages(tx: TransactionSql, days: number, now: Date): Promise<void> {
  const before = new Date(now.getTime() - days * 86_400_000);
  await tx`delete from outbox where state in ('sent', 'dropped') and done_at < ${before}`;
  await tx`delete from action_token where expires_at < ${before}`;
  await tx`delete from web_message where at < ${before}`;
  // What was begun and never ended may hold names that somebody wrote.
  await tx`update conversation set dialog = null where (dialog->>'expiresAt')::timestamptz < ${before}`;
}
