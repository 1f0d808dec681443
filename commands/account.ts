import type { Command, Outcome, Turn } from '../src/chat/command.ts';
import { notice } from '../src/chat/notice.ts';
import { say } from '../src/chat/words/index.ts';
import { roles } from '../src/domain/person.ts';
import { type BindDeps, type BindResult, bindByCode, releaseOwn } from '../src/services/binding.ts';

const bind = /^(?:绑定(?!码)(?:账号|帐号)?|\/?bind)\s*[:：]?\s*(.*)$/i;
const release = /^(?:解绑|解除绑定|\/?unbind)[。!！]?$/i;

function ended({ locale }: Turn, result: BindResult): Outcome['card'] {
  switch (result.kind) {
    case 'bound':
    case 'pending': {
      const { name, role } = result.person;
      const params = { name, role: say(locale, `role.${role}`), id: result.approval ?? '' };
      const tone = result.kind === 'bound' ? 'good' : 'notice';
      return notice(locale, tone, `bind.${result.kind}.title`, `bind.${result.kind}.text`, params);
    }
    case 'already':
      return notice(locale, 'neutral', 'bind.already.title', 'bind.already.text');
    default:
      return notice(locale, 'error', 'bind.refused.title', `bind.refused.${result.kind}`);
  }
}

/** 绑定: an account becomes somebody's, by a one-time code; in a private chat only. */
export function bindCommand(deps: BindDeps): Command {
  return {
    id: 'bind',
    roles,
    usage: 'command.bind.usage',
    summary: 'command.bind.summary',
    always: true,
    // What is said here before a group is told there: that the code is worth nothing any more.
    inGroup: true,
    parse(text) {
      const [, code] = bind.exec(text) ?? [];
      if (code === undefined) return null;
      return code === '' ? { intent: 'bind.how', args: {} } : { intent: 'bind.code', args: { code } };
    },
    intents: {
      'bind.how': ({ locale }) => ({ card: notice(locale, 'neutral', 'bind.how.title', 'bind.how.text') }),
      'bind.code': async (turn, { code = '' }) => {
        const { told, write } = await bindByCode(deps, turn, turn.account, code);
        return { card: ended(turn, told), write, forAnyone: true };
      },
    },
  };
}

/** 解绑: the account is nobody's again. */
export function releaseCommand(deps: BindDeps): Command {
  return {
    id: 'unbind',
    roles,
    usage: 'command.unbind.usage',
    summary: 'command.unbind.summary',
    parse: (text) => (release.test(text) ? { intent: 'unbind.ask', args: {} } : null),
    intents: {
      'unbind.ask': ({ locale }) => ({
        card: {
          title: say(locale, 'unbind.ask.title'),
          tone: 'warning',
          once: true,
          children: [
            { type: 'text', text: say(locale, 'unbind.ask.text') },
            {
              type: 'actions',
              actions: [
                { label: say(locale, 'unbind.do'), style: 'danger', intent: 'unbind.do', args: {} },
                { label: say(locale, 'unbind.keep'), intent: 'unbind.keep', args: {} },
              ],
            },
          ],
          source: null,
        },
      }),
      'unbind.keep': ({ locale }) => ({ card: notice(locale, 'neutral', 'unbind.kept', null) }),
      'unbind.do': async (turn) => {
        const { write } = await releaseOwn(deps, turn, turn.account);
        return {
          card: notice(turn.locale, 'good', 'unbind.done.title', 'unbind.done.text'),
          write,
          forAnyone: true,
        };
      },
    },
  };
}
