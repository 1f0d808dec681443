import { describe, expect, it } from 'vitest';
import type { CreditRecord } from '../../src/domain/credit.ts';
import { effectOf } from '../../src/domain/effect.ts';
import type { Policy, RuleOf } from '../../src/domain/policy.ts';
import { repairsOf } from '../../src/domain/repair.ts';
import { afterRepair } from '../../src/domain/what-if.ts';
import { type Common, commitment, firm, penalty, policy, today } from './credit-records.ts';

const market = '示例市市场监督管理局';
const fined = (day: string, more: Common = {}) => penalty(day, ['fine'], { fine: 50_000, ...more });

describe('a rule that names the authority', () => {
  const change = (id: string, more: Partial<RuleOf<'publicityPeriod'>>): Policy => ({
    ...policy,
    publicityPeriods: {
      ...policy.publicityPeriods,
      GENERAL: policy.publicityPeriods.GENERAL.map((rule) => {
        if (rule.id === 'publicity.order107.general') return { ...rule, maxMonths: 24 };
        return rule.id === id ? { ...rule, ...more } : rule;
      }),
    },
  });
  const lastDay = (record: ReturnType<typeof fined>, by: Policy, asOf = today) => {
    const effect = effectOf(record, by, asOf);
    return effect.effective ? effect.to : `since ${effect.since}`;
  };

  it('goes before the general one, also where that would end publicity sooner', () => {
    const by = change('', {});
    const corrected = { correctedOn: '2026-07-01' };
    expect(lastDay(fined('2026-06-01', { ...corrected, authority: market }), by)).toBe('2028-06-01');
    expect(lastDay(fined('2026-06-01', corrected), by)).toBe('2027-06-01');
  });

  it('does so from its first day: what the general one ended before stays ended', () => {
    const by = change('publicity.order58.general', { maxMonths: 12 });
    const of = (day: string) => fined(day, { authority: market, correctedOn: '2025-06-01' });
    expect(lastDay(of('2024-12-23'), by)).toBe('since 2025-12-24');
    expect(lastDay(of('2024-12-24'), by)).toBe('2026-12-24');
    expect(lastDay(of('2024-12-25'), by)).toBe('2026-12-25');
  });
});

describe('a reported end of publicity', () => {
  const asOf = '2026-08-01';
  const repair = (record: CreditRecord) => repairsOf([record], policy, asOf)[0];

  it('before anything can be asked for: it ends by itself', () => {
    expect(repair(fined('2026-06-01', { publicityUntil: '2026-08-31' }))).toMatchObject({
      state: 'byItself',
      earliest: null,
      latest: '2026-08-31',
      missing: [],
    });
    expect(repair(commitment('2026-06-01', 'broken', { publicityUntil: '2026-08-31' }))?.state).toBe(
      'byItself',
    );
  });

  it('on the first day or later: it can be asked for', () => {
    for (const publicityUntil of ['2026-09-01', '2026-12-31'])
      expect(repair(fined('2026-06-01', { publicityUntil }))).toMatchObject({
        state: 'notYet',
        earliest: '2026-09-01',
        latest: publicityUntil,
      });
  });
});

describe('whether a commitment is about this decision', () => {
  const isAbout = (number: string, matter: string) => {
    const promise = commitment('2026-07-01', 'open', { id: 'promise' });
    const made = { ...promise, details: { ...promise.details, type: 'CREDIT_REPAIR' as const, matter } };
    return (
      repairsOf([fined('2026-06-01', { number }), made], policy, today)[0]?.missing.includes('commitment') ===
      false
    );
  };

  it.each<[string, string, boolean]>([
    ['示例罚〔2026〕7号', '示例罚〔2026〕7号', true],
    ['示例罚〔2026〕7号', '关于示例罚(2026)第007号的信用修复承诺', true],
    ['示例罚〔2026〕7号', '示例罚〔2026〕17号', false],
    ['示例罚〔2026〕7号', '示例罚〔2026〕71号', false],
    ['示例罚〔2026〕7号', '示例罚〔2026〕7-1号', false],
    ['示例罚〔2026〕1号', '示例罚〔2026〕12号和示例罚〔2026〕1号', true],
    ['示例罚〔2026〕7号', '另一罚〔2026〕7号', false],
    ['20260012', '决定书20260012号', true],
    ['20260012', '决定书120260012号', false],
    ['20260012', '决定书202600123号', false],
    ['2026A', '决定书2026A', true],
    ['2026A', '决定书2026A12', true],
    ['A2026', '决定书1A2026', true],
    ['', '示例罚〔2026〕7号', false],
    ['号', '示例罚〔2026〕7号', false],
    ['', '信用修复', true],
  ])('%s in %s: %s', (number, matter, expected) => {
    expect(isAbout(number, matter)).toBe(expected);
  });
});

describe('the first day on which a repair is possible, by the rule set of that very day', () => {
  const on = (record: CreditRecord, asOf: string) =>
    afterRepair({ enterprise: firm, records: [record] }, () => policy, new Set(['r1']), asOf).on;
  const closed = (day: string, more: Common = {}) => penalty(day, ['closeDown'], more);
  const food = { authority: '示例市药品监督管理局' };

  it.each<[why: string, record: CreditRecord, asOf: string, day: string]>([
    ['the minimum is over', closed('2025-06-01'), '2025-12-01', '2025-12-01'],
    ['it is over before the next rule set', closed('2025-11-15'), '2025-12-01', '2026-02-15'],
    ['on its last day', closed('2025-12-31'), '2026-01-05', '2026-03-31'],
    ['the next rule set has a longer one by then', closed('2026-01-01'), '2026-01-05', '2027-01-01'],
    ['the next rule set has a shorter one', fined('2025-06-01', food), '2025-12-01', '2026-04-01'],
    [
      'market supervision has a longer one by then',
      closed('2025-10-01', { authority: market }),
      '2025-11-01',
      '2026-10-01',
    ],
    ['today, on the first day of a rule set', fined('2025-06-01', food), '2026-04-01', '2026-04-01'],
  ])('%s', (_, record, asOf, day) => {
    expect(on(record, asOf)).toBe(day);
  });
});
