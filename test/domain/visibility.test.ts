import { describe, expect, it } from 'vitest';
import type { CreditRecord } from '../../src/domain/credit.ts';
import { isPublicised } from '../../src/domain/visibility.ts';
import { commitment, entry, evaluation, neutralPublicity, penalty, policy, today } from './credit-records.ts';

const day = '2026-09-01';

describe('isPublicised', () => {
  const cases: [string, CreditRecord, boolean][] = [
    ['an evaluation', evaluation(day, 'public', 'POOR'), false],
    ['a market score', evaluation(day, 'market', 40), false],
    ['the key-watch list', entry(day, 'keyWatch'), false],
    ['the list of serious violations', entry(day, 'seriousViolation'), true],
    ['a list that was left', entry(day, 'seriousViolation', { validUntil: '2026-10-01' }), false],
    ['a commendation', entry(day, 'honestModel'), true],
    ['a commendation that ended', entry(day, 'honestModel', { validUntil: '2026-10-01' }), false],
    ['a fine within its publicity', penalty(day, ['fine'], { fine: 50_000 }), true],
    ['a repaired fine', penalty(day, ['fine'], { fine: 50_000, repairedOn: '2026-11-01' }), false],
    ['a withdrawn fine', penalty(day, ['fine'], { fine: 50_000, status: 'withdrawn' }), false],
    [
      'a fine after its publicity',
      penalty(day, ['fine'], { fine: 50_000, publicityUntil: '2026-11-23' }),
      false,
    ],
    ['a fine on its last day', penalty(day, ['fine'], { fine: 50_000, publicityUntil: today }), true],
    ['a warning (in principle not publicised)', penalty(day, ['warning']), false],
    [
      'a warning that its authority publicises',
      penalty(day, ['warning'], { publicityUntil: '2026-12-01' }),
      true,
    ],
    ['a decision to come', penalty('2026-12-01', ['fine'], { fine: 50_000 }), false],
    ['a broken commitment', commitment(day, 'broken'), true],
    ['a commitment that is kept', commitment(day, 'kept'), true],
  ];
  it.each(cases)('%s', (_, record, expected) => {
    expect(isPublicised(record, policy, today)).toBe(expected);
  });

  it('the other publicities', () => {
    for (const record of neutralPublicity(day)) expect(isPublicised(record, policy, today)).toBe(true);
    for (const record of neutralPublicity(day, { publicityUntil: '2026-11-23' })) {
      expect(isPublicised(record, policy, today)).toBe(false);
    }
  });
});
