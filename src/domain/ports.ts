/** What decisions and services need of the outside world; injected, so that tests can set time and chance. */
export interface Clock {
  now(): Date;
}

export interface Random {
  /** Cryptographically strong in production; seeded in tests. */
  bytes(length: number): Uint8Array;
}

export const systemClock: Clock = { now: () => new Date() };

export const systemRandom: Random = {
  bytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
};

/** A calendar day in Asia/Shanghai, `YYYY-MM-DD`. */
export type IsoDate = string;

const shanghai = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The calendar day it is in Shandong at the given instant. */
export function dayOf(instant: Date): IsoDate {
  return shanghai.format(instant);
}
