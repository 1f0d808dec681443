import { maskIdNumbers } from '../domain/id-number.ts';
import { foldText, stripInvisible } from '../domain/text.ts';
import type { Command, Decided, OpenDialog, Outcome } from './command.ts';
import type { Dialog } from './dialog.ts';
import type { ChatEvent } from './event.ts';
import { notice } from './notice.ts';
import type { OfferedAction, OpenTurn } from './turns.ts';

/** Longer inputs are refused: no name or code is near it. */
const maxInput = 512;

/** What an event leads to: an intent (and the dialog that waits then), or an answer at once. */
export type Decision =
  | { run: Decided; next: OpenDialog | null; chosen?: OfferedAction }
  | { answer: Outcome };

export interface Language {
  commands: readonly Command[];
  dialogs: ReadonlyMap<string, Dialog>;
}

function decideDialog(
  language: Language,
  open: NonNullable<OpenTurn['dialog']>,
  { text, said }: { text: string; said: string },
  opened: OpenTurn,
  now: Date,
): Decision {
  const move = open.expiresAt > now ? language.dialogs.get(open.kind)?.advance(open, text, said) : null;
  if (!move)
    return { answer: { card: notice(opened.locale, 'notice', 'action.gone.title', 'dialog.outdated.text') } };
  return { run: move.effect, next: move.next };
}

function decideNumber(number: number, opened: OpenTurn, now: Date): Decision {
  const { locale, offered } = opened;
  if (offered) return decideOffered(offered, opened, now);
  const card = notice(locale, 'notice', 'action.gone.title', 'action.number.text', { number });
  return { answer: { card, keep: true } };
}

/** An option that was offered: what it leads to, unless it is over or was chosen before. */
function decideOffered(offered: OfferedAction, { locale }: OpenTurn, now: Date): Decision {
  const told = (text: 'action.gone' | 'action.used'): Decision => ({
    answer: { card: notice(locale, 'notice', `${text}.title`, `${text}.text`), keep: true },
  });
  if (offered.used) return told('action.used');
  return offered.expiresAt <= now ? told('action.gone') : { run: offered, next: null, chosen: offered };
}

function decideText(
  language: Language,
  { text: raw, masked = 0 }: { text: string; masked?: number },
  opened: OpenTurn,
  now: Date,
): Decision {
  const { locale } = opened;
  if (raw.length > maxInput) {
    const size = { length: raw.length, max: maxInput };
    return { answer: { card: notice(locale, 'error', 'tooLong.title', 'tooLong.text', size), keep: true } };
  }
  const text = foldText(raw);
  // What is kept of somebody's own words keeps their spelling.
  const said = stripInvisible(raw).trim();
  // Before anything else: an ID number must reach no command, no dialog and no log.
  if (masked > 0 || maskIdNumbers(text).count > 0) {
    return {
      answer: {
        card: notice(locale, 'warning', 'lookup.idNumber.title', 'lookup.idNumber.text'),
        keep: true,
      },
    };
  }
  for (const command of language.commands) {
    const heard = command.always ? command.parse(text) : null;
    if (heard) return { run: heard, next: null };
  }
  if (/^\d{1,2}$/.test(text) && opened.lastActions.length > 0) return decideNumber(Number(text), opened, now);
  if (opened.dialog !== null) return decideDialog(language, opened.dialog, { text, said }, opened, now);
  for (const command of language.commands) {
    const heard = command.parse(text, said);
    if (heard) return { run: heard, next: null };
  }
  return { answer: { card: notice(locale, 'notice', 'unknown.title', 'unknown.text') } };
}

function decideAction(event: ChatEvent, opened: OpenTurn, now: Date): Decision {
  const { offered, locale } = opened;
  if (offered === null) {
    return {
      answer: { card: notice(locale, 'notice', 'action.gone.title', 'action.gone.text'), keep: true },
    };
  }
  const own =
    offered.userId === event.userId && offered.chatId === event.chatId && offered.platform === event.platform;
  if (own) return decideOffered(offered, opened, now);
  return {
    answer: { card: notice(locale, 'error', 'action.foreign.title', 'action.foreign.text'), keep: true },
  };
}

/** Which command, dialog or action an event means. Pure. */
export function decide(language: Language, event: ChatEvent, opened: OpenTurn, now: Date): Decision {
  const { content } = event;
  switch (content.type) {
    case 'action':
      return decideAction(event, opened, now);
    case 'file': {
      const card = notice(opened.locale, 'notice', 'file.unwanted.title', 'file.unwanted.text');
      return { answer: { card, keep: true } };
    }
    case 'text':
      return decideText(language, content, opened, now);
  }
}
