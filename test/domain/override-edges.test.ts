import { describe, expect, it } from 'vitest';
import type { CreditRecord } from '../../src/domain/credit.ts';
import { grade } from '../../src/domain/grading.ts';
import { nextChangeWith, type Override, overrideOn, withOverride } from '../../src/domain/override.ts';
import { firm, penalty, policy, today } from './credit-records.ts';

const set = (id: number, from: string, to: string): Override => ({
  id,
  creditClass: 'SERIOUS_DISCREDIT',
  reason: '示例',
  setBy: 'a',
  agreedBy: 'b',
  from,
  to,
});

describe('the class set by hand', () => {
  it('counts on its first and its last day and not beside them', () => {
    const one = [set(1, '2026-11-01', '2026-11-30')];
    const days = ['2026-10-31', '2026-11-01', '2026-11-30', '2026-12-01'];
    expect(days.map((day) => overrideOn(one, day)?.id ?? null)).toEqual([null, 1, 1, null]);
  });

  it('is the one set last', () => {
    const both = [set(1, '2026-11-01', '2026-11-30'), set(2, '2026-11-10', '2026-11-20')];
    expect(['2026-11-05', '2026-11-15', '2026-11-25'].map((day) => overrideOn(both, day)?.id)).toEqual([
      1, 2, 1,
    ]);
    expect(overrideOn([], today)).toBeNull();
    expect(overrideOn(null, today)).toBeNull();
  });

  it('stands in place of what the rules give, which is still told', () => {
    const records = [
      penalty('2026-06-01', ['fine'], { fine: 50_000 }),
      penalty('2026-10-01', ['warning'], { id: 'r2' }),
    ];
    const plain = grade({ enterprise: firm, records }, policy, today);
    const graded = withOverride(plain, set(1, '2026-11-01', '2026-11-30'), policy);
    expect(graded).toEqual({
      ...plain,
      creditClass: 'SERIOUS_DISCREDIT',
      provisional: false,
      provisionalReasons: [],
      basis: [
        {
          rule: 'class.override',
          clause: policy.override.clause,
          origin: 'default',
          records: [],
          from: '2026-11-01',
          to: '2026-11-30',
          creditClass: 'SERIOUS_DISCREDIT',
          applied: [],
          notes: [],
        },
      ],
      noted: [...plain.basis, ...plain.noted],
    });
    expect(graded.noted.map(({ rule }) => rule)).toEqual(['class.general.record', 'class.minor.record']);
  });

  it('is never provisional, even where it says 诚信守法', () => {
    const plain = grade({ enterprise: firm, records: [] }, policy, today);
    expect(plain.provisional).toBe(true);
    const graded = withOverride(plain, { ...set(1, today, today), creditClass: 'TRUSTWORTHY' }, policy);
    expect([graded.creditClass, graded.provisional, graded.provisionalReasons]).toEqual([
      'TRUSTWORTHY',
      false,
      [],
    ]);
  });

  it('where there is none, nothing changes', () => {
    const plain = grade({ enterprise: firm, records: [] }, policy, today);
    expect(withOverride(plain, null, policy)).toBe(plain);
  });
});

describe('the next day to look again', () => {
  const ends = penalty('2026-06-01', ['fine'], { fine: 50_000, publicityUntil: '2026-12-31' });
  const next = (records: readonly CreditRecord[], overrides: readonly Override[] | null) => {
    const dossier = { enterprise: firm, records };
    return nextChangeWith(dossier, overrides, policy, grade(dossier, policy, today));
  };

  it('is that of the rules where nothing was set by hand', () => {
    expect([next([ends], null), next([ends], []), next([], null)]).toEqual([
      '2027-01-01',
      '2027-01-01',
      null,
    ]);
  });

  it('is the day a class set by hand begins, or the day after its last', () => {
    expect(next([], [set(1, '2026-12-05', '2026-12-20')])).toBe('2026-12-05');
    expect(next([], [set(1, '2026-11-01', '2026-12-20')])).toBe('2026-12-21');
    expect(next([], [set(1, '2026-11-01', today)])).toBe('2026-11-25');
    expect(next([], [set(1, today, today)])).toBe('2026-11-25');
    expect(next([], [set(1, '2026-11-01', '2026-11-23')])).toBeNull();
  });

  it('is the earliest of all', () => {
    expect(next([ends], [set(1, '2026-12-05', '2026-12-20')])).toBe('2026-12-05');
    expect(next([ends], [set(1, '2027-02-05', '2027-02-20')])).toBe('2027-01-01');
    const two = [set(1, '2026-12-25', '2027-01-20'), set(2, '2026-12-10', '2026-12-20')];
    expect([next([ends], two), next([ends], two.toReversed())]).toEqual(['2026-12-10', '2026-12-10']);
  });
});
