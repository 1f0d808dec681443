/** One thing that is wrong. `told` and `right`, where given: what the bundle says and what it should. */
export interface Finding {
  code: string;
  /** Path in the bundle. */
  where: string;
  told?: unknown;
  right?: unknown;
}

export interface Facts {
  plan: string;
  notice: string;
  key: string;
  commitHash: string;
  seed: string;
  candidates: number;
  inspectors: number;
  strata: number;
  selected: number;
  visits: number;
  opened: number;
  beacon: string;
  beaconRound: number;
  recusals: number;
}

export type Verified =
  | { readable: false; reason: string }
  | { readable: true; holds: boolean; count: number; findings: Finding[]; facts: Facts | null };

export function verifyBundle(bytes: Uint8Array, options?: { key?: string; commitHash?: string }): Verified;
export function commitHashOf(bytes: Uint8Array): string | null;
export function secondCommits(results: readonly { facts: Facts | null }[]): [number, number][];
export function drandHolds(round: number, signature: string): boolean;
