import { describe, type Log } from './log.ts';

/** Something that every replica does again and again. */
export interface Recurring {
  id: string;
  everyMs: number;
  work(): Promise<void>;
}

/** Does each again so long after it ended; what fails is logged and tried the next time. */
export function createRecurring(
  log: Log,
  parts: readonly Recurring[],
): { start(): void; stop(): Promise<void> } {
  const timers = new Map<string, NodeJS.Timeout>();
  const running = new Map<string, Promise<void>>();
  let open = false;

  function run({ id, everyMs, work }: Recurring): void {
    const once = work()
      .catch((error: unknown) =>
        log.warn({ recurring: id, ...describe(error) }, 'something recurring failed'),
      )
      .finally(() => {
        running.delete(id);
        if (open) timers.set(id, setTimeout(() => run({ id, everyMs, work }), everyMs).unref());
      });
    running.set(id, once);
  }

  return {
    start() {
      open = true;
      for (const part of parts) run(part);
    },
    async stop() {
      open = false;
      for (const timer of timers.values()) clearTimeout(timer);
      await Promise.all(running.values());
    },
  };
}
