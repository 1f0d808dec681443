import type { Command, Decided } from '../src/chat/command.ts';
import { notice } from '../src/chat/notice.ts';
import { say } from '../src/chat/words/index.ts';
import { rights } from '../src/domain/rights.ts';
import { type BindDeps, listBindings, removeBinding } from '../src/services/binding.ts';
import { addOrg, closeOrgById, findOrgs, type Org } from '../src/services/orgs.ts';
import { setQuotaOfOrg } from '../src/services/quotas.ts';
import { regionOf } from './people-words.ts';

const id = '([A-Za-z0-9][A-Za-z0-9._-]{1,39})';
const forms: readonly { verb: RegExp; whole: RegExp; intent: string; names: readonly string[] }[] = [
  { verb: /^(?:部门|\/?orgs)$/i, whole: /^/, intent: 'orgs.list', names: [] },
  {
    verb: /^(?:新增部门|add org)(?=\s|$)/i,
    whole: new RegExp(
      `^(?:新增部门|add org)\\s+${id}\\s+(\\S+)\\s+(\\S+)\\s+(综合|行业|comprehensive|line)(?:\\s+${id})?$`,
      'i',
    ),
    intent: 'orgs.add',
    names: ['id', 'name', 'region', 'breadth', 'parent'],
  },
  {
    verb: /^(?:撤销部门|close org)(?=\s|$)/i,
    whole: new RegExp(`^(?:撤销部门|close org)\\s+${id}$`, 'i'),
    intent: 'orgs.close',
    names: ['id'],
  },
  {
    verb: /^(?:部门额度|org quota)(?=\s|$)/i,
    whole: new RegExp(`^(?:部门额度|org quota)\\s+${id}\\s+(\\d{1,7})$`, 'i'),
    intent: 'orgs.quota',
    names: ['id', 'quota'],
  },
  {
    verb: /^(?:账号|accounts)(?=\s|$)/i,
    whole: new RegExp(`^(?:账号|accounts)\\s+${id}$`, 'i'),
    intent: 'accounts.list',
    names: ['id'],
  },
  {
    verb: /^(?:解除账号|remove account)(?=\s|$)/i,
    whole: new RegExp(`^(?:解除账号|remove account)\\s+${id}\\s+([a-z]+)\\s+(\\S+)$`, 'i'),
    intent: 'accounts.remove',
    names: ['id', 'platform', 'account'],
  },
];

function parse(text: string): Decided | null {
  for (const { verb, whole, intent, names } of forms) {
    if (!verb.test(text)) continue;
    const found = whole.exec(text);
    if (!found) return { intent: 'orgs.how', args: {} };
    const args: Record<string, string> = {};
    for (const [index, name] of names.entries()) {
      const value = found[index + 1];
      if (value !== undefined) args[name] = name === 'id' || name === 'parent' ? value.toLowerCase() : value;
    }
    return { intent, args };
  }
  return null;
}

const lineWords = /^(?:行业|line)$/i;

/** 部门和账号管理 in the chat, for administrators; the same as `chengxin org` and `chengxin bind`. */
export function orgsCommand(deps: BindDeps): Command {
  const { database } = deps;
  return {
    id: 'orgs',
    roles: rights['org.list'],
    usage: 'command.orgs.usage',
    summary: 'command.orgs.summary',
    parse,
    intents: {
      'orgs.how': ({ locale }) => ({ card: notice(locale, 'notice', 'people.how.title', 'orgs.how') }),
      'orgs.list': async (turn) => {
        const { locale } = turn;
        const orgs = await findOrgs(database, turn);
        if (orgs.length === 0) return { card: notice(locale, 'neutral', 'orgs.title', 'orgs.none') };
        const row = ({ id: orgId, name, breadth, regionCode, parentId }: Org): string[] => [
          orgId,
          name,
          say(locale, `org.breadth.${breadth}`),
          regionCode,
          parentId ?? '',
        ];
        const columns = (['id', 'name', 'breadth', 'region', 'parent'] as const).map((key) =>
          say(locale, `orgs.${key}`),
        );
        const table = { type: 'table' as const, columns, rows: orgs.slice(0, 50).map(row) };
        return {
          card: { title: say(locale, 'orgs.title'), tone: 'neutral', children: [table], source: null },
        };
      },
      'orgs.add': async (turn, { id: orgId = '', name = '', region = '', breadth = '', parent }) => {
        const { told, write } = await addOrg(database, turn, {
          id: orgId,
          name,
          region: regionOf(region),
          breadth: lineWords.test(breadth) ? 'line' : 'comprehensive',
          ...(parent === undefined ? {} : { parent }),
        });
        const params = { name: told.name, id: told.id };
        return { card: notice(turn.locale, 'good', 'orgs.added.title', 'orgs.added.text', params), write };
      },
      'orgs.close': async (turn, { id: orgId = '' }) => {
        const { told, write } = await closeOrgById(database, turn, orgId);
        return { card: notice(turn.locale, 'good', 'orgs.title', 'org.closed', { name: told.name }), write };
      },
      'orgs.quota': async (turn, { id: orgId = '', quota = '' }) => {
        const { told, write } = await setQuotaOfOrg(deps, turn, orgId, Number(quota));
        const params = { name: told.name, id: told.id, quota, approval: told.approval ?? '' };
        const text = told.approval === null ? 'people.quota.set' : 'people.asked';
        return { card: notice(turn.locale, 'good', 'people.quota.title', text, params), write };
      },
      'accounts.list': async (turn, { id: personId = '' }) => {
        const { locale } = turn;
        const accounts = await listBindings(deps, turn, personId);
        if (accounts.length === 0)
          return { card: notice(locale, 'neutral', 'accounts.title', 'accounts.none') };
        const items = accounts.map(({ platform, userId, state }) =>
          say(locale, 'accounts.line', {
            platform,
            account: userId,
            state: say(locale, `accounts.state.${state ?? 'pending'}`),
          }),
        );
        const children = [{ type: 'list' as const, ordered: false, items }];
        return { card: { title: say(locale, 'accounts.title'), tone: 'neutral', children, source: null } };
      },
      'accounts.remove': async (turn, { id: personId = '', platform = '', account = '' }) => {
        const { write } = await removeBinding(deps, turn, personId, { platform, userId: account });
        return { card: notice(turn.locale, 'good', 'unbind.done.title', 'unbind.done.text'), write };
      },
    },
  };
}
