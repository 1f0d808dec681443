import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  drandBeacon,
  drandRoundAt,
  drandTime,
  manualBeacon,
  quicknet,
} from '../../src/domain/draw/beacon.ts';
import { canonical, type Json } from '../../src/domain/draw/canonical.ts';
import { drandRoundHolds } from '../../src/domain/draw/drand.ts';
import { RootBuilder } from '../../src/domain/draw/hashing.ts';
import { rfc3797Hash, rfc3797Key, rfc3797Select } from '../../src/domain/draw/rfc3797.ts';
import { selectWeighted } from '../../src/domain/draw/select.ts';
import { Stream } from '../../src/domain/draw/stream.ts';
import { leafHash, rootOf } from '../../src/domain/merkle.ts';
import { Dice } from '../../src/sample/dice.ts';
import { drandHolds, verifyBundle } from '../../tools/verify-draw.mjs';
import { drawVectors, vectorBundle } from './draw-vectors.ts';

const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
const vectors = <T>(name: string): T => JSON.parse(read(`test/vectors/${name}.json`)) as T;

describe('docs/draw-v1.md', () => {
  const [told = '', bundle = ''] =
    read('docs/draw-v1.md')
      .split('## Vectors')[1]
      ?.matchAll(/```(?:json|text)\n([\s\S]*?)```/g)
      .map(([, text = '']) => text)
      .toArray() ?? [];

  it('gives the vectors that the code computes', () => {
    expect(JSON.parse(told)).toEqual(drawVectors());
  });

  it('shows the bundle of the vectors, which holds', () => {
    expect(bundle).toBe(vectorBundle());
    expect(verifyBundle(Buffer.from(bundle))).toMatchObject({ readable: true, holds: true });
  });

  it('names every code of the verifiers', () => {
    const codes = new Set(
      read('tools/verify-draw.mjs')
        .matchAll(/report\(\s*'([a-z.A-Z]+)'/g)
        .map(([, code = '']) => code),
    );
    expect(codes.size).toBeGreaterThan(25);
    for (const code of codes) expect(read('docs/draw-v1.md')).toContain(`\`${code}\``);
  });
});

describe('canonical JSON', () => {
  it.each([[1.5], [-1], [-0], [Number.NaN], [2 ** 53], ['\ud800'], [null], [true], [{ a: undefined }]])(
    'has no form for %j',
    (value) => {
      expect(() => canonical(value as unknown as Json)).toThrow(TypeError);
    },
  );
});

describe('roots', () => {
  it('are those of RFC 6962', () => {
    for (const size of [0, 1, 2, 3, 5, 8, 100, 257]) {
      const texts = Array.from({ length: size }, (_, index) => `"${'é'.repeat(index * 5)}${index}"`);
      const builder = new RootBuilder();
      for (const text of texts) builder.add(text);
      const known = rootOf(texts.map((text) => leafHash(Buffer.from(text))));
      expect(builder.root()).toBe(Buffer.from(known).toString('hex'));
    }
  });
});

describe('the stream', () => {
  it('counts on past 2^32', () => {
    expect(() => new Stream(Buffer.alloc(31))).toThrow(RangeError);
    expect(() => new Stream(Buffer.alloc(32)).uniformBig(0n)).toThrow(RangeError);
    expect(() => new Stream(Buffer.alloc(32)).uniformBig(2n ** 256n + 1n)).toThrow(RangeError);
  });

  it('rejects what lies above the largest multiple', () => {
    const n = 2n ** 255n + 1n;
    const [plain, stream] = [new Stream(Buffer.alloc(32, 9)), new Stream(Buffer.alloc(32, 9))];
    const drawn = Array.from({ length: 50 }, () => stream.uniformBig(n));
    const integers = Array.from({ length: stream.taken }, () => plain.take());
    expect(stream.taken).toBeGreaterThan(70);
    expect(drawn).toEqual(integers.filter((value) => value < n));
  });
});

describe('weighted selection', () => {
  it('is what a plain walk along the weights finds', () => {
    const dice = new Dice('selection');
    for (let round = 0; round < 300; round += 1) {
      dice.restart(round);
      const most = dice.pick([1, 10, 2 ** 32 - 1]);
      const weights = Uint32Array.from({ length: dice.between(1, 40) }, () => dice.between(1, most));
      const take = dice.between(0, weights.length);
      const seed = Buffer.from(hash('sha256', `${round}`), 'hex');
      const left = [...weights];
      const stream = new Stream(seed);
      const walked = Array.from({ length: take }, () => {
        let point = stream.uniform(left.reduce((sum, weight) => sum + weight, 0));
        const index = left.findIndex((weight) => {
          point -= weight;
          return point < 0;
        });
        left[index] = 0;
        return index;
      });
      expect([...selectWeighted(weights, take, new Stream(seed))]).toEqual(walked);
    }
  });
});

describe('RFC 3797', () => {
  const known = vectors<{
    key: string;
    unsortedSources: number[][];
    pool: number;
    order: number[];
    firstHashes: string[];
  }>('rfc3797');

  it('gives the published selection', () => {
    const key = rfc3797Key(known.unsortedSources);
    expect(key).toBe(known.key);
    expect(known.firstHashes.map((_, index) => rfc3797Hash(key, index))).toEqual(known.firstHashes);
    expect(rfc3797Select(key, known.pool, known.pool)).toEqual(known.order);
    expect(() => rfc3797Select(key, 3, 4)).toThrow(RangeError);
  });
});

describe('drand', () => {
  const known = vectors<{
    chainHash: string;
    periodSeconds: number;
    genesisUnix: number;
    rounds: { round: number; signature: string; randomness: string }[];
    mustRefuse: { round: number; signature: string }[];
  }>('drand-quicknet');
  const { round, signature, randomness } = known.rounds[0] ?? { round: 0, signature: '', randomness: '' };
  const time = drandTime(round);
  const beacons = [
    { kind: 'drand-quicknet', round, source: quicknet.chain, time },
    { kind: 'manual', round: 7, source: '双色球', time },
  ];

  it('is known by its published parameters', () => {
    expect(quicknet).toEqual({
      chain: known.chainHash,
      genesis: known.genesisUnix,
      period: known.periodSeconds,
    });
    expect([drandRoundAt(time), drandRoundAt(time + 1), drandRoundAt(0)]).toEqual([round, round + 1, 1]);
  });

  it('rounds verify offline, in the service and in the verifier', () => {
    for (const one of known.rounds) {
      expect(drandRoundHolds(one.round, one.signature)).toBe(true);
      expect(drandHolds(one.round, one.signature)).toBe(true);
    }
    const infinity = `c0${'00'.repeat(47)}`;
    const uncompressed = signature.replace(/^b/, '3');
    const negated = signature.replace(/^b4/, '94');
    const refused = [infinity, uncompressed, negated, `bf${'ff'.repeat(47)}`].map((text) => ({
      round,
      signature: text,
    }));
    for (const one of [...known.mustRefuse, ...refused]) {
      expect(drandRoundHolds(one.round, one.signature), one.signature).toBe(false);
      expect(drandHolds(one.round, one.signature), one.signature).toBe(false);
    }
  });

  it('gives the published randomness, at its time and in its turn only', () => {
    const given = { at: time, round, signature, skipped: [] };
    expect(drandBeacon(beacons, given)).toMatchObject({ bytes: randomness });
    expect(() => drandBeacon(beacons, { ...given, at: time - 1 })).toThrow('draw.beacon.early');
    expect(() => drandBeacon(beacons, { ...given, round: round + 1 })).toThrow('draw.beacon.unknown');
    expect(() => drandBeacon(beacons, { ...given, signature: signature.replace(/.$/, '8') })).toThrow(
      'draw.beacon.signature',
    );
    const skipped = [{ kind: 'drand-quicknet', reason: '网络不通', round }];
    const entries = ['li.si', 'zhang.san'].map((by) => ({ by, text: '01 02' }));
    const manual = { at: time, round: 7, entries, skipped };
    expect(manualBeacon(beacons, { ...manual, entries: entries.toReversed() })).toMatchObject({
      bytes: '3031203032',
      entries,
    });
    expect(() => manualBeacon(beacons, { ...manual, skipped: [] })).toThrow('draw.beacon.skipped');
    const alone = entries.map(({ text }) => ({ by: 'li.si', text }));
    const apart = entries.map(({ by }, index) => ({ by, text: String(index) }));
    for (const wrong of [alone, apart, entries.slice(1)])
      expect(() => manualBeacon(beacons, { ...manual, entries: wrong })).toThrow('draw.beacon.entries');
  });
});
