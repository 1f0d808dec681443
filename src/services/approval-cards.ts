import type { DraftCard } from '../chat/card.ts';
import type { Locale } from '../chat/event.ts';
import { notice } from '../chat/notice.ts';
import { say, sayIfKnown } from '../chat/words/index.ts';

export function kindText(locale: Locale, kind: string): string {
  return sayIfKnown(locale, `approval.kind.${kind}`) ?? kind;
}

interface About {
  id: number;
  kind: string;
}

/** The question to a second person, with its two answers. */
export function approvalAsked(about: About & { subject: string; askedBy: string }) {
  return (locale: Locale): DraftCard => {
    const { id, kind, subject, askedBy } = about;
    const args = { id: String(id) };
    return {
      title: say(locale, 'approval.asked.title', { id }),
      tone: 'notice',
      once: true,
      children: [
        {
          type: 'fields',
          fields: [
            { label: say(locale, 'approval.what'), value: kindText(locale, kind) },
            { label: say(locale, 'approval.whom'), value: subject },
            { label: say(locale, 'approval.by'), value: askedBy },
          ],
        },
        {
          type: 'actions',
          actions: [
            { label: say(locale, 'approval.agree'), style: 'primary', intent: 'approval.agree', args },
            { label: say(locale, 'approval.refuse'), style: 'danger', intent: 'approval.refuse', args },
          ],
        },
      ],
      source: null,
    };
  };
}

/** What became of it, for who asked and whom it is about. */
export function approvalAnswered({ id, kind, agree }: About & { agree: boolean }) {
  return (locale: Locale): DraftCard =>
    notice(
      locale,
      agree ? 'good' : 'notice',
      'approval.answered.title',
      agree ? 'approval.answered.agreed' : 'approval.answered.refused',
      { id, kind: kindText(locale, kind) },
    );
}
