import { createPublicKey, verify } from 'node:crypto';
import { CodedError } from '../errors.ts';
import { checkedBeacons, isPlainText } from './beacon.ts';
import {
  algorithm,
  type BeaconPlan,
  type CertificateRecord,
  type CommitRecord,
  forms,
  type Inspector,
  maxSeats,
  maxTime,
  maxWeight,
  type Signed,
  type Signer,
} from './format.ts';
import { hashOf, message, sha256 } from './hashing.ts';
import { inspectorsRoot, type Roll } from './roll.ts';
import { standbyOf } from './select.ts';

const fewestCommitments = 3;
const fewestSeats = 2;
const secretBytes = 32;

/** c_d = SHA-256("draw/v1/commit" ‖ plan ‖ department ‖ r_d), in hex. Where the plan ends is plain: departments begin with a small letter, plans have none. */
export function commitmentOf(plan: string, department: string, secret: Uint8Array): string {
  if (secret.length !== secretBytes) throw new CodedError('draw.secret', { department });
  return sha256('draw/v1/commit', plan, department, secret).toString('hex');
}

/** What a plan asks for; counts, roots and sums come from the lists. */
export interface Plan {
  plan: string;
  notice: string;
  beacons: readonly BeaconPlan[];
  commitments: CommitRecord['commitments'];
  committedAt: number;
  revealBy: number;
  inspecting: CommitRecord['inspecting'];
  loadCap: number;
  recusalRules: string;
  weightRules: string;
  /** How many to draw of each stratum that has candidates. */
  k: ReadonlyMap<string, number>;
}

function ascending(values: readonly string[]): boolean {
  return values.every((value, index) => index === 0 || value > (values[index - 1] ?? ''));
}

function refuse(why: boolean, code: string, params: Record<string, string | number> = {}): void {
  if (why) throw new CodedError(code, params);
}

/** Whole numbers as far as the formats go. */
const whole = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

/**
 * The commit record of a plan over its frozen lists. Throws `draw.plan` for a malformed field, `draw.k` where more are
 * asked for than there are, `draw.weight` where weights add up to 2^53 or more, `draw.strata` where the plan's strata are not those of the list, `draw.commitments` for
 * fewer than three departments, `draw.beacon.plan` for a beacon that is malformed or less than ten minutes ahead.
 */
export function commitRecord(
  plan: Plan,
  roll: Roll,
  inspectors: readonly Inspector[],
  key: string,
): CommitRecord {
  const { commitments, inspecting, committedAt, revealBy, loadCap } = plan;
  refuse(!forms.plan.test(plan.plan), 'draw.plan', { field: 'plan' });
  for (const field of ['recusalRules', 'weightRules'] as const)
    refuse(!forms.rules.test(plan[field]), 'draw.plan', { field });
  refuse(!isPlainText(plan.notice, true), 'draw.plan', { field: 'notice' });
  refuse(!whole(committedAt) || committedAt > revealBy, 'draw.plan', { field: 'committedAt' });
  refuse(!whole(revealBy) || revealBy > maxTime, 'draw.plan', { field: 'revealBy' });
  refuse(!whole(loadCap) || loadCap > maxWeight, 'draw.plan', { field: 'loadCap' });
  refuse(commitments.length < fewestCommitments, 'draw.commitments', { least: fewestCommitments });
  const names = commitments.map(({ department }) => department);
  const inspect = inspecting.map(({ department }) => department);
  refuse(![...names, ...inspect].every((name) => forms.name.test(name)), 'draw.plan', {
    field: 'department',
  });
  refuse(!ascending(names) || !ascending(inspect), 'draw.plan', { field: 'department' });
  const seated = inspecting.every(({ seats }) => whole(seats) && seats >= fewestSeats && seats <= maxSeats);
  refuse(!seated, 'draw.plan', { field: 'seats' });
  const unknown = inspectors.find(({ department }) => !inspect.includes(department));
  if (unknown) throw new CodedError('draw.inspector', { id: unknown.id });
  checkedBeacons(plan.beacons, committedAt, revealBy);
  const wanted = [...plan.k.keys()].sort();
  refuse(wanted.length === 0 || wanted.join() !== [...roll.strata.keys()].sort().join(), 'draw.strata');
  return {
    algorithm,
    beacons: plan.beacons,
    candidates: { count: roll.count, root: roll.root },
    commitments,
    committedAt,
    inspecting,
    inspectors: inspectorsRoot(inspectors),
    key,
    loadCap,
    notice: plan.notice,
    plan: plan.plan,
    recusalRules: plan.recusalRules,
    revealBy,
    round: 1,
    strata: wanted.map((id) => {
      const members = roll.strata.get(id) ?? new Uint32Array();
      const k = plan.k.get(id) ?? 0;
      const count = members.length;
      refuse(!whole(k) || k > count, 'draw.k', { stratum: id, k, count });
      const weight = members.reduce((sum, index) => sum + (roll.weight[index] ?? 0), 0);
      refuse(!whole(weight), 'draw.weight', { stratum: id });
      return { count, id, k, standby: standbyOf(k, count), weight };
    }),
    weightRules: plan.weightRules,
  };
}

const commitTag = 'commit-record';
const certificateTag = 'certificate';

/** In hex; the first field of the seed. */
export const commitHash = (record: CommitRecord): string => hashOf(commitTag, record);

export function signCommit(record: CommitRecord, signer: Signer): Signed<CommitRecord> {
  if (signer.publicKey !== record.key) throw new CodedError('draw.key');
  return { record, signature: Buffer.from(signer.sign(message(commitTag, record))).toString('hex') };
}

export function signCertificate(record: CertificateRecord, signer: Signer): Signed<CertificateRecord> {
  if (signer.publicKey !== record.key) throw new CodedError('draw.key');
  return { record, signature: Buffer.from(signer.sign(message(certificateTag, record))).toString('hex') };
}

/** What stands before the 32 bytes of an Ed25519 key in DER (RFC 8410). */
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');

/** Whether the record's own key signed it. Whose key that is, the reader has to know. */
export function commitHolds({ record, signature }: Signed<CommitRecord>): boolean {
  const der = Buffer.concat([spkiPrefix, Buffer.from(record.key, 'hex')]);
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
  return verify(null, message(commitTag, record), key, Buffer.from(signature, 'hex'));
}
