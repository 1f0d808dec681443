import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/domain/dates.ts';
import { CodedError } from '../../src/domain/errors.ts';
import {
  addWorkingDays,
  isWorkingDay,
  knownYears,
  type WorkingCalendar,
  weekday,
} from '../../src/domain/working-days.ts';

const holidays = (from: string, count: number): [string, boolean][] =>
  Array.from({ length: count }, (_, index) => [addDays(from, index), false]);

/** National Day of 2026: off from Thursday, 1 October, to the 7th; Saturday, 10 October, is worked. */
const calendar: WorkingCalendar = {
  days: new Map([...holidays('2026-10-01', 7), ['2026-10-10', true], ['2027-01-01', false]]),
};

function missingYear(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    if (error instanceof CodedError) return [error.code, error.params];
    throw error;
  }
  return null;
}

describe('knownYears', () => {
  it('takes a year from seven named days on; a stray New Year is no table', () => {
    expect([...knownYears({ days: new Map(holidays('2026-10-01', 6)) })]).toEqual([]);
    expect([...knownYears({ days: new Map(holidays('2026-10-01', 7)) })]).toEqual(['2026']);
    expect([...knownYears(calendar)]).toEqual(['2026']);
    expect([...knownYears({ days: new Map(holidays('2026-12-25', 14)) })]).toEqual(['2026', '2027']);
  });
});

describe('isWorkingDay', () => {
  it.each([
    ['2026-09-30', true, 'Wednesday'],
    ['2026-10-01', false, 'a holiday on a Thursday'],
    ['2026-10-07', false, 'its last day'],
    ['2026-10-08', true, 'Thursday after it'],
    ['2026-10-09', true, 'Friday'],
    ['2026-10-10', true, 'a Saturday that is worked'],
    ['2026-10-11', false, 'Sunday'],
    ['2026-10-17', false, 'Saturday'],
    ['2026-10-19', true, 'Monday'],
    ['2027-01-01', false, 'named, though the table of its year is missing'],
  ])('%s: %s, %s', (day, expected) => {
    expect(isWorkingDay(calendar, day)).toBe(expected);
  });

  it('does not guess in a year without a table, not even on a Sunday', () => {
    const unknown = ['calendar.missing', { year: '2027' }];
    expect(missingYear(() => isWorkingDay(calendar, '2027-01-04'))).toEqual(unknown);
    expect(missingYear(() => isWorkingDay(calendar, '2027-01-03'))).toEqual(unknown);
  });

  it('answers by each calendar of its own', () => {
    const empty: WorkingCalendar = { days: new Map() };
    expect(isWorkingDay(calendar, '2026-10-19')).toBe(true);
    expect(missingYear(() => isWorkingDay(empty, '2026-10-19'))).toEqual([
      'calendar.missing',
      { year: '2026' },
    ]);
    expect(isWorkingDay(calendar, '2026-10-19')).toBe(true);
  });
});

describe('addWorkingDays', () => {
  it.each([
    ['2026-09-28', 0, '2026-09-28'],
    ['2026-09-28', 1, '2026-09-29'],
    ['2026-09-29', 2, '2026-10-08'],
    ['2026-09-30', 3, '2026-10-10'],
    ['2026-09-30', 4, '2026-10-12'],
    ['2026-10-03', 1, '2026-10-08'],
    ['2026-11-20', 1, '2026-11-23'],
    ['2026-11-10', 10, '2026-11-24'],
    ['2026-12-30', 1, '2026-12-31'],
  ])('%s and %i working days: %s', (from, count, last) => {
    expect(addWorkingDays(calendar, from, count)).toBe(last);
  });

  it('stops with an alarm where it runs into a year without a table', () => {
    const unknown = ['calendar.missing', { year: '2027' }];
    expect(missingYear(() => addWorkingDays(calendar, '2026-12-31', 1))).toEqual(unknown);
    expect(missingYear(() => addWorkingDays(calendar, '2026-12-31', 0))).toBeNull();
  });
});

describe('weekday', () => {
  it('is that of the calendar, whatever the clock of the machine says', () => {
    const days = [
      '2026-11-22',
      '2026-11-23',
      '2026-11-24',
      '2026-11-25',
      '2026-11-26',
      '2026-11-27',
      '2026-11-28',
    ];
    expect(days.map(weekday)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });
});
