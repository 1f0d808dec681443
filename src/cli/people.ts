import { say } from '../chat/words/index.ts';
import { addPerson, allPeople } from '../services/people.ts';
import type { CliContext } from './context.ts';
import { exitCodes } from './output.ts';

export async function runPersonList(context: CliContext, options: { json?: boolean }): Promise<number> {
  const { output } = context;
  return context.withDatabase(async (database) => {
    const people = await allPeople(database);
    if (options.json) output.json(people);
    else {
      for (const person of people) {
        const place = [person.department, person.regionCode, person.uscc]
          .filter((part) => part !== null)
          .join(' ');
        output.line(`${person.id}  ${person.name}  ${say(output.locale, `role.${person.role}`)}  ${place}`);
      }
    }
    return exitCodes.ok;
  });
}

export async function runPersonAdd(
  context: CliContext,
  id: string,
  options: {
    json?: boolean;
    name: string;
    role: string;
    department?: string;
    region?: string;
    uscc?: string;
  },
): Promise<number> {
  const { output, clock } = context;
  const { json, ...person } = options;
  return context.withDatabase(async (database) => {
    const added = await addPerson({ database, clock }, { id, ...person });
    if (json) output.json(added);
    else output.line(`${added.id}  ${added.name}  ${say(output.locale, `role.${added.role}`)}`);
    return exitCodes.ok;
  });
}
