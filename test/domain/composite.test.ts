import { describe, expect, it } from 'vitest';
import { composeScore, type IgnoredRecord } from '../../src/domain/composite.ts';
import type { EvaluationRecord } from '../../src/domain/credit.ts';
import { evaluation, policy, today } from './credit-records.ts';

const score = (...records: EvaluationRecord[]) => composeScore(records, policy, today, []);
const excellent = evaluation('2026-06-01', 'public', 'EXCELLENT', { id: 'pub' });

describe('composite score (方案二（一）三)', () => {
  it('weighs the three dimensions 5 : 3 : 2', () => {
    const industry = evaluation('2026-07-01', 'industry', 'GOOD', { id: 'ind' });
    expect(score(excellent, industry, evaluation('2026-05-01', 'market', 70, { id: 'mkt' }))).toEqual({
      rule: 'score.composite',
      value: 85.5,
      parts: [
        { dimension: 'public', value: 95, weight: 0.5, record: 'pub' },
        { dimension: 'industry', value: 80, weight: 0.3, record: 'ind' },
        { dimension: 'market', value: 70, weight: 0.2, record: 'mkt' },
      ],
      missing: [],
      marketCapped: false,
      from: '2026-07-01',
      to: '2028-05-01',
    });
  });

  it.each([
    ['EXCELLENT', 95],
    ['GOOD', 80],
    ['FAIR', 65],
    ['POOR', 40],
  ] as const)('counts %s as %i', (grade, value) => {
    expect(score(evaluation(today, 'public', grade))).toMatchObject({
      value,
      missing: ['industry', 'market'],
    });
  });

  it('shares the weight of missing dimensions among the others', () => {
    const both = score(excellent, evaluation(today, 'industry', 'POOR'));
    expect(both?.parts.map(({ weight }) => weight)).toEqual([0.625, 0.375]);
    expect(both).toMatchObject({ value: 74.38, missing: ['market'] });
    expect(score()).toBeNull();
  });

  it('lets the market move it by at most 10 either way', () => {
    const market = (value: number) => evaluation(today, 'market', value);
    expect(score(excellent, market(0))).toMatchObject({ value: 85, marketCapped: true });
    expect(score(evaluation(today, 'public', 'POOR'), market(100))).toMatchObject({
      value: 50,
      marketCapped: true,
    });
    expect(score(excellent, market(65))).toMatchObject({ value: 86.43, marketCapped: false });
    expect(score(market(33))).toMatchObject({ value: 33, marketCapped: false });
  });

  it('keeps to 0–100 and to the grade where a scale is not known', () => {
    expect(score(evaluation(today, 'market', 140))).toMatchObject({ value: 100 });
    const graded = evaluation(today, 'public', 'GOOD');
    expect(score({ ...graded, details: { ...graded.details, score: 812 } })).toMatchObject({ value: 80 });
    expect(score(evaluation(today, 'industry', 72))).toMatchObject({ value: 72 });
    expect(score(evaluation(today, 'market', 'FAIR'))).toMatchObject({ value: 65 });
  });
});

describe('which evaluation counts', () => {
  const choice = (...records: EvaluationRecord[]) => {
    const ignored: IgnoredRecord[] = [];
    const parts = composeScore(records, policy, today, ignored)?.parts ?? [];
    return {
      counts: parts.map(({ record }) => record),
      ignored: ignored.map(({ record, reason }) => `${record} ${reason}`).sort(),
    };
  };

  it('is the newest of the public and the market evaluations', () => {
    const older = evaluation('2026-05-31', 'public', 'POOR', { id: 'older', authority: '另一机构' });
    expect(choice(older, excellent)).toEqual({ counts: ['pub'], ignored: ['older superseded'] });
    expect(choice(excellent, older)).toEqual({ counts: ['pub'], ignored: ['older superseded'] });
  });

  it('is the lower of two of the same day', () => {
    const lower = evaluation('2026-06-01', 'public', 'FAIR', { id: 'worse' });
    expect(choice(excellent, lower)).toEqual({ counts: ['worse'], ignored: ['pub superseded'] });
    expect(choice(lower, excellent)).toEqual({ counts: ['worse'], ignored: ['pub superseded'] });
  });

  it('is the lowest of several industry authorities, each by its newest', () => {
    const environment = { authority: '示例市生态环境局' };
    const own = [
      evaluation('2026-07-01', 'industry', 'GOOD', { id: 'tax', authority: '示例市税务局' }),
      evaluation('2025-04-01', 'industry', 'POOR', { id: 'old', ...environment }),
      evaluation('2026-04-01', 'industry', 'FAIR', { id: 'new', ...environment }),
    ];
    const expected = { counts: ['new'], ignored: ['old superseded', 'tax outranked'] };
    expect(choice(...own)).toEqual(expected);
    expect(choice(...own.toReversed())).toEqual(expected);
  });

  it('is none that is withdrawn, of the future, too old, over, or without a value', () => {
    expect(
      choice(
        evaluation(today, 'public', 'POOR', { id: 'gone', status: 'withdrawn' }),
        evaluation('2026-11-25', 'public', 'POOR', { id: 'next' }),
        evaluation('2024-11-23', 'public', 'POOR', { id: 'old' }),
        evaluation('2026-01-01', 'public', 'POOR', { id: 'over', validUntil: '2026-11-23' }),
        evaluation(today, 'public', null, { id: 'empty' }),
        evaluation('2024-11-24', 'public', 'GOOD', { id: 'last', validUntil: today }),
      ),
    ).toEqual({
      counts: ['last'],
      ignored: ['empty noValue', 'gone withdrawn', 'next notYet', 'old stale', 'over stale'],
    });
  });
});
