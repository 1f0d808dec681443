import type { Field } from '../src/chat/card.ts';
import type { Command, Turn } from '../src/chat/command.ts';
import { say } from '../src/chat/words/index.ts';
import { isSupervisor, roles } from '../src/domain/person.ts';
import { regionByCode } from '../src/domain/regions.ts';

function fields({ locale, person }: Turn): Field[] {
  const name = person.name === '' ? '' : `${person.name} · `;
  const lines: Field[] = [
    { label: say(locale, 'me.role'), value: `${name}${say(locale, `role.${person.role}`)}` },
  ];
  if (person.department !== null)
    lines.push({ label: say(locale, 'me.department'), value: person.department });
  // Of a representative it only says who looks after them.
  if (person.regionCode !== null && person.role !== 'enterprise') {
    const region = regionByCode(person.regionCode)?.fullName ?? person.regionCode;
    lines.push({ label: say(locale, 'me.region'), value: region });
  }
  if (person.uscc !== null) lines.push({ label: say(locale, 'me.enterprise'), value: person.uscc });
  return lines;
}

/** 我: who the bot takes the person for, and what they may see. */
export const meCommand: Command = {
  id: 'me',
  roles,
  usage: 'command.me.usage',
  summary: 'command.me.summary',
  parse: (text) =>
    /^(?:我|我是谁|我的身份|我的权限|me|whoami|who am i)[?？]?$/i.test(text)
      ? { intent: 'me', args: {} }
      : null,
  intents: {
    me: (turn) => {
      const { locale, person } = turn;
      const rights = isSupervisor(person)
        ? 'supervisor'
        : person.role === 'enterprise'
          ? 'enterprise'
          : 'public';
      const own =
        person.uscc === null
          ? []
          : [{ label: say(locale, 'me.own'), intent: 'lookup.code', args: { code: person.uscc } }];
      return {
        card: {
          title: say(locale, 'me.title'),
          tone: 'neutral',
          children: [
            { type: 'fields', fields: fields(turn) },
            { type: 'text', text: say(locale, `me.rights.${rights}`) },
            ...(own.length === 0 ? [] : [{ type: 'actions' as const, actions: own }]),
            ...(person.sample ? [{ type: 'note' as const, text: say(locale, 'sample.mark') }] : []),
          ],
          source: null,
        },
      };
    },
  },
};
