import { describe, expect, it } from 'vitest';
import type { CreditRecord } from '../../src/domain/credit.ts';
import { isPublicised } from '../../src/domain/visibility.ts';
import { commitment, entry, neutralPublicity, penalty, policy, today } from './credit-records.ts';

const day = '2026-09-01';
const [permit] = neutralPublicity(day);

describe('the edges of what everybody sees', () => {
  const cases: [string, CreditRecord | undefined, boolean][] = [
    ['decided today', permit && { ...permit, decidedOn: today }, true],
    ['decided tomorrow', permit && { ...permit, decidedOn: '2026-11-25' }, false],
    ['withdrawn', permit && { ...permit, status: 'withdrawn' }, false],
    ['a commendation that was withdrawn', entry(day, 'honestModel', { status: 'annulled' }), false],
    ['a permit on its last public day', permit && { ...permit, publicityUntil: today }, true],
    ['a licence that ran out', permit && { ...permit, validUntil: '2026-10-01' }, true],
    ['a commendation on its last day', entry(day, 'honestModel', { validUntil: today }), true],
    [
      'a commendation publicised for longer than it lasts',
      entry(day, 'honestModel', { validUntil: '2026-10-01', publicityUntil: '2026-12-01' }),
      true,
    ],
    [
      'a commendation publicised for less',
      entry(day, 'honestModel', { validUntil: '2026-12-01', publicityUntil: '2026-10-01' }),
      false,
    ],
    ['a kept commitment that ran out', commitment(day, 'kept', { validUntil: '2026-10-01' }), true],
    [
      'an uncorrected fine past its longest publicity',
      penalty('2025-06-01', ['fine'], { fine: 50_000 }),
      true,
    ],
  ];
  it.each(cases)('%s', (_, record, expected) => {
    if (!record) throw new Error('no permit');
    expect(isPublicised(record, policy, today)).toBe(expected);
  });
});
