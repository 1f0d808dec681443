import type { Sink } from '../../src/chat/adapter.ts';
import type { ChatEvent } from '../../src/chat/event.ts';
import { WebProblem } from './problem.ts';

const remembered = 1_000;

/**
 * Hands events over to the core. A page posts again when it did not hear back: while the last posts are
 * remembered, the second waits for the first and changes nothing. After a restart the core gets it again, with
 * the same event id.
 */
export class Takeover {
  readonly #events = new Map<string, Promise<void>>();
  #sink: Sink | null = null;

  open(sink: Sink): void {
    this.#sink = sink;
  }

  /** Takes nothing more and waits for what is under way. */
  async close(): Promise<void> {
    this.#sink = null;
    await Promise.allSettled(this.#events.values());
  }

  /**
   * Resolves once the event is taken over; `before` runs first, once for every try.
   * @throws WebProblem 503 `web.busy` when it was not: the page tries again
   */
  async once(event: ChatEvent, before: () => Promise<void>): Promise<void> {
    const key = `${event.chatId} ${event.eventId}`;
    const underWay = this.#events.get(key);
    if (underWay) return underWay;
    const sink = this.#sink;
    if (!sink) throw new WebProblem(503, 'web.busy');
    const taken = before()
      .then(() => sink(event))
      .catch((cause: unknown) => {
        this.#events.delete(key);
        throw new WebProblem(503, 'web.busy', { cause });
      });
    this.#events.set(key, taken);
    this.#forgetOldest();
    return taken;
  }

  #forgetOldest(): void {
    const [oldest] = this.#events.keys();
    if (this.#events.size > remembered && oldest !== undefined) this.#events.delete(oldest);
  }
}
