import type { Command, IntentArgs, Outcome, Turn } from '../src/chat/command.ts';
import { notice } from '../src/chat/notice.ts';
import { say, sayIfKnown } from '../src/chat/words/index.ts';
import { roles } from '../src/domain/person.ts';
import { rights } from '../src/domain/rights.ts';
import { type BindDeps, makeCode } from '../src/services/binding.ts';
import {
  addPerson,
  changeRole,
  type Done,
  disablePerson,
  enablePerson,
  findPeople,
  type KnownPerson,
} from '../src/services/people.ts';
import { quotaOf, setQuota } from '../src/services/quotas.ts';
import { peopleWords, regionOf } from './people-words.ts';

const listed = 20;

/** A role by its id or by what it is called. */
function roleOf(word: string): string {
  return (
    roles.find(
      (role) => role === word || [say('zh', `role.${role}`), say('en', `role.${role}`)].includes(word),
    ) ?? word
  );
}

function line({ locale }: Turn, person: KnownPerson): string[] {
  const state = person.disabled ? 'disabled' : person.accounts === 0 ? 'unbound' : 'active';
  return [
    person.id,
    person.name,
    say(locale, `role.${person.role}`),
    [person.department, person.regionCode, person.uscc].filter((part) => part !== null).join(' '),
    say(locale, `person.state.${state}`),
  ];
}

async function list(deps: BindDeps, turn: Turn, args: IntentArgs): Promise<Outcome> {
  const { locale } = turn;
  const people = await findPeople(deps.database, turn, args.beginning ?? '', listed);
  if (people.length === 0) return { card: notice(locale, 'neutral', 'people.title', 'people.none') };
  const columns = (['id', 'name', 'role', 'place', 'state'] as const).map((key) =>
    say(locale, `people.${key}`),
  );
  return {
    card: {
      title: say(locale, 'people.title'),
      tone: 'neutral',
      children: [
        { type: 'table', columns, rows: people.map((person) => line(turn, person)) },
        ...(people.length < listed
          ? []
          : [{ type: 'note' as const, text: say(locale, 'people.more', { listed }) }]),
      ],
      source: null,
    },
  };
}

function done({ locale }: Turn, key: 'role' | 'enable', { person, approval }: Done): Outcome['card'] {
  const params = { name: person.name, id: person.id, approval: approval ?? '' };
  return approval === null
    ? notice(locale, 'good', `people.${key}.title`, 'people.done', params)
    : notice(locale, 'notice', `people.${key}.title`, 'people.asked', params);
}

/** 人员管理 in the chat, for administrators; the same as `chengxin person` and `chengxin bind`. */
export function peopleCommand(deps: BindDeps): Command {
  return {
    id: 'people',
    roles: rights['person.list'],
    usage: 'command.people.usage',
    summary: 'command.people.summary',
    parse: peopleWords,
    intents: {
      'people.how': ({ locale }, { what = '' }) => ({
        card: {
          title: say(locale, 'people.how.title'),
          tone: 'notice',
          children: [{ type: 'text', text: sayIfKnown(locale, `people.how.${what}`) ?? '' }],
          source: null,
        },
      }),
      'people.list': (turn, args) => list(deps, turn, args),
      'people.add': async (turn, { id = '', name = '', role = '', place, region }) => {
        const where = roleOf(role) === 'enterprise' ? { uscc: place ?? '' } : place ? { org: place } : {};
        const { told, write } = await addPerson(deps, turn, {
          id: id.toLowerCase(),
          name,
          role: roleOf(role),
          ...where,
          ...(region ? { region: regionOf(region) } : {}),
        });
        const card = notice(turn.locale, 'good', 'people.add.title', 'people.add.text', {
          name: told.name,
          id: told.id,
          role: say(turn.locale, `role.${told.role}`),
        });
        return { card, write };
      },
      'people.code': async (turn, { id = '' }) => {
        const { told, write } = await makeCode(deps, turn, id);
        const params = { name: told.person.name, code: told.code, minutes: told.minutes };
        return { card: notice(turn.locale, 'good', 'people.code.title', 'people.code.text', params), write };
      },
      'people.disable': async (turn, { id = '', reason = '' }) => {
        const { told, write } = await disablePerson(deps, turn, id, reason);
        const params = { name: told.name, id };
        return {
          card: notice(turn.locale, 'good', 'people.disable.title', 'people.disable.text', params),
          write,
        };
      },
      'people.enable': async (turn, { id = '' }) => {
        const { told, write } = await enablePerson(deps, turn, id);
        return { card: done(turn, 'enable', told), write };
      },
      'people.role': async (turn, { id = '', role = '' }) => {
        const { told, write } = await changeRole(deps, turn, id, roleOf(role));
        return { card: done(turn, 'role', told), write };
      },
      'people.quota': async (turn, { id = '' }) => {
        const state = await quotaOf(deps.database, turn, id);
        return {
          card: notice(turn.locale, 'neutral', 'people.quota.title', 'people.quota.text', { ...state }),
        };
      },
      'people.setQuota': async (turn, { id = '', quota = '' }) => {
        const { told, write } = await setQuota(deps, turn, id, Number(quota));
        const params = { name: told.name, id, quota, approval: told.approval ?? '' };
        const text = told.approval === null ? 'people.quota.set' : 'people.asked';
        return { card: notice(turn.locale, 'good', 'people.quota.title', text, params), write };
      },
    },
  };
}
