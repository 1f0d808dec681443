/** Lets few in at a time. Whoever stays for long is no longer counted. */
export interface Gate {
  /** Comes back when it is one's turn, with what is to be called at the end. */
  enter(): Promise<() => void>;
}

const open: Gate = { enter: async () => () => {} };

/** Where a platform allows many a second, several at once are recorded together: one by one would cost too much. */
const shortestMs = 16;

/**
 * A gate that lets through at least `count` in `ms`, however long each stays; null: an open door.
 *
 * What is on its way when the process dies goes out twice. Without a gate that would be, after a pause, everything
 * that a platform allows in a second.
 */
export function createGate(rate: { count: number; ms: number } | null): Gate {
  if (!rate) return open;
  const patienceMs = Math.max(shortestMs, rate.ms / rate.count);
  const places = Math.ceil((rate.count * patienceMs) / rate.ms);
  const queue: (() => void)[] = [];
  let inside = 0;

  function leave(): void {
    const next = queue.shift();
    if (next) next();
    else inside -= 1;
  }

  return {
    async enter() {
      if (inside < places) inside += 1;
      else await new Promise<void>((resolve) => queue.push(resolve));
      let counted = true;
      const once = (): void => {
        if (!counted) return;
        counted = false;
        clearTimeout(timer);
        leave();
      };
      const timer = setTimeout(once, patienceMs);
      timer.unref();
      return once;
    },
  };
}
