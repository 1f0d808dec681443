import { addDays } from './dates.ts';
import { CodedError } from './errors.ts';
import type { IsoDate } from './ports.ts';

/** 节假日与调休: of the days that differ from the week, whether they are worked. */
export interface WorkingCalendar {
  /** Days that the State Council's tables name: true = worked (调休上班), false = off. */
  days: ReadonlyMap<IsoDate, boolean>;
}

/** A State Council table names eleven holidays and more; a stray day of the next year (New Year's) is no table. */
const leastDays = 7;

/** Years whose table was imported. Years without are unknown, not free of holidays. */
export function knownYears({ days }: WorkingCalendar): ReadonlySet<string> {
  const named = new Map<string, number>();
  for (const day of days.keys()) named.set(day.slice(0, 4), (named.get(day.slice(0, 4)) ?? 0) + 1);
  return new Set([...named].filter(([, count]) => count >= leastDays).map(([year]) => year));
}

/** 0 Sunday … 6 Saturday. */
export function weekday(day: IsoDate): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

/** @throws CodedError `calendar.missing` {year}: a missing year is an alarm, never a guess */
export function isWorkingDay(calendar: WorkingCalendar, day: IsoDate): boolean {
  const named = calendar.days.get(day);
  if (named !== undefined) return named;
  const year = day.slice(0, 4);
  if (!years(calendar).has(year)) throw new CodedError('calendar.missing', { year });
  const weekend = weekday(day);
  return weekend !== 0 && weekend !== 6;
}

/**
 * The last day of a period of `count` working days that begins on the day after `from` (民法典 第二百零一条: the day
 * itself is not counted).
 * @throws CodedError `calendar.missing` {year}
 */
export function addWorkingDays(calendar: WorkingCalendar, from: IsoDate, count: number): IsoDate {
  let day = from;
  for (let left = count; left > 0; ) {
    day = addDays(day, 1);
    if (isWorkingDay(calendar, day)) left -= 1;
  }
  return day;
}

const cache = new WeakMap<WorkingCalendar, ReadonlySet<string>>();

function years(calendar: WorkingCalendar): ReadonlySet<string> {
  let known = cache.get(calendar);
  if (!known) {
    known = knownYears(calendar);
    cache.set(calendar, known);
  }
  return known;
}
