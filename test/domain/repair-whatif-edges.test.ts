import { describe, expect, it } from 'vitest';
import type { CreditRecord } from '../../src/domain/credit.ts';
import { afterRepair, type WhatIf } from '../../src/domain/what-if.ts';
import { type Common, entry, firm, penalty, policy, today } from './credit-records.ts';

const fined = (day: string, more: Common = {}) => penalty(day, ['fine'], { fine: 50_000, ...more });

function whatIf(records: readonly CreditRecord[], ids: readonly string[], asOf = today): WhatIf {
  return afterRepair({ enterprise: firm, records }, () => policy, new Set(ids), asOf);
}

describe('what a repair would make of the class', () => {
  it('today, where it may be asked for', () => {
    const result = whatIf([fined('2026-06-01')], ['r1']);
    expect([result.on, result.grading.creditClass, result.without]).toEqual([
      today,
      'TRUSTWORTHY',
      'GENERAL_DISCREDIT',
    ]);
    expect(result.chosen.map(({ record, state }) => `${record} ${state}`)).toEqual(['r1 open']);
    expect(result.beyond).toEqual([]);
    expect(result.grading.ignored).toEqual([{ record: 'r1', reason: 'repaired', since: today }]);
  });

  it('on the first day it may be asked for', () => {
    const result = whatIf([fined('2026-10-01')], ['r1']);
    expect([result.on, result.grading.asOf, result.grading.creditClass]).toEqual([
      '2027-01-01',
      '2027-01-01',
      'TRUSTWORTHY',
    ]);
  });

  it('of several, on the day of the last', () => {
    const records = [
      fined('2026-06-01', { id: 'open' }),
      fined('2026-10-01', { id: 'first' }),
      fined('2026-11-01', { id: 'last' }),
    ];
    expect(whatIf(records, ['last', 'open', 'first']).on).toBe('2027-02-01');
    expect(whatIf(records.toReversed(), ['last', 'open', 'first']).on).toBe('2027-02-01');
    expect(whatIf(records, ['open', 'first']).on).toBe('2027-01-01');
    // What was not chosen still counts.
    expect(whatIf(records, ['open', 'first']).grading.creditClass).toBe('GENERAL_DISCREDIT');
    expect(whatIf(records, ['last', 'open', 'first']).grading.creditClass).toBe('TRUSTWORTHY');
  });

  it('does not count what ends by itself until then as its merit', () => {
    const records = [
      penalty('2026-09-15', ['warning'], { id: 'warning' }),
      fined('2026-10-01', { id: 'fine', publicityUntil: '2027-01-01' }),
    ];
    expect(whatIf(records, ['fine'])).toMatchObject({ on: '2027-01-01', without: 'GENERAL_DISCREDIT' });
  });

  it('leaves what no application can repair', () => {
    const records = [
      penalty('2026-11-01', ['warning'], { id: 'warning' }),
      entry('2025-03-01', 'judgmentDefaulter', { id: 'court' }),
      fined('2026-06-01', { id: 'fine' }),
      fined('2026-06-01', { id: 'done', repairedOn: '2026-10-01' }),
    ];
    const result = whatIf(records, ['warning', 'court', 'fine', 'done', 'nothing']);
    expect(result.beyond).toEqual(['court', 'done', 'warning']);
    expect([result.on, result.grading.creditClass]).toEqual([today, 'SERIOUS_DISCREDIT']);
    expect(result.grading.basis.flatMap((one) => one.records)).toEqual(['court']);
    const minor = result.grading.noted.map(({ rule, records: ids }) => `${rule} ${ids.join()}`);
    expect(minor).toEqual(['class.minor.record warning']);
    // A repair that was granted keeps its day.
    expect(result.grading.ignored).toContainEqual({
      record: 'done',
      reason: 'repaired',
      since: '2026-10-01',
    });
  });

  it('changes nothing where nothing is chosen', () => {
    const result = whatIf([fined('2026-10-01')], []);
    expect(result).toMatchObject({ on: today, without: 'GENERAL_DISCREDIT', chosen: [], beyond: [] });
    expect(result.grading.creditClass).toBe('GENERAL_DISCREDIT');
  });

  it('takes a repair that is granted already for a later day, or before the day of the others, as it is', () => {
    const later = whatIf([fined('2026-06-01', { repairedOn: '2027-06-01' })], ['r1']);
    expect([later.on, later.grading.creditClass, later.without]).toEqual([
      today,
      'TRUSTWORTHY',
      'GENERAL_DISCREDIT',
    ]);
    const sooner = whatIf(
      [
        fined('2026-06-01', { id: 'granted', repairedOn: '2026-12-01' }),
        fined('2026-10-01', { id: 'asked' }),
      ],
      ['granted', 'asked'],
    );
    expect(sooner.grading.ignored).toEqual([
      { record: 'asked', reason: 'repaired', since: '2027-01-01' },
      { record: 'granted', reason: 'repaired', since: '2026-12-01' },
    ]);
  });

  it('does not touch the records it was given', () => {
    const record = fined('2026-06-01');
    whatIf([record], ['r1']);
    expect([record.repairedOn, record.correctedOn]).toEqual([null, null]);
  });

  it('asks for the policy of each day: terms by that of today, classes by that of the day of the repair', () => {
    const days: string[] = [];
    const result = afterRepair(
      { enterprise: firm, records: [fined('2026-10-01')] },
      (day) => {
        days.push(day);
        return day === today ? policy : { ...policy, id: 'next' };
      },
      new Set(['r1']),
      today,
    );
    expect([...new Set(days)]).toEqual([today, '2027-01-01']);
    expect(result.grading.policyId).toBe('next');
  });
});
