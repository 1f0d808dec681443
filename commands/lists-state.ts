import type { IntentArgs, Outcome, Turn } from '../src/chat/command.ts';
import type { Locale } from '../src/chat/event.ts';
import { notice } from '../src/chat/notice.ts';
import { say } from '../src/chat/words/index.ts';
import { statementLength } from '../src/domain/list-entry.ts';
import type { ListCase, ListDeps } from '../src/services/list-cases.ts';
import { stateView } from '../src/services/list-hearing.ts';
import { casesToState } from '../src/services/list-views.ts';
import { listDialog } from './list-dialog.ts';

/** As many cases as can be told apart and answered by number. */
export const shown = 7;

export function stateText({ state, statedAt }: ListCase, waiting: boolean, locale: Locale): string {
  if (state === 'asked') return say(locale, waiting ? 'lists.state.asked' : 'lists.state.refused');
  return say(locale, statedAt === null ? 'lists.state.noticed' : 'lists.state.heard');
}

export function caseLine(found: ListCase, locale: Locale): string {
  const { id, name, list, statementBy } = found;
  return say(locale, statementBy === null ? 'lists.line' : 'lists.line.due', {
    id,
    name,
    list: say(locale, `list.${list}`),
    state: stateText(found, true, locale),
    day: statementBy ?? '',
  });
}

/** 陈述申辩: which case, then its words, read back before they are sent. */
export async function state(deps: ListDeps, turn: Turn, args: IntentArgs): Promise<Outcome> {
  const { locale } = turn;
  const open = await casesToState(deps, turn);
  const wanted = args.id === undefined ? open : open.filter(({ id }) => id === Number(args.id));
  const [found, ...more] = wanted;
  if (!found) return { card: notice(locale, 'neutral', 'lists.state.title', 'lists.state.none') };
  if (more.length > 0) {
    const actions = wanted.slice(0, shown).map((each) => ({
      label: caseLine(each, locale),
      intent: 'lists.state',
      args: { id: String(each.id) },
    }));
    const card = notice(locale, 'neutral', 'lists.state.title', 'lists.state.choose');
    return { card: { ...card, once: true, children: [...card.children, { type: 'actions', actions }] } };
  }
  const params = { id: found.id, list: say(locale, `list.${found.list}`), ...statementLength };
  return {
    card: notice(locale, 'neutral', 'lists.state.title', 'lists.state.ask', params),
    dialog: listDialog.open('lists.state.check', { id: String(found.id) }),
  };
}

export function checkStatement(turn: Turn, args: IntentArgs): Outcome {
  const { locale } = turn;
  const { id = '', said: text = '' } = args;
  const { length } = text.trim();
  if (length < statementLength.least || length > statementLength.most)
    return {
      card: notice(locale, 'error', 'lists.state.title', 'error.list.text', statementLength),
      dialog: listDialog.open('lists.state.check', { id }),
    };
  const sent = { id, text: text.trim() };
  return {
    card: {
      title: say(locale, 'lists.state.title'),
      tone: 'notice',
      once: true,
      children: [
        { type: 'text', text: text.trim() },
        {
          type: 'actions',
          actions: [
            {
              label: say(locale, 'lists.state.send'),
              style: 'primary',
              intent: 'lists.state.send',
              args: sent,
            },
            { label: say(locale, 'lists.again'), intent: 'lists.state', args: { id } },
          ],
        },
      ],
      source: null,
    },
  };
}

export async function sendStatement(deps: ListDeps, turn: Turn, args: IntentArgs): Promise<Outcome> {
  const { told, write } = await stateView(deps, turn, Number(args.id), args.text ?? '');
  return {
    card: notice(turn.locale, 'good', 'lists.state.title', 'lists.state.sent', { id: told.id }),
    write,
  };
}
