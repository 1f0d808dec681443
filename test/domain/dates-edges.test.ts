import { describe, expect, it } from 'vitest';
import { addDays, addMonths, isIsoDate } from '../../src/domain/dates.ts';

describe('the ends of the calendar', () => {
  it.each([
    ['1000-02-01', -1, '1000-01-01'],
    ['1000-03-15', -1, '1000-02-15'],
    ['1000-03-15', -3, '1000-01-01'],
    ['9999-10-15', 1, '9999-11-15'],
    ['9999-10-15', 3, '9999-12-31'],
  ])('%s and %i months: %s', (from, months, to) => {
    expect(addMonths(from, months)).toBe(to);
  });

  it.each([
    ['1000-01-02', -1, '1000-01-01'],
    ['1000-03-15', -14, '1000-03-01'],
    ['1000-01-01', -1, '1000-01-01'],
    ['9999-10-15', 1, '9999-10-16'],
    ['9999-12-30', 1, '9999-12-31'],
    ['9999-12-31', 1, '9999-12-31'],
  ])('%s and %i days: %s', (from, days, to) => {
    expect(addDays(from, days)).toBe(to);
  });
});

describe('a day', () => {
  it.each([
    'x2026-01-01',
    ' 2026-01-01',
    '2026-01-01x',
    '12026-01-01',
    '0999-12-31',
    '2026-1-01',
    '2026-01-1',
  ])('is not %j', (text) => {
    expect(isIsoDate(text)).toBe(false);
  });
});
