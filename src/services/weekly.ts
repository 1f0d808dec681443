import type { DraftCard } from '../chat/card.ts';
import type { Locale } from '../chat/event.ts';
import { say } from '../chat/words/index.ts';
import { addDays } from '../domain/dates.ts';
import { mondayOf, timeIn, weeklyDay } from '../domain/notice-time.ts';
import { dayOf, type IsoDate, type Random } from '../domain/ports.ts';
import { lies, regionScope } from '../domain/scope.ts';
import type { Database } from '../store/database.ts';
import { readCalendar } from '../store/holidays.ts';
import { seeing } from '../store/scope.ts';
import { takeWeeklyReaders, type WeekFigures, weekFigures } from '../store/weekly.ts';
import { tell } from './notify.ts';
import type { PolicyBook } from './policy.ts';

const shown = ['raised', 'open', 'overdue', 'falseAlarm', 'worse', 'better', 'watched'] as const;

function sum(figures: readonly WeekFigures[], regionCode: string): Record<(typeof shown)[number], number> {
  const scope = regionScope(regionCode);
  const own = figures.filter(({ region }) => lies(region, scope));
  const of = (name: (typeof shown)[number]): number => own.reduce((total, one) => total + one[name], 0);
  return {
    raised: of('raised'),
    open: of('open'),
    overdue: of('overdue'),
    falseAlarm: of('falseAlarm'),
    worse: of('worse'),
    better: of('better'),
    watched: of('watched'),
  };
}

function weeklyCard(values: ReturnType<typeof sum>, from: IsoDate, to: IsoDate) {
  return (locale: Locale): DraftCard => ({
    title: say(locale, 'weekly.title', { from, to }),
    tone: values.overdue > 0 ? 'warning' : 'neutral',
    children: [
      {
        type: 'fields',
        fields: shown.map((name) => ({ label: say(locale, `weekly.${name}`), value: String(values[name]) })),
      },
      {
        type: 'actions',
        actions: [{ label: say(locale, 'digest.open'), intent: 'warnings', args: {} }],
      },
      { type: 'note', text: say(locale, 'weekly.scope') },
    ],
    source: null,
  });
}

/**
 * Again and again, on every replica: on the first working day of a week each who supervises is told once, at the hour
 * of their digest, what the week before brought in their region. Resolves with how many that are.
 */
export async function sendWeekly(
  { sql }: Database,
  { policies, random, now }: { policies: PolicyBook; random: Random; now: Date },
): Promise<number> {
  const today = dayOf(now);
  const monday = mondayOf(today);
  return seeing(sql, { sees: 'all' }, async (tx) => {
    if (weeklyDay(monday, await readCalendar(tx)) !== today) return 0;
    const usual = policies.on(today).notices.digestAt;
    const readers = await takeWeeklyReaders(tx, { monday, clock: timeIn(now), usual });
    if (readers.length === 0) return 0;
    const [from, until] = [addDays(monday, -7), addDays(monday, -1)];
    const figures = await weekFigures(tx, { from, until, today });
    for (const { personId, regionCode } of readers) {
      const card = weeklyCard(sum(figures, regionCode), from, until);
      await tell(tx, [personId], { random, now, key: `weekly:${personId}:${monday}`, card });
    }
    return readers.length;
  });
}
