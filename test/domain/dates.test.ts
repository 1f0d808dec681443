import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, earlier, isIsoDate, later } from '../../src/domain/dates.ts';

const day = fc
  .date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const nearDay = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('months', () => {
  it.each([
    ['2026-05-31', 3, '2026-08-31'],
    ['2026-05-31', 12, '2027-05-31'],
    ['2026-01-31', 3, '2026-04-30'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2026-12-31', 1, '2027-01-31'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2026-07-07', 0, '2026-07-07'],
    ['2000-01-31', 1, '2000-02-29'],
    ['2100-01-31', 1, '2100-02-28'],
    ['9999-12-31', 36, '9999-12-31'],
    ['1000-01-01', -1, '1000-01-01'],
  ])('%s and %i months: %s', (from, months, to) => {
    expect(addMonths(from, months)).toBe(to);
  });

  it('reach a day of the right month, never past the same day of the month', () => {
    fc.assert(
      fc.property(nearDay, fc.integer({ min: -600, max: 600 }), (from, months) => {
        const to = addMonths(from, months);
        const monthNumber = (date: string) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
        expect(isIsoDate(to)).toBe(true);
        expect(monthNumber(to)).toBe(monthNumber(from) + months);
        expect(to.slice(8) <= from.slice(8)).toBe(true);
        // Where the day was moved, it is the last of its month.
        if (to.slice(8) !== from.slice(8)) expect(addDays(to, 1).slice(8)).toBe('01');
      }),
    );
  });

  it('keep the order of days', () => {
    fc.assert(
      fc.property(day, day, fc.integer({ min: 0, max: 600 }), (a, b, months) => {
        expect(addMonths(earlier(a, b), months) <= addMonths(later(a, b), months)).toBe(true);
      }),
    );
  });
});

describe('days', () => {
  it.each([
    ['2026-02-28', 1, '2026-03-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2026-01-01', -1, '2025-12-31'],
    ['2026-03-01', -1, '2026-02-28'],
    ['2026-01-01', 365, '2027-01-01'],
    ['9999-12-31', 1, '9999-12-31'],
    ['1000-01-01', -1, '1000-01-01'],
  ])('%s and %i days: %s', (from, days, to) => {
    expect(addDays(from, days)).toBe(to);
  });

  it('agree with the calendar of the platform', () => {
    fc.assert(
      fc.property(nearDay, fc.integer({ min: -5000, max: 5000 }), (from, days) => {
        const expected = new Date(Date.parse(from) + days * 86_400_000).toISOString().slice(0, 10);
        expect(addDays(from, days)).toBe(expected);
        expect(addDays(expected, -days)).toBe(from);
      }),
    );
  });
});

describe('what is a day', () => {
  it.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-04-31', '2026-04-00', '2100-02-29', '0999-12-31'])(
    '%s is none',
    (text) => {
      expect(isIsoDate(text)).toBe(false);
    },
  );

  it.each(['2026-2-3', '20260203', '2026/02/03', ' 2026-02-03', '2026-02-03T00:00', ''])(
    '%j is not written as one',
    (text) => {
      expect(isIsoDate(text)).toBe(false);
    },
  );

  it('takes every day of the calendar', () => {
    fc.assert(fc.property(day, (text) => isIsoDate(text)));
  });
});
