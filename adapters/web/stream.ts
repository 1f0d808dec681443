import type { Listener } from './live.ts';

const batchSize = 50;
const reconnectMs = 1_000;

/** A message as the page gets it. `body` is a `WebMessage` (out) or a `ChatEvent['content']` (in). */
interface LoggedMessage {
  seq: number;
  direction: 'in' | 'out';
  deliveryKey: string;
  body: unknown;
  at: Date;
}

/** The stored messages of all chats; seqs of one chat become visible in their order. */
export interface WebLog {
  /** Stores a message and returns its seq; with a key already stored it changes nothing and returns that seq. */
  append(
    chatId: string,
    direction: 'in' | 'out',
    deliveryKey: string,
    body: object,
    at: Date,
  ): Promise<number>;
  /** The first `limit` messages after `afterSeq`, oldest first. */
  since(chatId: string, afterSeq: number, limit: number): Promise<LoggedMessage[]>;
  /** The seq after which the newest `limit` messages stand; 0 when there are no more than these. */
  floor(chatId: string, limit: number): Promise<number>;
}

interface StreamOptions {
  log: WebLog;
  listener: Listener;
  chatId: string;
  /** The seq the page saw last; 0 for none. */
  afterSeq: number;
  /** No more than the newest so many messages are sent again; a `gap` event tells of those left out. */
  replay: number;
  heartbeatMs: number;
}

/**
 * Server-sent events of one chat, for ever: `message` (id: its seq) first from the log, `ready` once the page
 * has caught up, then `message` as they come, and a comment as heartbeat. Always reads from the log, so a
 * message written by another replica comes with the next heartbeat at the latest.
 */
export async function* chatStream(options: StreamOptions): AsyncGenerator<string> {
  const { log, listener, chatId } = options;
  try {
    yield `retry: ${reconnectMs}\n\n`;
    const floor = await log.floor(chatId, options.replay);
    if (floor > options.afterSeq) yield 'event: gap\ndata: {}\n\n';
    let seq = Math.max(floor, options.afterSeq);
    let ready = false;
    for (;;) {
      const batch = await log.since(chatId, seq, batchSize);
      for (const message of batch) {
        yield `id: ${message.seq}\nevent: message\ndata: ${JSON.stringify(message)}\n\n`;
        seq = message.seq;
      }
      if (batch.length === batchSize) continue;
      if (!ready) {
        ready = true;
        yield 'event: ready\ndata: {}\n\n';
      }
      const heard = await listener.wait(options.heartbeatMs);
      if (heard === 'closed') return;
      if (heard === 'quiet') yield ': still here\n\n';
    }
  } finally {
    listener.close();
  }
}
