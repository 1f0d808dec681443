import { describe, expect, it } from 'vitest';
import type { CreditRecord } from '../../src/domain/credit.ts';
import { type BasisEntry, grade } from '../../src/domain/grading.ts';
import type { Policy } from '../../src/domain/policy.ts';
import { commitment, entry, evaluation, firm, numbered, penalty, policy, today } from './credit-records.ts';

const graded = (records: readonly CreditRecord[], by: Policy = policy) =>
  grade({ enterprise: firm, records: numbered(records) }, by, today);

function entryOf(records: readonly CreditRecord[], rule: string, by: Policy = policy): BasisEntry {
  const { basis, noted } = graded(records, by);
  const found = [...basis, ...noted].find((one) => one.rule === rule);
  if (!found) throw new Error(`${rule} does not match`);
  return found;
}

const warned = (day: string, until: string) => penalty(day, ['warning'], { publicityUntil: until });
const fined = (day: string, until?: string) =>
  penalty(day, ['fine'], { fine: 50_000, ...(until !== undefined && { publicityUntil: until }) });

describe('how long a rule matches', () => {
  const days = (records: readonly CreditRecord[], rule: string) => {
    const one = entryOf(records, rule);
    return `${one.from} ${one.to}`;
  };
  const both = (records: readonly CreditRecord[], rule: string) =>
    [days(records, rule), days(records.toReversed(), rule)] as const;

  it('of records of which one is enough: to the end of the last', () => {
    const records = [fined('2026-05-01', '2027-03-31'), fined('2026-06-01', '2026-12-31')];
    expect(both(records, 'class.general.record')).toEqual(['2026-05-01 2027-03-31', '2026-05-01 2027-03-31']);
  });

  it('has no end where one of them has none', () => {
    // Past its maximum and not corrected: no end is known.
    const records = [
      fined('2024-06-01'),
      fined('2026-06-01', '2026-12-31'),
      fined('2026-07-01', '2027-12-31'),
    ];
    expect(both(records, 'class.general.record')).toEqual(['2024-06-01 null', '2024-06-01 null']);
    const late = [
      fined('2026-06-01', '2026-12-31'),
      entry('2026-07-01', 'keyWatch'),
      entry('2026-08-01', 'keyWatch', { validUntil: '2027-01-01' }),
    ];
    expect(both(late, 'class.general.keyWatch')).toEqual(['2026-07-01 null', '2026-07-01 null']);
  });

  it('of a repetition: from the third, until fewer than three are left, in publicity and in the window', () => {
    const records = [
      warned('2026-01-10', '2027-06-01'),
      warned('2026-02-10', '2026-12-31'),
      warned('2026-03-10', '2026-12-15'),
      warned('2026-04-10', '2027-06-01'),
    ];
    // After 15 December three are left, after the 31st two.
    expect(both(records, 'class.general.repeatedMinor')).toEqual([
      '2026-03-10 2026-12-31',
      '2026-03-10 2026-12-31',
    ]);
    // All are public for longer: the first leaves the twelve months on 10 January, the second on 10 February.
    const long = records.map((record) => ({ ...record, publicityUntil: '2028-01-01' }));
    expect(days(long, 'class.general.repeatedMinor')).toBe('2026-03-10 2027-02-10');
  });

  it('of a repetition of records without a known end: the window is its end', () => {
    const uncorrected: Policy = {
      ...policy,
      classRules: policy.classRules.map((rule) =>
        rule.type === 'repeatedTier' ? { ...rule, tier: 'GENERAL', months: 36 } : rule,
      ),
    };
    const records = [fined('2024-01-10'), fined('2024-02-10'), fined('2024-03-10')];
    expect(entryOf(records, 'class.general.repeatedMinor', uncorrected)).toMatchObject({
      from: '2024-03-10',
      to: '2027-01-10',
    });
  });
});

describe('a repetition', () => {
  it('counts records of its own tier only', () => {
    const { basis } = graded([
      warned('2026-06-01', '2027-01-01'),
      warned('2026-07-01', '2027-01-01'),
      fined('2026-08-01'),
      commitment('2026-08-01', 'broken'),
    ]);
    expect(basis.map(({ rule }) => rule)).toEqual(['class.general.record']);
  });
});

describe('what explains a class', () => {
  it('is in order of decision, then of id, whatever the order of arrival', () => {
    const records = [
      { ...fined('2026-06-02'), id: 'a' },
      { ...fined('2026-06-01'), id: 'c' },
      { ...fined('2026-06-01'), id: 'b' },
      { ...fined('2026-05-01'), id: 'd' },
    ];
    const order = (given: readonly CreditRecord[]) =>
      grade({ enterprise: firm, records: given }, policy, today).basis[0]?.records;
    expect(order(records)).toEqual(['d', 'b', 'c', 'a']);
    expect(order(records.toReversed())).toEqual(['d', 'b', 'c', 'a']);
  });

  it('tells what does not count in order of id', () => {
    const gone = (id: string) => ({ ...fined('2026-06-01'), id, status: 'withdrawn' as const });
    const old = { ...evaluation('2020-01-01', 'public', 'GOOD'), id: 'b' };
    const { ignored } = grade({ enterprise: firm, records: [gone('c'), old, gone('a')] }, policy, today);
    expect(ignored.map(({ record, reason }) => `${record} ${reason}`)).toEqual([
      'a withdrawn',
      'b stale',
      'c withdrawn',
    ]);
  });

  it('names each rule that made a record count once', () => {
    expect(entryOf([fined('2026-06-01'), fined('2026-07-01')], 'class.general.record')).toEqual({
      rule: 'class.general.record',
      clause: '《差异化监管流程再造实施方案》二（一）二',
      origin: 'default',
      records: ['r1', 'r2'],
      from: '2026-06-01',
      to: '2027-07-01',
      creditClass: 'GENERAL_DISCREDIT',
      applied: ['tier.general.kinds', 'publicity.start', 'publicity.order36.general'],
      notes: [
        { record: 'r1', code: 'endsOnlyIfCorrected' },
        { record: 'r2', code: 'endsOnlyIfCorrected' },
      ],
    });
    expect(entryOf([fined('2026-06-01', '2027-01-01')], 'class.general.record')).toMatchObject({
      applied: ['tier.general.kinds'],
      notes: [],
    });
    expect(entryOf([entry('2026-06-01', 'seriousViolation')], 'class.serious.list')).toMatchObject({
      applied: ['list.term.seriousViolation'],
      notes: [],
    });
  });

  it('names nothing but the rule where there is nothing against the enterprise', () => {
    expect(graded([]).basis).toEqual([
      {
        rule: 'class.trustworthy',
        clause: '《差异化监管流程再造实施方案》二（一）二',
        origin: 'plan',
        records: [],
        from: '2021-01-01',
        to: null,
        creditClass: 'TRUSTWORTHY',
        applied: [],
        notes: [],
      },
    ]);
  });

  it('names the rules of the score where the score lowered the class, and how long it holds', () => {
    const { basis, creditClass } = graded([
      evaluation('2026-06-01', 'public', 'POOR'),
      evaluation('2026-07-01', 'industry', 'POOR', { validUntil: '2027-06-30' }),
    ]);
    expect(creditClass).toBe('MINOR_DISCREDIT');
    expect(basis.at(-1)).toEqual({
      rule: 'score.step',
      clause: '《差异化监管流程再造实施方案》二（一）三',
      origin: 'default',
      records: ['r1', 'r2'],
      from: '2026-07-01',
      to: '2027-06-30',
      creditClass: 'MINOR_DISCREDIT',
      applied: ['score.composite', 'score.evaluations'],
      notes: [],
    });
  });
});

describe('a provisional class', () => {
  const good = [evaluation('2026-06-01', 'public', 'GOOD'), evaluation('2026-06-01', 'industry', 'GOOD')];
  const of = (establishedOn: string | null, records: readonly CreditRecord[]) => {
    const { provisional, provisionalReasons } = grade(
      { enterprise: { ...firm, establishedOn }, records: numbered(records) },
      policy,
      today,
    );
    return [provisional, ...provisionalReasons];
  };

  it('is one of 诚信守法 for which too little is known, and says why', () => {
    expect(of('2015-03-01', good)).toEqual([false]);
    expect(of('2015-03-01', good.slice(1))).toEqual([true, 'fewDimensions']);
    expect(of('2025-11-24', good)).toEqual([false]);
    expect(of('2025-11-25', good)).toEqual([true, 'newlyRegistered']);
    expect(of(null, [])).toEqual([true, 'registrationUnknown', 'fewDimensions']);
  });

  it('is none of discredit, however little is known', () => {
    expect(of(null, [fined('2026-06-01')])).toEqual([false]);
    expect(of(null, [evaluation('2026-06-01', 'public', 'POOR')])).toEqual([false]);
  });
});
