import type { KeyObject } from 'node:crypto';
import { createPublicKey, sign } from 'node:crypto';

/**
 * The records of `draw/v1` (docs/draw-v1.md). Hashes, keys, salts and signatures are lower-case hex; times are whole
 * seconds since 1970-01-01T00:00:00Z. Every record is of strings and whole numbers only, see `canonical`.
 */
export const algorithm = 'draw/v1';

/** A candidate: an enterprise that may be drawn. Nothing about it but what the draw needs. */
export type Candidate = {
  /** 统一社会信用代码, or another id. */
  readonly id: string;
  /** GB/T 2260, six digits. */
  readonly region: string;
  /** 16 random bytes: nobody can guess a leaf from what he knows about an enterprise. */
  readonly salt: string;
  readonly stratum: string;
  /** 1 to 2^32 − 1. */
  readonly weight: number;
};

/** An inspector does not visit this candidate. */
export type Recusal = { readonly candidate: string; readonly ground: string };

export type Inspector = {
  readonly department: string;
  readonly id: string;
  /** Open tasks when the list was frozen. */
  readonly load: number;
  /** Ascending by candidate, each candidate once. */
  readonly recusals: readonly Recusal[];
  readonly salt: string;
  /** First 0, 2, 4 or 6 digits of the regions where the inspector may visit. */
  readonly scope: string;
};

/** A beacon that the commit record names. */
export type BeaconPlan = {
  readonly kind: string;
  readonly round: number;
  /** drand: the chain hash. Manual: which public figure, in words. */
  readonly source: string;
  readonly time: number;
};

export type StratumPlan = {
  readonly count: number;
  readonly id: string;
  readonly k: number;
  readonly standby: number;
  /** Sum of the weights. */
  readonly weight: number;
};

export type ListRoot = { readonly count: number; readonly root: string };

/** What is fixed, signed and published before anything that the seed depends on is known. */
export type CommitRecord = {
  readonly algorithm: string;
  /** In the order in which they are used: a later one only if all before it cannot be had. */
  readonly beacons: readonly BeaconPlan[];
  readonly candidates: ListRoot;
  readonly commitments: readonly { readonly commitment: string; readonly department: string }[];
  readonly committedAt: number;
  /** Which departments inspect, and how many inspectors of each go to a candidate. */
  readonly inspecting: readonly { readonly department: string; readonly seats: number }[];
  readonly inspectors: ListRoot;
  /** The Ed25519 public key that signs the record and the certificate. */
  readonly key: string;
  readonly loadCap: number;
  /** Shown with the bundle: 示例数据, or empty. */
  readonly notice: string;
  readonly plan: string;
  readonly recusalRules: string;
  readonly revealBy: number;
  /** Always 1: a plan is drawn once. */
  readonly round: number;
  readonly strata: readonly StratumPlan[];
  readonly weightRules: string;
};

export type Signed<Body> = { readonly record: Body; readonly signature: string };

/** What a department opened; `flag` 0 with zeros where it did not, or too late. */
export type Reveal = {
  readonly at: number;
  readonly department: string;
  readonly flag: number;
  readonly value: string;
};

export type SkippedBeacon = { readonly kind: string; readonly reason: string; readonly round: number };

export type DrandBeacon = {
  readonly at: number;
  /** The round's randomness: SHA-256 of the signature. */
  readonly bytes: string;
  readonly kind: 'drand-quicknet';
  readonly round: number;
  readonly signature: string;
  readonly skipped: readonly SkippedBeacon[];
};

export type ManualBeacon = {
  readonly at: number;
  /** UTF-8 of the text. */
  readonly bytes: string;
  /** Two officials, ascending by id, who typed the same text. */
  readonly entries: readonly { readonly by: string; readonly text: string }[];
  readonly kind: 'manual';
  readonly round: number;
  readonly skipped: readonly SkippedBeacon[];
};

export type Beacon = DrandBeacon | ManualBeacon;

export type Assignment = {
  readonly candidate: string;
  readonly department: string;
  /** In the order drawn: the first leads. */
  readonly inspectors: readonly string[];
  /** Seats for which nobody was left: escalated, never relaxed. */
  readonly missing: number;
};

/** An inspector who was drawn and skipped. `pick` counts the draws of this department from 1. */
export type SkippedInspector = {
  readonly candidate: string;
  readonly department: string;
  readonly ground: string;
  readonly inspector: string;
  readonly pick: number;
};

export type StratumOutcome = {
  readonly id: string;
  readonly selected: readonly string[];
  readonly standby: readonly string[];
};

export type Outcome = {
  readonly assignments: readonly Assignment[];
  readonly recusals: readonly SkippedInspector[];
  readonly strata: readonly StratumOutcome[];
};

export type CertificateRecord = {
  readonly algorithm: string;
  readonly beaconHash: string;
  readonly commitHash: string;
  readonly issuedAt: number;
  readonly key: string;
  readonly outcomeHash: string;
  readonly plan: string;
  readonly revealsHash: string;
  readonly round: number;
  readonly seed: string;
};

/** All that a bundle holds beside its two lists. */
export type Draw = {
  readonly beacon: Beacon;
  readonly certificate: Signed<CertificateRecord>;
  readonly commit: Signed<CommitRecord>;
  readonly outcome: Outcome;
  readonly reveals: readonly Reveal[];
};

/** How the parts of a record are spelt. */
export const forms = {
  id: /^[0-9A-Za-z][0-9A-Za-z._-]{0,63}$/,
  name: /^[a-z][0-9a-z-]{0,63}$/,
  plan: /^[0-9A-Z][0-9A-Z-]{0,63}$/,
  region: /^[0-9]{6}$/,
  rules: /^[0-9A-Za-z][0-9A-Za-z./-]{0,63}$/,
  salt: /^[0-9a-f]{32}$/,
  scope: /^(?:[0-9]{2}){0,3}$/,
} as const;

/** Weights, loads and caps. */
export const maxWeight = 2 ** 32 - 1;
/** Times and rounds. */
export const maxTime = 2 ** 40;
export const maxSeats = 100;

/** Makes Ed25519 signatures; the private key stays where it is. */
export interface Signer {
  /** 32 bytes in hex. */
  publicKey: string;
  sign(message: Uint8Array): Uint8Array;
}

export function signerOf(privateKey: KeyObject): Signer {
  const der = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  return { publicKey: der.subarray(-32).toString('hex'), sign: (message) => sign(null, message, privateKey) };
}
