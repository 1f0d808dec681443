import type { Sql } from 'postgres';
import { type Adapter, SendError } from '../chat/adapter.ts';
import { privatePrefix } from '../domain/accounts.ts';
import type { Random } from '../domain/ports.ts';
import { readdress } from '../store/accounts.ts';
import {
  type ClaimedMessage,
  claimPaced,
  claimUnpaced,
  ensureSlots,
  type Finished,
  finishMessage,
  markSent,
  releaseMessages,
  unlinkChat,
} from '../store/outbox.ts';
import { privateChat, sendMessage } from './attempt.ts';
import type { Failpoint } from './failpoint.ts';
import { afterFailure, afterFault, type Progress } from './failure.ts';
import { createGate } from './gate.ts';
import { createInHand } from './in-hand.ts';
import { describe, type Log } from './log.ts';
import type { Meters } from './meters.ts';
import { afterSend, isPaced, takenAtOnce, windowsOf } from './pace.ts';
import { recordSurely } from './record.ts';
import { createAlarms, createClosedChats } from './waits.ts';

const pollMs = 500;
/** Messages being sent at once; one chat has at most one. */
const atOnce = 64;
const looksApartMs = 15;
/** Messages are taken so much ahead of their time, and sent when it has come. */
const aheadMs = 60;

export interface SenderDeps<Rendered> {
  sql: Sql;
  adapter: Adapter<Rendered>;
  meters: Meters;
  log: Log;
  random: Random;
  failpoint: Failpoint;
  /** Within them whoever took a message must have sent it; then others may. */
  leaseSeconds: number;
}

export interface Sender {
  start(): Promise<void>;
  /** There may be something to send; `chatId` where it is known to whom. */
  wake(chatId?: string): void;
  /** Takes nothing more; waits up to `ms` for what is under way, whose leases then run out by themselves. */
  stop(ms: number): Promise<void>;
}

/**
 * P3: sends what stands in the outbox of one platform. The messages of a chat go out in their order, one at a time;
 * chats do not wait for each other. What the platform allows is kept across all replicas, since the windows of the
 * chats and the slots of the platform stand in tables.
 */
export function createSender<Rendered>(deps: SenderDeps<Rendered>): Sender {
  const { sql, adapter, meters, log, failpoint, leaseSeconds } = deps;
  /** A message that has waited here for longer is given back, before its lease runs out. */
  const longestWaitMs = leaseSeconds * 300;
  const { platform, capabilities } = adapter;
  const { pace } = capabilities;
  const paced = isPaced(pace);
  const slotMs = pace.overall?.ms ?? 0;
  const taking = takenAtOnce(pace);
  const parts = { sql, adapter, failpoint, sent: () => meters.sent(platform, 'sent') };
  const owner = Buffer.from(deps.random.bytes(9)).toString('base64url');
  const inHand = createInHand();
  const gate = createGate(pace.overall);
  /** Taken, not begun. */
  const waiting: { message: ClaimedMessage; takenAt: number }[] = [];
  /** Begun, and the result not recorded yet; `sending` of them are not out yet. */
  const underWay = new Set<Promise<void>>();
  let sending = 0;
  const closedChats = createClosedChats();
  const alarms = createAlarms(() => wake());
  /** The last look at the outbox brought as much as could be taken: there may be more. */
  let full = false;
  /** Counts calls for attention: one that came while a message was under way may be about the next of its chat. */
  let calls = 0;
  let lastLook = 0;
  let running = false;
  let pumping: Promise<void> | null = null;
  let timer: NodeJS.Timeout | undefined;

  const chance = (): number => (deps.random.bytes(1)[0] ?? 0) / 255;

  function finish(message: ClaimedMessage, progress: Progress, pacing: Partial<Finished['pace']> = {}) {
    const { key, attempt, chatId, failures, doubts, plain, messageIds, slot } = message;
    if (!paced && progress.state === 'sent') return markSent(sql, { key, attempt, messageIds });
    const unchanged = { recent: null, chatWaitMs: null, slot, slotWaitMs: slotMs, at: performance.now() };
    return finishMessage(sql, {
      key,
      attempt,
      platform,
      chatId,
      waitMs: 0,
      failures,
      doubts,
      plain,
      messageIds,
      reason: null,
      pace: paced ? { ...unchanged, ...pacing } : null,
      ...progress,
    });
  }

  /** Sends what is left of a message; what became of it is recorded by the function that comes back. */
  async function attempt(message: ClaimedMessage): Promise<() => Promise<unknown>> {
    if (message.unlinked) return () => finish(message, { state: 'dead', reason: 'unlinked' });
    // Departed staff are checked here too: the message may have waited since before they left.
    if (message.gone) return () => finish(message, { state: 'dead', reason: 'gone' });
    const claimedAt = performance.now();
    sending += 1;
    try {
      if (message.chatId.startsWith(privatePrefix)) {
        const chatId = await privateChat(adapter, message.userId);
        return async () => {
          await finish(message, { state: 'ready' });
          await readdress(sql, { platform, userId: message.userId }, chatId);
          wakeIn(0);
        };
      }
      const state = (await sendMessage(parts, message, paced)) ? 'sent' : 'ready';
      const windows = windowsOf(pace, message.chatKind);
      const at = performance.now();
      const { recent, waitMs } = afterSend(windows, message.recent, at - claimedAt);
      return async () => {
        await finish(message, { state }, { recent, chatWaitMs: waitMs, at });
        if (waitMs > 0) closedChats.close(message.chatId, waitMs);
        if (slotMs > 0) wakeIn(slotMs - aheadMs);
        if (message.more || state === 'ready') wakeIn(waitMs - aheadMs);
      };
    } catch (error) {
      return failed(message, error);
    } finally {
      sending -= 1;
    }
  }

  function failed(message: ClaimedMessage, error: unknown): () => Promise<unknown> {
    const sendError = error instanceof SendError ? error : null;
    const progress = sendError ? afterFailure(message, sendError, chance()) : afterFault(message, chance());
    meters.sent(platform, sendError?.fault ?? 'fault');
    if (!sendError)
      log.error({ platform, seq: message.seq, ...describe(error) }, 'a message could not be sent');
    else if (progress.state === 'dead') {
      log.warn({ platform, seq: message.seq, reason: progress.reason }, 'a message was given up');
    }
    return async () => {
      if (sendError?.fault === 'forbidden') await unlinkChat(sql, platform, message.chatId);
      const { waitMs = 0, state } = progress;
      await finish(message, progress, { chatWaitMs: waitMs });
      if (state === 'ready') wakeIn(waitMs);
    };
  }

  async function deliver(message: ClaimedMessage): Promise<void> {
    // A timer may be a little early by the clock that counts the windows.
    if (message.dueMs > 0) await new Promise((resolve) => setTimeout(resolve, Math.ceil(message.dueMs) + 1));
    const leave = await gate.enter();
    try {
      const record = await attempt(message);
      // While the result is written the next message may go.
      beginWaiting();
      await recordSurely(record, leaseSeconds * 800, (error) =>
        log.warn({ platform, seq: message.seq, code: describe(error).code }, 'a result is recorded again'),
      );
      failpoint('send.recorded');
    } finally {
      leave();
    }
  }

  function begin(message: ClaimedMessage): void {
    const seen = calls;
    const recorded: Promise<void> = deliver(message)
      .catch((error: unknown) =>
        log.warn({ platform, seq: message.seq, code: describe(error).code }, 'a result was not recorded'),
      )
      .finally(() => {
        underWay.delete(recorded);
        inHand.delete(message.seq);
        // The next of this chat may have been enqueued meanwhile.
        if (message.more || calls !== seen || full) wake();
      });
    underWay.add(recorded);
  }

  /** Begins what was taken and waits for its turn; what has waited for too long is given back. */
  function beginWaiting(): void {
    while (running && sending < atOnce) {
      const next = waiting.shift();
      if (!next) {
        // While the last of them are sent and recorded the next can be taken.
        if (full) wake();
        return;
      }
      if (performance.now() - next.takenAt < longestWaitMs) begin(next.message);
      else giveBack([next.message, ...waiting.splice(0).map(({ message }) => message)]);
    }
  }

  async function giveBack(messages: readonly ClaimedMessage[]): Promise<void> {
    if (messages.length === 0) return;
    for (const { seq } of messages) inHand.delete(seq);
    try {
      await releaseMessages(sql, platform, messages);
    } catch (error) {
      log.warn({ platform, code: describe(error).code }, 'messages were not given back');
    }
  }

  async function pump(): Promise<void> {
    let seen: number;
    do {
      seen = calls;
      const free = Math.min(taking, 2 * taking - underWay.size);
      if (waiting.length > 0 || free <= 0) return;
      const holder = { owner, leaseSeconds, inHand: inHand.settled() };
      const messages = paced
        ? await claimPaced(sql, platform, free, holder, pace.overall !== null, aheadMs)
        : await claimUnpaced(sql, platform, free, holder);
      failpoint('send.claimed');
      if (!running) return giveBack(messages);
      const takenAt = performance.now();
      for (const message of messages) {
        inHand.add(message.seq);
        waiting.push({ message, takenAt });
      }
      full = messages.length === free;
      beginWaiting();
    } while (calls !== seen);
  }

  /**
   * After what this turn of the loop brings, and not much sooner than the last time: many messages come together,
   * and taking them one by one would cost more than all the rest.
   */
  function wake(): void {
    calls += 1;
    if (!running || pumping) return;
    const early = lastLook + looksApartMs - performance.now();
    pumping = new Promise((resolve) => (early > 0 ? setTimeout(resolve, early) : setImmediate(resolve)))
      .then(() => {
        lastLook = performance.now();
        return pump();
      })
      .catch((error: unknown) =>
        log.warn({ platform, code: describe(error).code }, 'the outbox could not be read'),
      )
      .finally(() => {
        pumping = null;
      });
  }

  function wakeIn(ms: number): void {
    if (running) alarms.in(ms);
  }

  return {
    async start() {
      if (pace.overall) await ensureSlots(sql, platform, pace.overall.count);
      running = true;
      timer = setInterval(wake, pollMs);
      timer.unref();
      wake();
    },
    wake(chatId) {
      const ms = chatId === undefined ? 0 : closedChats.left(chatId);
      if (ms > 0) wakeIn(ms);
      else wake();
    },
    async stop(ms) {
      running = false;
      clearInterval(timer);
      await pumping;
      await giveBack(waiting.splice(0).map(({ message }) => message));
      let deadline: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        deadline = setTimeout(resolve, ms);
      });
      await Promise.race([Promise.allSettled(underWay), late]);
      clearTimeout(deadline);
    },
  };
}
