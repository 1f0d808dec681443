import { describe, expect, it } from 'vitest';
import type { CreditRecord, ListRecord } from '../../src/domain/credit.ts';
import { type DiscreditRecord, effectOf, isDiscredit } from '../../src/domain/effect.ts';
import type { Policy, RuleOf } from '../../src/domain/policy.ts';
import {
  type Common,
  commitment,
  entry,
  evaluation,
  neutralPublicity,
  penalty,
  policy,
  today,
} from './credit-records.ts';

const market = '示例市市场监督管理局';
const fined = (day: string, more: Common = {}) => penalty(day, ['fine'], { fine: 50_000, ...more });

describe('why a record does not count, and since when', () => {
  const cases: [string, DiscreditRecord, string, string | null][] = [
    ['withdrawn', fined('2026-06-01', { status: 'withdrawn' }), 'withdrawn', null],
    ['decided tomorrow', fined('2026-11-25'), 'notYet', null],
    [
      'its publicity ended',
      fined('2026-06-01', { publicityUntil: '2026-09-30' }),
      'publicityEnded',
      '2026-10-01',
    ],
    ['its longest publicity ended', penalty('2026-06-01', ['warning']), 'publicityEnded', '2026-09-02'],
    ['repaired', fined('2026-06-01', { repairedOn: '2026-10-01' }), 'repaired', '2026-10-01'],
    ['repaired today', fined('2026-06-01', { repairedOn: today }), 'repaired', today],
    [
      'repaired after its publicity had ended',
      fined('2026-06-01', { publicityUntil: '2026-09-30', repairedOn: '2026-10-05' }),
      'publicityEnded',
      '2026-10-01',
    ],
    [
      'repaired before its publicity would have ended',
      fined('2026-06-01', { publicityUntil: '2026-10-31', repairedOn: '2026-10-05' }),
      'repaired',
      '2026-10-05',
    ],
    ['removed', entry('2026-01-01', 'keyWatch', { validUntil: '2026-10-01' }), 'removed', '2026-10-01'],
    ['removed today', entry('2026-01-01', 'keyWatch', { validUntil: today }), 'removed', today],
    ['the term of the list ended', entry('2023-06-01', 'seriousViolation'), 'termEnded', '2026-06-02'],
    [
      'removed before the term of the list ended',
      entry('2023-06-01', 'seriousViolation', { validUntil: '2025-01-01' }),
      'removed',
      '2025-01-01',
    ],
    [
      'publicity that ended with the term: what was reported goes first',
      entry('2023-06-01', 'seriousViolation', { publicityUntil: '2026-06-01' }),
      'publicityEnded',
      '2026-06-02',
    ],
    [
      'a commitment',
      commitment('2026-01-01', 'broken', { publicityUntil: '2026-10-31' }),
      'publicityEnded',
      '2026-11-01',
    ],
  ];
  it.each(cases)('%s', (_, record, reason, since) => {
    expect(effectOf(record, policy, today)).toEqual({ effective: false, reason, since });
  });
});

describe('what a record that counts says of itself', () => {
  const counts = (record: DiscreditRecord, asOf = today, by = policy) => {
    const effect = effectOf(record, by, asOf);
    if (!effect.effective) throw new Error(`does not count: ${effect.reason}`);
    return effect;
  };

  it('names the rules of tier and publicity', () => {
    expect(counts(fined('2026-06-01'))).toEqual({
      effective: true,
      from: '2026-06-01',
      to: '2027-06-01',
      tier: 'GENERAL',
      applied: ['tier.general.kinds', 'publicity.start', 'publicity.order36.general'],
      note: 'endsOnlyIfCorrected',
    });
  });

  it('names no rule on publicity where its end was reported', () => {
    expect(counts(fined('2026-06-01', { publicityUntil: today }))).toMatchObject({
      to: today,
      applied: ['tier.general.kinds'],
      note: null,
    });
  });

  it('has no end while it is past its maximum and no correction is known', () => {
    const past = {
      to: null,
      applied: ['tier.general.kinds', 'publicity.start', 'publicity.order36.general'],
      note: 'pastMaximumUncorrected',
    };
    expect(counts(fined('2025-06-01'))).toMatchObject(past);
    // A correction of later is not known yet.
    expect(counts(fined('2025-06-01', { correctedOn: '2026-11-25' }))).toMatchObject(past);
  });

  it('ends by itself once it is corrected in time', () => {
    expect(counts(fined('2026-06-01', { correctedOn: today }))).toMatchObject({
      to: '2027-06-01',
      note: null,
    });
  });

  it('names the term of the list where that ends it, and only there', () => {
    const list = (more: Common = {}): ListRecord => entry('2024-06-01', 'seriousViolation', more);
    expect(counts(list())).toMatchObject({
      to: '2027-06-01',
      applied: ['list.term.seriousViolation'],
      tier: null,
    });
    expect(counts(list({ validUntil: '2027-01-01' }))).toMatchObject({ to: '2026-12-31', applied: [] });
    expect(counts(list({ publicityUntil: '2027-06-01' }))).toMatchObject({ to: '2027-06-01', applied: [] });
    expect(counts(entry('2024-06-01', 'keyWatch'))).toMatchObject({ to: null, applied: [], note: null });
  });

  it('says of a commitment that the day of the breach is not known', () => {
    expect(counts(commitment('2026-01-01', 'broken'))).toEqual({
      effective: true,
      from: '2026-01-01',
      to: null,
      tier: null,
      applied: [],
      note: 'breachDateNotReported',
    });
  });
});

describe('of several rules on publicity', () => {
  const by = (rules: readonly RuleOf<'publicityPeriod'>[]): Policy => ({
    ...policy,
    publicityPeriods: { ...policy.publicityPeriods, GENERAL: rules },
  });
  const general = policy.publicityPeriods.GENERAL;
  const records = [
    fined('2017-03-01'),
    fined('2022-03-01'),
    fined('2022-05-15'),
    fined('2024-01-10', { correctedOn: '2026-02-01' }),
    fined('2025-01-10', { authority: market }),
    fined('2025-12-10', { authority: market }),
    fined('2026-06-01', { correctedOn: '2026-07-01' }),
  ];
  const ends = (rules: readonly RuleOf<'publicityPeriod'>[], asOf: string) =>
    records.map((record) => {
      const effect = effectOf(record, by(rules), asOf);
      return effect.effective ? effect.to : effect.since;
    });

  it('the one that ends it first counts, wherever it stands in the file', () => {
    for (const asOf of [
      '2021-06-01',
      '2023-05-01',
      '2026-01-01',
      '2026-03-31',
      '2026-04-01',
      today,
      '2028-01-01',
    ])
      expect(ends(general.toReversed(), asOf)).toEqual(ends(general, asOf));
  });

  it('the one that comes first in the file is named where two end it on the same day', () => {
    const effect = effectOf(fined('2026-06-01', { authority: market }), policy, today);
    expect(effect).toMatchObject({
      to: '2027-06-01',
      applied: expect.arrayContaining(['publicity.order107.general']),
    });
  });

  it('one that ran out leaves the word to the one that followed', () => {
    const [order36] = general.filter(({ id }) => id === 'publicity.order36.general');
    if (!order36) throw new Error('no rule of Order 36');
    const first = { ...order36, id: 'first', effectiveTo: '2028-12-31' };
    const second = { ...order36, id: 'second', effectiveFrom: '2029-01-01', maxMonths: 24 };
    const past = (asOf: string) => {
      const effect = effectOf(fined('2026-06-01'), by([first, second]), asOf);
      return effect.effective ? [effect.to, effect.applied.at(-1), effect.note] : effect;
    };
    expect(past('2027-06-01')).toEqual(['2027-06-01', 'first', 'endsOnlyIfCorrected']);
    // The word of the second still to come is what may end it.
    expect(past('2027-06-02')).toEqual(['2028-12-31', 'first', 'pastMaximumUncorrected']);
    expect(past('2028-12-31')).toEqual(['2028-12-31', 'first', 'pastMaximumUncorrected']);
    expect(past('2029-01-01')).toEqual([null, 'second', 'pastMaximumUncorrected']);
  });
});

it('only penalties, lists of discredit and broken commitments are discredit', () => {
  const records: CreditRecord[] = [
    ...neutralPublicity('2026-06-01'),
    evaluation('2026-06-01', 'public', 'POOR'),
    entry('2026-06-01', 'incentive'),
    commitment('2026-06-01', 'open'),
    commitment('2026-06-01', 'kept'),
  ];
  expect(records.filter((record) => isDiscredit(record, policy))).toEqual([]);
});
