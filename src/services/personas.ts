import { CodedError } from '../domain/errors.ts';
import { type Person, stranger } from '../domain/person.ts';
import type { Database } from '../store/database.ts';
import { insertOrg } from '../store/orgs.ts';
import {
  findKnown,
  type KnownPerson,
  listPeople,
  sampleEnterprise,
  upsertSamplePerson,
} from '../store/people.ts';
import { seeing } from '../store/scope.ts';
import { everyone } from './approvals.ts';

const department = '示例市市场监督管理局';
const org = {
  id: 'sample-market',
  name: department,
  code: null,
  parentId: null,
  regionCode: '370000',
  breadth: 'comprehensive',
  quota: null,
  sample: true,
} as const;

const staff = {
  ...stranger,
  orgId: org.id,
  department,
  regionCode: org.regionCode,
  sample: true,
  line: null,
};

/** Those who can be played in the sample province; their names say that they are made up. */
const personas: readonly Person[] = [
  { ...staff, id: 'official', name: '示例科员', role: 'official' },
  { ...staff, id: 'inspector', name: '示例执法人员', role: 'inspector' },
  { ...staff, id: 'administrator', name: '示例管理员', role: 'administrator' },
  { ...stranger, id: 'enterprise', name: '示例企业代表', role: 'enterprise', sample: true },
  { ...stranger, id: 'public', name: '示例公众', sample: true },
];

export const personaIds: readonly string[] = personas.map((persona) => persona.id);

/** Makes the sample personas known; the enterprise's speaks for a sample enterprise that has a record to look at. */
export async function ensurePersonas({ sql }: Database): Promise<void> {
  await sql.begin((tx) => insertOrg(tx, org));
  const uscc = await sampleEnterprise(sql);
  for (const persona of personas) {
    await upsertSamplePerson(sql, persona.role === 'enterprise' ? { ...persona, uscc } : persona);
  }
}

/**
 * The person of this id, to speak as at this machine.
 * @throws CodedError `person.unknownHere` naming some who are known
 */
export function personHere({ sql }: Database, id: string): Promise<KnownPerson> {
  return seeing(sql, everyone, async (tx) => {
    const person = await findKnown(tx, id);
    if (person && !person.disabled) return person;
    const known = (await listPeople(tx, '', 20)).map((one) => one.id).join('、');
    throw new CodedError('person.unknownHere', { id, known });
  });
}
