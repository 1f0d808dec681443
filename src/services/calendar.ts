import type { TransactionSql } from 'postgres';
import { notice } from '../chat/notice.ts';
import { dayOf, type Random } from '../domain/ports.ts';
import { knownYears } from '../domain/working-days.ts';
import { readCalendar } from '../store/holidays.ts';
import { askable } from '../store/people.ts';
import { seeing } from '../store/scope.ts';
import { everyone } from './approvals.ts';
import { tell } from './notify.ts';

/** The State Council names the holidays of a year in the November before: from this day on they are missed. */
const nextYearFrom = '-12-01';

/**
 * Every day: without the holidays of a year no term in working days can be counted, and administrators are told.
 * Resolves with the years that are missing.
 */
export async function watchCalendar(
  tx: TransactionSql,
  { random, now }: { random: Random; now: Date },
): Promise<string[]> {
  const today = dayOf(now);
  const year = today.slice(0, 4);
  const needed = today.slice(4) >= nextYearFrom ? [year, String(Number(year) + 1)] : [year];
  const known = knownYears(await readCalendar(tx));
  const missing = needed.filter((one) => !known.has(one));
  if (missing.length === 0) return missing;
  await seeing(tx, everyone, async (all) => {
    const people = (await askable(all, [])).map(({ id }) => id);
    const years = missing.join('、');
    await tell(all, people, {
      random,
      now,
      key: `calendar:${years}:${today}`,
      card: (locale) =>
        notice(locale, 'warning', 'calendar.missing.title', 'calendar.missing.text', { years }),
    });
  });
  return missing;
}
