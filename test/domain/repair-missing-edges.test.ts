import { describe, expect, it } from 'vitest';
import type { CommitmentRecord, CreditRecord } from '../../src/domain/credit.ts';
import { repairsOf } from '../../src/domain/repair.ts';
import { type Common, commitment, evaluation, penalty, policy, today } from './credit-records.ts';

describe('what is missing', () => {
  const record = penalty('2026-06-01', ['fine'], {
    fine: 50_000,
    number: '示例罚〔2026〕7号',
    correctedOn: '2026-07-01',
  });
  const promise = (day: string, more: Common = {}, details: Partial<CommitmentRecord['details']> = {}) => {
    const made = commitment(day, 'open', { id: 'promise', ...more });
    return {
      ...made,
      details: { ...made.details, type: 'CREDIT_REPAIR' as const, matter: '信用修复', ...details },
    };
  };
  const missing = (one: CreditRecord, ...others: CreditRecord[]) =>
    repairsOf([one, ...others], policy, today).find(({ record: id }) => id === one.id)?.missing;

  it('correction from the day it is known', () => {
    expect(missing(record)).toEqual(['commitment']);
    expect(missing({ ...record, correctedOn: today })).toEqual(['commitment']);
    expect(missing({ ...record, correctedOn: '2026-11-25' })).toEqual(['correction', 'commitment']);
  });

  const enough: [string, CreditRecord][] = [
    ['made that day', promise('2026-06-01')],
    ['made today', promise(today)],
    ['kept', promise('2026-07-01', {}, { fulfilment: 'kept' })],
    ['for this decision', promise('2026-07-01', {}, { matter: '就示例罚〔2026〕7号作出的信用修复承诺' })],
    ['with a small number in it', promise('2026-07-01', {}, { matter: '信用修复承诺（第2份）' })],
  ];
  it.each(enough)('a commitment %s is one', (_, other) => {
    expect(missing(record, other)).toEqual([]);
  });

  const notEnough: [string, CreditRecord][] = [
    ['made before the decision', promise('2026-05-31')],
    ['made later', promise('2026-11-25')],
    ['withdrawn', promise('2026-07-01', { status: 'withdrawn' })],
    ['broken', promise('2026-07-01', {}, { fulfilment: 'broken' })],
    ['revoked', promise('2026-07-01', {}, { fulfilment: 'revoked' })],
    ['of another type', promise('2026-07-01', {}, { type: 'VOLUNTARY_PUBLIC' })],
    ['for another decision', promise('2026-07-01', {}, { matter: '示例罚〔2026〕8号' })],
    ['for another decision with other brackets', promise('2026-07-01', {}, { matter: '示例罚(2026)8号' })],
    ['for another decision in full width', promise('2026-07-01', {}, { matter: '示例罚（2026）8号' })],
    ['for another decision in square brackets', promise('2026-07-01', {}, { matter: '示例罚[2026]8号' })],
    ['for a bare number', promise('2026-07-01', {}, { matter: '决定书00123' })],
    ['that is none', evaluation('2026-07-01', 'public', 'GOOD', { id: 'promise' })],
  ];
  it.each(notEnough)('a commitment %s is none', (_, other) => {
    expect(missing(record, other)).toEqual(['commitment']);
  });
});
