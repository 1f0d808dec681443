import { hash } from 'node:crypto';

const label = Buffer.from('draw/v1/stream\0');
const range = 1n << 256n;
const seedBytes = 32;

/** The stream of a seed: SHA-256("draw/v1/stream\0" ‖ seed ‖ BE64(j)) for j = 0, 1, 2, … as 256-bit integers. */
export class Stream {
  readonly #block = Buffer.alloc(label.length + seedBytes + 8);
  #next = 0;

  constructor(seed: Uint8Array) {
    if (seed.length !== seedBytes) throw new RangeError('a seed has 32 bytes');
    this.#block.set(label);
    this.#block.set(seed, label.length);
  }

  /** How many integers were taken. */
  get taken(): number {
    return this.#next;
  }

  take(): bigint {
    const { length } = this.#block;
    this.#block.writeUInt32BE(Math.floor(this.#next / 2 ** 32), length - 8);
    this.#block.writeUInt32BE(this.#next % 2 ** 32, length - 4);
    this.#next += 1;
    return BigInt(`0x${hash('sha256', this.#block, 'hex')}`);
  }

  /**
   * A whole number from 0 to n − 1, each as likely: what lies at or above the largest multiple of n is rejected and
   * the next integer is taken. At least one integer is taken, for n = 1 too.
   */
  uniformBig(n: bigint): bigint {
    if (n < 1n || n > range) throw new RangeError('n is from 1 to 2^256');
    const limit = range - (range % n);
    for (;;) {
      const value = this.take();
      if (value < limit) return value % n;
    }
  }

  /** `n` to 2^53 − 1. */
  uniform(n: number): number {
    return Number(this.uniformBig(BigInt(n)));
  }
}
