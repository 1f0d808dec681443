import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CommitmentRecord,
  type CreditRecord,
  listKinds,
  penaltyKinds,
  recordStatuses,
} from '../../src/domain/credit.ts';
import { addMonths } from '../../src/domain/dates.ts';
import { gravity } from '../../src/domain/policy.ts';
import { type Repair, type RepairState, repairsOf } from '../../src/domain/repair.ts';
import { afterRepair } from '../../src/domain/what-if.ts';
import {
  type Common,
  commitment,
  entry,
  evaluation,
  firm,
  neutralPublicity,
  numbered,
  penalty,
  policy,
  today,
} from './credit-records.ts';

const market = '示例市市场监督管理局';
const fined = (decidedOn: string, more: Common = {}) =>
  penalty(decidedOn, ['fine'], { fine: 50_000, ...more });
const repairCommitment = (decidedOn: string, matter: string, more: Common = {}): CommitmentRecord => {
  const plain = commitment(decidedOn, 'open', { id: 'c1', number: '承诺1号', ...more });
  return { ...plain, details: { ...plain.details, type: 'CREDIT_REPAIR', matter } };
};

/** The repair of the first record. */
function repairOf(records: readonly CreditRecord[], asOf = today): Repair {
  const repair = repairsOf(records, policy, asOf).find(({ record }) => record === records[0]?.id);
  if (!repair) throw new Error('no discredit');
  return repair;
}

describe('where a record stands', () => {
  it.each<[string, RepairState, CreditRecord, string?]>([
    ['a warning', 'byItself', penalty('2026-10-01', ['warning'])],
    ['a general record, a day before its minimum', 'notYet', fined('2026-08-25')],
    ['a general record, on the day of its minimum', 'open', fined('2026-08-24')],
    ['a serious record, a day before its minimum', 'notYet', penalty('2025-11-25', ['closeDown'])],
    ['a serious record, on the day of its minimum', 'open', penalty('2025-11-24', ['closeDown'])],
    ['a general record past its maximum, uncorrected', 'open', fined('2025-01-10')],
    ['the list of a court', 'elsewhere', entry('2025-03-01', 'judgmentDefaulter')],
    ['the key watch', 'elsewhere', entry('2026-03-01', 'keyWatch')],
    ['serious discredit before Order 36', 'elsewhere', entry('2024-03-01', 'seriousDiscredit'), '2026-03-31'],
    ['serious discredit under Order 36', 'open', entry('2024-03-01', 'seriousDiscredit'), '2026-04-01'],
    [
      'a general record past its maximum, corrected',
      'ended',
      fined('2025-01-10', { correctedOn: '2025-02-01' }),
    ],
    ['a warning after three months', 'ended', penalty('2026-08-23', ['warning'])],
    ['publicity that was reported to end', 'ended', fined('2026-08-01', { publicityUntil: '2026-11-23' })],
    ['a removal from a list', 'ended', entry('2025-03-01', 'abnormalOperation', { validUntil: today })],
    ['a list whose term is over', 'ended', entry('2023-11-23', 'seriousViolation')],
    ['a repair', 'repaired', fined('2026-05-31', { repairedOn: today })],
    ['the day before a repair', 'open', fined('2026-05-31', { repairedOn: '2026-11-25' })],
    ['a withdrawn decision', 'void', fined('2026-05-31', { status: 'withdrawn' })],
    ['an annulled decision', 'void', fined('2026-05-31', { status: 'annulled' })],
    ['a stayed decision', 'void', fined('2026-05-31', { status: 'stayed' })],
    ['a broken commitment', 'notYet', commitment('2026-08-25', 'broken')],
    ['a revoked one', 'open', commitment('2026-08-24', 'revoked')],
  ])('%s: %s', (_what, state, record, asOf) => {
    const repair = repairOf([record], asOf);
    expect(repair.state).toBe(state);
    if (state !== 'open' && state !== 'notYet') expect(repair.missing).toEqual([]);
  });

  it('is told of discredit alone, of what is known by then, and by date of decision', () => {
    const records = [
      ...neutralPublicity('2026-01-05'),
      entry('2026-01-05', 'incentive'),
      commitment('2026-01-05', 'open'),
      evaluation('2026-01-05', 'public', 'POOR'),
      fined('2026-11-25'),
      fined('2026-07-01'),
      fined('2026-06-01'),
    ];
    const repairs = repairsOf(numbered(records), policy, today);
    expect(repairs.map(({ record }) => record)).toEqual([`r${records.length}`, `r${records.length - 1}`]);
  });
});

describe('a repair', () => {
  it('names the record, its days and the rules that gave them', () => {
    expect(repairOf([fined('2026-05-31', { number: '济环罚〔2026〕15号' })], '2026-06-15')).toEqual({
      record: 'r1',
      decisionNo: '济环罚〔2026〕15号',
      kind: 'penalty',
      tier: 'GENERAL',
      publicityStart: '2026-05-31',
      earliest: '2026-08-31',
      latest: '2027-05-31',
      endsOnlyIfCorrected: true,
      missing: ['minimumPeriod', 'correction', 'commitment'],
      ruleSet: 'ndrc-order36',
      state: 'notYet',
      rules: ['publicity.order36.general', 'repair.conditions.order36'],
    });
  });

  it('follows the rule set of the day, and of two the one that names the authority', () => {
    const sets = (authority: string) =>
      ['2022-06-01', '2023-04-30', '2023-05-01', '2025-12-24', '2025-12-25', '2026-03-31', '2026-04-01'].map(
        (day) => repairOf([fined('2022-05-01', { authority })], day).ruleSet,
      );
    const [old, order58, order36] = ['ndrc-2019-527', 'ndrc-order58', 'ndrc-order36'];
    expect(sets('示例市交通运输局')).toEqual([old, old, order58, order58, order58, order58, order36]);
    const own = 'samr-order107';
    expect(sets(market)).toEqual([old, old, order58, order58, own, own, own]);
  });

  it('ends on the reported day, whether corrected or not', () => {
    const repair = repairOf([fined('2026-05-31', { publicityUntil: '2026-12-31' })]);
    expect([repair.latest, repair.endsOnlyIfCorrected]).toEqual(['2026-12-31', false]);
  });

  it('has the longer minimum in the five areas under Order 58 alone', () => {
    const food = fined('2025-01-31', { authority: '示例市食品安全局' });
    expect(repairOf([food], '2026-03-31').earliest).toBe('2026-01-31');
    expect(repairOf([food], '2026-04-01').earliest).toBe('2025-04-30');
  });
});

describe('what is missing', () => {
  const number = '济环罚〔2026〕15号';
  const corrected = fined('2026-05-31', { number, correctedOn: '2026-07-01' });
  const missing = (...others: CreditRecord[]) => repairOf([corrected, ...others]).missing;

  it('is nothing with correction and a commitment', () => {
    expect(missing(repairCommitment('2026-08-01', `修复${number}`))).toEqual([]);
    expect(missing(repairCommitment('2026-08-01', '依法经营'))).toEqual([]);
    expect(missing(repairCommitment('2026-05-31', '依法经营'))).toEqual([]);
    const kept = repairCommitment('2026-08-01', '依法经营');
    expect(missing({ ...kept, details: { ...kept.details, fulfilment: 'kept' } })).toEqual([]);
  });

  it('is the commitment, if it is about another decision', () => {
    expect(missing(repairCommitment('2026-08-01', '济环罚〔2026〕16号'))).toEqual(['commitment']);
    expect(missing(repairCommitment('2026-08-01', '济环罚(2025)3号'))).toEqual(['commitment']);
    const other = fined('2026-06-01', { id: 'r2', number: '济环罚〔2026〕16号' });
    expect(missing(other, repairCommitment('2026-08-01', other.number))).toEqual(['commitment']);
  });

  it('is the commitment, if it is older than the decision, later than the day, broken, void or of another type', () => {
    const broken = repairCommitment('2026-08-01', '依法经营');
    const others = [
      repairCommitment('2026-05-30', '依法经营'),
      repairCommitment('2026-11-25', '依法经营'),
      repairCommitment('2026-08-01', '依法经营', { status: 'withdrawn' }),
      { ...broken, details: { ...broken.details, fulfilment: 'broken' as const } },
      commitment('2026-08-01', 'open', { id: 'c1' }),
    ];
    for (const other of others) expect(missing(other)).toEqual(['commitment']);
  });

  it('is the correction until its day', () => {
    const vow = repairCommitment('2026-06-01', '依法经营');
    const late = fined('2026-05-31', { correctedOn: '2026-09-10' });
    expect(repairOf([late, vow], '2026-09-09').missing).toEqual(['correction']);
    expect(repairOf([late, vow], '2026-09-10').missing).toEqual([]);
  });

  it('is the correction alone for the list of abnormal operations', () => {
    expect(repairOf([entry(today, 'abnormalOperation')]).missing).toEqual(['correction']);
  });
});

describe('after a repair', () => {
  const whatIf = (records: readonly CreditRecord[], ids: readonly string[], asOf = today) => {
    const told = afterRepair({ enterprise: firm, records }, () => policy, new Set(ids), asOf);
    return [told.on, told.grading.creditClass, told.without, told.beyond];
  };
  const [T, M, G, S] = ['TRUSTWORTHY', 'MINOR_DISCREDIT', 'GENERAL_DISCREDIT', 'SERIOUS_DISCREDIT'];

  it('of one record the class is judged on the first day that the rules allow', () => {
    expect(whatIf([fined('2026-05-31')], ['r1'], '2026-06-15')).toEqual(['2026-08-31', T, G, []]);
    expect(whatIf([fined('2026-05-31')], ['r1'])).toEqual([today, T, G, []]);
  });

  it('of several the last of their days counts, and the others stay as they are', () => {
    const records = numbered([
      fined('2026-09-30'),
      penalty('2026-03-31', ['closeDown']),
      fined('2026-10-15'),
    ]);
    expect(whatIf(records, ['r1', 'r2'])).toEqual(['2027-03-31', G, S, []]);
    expect(whatIf(records, ['r1', 'r2', 'r3'])).toEqual(['2027-03-31', T, S, []]);
  });

  it('what no application can repair stays, and is named', () => {
    const records = numbered([
      fined('2026-05-31'),
      penalty('2026-10-01', ['warning']),
      entry('2025-03-01', 'judgmentDefaulter'),
    ]);
    expect(whatIf(records, ['r1', 'r2', 'r3'])).toEqual([today, S, S, ['r3', 'r2']]);
    expect(whatIf(records.slice(0, 2), ['r1', 'r2'])).toEqual([today, M, G, ['r2']]);
  });

  it('of nothing, or of what does not count any more, nothing changes', () => {
    const records = numbered([fined('2026-05-31', { status: 'annulled' }), fined('2026-07-01')]);
    expect(whatIf(records, [])).toEqual([today, G, G, []]);
    expect(whatIf(records, ['r1'])).toEqual([today, G, G, ['r1']]);
    expect(whatIf(records, ['unknown'])).toEqual([today, G, G, []]);
  });

  it('what ends by itself until then is no merit of the repair', () => {
    const serious = penalty('2026-01-05', ['closeDown'], { publicityUntil: '2026-12-01' });
    const records = numbered([fined('2026-09-30'), serious, fined('2026-10-20')]);
    expect(whatIf(records, ['r1'])).toEqual(['2026-12-30', G, G, []]);
  });

  it('it leaves the records that were given as they were', () => {
    const records = [fined('2026-05-31')];
    whatIf(records, ['r1']);
    expect(records).toEqual([fined('2026-05-31')]);
  });
});

describe('for any records on any day', () => {
  const between = (from: string, to: string) =>
    fc
      .date({ min: new Date(from), max: new Date(to), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
  const day = between('2021-01-01', '2027-06-01');
  const common = fc.record({
    decidedOn: day,
    validUntil: fc.option(day),
    status: fc.constantFrom('inForce' as const, 'inForce' as const, ...recordStatuses),
    correctedOn: fc.option(day),
    repairedOn: fc.option(day, { freq: 2 }),
    authority: fc.constantFrom('示例市生态环境局', market, '示例市消防救援大队'),
  });
  const penalties = fc
    .tuple(common, fc.subarray([...penaltyKinds]), fc.nat(2_000_000))
    .map(([own, kinds, fine]) => penalty(own.decidedOn, kinds, { ...own, fine }));
  const lists = fc
    .tuple(common, fc.constantFrom(...listKinds))
    .map(([own, list]) => entry(own.decidedOn, list, own));
  const commitments = fc
    .tuple(common, fc.constantFrom('open' as const, 'kept' as const, 'broken' as const, 'revoked' as const))
    .map(([own, fulfilment]) => commitment(own.decidedOn, fulfilment, own));
  const history = fc.array(fc.oneof(penalties, lists, commitments), { maxLength: 6 }).map(numbered);
  const often = { numRuns: 500 };

  // Where the end was reported it may be sooner than the minimum: repair-order36.yaml, 待决.
  it('the earliest day is not after the latest, and neither is before the decision', () => {
    fc.assert(
      fc.property(history, day, (records, asOf) => {
        for (const { earliest, latest, publicityStart } of repairsOf(records, policy, asOf)) {
          if (earliest !== null) expect(earliest >= publicityStart).toBe(true);
          if (earliest !== null && latest !== null) expect(earliest <= latest).toBe(true);
        }
      }),
      often,
    );
  });

  it('repairing never worsens the class on that day, which is the day asked about or later', () => {
    fc.assert(
      fc.property(history, fc.subarray(['r1', 'r2', 'r3', 'r4', 'r5', 'r6']), day, (records, ids, asOf) => {
        const told = afterRepair({ enterprise: firm, records }, () => policy, new Set(ids), asOf);
        expect(gravity(told.grading.creditClass)).toBeLessThanOrEqual(gravity(told.without));
        expect(told.on >= asOf && told.on <= addMonths(asOf, 12)).toBe(true);
        expect(told.grading.asOf).toBe(told.on);
        for (const id of told.beyond) expect(ids).toContain(id);
      }),
      often,
    );
  });
});
