import type { ActionSpec, DraftCard, Field, Tone } from '../chat/card.ts';
import type { Locale } from '../chat/event.ts';
import { say, type WordKey } from '../chat/words/index.ts';
import type { Policy } from '../domain/policy.ts';
import type { Course, ListGround } from '../domain/watch.ts';
import type { WatchEvent } from '../domain/watch-events.ts';

/** The enterprise that a card is about. */
export interface Watched {
  uscc: string;
  name: string;
  sample: boolean;
}

interface Shown {
  enterprise: Watched;
  course: Course;
  policy: Policy;
}

function eventLines(events: readonly WatchEvent[], locale: Locale): string[] {
  return events.map(({ number, authority, decidedOn, tier }) =>
    say(locale, 'watch.event', { number, authority, on: decidedOn, tier: say(locale, `tier.${tier}`) }),
  );
}

function card(
  locale: Locale,
  { enterprise, policy }: Pick<Shown, 'enterprise' | 'policy'>,
  parts: {
    tone: Tone;
    title: WordKey;
    text: WordKey;
    params: Readonly<Record<string, string | number>>;
    events?: readonly WatchEvent[];
    actions?: readonly ActionSpec[];
  },
): DraftCard {
  const { tone, title, text, params, events = [], actions = [] } = parts;
  const { watch } = policy;
  const fields: Field[] = [
    { label: say(locale, 'warning.enterprise'), value: enterprise.name },
    { label: say(locale, 'credit.code'), value: enterprise.uscc },
    { label: say(locale, 'warning.clause'), value: watch.clause },
  ];
  return {
    title: say(locale, title, params),
    tone,
    children: [
      { type: 'text', text: say(locale, text, params) },
      ...(events.length > 0
        ? [{ type: 'list' as const, ordered: false, items: eventLines(events, locale) }]
        : []),
      { type: 'fields', fields },
      ...(actions.length > 0 ? [{ type: 'actions' as const, actions }] : []),
      {
        type: 'note',
        text: say(locale, watch.origin === 'default' ? 'watch.default' : 'watch.rule', {
          title: watch.title[locale],
        }),
      },
      ...(enterprise.sample ? [{ type: 'note' as const, text: say(locale, 'sample.mark') }] : []),
    ],
    source: null,
  };
}

/** For the enterprise: reminded, and asked to choose when it comes. */
export function remindedCard({ enterprise, course, policy }: Shown, events: readonly WatchEvent[]) {
  return (locale: Locale): DraftCard => {
    const { watch } = policy;
    const params = {
      count: events.length,
      days: watch.windowDays,
      due: course.interviewDueOn ?? say(locale, 'watch.due.unknown', { days: watch.interviewWorkingDays }),
    };
    const choose = {
      label: say(locale, 'interview.choose'),
      style: 'primary' as const,
      intent: 'interview.slots',
      args: {},
    };
    return card(
      locale,
      { enterprise, policy },
      {
        tone: 'warning',
        title: 'watch.reminded.title',
        text: 'watch.reminded.text',
        params,
        events,
        actions: course.interviewDueOn === null ? [] : [choose],
      },
    );
  };
}

const groundTexts: Readonly<Record<ListGround, WordKey>> = {
  further: 'watch.ground.further',
  missed: 'watch.ground.missed',
  overdue: 'watch.ground.overdue',
};

/** For the enterprise: put under key watch. */
export function listedCard({ enterprise, policy }: Shown, ground: ListGround, events: readonly WatchEvent[]) {
  return (locale: Locale): DraftCard =>
    card(
      locale,
      { enterprise, policy },
      {
        tone: 'serious',
        title: 'watch.listed.title',
        text: 'watch.listed.text',
        params: { ground: say(locale, groundTexts[ground]), days: policy.watch.cleanDays },
        events,
        actions: [{ label: say(locale, 'objection.new'), intent: 'objection.choose', args: {} }],
      },
    );
}

const endTitles = {
  improved: 'watch.improved.title',
  left: 'watch.left.title',
  recounted: 'watch.recounted.title',
} as const;
const endTexts = {
  improved: 'watch.improved.text',
  left: 'watch.left.text',
  recounted: 'watch.recounted.text',
} as const;

/** For the enterprise: the course is over. */
export function closedCard({ enterprise, policy }: Shown, end: 'improved' | 'left' | 'recounted') {
  return (locale: Locale): DraftCard =>
    card(
      locale,
      { enterprise, policy },
      {
        tone: 'good',
        title: endTitles[end],
        text: endTexts[end],
        params: { days: policy.watch.cleanDays },
      },
    );
}

/** For the enterprise: taken off the list, while the course goes on. */
export function unlistedCard({ enterprise, policy }: Shown) {
  return (locale: Locale): DraftCard =>
    card(
      locale,
      { enterprise, policy },
      { tone: 'good', title: 'watch.unlisted.title', text: 'watch.unlisted.text', params: {} },
    );
}

/** For those who supervise it, in a line. */
export type WatchLine =
  | 'reminded'
  | 'unreached'
  | 'missed'
  | 'listed'
  | 'unlisted'
  | 'improved'
  | 'left'
  | 'recounted';

export function watchLine(step: WatchLine, { name, uscc }: Watched) {
  return {
    group: 'watch' as const,
    text: (locale: Locale): string => say(locale, `watch.line.${step}`, { name, uscc }),
  };
}

/** The same as a message of its own. */
export function watchNotice(step: WatchLine, shown: Pick<Shown, 'enterprise' | 'policy'>) {
  return (locale: Locale): DraftCard =>
    card(locale, shown, {
      tone: 'notice',
      title: 'watch.notice.title',
      text: `watch.line.${step}`,
      params: { name: shown.enterprise.name, uscc: shown.enterprise.uscc },
    });
}
