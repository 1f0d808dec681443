import type { Command, IntentArgs, Outcome, Turn } from '../src/chat/command.ts';
import { notice } from '../src/chat/notice.ts';
import { say } from '../src/chat/words/index.ts';
import { rights } from '../src/domain/rights.ts';
import { classHistory, type HistoryDeps } from '../src/services/class-history.ts';
import { whichEnterprise } from './which.ts';

async function show(deps: HistoryDeps, turn: Turn, args: IntentArgs): Promise<Outcome> {
  const { locale } = turn;
  const which = await whichEnterprise(deps, turn, args.code ?? args.words ?? '', 'history.code');
  if ('outcome' in which) return which.outcome;
  const { name, changes } = await classHistory(deps, turn, which.uscc);
  const items = changes.map(({ from, to, asOf, cause, basis }) =>
    say(locale, 'history.line', {
      day: asOf,
      from: say(locale, `class.${from}`),
      to: say(locale, `class.${to}`),
      cause: say(locale, `history.cause.${cause}`),
      clause: [...new Set(basis.map(({ clause }) => clause))].join(say(locale, 'list.join')),
    }),
  );
  return {
    card:
      items.length === 0
        ? notice(locale, 'neutral', 'history.title', 'history.none', { name })
        : {
            title: say(locale, 'history.title', { name }),
            tone: 'neutral',
            children: [
              { type: 'list', ordered: false, items },
              { type: 'note', text: say(locale, 'history.note') },
            ],
            source: null,
          },
    subject: which.uscc,
  };
}

/** 等级变化: from, to, when and why, as recorded. */
export function historyCommand(deps: HistoryDeps): Command {
  return {
    id: 'history',
    roles: rights['class.history'],
    usage: 'command.history.usage',
    summary: 'command.history.summary',
    parse(text) {
      const [, words] = /^(?:(?:信用)?等级(?:变化|变动|历史|沿革)|\/?history\b)\s*(.*)$/i.exec(text) ?? [];
      return words === undefined ? null : { intent: 'history', args: { words } };
    },
    intents: {
      history: (turn, args) => show(deps, turn, args),
      'history.code': (turn, args) => show(deps, turn, args),
    },
  };
}
