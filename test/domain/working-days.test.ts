import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/domain/dates.ts';
import {
  addWorkingDays,
  isWorkingDay,
  knownYears,
  type WorkingCalendar,
  weekday,
} from '../../src/domain/working-days.ts';
import { holidaySpans } from '../../src/sample/holidays.ts';

const calendar: WorkingCalendar = {
  days: new Map(
    holidaySpans.flatMap(({ type, from, days }) =>
      Array.from({ length: days }, (_, index): [string, boolean] => [addDays(from, index), type === '上班']),
    ),
  ),
};
const missing = (year: string) => expect.objectContaining({ code: 'calendar.missing', params: { year } });

describe('a day of the week', () => {
  it.each([
    ['2026-11-22', 0],
    ['2026-11-24', 2],
    ['2026-11-28', 6],
    ['2024-02-29', 4],
    ['2000-01-01', 6],
  ])('%s is %i', (day, expected) => {
    expect(weekday(day)).toBe(expected);
  });
});

describe('a working day', () => {
  it.each<[string, string, boolean]>([
    ['an ordinary Friday', '2026-11-20', true],
    ['an ordinary Saturday', '2026-11-21', false],
    ['an ordinary Sunday', '2026-11-22', false],
    ['the day before 国庆节', '2026-09-30', true],
    ['the first day of 国庆节, a Thursday', '2026-10-01', false],
    ['its last day, a Wednesday', '2026-10-07', false],
    ['the day after', '2026-10-08', true],
    ['a Saturday worked for it', '2026-10-10', true],
    ['a Sunday worked for it', '2026-09-20', true],
    ['the Sunday after the worked Saturday', '2026-10-11', false],
    ['a Saturday worked for 春节', '2026-02-14', true],
    ['the first day of 春节', '2026-02-15', false],
    ['the last day of 春节, a Monday', '2026-02-23', false],
    ['the second Saturday worked for it', '2026-02-28', true],
  ])('is told of %s (%s)', (_what, day, expected) => {
    expect(isWorkingDay(calendar, day)).toBe(expected);
  });

  it('of a year without a table is an alarm, never a guess', () => {
    expect(() => isWorkingDay(calendar, '2027-03-01')).toThrow(missing('2027'));
    expect(() => isWorkingDay(calendar, '2027-01-02')).toThrow(missing('2027'));
    expect(() => isWorkingDay({ days: new Map() }, '2026-11-24')).toThrow(missing('2026'));
  });
});

describe('the years that are known', () => {
  it('are those with a table', () => {
    expect(knownYears(calendar)).toEqual(new Set(['2025', '2026']));
    expect(knownYears({ days: new Map() })).toEqual(new Set());
  });

  // 元旦 is often announced with the year before it; a few such days are no table of their own.
  it('are not those of which but a few days are named', () => {
    const named = (count: number): WorkingCalendar => ({
      days: new Map(Array.from({ length: count }, (_, index) => [addDays('2027-01-01', index), false])),
    });
    expect(knownYears(named(6))).toEqual(new Set());
    expect(knownYears(named(7))).toEqual(new Set(['2027']));
    expect(isWorkingDay(named(3), '2027-01-02')).toBe(false);
    expect(() => isWorkingDay(named(3), '2027-01-05')).toThrow(missing('2027'));
    expect(isWorkingDay(named(7), '2027-01-08')).toBe(true);
  });
});

describe('a period of working days', () => {
  it.each<[string, number, string]>([
    ['2026-11-09', 10, '2026-11-23'],
    ['2026-11-20', 1, '2026-11-23'],
    ['2026-11-21', 1, '2026-11-23'],
    ['2026-09-30', 1, '2026-10-08'],
    ['2026-09-30', 3, '2026-10-10'],
    ['2026-09-30', 7, '2026-10-15'],
    ['2026-10-03', 1, '2026-10-08'],
    ['2026-02-13', 7, '2026-03-02'],
    ['2025-01-24', 7, '2025-02-10'],
    ['2025-12-31', 1, '2026-01-04'],
    ['2026-12-25', 4, '2026-12-31'],
    ['2026-11-24', 0, '2026-11-24'],
  ])('from %s, of %i, ends on %s', (from, count, last) => {
    expect(addWorkingDays(calendar, from, count)).toBe(last);
  });

  it('that reaches into a year without a table is an alarm', () => {
    expect(() => addWorkingDays(calendar, '2026-12-25', 5)).toThrow(missing('2027'));
    expect(() => addWorkingDays(calendar, '2024-12-31', 1)).not.toThrow(); // its days are of 2025
  });

  it('ends on a working day, holds so many of them, and can be taken in two steps', () => {
    const from = fc.nat(600).map((days) => addDays('2025-01-01', days));
    fc.assert(
      fc.property(
        from,
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 20 }),
        (day, first, more) => {
          const last = addWorkingDays(calendar, day, first);
          expect(isWorkingDay(calendar, last)).toBe(true);
          let worked = 0;
          for (let each = addDays(day, 1); each <= last; each = addDays(each, 1))
            if (isWorkingDay(calendar, each)) worked += 1;
          expect(worked).toBe(first);
          expect(addWorkingDays(calendar, day, first + more)).toBe(addWorkingDays(calendar, last, more));
        },
      ),
    );
  });
});
