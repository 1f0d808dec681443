import { chatPauseMs, type Ledger } from './ledger.ts';
import { pause, post } from './service.ts';

const firstChat = 1_000_000;

/**
 * People who write, each in a chat of their own, one message after the other; an update is delivered again until it
 * is acknowledged, as the platform does.
 */
export class Traffic {
  readonly #ledger: Ledger;
  readonly #portOf: () => number | null;
  readonly #workers: Promise<void>[] = [];
  #running = true;
  #open = true;
  #abandoned = false;
  /** Updates begun and not acknowledged. */
  pending = 0;
  refused = 0;

  /** `portOf`: where the next delivery goes; null: nowhere at the moment. */
  constructor(ledger: Ledger, chats: number, portOf: () => number | null, pauseMs = chatPauseMs) {
    this.#ledger = ledger;
    this.#portOf = portOf;
    for (let chat = 0; chat < chats; chat += 1)
      this.#workers.push(this.#talk(firstChat + chat, pauseMs, chat / chats));
  }

  async #talk(chat: number, pauseMs: number, phase: number): Promise<void> {
    await pause(pauseMs * phase);
    while (this.#running) {
      if (!this.#open) {
        await pause(20);
        continue;
      }
      const started = performance.now();
      const { n, update } = this.#ledger.ask(chat);
      this.pending += 1;
      for (;;) {
        const port = this.#portOf();
        const status = port === null ? 0 : await post(port, update);
        if (this.#abandoned) return;
        if (status >= 200 && status < 300) break;
        this.refused += 1;
        // Not all at the same moment, as they would never come by themselves.
        await pause(50 + ((n * 7_919) % 600));
      }
      this.pending -= 1;
      this.#ledger.acknowledged(n, chat);
      await pause(Math.max(0, pauseMs - (performance.now() - started)));
    }
  }

  /** No new updates until `resume`; those begun go on until they are acknowledged. */
  hold(): void {
    this.#open = false;
  }

  resume(): void {
    this.#open = true;
  }

  async end(): Promise<void> {
    this.#running = false;
    await Promise.all(this.#workers);
  }

  /** Ends at once, where the run has failed. */
  abandon(): void {
    this.#running = false;
    this.#abandoned = true;
  }
}
