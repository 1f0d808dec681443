/** One line of the table in `docs/reliability.md`. */
export interface SoakLine {
  name: string;
  /** What was counted: kills, messages, or cases. */
  kills?: number;
  messages?: number;
  cases?: number;
  /** Acknowledged and never answered. */
  lost: number;
  /** Changes of state that happened twice. */
  doubled: number;
  /** Messages that went out twice. */
  repeated: number;
  seconds: number;
  holds: boolean;
  /** What else was measured. */
  notes: string;
}

/** Sizes of a run: `short` for CI, `long` for the table. */
export interface SoakOptions {
  short: boolean;
  seed: number;
  /** The long scenarios end after so many minutes, with what was done until then. */
  minutes: number;
  say(text: string): void;
}

/** A small generator, so that a run can be repeated by its seed. */
export function createChance(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    const mixed = Math.imul(state ^ (state >>> 13), 0x297a2d39) >>> 0;
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
  };
}
