import type { DraftCard } from '../chat/card.ts';
import type { Locale } from '../chat/event.ts';
import { notice } from '../chat/notice.ts';
import { say } from '../chat/words/index.ts';
import type { Exemption } from '../store/tolerance.ts';

type About = Pick<
  Exemption,
  'id' | 'uscc' | 'name' | 'act' | 'actOn' | 'correctBy' | 'suggestion' | 'decidedAt'
>;

/** What was judged, for staff and enterprise alike; who judged it is not said. */
export function exemptionFields({ uscc, name, act, actOn, correctBy }: About, locale: Locale) {
  return [
    { label: say(locale, 'objection.enterprise'), value: name },
    { label: say(locale, 'credit.code'), value: uscc },
    { label: say(locale, 'exemption.act'), value: act },
    { label: say(locale, 'exemption.actOn'), value: actOn },
    ...(correctBy === null ? [] : [{ label: say(locale, 'exemption.correctBy'), value: correctBy }]),
  ];
}

/** For the enterprise: 行政指导, what to correct by when, on which clauses, and what follows if it does not. */
export function exemptionGuided(exemption: About, months: number) {
  return (locale: Locale): DraftCard => {
    const { id, correctBy, suggestion } = exemption;
    const clauses = suggestion.grounds.map(({ clause }) => clause);
    return {
      title: say(locale, 'exemption.guided.title', { id }),
      tone: 'notice',
      children: [
        { type: 'text', text: say(locale, 'exemption.guided.text', { day: correctBy ?? '' }) },
        { type: 'fields', fields: exemptionFields(exemption, locale) },
        ...(clauses.length === 0
          ? []
          : [
              {
                type: 'note' as const,
                text: say(locale, 'exemption.basis', { clauses: clauses.join('；') }),
              },
            ]),
        { type: 'note', text: say(locale, 'exemption.guided.note', { months }) },
      ],
      source: null,
    };
  };
}

/** The two answers to whether it was corrected. */
export function settleActions({ id }: Pick<Exemption, 'id'>, locale: Locale) {
  const args = { id: String(id) };
  return {
    type: 'actions' as const,
    actions: [
      {
        label: say(locale, 'exemption.corrected'),
        style: 'primary' as const,
        intent: 'exemption.settle',
        args: { ...args, corrected: 'yes' },
      },
      {
        label: say(locale, 'exemption.notCorrected'),
        style: 'danger' as const,
        intent: 'exemption.settle',
        args: { ...args, corrected: 'no' },
      },
    ],
  };
}

/** For the officer: the term to correct is over. */
export function exemptionDue(exemption: About) {
  return (locale: Locale): DraftCard => ({
    title: say(locale, 'exemption.due.title', { id: exemption.id }),
    tone: 'warning',
    once: true,
    children: [
      { type: 'text', text: say(locale, 'exemption.due.text', { day: exemption.correctBy ?? '' }) },
      { type: 'fields', fields: exemptionFields(exemption, locale) },
      settleActions(exemption, locale),
    ],
    source: null,
  });
}

/** For the enterprise: what became of it. */
export function exemptionSettled({ id, act, correctBy }: About, state: 'corrected' | 'case') {
  return (locale: Locale): DraftCard =>
    notice(
      locale,
      state === 'corrected' ? 'good' : 'warning',
      'exemption.settled.title',
      state === 'corrected' ? 'exemption.settled.corrected' : 'exemption.settled.case',
      { id, act, day: correctBy ?? '' },
    );
}
