import { say } from '../chat/words/index.ts';
import { systemRandom } from '../domain/ports.ts';
import { listBindings, makeCode, removeBinding } from '../services/binding.ts';
import type { Change } from '../services/guard.ts';
import { keysFolder, openKeys } from '../services/keys.ts';
import {
  addPerson,
  changeRole,
  type Done,
  disablePerson,
  enablePerson,
  findPeople,
  type KnownPerson,
  type NewPerson,
} from '../services/people.ts';
import { quotaOf, setQuota, setQuotaOfOrg } from '../services/quotas.ts';
import type { Database } from '../store/database.ts';
import type { CliContext } from './context.ts';
import { carryOut, operator } from './operator.ts';
import { exitCodes } from './output.ts';

interface Json {
  json?: boolean;
}

function deps(context: CliContext, database: Database) {
  return { database, random: systemRandom, keys: openKeys(keysFolder(context.config)) };
}
type Deps = ReturnType<typeof deps>;

/** Carries a change out and says what it did. */
function change<Told>(
  context: CliContext,
  { json }: Json,
  plan: (deps: Deps) => Promise<Change<Told>>,
  text: (told: Told) => string,
): Promise<number> {
  const { output } = context;
  return context.withDatabase(async (database) => {
    const told = await carryOut(database, () => plan(deps(context, database)));
    if (json) output.json(told);
    else output.line(text(told));
    return exitCodes.ok;
  });
}

function line({ output: { locale } }: CliContext, person: KnownPerson): string {
  const state = person.disabled ? 'disabled' : person.accounts === 0 ? 'unbound' : 'active';
  const place = [person.department, person.regionCode, person.uscc].filter((part) => part !== null).join(' ');
  return `${person.id}  ${person.name}  ${say(locale, `role.${person.role}`)}  ${place}  ${say(locale, `person.state.${state}`)}`;
}

function doneText(context: CliContext, { person, approval }: Done): string {
  const { locale } = context.output;
  const params = { name: person.name, id: person.id, approval: approval ?? '' };
  return say(locale, approval === null ? 'people.done' : 'people.asked', params);
}

export function runPersonList(context: CliContext, options: Json & { limit: number }): Promise<number> {
  const { output } = context;
  return context.withDatabase(async (database) => {
    const people = await findPeople(database, operator(context), '', options.limit);
    if (options.json) output.json(people);
    else for (const person of people) output.line(line(context, person));
    return exitCodes.ok;
  });
}

export function runPersonAdd(
  context: CliContext,
  id: string,
  { json = false, ...input }: Json & Omit<NewPerson, 'id'>,
): Promise<number> {
  return change(
    context,
    { json },
    (parts) => addPerson(parts, operator(context), { id, ...input }),
    (person) => line(context, person),
  );
}

export const runPersonDisable = (
  context: CliContext,
  id: string,
  options: Json & { reason: string },
): Promise<number> =>
  change(
    context,
    options,
    (parts) => disablePerson(parts, operator(context), id, options.reason),
    ({ name }) => say(context.output.locale, 'people.disable.text', { name, id }),
  );

export const runPersonEnable = (context: CliContext, id: string, options: Json): Promise<number> =>
  change(
    context,
    options,
    (parts) => enablePerson(parts, operator(context), id),
    (told) => doneText(context, told),
  );

export const runPersonRole = (
  context: CliContext,
  id: string,
  role: string,
  options: Json,
): Promise<number> =>
  change(
    context,
    options,
    (parts) => changeRole(parts, operator(context), id, role),
    (told) => doneText(context, told),
  );

export const runBindCode = (
  context: CliContext,
  id: string,
  options: Json & { platform?: string; account?: string },
): Promise<number> => {
  const { platform, account } = options;
  const only = platform !== undefined && account !== undefined ? { platform, userId: account } : null;
  return change(
    context,
    options,
    (parts) => makeCode(parts, operator(context), id, only),
    ({ person, code, minutes }) =>
      say(context.output.locale, 'people.code.text', { name: person.name, code, minutes }),
  );
};

export function runBindList(context: CliContext, id: string, options: Json): Promise<number> {
  const { output } = context;
  return context.withDatabase(async (database) => {
    const accounts = await listBindings(deps(context, database), operator(context), id);
    if (options.json) output.json(accounts);
    else
      for (const { platform, userId, state } of accounts)
        output.line(`${platform}  ${userId}  ${state ?? ''}`);
    return exitCodes.ok;
  });
}

export const runBindRemove = (
  context: CliContext,
  id: string,
  platform: string,
  userId: string,
  options: Json,
): Promise<number> =>
  change(
    context,
    options,
    (parts) => removeBinding(parts, operator(context), id, { platform, userId }),
    () => say(context.output.locale, 'unbind.done.title'),
  );

export function runQuotaShow(context: CliContext, id: string, options: Json): Promise<number> {
  const { output } = context;
  return context.withDatabase(async (database) => {
    const state = await quotaOf(database, operator(context), id);
    if (options.json) output.json(state);
    else output.line(say(output.locale, 'people.quota.text', { ...state }));
    return exitCodes.ok;
  });
}

export const runQuotaSet = (
  context: CliContext,
  id: string,
  quota: number,
  options: Json & { org?: boolean },
): Promise<number> =>
  change(
    context,
    options,
    (parts) => (options.org ? setQuotaOfOrg : setQuota)(parts, operator(context), id, quota),
    ({ name, approval }) => {
      const params = { name, id, quota, approval: approval ?? '' };
      return say(context.output.locale, approval === null ? 'people.quota.set' : 'people.asked', params);
    },
  );
