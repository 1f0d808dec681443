import type { Sql } from 'postgres';
import { z } from 'zod';
import type { Sink } from '../chat/adapter.ts';
import type { ChatEvent } from '../chat/event.ts';
import { notice } from '../chat/notice.ts';
import { type Claim, replyKey } from '../chat/turns.ts';
import { CodedError } from '../domain/errors.ts';
import { maskIdNumbers } from '../domain/id-number.ts';
import type { Random } from '../domain/ports.ts';
import { isDatabaseAway } from '../store/database.ts';
import {
  acceptUpdate,
  buryUpdate,
  type ClaimedUpdate,
  claimUpdates,
  releaseUpdate,
  triedUpdateWaits,
} from '../store/inbox.ts';
import type { Holder } from '../store/lease.ts';
import { enqueue } from '../store/outbox.ts';
import type { Failpoint } from './failpoint.ts';
import { createInHand } from './in-hand.ts';
import { describe, type Log } from './log.ts';
import type { Meters } from './meters.ts';

/** Tries after which an update is put aside, the ones that ended in a crash included. */
export const maxTries = 5;
const atOnce = 64;
const pollMs = 500;
/** A platform waits no longer for its acknowledgement; an update that is stored later all the same is one. */
const acceptMs = 2_500;
const backoffMs = [100, 500, 1_000, 2_000] as const;
const againMs = 200;

const stored = z.object({
  platform: z.string(),
  eventId: z.string(),
  chatId: z.string(),
  chatKind: z.enum(['private', 'group']),
  userId: z.string(),
  via: z.string().optional(),
  content: z.union([
    z.object({ type: z.literal('text'), text: z.string(), masked: z.number().optional() }),
    z.object({ type: z.literal('action'), token: z.string() }),
    z.object({ type: z.literal('file'), name: z.string(), bytes: z.number(), ref: z.string() }),
  ]),
  receivedAt: z.coerce.date(),
});

/** What may be stored of an event: ID numbers are taken out before anything is written. */
function storable(event: ChatEvent): ChatEvent {
  const { content } = event;
  if (content.type !== 'text') return event;
  const { text, count } = maskIdNumbers(content.text);
  return count === 0 ? event : { ...event, content: { type: 'text', text, masked: count } };
}

export interface InboxDeps {
  sql: Sql;
  /** Answers an update under its claim: the answer is in the outbox when it resolves. */
  handle(event: ChatEvent, claim: Claim): Promise<unknown>;
  /** There is something to send to this chat. */
  wakeSender(platform: string, chatId: string): void;
  meters: Meters;
  log: Log;
  random: Random;
  failpoint: Failpoint;
  /** Within them whoever took an update must have dealt with it; then others may. */
  leaseSeconds: number;
}

export interface Inbox {
  /** Resolves once the update is committed; rejects when the platform has to deliver it again. */
  accept: Sink;
  start(): void;
  /** Takes nothing more, finishes what is under way. What waits is left to others, or to the next start. */
  stop(): Promise<void>;
}

/**
 * P1 and P2: an update is stored and committed before it is acknowledged, and dealt with in one transaction that
 * also holds its answer. Any replica goes on where another was killed.
 *
 * An update that was tried before may be the one that killed the process: it is taken alone, when nothing else is
 * under way, so that its neighbours do not share its fate.
 */
export function createInbox(deps: InboxDeps): Inbox {
  const { sql, meters, log, failpoint, leaseSeconds } = deps;
  const underWay = new Set<Promise<void>>();
  const accepting = new Set<Promise<unknown>>();
  const owner = Buffer.from(deps.random.bytes(9)).toString('base64url');
  const inHand = createInHand();
  const holder = (): Holder => ({ owner, leaseSeconds, inHand: inHand.settled() });
  let running = false;
  let draining = false;
  let careful = false;
  let pumping: Promise<void> | null = null;
  let again = false;
  let timer: NodeJS.Timeout | undefined;

  async function bury(claim: Claim, event: ChatEvent | null, reason: string): Promise<void> {
    const reference = `#${claim.seq}`;
    await sql.begin(async (tx) => {
      if (!(await buryUpdate(tx, claim.seq, claim.attempt, reason)) || !event) return;
      const { platform, chatId, chatKind, userId, via = null } = event;
      const card = notice('zh', 'error', 'failed.title', 'failed.text', { id: reference });
      const to = { platform, chatId, chatKind, userId, personId: null, via, target: null, number: null };
      await enqueue(tx, [{ ...to, key: replyKey(event), kind: 'reply', body: { card, locale: 'zh' } }]);
    });
    meters.buried(event?.platform ?? '');
    log.error({ seq: claim.seq, attempt: claim.attempt, reason }, 'an update was put aside');
    if (event) deps.wakeSender(event.platform, event.chatId);
  }

  async function failed(claim: Claim, event: ChatEvent, error: unknown, tries: number): Promise<void> {
    const away = isDatabaseAway(error);
    const { code, stack } = describe(error);
    log[away ? 'warn' : 'error']({ seq: claim.seq, attempt: claim.attempt, code, stack }, 'an update failed');
    const until = performance.now() + leaseSeconds * 800;
    for (;;) {
      try {
        if (!away && tries >= maxTries) return await bury(claim, event, code);
        const wait = away ? backoffMs[0] : (backoffMs[tries - 1] ?? backoffMs[0]);
        await releaseUpdate(sql, claim.seq, claim.attempt, wait, away);
        setTimeout(wake, wait + 5).unref();
        return;
      } catch (cause) {
        // The database is away: after that the lease runs out, and whoever sees it takes the update again.
        log.warn({ seq: claim.seq, code: describe(cause).code }, 'an update could not be given back');
        if (performance.now() > until) return;
        await new Promise((resolve) => setTimeout(resolve, againMs));
      }
    }
  }

  async function process(claim: Claim, event: ChatEvent, tries: number): Promise<void> {
    const started = performance.now();
    failpoint('turn.started');
    try {
      await deps.handle(event, claim);
      failpoint('turn.committed');
      meters.answered(event.platform, (performance.now() - started) / 1000);
      deps.wakeSender(event.platform, event.chatId);
    } catch (error) {
      await failed(claim, event, error, tries);
    }
  }

  function begin(claim: Claim, event: ChatEvent, tries: number): Promise<void> {
    inHand.add(claim.seq);
    const turn = process(claim, event, tries).finally(() => {
      underWay.delete(turn);
      inHand.delete(claim.seq);
      if (waitingChats.delete(chatKey(event)) || careful) wake();
    });
    underWay.add(turn);
    return turn;
  }

  /** Chats in which something waits behind what is under way here. */
  const waitingChats = new Set<string>();
  const chatKey = ({ platform, chatId }: ChatEvent): string => `${platform} ${chatId}`;

  async function take(update: ClaimedUpdate): Promise<void> {
    const claim = { seq: update.seq, attempt: update.attempt };
    const event = stored.safeParse(update.event);
    if (!event.success) return bury(claim, null, 'shape');
    const { via, content, ...rest } = event.data;
    const whole: ChatEvent = {
      ...rest,
      ...(via === undefined ? {} : { via }),
      content: content as ChatEvent['content'],
    };
    if (update.tries > maxTries) return bury(claim, whole, 'crash');
    waitingChats.add(chatKey(whole));
    return begin(claim, whole, update.tries);
  }

  /** Those that were tried before, one after the other, while nothing else is under way. */
  async function takeTried(): Promise<boolean> {
    if (!(await triedUpdateWaits(sql, holder()))) return false;
    careful = true;
    try {
      await Promise.allSettled(underWay);
      const [update] = await claimUpdates(sql, 1, true, holder());
      if (update) await take(update);
      return update !== undefined;
    } finally {
      careful = false;
    }
  }

  async function pump(): Promise<void> {
    do {
      again = false;
      if (await takeTried()) again = true;
      const free = atOnce - underWay.size;
      if (free <= 0) return;
      const updates = await claimUpdates(sql, free, false, holder());
      for (const update of updates) take(update).catch(unexpected);
      if (updates.length === free) again = true;
    } while (again && !draining);
  }

  function unexpected(error: unknown): void {
    log.warn({ code: describe(error).code }, 'the inbox could not be read');
  }

  function wake(): void {
    if (!running || draining) return;
    again = true;
    pumping ??= pump()
      .catch(unexpected)
      .finally(() => {
        pumping = null;
        if (again && running && !draining && underWay.size < atOnce) setTimeout(wake, 20).unref();
      });
  }

  async function accept(event: ChatEvent): Promise<void> {
    failpoint('inbox.received');
    const kept = storable(event);
    const { platform, eventId, chatId } = kept;
    const lease = running && !careful && underWay.size < atOnce ? leaseSeconds : 0;
    const accepted = await acceptUpdate(sql, { platform, eventId, chatId, event: kept, owner, lease });
    failpoint('inbox.committed');
    if (!accepted) return meters.duplicate(platform);
    if (accepted.leased) {
      begin({ seq: accepted.seq, attempt: accepted.attempt }, kept, 1).catch(unexpected);
      return;
    }
    waitingChats.add(chatKey(kept));
    wake();
  }

  return {
    async accept(event) {
      if (draining) throw new CodedError('inbox.draining', {});
      const taken = accept(event).finally(() => accepting.delete(taken));
      accepting.add(taken);
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new CodedError('inbox.late', {})), acceptMs);
      });
      try {
        await Promise.race([taken, late]);
      } finally {
        clearTimeout(timer);
      }
    },
    start() {
      running = true;
      timer = setInterval(wake, pollMs);
      timer.unref();
      wake();
    },
    async stop() {
      draining = true;
      clearInterval(timer);
      await Promise.allSettled(accepting);
      await pumping;
      await Promise.allSettled(underWay);
    },
  };
}
