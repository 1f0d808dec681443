import { CodedError } from '../domain/errors.ts';
import type { IsoDate } from '../domain/ports.ts';
import { addWorkingDays, type WorkingCalendar } from '../domain/working-days.ts';

/** The last day of a term in working days; null where holidays are missing: counted once they are there, never guessed. */
export function termOf(calendar: WorkingCalendar, from: IsoDate, workingDays: number): IsoDate | null {
  try {
    return addWorkingDays(calendar, from, workingDays);
  } catch (error) {
    if (error instanceof CodedError && error.code === 'calendar.missing') return null;
    throw error;
  }
}
