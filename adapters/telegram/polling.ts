import { z } from 'zod';
import type { TelegramApi } from './api.ts';
import { TelegramFailure } from './errors.ts';
import type { Backoff } from './retry.ts';
import { MalformedUpdate, updateIdOf, wantedUpdates } from './update.ts';

export interface AdapterLog {
  warn(fields: object, message: string): void;
  info(fields: object, message: string): void;
}

interface PollingOptions {
  api: TelegramApi;
  /** Resolves once the update is taken over. @throws MalformedUpdate for one that never will be */
  take: (body: unknown) => Promise<void>;
  pollSeconds: number;
  /** Added to the long poll's own time before it counts as unanswered. */
  graceMs: number;
  backoff: Backoff;
  log: AdapterLog;
}

export interface Polling {
  start(): void;
  /** Ends the long poll at once and waits for what is being taken over. */
  stop(): Promise<void>;
}

const answer = z.array(z.unknown());

/**
 * Long polling of our own. An update is acknowledged by asking for the next one, so it is asked for only after the
 * one before was taken over; telegraf's own polling goes on even where a handler threw.
 */
export function createPolling(options: PollingOptions): Polling {
  const { api, take, pollSeconds, graceMs, backoff, log } = options;
  const stopped = new AbortController();
  const { signal } = stopped;
  let running: Promise<void> = Promise.resolve();
  /** Absent: from the earliest that is not acknowledged. */
  let offset: number | undefined;

  /** https://core.telegram.org/bots/api#getupdates */
  async function ask(): Promise<unknown[]> {
    const result = await api.call(
      'getUpdates',
      { timeout: pollSeconds, allowed_updates: wantedUpdates, ...(offset === undefined ? {} : { offset }) },
      { timeoutMs: pollSeconds * 1_000 + graceMs, signal },
    );
    const updates = answer.safeParse(result);
    if (!updates.success) throw new TelegramFailure('getUpdates did not answer with a list');
    return updates.data;
  }

  /** False where it must be delivered again. */
  async function takeOne(body: unknown): Promise<boolean> {
    const updateId = updateIdOf(body);
    try {
      await take(body);
    } catch (error) {
      const { name, message } = error instanceof Error ? error : { name: typeof error, message: '' };
      if (error instanceof MalformedUpdate)
        log.warn({ updateId, reason: message }, 'telegram: update skipped');
      else {
        log.warn({ updateId, error: name }, 'telegram: update not taken over, asking again');
        return false;
      }
    }
    if (updateId !== null) offset = updateId + 1;
    return true;
  }

  async function round(): Promise<void> {
    const updates = await ask();
    // All are acknowledged, so from the earliest: after a week of silence Telegram may begin at lower numbers.
    if (updates.length === 0) offset = undefined;
    for (const body of updates) {
      if (signal.aborted) return;
      if (!(await takeOne(body))) return backoff.wait(signal);
    }
    backoff.succeeded();
  }

  async function run(): Promise<void> {
    while (!signal.aborted) {
      try {
        await round();
      } catch (error) {
        if (signal.aborted) return;
        const { code, message, retryAfterMs } = error instanceof TelegramFailure ? error : unexpected(error);
        log.warn({ code, reason: message }, 'telegram: getUpdates failed');
        await backoff.wait(signal, retryAfterMs);
      }
    }
  }

  return {
    start() {
      running = run();
    },
    async stop() {
      stopped.abort();
      await running;
    },
  };
}

function unexpected(error: unknown): TelegramFailure {
  return new TelegramFailure(error instanceof Error ? error.name : typeof error);
}
