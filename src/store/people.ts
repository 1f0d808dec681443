import type { Sql, TransactionSql } from 'postgres';
import { trustedPlatforms } from '../domain/accounts.ts';
import type { Person } from '../domain/person.ts';

type Tx = Sql | TransactionSql;

export interface KnownPerson extends Person {
  disabled: boolean;
  /** Accounts that are bound to them and active. */
  accounts: number;
}

const columns = (sql: Tx) => sql`
  p.id, p.name, p.role, p.org_id as "orgId", o.name as department, p.region_code as "regionCode", p.uscc, p.sample,
  case when o.breadth = 'comprehensive' then null else coalesce(o.line, '{}') end as line,
  p.daily_quota as quota, o.daily_quota as "orgQuota", p.disabled_at is not null as disabled,
  (select count(*)::int from account a where a.person_id = p.id and a.state = 'active') as accounts`;

/** People whose id or name begins so; all that the transaction may see where it is ''. */
export async function listPeople(sql: Tx, beginning: string, limit: number): Promise<KnownPerson[]> {
  return sql<KnownPerson[]>`
    select ${columns(sql)} from person p left join org o on o.id = p.org_id
    where starts_with(p.id, ${beginning}) or starts_with(p.name, ${beginning}) order by p.id limit ${limit}`;
}

export async function findKnown(sql: Tx, id: string): Promise<KnownPerson | null> {
  const [row] = await sql<KnownPerson[]>`
    select ${columns(sql)} from person p left join org o on o.id = p.org_id where p.id = ${id}`;
  return row ?? null;
}

/** False where the id is taken. */
export async function insertPerson(
  sql: Tx,
  {
    id,
    name,
    role,
    orgId,
    regionCode,
    uscc,
    sample,
  }: Omit<Person, 'line' | 'department' | 'quota' | 'orgQuota'>,
): Promise<boolean> {
  const added = await sql`
    insert into person (id, name, role, org_id, region_code, uscc, sample)
    values (${id}, ${name}, ${role}, ${orgId}, ${regionCode}, ${uscc}, ${sample})
    on conflict (id) do nothing returning 1`;
  return added.count > 0;
}

/** A real person is never replaced by a persona of the same id. */
export async function upsertSamplePerson(
  sql: Sql,
  { id, name, role, orgId, regionCode, uscc }: Person,
): Promise<void> {
  await sql`
    insert into person (id, name, role, org_id, region_code, uscc, sample)
    values (${id}, ${name}, ${role}, ${orgId}, ${regionCode}, ${uscc}, true)
    on conflict (id) do update set uscc = coalesce(person.uscc, excluded.uscc), org_id = excluded.org_id
      where person.sample`;
}

/** False where the person is not as it was thought to be. */
export async function setRole(tx: Tx, id: string, from: string, to: string): Promise<boolean> {
  const changed = await tx`
    update person set role = ${to} where id = ${id} and role = ${from} and disabled_at is null returning 1`;
  return changed.count > 0;
}

/** Takes effect at once: on the next message, and on what waits to be sent. */
export async function setDisabled(tx: Tx, id: string, at: Date | null): Promise<boolean> {
  const changed = await tx`
    update person set disabled_at = ${at} where id = ${id} and (disabled_at is null) = ${at !== null} returning 1`;
  return changed.count > 0;
}

export async function setPersonQuota(tx: Tx, id: string, quota: number | null): Promise<boolean> {
  const changed = await tx`update person set daily_quota = ${quota} where id = ${id} returning 1`;
  return changed.count > 0;
}

/** Administrators who can be reached in a chat. */
export async function countAdministrators(sql: Tx): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from person p where p.role = 'administrator' and p.disabled_at is null
      and exists (select 1 from account a where a.person_id = p.id and a.state = 'active')`;
  return row?.count ?? 0;
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

/** Officials of a region who can be reached; administrators of it where there are none. */
export async function officialsOf(sql: Tx, regionCode: string): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select p.id from person p
    where p.disabled_at is null and p.region_code = ${regionCode} and p.role in ('official', 'administrator')
      and exists (select 1 from account a where (a.person_id = p.id and a.state = 'active')
        or (a.platform = any(${[...trustedPlatforms]}) and a.user_id = p.id))
      and (p.role = 'official' or not exists (select 1 from person q
        where q.region_code = p.region_code and q.role = 'official' and q.disabled_at is null))
    order by p.id limit 50`;
  return rows.map(({ id }) => id);
}

/** Those who can be asked to agree: administrators, and staff of these organisations; only who can be reached. */
export async function askable(sql: Tx, orgIds: readonly string[]): Promise<KnownPerson[]> {
  return sql<KnownPerson[]>`
    select ${columns(sql)} from person p left join org o on o.id = p.org_id
    where p.disabled_at is null and (p.role = 'administrator' or (p.org_id = any(${orgIds as string[]})
      and p.role in ('official', 'inspector', 'planner')))
      and exists (select 1 from account a where (a.person_id = p.id and a.state = 'active')
        or (a.platform = any(${[...trustedPlatforms]}) and a.user_id = p.id))
    order by p.role = 'administrator' desc, p.id limit 50`;
}
