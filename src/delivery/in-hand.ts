const settledMs = 500;

/** What this process has taken and not finished, by seq. */
export interface InHand {
  add(seq: number): void;
  delete(seq: number): void;
  /** Those it has had for half a second: younger leases nobody doubts, so that the list is short. */
  settled(): number[];
}

export function createInHand(): InHand {
  const since = new Map<number, number>();
  return {
    add: (seq) => void since.set(seq, performance.now()),
    delete: (seq) => void since.delete(seq),
    settled() {
      const before = performance.now() - settledMs;
      return [...since].filter(([, at]) => at < before).map(([seq]) => seq);
    },
  };
}
