import { addDays } from './dates.ts';
import { instantAt, isProbablyWorked } from './notice-time.ts';
import type { IsoDate } from './ports.ts';
import type { WorkingCalendar } from './working-days.ts';

/**
 * 约谈时间 that can be chosen: the times of every working day after `today`, until the interview is due, but for those
 * that are taken.
 */
export function freeSlots(
  calendar: WorkingCalendar,
  {
    today,
    due,
    times,
    taken,
  }: { today: IsoDate; due: IsoDate; times: readonly string[]; taken: readonly Date[] },
): Date[] {
  const gone = new Set(taken.map((slot) => slot.getTime()));
  const free: Date[] = [];
  for (let day = addDays(today, 1); day <= due; day = addDays(day, 1)) {
    if (!isProbablyWorked(calendar, day)) continue;
    for (const time of times) {
      const slot = instantAt(day, time);
      if (!gone.has(slot.getTime())) free.push(slot);
    }
  }
  return free;
}
