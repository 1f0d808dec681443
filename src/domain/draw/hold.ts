import { CodedError } from '../errors.ts';
import { commitHash, commitHolds, signCertificate } from './commit.ts';
import {
  algorithm,
  type Beacon,
  type CommitRecord,
  type Draw,
  type Inspector,
  type Outcome,
  type Signed,
  type Signer,
  type StratumOutcome,
} from './format.ts';
import { hashOf, outcomeHash } from './hashing.ts';
import { pairInspectors, type Visit } from './pair.ts';
import { inspectorsRoot, type Roll } from './roll.ts';
import { type Opened, revealsOf, seedOf, stratumSeed } from './seed.ts';
import { selectWeighted } from './select.ts';
import { Stream } from './stream.ts';

/** Indexes into the roll, k selected and then those who stand by. */
function drawn(
  roll: Roll,
  stratum: { id: string; k: number; standby: number },
  seed: Uint8Array,
): Uint32Array {
  const members = roll.strata.get(stratum.id) ?? new Uint32Array();
  const weights = members.map((index) => roll.weight[index] ?? 0);
  const stream = new Stream(stratumSeed(seed, stratum.id));
  return selectWeighted(weights, stratum.k + stratum.standby, stream).map((place) => members[place] ?? 0);
}

/** Everything that follows from a seed: a pure function of the commit record, the two lists and the seed. */
export function outcomeOf(
  record: CommitRecord,
  roll: Roll,
  inspectors: readonly Inspector[],
  seed: Uint8Array,
): Outcome {
  const strata: StratumOutcome[] = [];
  const [first, later]: [Visit[], Visit[]] = [[], []];
  for (const stratum of record.strata) {
    const indexes = drawn(roll, stratum, seed);
    const ids = Array.from(indexes, (index) => roll.ids[index] ?? '');
    strata.push({ id: stratum.id, selected: ids.slice(0, stratum.k), standby: ids.slice(stratum.k) });
    ids.forEach((id, place) => {
      const region = roll.regions[roll.region[indexes[place] ?? 0] ?? 0] ?? '';
      const standby = place >= stratum.k;
      (standby ? later : first).push({ id, region, standby });
    });
  }
  const visits = [...first, ...later];
  const paired = pairInspectors(new Stream(seed), record.inspecting, inspectors, visits, record.loadCap);
  return { ...paired, strata };
}

/**
 * Draws. Throws `draw.lists` where the lists are not those of the commit record, `draw.commit` where its signature does
 * not hold, and what reveals and the signer throw.
 */
export function holdDraw(
  given: {
    commit: Signed<CommitRecord>;
    roll: Roll;
    inspectors: readonly Inspector[];
    opened: readonly Opened[];
    beacon: Beacon;
    issuedAt: number;
  },
  signer: Signer,
): Draw {
  const { commit, roll, inspectors, opened, beacon, issuedAt } = given;
  const { record } = commit;
  if (!commitHolds(commit)) throw new CodedError('draw.commit');
  const frozen = inspectorsRoot(inspectors);
  if (roll.root !== record.candidates.root || frozen.root !== record.inspectors.root)
    throw new CodedError('draw.lists');
  if (issuedAt < beacon.at) throw new CodedError('draw.plan', { field: 'issuedAt' });
  const reveals = revealsOf(record, opened);
  const seed = seedOf(record, reveals, beacon);
  const outcome = outcomeOf(record, roll, inspectors, seed);
  const certificate = signCertificate(
    {
      algorithm,
      beaconHash: hashOf('beacon', beacon),
      commitHash: commitHash(record),
      issuedAt,
      key: record.key,
      outcomeHash: outcomeHash(outcome),
      plan: record.plan,
      revealsHash: hashOf('reveals', reveals),
      round: record.round,
      seed: seed.toString('hex'),
    },
    signer,
  );
  return { beacon, certificate, commit, outcome, reveals };
}
