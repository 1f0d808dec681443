import { describe, expect, it } from 'vitest';
import { composeScore, evaluationEnds, type IgnoredRecord } from '../../src/domain/composite.ts';
import type { EvaluationGrade, EvaluationRecord } from '../../src/domain/credit.ts';
import { evaluation, policy, today } from './credit-records.ts';

function scored(...records: EvaluationRecord[]) {
  const ignored: IgnoredRecord[] = [];
  const score = composeScore(records, policy, today, ignored);
  return {
    value: score?.value ?? null,
    counts: score?.parts.map(({ record }) => record) ?? [],
    ignored: ignored.map(({ record, reason, since }) => `${record} ${reason} ${since}`).sort(),
  };
}

function graded(
  dimension: 'public' | 'industry' | 'market',
  grade: EvaluationGrade | null,
  score: number | null,
) {
  const made = evaluation(today, dimension, grade);
  return { ...made, details: { ...made.details, score } };
}

describe('what an evaluation is worth', () => {
  it('is the score of the market, and the grade of the others, where both were given', () => {
    expect(scored(graded('market', 'POOR', 88)).value).toBe(88);
    expect(scored(graded('industry', 'POOR', 88)).value).toBe(40);
    expect(scored(graded('public', 'POOR', 88)).value).toBe(40);
  });

  it('is the one that there is', () => {
    expect(scored(graded('market', 'POOR', null)).value).toBe(40);
    expect(scored(graded('public', null, 88)).value).toBe(88);
    expect(scored(graded('market', null, -5)).value).toBe(0);
  });

  it('is nothing where neither was given, in each dimension', () => {
    for (const dimension of ['public', 'industry', 'market'] as const)
      expect(scored(graded(dimension, null, null))).toEqual({
        value: null,
        counts: [],
        ignored: ['r1 noValue null'],
      });
  });
});

describe('of two evaluations that say the same', () => {
  const good = (id: string, authority: string) =>
    evaluation('2026-06-01', 'public', 'GOOD', { id, authority });
  it('the one with the smaller id counts, in whatever order they came', () => {
    const expected = { value: 80, counts: ['a'], ignored: ['b superseded null', 'c superseded null'] };
    const [a, b, c] = [good('a', '甲'), good('b', '乙'), good('c', '丙')];
    expect(scored(a, b, c)).toEqual(expected);
    expect(scored(c, b, a)).toEqual(expected);
    expect(scored(b, c, a)).toEqual(expected);
  });

  it('of two departments, the newer one', () => {
    const older = evaluation('2026-05-01', 'industry', 'GOOD', { id: 'older', authority: '甲' });
    const newer = evaluation('2026-06-01', 'industry', 'GOOD', { id: 'newer', authority: '乙' });
    const expected = { value: 80, counts: ['newer'], ignored: ['older outranked null'] };
    expect(scored(older, newer)).toEqual(expected);
    expect(scored(newer, older)).toEqual(expected);
  });
});

describe('the last day of an evaluation', () => {
  it.each([
    ['2026-06-01', null, '2028-06-01'],
    ['2026-06-01', '2027-01-31', '2027-01-31'],
    ['2026-06-01', '2030-01-31', '2028-06-01'],
  ])('of %s, valid until %s: %s', (decidedOn, validUntil, last) => {
    expect(evaluationEnds(evaluation(decidedOn, 'public', 'GOOD', { validUntil }), policy)).toBe(last);
  });
});
