import type { Sql, TransactionSql } from 'postgres';
import type { IsoDate } from '../domain/ports.ts';

/** Somebody who looks up many more different enterprises than usual. */
export interface Unusual {
  actor: string;
  orgId: string | null;
  today: number;
  /** Of the days in the last thirty on which they looked up any; 0 where there are none. */
  usual: number;
}

/** Who looked up at least `least` different enterprises on a day and more than `times` what is usual for them. */
export async function unusualUsage(
  sql: Sql | TransactionSql,
  day: IsoDate,
  least: number,
  times: number,
): Promise<Unusual[]> {
  return sql<Unusual[]>`
    with today as (
      select actor, max(org_id) as org_id, count(*)::int as today from usage_seen where day = ${day}
      group by actor having count(*) >= ${least}
    )
    select t.actor, t.org_id as "orgId", t.today, coalesce(u.usual, 0)::float8 as usual
    from today t left join lateral (
      select avg(n) as usual from (
        select count(*) as n from usage_seen
        where actor = t.actor and day < ${day} and day >= ${day}::date - 30 group by day) d) u on true
    where t.today > ${times} * coalesce(u.usual, 0)
    order by t.today desc limit 100`;
}

/** Look-ups are counted a day; how many there were is kept for what is usual. */
export async function pruneUsage(tx: Sql | TransactionSql, before: IsoDate): Promise<void> {
  await tx`delete from usage_seen where day < ${before}`;
}

export async function usageToday(
  sql: Sql | TransactionSql,
  day: IsoDate,
  actors: readonly string[],
): Promise<Map<string, number>> {
  const rows = await sql<{ actor: string; count: number }[]>`
    select actor, count(*)::int as count from usage_seen where day = ${day} and actor = any(${actors as string[]})
    group by actor`;
  return new Map(rows.map(({ actor, count }) => [actor, count]));
}
