import { addDays } from './dates.ts';
import type { RuleOf } from './policy.ts';
import { dayOf, type IsoDate } from './ports.ts';
import { type WorkingCalendar, weekday } from './working-days.ts';

/** When a person is told: `HH:MM`, Shandong's time. */
export interface NoticeTimes {
  quietFrom: string;
  quietUntil: string;
  digestAt: string;
}

/** What a person chose; null: as the policy says. */
export interface NoticeChoice {
  quietFrom: string | null;
  quietUntil: string | null;
  digestAt: string | null;
}

export function noticeTimes(choice: NoticeChoice | undefined, rule: RuleOf<'notices'>): NoticeTimes {
  return {
    quietFrom: choice?.quietFrom ?? rule.quietFrom,
    quietUntil: choice?.quietUntil ?? rule.quietUntil,
    digestAt: choice?.digestAt ?? rule.digestAt,
  };
}

/** The instant of a time of day in Shandong. */
export function instantAt(day: IsoDate, time: string): Date {
  return new Date(`${day}T${time}:00+08:00`);
}

/** The time of day in Shandong, `HH:MM`. */
export function timeIn(now: Date): string {
  return new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(11, 16);
}

/** When the quiet hours end that `now` lies in; null: it lies in none. The hour they end is not quiet any more. */
export function quietEnd(now: Date, { quietFrom, quietUntil }: NoticeTimes): Date | null {
  if (quietFrom === quietUntil) return null;
  const time = timeIn(now);
  const day = dayOf(now);
  if (quietFrom < quietUntil)
    return quietFrom <= time && time < quietUntil ? instantAt(day, quietUntil) : null;
  if (time < quietUntil) return instantAt(day, quietUntil);
  return time >= quietFrom ? instantAt(addDays(day, 1), quietUntil) : null;
}

/**
 * Whether somebody is at work; a year without its table follows the week. That is good enough for when to write, and
 * for nothing else: terms are never counted like this.
 */
export function isProbablyWorked(calendar: WorkingCalendar, day: IsoDate): boolean {
  return calendar.days.get(day) ?? (weekday(day) !== 0 && weekday(day) !== 6);
}

/** The next digest after `now`: on a working day, at the person's time. */
export function nextDigest(now: Date, { digestAt }: NoticeTimes, calendar: WorkingCalendar): Date {
  let day = dayOf(now);
  if (instantAt(day, digestAt) <= now) day = addDays(day, 1);
  while (!isProbablyWorked(calendar, day)) day = addDays(day, 1);
  return instantAt(day, digestAt);
}

/** Monday of the week of a day. */
export function mondayOf(day: IsoDate): IsoDate {
  return addDays(day, -((weekday(day) + 6) % 7));
}

/** The day of the weekly digest: the first working day of the week; null: all of it is off. */
export function weeklyDay(monday: IsoDate, calendar: WorkingCalendar): IsoDate | null {
  for (let day = 0; day < 7; day += 1)
    if (isProbablyWorked(calendar, addDays(monday, day))) return addDays(monday, day);
  return null;
}
