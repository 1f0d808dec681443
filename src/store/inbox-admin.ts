import type { Sql, TransactionSql } from 'postgres';

/** An update that was put aside; what a person wrote in it is not shown. */
export interface BuriedUpdate {
  seq: number;
  platform: string;
  chatId: string;
  kind: string;
  attempts: number;
  reason: string;
  receivedAt: Date;
}

export async function listBuried(sql: Sql, limit: number): Promise<BuriedUpdate[]> {
  const rows = await sql<(Omit<BuriedUpdate, 'seq'> & { seq: string })[]>`
    select seq, platform, chat_id as "chatId", coalesce(event->'content'->>'type', '') as kind, attempts, reason,
      received_at as "receivedAt"
    from inbox where state = 'dead' order by seq limit ${limit}`;
  return rows.map((row) => ({ ...row, seq: Number(row.seq), receivedAt: new Date(row.receivedAt) }));
}

/** Gives updates their tries back. The notice that they failed goes, so that the answer can take its place. */
export async function retryBuried(tx: TransactionSql, seqs: readonly number[]): Promise<number[]> {
  const rows = await tx<{ seq: string; key: string }[]>`
    update inbox set state = 'ready', attempts = 0, forgiven = 0, retry_at = now(), done_at = null, reason = null
    where seq = any(${seqs as number[]}::bigint[]) and state = 'dead' and event is not null
    returning seq, platform || ':' || event_id as key`;
  await tx`
    update outbox set key = key || ':failed:' || seq
    where key = any(${rows.map(({ key }) => key)}::text[])`;
  return rows.map(({ seq }) => Number(seq));
}
