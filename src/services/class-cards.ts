import type { DraftCard } from '../chat/card.ts';
import type { Locale } from '../chat/event.ts';
import { say } from '../chat/words/index.ts';
import type { CreditClass } from '../domain/credit.ts';
import type { Grading } from '../domain/grading.ts';
import { gravity, type Policy } from '../domain/policy.ts';

export interface ChangedClass {
  uscc: string;
  name: string;
  sample: boolean;
  from: CreditClass;
  grading: Grading;
  policy: Policy;
}

function fields({ uscc, from, grading }: ChangedClass, locale: Locale) {
  return [
    { label: say(locale, 'credit.code'), value: uscc },
    { label: say(locale, 'classes.from'), value: say(locale, `class.${from}`) },
    { label: say(locale, 'classes.to'), value: say(locale, `class.${grading.creditClass}`) },
    { label: say(locale, 'classes.since'), value: grading.asOf },
  ];
}

function tone({ from, grading }: ChangedClass): DraftCard['tone'] {
  if (gravity(grading.creditClass) < gravity(from)) return 'good';
  return grading.creditClass === 'SERIOUS_DISCREDIT' ? 'serious' : 'warning';
}

/** For whoever speaks for the enterprise: the change, its rules with their clauses, and what can be done about it. */
export function classChangedOwn(changed: ChangedClass) {
  const { name, grading, policy, sample } = changed;
  return (locale: Locale): DraftCard => ({
    title: say(locale, 'classes.own.title', { name }),
    tone: tone(changed),
    children: [
      { type: 'fields', fields: fields(changed, locale) },
      {
        type: 'list',
        ordered: false,
        items: grading.basis.map(({ rule, clause, origin }) =>
          say(locale, 'why.rule', {
            title: policy.rules.get(rule)?.title[locale] ?? rule,
            clause,
            origin: say(locale, `origin.${origin}`),
          }),
        ),
      },
      {
        type: 'note',
        text: say(locale, 'classes.own.object', { days: policy.objection.workingDays }),
      },
      ...(sample ? [{ type: 'note' as const, text: say(locale, 'sample.mark') }] : []),
    ],
    source: say(locale, 'credit.source', { asOf: grading.asOf, policy: policy.title[locale] }),
  });
}

/** For whoever follows it: that it changed; why, they ask, and are told what they may know. */
export function classChangedFollowed(changed: ChangedClass) {
  const { name, uscc, grading, policy, sample } = changed;
  return (locale: Locale): DraftCard => ({
    title: say(locale, 'classes.followed.title', { name }),
    tone: tone(changed),
    children: [
      { type: 'fields', fields: fields(changed, locale) },
      { type: 'note', text: say(locale, 'classes.followed.note', { uscc }) },
      ...(sample ? [{ type: 'note' as const, text: say(locale, 'sample.mark') }] : []),
    ],
    source: say(locale, 'credit.source', { asOf: grading.asOf, policy: policy.title[locale] }),
  });
}
