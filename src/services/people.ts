import { administers } from '../domain/authority.ts';
import { CodedError, Overtaken } from '../domain/errors.ts';
import { isStaff, isSupervisor, type Role, roles } from '../domain/person.ts';
import { regionByCode } from '../domain/regions.ts';
import { lies, regionOf, regionScope } from '../domain/scope.ts';
import { inspectIdentifier } from '../domain/uscc.ts';
import { namesAndRegions } from '../store/credit.ts';
import type { Database } from '../store/database.ts';
import { findOrg } from '../store/orgs.ts';
import {
  findKnown,
  insertPerson,
  type KnownPerson,
  listPeople,
  setDisabled,
  setRole,
} from '../store/people.ts';
import { seeing } from '../store/scope.ts';
import { type ApprovalDeps, askApproval, isBeginning } from './approvals.ts';
import { type Asking, type Change, guarded, note } from './guard.ts';

export type { KnownPerson };

/** What a change did, or that it waits for a second person under a number. */
export interface Done {
  person: KnownPerson;
  approval: number | null;
}

const idForm = /^[a-z0-9][a-z0-9._-]{1,39}$/;
const longestName = 40;

function asRole(text: string): Role {
  const role = roles.find((known) => known === text);
  if (!role) throw new CodedError('person.role', { role: text, known: roles.join('、') });
  return role;
}

/**
 * A region of a person or a department: in force, and a place. 市辖区 (370101) and 省直辖县级行政区划 (429000) are
 * headings of tables, not places.
 * @throws CodedError `region.unknown`, `region.abolished`
 */
export function checkedRegion(code: string): string {
  const region = regionByCode(code);
  if (!region) throw new CodedError('region.unknown', { code });
  if (region.abolished) {
    const { successor } = region.abolished;
    throw new CodedError('region.abolished', {
      code,
      successor,
      name: regionByCode(successor)?.fullName ?? '',
    });
  }
  return code;
}

/**
 * A person that the asking administrator looks after.
 * @throws CodedError `person.unknown`: also where there is one, but outside of the administrator's region
 */
export async function administeredPerson(
  database: Database,
  asking: Asking,
  id: string,
): Promise<KnownPerson> {
  const { regionCode } = asking.person;
  const person = await seeing(database.sql, { sees: 'people', regionCode }, (tx) => findKnown(tx, id));
  if (!person || !administers(asking.person, person.regionCode))
    throw new CodedError('person.unknown', { id });
  return person;
}

/** Where an enterprise is supervised; one that is not known yet, by its code. */
async function regionOfEnterprise({ sql }: Database, uscc: string): Promise<string> {
  const known = (await namesAndRegions(sql, [uscc])).get(uscc);
  return regionOf({ uscc, regionCode: known?.regionCode ?? null });
}

/** People whom the asking administrator looks after and whose id or name begins so. */
export const findPeople = guarded(
  'person.list',
  async (database: Database, asking: Asking, beginning: string, limit: number): Promise<KnownPerson[]> => {
    const { regionCode } = asking.person;
    const found = await seeing(database.sql, { sees: 'people', regionCode }, (tx) =>
      listPeople(tx, beginning, limit),
    );
    return found.filter((person) => administers(asking.person, person.regionCode));
  },
);

export interface NewPerson {
  id: string;
  name: string;
  role: string;
  /** Id or name. */
  org?: string;
  region?: string;
  uscc?: string;
}

/**
 * Adds a person; they can do nothing before an account is bound to them.
 * @throws CodedError `person.id`, `person.name`, `person.role`, `person.code`, `person.needsCode`, `person.needsOrg`,
 *   `person.exists`, `person.notYours`, `person.orgRegion`, `org.unknown`, `region.*`
 */
export const addPerson = guarded(
  'person.add',
  async (
    { database }: { database: Database },
    asking: Asking,
    input: NewPerson,
  ): Promise<Change<KnownPerson>> => {
    const role = asRole(input.role);
    if (!idForm.test(input.id)) throw new CodedError('person.id', { id: input.id });
    const name = input.name.trim();
    if (name === '' || name.length > longestName) throw new CodedError('person.name', { max: longestName });
    const code = input.uscc === undefined ? null : inspectIdentifier(input.uscc);
    if (code !== null && !(code.valid && code.kind === 'uscc'))
      throw new CodedError('person.code', { code: code.normalized });
    if (role === 'enterprise' && code === null) throw new CodedError('person.needsCode');
    const org = input.org === undefined ? null : await findOrg(database.sql, input.org);
    if (input.org !== undefined && !org) throw new CodedError('org.unknown', { id: input.org });
    if (isSupervisor({ role }) && !org) throw new CodedError('person.needsOrg');
    const uscc = role === 'enterprise' ? (code?.normalized ?? null) : null;
    // A representative is looked after where the enterprise is: nobody lets somebody in on one elsewhere.
    const regionCode =
      uscc !== null
        ? await regionOfEnterprise(database, uscc)
        : input.region === undefined
          ? (org?.regionCode ?? null)
          : checkedRegion(input.region);
    if (isStaff({ role }) && regionCode === null) throw new CodedError('person.needsOrg');
    if (!administers(asking.person, regionCode)) throw new CodedError('person.notYours');
    if (org && regionCode !== null && !lies(regionCode, regionScope(org.regionCode)))
      throw new CodedError('person.orgRegion', { org: org.name });
    const person: KnownPerson = {
      id: input.id,
      name,
      role,
      orgId: org?.id ?? null,
      department: org?.name ?? null,
      regionCode,
      uscc,
      sample: false,
      line: [],
      quota: null,
      orgQuota: org?.quota ?? null,
      disabled: false,
      accounts: 0,
    };
    const taken = await seeing(database.sql, { sees: 'person', own: person.id }, (tx) =>
      findKnown(tx, person.id),
    );
    if (taken) throw new CodedError('person.exists', { id: person.id });
    return {
      told: person,
      async write(tx) {
        await seeing(tx, { sees: 'people', regionCode: '100000' }, async (all) => {
          if (!(await insertPerson(all, person))) throw new Overtaken();
        });
        await note(tx, asking, { action: 'person.add', subject: person.id, result: role });
      },
    };
  },
);

/**
 * Gives a person another role, once a second administrator has agreed.
 * @throws CodedError `person.unknown`, `person.role`, `person.needsCode`, `person.needsOrg`
 */
export const changeRole = guarded(
  'person.role',
  async (deps: ApprovalDeps, asking: Asking, id: string, to: string): Promise<Change<Done>> => {
    const person = await administeredPerson(deps.database, asking, id);
    const role = asRole(to);
    if (role === 'enterprise' && person.uscc === null) throw new CodedError('person.needsCode');
    if (isStaff({ role }) && person.regionCode === null) throw new CodedError('person.needsOrg');
    if (isSupervisor({ role }) && person.orgId === null) throw new CodedError('person.needsOrg');
    if (await isBeginning(deps.database, asking)) {
      return {
        told: { person: { ...person, role }, approval: null },
        async write(tx) {
          await seeing(tx, { sees: 'people', regionCode: '100000' }, async (all) => {
            if (!(await setRole(all, id, person.role, role))) throw new Overtaken();
          });
          await note(tx, asking, { action: 'role.approved', subject: id, result: 'beginning' });
        },
      };
    }
    const payload = { from: person.role, to: role };
    const subject = `${person.name}（${id}）：${person.role} → ${role}`;
    const asked = await askApproval(deps, asking, { kind: 'role', person, payload, subject });
    return { told: { person, approval: asked.told }, write: asked.write };
  },
);

/**
 * 停用: at once, and alone: somebody who left may do nothing any more, and nothing is sent to them.
 * @throws CodedError `person.unknown`, `person.disabled`, `person.self`
 */
export const disablePerson = guarded(
  'person.disable',
  async (
    { database }: { database: Database },
    asking: Asking,
    id: string,
    reason: string,
  ): Promise<Change<KnownPerson>> => {
    const person = await administeredPerson(database, asking, id);
    if (id === asking.person.id) throw new CodedError('person.self');
    if (person.disabled) throw new CodedError('person.disabled', { id });
    return {
      told: person,
      async write(tx) {
        await seeing(tx, { sees: 'people', regionCode: '100000' }, async (all) => {
          if (!(await setDisabled(all, id, asking.now))) throw new Overtaken();
        });
        await note(tx, asking, { action: 'person.disable', subject: id, result: reason });
      },
    };
  },
);

/** 启用: takes a second administrator. @throws CodedError `person.unknown`, `person.notDisabled` */
export const enablePerson = guarded(
  'person.enable',
  async (deps: ApprovalDeps, asking: Asking, id: string): Promise<Change<Done>> => {
    const person = await administeredPerson(deps.database, asking, id);
    if (!person.disabled) throw new CodedError('person.notDisabled', { id });
    if (await isBeginning(deps.database, asking)) {
      return {
        told: { person: { ...person, disabled: false }, approval: null },
        async write(tx) {
          await seeing(tx, { sees: 'people', regionCode: '100000' }, async (all) => {
            if (!(await setDisabled(all, id, null))) throw new Overtaken();
          });
          await note(tx, asking, { action: 'enable.approved', subject: id, result: 'beginning' });
        },
      };
    }
    const asked = await askApproval(deps, asking, {
      kind: 'enable',
      person,
      payload: {},
      subject: `${person.name}（${id}）`,
    });
    return { told: { person, approval: asked.told }, write: asked.write };
  },
);
