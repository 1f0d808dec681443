import { hash } from 'node:crypto';
import { CodedError } from '../errors.ts';
import { drandRoundHolds } from './drand.ts';
import { type Beacon, type BeaconPlan, forms, maxTime, type SkippedBeacon } from './format.ts';

/** drand's quicknet (https://docs.drand.love): a round every three seconds, each signed by its own. */
export const quicknet = {
  chain: '52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971',
  genesis: 1_692_803_367,
  period: 3,
} as const;

/** Beacons are due at least this many seconds after the commit record. */
export const leastAhead = 600;
const mostTextBytes = 400;

/** When a round is due. */
export function drandTime(round: number): number {
  return quicknet.genesis + (round - 1) * quicknet.period;
}

/** The first round due at `time` or later. */
export function drandRoundAt(time: number): number {
  return Math.max(1, Math.ceil((time - quicknet.genesis) / quicknet.period) + 1);
}

/** Text without control characters, of at most 400 bytes. */
export function isPlainText(text: string, mayBeEmpty = false): boolean {
  return (
    (mayBeEmpty || text !== '') &&
    text.isWellFormed() &&
    !/[\u0000-\u001f\u007f-\u009f]/.test(text) &&
    Buffer.byteLength(text) <= mostTextBytes
  );
}

/** Throws `draw.beacon.plan` where the beacons of a commit record are not as the format wants them. */
export function checkedBeacons(beacons: readonly BeaconPlan[], committedAt: number, revealBy: number): void {
  const known = new Set<string>();
  const sound = ({ kind, round, source, time }: BeaconPlan): boolean => {
    if (known.has(`${kind} ${round}`)) return false;
    known.add(`${kind} ${round}`);
    if (!Number.isInteger(round) || !Number.isInteger(time) || round < 1) return false;
    if (round > maxTime || time > maxTime) return false;
    if (time < committedAt + leastAhead || time < revealBy) return false;
    if (kind === 'drand-quicknet') return source === quicknet.chain && time === drandTime(round);
    return kind === 'manual' && isPlainText(source);
  };
  if (beacons.length === 0 || !beacons.every(sound)) throw new CodedError('draw.beacon.plan');
}

interface Read {
  /** When it was written down. */
  at: number;
  /** Those before it in the order, each with why it could not be had. */
  skipped: readonly SkippedBeacon[];
}

/** Where in the commit record's order the beacon stands; checks what was skipped for it. */
function placeIn(
  beacons: readonly BeaconPlan[],
  kind: string,
  round: number,
  { at, skipped }: Read,
): BeaconPlan {
  const index = beacons.findIndex((one) => one.kind === kind && one.round === round);
  const plan = beacons[index];
  if (!plan) throw new CodedError('draw.beacon.unknown', { kind, round });
  const before = beacons.slice(0, index);
  const told =
    before.length === skipped.length &&
    before.every((one, place) => one.kind === skipped[place]?.kind && one.round === skipped[place].round) &&
    skipped.every(({ reason }) => isPlainText(reason));
  if (!told) throw new CodedError('draw.beacon.skipped');
  if (at < plan.time) throw new CodedError('draw.beacon.early', { kind, round });
  return plan;
}

/**
 * A round of quicknet from its signature (48 bytes in hex), fetched or typed in. Throws `draw.beacon.signature` where
 * the network did not make the signature for this round.
 */
export function drandBeacon(
  beacons: readonly BeaconPlan[],
  value: Read & { round: number; signature: string },
): Beacon {
  const { round, signature, at, skipped } = value;
  const kind = 'drand-quicknet';
  placeIn(beacons, kind, round, value);
  if (!/^[0-9a-f]{96}$/.test(signature) || !drandRoundHolds(round, signature))
    throw new CodedError('draw.beacon.signature', { round });
  const bytes = hash('sha256', Buffer.from(signature, 'hex'));
  return { at, bytes, kind, round, signature, skipped };
}

/** A public figure as two officials typed it. Throws `draw.beacon.entries` where it is one person, or two texts. */
export function manualBeacon(
  beacons: readonly BeaconPlan[],
  value: Read & { round: number; entries: readonly { by: string; text: string }[] },
): Beacon {
  const { round, at, skipped } = value;
  const kind = 'manual';
  placeIn(beacons, kind, round, value);
  const entries = value.entries.map(({ by, text }) => ({ by, text })).sort((a, b) => (a.by < b.by ? -1 : 1));
  const [one, two] = entries;
  const agreed =
    one &&
    two &&
    entries.length === 2 &&
    one.by !== two.by &&
    one.text === two.text &&
    entries.every(({ by }) => forms.id.test(by)) &&
    isPlainText(one.text);
  if (!agreed) throw new CodedError('draw.beacon.entries');
  return { at, bytes: Buffer.from(one.text).toString('hex'), entries, kind, round, skipped };
}
