import { describe, expect, it } from 'vitest';
import { tierOf } from '../../src/domain/tiers.ts';
import { penalty, policy } from './credit-records.ts';

const tier = (decidedOn: string, fine: number) => {
  const { tier: found, rule } = tierOf(penalty(decidedOn, ['fine'], { fine }), policy);
  return `${found} ${rule.id}`;
};

describe('what was a small fine', () => {
  it('follows the law of the day, its last and first day included', () => {
    expect(tier('2021-07-14', 1000)).toBe('MINOR tier.minor.smallFine.before2021');
    expect(tier('2021-07-14', 1000.01)).toBe('GENERAL tier.general.kinds');
    expect(tier('2021-07-15', 1000)).toBe('MINOR tier.minor.smallFine');
    expect(tier('2021-07-15', 3000)).toBe('MINOR tier.minor.smallFine');
    expect(tier('2021-07-15', 3000.01)).toBe('GENERAL tier.general.kinds');
  });
});

it('a policy without a tier for a kind is an error, not a light penalty', () => {
  const bare = { ...policy, penaltyTiers: new Map() };
  expect(() => tierOf(penalty('2026-06-01', ['closeDown']), bare)).toThrow(/closeDown/);
});
