import type { Sql } from 'postgres';

interface StoredMessage {
  /** Rises within a chat in the order in which messages became visible. */
  seq: number;
  direction: 'in' | 'out';
  deliveryKey: string;
  body: unknown;
  at: Date;
}

interface WebMessages {
  /** Stores a message and returns its seq; with a key already stored it changes nothing and returns that seq. */
  append(
    chatId: string,
    direction: 'in' | 'out',
    deliveryKey: string,
    body: object,
    at: Date,
  ): Promise<number>;
  /** The first `limit` messages after `afterSeq`, oldest first. */
  since(chatId: string, afterSeq: number, limit: number): Promise<StoredMessage[]>;
  /** The seq after which the newest `limit` messages stand; 0 when there are no more than these. */
  floor(chatId: string, limit: number): Promise<number>;
}

/** The messages of the local web chat. */
export function webMessages(sql: Sql): WebMessages {
  return {
    async append(chatId, direction, deliveryKey, body, at) {
      // The lock is held until the commit: seqs of one chat become visible in their order, so that a reader
      // who has seen one has seen all before it.
      const [created] = await sql<{ seq: string }[]>`
        with turn as materialized (select pg_advisory_xact_lock(hashtextextended(${`web ${chatId}`}, 0)))
        insert into web_message (chat_id, direction, delivery_key, body, at)
        select ${chatId}, ${direction}, ${deliveryKey}, ${JSON.stringify(body)}::text::jsonb, ${at.toISOString()}::timestamptz from turn
        on conflict do nothing
        returning seq`;
      if (created) return Number(created.seq);
      const [stored] = await sql<{ seq: string }[]>`
        select seq from web_message
        where chat_id = ${chatId} and direction = ${direction} and delivery_key = ${deliveryKey}`;
      return Number(stored?.seq);
    },

    async since(chatId, afterSeq, limit) {
      const rows = await sql<(Omit<StoredMessage, 'seq' | 'at'> & { seq: string; at: string })[]>`
        select seq, direction, delivery_key as "deliveryKey", body, at from web_message
        where chat_id = ${chatId} and seq > ${afterSeq} order by seq limit ${limit}`;
      return rows.map((row) => ({ ...row, seq: Number(row.seq), at: new Date(row.at) }));
    },

    async floor(chatId, limit) {
      const [older] = await sql<{ seq: string }[]>`
        select seq from web_message where chat_id = ${chatId} order by seq desc offset ${limit} limit 1`;
      return older ? Number(older.seq) : 0;
    },
  };
}
