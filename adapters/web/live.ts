/** Waits for news of one chat. A wake between two waits is not lost: the next wait returns at once. */
export interface Listener {
  /** `woken`: there may be something new; `quiet`: nothing for `ms`; `closed`: stop listening. */
  wait(ms: number): Promise<'woken' | 'quiet' | 'closed'>;
  close(): void;
}

/** Who in this process listens to which chat. */
export class Live {
  readonly #chats = new Map<string, Set<OneListener>>();

  listen(chatId: string): Listener {
    const listeners = this.#chats.get(chatId) ?? new Set();
    this.#chats.set(chatId, listeners);
    const listener = new OneListener(() => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#chats.delete(chatId);
    });
    listeners.add(listener);
    return listener;
  }

  wake(chatId: string): void {
    for (const listener of this.#chats.get(chatId) ?? []) listener.wake();
  }

  close(): void {
    for (const listener of [...this.#chats.values()].flatMap((listeners) => [...listeners])) listener.close();
  }
}

class OneListener implements Listener {
  readonly #left: () => void;
  #woken = false;
  #closed = false;
  #resume: () => void = () => undefined;

  constructor(left: () => void) {
    this.#left = left;
  }

  wake(): void {
    this.#woken = true;
    this.#resume();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#left();
    this.#resume();
  }

  async wait(ms: number): Promise<'woken' | 'quiet' | 'closed'> {
    if (!this.#woken && !this.#closed) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.#resume = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    if (this.#closed) return 'closed';
    const woken = this.#woken;
    this.#woken = false;
    return woken ? 'woken' : 'quiet';
  }
}
