import type { IntentArgs, Outcome, Turn } from '../src/chat/command.ts';
import { notice } from '../src/chat/notice.ts';
import { say } from '../src/chat/words/index.ts';
import { regionByCode } from '../src/domain/regions.ts';
import { findIdentifiers, inspectIdentifier } from '../src/domain/uscc.ts';
import type { HistoryDeps } from '../src/services/class-history.ts';
import { findByName } from '../src/services/find.ts';
import { askedName } from './lookup-words.ts';

const candidates = 5;

/**
 * Which enterprise is meant: a code in the words, a name, else one's own, else the one last shown. Candidates are
 * offered with `intent`, which gets the code beside `args`.
 */
export async function whichEnterprise(
  { database }: HistoryDeps,
  turn: Turn,
  words: string,
  intent: string,
  args: IntentArgs = {},
): Promise<{ uscc: string } | { outcome: Outcome }> {
  const { locale, person, subject } = turn;
  const [identifier] = findIdentifiers(words);
  if (identifier) {
    const { valid, kind, normalized } = inspectIdentifier(identifier);
    if (valid && kind === 'uscc') return { uscc: normalized };
    return { outcome: { card: notice(locale, 'error', 'lookup.badCode.title', 'which.badCode') } };
  }
  const { name } = askedName(words);
  if (name === '') {
    const own = person.role === 'enterprise' ? person.uscc : null;
    const uscc = own ?? subject;
    return uscc === null
      ? { outcome: { card: notice(locale, 'notice', 'which.none.title', 'which.none.text') } }
      : { uscc };
  }
  const hits = await findByName(database, turn, name, candidates);
  const [first] = hits;
  if (!first)
    return { outcome: { card: notice(locale, 'notice', 'lookup.nothing.title', 'lookup.nothing.text') } };
  if (first.sure) return { uscc: first.uscc };
  const actions = hits.map((hit) => ({
    label: say(locale, 'lookup.candidate', {
      name: hit.currentName,
      region:
        hit.regionCode === null
          ? say(locale, 'value.unknown')
          : (regionByCode(hit.regionCode)?.fullName ?? ''),
      tail: hit.uscc.slice(-4),
    }),
    intent,
    args: { ...args, code: hit.uscc },
  }));
  return {
    outcome: {
      card: {
        title: say(locale, 'lookup.candidates.title', { count: hits.length }),
        tone: 'neutral',
        once: true,
        children: [{ type: 'actions', actions }],
        source: null,
      },
    },
  };
}
