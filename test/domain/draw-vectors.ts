import { createPrivateKey, hash } from 'node:crypto';
import { drandBeacon, drandTime, quicknet } from '../../src/domain/draw/beacon.ts';
import { bundlePieces } from '../../src/domain/draw/bundle.ts';
import { canonical, type Json } from '../../src/domain/draw/canonical.ts';
import { commitHash, commitmentOf, commitRecord, signCommit } from '../../src/domain/draw/commit.ts';
import { type Candidate, type Inspector, signerOf } from '../../src/domain/draw/format.ts';
import { hashOf, RootBuilder, sha256 } from '../../src/domain/draw/hashing.ts';
import { holdDraw } from '../../src/domain/draw/hold.ts';
import { candidateJson, inspectorJson, readRoll } from '../../src/domain/draw/roll.ts';
import { seedOf, stratumSeed } from '../../src/domain/draw/seed.ts';
import { selectWeighted, standbyOf } from '../../src/domain/draw/select.ts';
import { Stream } from '../../src/domain/draw/stream.ts';
import { sampleDraw } from '../../src/sample/draw.ts';

/** The vectors of docs/draw-v1.md, computed by the code. `node test/domain/draw-vectors.ts` prints them. */

/** The secret key of RFC 8032, 7.1, test 1. */
export const vectorSigner = signerOf(
  createPrivateKey({
    key: Buffer.from(
      '302e020100300506032b6570042204209d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
      'hex',
    ),
    format: 'der',
    type: 'pkcs8',
  }),
);

const salt = (index: number): string => index.toString(16).padStart(32, '0');
const candidates: Candidate[] = (
  [
    ['91370102PDY000010A', '370102', 'general', 2],
    ['91370102PDY000021B', '370102', 'minor', 1],
    ['91370202PDY000032C', '370202', 'general', 4],
    ['91370202PDY000043D', '370202', 'general', 6],
    ['91370202PDY000054E', '370202', 'minor', 8],
    ['91370702PDY000065F', '370702', 'general', 2],
    ['91370702PDY000076G', '370702', 'minor', 3],
  ] as const
).map(([id, region, stratum, weight], index) => ({ id, region, salt: salt(index + 1), stratum, weight }));

const inspectors: Inspector[] = (
  [
    ['E1', 'emergency', 0, ''],
    ['E2', 'emergency', 1, '37'],
    ['E3', 'emergency', 0, '3702'],
    ['M1', 'market-regulation', 2, '37'],
    ['M2', 'market-regulation', 0, '37'],
    ['M3', 'market-regulation', 0, '37'],
    ['M4', 'market-regulation', 5, '37'],
  ] as const
).map(([id, department, load, scope], index) => ({
  department,
  id,
  load,
  recusals:
    id === 'M2' || id === 'E1'
      ? candidates.slice(0, 5).map(({ id: candidate }) => ({ candidate, ground: 'kinship' }))
      : [],
  salt: salt(index + 17),
  scope,
}));

function vectorDraw() {
  const roll = readRoll(candidates);
  const departments = ['emergency', 'fire-rescue', 'market-regulation'];
  const secretOf = (index: number): Buffer => Buffer.alloc(32, index + 1);
  const round = 1_000;
  const time = drandTime(round);
  const plan = 'VECTOR-1';
  const record = commitRecord(
    {
      plan,
      notice: '示例数据',
      beacons: [
        { kind: 'drand-quicknet', round, source: quicknet.chain, time },
        { kind: 'manual', round: 2_023_098, source: '双色球第2023098期开奖号码', time: time + 86_400 },
      ],
      commitments: departments.map((department, index) => ({
        commitment: commitmentOf(plan, department, secretOf(index)),
        department,
      })),
      committedAt: time - 1_200,
      revealBy: time - 600,
      inspecting: [
        { department: 'emergency', seats: 2 },
        { department: 'market-regulation', seats: 2 },
      ],
      loadCap: 5,
      recusalRules: 'recusal/v1',
      weightRules: 'weights/v1',
      k: new Map([
        ['general', 2],
        ['minor', 1],
      ]),
    },
    roll,
    inspectors,
    vectorSigner.publicKey,
  );
  const signature =
    'b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39';
  const beacon = drandBeacon(record.beacons, { at: time + 9, round, signature, skipped: [] });
  const opened = [0, 2].map((index) => ({
    department: departments[index] ?? '',
    at: record.committedAt + 60,
    secret: secretOf(index),
  }));
  const commit = signCommit(record, vectorSigner);
  return holdDraw({ commit, roll, inspectors, opened, beacon, issuedAt: time + 10 }, vectorSigner);
}

export const vectorBundle = (): string => [...bundlePieces(vectorDraw(), candidates, inspectors)].join('');

function rootOf(items: readonly string[]): string {
  const root = new RootBuilder();
  for (const item of items) root.add(item);
  return root.root();
}

function uniforms(seed: Uint8Array, n: bigint, times: number): Json {
  const stream = new Stream(seed);
  const values = Array.from({ length: times }, () => String(stream.uniformBig(n)));
  return { n: String(n), values, taken: stream.taken };
}

/** Numbers that do not fit into 2^53 − 1 are decimal strings here. */
export function drawVectors(): Json {
  const draw = vectorDraw();
  const { record } = draw.commit;
  const seed = seedOf(record, draw.reveals, draw.beacon);
  const zeroSeed = Buffer.alloc(32);
  const stream = new Stream(zeroSeed);
  const weights = [5, 1, 1, 100, 3, 0xffffffff, 7, 2];
  const demo = sampleDraw({ candidates: 100, seed: 'vector' });
  const demoText = [...bundlePieces(demo.draw, demo.candidates, demo.inspectors)].join('');
  const strings = ['', 'a"b\\c/d', '\u0000\b\t\n\u000b\f\r\u001f\u007f', 'é𠮷\u2028'];
  return {
    canonical: [...strings, { b: 1, a: [9_007_199_254_740_991, { '\u20ac': 0, A: '' }], '': 0 }].map(
      (value) => ({
        value,
        canonicalHex: Buffer.from(canonical(value)).toString('hex'),
      }),
    ),
    leaves: [candidateJson(candidates[0] as Candidate), inspectorJson(inspectors[0] as Inspector)].map(
      (json) => ({
        json,
        leaf: sha256(Buffer.of(0), json).toString('hex'),
      }),
    ),
    roots: Array.from({ length: 8 }, (_, size) => ({
      candidates: size,
      root: rootOf(candidates.slice(0, size).map(candidateJson)),
    })),
    commitment: {
      plan: 'VECTOR-1',
      department: 'emergency',
      secret: '01'.repeat(32),
      commitment: commitmentOf('VECTOR-1', 'emergency', Buffer.alloc(32, 1)),
    },
    hashes: {
      commitHash: commitHash(record),
      revealsHash: hashOf('reveals', draw.reveals),
      beaconHash: hashOf('beacon', draw.beacon),
      outcomeHash: hashOf('outcome', draw.outcome),
    },
    seeds: {
      seed: seed.toString('hex'),
      general: stratumSeed(seed, 'general').toString('hex'),
      minor: stratumSeed(seed, 'minor').toString('hex'),
    },
    stream: {
      seed: zeroSeed.toString('hex'),
      integers: Array.from({ length: 3 }, () => stream.take().toString(16).padStart(64, '0')),
    },
    uniform: [
      uniforms(zeroSeed, 1n, 3),
      uniforms(zeroSeed, 10n, 8),
      uniforms(zeroSeed, 2n ** 53n - 1n, 3),
      uniforms(zeroSeed, 2n ** 255n + 1n, 4),
      uniforms(zeroSeed, 2n ** 256n, 2),
    ],
    selection: {
      seed: zeroSeed.toString('hex'),
      weights,
      order: [...selectWeighted(Uint32Array.from(weights), 8, new Stream(zeroSeed))],
    },
    standby: [
      [0, 9],
      [1, 9],
      [5, 9],
      [6, 9],
      [6, 7],
      [9, 9],
    ].map(([k = 0, count = 0]) => ({ k, count, standby: standbyOf(k, count) })),
    bundle: { sha256: hash('sha256', vectorBundle()) },
    demo: { command: 'chengxin draw demo --candidates 100 --seed vector', sha256: hash('sha256', demoText) },
  };
}

if (import.meta.main) {
  process.stdout.write(`${JSON.stringify(drawVectors(), null, 2)}\n${vectorBundle()}`);
}
