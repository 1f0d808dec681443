import { say } from '../chat/words/index.ts';
import { addOrg, closeOrgById, findOrgs, type NewOrg, type Org } from '../services/orgs.ts';
import type { CliContext } from './context.ts';
import { carryOut, operator } from './operator.ts';
import { exitCodes } from './output.ts';

interface Json {
  json?: boolean;
}

function line({ output: { locale } }: CliContext, org: Org): string {
  const place = [org.regionCode, org.code, org.parentId].filter((part) => part !== null).join(' ');
  return `${org.id}  ${org.name}  ${say(locale, `org.breadth.${org.breadth}`)}  ${place}`;
}

export function runOrgList(context: CliContext, options: Json): Promise<number> {
  const { output } = context;
  return context.withDatabase(async (database) => {
    const orgs = await findOrgs(database, operator(context));
    if (options.json) output.json(orgs);
    else for (const org of orgs) output.line(line(context, org));
    return exitCodes.ok;
  });
}

export function runOrgAdd(
  context: CliContext,
  id: string,
  { json = false, ...input }: Json & Omit<NewOrg, 'id'>,
): Promise<number> {
  const { output } = context;
  return context.withDatabase(async (database) => {
    const org = await carryOut(database, () => addOrg(database, operator(context), { id, ...input }));
    if (json) output.json(org);
    else output.line(line(context, org));
    return exitCodes.ok;
  });
}

export function runOrgClose(context: CliContext, id: string, options: Json): Promise<number> {
  const { output } = context;
  return context.withDatabase(async (database) => {
    const org = await carryOut(database, () => closeOrgById(database, operator(context), id));
    if (options.json) output.json({ id: org.id, closed: true });
    else output.line(say(output.locale, 'org.closed', { name: org.name }));
    return exitCodes.ok;
  });
}
