import type { Sql } from 'postgres';
import { z } from 'zod';
import { type Adapter, type ChatAddress, SendError } from '../chat/adapter.ts';
import type { Card } from '../chat/card.ts';
import { chosenCard } from '../chat/chosen.ts';
import type { Random } from '../domain/ports.ts';
import {
  type ClaimedMessage,
  claimPaced,
  claimUnpaced,
  ensureSlots,
  type Finished,
  finishMessage,
  markSent,
  releaseMessages,
  sentMessage,
  unlinkChat,
} from '../store/outbox.ts';
import type { Failpoint } from './failpoint.ts';
import { describe, type Log } from './log.ts';
import type { Meters } from './meters.ts';
import { afterSend, backoff, windowsOf } from './pace.ts';

const pollMs = 500;
/** Messages under way at once; one chat has at most one. */
const atOnce = 64;
/** Messages taken at once: those that are not under way yet wait here, since taking them one by one is dear. */
const takenAtOnce = 500;
/** A message that has waited here for longer is given back, long before its lease runs out. */
const longestWaitMs = 10_000;
/** A platform that is away for longer than this gets no stale answers. */
const givenUpMs = 24 * 3_600_000;
/** After so many sends of which nobody knows whether they arrived, no further repeat. */
const maxDoubts = 3;

const locale = z.enum(['zh', 'en']);
// Written by ourselves a moment ago: its kind is checked, not every child.
const cardBody = z.object({ card: z.custom<Card>((value) => typeof value === 'object'), locale });
const editBody = z.object({ choice: z.string(), locale });

export interface SenderDeps<Rendered> {
  sql: Sql;
  adapter: Adapter<Rendered>;
  meters: Meters;
  log: Log;
  random: Random;
  failpoint: Failpoint;
  atOnce?: number;
}

export interface Sender {
  start(): Promise<void>;
  /** There may be something to send. */
  wake(): void;
  /** Takes nothing more; waits up to `ms` for what is under way, whose leases then run out by themselves. */
  stop(ms: number): Promise<void>;
}

type Progress = Pick<Finished, 'state'> & Partial<Finished>;

/**
 * P3: sends what stands in the outbox of one platform. The messages of a chat go out in their order, one at a time;
 * chats do not wait for each other. What the platform allows is kept across all replicas, since the windows of the
 * chats and the slots of the platform stand in tables.
 */
export function createSender<Rendered>(deps: SenderDeps<Rendered>): Sender {
  const { sql, adapter, meters, log, failpoint } = deps;
  const { platform, capabilities } = adapter;
  const { pace } = capabilities;
  const paced = pace.overall !== null || pace.chat.length > 0 || pace.group.length > 0;
  const limit = deps.atOnce ?? atOnce;
  const taking = Math.max(limit, paced ? limit : takenAtOnce);
  const underWay = new Set<Promise<void>>();
  let sending = 0;
  const waiting: { message: ClaimedMessage; takenAt: number }[] = [];
  /** The last look at the outbox brought as much as could be taken: there may be more. */
  let full = false;
  let running = false;
  let pumping: Promise<void> | null = null;
  /** Counts calls for attention: one that came while a message was under way may be about the next of its chat. */
  let calls = 0;
  let timer: NodeJS.Timeout | undefined;

  const chance = (): number => (deps.random.bytes(1)[0] ?? 0) / 255;

  function claim(free: number): Promise<ClaimedMessage[]> {
    return paced ? claimPaced(sql, platform, free, pace.overall !== null) : claimUnpaced(sql, platform, free);
  }

  async function finish(message: ClaimedMessage, progress: Progress, chatWaitMs?: number): Promise<boolean> {
    const { key, attempt, chatId, failures, doubts, plain, messageIds, slot } = message;
    if (!paced && progress.state === 'sent') return markSent(sql, { key, attempt, messageIds });
    const slotWaitMs = pace.overall?.ms ?? 0;
    const unchanged = { recent: null, chatWaitMs: chatWaitMs ?? null, slot, slotWaitMs };
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
      pace: paced ? unchanged : null,
      ...progress,
    });
  }

  /** The parts of a message in the platform's form; null where there is nothing left to do. */
  async function renderParts(message: ClaimedMessage): Promise<Rendered[] | null> {
    if (message.kind !== 'edit') {
      const { card, locale } = cardBody.parse(message.body);
      return adapter.render(card, locale, message.plain);
    }
    const original = message.target === null ? null : await sentMessage(sql, message.target);
    if (!original || !adapter.edit) return null;
    const { choice, locale } = editBody.parse(message.body);
    return adapter.render(
      chosenCard(cardBody.parse(original.body).card, choice, locale),
      locale,
      message.plain,
    );
  }

  /** Buttons stand on the last part: that is the one that changes. */
  async function edit(message: ClaimedMessage, to: ChatAddress, parts: readonly Rendered[]): Promise<void> {
    const last = parts.at(-1);
    const sent = message.target === null ? null : await sentMessage(sql, message.target);
    const messageId = sent?.messageIds.at(-1);
    if (last === undefined || messageId === undefined || sent?.messageIds.length !== parts.length) return;
    await adapter.edit?.(to, { messageId }, last, message.key);
  }

  async function sendParts(message: ClaimedMessage, claimedAt: number): Promise<() => Promise<unknown>> {
    const { chatId, chatKind, userId, via } = message;
    const to: ChatAddress = { chatId, chatKind, userId, ...(via === null ? {} : { via }) };
    const parts = await renderParts(message);
    if (parts === null) return () => finish(message, { state: 'sent' });
    const windows = windowsOf(pace, chatKind);
    for (;;) {
      const index = message.messageIds.length;
      const part = parts[index];
      if (part === undefined) break;
      failpoint('send.started');
      if (message.kind === 'edit') {
        await edit(message, to, parts);
        message.messageIds = parts.map(() => '');
      } else {
        const { messageId } = await adapter.send(to, part, `${message.key}:${index}`);
        message.messageIds.push(messageId);
      }
      failpoint('send.done');
      meters.sent(platform, 'sent');
      if (!paced) continue;
      const { recent, waitMs } = afterSend(windows, message.recent, performance.now() - claimedAt);
      const state = message.messageIds.length < parts.length ? 'ready' : 'sent';
      const { slot } = message;
      const kept = { recent, chatWaitMs: waitMs, slot, slotWaitMs: pace.overall?.ms ?? 0 };
      return async () => {
        await finish(message, { state, pace: kept });
        soon(Math.max(waitMs, kept.slotWaitMs));
      };
    }
    return () => finish(message, { state: 'sent' });
  }

  async function failed(message: ClaimedMessage, error: SendError): Promise<void> {
    const { fault, retryAfterMs, message: reason } = error;
    meters.sent(platform, fault);
    const late = message.ageMs > givenUpMs;
    const failures = message.failures + 1;
    const again = (waitMs: number, more: Partial<Finished> = {}): Promise<boolean> => {
      if (late) return finish(message, { state: 'dead', reason: `late: ${reason}` });
      soon(waitMs);
      return finish(message, { state: 'ready', waitMs, reason, failures, ...more }, waitMs);
    };
    switch (fault) {
      case 'rateLimited':
        // A little later than told, never earlier; this chat only.
        await again(retryAfterMs + chance() * 250, { failures: message.failures });
        return;
      case 'unreachable':
        await again(backoff(failures, chance()));
        return;
      case 'ambiguous': {
        const doubts = message.doubts + 1;
        if (doubts < maxDoubts) await again(backoff(failures, chance()), { doubts });
        else await finish(message, { state: 'ambiguous', reason, failures, doubts });
        return;
      }
      case 'forbidden':
        await unlinkChat(sql, platform, message.chatId);
        await finish(message, { state: 'dead', reason: `forbidden: ${reason}`, failures });
        return;
      case 'invalid':
        log.warn({ platform, seq: message.seq, reason }, 'a message was refused');
        if (message.plain || message.kind === 'edit') {
          await finish(message, { state: 'dead', reason: `invalid: ${reason}`, failures });
        } else await again(0, { plain: true });
    }
  }

  /** Sends what is left of a message, and says what became of it; recording that is left to the caller. */
  async function attempt(message: ClaimedMessage): Promise<() => Promise<unknown>> {
    const claimedAt = performance.now();
    sending += 1;
    try {
      if (message.unlinked) return () => finish(message, { state: 'dead', reason: 'unlinked' });
      return await sendParts(message, claimedAt);
    } finally {
      sending -= 1;
    }
  }

  async function deliver(message: ClaimedMessage): Promise<void> {
    try {
      const record = await attempt(message);
      // While the result is written the next message may go.
      beginWaiting();
      await record();
      failpoint('send.recorded');
    } catch (error) {
      if (error instanceof SendError) return failed(message, error);
      // A fault of ours, or the database is away: the message stays; the lease or the backoff brings it again.
      log.error({ platform, seq: message.seq, ...describe(error) }, 'a message could not be sent');
      const failures = message.failures + 1;
      const waitMs = backoff(failures, chance());
      soon(waitMs);
      await finish(
        message,
        { state: failures > 20 ? 'dead' : 'ready', waitMs, failures, reason: 'fault' },
        waitMs,
      );
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
        // The next of this chat may have been enqueued meanwhile.
        if (message.more || calls !== seen || full) wake();
      });
    underWay.add(recorded);
  }

  /** Begins what was taken and waits for its turn; what has waited for too long is given back. */
  function beginWaiting(): void {
    while (running && sending < limit) {
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

  function giveBack(messages: readonly ClaimedMessage[]): Promise<void> {
    return messages.length === 0
      ? Promise.resolve()
      : releaseMessages(sql, platform, messages).catch((error: unknown) =>
          log.warn({ platform, code: describe(error).code }, 'messages were not given back'),
        );
  }

  async function pump(): Promise<void> {
    let seen: number;
    do {
      seen = calls;
      const free = Math.min(taking, 2 * taking - underWay.size);
      if (waiting.length > 0 || free <= 0) return;
      const messages = await claim(free);
      failpoint('send.claimed');
      if (!running) return giveBack(messages);
      const takenAt = performance.now();
      for (const message of messages) waiting.push({ message, takenAt });
      full = messages.length === free;
      beginWaiting();
    } while (calls !== seen);
  }

  /** After what this turn of the loop brings: many messages end together, and are then replaced together. */
  function wake(): void {
    calls += 1;
    if (!running || pumping) return;
    pumping = new Promise((resolve) => setImmediate(resolve))
      .then(pump)
      .catch((error: unknown) =>
        log.warn({ platform, code: describe(error).code }, 'the outbox could not be read'),
      )
      .finally(() => {
        pumping = null;
      });
  }

  function soon(ms: number): void {
    if (running) setTimeout(wake, ms).unref();
  }

  return {
    async start() {
      if (pace.overall) await ensureSlots(sql, platform, pace.overall.count);
      running = true;
      timer = setInterval(wake, pollMs);
      timer.unref();
      wake();
    },
    wake,
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
