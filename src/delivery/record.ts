const againMs = 200;

/**
 * What went out must be known, or it goes out again: while the database is away the result is kept, for `ms`, as long as
 * the lease is ours. Where the first try was written and only its answer lost, the second finds nothing to do.
 */
export async function recordSurely(
  record: () => Promise<unknown>,
  ms: number,
  again: (error: unknown) => void,
): Promise<void> {
  const until = performance.now() + ms;
  for (;;) {
    try {
      await record();
      return;
    } catch (error) {
      if (performance.now() > until) throw error;
      again(error);
      await new Promise((resolve) => setTimeout(resolve, againMs));
    }
  }
}
