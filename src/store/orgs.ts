import type { Sql, TransactionSql } from 'postgres';

type Tx = Sql | TransactionSql;

export const breadths = ['comprehensive', 'line'] as const;
export type Breadth = (typeof breadths)[number];

export interface Org {
  id: string;
  name: string;
  /** 统一社会信用代码 by which records name it. */
  code: string | null;
  parentId: string | null;
  regionCode: string;
  breadth: Breadth;
  quota: number | null;
  sample: boolean;
}

const columns = (sql: Tx) => sql`
  id, name, code, parent_id as "parentId", region_code as "regionCode", breadth, daily_quota as quota, sample`;

export async function listOrgs(sql: Tx): Promise<Org[]> {
  return sql<Org[]>`select ${columns(sql)} from org where closed_at is null order by region_code, id`;
}

/** By id or by name. */
export async function findOrg(sql: Tx, idOrName: string): Promise<Org | null> {
  const [org] = await sql<Org[]>`
    select ${columns(sql)} from org where closed_at is null and (id = ${idOrName} or name = ${idOrName})
    order by id = ${idOrName} desc limit 1`;
  return org ?? null;
}

/** An organisation and those above it, by id. */
export async function lineage(sql: Tx, id: string | null): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    with recursive up as (
      select id, parent_id, 1 as depth from org where id = ${id}
      union all select o.id, o.parent_id, depth + 1 from org o join up on o.id = up.parent_id where depth < 20
    ) select id from up`;
  return rows.map((row) => row.id);
}

/** Names and codes of each organisation and all below it: what line departments see the records of. */
async function refreshLines(tx: Tx): Promise<void> {
  await tx`
    with recursive below as (
      select id as top, id, name, code, 1 as depth from org where closed_at is null
      union all select b.top, o.id, o.name, o.code, depth + 1 from org o join below b on o.parent_id = b.id
        where o.closed_at is null and depth < 20
    ), lines as (
      select top, array_agg(distinct word order by word) as line
      from below, unnest(array[name, code]) word where word is not null group by top
    )
    update org o set line = l.line from lines l where l.top = o.id and o.line <> l.line`;
}

/** False where id or name is taken. */
export async function insertOrg(tx: Tx, org: Org): Promise<boolean> {
  const { id, name, code, parentId, regionCode, breadth, quota, sample } = org;
  const added = await tx`
    insert into org (id, name, code, parent_id, region_code, breadth, daily_quota, sample)
    values (${id}, ${name}, ${code}, ${parentId}, ${regionCode}, ${breadth}, ${quota}, ${sample})
    on conflict do nothing returning 1`;
  if (added.count === 0) return false;
  await refreshLines(tx);
  return true;
}

/** False where it is closed already, or where people or organisations still belong to it. */
export async function closeOrg(tx: Tx, id: string, at: Date): Promise<boolean> {
  const closed = await tx`
    update org o set closed_at = ${at} where id = ${id} and closed_at is null
      and not exists (select 1 from org below where below.parent_id = o.id and below.closed_at is null)
    returning 1`;
  if (closed.count === 0) return false;
  await refreshLines(tx);
  return true;
}

export async function setOrgQuota(tx: Tx, id: string, quota: number | null): Promise<boolean> {
  const changed = await tx`update org set daily_quota = ${quota} where id = ${id} returning 1`;
  return changed.count > 0;
}
