import type { ActionSpec, DraftCard } from '../chat/card.ts';
import type { Locale } from '../chat/event.ts';
import { notice } from '../chat/notice.ts';
import { say, sayIfKnown } from '../chat/words/index.ts';
import { dayOf } from '../domain/ports.ts';
import { weekday } from '../domain/working-days.ts';
import type { Interview } from '../store/interviews.ts';

/** A day and a time as people say them, in Shandong. */
export function slotText(slot: Date, locale: Locale): string {
  const day = dayOf(slot);
  const time = new Date(slot.getTime() + 8 * 3_600_000).toISOString().slice(11, 16);
  return say(locale, 'interview.slot', {
    day,
    weekday: sayIfKnown(locale, `weekday.${weekday(day)}`) ?? '',
    time,
  });
}

type Shown = Pick<Interview, 'id' | 'uscc' | 'name' | 'slot'>;

/** For those who hold it: when the enterprise comes. */
export function interviewTold({ name, uscc, slot }: Omit<Shown, 'id'>) {
  return (locale: Locale): DraftCard =>
    notice(locale, 'notice', 'interview.told.title', 'interview.told.text', {
      name,
      uscc,
      slot: slotText(slot, locale),
    });
}

/** For the enterprise, the day before. */
export function interviewTomorrow({ slot }: Pick<Shown, 'slot'>) {
  return (locale: Locale): DraftCard =>
    notice(locale, 'notice', 'interview.tomorrow.title', 'interview.tomorrow.text', {
      slot: slotText(slot, locale),
    });
}

export function outcomeActions(id: number, rectifyDays: number, locale: Locale): ActionSpec[] {
  const args = { id: String(id) };
  return [
    {
      label: say(locale, 'interview.held.rectify', { days: rectifyDays }),
      style: 'primary',
      intent: 'interview.settle',
      args: { ...args, state: 'held', days: String(rectifyDays) },
    },
    {
      label: say(locale, 'interview.held.plain'),
      intent: 'interview.settle',
      args: { ...args, state: 'held', days: '' },
    },
    {
      label: say(locale, 'interview.missed'),
      intent: 'interview.settle',
      args: { ...args, state: 'missed', days: '' },
    },
  ];
}

/** For those who hold it, once the time has passed: what came of it. */
export function outcomeAsked({ id, name, slot }: Shown, rectifyDays: number) {
  return (locale: Locale): DraftCard => ({
    title: say(locale, 'interview.outcome.title', { name }),
    tone: 'notice',
    once: true,
    children: [
      { type: 'text', text: say(locale, 'interview.outcome.text', { slot: slotText(slot, locale) }) },
      { type: 'actions', actions: outcomeActions(id, rectifyDays, locale) },
    ],
    source: null,
  });
}

/** For the enterprise: what it has to rectify, by when. */
export function rectificationOrdered(by: string) {
  return (locale: Locale): DraftCard =>
    notice(locale, 'notice', 'interview.ordered.title', 'interview.ordered.text', { by });
}
