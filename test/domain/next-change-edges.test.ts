import { describe, expect, it } from 'vitest';
import type { CreditRecord, Enterprise } from '../../src/domain/credit.ts';
import { addDays } from '../../src/domain/dates.ts';
import { grade } from '../../src/domain/grading.ts';
import { nextChange } from '../../src/domain/next-change.ts';
import {
  entry,
  evaluation,
  firm,
  neutralPublicity,
  numbered,
  penalty,
  policy,
  today,
} from './credit-records.ts';

function next(records: readonly CreditRecord[], enterprise: Enterprise = firm, asOf = today): string | null {
  const dossier = { enterprise, records: numbered(records) };
  return nextChange(dossier, policy, grade(dossier, policy, asOf));
}

const fine = { fine: 50_000 };
const warned = (day: string, until: string) => penalty(day, ['warning'], { publicityUntil: until });
const evaluated = (day: string) => [evaluation(day, 'public', 'GOOD'), evaluation(day, 'industry', 'GOOD')];

describe('the day on which a class changes by itself', () => {
  const cases: [what: string, records: CreditRecord[], day: string | null][] = [
    ['nothing is known', [], null],
    ['other publicity ends', neutralPublicity('2026-01-05', { publicityUntil: '2026-12-31' }), null],
    [
      'a record ends',
      [penalty('2026-06-01', ['fine'], { ...fine, publicityUntil: '2026-12-31' })],
      '2027-01-01',
    ],
    ['a record ends today', [warned('2026-06-01', today)], '2026-11-25'],
    ['a record ended yesterday', [warned('2026-06-01', '2026-11-23')], null],
    ['a list without end', [entry('2026-06-01', 'judgmentDefaulter')], null],
    ['a decision to come', [penalty('2026-12-01', ['fine'], fine)], '2026-12-01'],
    [
      'a repair to come',
      [penalty('2026-06-01', ['fine'], { ...fine, repairedOn: '2026-12-10' })],
      '2026-12-10',
    ],
    [
      'the longest publicity is over, but the conduct is corrected only later',
      [penalty('2025-06-01', ['fine'], { ...fine, correctedOn: '2026-12-10' })],
      '2026-12-10',
    ],
    [
      'a lighter record ends before the gravest',
      [
        warned('2026-06-01', '2026-12-01'),
        penalty('2026-06-01', ['fine'], { ...fine, publicityUntil: '2026-12-31' }),
      ],
      '2027-01-01',
    ],
    [
      'the gravest ends, the lighter stays',
      [
        warned('2026-06-01', '2027-06-01'),
        penalty('2026-06-01', ['fine'], { ...fine, publicityUntil: '2026-12-31' }),
      ],
      '2027-01-01',
    ],
    [
      'a repetition leaves its window, although all records are still public',
      [
        warned('2025-12-10', '2028-01-01'),
        warned('2026-06-01', '2028-01-01'),
        warned('2026-07-01', '2028-01-01'),
      ],
      '2026-12-11',
    ],
    ['evaluations grow too old: only provisional from then on', evaluated('2024-12-10'), '2026-12-11'],
    ['evaluations to come', evaluated('2026-12-10'), '2026-12-10'],
    [
      'an evaluation that lowers the class ends',
      [evaluation('2026-06-01', 'public', 'POOR', { validUntil: '2026-12-20' })],
      '2026-12-21',
    ],
  ];
  it.each(cases)('%s', (_, records, day) => {
    expect(next(records)).toBe(day);
    expect(next(records.toReversed())).toBe(day);
  });

  it('is the day on which the enterprise was registered for a year', () => {
    const young = { ...firm, establishedOn: '2025-12-01' };
    expect(next(evaluated('2026-06-01'), young)).toBe('2026-12-01');
    // Two dimensions are lacking as well: it stays provisional.
    expect(next([], young)).toBeNull();
    // Nor does an unknown day of foundation ever come.
    expect(next(evaluated('2026-06-01'), { ...firm, establishedOn: null })).toBeNull();
  });

  it('is told from the day that was graded, which is no change itself', () => {
    const record = penalty('2026-06-01', ['fine'], { ...fine, publicityUntil: '2026-12-31' });
    expect(next([record], firm, '2026-05-31')).toBe('2026-06-01');
    expect(next([record], firm, '2026-06-01')).toBe('2027-01-01');
    expect(next([record], firm, '2027-01-01')).toBeNull();
  });

  it('comes rather too early than too late where very much begins and ends without a change', () => {
    const many = Array.from({ length: 100 }, (_, index) => warned(addDays(today, -1), addDays(today, index)));
    const dossier = {
      enterprise: firm,
      records: numbered([...many, entry('2026-01-01', 'judgmentDefaulter')]),
    };
    const day = nextChange(dossier, policy, grade(dossier, policy, today));
    expect(day).toBe(addDays(today, 64));
  });
});
