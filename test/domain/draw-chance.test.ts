import { hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Inspector } from '../../src/domain/draw/format.ts';
import { pairInspectors } from '../../src/domain/draw/pair.ts';
import { stratumSeed } from '../../src/domain/draw/seed.ts';
import { selectWeighted } from '../../src/domain/draw/select.ts';
import { Stream } from '../../src/domain/draw/stream.ts';

/** `DRAW_SEEDS=10000 npm test -- test/domain/draw-chance.test.ts` is the long run. Seeds are fixed: it always ends the same. */
const seeds = Number(process.env.DRAW_SEEDS ?? 2_000);
const seedOf = (index: number): Buffer => Buffer.from(hash('sha256', `chance ${index}`), 'hex');

/** Twice the upper tail of the normal distribution, after Abramowitz and Stegun, 7.1.26: good to 1e-7. */
function twoTails(z: number): number {
  const t = 1 / (1 + 0.3275911 * (z / Math.SQRT2));
  const terms = [0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429];
  return terms.reduceRight((sum, term) => (sum + term) * t, 0) * Math.exp(-(z * z) / 2);
}

/** Upper tail of the chi-square distribution, from one or two degrees of freedom upwards by twos. */
function chiSquareTail(statistic: number, degrees: number): number {
  const half = statistic / 2;
  const odd = degrees % 2 === 1;
  let tail = odd ? twoTails(Math.sqrt(statistic)) : Math.exp(-half);
  // half^(d/2) · e^−half / Γ(d/2 + 1), for d = 1 or 2.
  let step = Math.exp(-half) * (odd ? 2 * Math.sqrt(half / Math.PI) : half);
  for (let have = odd ? 1 : 2; have < degrees; have += 2) {
    tail += step;
    step *= half / (have / 2 + 1);
  }
  return tail;
}

function fits(observed: readonly number[], expected: readonly number[]): number {
  const statistic = observed.reduce((sum, count, index) => {
    const want = expected[index] ?? 0;
    return sum + (count - want) ** 2 / want;
  }, 0);
  return chiSquareTail(statistic, observed.length - 1);
}

it('knows the distribution', () => {
  for (const [statistic, degrees, p] of [
    [11.07, 5, 0.05],
    [20.52, 5, 0.001],
    [29.59, 10, 0.001],
    [9.34, 10, 0.5],
  ] as const)
    expect(chiSquareTail(statistic, degrees) / p).toBeCloseTo(1, 1.5);
});

/** Chances of being drawn first and second, exactly. */
function secondChances(weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((own, index) =>
    weights.reduce(
      (sum, first, other) => (other === index ? sum : sum + (first / total) * (own / (total - first))),
      0,
    ),
  );
}

describe(`over ${seeds} seeds`, () => {
  it.each([
    ['general', [1, 2, 2, 2, 4, 8, 1, 2]],
    ['key-watch', [3, 6, 12, 24]],
    ['minor', Array.from({ length: 12 }, () => 1)],
    ['serious', [1, 1, 2, 5, 100]],
    ['special-area', [7, 7, 7, 1, 1, 1]],
  ])('each candidate of stratum %s is drawn as often as its weight says', (stratum, weights) => {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const [first, second] = [weights.map(() => 0), weights.map(() => 0)];
    for (let index = 0; index < seeds; index += 1) {
      const stream = new Stream(stratumSeed(seedOf(index), stratum));
      const [one = 0, two = 0] = selectWeighted(Uint32Array.from(weights), 2, stream);
      first[one] = (first[one] ?? 0) + 1;
      second[two] = (second[two] ?? 0) + 1;
    }
    expect(
      fits(
        first,
        weights.map((weight) => (weight / total) * seeds),
      ),
    ).toBeGreaterThan(0.001);
    expect(
      fits(
        second,
        secondChances(weights).map((chance) => chance * seeds),
      ),
    ).toBeGreaterThan(0.001);
  });

  const team = (recused: readonly string[], ids = ['A', 'B', 'C', 'D', 'E', 'F']): Inspector[] =>
    ids.map((id) => ({
      department: 'a',
      id,
      load: 0,
      recusals: recused.includes(id) ? [{ candidate: 'V', ground: 'kinship' }] : [],
      salt: '',
      scope: '',
    }));
  const visit = (id: string) => ({ id, region: '370102', standby: false });
  const paired = (index: number, inspectors: Inspector[], visits: string[]) =>
    pairInspectors(
      new Stream(seedOf(index)),
      [{ department: 'a', seats: 2 }],
      inspectors,
      visits.map(visit),
      99,
    ).assignments;

  it.each([[[]], [['A']], [['C', 'D']], [['A', 'F', 'B']]])(
    'recusal of %j skews neither who is seated nor who leads',
    (recused: string[]) => {
      const free = ['A', 'B', 'C', 'D', 'E', 'F'].filter((id) => !recused.includes(id));
      const [seated, leading] = [new Map<string, number>(), new Map<string, number>()];
      for (let index = 0; index < seeds; index += 1) {
        const [lead = '', other = ''] = paired(index, team(recused), ['V'])[0]?.inspectors ?? [];
        leading.set(lead, (leading.get(lead) ?? 0) + 1);
        for (const id of [lead, other]) seated.set(id, (seated.get(id) ?? 0) + 1);
      }
      expect([...seated.keys()].sort()).toEqual(free);
      const counts = (map: Map<string, number>) => free.map((id) => map.get(id) ?? 0);
      // Two seats without replacement vary less than two draws: this test is on the safe side.
      expect(
        fits(
          counts(seated),
          free.map(() => (2 * seeds) / free.length),
        ),
      ).toBeGreaterThan(0.001);
      expect(
        fits(
          counts(leading),
          free.map(() => seeds / free.length),
        ),
      ).toBeGreaterThan(0.001);
    },
  );

  it('who was recused once has as much to do in the end as anybody, and the others share evenly', () => {
    const visits = ['V', ...Array.from({ length: 5 }, (_, index) => `W${index}`)];
    const loads = new Map<string, number>();
    const companions = new Map<string, number>();
    for (let index = 0; index < seeds; index += 1)
      for (const { candidate, inspectors } of paired(index, team(['A']), visits))
        for (const id of inspectors) {
          loads.set(id, (loads.get(id) ?? 0) + 1);
          if (candidate === 'W4' && inspectors.includes('A') && id !== 'A')
            companions.set(id, (companions.get(id) ?? 0) + 1);
        }
    // 12 seats for 6 people: exactly two each, every time.
    expect(new Set(loads.values())).toEqual(new Set([2 * seeds]));
    const counts = [...companions.values()];
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    expect(counts.length).toBe(5);
    expect(
      fits(
        counts,
        counts.map(() => mean),
      ),
    ).toBeGreaterThan(0.001);
  });
});
