import { setTimeout as sleep } from 'node:timers/promises';

export interface RetryTimes {
  firstMs: number;
  maxMs: number;
}

/** Pauses that grow while something goes on failing, so that many replicas do not come back at once. */
export class Backoff {
  readonly #times: RetryTimes;
  readonly #random: { bytes(length: number): Uint8Array };
  #failures = 0;

  constructor(times: RetryTimes, random: { bytes(length: number): Uint8Array }) {
    this.#times = times;
    this.#random = random;
  }

  succeeded(): void {
    this.#failures = 0;
  }

  /** Waits, at least `atLeastMs` whatever the number of failures; ends at once when `signal` aborts. */
  async wait(signal: AbortSignal, atLeastMs = 0): Promise<void> {
    const { firstMs, maxMs } = this.#times;
    const full = Math.min(maxMs, firstMs * 2 ** Math.min(this.#failures, 30));
    this.#failures += 1;
    const part = 0.5 + (this.#random.bytes(1)[0] ?? 0) / 512;
    await sleep(Math.max(full * part, atLeastMs), undefined, { signal }).catch(() => undefined);
  }
}
