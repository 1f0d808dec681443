import type { DraftCard } from '../chat/card.ts';
import type { Locale } from '../chat/event.ts';
import { notice } from '../chat/notice.ts';
import { say } from '../chat/words/index.ts';
import type { Objection } from '../store/objections.ts';

type About = Pick<Objection, 'id' | 'uscc' | 'name' | 'about' | 'text' | 'dueOn'>;

export function objectionFields({ uscc, name, about, text, dueOn }: About, locale: Locale) {
  return [
    { label: say(locale, 'objection.enterprise'), value: name },
    { label: say(locale, 'credit.code'), value: uscc },
    { label: say(locale, 'objection.about'), value: about },
    { label: say(locale, 'objection.text'), value: text },
    { label: say(locale, 'objection.due'), value: dueOn },
  ];
}

function decideActions({ id }: Pick<Objection, 'id'>, locale: Locale) {
  const args = { id: String(id) };
  return {
    type: 'actions' as const,
    actions: [
      {
        label: say(locale, 'objection.uphold'),
        style: 'primary' as const,
        intent: 'objection.answer',
        args: { ...args, upheld: 'yes' },
      },
      {
        label: say(locale, 'objection.dismiss'),
        intent: 'objection.answer',
        args: { ...args, upheld: 'no' },
      },
    ],
  };
}

/** For those who supervise the enterprise: an objection to be answered. */
export function objectionAsked(objection: About, title: 'new' | 'overdue' | 'one' = 'new') {
  return (locale: Locale): DraftCard => ({
    title: say(locale, `objection.${title}.title`, { id: objection.id }),
    tone: title === 'overdue' ? 'warning' : 'notice',
    children: [
      { type: 'fields', fields: objectionFields(objection, locale) },
      decideActions(objection, locale),
    ],
    source: null,
  });
}

export function objectionOverdue(objection: About) {
  return objectionAsked(objection, 'overdue');
}

/** For whoever objected. */
export function objectionAnswered({ id, state, answer, about }: Objection) {
  return (locale: Locale): DraftCard =>
    notice(
      locale,
      state === 'upheld' ? 'good' : 'notice',
      'objection.answered.title',
      state === 'upheld' ? 'objection.answered.upheld' : 'objection.answered.dismissed',
      { id, about, answer: answer ?? '' },
    );
}
