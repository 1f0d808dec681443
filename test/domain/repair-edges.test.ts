import { describe, expect, it } from 'vitest';
import type { CreditRecord } from '../../src/domain/credit.ts';
import type { Policy } from '../../src/domain/policy.ts';
import { type Repair, repairsOf } from '../../src/domain/repair.ts';
import {
  type Common,
  commitment,
  entry,
  neutralPublicity,
  penalty,
  policy,
  today,
} from './credit-records.ts';

const market = '示例市市场监督管理局';
const fined = (day: string, more: Common = {}) => penalty(day, ['fine'], { fine: 50_000, ...more });
const closed = (day: string, more: Common = {}) => penalty(day, ['closeDown'], more);

function only(record: CreditRecord, asOf = today, others: readonly CreditRecord[] = [], by = policy): Repair {
  const repair = repairsOf([record, ...others], by, asOf).find((one) => one.record === record.id);
  if (!repair) throw new Error('no repair of the record');
  return repair;
}

const dates = ({ earliest, latest, state }: Repair) => `${earliest} ${latest} ${state}`;

describe('the rule set that a penalty falls under', () => {
  const cases: [what: string, record: CreditRecord, asOf: string, ruleSet: string | null, dates: string][] = [
    ['a fine', fined('2026-06-01'), today, 'ndrc-order36', '2026-09-01 2027-06-01 open'],
    ['the day before', fined('2026-06-01'), '2026-08-31', 'ndrc-order36', '2026-09-01 2027-06-01 notYet'],
    ['the very day', fined('2026-06-01'), '2026-09-01', 'ndrc-order36', '2026-09-01 2027-06-01 open'],
    ['closure', closed('2026-06-01'), today, 'ndrc-order36', '2027-06-01 2029-06-01 notYet'],
    ['a warning', penalty('2026-11-01', ['warning']), today, 'ndrc-order36', 'null 2027-02-01 byItself'],
    [
      'a fine by market supervision',
      fined('2026-06-01', { authority: market }),
      today,
      'samr-order107',
      '2026-09-01 2027-06-01 open',
    ],
    [
      'market supervision on the last day of Order 58 alone',
      fined('2025-10-01', { authority: market }),
      '2025-12-24',
      'ndrc-order58',
      '2026-01-01 2028-10-01 notYet',
    ],
    [
      'market supervision on the first day of Order 107',
      fined('2025-10-01', { authority: market }),
      '2025-12-25',
      'samr-order107',
      '2026-01-01 2026-10-01 notYet',
    ],
    ['Order 58', fined('2025-10-01'), '2026-03-31', 'ndrc-order58', '2026-01-01 2028-10-01 open'],
    [
      'Order 36 from its first day',
      fined('2025-10-01'),
      '2026-04-01',
      'ndrc-order36',
      '2026-01-01 2026-10-01 open',
    ],
    ['the notice of 2019', closed('2022-06-01'), '2022-12-01', 'ndrc-2019-527', '2022-12-01 2025-06-01 open'],
    ['before the first rule set', fined('2019-05-01'), '2019-06-30', null, 'null null elsewhere'],
  ];
  it.each(cases)('%s', (_, record, asOf, ruleSet, expected) => {
    const repair = only(record, asOf);
    expect([repair.ruleSet, dates(repair)]).toEqual([ruleSet, expected]);
  });

  it('says all of it', () => {
    expect(only(fined('2026-06-01', { number: '示例罚〔2026〕7号' }))).toEqual({
      record: 'r1',
      decisionNo: '示例罚〔2026〕7号',
      kind: 'penalty',
      tier: 'GENERAL',
      publicityStart: '2026-06-01',
      earliest: '2026-09-01',
      latest: '2027-06-01',
      endsOnlyIfCorrected: true,
      missing: ['correction', 'commitment'],
      ruleSet: 'ndrc-order36',
      state: 'open',
      rules: ['publicity.order36.general', 'repair.conditions.order36'],
    });
  });

  it('says nothing of what no rule set speaks of', () => {
    const repair = only(fined('2019-05-01'), '2019-06-30');
    expect(repair).toMatchObject({ endsOnlyIfCorrected: false, missing: [], rules: [] });
  });

  it('lets a minor record end by itself, corrected or not', () => {
    const repair = only(penalty('2026-11-01', ['warning']));
    expect(repair).toMatchObject({ tier: 'MINOR', endsOnlyIfCorrected: false, missing: [] });
  });

  it('takes the reported end of publicity, which depends on nothing', () => {
    const repair = only(fined('2026-06-01', { publicityUntil: '2027-01-31' }));
    expect(repair).toMatchObject({ latest: '2027-01-31', endsOnlyIfCorrected: false });
  });

  it('names no conditions where the rule set has none, and has no longer minimum of another rule set', () => {
    const bare: Policy = { ...policy, repairConditions: [] };
    expect(only(fined('2026-06-01'), today, [], bare)).toMatchObject({
      missing: [],
      rules: ['publicity.order36.general'],
    });
  });
});

describe('the longer minimum of Order 58 for food, medicines, special equipment, work safety, fire protection', () => {
  const asOf = '2025-12-01';
  const plain = closed('2025-06-01');
  const about = (part: Partial<typeof plain.details>) => ({
    ...plain,
    details: { ...plain.details, ...part },
  });
  const year = '2026-06-01';
  const threeMonths = '2025-09-01';
  const cases: [string, CreditRecord, string, string][] = [
    ['nothing of the kind', plain, asOf, threeMonths],
    ['what was violated', about({ violationType: '违反食品安全法' }), asOf, year],
    ['the facts', about({ facts: '未经验收使用消防设施' }), asOf, year],
    ['the basis', about({ basis: '《特种设备安全法》第八十四条' }), asOf, year],
    ['the authority', { ...plain, authority: '示例市药品监督管理局' }, asOf, year],
    ['a general penalty too', fined('2025-06-01', { authority: '示例市药品监督管理局' }), asOf, year],
    [
      'words that only meet where two fields do',
      about({ violationType: '食', facts: '品' }),
      asOf,
      threeMonths,
    ],
    ['its last day', about({ facts: '药品' }), '2026-03-31', year],
  ];
  it.each(cases)('%s', (_, record, on, earliest) => {
    expect(only(record, on).earliest).toBe(earliest);
  });

  it('names the rule where it lengthens the minimum, and only there', () => {
    expect(only(about({ facts: '药品' }), asOf).rules).toEqual([
      'publicity.order58.serious',
      'repair.order58.areas',
      'repair.conditions.order58',
    ]);
    expect(only(plain, asOf).rules).toEqual(['publicity.order58.serious', 'repair.conditions.order58']);
  });

  it('is not that of Order 36 or of market supervision', () => {
    expect(only(about({ facts: '药品' }), '2026-04-01').rules).not.toContain('repair.order58.areas');
    const byMarket = fined('2025-06-01', { authority: market });
    const withFacts = { ...byMarket, details: { ...byMarket.details, facts: '药品' } };
    expect(only(withFacts, '2026-01-10')).toMatchObject({ earliest: '2025-09-01', ruleSet: 'samr-order107' });
  });

  it('leaves alone what ends by itself', () => {
    const warned = penalty('2025-11-01', ['warning'], { authority: '示例市药品监督管理局' });
    expect(only(warned, asOf)).toMatchObject({
      earliest: null,
      rules: expect.not.arrayContaining(['repair.order58.areas']),
    });
    // Even if an area rule spoke of minor records.
    const [area] = policy.repairMinima;
    if (!area) throw new Error('no area rule');
    const wide: Policy = { ...policy, repairMinima: [{ ...area, tiers: ['MINOR'] }] };
    const repair = only(warned, asOf, [], wide);
    expect([repair.earliest, repair.rules]).toEqual([
      null,
      ['publicity.order58.minor', 'repair.conditions.order58'],
    ]);
  });

  it('never shortens the minimum', () => {
    const [area] = policy.repairMinima;
    if (!area) throw new Error('no area rule');
    const short: Policy = { ...policy, repairMinima: [{ ...area, minMonths: 1 }] };
    expect(only(about({ facts: '药品' }), asOf, [], short).earliest).toBe(threeMonths);
  });
});

describe('lists and commitments', () => {
  const cases: [string, CreditRecord, string, string | null, string, string[]][] = [
    [
      'the list of serious violations',
      entry('2026-03-01', 'seriousViolation'),
      today,
      'samr-order107',
      '2027-03-01 2029-03-01 notYet',
      ['repair.list.seriousViolation', 'list.term.seriousViolation'],
    ],
    [
      'that list before anyone could ask to leave it',
      entry('2021-03-01', 'seriousViolation'),
      '2021-08-31',
      'list-term',
      'null 2024-03-01 byItself',
      ['list.term.seriousViolation'],
    ],
    [
      'the list of serious discredit',
      entry('2025-11-24', 'seriousDiscredit'),
      today,
      'ndrc-order36',
      '2026-11-24 null open',
      ['repair.list.seriousDiscredit'],
    ],
    ["the court's list", entry('2025-03-01', 'judgmentDefaulter'), today, null, 'null null elsewhere', []],
    [
      'the list of abnormal operations, on its first day',
      entry(today, 'abnormalOperation'),
      today,
      'saic-order68',
      `${today} null open`,
      ['repair.list.abnormalOperation'],
    ],
    [
      'a broken commitment',
      commitment('2026-09-01', 'broken'),
      today,
      'chengxin-default',
      '2026-12-01 null notYet',
      ['repair.commitment.broken'],
    ],
    [
      'a revoked decision',
      commitment('2026-08-24', 'revoked'),
      today,
      'chengxin-default',
      '2026-11-24 null open',
      ['repair.commitment.revoked'],
    ],
  ];
  it.each(cases)('%s', (_, record, asOf, ruleSet, expected, rules) => {
    const repair = only(record, asOf);
    expect([repair.ruleSet, dates(repair), repair.rules]).toEqual([ruleSet, expected, rules]);
    expect([repair.tier, repair.endsOnlyIfCorrected]).toEqual([null, false]);
  });

  it('what each still takes', () => {
    expect(only(entry(today, 'abnormalOperation')).missing).toEqual(['correction']);
    expect(only(entry('2021-03-01', 'seriousViolation'), '2021-08-31').missing).toEqual([]);
    const all = ['minimumPeriod', 'correction', 'commitment'];
    expect(only(entry('2026-03-01', 'seriousViolation')).missing).toEqual(all);
    expect(only(commitment('2026-09-01', 'broken')).missing).toEqual(all);
  });

  it('a commitment that no rule speaks of is left to others', () => {
    const bare: Policy = { ...policy, commitmentRepairs: [] };
    expect(only(commitment('2026-09-01', 'broken'), today, [], bare).state).toBe('elsewhere');
    const later = policy.commitmentRepairs.map((rule) => ({ ...rule, effectiveFrom: '2027-01-01' }));
    const toCome: Policy = { ...policy, commitmentRepairs: later };
    expect(only(commitment('2026-09-01', 'broken'), today, [], toCome).state).toBe('elsewhere');
  });
});

describe('what does not count any more', () => {
  const cases: [string, CreditRecord, Repair['state']][] = [
    ['repaired', fined('2026-06-01', { repairedOn: '2026-10-01' }), 'repaired'],
    ['its publicity ended', fined('2026-06-01', { publicityUntil: '2026-11-23' }), 'ended'],
    ['removed from the list', entry('2026-01-01', 'seriousDiscredit', { validUntil: '2026-10-01' }), 'ended'],
    ['the term of the list ended', entry('2023-11-23', 'seriousViolation'), 'ended'],
    ['withdrawn', fined('2026-06-01', { status: 'withdrawn' }), 'void'],
    ['annulled', fined('2026-06-01', { status: 'annulled' }), 'void'],
    ['stayed', fined('2026-06-01', { status: 'stayed' }), 'void'],
  ];
  it.each(cases)('%s: nothing is missing', (_, record, state) => {
    expect(only(record)).toMatchObject({ state, missing: [] });
  });
});

describe('the list of repairs', () => {
  it('has what means discredit and is known, by date and id', () => {
    const records: CreditRecord[] = [
      fined('2026-06-02', { id: 'c' }),
      fined('2026-06-01', { id: 'b' }),
      fined('2026-06-01', { id: 'a' }),
      fined(today, { id: 'd' }),
      fined('2026-11-25', { id: 'tomorrow' }),
      commitment('2026-06-01', 'kept', { id: 'kept' }),
      entry('2026-06-01', 'incentive', { id: 'incentive' }),
      ...neutralPublicity('2026-06-01'),
    ];
    const ids = (list: readonly CreditRecord[]) => repairsOf(list, policy, today).map(({ record }) => record);
    expect(ids(records)).toEqual(['a', 'b', 'c', 'd']);
    expect(ids(records.toReversed())).toEqual(['a', 'b', 'c', 'd']);
  });
});
