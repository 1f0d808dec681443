import type { Stream } from './stream.ts';

/** Sums of weights that change: a Fenwick tree. Sums stay below 2^53, so that doubles hold them exactly. */
class Weights {
  readonly #tree: Float64Array;
  readonly #weight: Uint32Array;
  readonly #top: number;
  total = 0;

  constructor(weight: Uint32Array) {
    this.#weight = weight;
    const { length } = weight;
    const tree = new Float64Array(length + 1);
    for (let at = 1; at <= length; at += 1) {
      const own = weight[at - 1] ?? 0;
      this.total += own;
      const sum = (tree[at] ?? 0) + own;
      tree[at] = sum;
      const parent = at + (at & -at);
      if (parent <= length) tree[parent] = (tree[parent] ?? 0) + sum;
    }
    this.#tree = tree;
    let top = 1;
    while (top * 2 <= length) top *= 2;
    this.#top = top;
  }

  /** The index i for which sum(0 … i−1) ≤ point < sum(0 … i); its weight is gone afterwards. */
  takeAt(point: number): number {
    const tree = this.#tree;
    const { length } = this.#weight;
    let index = 0;
    let rest = point;
    for (let step = this.#top; step >= 1; step >>= 1) {
      const next = index + step;
      const sum = next <= length ? (tree[next] ?? 0) : Number.POSITIVE_INFINITY;
      if (sum <= rest) {
        index = next;
        rest -= sum;
      }
    }
    const own = this.#weight[index] ?? 0;
    this.total -= own;
    for (let at = index + 1; at <= length; at += at & -at) tree[at] = (tree[at] ?? 0) - own;
    return index;
  }
}

/**
 * Successive weighted sampling without replacement: `take` indexes in the order drawn. Each draw takes one uniform
 * number below the weight that is left. `take` is at most the number of weights.
 */
export function selectWeighted(weight: Uint32Array, take: number, stream: Stream): Uint32Array {
  const weights = new Weights(weight);
  const drawn = new Uint32Array(take);
  for (let turn = 0; turn < take; turn += 1) drawn[turn] = weights.takeAt(stream.uniform(weights.total));
  return drawn;
}

/** How many stand by after the k selected: a fifth of k, rounded up, as far as there are candidates. */
export function standbyOf(k: number, count: number): number {
  return Math.min(Math.ceil(k / 5), count - k);
}
