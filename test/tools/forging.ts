import { expect } from 'vitest';
import { commitHash, signCertificate, signCommit } from '../../src/domain/draw/commit.ts';
import type {
  Beacon,
  Candidate,
  CertificateRecord,
  CommitRecord,
  Draw,
  Inspector,
  Outcome,
  Reveal,
} from '../../src/domain/draw/format.ts';
import { hashOf, sha256 } from '../../src/domain/draw/hashing.ts';
import { outcomeOf } from '../../src/domain/draw/hold.ts';
import { inspectorsRoot, readRoll } from '../../src/domain/draw/roll.ts';
import { seedOf } from '../../src/domain/draw/seed.ts';
import { sampleDraw, sampleSigner } from '../../src/sample/draw.ts';

/**
 * Forging by who holds the key: he breaks one rule and makes everything else fit again, signatures included. Only the
 * rule itself can give him away.
 */
type Deep<T> = T extends object ? { -readonly [K in keyof T]: Deep<T[K]> } : T;
export type Bundle = Deep<Draw> & {
  candidates: Deep<Candidate>[];
  inspectors: Deep<Inspector>[];
  format: string;
};

const seed = 'x';
export const signer = sampleSigner(seed);
const made = sampleDraw({ candidates: 300, seed });

export function original(): Bundle {
  const { draw, candidates, inspectors } = made;
  return structuredClone({ ...draw, candidates: [...candidates], inspectors, format: 'draw/v1' }) as Bundle;
}

/** Signs the commit record again. */
function recommit(bundle: Bundle): void {
  bundle.commit = signCommit(bundle.commit.record as CommitRecord, signer) as Bundle['commit'];
}

/** Draws again from what the bundle says now. */
export function redraw(bundle: Bundle): void {
  const record = bundle.commit.record as CommitRecord;
  const drawn = seedOf(record, bundle.reveals as Reveal[], bundle.beacon as Beacon);
  bundle.outcome = outcomeOf(
    record,
    readRoll(bundle.candidates),
    bundle.inspectors,
    drawn,
  ) as Bundle['outcome'];
}

/** A certificate for what the bundle says now. */
export function certify(bundle: Bundle, by = signer): void {
  const record = bundle.commit.record as CommitRecord;
  const certificate: CertificateRecord = {
    ...(bundle.certificate.record as CertificateRecord),
    beaconHash: hashOf('beacon', bundle.beacon as Beacon),
    commitHash: commitHash(record),
    key: by.publicKey,
    outcomeHash: hashOf('outcome', bundle.outcome as Outcome),
    revealsHash: hashOf('reveals', bundle.reveals as Reveal[]),
    seed: seedOf(record, bundle.reveals as Reveal[], bundle.beacon as Beacon).toString('hex'),
  };
  bundle.certificate = signCertificate(certificate, by) as Bundle['certificate'];
}

export const refit = (bundle: Bundle): void => {
  recommit(bundle);
  redraw(bundle);
  certify(bundle);
};

function relist(bundle: Bundle): void {
  const { count, root } = readRoll(bundle.candidates);
  Object.assign(bundle.commit.record, {
    candidates: { count, root },
    inspectors: inspectorsRoot(bundle.inspectors),
  });
}

export const ways: [what: string, codes: string[], forge: (bundle: Bundle) => void][] = [
  ['nothing', [], (bundle) => refit(bundle)],
  [
    'two winners exchanged',
    ['selection.selected'],
    (bundle) => {
      const list = bundle.outcome.strata.find(({ selected }) => selected.length > 1)?.selected ?? [];
      list.reverse();
      certify(bundle);
    },
  ],
  [
    'a winner replaced by the next in line',
    ['selection.selected', 'selection.standby'],
    (bundle) => {
      const stratum = bundle.outcome.strata.find(({ standby }) => standby.length > 0);
      const next = stratum?.standby.shift();
      if (stratum && next !== undefined) stratum.selected[0] = next;
      certify(bundle);
    },
  ],
  [
    'one who stands by dropped',
    ['selection.standby'],
    (bundle) => {
      bundle.outcome.strata.find(({ standby }) => standby.length > 0)?.standby.pop();
      certify(bundle);
    },
  ],
  [
    'one more stratum in the outcome',
    ['selection.strata'],
    (bundle) => {
      bundle.outcome.strata.push({ id: 'zz', selected: [], standby: [] });
      certify(bundle);
    },
  ],
  [
    'an inspector exchanged for another',
    ['pairing'],
    (bundle) => {
      bundle.outcome.assignments[0]?.inspectors.reverse();
      certify(bundle);
    },
  ],
  [
    'a recusal hidden',
    ['recusal'],
    (bundle) => {
      expect(bundle.outcome.recusals.length).toBeGreaterThan(0);
      bundle.outcome.recusals.pop();
      certify(bundle);
    },
  ],
  [
    'another ground of a recusal',
    ['recusal'],
    (bundle) => {
      for (const recusal of bundle.outcome.recusals) recusal.ground = 'whim';
      certify(bundle);
    },
  ],
  [
    'a candidate dropped after the commit record',
    ['list.count', 'list.root', 'stratum.count', 'stratum.weight'],
    (bundle) => {
      const { seed: _, ...before } = bundle.certificate.record;
      const selected = new Set(bundle.outcome.strata.flatMap((one) => [...one.selected, ...one.standby]));
      const place = bundle.candidates.findLastIndex(({ id }) => !selected.has(id));
      bundle.candidates.splice(place, 1);
      expect(before.plan).toBe(bundle.commit.record.plan);
      redraw(bundle);
      certify(bundle);
    },
  ],
  [
    'a weight changed after the commit record',
    ['list.root', 'stratum.weight'],
    (bundle) => {
      const [first] = bundle.candidates;
      if (first) first.weight += 1;
      redraw(bundle);
      certify(bundle);
    },
  ],
  [
    'an inspector twice',
    ['order'],
    (bundle) => {
      const [first] = bundle.inspectors;
      if (first) bundle.inspectors.splice(1, 0, structuredClone(first));
      // The domain refuses such a list, so its root is not made here: the order is found all the same.
    },
  ],
  [
    'a late reveal that counts',
    ['reveal.time'],
    (bundle) => {
      const [first] = bundle.reveals;
      if (first) first.at = bundle.commit.record.revealBy + 1;
      certify(bundle);
    },
  ],
  [
    'another secret than the one committed to',
    ['reveal.commitment'],
    (bundle) => {
      const [first] = bundle.reveals;
      if (first) first.value = 'ab'.repeat(32);
      redraw(bundle);
      certify(bundle);
    },
  ],
  [
    'a reveal left out to move the seed, its time kept',
    ['reveal.missing'],
    (bundle) => {
      Object.assign(bundle.reveals[0] ?? {}, { flag: 0, value: '0'.repeat(64) });
      redraw(bundle);
      certify(bundle);
    },
  ],
  [
    'only one reveal',
    ['reveal.few'],
    (bundle) => {
      for (const reveal of bundle.reveals.slice(1))
        Object.assign(reveal, { at: 0, flag: 0, value: '0'.repeat(64) });
      redraw(bundle);
      certify(bundle);
    },
  ],
  [
    'two departments only',
    ['shape.value'],
    (bundle) => {
      bundle.commit.record.commitments.pop();
      bundle.reveals.pop();
      refit(bundle);
    },
  ],
  [
    'another round of the beacon',
    ['beacon.unknown', 'beacon.signature'],
    (bundle) => {
      bundle.beacon.round += 1;
      redraw(bundle);
      certify(bundle);
    },
  ],
  [
    'a beacon that drand never published',
    ['beacon.signature'],
    (bundle) => {
      if (bundle.beacon.kind !== 'drand-quicknet') throw new Error('another beacon');
      const { signature } = bundle.beacon;
      bundle.beacon.signature = `${signature.slice(0, -1)}a`;
      bundle.beacon.bytes = sha256(Buffer.from(bundle.beacon.signature, 'hex')).toString('hex');
      redraw(bundle);
      certify(bundle);
    },
  ],
  [
    'the fallback beacon, without a word about the first',
    ['beacon.skipped'],
    (bundle) => {
      const plan = bundle.commit.record.beacons[1];
      const text = '01 02 03';
      const entries = ['a', 'b'].map((by) => ({ by, text }));
      const bytes = Buffer.from(text).toString('hex');
      bundle.beacon = {
        at: plan?.time ?? 0,
        bytes,
        entries,
        kind: 'manual',
        round: plan?.round ?? 0,
        skipped: [],
      };
      bundle.certificate.record.issuedAt = bundle.beacon.at;
      redraw(bundle);
      certify(bundle);
    },
  ],
  [
    'a beacon that was known when the lists were frozen',
    ['beacon.soon'],
    (bundle) => {
      const { record } = bundle.commit;
      record.committedAt = (record.beacons[0]?.time ?? 0) - 599;
      record.revealBy = record.committedAt;
      for (const reveal of bundle.reveals) reveal.at = record.committedAt;
      refit(bundle);
    },
  ],
  [
    'a second round of the plan',
    ['shape.value', 'shape.value'],
    (bundle) => {
      bundle.commit.record.round = 2;
      bundle.certificate.record.round = 2;
      refit(bundle);
    },
  ],
  [
    'fewer standing by',
    ['stratum.standby'],
    (bundle) => {
      const stratum = bundle.commit.record.strata.find(({ standby }) => standby > 0);
      if (stratum) stratum.standby -= 1;
      refit(bundle);
    },
  ],
  [
    'a stratum of the list that the commit record leaves out',
    ['stratum.unknown'],
    (bundle) => {
      const [first] = bundle.candidates;
      if (first) first.stratum = 'zz';
      relist(bundle);
      const counted = (id: string): Deep<Candidate>[] =>
        bundle.candidates.filter(({ stratum }) => stratum === id);
      for (const stratum of bundle.commit.record.strata) {
        stratum.count = counted(stratum.id).length;
        stratum.weight = counted(stratum.id).reduce((sum, { weight }) => sum + weight, 0);
        stratum.k = Math.min(stratum.k, stratum.count);
        stratum.standby = Math.min(Math.ceil(stratum.k / 5), stratum.count - stratum.k);
      }
      refit(bundle);
    },
  ],
  [
    'a certificate by another key',
    ['certificate.field', 'certificate.signature'],
    (bundle) => certify(bundle, sampleSigner('another')),
  ],
  [
    'a certificate older than the beacon',
    ['certificate.time'],
    (bundle) => {
      bundle.certificate.record.issuedAt = bundle.beacon.at - 1;
      certify(bundle);
    },
  ],
];
