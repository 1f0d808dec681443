import { administers } from '../domain/authority.ts';
import { CodedError, Overtaken } from '../domain/errors.ts';
import { lies, regionScope } from '../domain/scope.ts';
import { inspectIdentifier } from '../domain/uscc.ts';
import type { Database } from '../store/database.ts';
import { type Breadth, breadths, closeOrg, findOrg, insertOrg, listOrgs, type Org } from '../store/orgs.ts';
import { type Asking, type Change, guarded, note } from './guard.ts';
import { checkedRegion } from './people.ts';

export type { Org };

const idForm = /^[a-z0-9][a-z0-9._-]{1,39}$/;
const longestName = 100;

/** Organisations in the region of the asking administrator. */
export const findOrgs = guarded('org.list', async (database: Database, asking: Asking): Promise<Org[]> => {
  const orgs = await listOrgs(database.sql);
  return orgs.filter((org) => administers(asking.person, org.regionCode));
});

export interface NewOrg {
  id: string;
  name: string;
  region: string;
  breadth: string;
  parent?: string;
  code?: string;
}

/**
 * Adds a department.
 * @throws CodedError `org.id`, `org.name`, `org.breadth`, `org.code`, `org.unknown`, `org.parentRegion`, `org.exists`,
 *   `person.notYours`, `region.*`
 */
export const addOrg = guarded(
  'org.add',
  async (database: Database, asking: Asking, input: NewOrg): Promise<Change<Org>> => {
    if (!idForm.test(input.id)) throw new CodedError('org.id', { id: input.id });
    const name = input.name.trim();
    if (name === '' || name.length > longestName) throw new CodedError('org.name', { max: longestName });
    const breadth = breadths.find((known): known is Breadth => known === input.breadth);
    if (!breadth) throw new CodedError('org.breadth', { breadth: input.breadth, known: breadths.join('、') });
    const regionCode = checkedRegion(input.region);
    if (!administers(asking.person, regionCode)) throw new CodedError('person.notYours');
    const code = input.code === undefined ? null : inspectIdentifier(input.code);
    if (code !== null && !(code.valid && code.kind === 'uscc'))
      throw new CodedError('org.code', { code: code.normalized });
    const parent = input.parent === undefined ? null : await findOrg(database.sql, input.parent);
    if (input.parent !== undefined && !parent) throw new CodedError('org.unknown', { id: input.parent });
    if (parent && !lies(regionCode, regionScope(parent.regionCode)))
      throw new CodedError('org.parentRegion', { parent: parent.name });
    const parentId = parent?.id ?? null;
    const org: Org = {
      id: input.id,
      name,
      code: code?.normalized ?? null,
      parentId,
      regionCode,
      breadth,
      quota: null,
      sample: false,
    };
    if ((await findOrg(database.sql, org.id)) ?? (await findOrg(database.sql, name)))
      throw new CodedError('org.exists', { id: org.id, name });
    return {
      told: org,
      async write(tx) {
        if (!(await insertOrg(tx, org))) throw new Overtaken();
        await note(tx, asking, { action: 'org.add', subject: org.id, result: breadth });
      },
    };
  },
);

/** Closes a department under which there is none. @throws CodedError `org.unknown`, `org.inUse` */
export const closeOrgById = guarded(
  'org.close',
  async (database: Database, asking: Asking, id: string): Promise<Change<Org>> => {
    const org = await findOrg(database.sql, id);
    if (!org || !administers(asking.person, org.regionCode)) throw new CodedError('org.unknown', { id });
    const orgs = await listOrgs(database.sql);
    if (orgs.some((one) => one.parentId === org.id)) throw new CodedError('org.inUse', { id });
    return {
      told: org,
      async write(tx) {
        if (!(await closeOrg(tx, org.id, asking.now))) throw new Overtaken();
        await note(tx, asking, { action: 'org.close', subject: org.id, result: 'closed' });
      },
    };
  },
);
