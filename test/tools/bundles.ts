import { hash } from 'node:crypto';
import { drandTime, quicknet } from '../../src/domain/draw/beacon.ts';
import { bundlePieces } from '../../src/domain/draw/bundle.ts';
import { commitmentOf, commitRecord, signCommit } from '../../src/domain/draw/commit.ts';
import type { Beacon, BeaconPlan, Candidate, Inspector, Signer } from '../../src/domain/draw/format.ts';
import { sha256 } from '../../src/domain/draw/hashing.ts';
import { holdDraw } from '../../src/domain/draw/hold.ts';
import { readRoll } from '../../src/domain/draw/roll.ts';
import { Dice } from '../../src/sample/dice.ts';
import { sampleSigner } from '../../src/sample/draw.ts';

/** Rounds that quicknet published; see test/vectors/drand-quicknet.json. */
export const rounds = [
  [1_000, 'b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39'],
  [
    657_413,
    'b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b',
  ],
] as const;

const idAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXYabcxyz._-';
const regions = ['370102', '370202', '370203', '370702', '371702', '110101'];
const scopes = ['', '37', '37', '3702', '370202', '11'];
const names = ['a', 'b-1', 'customs', 'emergency', 'fire-rescue', 'market-regulation', 'z9'];
const strataNames = ['a', 'general', 'minor', 's-0', 'serious'];
const grounds = ['declared', 'kinship', 'shareholding'];
/** What canonical JSON has to spell right. */
const texts = [
  '06 11 13 19 22 31 + 08',
  '双色球 03，07',
  'a"b\\c/d',
  '𠮷😀',
  '\u2028\u2029\ufeff',
  'é e\u0301 <&>',
];

const salt = (dice: Dice): string => hash('sha256', String(dice.unit())).slice(0, 32);

function distinct(count: number, make: () => string): string[] {
  const made = new Set<string>();
  for (let tries = 0; made.size < count && tries < count * 20; tries += 1) made.add(make());
  return [...made].sort();
}

function some(dice: Dice, of: readonly string[], least: number, most: number): string[] {
  return distinct(dice.between(least, Math.min(most, of.length)), () => dice.pick(of));
}

function candidateList(dice: Dice): Candidate[] {
  const strata = some(dice, strataNames, 1, 4);
  const most = dice.pick([1, 3, 1_000, 2 ** 32 - 1]);
  const ids = distinct(dice.between(1, 30), () => {
    const tail = Array.from({ length: dice.below(5) }, () => dice.pick([...idAlphabet])).join('');
    return dice.pick(['0', '9', 'A', 'a', 'Z']) + tail;
  });
  return ids.map((id) => ({
    id,
    region: dice.pick(regions),
    salt: salt(dice),
    stratum: dice.pick(strata),
    weight: dice.between(1, most),
  }));
}

function inspectorList(
  dice: Dice,
  departments: readonly string[],
  candidates: readonly string[],
): Inspector[] {
  const list = departments.flatMap((department) =>
    Array.from({ length: dice.below(9) }, (_, index) => ({
      department,
      id: `${dice.pick(['P', 'Q', '1'])}.${department}-${index}`,
      load: dice.below(4),
      recusals: some(dice, candidates, 0, 4).map((candidate) => ({ candidate, ground: dice.pick(grounds) })),
      salt: salt(dice),
      scope: dice.pick(scopes),
    })),
  );
  return list.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function beaconOf(dice: Dice): { beacons: BeaconPlan[]; beacon: Beacon; first: number } {
  const [round, signature] = dice.pick(rounds);
  const time = drandTime(round);
  const drand = { kind: 'drand-quicknet', round, source: quicknet.chain, time };
  const manual = {
    kind: 'manual',
    round: dice.between(1, 1e6),
    source: dice.pick(texts),
    time: time + dice.below(900),
  };
  const beacons = dice.pick([[drand], [manual], [drand, manual], [manual, drand]]);
  const place = dice.below(beacons.length);
  const used = beacons[place] ?? drand;
  const skipped = beacons
    .slice(0, place)
    .map(({ kind, round: number }) => ({ kind, reason: dice.pick(texts), round: number }));
  const at = used.time + dice.below(100);
  const text = dice.pick(texts);
  const beacon: Beacon =
    used.kind === 'manual'
      ? {
          at,
          bytes: Buffer.from(text).toString('hex'),
          entries: ['li.si', 'zhang.san'].map((by) => ({ by, text })),
          kind: 'manual',
          round: used.round,
          skipped,
        }
      : {
          at,
          bytes: hash('sha256', Buffer.from(signature, 'hex')),
          kind: 'drand-quicknet',
          round,
          signature,
          skipped,
        };
  return { beacons, beacon, first: Math.min(...beacons.map((one) => one.time)) };
}

/** A bundle's text, and the key that signed it. */
export interface Made {
  text: string;
  signer: Signer;
}

/** Number `index` of the made-up plans of a seed: small, but with everything that the format knows. */
export function randomBundle(seed: string, index: number): Made {
  const dice = new Dice(seed);
  dice.restart(index);
  const signer = sampleSigner(`${seed} ${index % 7}`);
  const candidates = candidateList(dice);
  const roll = readRoll(candidates);
  const departments = some(dice, names, 3, 6);
  const inspecting = some(dice, names, 0, 3).map((department) => ({ department, seats: dice.between(2, 3) }));
  const inspectors = inspectorList(
    dice,
    inspecting.map(({ department }) => department),
    roll.ids,
  );
  const { beacons, beacon, first } = beaconOf(dice);
  const plan = `P-${index}`;
  const committedAt = first - dice.between(600, 4_000);
  const revealBy = committedAt + dice.below(600);
  const secretOf = (department: string): Buffer => sha256(`${seed} ${index} ${department}`);
  const record = commitRecord(
    {
      plan,
      notice: dice.pick(['', '示例数据']),
      beacons,
      commitments: departments.map((department) => ({
        commitment: commitmentOf(plan, department, secretOf(department)),
        department,
      })),
      committedAt,
      revealBy,
      inspecting,
      loadCap: dice.below(7),
      recusalRules: 'recusal/v1',
      weightRules: 'weights/v1',
      k: new Map(roll.strata.entries().map(([id, members]) => [id, dice.between(0, members.length)])),
    },
    roll,
    inspectors,
    signer.publicKey,
  );
  const opened = departments
    .filter((_, place) => place < 2 || dice.chance(0.7))
    .map((department, place) => ({
      department,
      // Some come too late, and count as missing.
      at: place < 2 ? revealBy : revealBy + dice.below(3) - 1,
      secret: secretOf(department),
    }))
    .map((one) => ({ ...one, at: Math.max(one.at, committedAt) }));
  const draw = holdDraw(
    {
      commit: signCommit(record, signer),
      roll,
      inspectors,
      opened,
      beacon,
      issuedAt: beacon.at + dice.below(9),
    },
    signer,
  );
  return { text: [...bundlePieces(draw, candidates, inspectors)].join(''), signer };
}
