import { BotApiError } from './telegram-text.ts';

export interface WindowLimit {
  count: number;
  ms: number;
}

/** What is sent at most in any stretch of that many milliseconds; null: no limit. */
export interface Limits {
  overall: WindowLimit | null;
  private: WindowLimit | null;
  group: WindowLimit | null;
}

/** https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this */
export const realLimits: Limits = {
  overall: { count: 30, ms: 1_000 },
  private: { count: 1, ms: 1_000 },
  group: { count: 20, ms: 60_000 },
};
export const noLimits: Limits = { overall: null, private: null, group: null };

/** Arrivals in the last stretch of time. */
class Sliding {
  readonly #limit: WindowLimit;
  #arrivals: number[] = [];

  constructor(limit: WindowLimit) {
    this.#limit = limit;
  }

  /** Milliseconds until one more may come; 0: now. */
  waitMs(at: number): number {
    const { count, ms } = this.#limit;
    while (this.#arrivals.length > 0 && (this.#arrivals[0] ?? 0) <= at - ms) this.#arrivals.shift();
    return this.#arrivals.length < count
      ? 0
      : (this.#arrivals[this.#arrivals.length - count] ?? at) + ms - at;
  }

  add(at: number): void {
    this.#arrivals.push(at);
  }
}

/** Stricter than Telegram, which lets short bursts pass: measured on arrival, to the millisecond. */
export class Pacing {
  readonly #limits: Limits;
  readonly #overall: Sliding | null;
  readonly #chats = new Map<number, Sliding>();
  /** Until when a chat was told to wait. */
  readonly #notBefore = new Map<number, number>();
  /** Sends that came although the chat had been told to wait longer. */
  early = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
    this.#overall = limits.overall && new Sliding(limits.overall);
  }

  /** @throws BotApiError 429 with `retry_after` */
  admit(chatId: number, kind: 'private' | 'group', at: number): void {
    const until = this.#notBefore.get(chatId);
    if (until !== undefined) {
      if (at < until) this.early += 1;
      else this.#notBefore.delete(chatId);
    }
    const chat = this.#chatOf(chatId, kind);
    const wait = Math.max(this.#overall?.waitMs(at) ?? 0, chat?.waitMs(at) ?? 0);
    if (wait > 0) throw this.refuse(chatId, Math.ceil(wait / 1_000), at);
    this.#overall?.add(at);
    chat?.add(at);
  }

  /** The refusal, and remembered, so that a send before its time is noticed. */
  refuse(chatId: number, seconds: number, at: number): BotApiError {
    this.#notBefore.set(chatId, at + seconds * 1_000);
    return new BotApiError(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds });
  }

  #chatOf(chatId: number, kind: 'private' | 'group'): Sliding | null {
    const limit = this.#limits[kind];
    if (!limit) return null;
    const known = this.#chats.get(chatId) ?? new Sliding(limit);
    this.#chats.set(chatId, known);
    return known;
  }
}
