import type { Command } from '../src/chat/command.ts';
import { say } from '../src/chat/words/index.ts';
import { roles } from '../src/domain/person.ts';

const words =
  /^(?:帮助|帮忙|help|\?|菜单|功能|怎么用|使用说明|你会什么|能做什么|你好|您好|hi|hello|\/start|\/help)[?？!！。]?$/i;

/** 帮助: made from the commands themselves, only what this person may do. `all` is asked when it is said. */
export function helpCommand(all: () => readonly Command[]): Command {
  return {
    id: 'help',
    roles,
    usage: 'command.help.usage',
    summary: 'command.help.summary',
    inGroup: true,
    always: true,
    parse: (text) => (words.test(text) ? { intent: 'help', args: {} } : null),
    intents: {
      help: ({ locale, person, account }) => {
        // A group need not learn what somebody is.
        const role = account.chatKind === 'group' ? 'public' : person.role;
        const allowed = all().filter((command) => command.roles.includes(role));
        return {
          card: {
            title: say(locale, 'help.title'),
            tone: 'neutral',
            children: [
              {
                type: 'table',
                columns: [say(locale, 'help.usage'), say(locale, 'help.summary')],
                // Commands are heard from the general to look-up, which takes any words; people want it first.
                rows: allowed
                  .toReversed()
                  .map((command) => [say(locale, command.usage), say(locale, command.summary)]),
              },
              { type: 'note', text: say(locale, 'help.note') },
            ],
            source: null,
          },
        };
      },
    },
  };
}
