import { randomUUID } from 'node:crypto';
import type { Sql } from 'postgres';
import type { CreditRecord } from '../../src/domain/credit.ts';
import type { Person, Role } from '../../src/domain/person.ts';
import { stranger } from '../../src/domain/person.ts';
import { regionByCode } from '../../src/domain/regions.ts';
import { commitment, entry, evaluation, penalty } from '../domain/credit-records.ts';
import { codeOf } from '../support/conversation.ts';

/** A random province of departments, people and enterprises, and an oracle in memory of who may see what. */

type Pick = <T>(of: readonly T[]) => T;

/** Regions of enterprises: in force, abolished, headings of tables, directly under a province, elsewhere, unknown. */
const places = [
  ...['370000', '370100', '370102', '370116', '370200', '370202', '370203', '370600', '371300', '371302'],
  ...['370101', '370171', '371200', '371202', '371203', '429004', '420100', '420000', '110101', '650100'],
];
const jurisdictions = [
  '100000',
  '370000',
  '370100',
  '370102',
  '370116',
  '370200',
  '370202',
  '371300',
  '420000',
];

/** Each with what is so by construction: whether it is publicised today, and whether it might be public at all. */
const kinds: readonly { make(): CreditRecord; publicised: boolean; mayBePublic: boolean; shared: boolean }[] =
  [
    {
      make: () => penalty('2026-05-01', ['fine'], { fine: 50_000 }),
      publicised: true,
      mayBePublic: true,
      shared: false,
    },
    { make: () => penalty('2026-05-01', ['warning']), publicised: false, mayBePublic: true, shared: false },
    {
      make: () => penalty('2026-05-01', ['fine'], { fine: 50_000, status: 'withdrawn' }),
      publicised: false,
      mayBePublic: false,
      shared: false,
    },
    {
      make: () => penalty('2026-02-01', ['fine'], { fine: 50_000, publicityUntil: '2026-06-01' }),
      publicised: false,
      mayBePublic: true,
      shared: false,
    },
    {
      make: () => evaluation('2026-04-01', 'public', 'GOOD'),
      publicised: false,
      mayBePublic: false,
      shared: true,
    },
    { make: () => entry('2026-04-01', 'keyWatch'), publicised: false, mayBePublic: false, shared: true },
    {
      make: () => entry('2026-04-01', 'seriousViolation'),
      publicised: true,
      mayBePublic: true,
      shared: true,
    },
    { make: () => commitment('2026-04-01', 'kept'), publicised: true, mayBePublic: true, shared: true },
  ];

interface MadeOrg {
  id: string;
  name: string;
  code: string | null;
  parent: MadeOrg | null;
  breadth: 'comprehensive' | 'line';
  region: string;
}

export interface MadeRecord {
  id: string;
  kind: (typeof kinds)[number];
  record: CreditRecord;
  org: MadeOrg;
  /** The record names its authority by code, not by the name the org has. */
  byCode: boolean;
}

export interface MadeEnterprise {
  uscc: string;
  region: string | null;
  records: MadeRecord[];
}

export interface World {
  orgs: MadeOrg[];
  people: Person[];
  enterprises: MadeEnterprise[];
}

export function makeWorld(pick: Pick, chance: () => number): World {
  const orgs: MadeOrg[] = [];
  for (let index = 0; index < 40; index += 1) {
    orgs.push({
      id: `org-${index}`,
      name: `示例第${index}部门`,
      code: chance() < 0.5 ? codeOf(5_000 + index) : null,
      parent: orgs.length > 0 && chance() < 0.7 ? pick(orgs) : null,
      breadth: chance() < 0.4 ? 'comprehensive' : 'line',
      region: pick(jurisdictions),
    });
  }
  const enterprises = Array.from({ length: 150 }, (_, index): MadeEnterprise => {
    const records = Array.from({ length: Math.floor(chance() * 6) }, (): MadeRecord => {
      const kind = pick(kinds);
      const org = pick(orgs);
      return {
        id: randomUUID(),
        kind,
        record: kind.make(),
        org,
        byCode: org.code !== null && chance() < 0.5,
      };
    });
    return { uscc: codeOf(index), region: chance() < 0.05 ? null : pick(places), records };
  });
  const roles: Role[] = ['public', 'enterprise', 'official', 'inspector', 'planner', 'administrator'];
  const people = Array.from({ length: 90 }, (_, index): Person => {
    const role = pick(roles);
    const staff = role !== 'public' && role !== 'enterprise';
    const org = staff && (role !== 'administrator' || chance() < 0.5) ? pick(orgs) : null;
    return {
      ...stranger,
      id: `person-${index}`,
      name: `示例${index}`,
      role,
      orgId: org?.id ?? null,
      regionCode: staff && chance() < 0.95 ? pick([...jurisdictions, '371202']) : null,
      uscc: role === 'enterprise' && chance() < 0.9 ? pick(enterprises).uscc : null,
      quota: 1_000_000,
    };
  });
  return { orgs, people, enterprises };
}

export async function storeWorld(
  sql: Sql,
  { orgs, people, enterprises }: World,
  insertOrg: (org: MadeOrg) => Promise<void>,
) {
  for (const org of orgs) await insertOrg(org);
  for (const { id, name, role, orgId, regionCode, uscc, quota } of people) {
    await sql`
      insert into person (id, name, role, org_id, region_code, uscc, daily_quota)
      values (${id}, ${name}, ${role}, ${orgId}, ${regionCode}, ${uscc}, ${quota})`;
    await sql`
      insert into account (platform, user_id, person_id, state) values ('telegram', ${`u-${id}`}, ${id}, 'active')`;
  }
  for (const { uscc, region, records } of enterprises) {
    await sql`
      insert into enterprise (uscc, name, region_code, registered, content_hash, version, valid_from, file_id, line)
      values (${uscc}, ${`示例${uscc}`}, ${region}, true, md5('x')::uuid, 1, now(), 0, 0)`;
    for (const { id, record, org, byCode } of records) {
      await sql`
        insert into credit_record (uscc, kind, key, party_name, number, authority, authority_code, decided_on, valid_until,
          publicity_until, status, details, sources, source_hashes, content_hash, version, valid_from, file_id, line)
        values (${uscc}, ${record.kind}, ${id}, '示例', ${id}, ${byCode ? '另一写法' : org.name}, ${byCode ? org.code : null},
          ${record.decidedOn}, ${record.validUntil}, ${record.publicityUntil}, ${record.status},
          ${sql.json(record.details as never)}, '{}', '{}', md5('x')::uuid, 1, now(), 0, 0)`;
    }
  }
}

/** Whether a region lies in another: by the levels of GB/T 2260, not by the beginnings of codes. */
function contains(scope: string, code: string): boolean {
  const current = regionByCode(scope)?.abolished?.successor ?? scope;
  const moved = regionByCode(code)?.abolished?.successor ?? null;
  const level = (one: string): 'country' | 'province' | 'prefecture' | 'county' =>
    one === '100000' ? 'country' : /0000$/.test(one) ? 'province' : /00$/.test(one) ? 'prefecture' : 'county';
  const inside = (one: string): boolean => {
    switch (level(current)) {
      case 'country':
        return true;
      case 'province':
        return one.slice(0, 2) === current.slice(0, 2);
      case 'prefecture':
        return one.slice(0, 4) === current.slice(0, 4);
      case 'county':
        return one === current;
    }
  };
  return inside(code) || (moved !== null && inside(moved));
}

function below(org: MadeOrg, top: MadeOrg): boolean {
  for (let one: MadeOrg | null = org; one; one = one.parent) if (one === top) return true;
  return false;
}

export interface Allowed {
  /** What is shown. */
  shown: Set<string>;
  /** What PostgreSQL lets through, which need not know the dated rules of publicity. */
  readable: Set<string>;
}

/** The oracle: what a person may see of an enterprise. */
export function allowed(world: World, person: Person, enterprise: MadeEnterprise): Allowed {
  const own = person.role === 'enterprise' && person.uscc === enterprise.uscc;
  const supervises = person.role === 'official' || person.role === 'inspector' || person.role === 'planner';
  const region = enterprise.region ?? enterprise.uscc.slice(2, 8);
  const here = supervises && person.regionCode !== null && contains(person.regionCode, region);
  const department = world.orgs.find(({ id }) => id === person.orgId);
  const unpublicised = ({ kind, org }: MadeRecord): boolean => {
    if (own) return true;
    if (!here) return false;
    if (department?.breadth === 'comprehensive') return true;
    return kind.shared || (department !== undefined && below(org, department));
  };
  const ids = (passes: (record: MadeRecord) => boolean): Set<string> =>
    new Set(enterprise.records.filter(passes).map(({ id }) => id));
  return {
    shown: ids((record) => record.kind.publicised || unpublicised(record)),
    readable: ids((record) => record.kind.mayBePublic || unpublicised(record)),
  };
}

/** The oracle: whom an administrator looks after. */
export function looksAfter(administrator: Person, person: Person): boolean {
  if (administrator.role !== 'administrator') return false;
  if (person.regionCode === null) return true;
  return administrator.regionCode !== null && contains(administrator.regionCode, person.regionCode);
}
