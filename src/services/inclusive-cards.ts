import type { DraftCard } from '../chat/card.ts';
import type { Locale } from '../chat/event.ts';
import { notice } from '../chat/notice.ts';
import { say, type WordKey } from '../chat/words/index.ts';
import { lastDayOf } from '../domain/inclusive-period.ts';
import type { InclusivePeriod } from '../store/tolerance.ts';

type About = Pick<
  InclusivePeriod,
  'uscc' | 'name' | 'sector' | 'months' | 'from' | 'until' | 'endedOn' | 'reason'
>;

/** What a period is, for whoever may know of it. */
export function periodFields(period: About, locale: Locale) {
  const { uscc, name, sector, months, from, reason } = period;
  return [
    { label: say(locale, 'objection.enterprise'), value: name },
    { label: say(locale, 'credit.code'), value: uscc },
    { label: say(locale, 'inclusive.sector'), value: say(locale, `sector.${sector}`) },
    {
      label: say(locale, 'inclusive.term'),
      value: say(locale, 'inclusive.fromTo', { from, until: lastDayOf(period), months }),
    },
    { label: say(locale, 'inclusive.reason'), value: reason },
  ];
}

function about(
  period: About,
  locale: Locale,
  { title, text, tone }: { title: WordKey; text: string; tone: DraftCard['tone'] },
): DraftCard {
  return {
    title: say(locale, title, { name: period.name }),
    tone,
    children: [
      { type: 'text', text },
      { type: 'fields', fields: periodFields(period, locale) },
    ],
    source: null,
  };
}

/** For the enterprise: its period begins, and what it is and is not. */
export function periodGranted(period: About, clause: string) {
  return (locale: Locale): DraftCard =>
    about(period, locale, {
      title: 'inclusive.granted.title',
      text: say(locale, 'inclusive.granted.text', { clause }),
      tone: 'good',
    });
}

/** For the enterprise: its period was taken back, from when on and why. */
export function periodEnded(period: About, on: string, reason: string) {
  return (locale: Locale): DraftCard =>
    notice(locale, 'warning', 'inclusive.ended.title', 'inclusive.ended.text', {
      name: period.name,
      on,
      reason,
    });
}

/** `days` to the last day, or `over`; to the enterprise (`own`), or to those who supervise it. */
export function periodEnding(
  period: About,
  { days, over, own }: { days: number; over: boolean; own: boolean },
) {
  return (locale: Locale): DraftCard => {
    const text = over
      ? say(locale, own ? 'inclusive.over.own' : 'inclusive.over.staff', { until: period.until })
      : say(locale, own ? 'inclusive.ending.own' : 'inclusive.ending.staff', {
          until: period.until,
          days,
        });
    return about(period, locale, {
      title: over ? 'inclusive.over.title' : 'inclusive.ending.title',
      text,
      tone: 'notice',
    });
  };
}
