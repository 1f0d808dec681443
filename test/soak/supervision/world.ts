import { addDays } from '../../../src/domain/dates.ts';
import { sampleUscc } from '../../../src/sample/codes.ts';
import { holidaySpans } from '../../../src/sample/holidays.ts';
import type { Database } from '../../../src/store/database.ts';
import type { Human } from './mail.ts';
import type { Firm, Org } from './oracle.ts';

/** A small province: departments, officials, enterprises. All of it invented. */

export const orgs: readonly (Org & { name: string; code: string | null; region: string })[] = [
  { id: 'prov', name: '示例省生态环境厅', code: null, parent: null, region: '370000' },
  { id: 'city', name: '示例市生态环境局', code: 'SLCITY0001', parent: 'prov', region: '370200' },
  { id: 'county', name: '示例区生态环境分局', code: null, parent: 'city', region: '370202' },
  { id: 'fire', name: '示例市消防支队', code: null, parent: null, region: '370200' },
  { id: 'other', name: '示例乙市生态环境局', code: 'SLCITY0002', parent: 'prov', region: '370100' },
];
/** Who decides, as records name it, and which departments are meant by it. */
export const authorities: readonly { name: string; code: string | null; orgs: readonly string[] }[] = [
  { name: '示例市生态环境局', code: null, orgs: ['city'] },
  { name: '示例区生态环境分局', code: null, orgs: ['county'] },
  { name: '示例市环境保护局（旧称）', code: 'SLCITY0001', orgs: ['city'] },
  { name: '示例乙市生态环境局', code: 'SLCITY0002', orgs: ['other'] },
  { name: '示例市消防支队', code: null, orgs: ['fire'] },
  { name: '外省某局（示例）', code: null, orgs: [] },
];

const person = (id: string, role: Human['role'], org: string | null, region: string | null): Human => ({
  ...{
    id,
    role,
    org,
    region,
    uscc: null,
    quiet: ['21:00', '08:00'],
    digestAt: '08:30',
    away: null,
    blocked: false,
  },
});

export function staff(): Human[] {
  const all = [
    person('o-county', 'official', 'county', '370202'),
    person('i-county', 'inspector', 'county', '370202'),
    person('o-city-1', 'official', 'city', '370200'),
    person('o-city-2', 'official', 'city', '370200'),
    person('i-city', 'inspector', 'city', '370200'),
    person('i-fire', 'inspector', 'fire', '370200'),
    person('o-other', 'official', 'other', '370100'),
    person('o-prov', 'official', 'prov', '370000'),
    person('admin-1', 'administrator', null, '370000'),
    person('admin-2', 'administrator', null, '370000'),
  ];
  const quiet: readonly (readonly [string, string])[] = [
    ['21:00', '08:00'],
    ['22:00', '07:00'],
    ['12:00', '14:00'],
    ['00:00', '00:00'],
  ];
  return all.map((one, index) => ({
    ...one,
    quiet: quiet[index % quiet.length] ?? one.quiet,
    digestAt: index % 3 === 2 ? '17:00' : '08:30',
  }));
}

export function firmsOf(count: number): Firm[] {
  const regions = ['370202', '370200', '370102', '370202'];
  return Array.from({ length: count }, (_, index) => {
    const region = regions[index % regions.length] ?? '370200';
    return { uscc: sampleUscc(index, '91', region), name: `示例第${index}号公司`, region };
  });
}

/** 国务院办公厅 tables; 2024 (国办发明电〔2023〕7号) is not among the samples. */
const off2024 = [
  ['2024-01-01', 1],
  ['2024-02-10', 8],
  ['2024-04-04', 3],
  ['2024-05-01', 5],
  ['2024-06-10', 1],
  ['2024-09-15', 3],
  ['2024-10-01', 7],
] as const;
const worked2024 = ['02-04', '02-18', '04-07', '04-28', '05-11', '09-14', '09-29', '10-12'];

export function holidaysOf(year: number): Map<string, boolean> {
  const days = new Map<string, boolean>();
  const run = (from: string, length: number, worked: boolean): void => {
    for (let index = 0; index < length; index += 1) days.set(addDays(from, index), worked);
  };
  if (year === 2024) {
    for (const [from, length] of off2024) run(from, length, false);
    for (const day of worked2024) run(`2024-${day}`, 1, true);
  }
  for (const { type, from, days: length } of holidaySpans)
    if (from.startsWith(String(year))) run(from, length, type === '上班');
  return days;
}

export async function importHolidays({ sql }: Database, days: ReadonlyMap<string, boolean>): Promise<void> {
  const rows = [...days].map(([day, working]) => ({ day, working }));
  await sql`
    insert into holiday (day, working, name, file_id)
    select day, working, '示例', 0 from jsonb_to_recordset(${sql.json(rows)}) as h(day date, working boolean)`;
}

export async function addHuman({ sql }: Database, human: Human): Promise<void> {
  const { id, role, org, region, uscc, quiet, digestAt } = human;
  await sql`
    insert into person (id, name, role, org_id, region_code, uscc) values (${id}, ${`示例${id}`}, ${role}, ${org}, ${region}, ${uscc})`;
  await sql`
    insert into account (platform, user_id, person_id, state, private_chat_id)
    values ('telegram', ${id}, ${id}, 'active', ${`dm-${id}`})`;
  await sql`
    insert into notice_setting (person_id, quiet_from, quiet_until, digest_at)
    values (${id}, ${quiet[0]}, ${quiet[1]}, ${digestAt})`;
}

export async function build(
  database: Database,
  firms: readonly Firm[],
  humans: readonly Human[],
): Promise<void> {
  const { sql } = database;
  for (const { uscc, name, region } of firms)
    await sql`
      insert into enterprise (uscc, name, region_code, established_on, registered, content_hash, version, valid_from, file_id, line)
      values (${uscc}, ${name}, ${region}, '2015-01-01', true, md5('x')::uuid, 1, now(), 0, 0)`;
  for (const { id, name, code, parent, region } of orgs)
    await sql`
      insert into org (id, name, code, parent_id, region_code, breadth) values (${id}, ${name}, ${code}, ${parent}, ${region}, 'line')`;
  for (const human of humans) await addHuman(database, human);
}

export interface Report {
  number: string;
  decidedOn: string;
  tier: 'minor' | 'general' | 'serious';
  authority: { name: string; code: string | null };
}

/** A decision as the importer leaves it; the same one again changes nothing. */
export async function report({ sql }: Database, uscc: string, one: Report): Promise<void> {
  const { number, decidedOn, tier, authority } = one;
  const penaltyKinds = { minor: ['warning'], general: ['fine'], serious: ['suspendBusiness'] }[tier];
  const details = {
    ...{ penaltyKinds, fineFen: tier === 'general' ? 5_000_000 : null, confiscatedFen: null },
    ...{ violationType: '', facts: '', basis: '' },
  };
  await sql`
    insert into credit_record (uscc, kind, key, party_name, number, authority, authority_code, decided_on, status, details,
      sources, source_hashes, content_hash, version, valid_from, file_id, line)
    values (${uscc}, 'penalty', md5(${number})::uuid, '示例', ${number}, ${authority.name}, ${authority.code}, ${decidedOn},
      'inForce', ${sql.json(details)}, '{}', '{}', md5('x')::uuid, 1, now(), 0, 0)
    on conflict (uscc, kind, key) do update set decided_on = excluded.decided_on`;
}
