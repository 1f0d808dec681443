import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freeSlots } from '../../src/domain/interview-slots.ts';
import {
  instantAt,
  isProbablyWorked,
  mondayOf,
  nextDigest,
  noticeTimes,
  quietEnd,
  weeklyDay,
} from '../../src/domain/notice-time.ts';
import { calendarOf } from '../cases/watch/read.ts';
import { policy } from './credit-records.ts';

const calendar = calendarOf([2025, 2026]);
const at = (day: string, time: string): Date => instantAt(day, time);
const said = (instant: Date | null): string | null =>
  instant === null ? null : new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 16);
const times = (quietFrom: string, quietUntil: string, digestAt = '08:30') => ({
  quietFrom,
  quietUntil,
  digestAt,
});

describe('quiet hours', () => {
  it.each([
    // Across midnight.
    ['21:00', '08:00', '2026-03-02', '20:59', null],
    ['21:00', '08:00', '2026-03-02', '21:00', '2026-03-03T08:00'],
    ['21:00', '08:00', '2026-03-02', '23:59', '2026-03-03T08:00'],
    ['21:00', '08:00', '2026-03-02', '00:00', '2026-03-02T08:00'],
    ['21:00', '08:00', '2026-03-02', '07:59', '2026-03-02T08:00'],
    ['21:00', '08:00', '2026-03-02', '08:00', null],
    ['21:00', '08:00', '2026-12-31', '22:00', '2027-01-01T08:00'],
    ['21:00', '08:00', '2028-02-28', '22:00', '2028-02-29T08:00'],
    // Within a day.
    ['12:00', '14:00', '2026-03-02', '11:59', null],
    ['12:00', '14:00', '2026-03-02', '12:00', '2026-03-02T14:00'],
    ['12:00', '14:00', '2026-03-02', '13:59', '2026-03-02T14:00'],
    ['12:00', '14:00', '2026-03-02', '14:00', null],
    // Until, or from, midnight.
    ['22:00', '00:00', '2026-03-02', '23:00', '2026-03-03T00:00'],
    ['22:00', '00:00', '2026-03-02', '00:00', null],
    ['00:00', '06:00', '2026-03-02', '00:00', '2026-03-02T06:00'],
    ['00:00', '06:00', '2026-03-02', '23:59', null],
    // None.
    ['00:00', '00:00', '2026-03-02', '00:00', null],
    ['09:00', '09:00', '2026-03-02', '09:00', null],
  ])('from %s to %s: on %s at %s until %s', (from, until, day, time, expected) => {
    expect(said(quietEnd(at(day, time), times(from, until)))).toBe(expected);
  });

  it('end within a day, and at their end it is quiet no more', () => {
    const clock = fc
      .tuple(fc.nat(23), fc.nat(59))
      .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`);
    let quiet = 0;
    fc.assert(
      fc.property(clock, clock, clock, (from, until, time) => {
        const now = at('2026-03-02', time);
        const end = quietEnd(now, times(from, until));
        if (end === null) return;
        quiet += 1;
        expect(end.getTime()).toBeGreaterThan(now.getTime());
        expect(end.getTime() - now.getTime()).toBeLessThan(24 * 3_600_000);
        expect(quietEnd(end, times(from, until))).toBeNull();
        expect(quietEnd(new Date(end.getTime() - 60_000), times(from, until))).toEqual(end);
      }),
      { seed: 1, numRuns: 500 },
    );
    expect(quiet).toBeGreaterThan(100);
  });

  it('are those of the policy, but for what a person chose', () => {
    const rule = policy.notices;
    const usual = times(rule.quietFrom, rule.quietUntil, rule.digestAt);
    expect(noticeTimes(undefined, rule)).toEqual(usual);
    expect(noticeTimes({ quietFrom: null, quietUntil: null, digestAt: '17:00' }, rule)).toEqual({
      ...usual,
      digestAt: '17:00',
    });
    expect(noticeTimes({ quietFrom: '00:00', quietUntil: '00:00', digestAt: null }, rule)).toEqual({
      ...usual,
      ...{ quietFrom: '00:00', quietUntil: '00:00' },
    });
  });
});

describe('the next digest', () => {
  it.each([
    ['2026-03-02', '08:29', '08:30', '2026-03-02T08:30'],
    ['2026-03-02', '08:30', '08:30', '2026-03-03T08:30'],
    ['2026-03-02', '08:30', '17:00', '2026-03-02T17:00'],
    // A Friday; the week after.
    ['2026-03-06', '09:00', '08:30', '2026-03-09T08:30'],
    ['2026-03-07', '07:00', '08:30', '2026-03-09T08:30'],
    // 国庆, and Saturday 10 October is worked (调休).
    ['2026-09-30', '09:00', '08:30', '2026-10-08T08:30'],
    ['2026-10-09', '09:00', '08:30', '2026-10-10T08:30'],
    ['2026-10-10', '09:00', '08:30', '2026-10-12T08:30'],
    // 春节: Saturday 14 February is worked, then nothing until the 24th.
    ['2026-02-13', '09:00', '08:30', '2026-02-14T08:30'],
    ['2026-02-14', '09:00', '08:30', '2026-02-24T08:30'],
    // 2027 has no table: it follows the week.
    ['2026-12-31', '09:00', '08:30', '2027-01-01T08:30'],
    ['2027-01-01', '09:00', '08:30', '2027-01-04T08:30'],
  ])('after %s %s, at %s: %s', (day, time, digestAt, expected) => {
    expect(said(nextDigest(at(day, time), times('21:00', '08:00', digestAt), calendar))).toBe(expected);
  });
});

describe('the weekly digest', () => {
  it.each([
    ['2026-03-04', '2026-03-02', '2026-03-02'],
    ['2026-03-08', '2026-03-02', '2026-03-02'],
    ['2026-03-09', '2026-03-09', '2026-03-09'],
    // Monday 6 April is off (清明); of 5 to 9 October the first is the 8th; the week of 春节 has none.
    ['2026-04-07', '2026-04-06', '2026-04-07'],
    ['2026-10-08', '2026-10-05', '2026-10-08'],
    ['2026-02-18', '2026-02-16', null],
  ])('of %s: week of %s, told on %s', (day, monday, told) => {
    expect(mondayOf(day)).toBe(monday);
    expect(weeklyDay(monday, calendar)).toBe(told);
  });
});

describe('a year whose table is missing', () => {
  it('follows the week for when to write, and no other year does', () => {
    expect(isProbablyWorked(calendar, '2027-10-01')).toBe(true);
    expect(isProbablyWorked(calendar, '2027-10-02')).toBe(false);
    expect(isProbablyWorked(calendar, '2026-10-01')).toBe(false);
    expect(isProbablyWorked(calendar, '2026-10-10')).toBe(true);
    expect(isProbablyWorked({ days: new Map() }, '2026-10-10')).toBe(false);
  });
});

describe('times for an interview', () => {
  const slots = (today: string, due: string, taken: readonly Date[] = [], offered = ['09:30', '14:30']) =>
    freeSlots(calendar, { today, due, times: offered, taken }).map(said);

  it('are on working days from tomorrow to the last day', () => {
    expect(slots('2026-03-05', '2026-03-09')).toEqual([
      ...['2026-03-06T09:30', '2026-03-06T14:30', '2026-03-09T09:30', '2026-03-09T14:30'],
    ]);
    // Today and past the term there are none.
    expect(slots('2026-03-09', '2026-03-09')).toEqual([]);
    expect(slots('2026-03-10', '2026-03-09')).toEqual([]);
  });

  it('leave out 国庆 and take in the worked Saturday', () => {
    expect(slots('2026-09-30', '2026-10-11', [], ['09:30'])).toEqual([
      ...['2026-10-08T09:30', '2026-10-09T09:30', '2026-10-10T09:30'],
    ]);
  });

  it('are each given once', () => {
    const taken = [at('2026-03-06', '14:30'), at('2026-03-09', '09:30')];
    expect(slots('2026-03-05', '2026-03-09', taken)).toEqual(['2026-03-06T09:30', '2026-03-09T14:30']);
    // A time that was arranged by hand between the usual ones takes none of them.
    expect(slots('2026-03-05', '2026-03-06', [at('2026-03-06', '10:00')])).toHaveLength(2);
  });
});
