import { createHash } from 'node:crypto';

/**
 * Seeded chance (sfc32, 32-bit integer arithmetic only, so that every machine rolls the same). Each entity has a
 * stream of its own: what one is given never depends on how much chance its neighbours used.
 */
export class Dice {
  readonly #seed: readonly [number, number, number, number];
  #a = 0;
  #b = 0;
  #c = 0;
  #counter = 0;

  constructor(seed: string) {
    const hash = createHash('sha256').update(seed, 'utf8').digest();
    this.#seed = [hash.readInt32LE(0), hash.readInt32LE(4), hash.readInt32LE(8), hash.readInt32LE(12)];
  }

  /** Begins the stream of the given number (0 … 2³²−1). */
  restart(stream: number): void {
    const [a, b, c, d] = this.#seed;
    this.#a = a ^ stream;
    this.#b = b ^ Math.imul(stream, 0x9e3779b1);
    this.#c = c;
    this.#counter = d;
    for (let i = 0; i < 12; i += 1) this.#next();
  }

  #next(): number {
    const out = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + out) | 0;
    return out >>> 0;
  }

  /** 0 ≤ x < 1. */
  unit(): number {
    return this.#next() / 0x1_0000_0000;
  }

  /** A whole number, 0 ≤ x < size. */
  below(size: number): number {
    return Math.floor(this.unit() * size);
  }

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  pick<T extends {}>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
  }
}

/** Each item as often as its weight (a whole number) says, so that a plain pick is a weighted one. */
export function spread<T>(items: readonly T[], weight: (item: T) => number): readonly T[] {
  return items.flatMap((item) => new Array<T>(weight(item)).fill(item));
}
