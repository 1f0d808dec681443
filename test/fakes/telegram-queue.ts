import { BotApiError } from './telegram-text.ts';
import type { FakeUpdate } from './telegram-updates.ts';

interface Waiting {
  update: FakeUpdate;
  handedOut: boolean;
  /** Delivered although it was confirmed before: Telegram does so at times. */
  repeated: boolean;
  /** Tells whoever delivered: whether this one delivery was acknowledged. */
  settle(acknowledged: boolean): void;
}

interface LongPoll {
  offset: number;
  limit: number;
  end(updates: FakeUpdate[] | BotApiError): void;
}

/** Confirmed updates that are known again when they are delivered once more. */
const remembered = 10_000;

/** Updates that wait to be asked for. https://core.telegram.org/bots/api#getupdates */
export class UpdateQueue {
  #waiting: Waiting[] = [];
  #poll: LongPoll | null = null;
  readonly #confirmed = new Set<number>();

  get length(): number {
    return this.#waiting.length;
  }

  /** Resolves with whether the delivery was acknowledged; false also where nobody asked for `patienceMs`. */
  async add(update: FakeUpdate, patienceMs: number): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const repeated = this.#confirmed.has(update.update_id);
    this.#waiting.push({ update, handedOut: false, repeated, settle: resolve });
    const timer = setTimeout(() => resolve(false), patienceMs);
    this.#answerPoll();
    const acknowledged = await promise;
    clearTimeout(timer);
    return acknowledged;
  }

  /** `offset` confirms all that is below, and forgets it. */
  async ask(offset: number, limit: number, timeoutMs: number, gone: AbortSignal): Promise<FakeUpdate[]> {
    this.endPoll('terminated by other getUpdates request; make sure that only one bot instance is running');
    this.#confirm(offset);
    const given = this.#handOut(offset, limit);
    if (given.length > 0 || timeoutMs <= 0) return given;
    const { promise, resolve } = Promise.withResolvers<FakeUpdate[] | BotApiError>();
    const poll = { offset, limit, end: resolve };
    this.#poll = poll;
    const timer = setTimeout(() => resolve([]), timeoutMs);
    const left = () => resolve([]);
    gone.addEventListener('abort', left);
    const result = await promise;
    clearTimeout(timer);
    gone.removeEventListener('abort', left);
    if (this.#poll === poll) this.#poll = null;
    if (result instanceof BotApiError) throw result;
    return result;
  }

  drop(): void {
    for (const { settle } of this.#waiting) settle(false);
    this.#waiting = [];
  }

  endPoll(why: string): void {
    this.#poll?.end(new BotApiError(409, `Conflict: ${why}`));
    this.#poll = null;
  }

  #confirm(offset: number): void {
    this.#waiting = this.#waiting.filter(({ update, handedOut, repeated, settle }) => {
      const below = update.update_id < offset && (handedOut || !repeated);
      if (below) {
        settle(true);
        this.#confirmed.add(update.update_id);
        const [oldest] = this.#confirmed;
        if (this.#confirmed.size > remembered && oldest !== undefined) this.#confirmed.delete(oldest);
      }
      // Asked for again from the same place: that delivery came to nothing.
      else if (handedOut) settle(false);
      return !below;
    });
  }

  #handOut(offset: number, limit: number): FakeUpdate[] {
    const given = this.#waiting
      .filter(({ update, repeated }) => repeated || update.update_id >= offset)
      .slice(0, limit);
    for (const entry of given) entry.handedOut = true;
    return given.map(({ update }) => update);
  }

  #answerPoll(): void {
    const poll = this.#poll;
    if (!poll) return;
    const given = this.#handOut(poll.offset, poll.limit);
    if (given.length === 0) return;
    this.#poll = null;
    poll.end(given);
  }
}
