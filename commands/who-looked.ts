import type { Command } from '../src/chat/command.ts';
import { notice } from '../src/chat/notice.ts';
import { say, sayIfKnown } from '../src/chat/words/index.ts';
import { rights } from '../src/domain/rights.ts';
import { delayDays, type LookupDeps, whoLookedUs } from '../src/services/lookups.ts';

/** 谁查过我: which departments looked up one's own enterprise, and why. */
export function whoLookedCommand(deps: LookupDeps): Command {
  return {
    id: 'lookups',
    roles: rights['lookups.own'],
    usage: 'command.lookups.usage',
    summary: 'command.lookups.summary',
    parse: (text) =>
      /^(?:谁查过?(?:我|我们|我司|本企业)(?:们|公司)?|\/?lookups|who looked (?:me|us) up)[?？]?$/i.test(text)
        ? { intent: 'lookups', args: {} }
        : null,
    intents: {
      lookups: async (turn) => {
        const { locale } = turn;
        const seen = await whoLookedUs(deps, turn);
        const note = { type: 'note' as const, text: say(locale, 'lookups.note', delayDays) };
        if (seen.length === 0) {
          const card = notice(locale, 'neutral', 'lookups.title', 'lookups.none');
          return { card: { ...card, children: [...card.children, note] } };
        }
        const rows = seen.map(({ day, department, purpose, times }) => [
          day,
          department,
          sayIfKnown(locale, `purpose.${purpose}`) ?? purpose,
          String(times),
        ]);
        const columns = (['day', 'department', 'purpose', 'times'] as const).map((key) =>
          say(locale, `lookups.${key}`),
        );
        return {
          card: {
            title: say(locale, 'lookups.title'),
            tone: 'neutral',
            children: [{ type: 'table', columns, rows }, note],
            source: null,
          },
        };
      },
    },
  };
}
