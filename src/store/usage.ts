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
      select who as actor, count as today, (select org_id from usage_seen s where s.day = u.day and s.actor = u.who
        limit 1) as org_id
      from usage_count u where day = ${day} and shard = 0 and count >= ${least} and not starts_with(who, 'org:')
    )
    select t.actor, t.org_id as "orgId", t.today, coalesce(u.usual, 0)::float8 as usual
    from today t left join lateral (
      select avg(count) as usual from usage_count
      where who = t.actor and shard = 0 and day < ${day} and day >= ${day}::date - 30) u on true
    where t.today > ${times} * coalesce(u.usual, 0)
    order by t.today desc limit 100`;
}

/** Look-ups are counted a day; how many there were is kept for what is usual. */
export async function pruneUsage(tx: Sql | TransactionSql, before: IsoDate): Promise<void> {
  await tx`delete from usage_seen where day < ${before}`;
  await tx`delete from usage_count where day < ${before}`;
}

export async function usageToday(
  sql: Sql | TransactionSql,
  day: IsoDate,
  actors: readonly string[],
): Promise<Map<string, number>> {
  const rows = await sql<{ actor: string; count: number }[]>`
    select who as actor, count from usage_count where day = ${day} and who = any(${actors as string[]}) and shard = 0`;
  return new Map(rows.map(({ actor, count }) => [actor, count]));
}
