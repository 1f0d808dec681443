/** A pause that can be broken off; it does not keep the process alive. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms).unref();
    signal.addEventListener('abort', done);
  });
}

/**
 * How long to wait before the next attempt: doubles from `first` with every failure, up to `last`, and is never less
 * than what Slack asked for.
 */
export function backoff(
  { first, last }: { first: number; last: number },
  failures: number,
  retryAfterMs: number,
): number {
  return Math.max(retryAfterMs, Math.min(last, first * 2 ** Math.min(failures - 1, 30)));
}
