import type { DraftCard } from '../../src/chat/card.ts';
import type { Command, Outcome } from '../../src/chat/command.ts';
import { createRouter, type Handle } from '../../src/chat/router.ts';
import { roles } from '../../src/domain/person.ts';
import { systemClock, systemRandom } from '../../src/domain/ports.ts';
import { createTurns } from '../../src/services/conversations.ts';
import type { Database } from '../../src/store/database.ts';
import { testKeys } from '../support/keys.ts';

/** A table of effects: what a command changed, once for each time it was done. */
export async function createEffects({ sql }: Database): Promise<void> {
  await sql`create table if not exists effect (what text not null)`;
}

export async function effects({ sql }: Database): Promise<string[]> {
  const rows = await sql<{ what: string }[]>`select what from effect order by what`;
  return rows.map(({ what }) => what);
}

function card(title: string, more: Partial<DraftCard> = {}): DraftCard {
  return { title, tone: 'neutral', children: [], source: null, ...more };
}

/**
 * 「add X」 writes an effect and says so; 「ask X」 offers it as a question that is answered once; 「throw」 always
 * fails; 「kill」 runs `deadly`.
 */
function countingCommand(deadly: () => void): Command {
  const add = (what: string): Outcome => ({
    card: card(`added ${what}`),
    write: async (tx) => {
      await tx`insert into effect (what) values (${what})`;
    },
  });
  const parse = (text: string) => {
    const [verb = '', what = ''] = text.split(' ');
    return ['add', 'ask', 'throw', 'kill'].includes(verb) ? { intent: verb, args: { what } } : null;
  };
  return {
    id: 'counting',
    roles,
    usage: 'command.help.usage',
    summary: 'command.help.summary',
    parse,
    intents: {
      add: (_turn, { what = '' }) => add(what),
      ask: (_turn, { what = '' }) => ({
        card: card(`add ${what}?`, {
          once: true,
          children: [{ type: 'actions', actions: [{ label: `yes ${what}`, intent: 'add', args: { what } }] }],
        }),
      }),
      throw: () => {
        throw new Error('always');
      },
      kill: () => {
        deadly();
        return { card: card('survived') };
      },
    },
  };
}

/** The real router and tables with a command whose effects can be counted. */
export function countingHandle(database: Database, deadly: () => void = () => undefined): Handle {
  return createRouter({
    commands: [countingCommand(deadly)],
    dialogs: [],
    turns: createTurns(database, testKeys),
    clock: systemClock,
    random: systemRandom,
    failed: () => undefined,
    rethrow: true,
  });
}
