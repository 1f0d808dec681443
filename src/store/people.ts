import type { Sql, TransactionSql } from 'postgres';
import type { Person } from '../domain/person.ts';

export async function listPeople(sql: Sql): Promise<Person[]> {
  return sql<Person[]>`
    select id, name, role, department, region_code as "regionCode", uscc, sample
    from person where disabled_at is null order by id`;
}

/** False where the id is taken. */
export async function insertPerson(sql: Sql | TransactionSql, person: Person): Promise<boolean> {
  const added = await sql`
    insert into person (id, name, role, department, region_code, uscc, sample)
    values (${person.id}, ${person.name}, ${person.role}, ${person.department}, ${person.regionCode}, ${person.uscc}, ${person.sample})
    on conflict (id) do nothing returning id`;
  return added.length > 0;
}

/** A real person is never replaced by a persona of the same id. */
export async function upsertSamplePerson(sql: Sql, person: Person): Promise<void> {
  await sql`
    insert into person (id, name, role, department, region_code, uscc, sample)
    values (${person.id}, ${person.name}, ${person.role}, ${person.department}, ${person.regionCode}, ${person.uscc}, true)
    on conflict (id) do update set uscc = coalesce(person.uscc, excluded.uscc) where person.sample`;
}

/** A sample enterprise with a penalty on record, or any, or null where there is no sample province. */
export async function sampleEnterprise(sql: Sql): Promise<string | null> {
  const [row] = await sql<{ uscc: string }[]>`
    select e.uscc from enterprise e
    where e.sample
    order by exists (select 1 from credit_record r where r.uscc = e.uscc and r.kind = 'penalty') desc, e.uscc
    limit 1`;
  return row?.uscc ?? null;
}
