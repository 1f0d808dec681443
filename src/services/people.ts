import { CodedError } from '../domain/errors.ts';
import { type Person, type Role, roles } from '../domain/person.ts';
import type { Clock } from '../domain/ports.ts';
import { inspectIdentifier } from '../domain/uscc.ts';
import { writeAudit } from '../store/audit.ts';
import type { Database } from '../store/database.ts';
import { insertPerson, listPeople, sampleEnterprise, upsertSamplePerson } from '../store/people.ts';

/** Those who can be played in the sample province; their names say that they are made up. */
const personas: readonly Person[] = [
  {
    id: 'official',
    name: '示例科员',
    role: 'official',
    department: '示例市市场监督管理局',
    regionCode: '370000',
    uscc: null,
    sample: true,
  },
  {
    id: 'inspector',
    name: '示例执法人员',
    role: 'inspector',
    department: '示例市市场监督管理局',
    regionCode: '370000',
    uscc: null,
    sample: true,
  },
  {
    id: 'enterprise',
    name: '示例企业代表',
    role: 'enterprise',
    department: null,
    regionCode: null,
    uscc: null,
    sample: true,
  },
  {
    id: 'public',
    name: '示例公众',
    role: 'public',
    department: null,
    regionCode: null,
    uscc: null,
    sample: true,
  },
];

export const personaIds: readonly string[] = personas.map((persona) => persona.id);

/** Makes the sample personas known; the enterprise's speaks for a sample enterprise that has a record to look at. */
export async function ensurePersonas(database: Database): Promise<void> {
  const uscc = await sampleEnterprise(database.sql);
  for (const persona of personas) {
    await upsertSamplePerson(database.sql, persona.role === 'enterprise' ? { ...persona, uscc } : persona);
  }
}

/**
 * The person of this id.
 * @throws CodedError `person.unknown` naming those who are known
 */
export async function findPerson(database: Database, id: string): Promise<Person> {
  const people = await listPeople(database.sql);
  const person = people.find((known) => known.id === id);
  if (!person)
    throw new CodedError('person.unknown', {
      id,
      known: people
        .slice(0, 20)
        .map((known) => known.id)
        .join('、'),
    });
  return person;
}

export function allPeople(database: Database): Promise<Person[]> {
  return listPeople(database.sql);
}

function asRole(text: string): Role {
  const role = roles.find((known) => known === text);
  if (!role) throw new CodedError('person.role', { role: text, known: roles.join('、') });
  return role;
}

/**
 * Adds a person, by the administrator at the machine.
 * @throws CodedError `person.role`, `person.code`, `person.exists`
 */
export async function addPerson(
  deps: { database: Database; clock: Clock },
  input: { id: string; name: string; role: string; department?: string; region?: string; uscc?: string },
): Promise<Person> {
  const role = asRole(input.role);
  const code = input.uscc === undefined ? null : inspectIdentifier(input.uscc);
  if (code !== null && !(code.valid && code.kind === 'uscc'))
    throw new CodedError('person.code', { code: code.normalized });
  const person: Person = {
    id: input.id,
    name: input.name,
    role,
    department: input.department ?? null,
    regionCode: input.region ?? null,
    uscc: code?.normalized ?? null,
    sample: false,
  };
  const at = deps.clock.now();
  await deps.database.sql.begin(async (tx) => {
    if (!(await insertPerson(tx, person))) throw new CodedError('person.exists', { id: person.id });
    await writeAudit(
      tx,
      { actor: 'cli', action: 'person.add', subject: person.id, purpose: null, result: role },
      at,
    );
  });
  return person;
}
