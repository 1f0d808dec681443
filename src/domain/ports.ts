/** What decisions and services need of the outside world; injected, so that tests can set time and chance. */
export interface Clock {
  now(): Date;
}

export interface Random {
  /** Cryptographically strong in production; seeded in tests. */
  bytes(length: number): Uint8Array;
}

/** Keyed hashes that stand for enterprises and accounts where their names must not (audit log, quotas). */
export interface Pseudonyms {
  /** By the newest key. */
  pseudonym(value: string): string;
  /** By every key there is: what earlier entries may have. */
  pseudonyms(value: string): string[];
}

export const systemClock: Clock = { now: () => new Date() };

const pool = new Uint8Array(4096);
let drawn = pool.length;

export const systemRandom: Random = {
  bytes(length) {
    if (length > pool.length) return crypto.getRandomValues(new Uint8Array(length));
    // A call to the system for each token would cost more than the rest of a card.
    if (drawn + length > pool.length) {
      crypto.getRandomValues(pool);
      drawn = 0;
    }
    const taken = pool.slice(drawn, drawn + length);
    pool.fill(0, drawn, drawn + length);
    drawn += length;
    return taken;
  },
};

/** A calendar day in Asia/Shanghai, `YYYY-MM-DD`. */
export type IsoDate = string;

/** Shandong's clocks have been eight hours ahead of UTC, without summer time, since 1992. */
const shanghaiOffsetMs = 8 * 3_600_000;

/** The calendar day it is in Shandong at the given instant. */
export function dayOf(instant: Date): IsoDate {
  return new Date(instant.getTime() + shanghaiOffsetMs).toISOString().slice(0, 10);
}
