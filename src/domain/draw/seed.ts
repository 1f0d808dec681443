import { CodedError } from '../errors.ts';
import { commitHash, commitmentOf } from './commit.ts';
import type { Beacon, CommitRecord, Reveal } from './format.ts';
import { be64, prefixed, sha256 } from './hashing.ts';

const fewestReveals = 2;
const zeros = '0'.repeat(64);

/** What a department handed in: its secret, and when. */
export interface Opened {
  department: string;
  at: number;
  secret: Uint8Array;
}

/**
 * One reveal for each commitment, in their order. What came too late or not at all counts as missing. Throws
 * `draw.reveal` for a secret that is not the one committed to, `draw.reveals` for fewer than two.
 */
export function revealsOf(record: CommitRecord, opened: readonly Opened[]): Reveal[] {
  const reveals = record.commitments.map(({ department, commitment }) => {
    const given = opened.find((one) => one.department === department);
    if (!given || given.at > record.revealBy) return { at: 0, department, flag: 0, value: zeros };
    if (given.at < record.committedAt || commitmentOf(record.plan, department, given.secret) !== commitment)
      throw new CodedError('draw.reveal', { department });
    return { at: given.at, department, flag: 1, value: Buffer.from(given.secret).toString('hex') };
  });
  if (reveals.filter(({ flag }) => flag === 1).length < fewestReveals)
    throw new CodedError('draw.reveals', { least: fewestReveals });
  return reveals;
}

/** SHA-256 over length-prefixed fields: commit hash; id, flag and secret of each department; kind, round, bytes. */
export function seedOf(record: CommitRecord, reveals: readonly Reveal[], beacon: Beacon): Buffer {
  return sha256(
    prefixed(Buffer.from(commitHash(record), 'hex')),
    ...reveals.flatMap(({ department, flag, value }) => [
      prefixed(department),
      prefixed(Buffer.of(flag)),
      prefixed(Buffer.from(value, 'hex')),
    ]),
    prefixed(beacon.kind),
    prefixed(be64(beacon.round)),
    prefixed(Buffer.from(beacon.bytes, 'hex')),
  );
}

/** The seed of a stratum's own stream. */
export function stratumSeed(seed: Uint8Array, stratum: string): Buffer {
  return sha256('draw/v1/stratum\0', seed, stratum);
}
