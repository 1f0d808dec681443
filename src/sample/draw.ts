import { createPrivateKey, hash } from 'node:crypto';
import { drandBeacon, drandTime, quicknet } from '../domain/draw/beacon.ts';
import { commitmentOf, commitRecord, signCommit } from '../domain/draw/commit.ts';
import { type Candidate, type Draw, type Inspector, type Signer, signerOf } from '../domain/draw/format.ts';
import { sha256 } from '../domain/draw/hashing.ts';
import { holdDraw } from '../domain/draw/hold.ts';
import { readRoll } from '../domain/draw/roll.ts';
import { sampleUscc } from './codes.ts';
import { Dice } from './dice.ts';
import { placesByCity } from './places.ts';
import { sampleRemark } from './report.ts';

/** Shares of a hundred candidates, and how many of a thousand are drawn: usual ratios, by class. */
const strata = [
  { id: 'general', share: 20, perThousand: 100 },
  { id: 'key-watch', share: 5, perThousand: 300 },
  { id: 'minor', share: 70, perThousand: 30 },
  { id: 'serious', share: 2, perThousand: 1_000 },
  { id: 'special-area', share: 3, perThousand: 1_000 },
] as const;
/** Risk classes A to D weigh half, once, twice, four times; as whole numbers. */
const weights = [1, 2, 2, 2, 4, 8] as const;
const departments = ['emergency', 'fire-rescue', 'market-regulation'] as const;
const inspecting = ['emergency', 'market-regulation'].map((department) => ({ department, seats: 2 }));
const grounds = ['declared', 'former-employee', 'kinship', 'recent-inspection', 'shareholding'] as const;

/** A round that drand's quicknet did publish, on 2023-09-15: no made-up signature would verify. */
const beaconRound = 657_413;
const beaconSignature =
  'b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b';

/** A key that anybody can make again: the sample's signature proves nothing about who made it. */
export function sampleSigner(seed: string): Signer {
  const der = Buffer.concat([
    Buffer.from('302e020100300506032b657004220420', 'hex'),
    sha256(`${seed} ${sampleRemark}`),
  ]);
  return signerOf(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));
}

/** Candidates in ascending order; the same ones every time they are gone through. What they are follows from their id. */
export function sampleCandidates(count: number, seed: string): Iterable<Candidate> {
  const dice = new Dice(`${seed} draw`);
  const ids = Array.from({ length: count }, (_, index) =>
    sampleUscc(index, '91', dice.pick(dice.pick(placesByCity)).code),
  ).sort();
  return {
    *[Symbol.iterator]() {
      for (const id of ids) {
        const chance = hash('sha256', `${seed} ${id}`);
        let share = Number.parseInt(chance.slice(32, 40), 16) % 100;
        const stratum = strata.find((one) => {
          share -= one.share;
          return share < 0;
        });
        const weight = weights[Number.parseInt(chance.slice(40, 48), 16) % weights.length];
        yield {
          id,
          region: id.slice(2, 8),
          salt: chance.slice(0, 32),
          stratum: stratum?.id ?? 'minor',
          weight: weight ?? 1,
        };
      }
    },
  };
}

/** Enough inspectors for the visits, most of them of one city, some of the province. */
function sampleInspectors(ids: readonly string[], visits: number, seed: string): Inspector[] {
  const dice = new Dice(`${seed} inspectors`);
  const each = Math.min(3_000, Math.max(8, Math.ceil(visits / 10)));
  const cities = [...new Set(placesByCity.flatMap((places) => places.map(({ code }) => code.slice(0, 4))))];
  return inspecting.flatMap(({ department }) =>
    Array.from({ length: each }, (_, index) => {
      const id = `${department}-${String(index + 1).padStart(5, '0')}`;
      const known = Array.from({ length: dice.below(3) }, () => dice.pick(ids));
      return {
        department,
        id,
        load: dice.below(3),
        recusals: [...new Set(known)].sort().map((candidate) => ({ candidate, ground: dice.pick(grounds) })),
        salt: hash('sha256', `${seed} ${id}`).slice(0, 32),
        scope: each < 200 || dice.chance(1 / 16) ? '37' : dice.pick(cities),
      };
    }),
  );
}

/**
 * A whole plan on made-up enterprises, from commit record to certificate; every byte follows from `candidates` and
 * `seed`.
 */
export function sampleDraw(options: { candidates: number; seed: string }): {
  draw: Draw;
  candidates: Iterable<Candidate>;
  inspectors: Inspector[];
} {
  const { seed } = options;
  const signer = sampleSigner(seed);
  const candidates = sampleCandidates(options.candidates, seed);
  const roll = readRoll(candidates);
  const k = new Map(
    strata.flatMap(({ id, perThousand }) => {
      const count = roll.strata.get(id)?.length ?? 0;
      return count === 0 ? [] : [[id, Math.ceil((count * perThousand) / 1_000)] as const];
    }),
  );
  const visits = k.values().reduce((sum, number) => sum + number, 0);
  const inspectors = sampleInspectors(roll.ids, visits, seed);
  const seats = inspecting.reduce((sum, one) => sum + one.seats, 0);
  const plan = `SDSJ-${hash('sha256', seed).slice(0, 8).toUpperCase()}`;
  const secretOf = (department: string): Buffer => sha256(`${seed} secret ${department}`);
  const time = drandTime(beaconRound);
  const committedAt = time - 3_600;
  const record = commitRecord(
    {
      plan,
      notice: `${sampleRemark}，均为虚构，与任何真实主体无关`,
      beacons: [
        { kind: 'drand-quicknet', round: beaconRound, source: quicknet.chain, time },
        {
          kind: 'manual',
          round: 2_023_107,
          source: '中国福利彩票双色球第2023107期开奖号码',
          time: time + 86_400,
        },
      ],
      commitments: departments.map((department) => ({
        commitment: commitmentOf(plan, department, secretOf(department)),
        department,
      })),
      committedAt,
      revealBy: time - 1_200,
      inspecting,
      loadCap: 5 + Math.ceil((2 * visits * seats) / inspectors.length),
      recusalRules: 'recusal/v1',
      weightRules: 'weights/v1',
      k,
    },
    roll,
    inspectors,
    signer.publicKey,
  );
  const beacon = drandBeacon(record.beacons, {
    at: time + 30,
    round: beaconRound,
    signature: beaconSignature,
    skipped: [],
  });
  const opened = departments.map((department, index) => ({
    department,
    at: committedAt + 60 * (index + 1),
    secret: secretOf(department),
  }));
  const draw = holdDraw(
    { commit: signCommit(record, signer), roll, inspectors, opened, beacon, issuedAt: time + 60 },
    signer,
  );
  return { draw, candidates, inspectors };
}
