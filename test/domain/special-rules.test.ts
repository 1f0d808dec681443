import { describe, expect, it } from 'vitest';
import { effectOf } from '../../src/domain/effect.ts';
import type { Policy } from '../../src/domain/policy.ts';
import { penalty, policy } from './credit-records.ts';

/** Order 107 is in force from 2025-12-25 until 2028-12-31 only. */
const ending: Policy = {
  ...policy,
  publicityPeriods: {
    ...policy.publicityPeriods,
    GENERAL: policy.publicityPeriods.GENERAL.map((rule) =>
      rule.authorities === null ? rule : { ...rule, effectiveTo: '2028-12-31' },
    ),
  },
};
const fined = (decidedOn: string) =>
  penalty(decidedOn, ['fine'], {
    fine: 50_000,
    authority: '示例市市场监督管理局',
    correctedOn: decidedOn,
  });
const last = (decidedOn: string, asOf: string) => {
  const effect = effectOf(fined(decidedOn), ending, asOf);
  return effect.effective ? effect.to : `ended ${effect.since}`;
};

describe('a rule that names the authority', () => {
  it.each([
    ['goes before the general ones while it is in force', '2026-05-31', '2026-06-01', '2027-05-31'],
    ['leaves the word to them when it has ended', '2029-06-01', '2029-07-01', '2030-06-01'],
    ['also for what was decided before it ended', '2028-06-01', '2029-02-01', '2029-06-01'],
    ['so that nothing counts for ever', '2028-06-01', '2035-01-01', 'ended 2029-06-02'],
  ])('%s', (_what, decidedOn, asOf, expected) => {
    expect(last(decidedOn, asOf)).toBe(expected);
  });
});
