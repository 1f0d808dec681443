import type { TransactionSql } from 'postgres';
import type { IsoDate } from '../domain/ports.ts';

interface Asked {
  subjects: readonly string[];
  from: IsoDate;
  /** The first day that is not told yet; for the purposes withheld longer, an earlier one. */
  until: IsoDate;
  withheld: readonly string[];
  withheldUntil: IsoDate;
  limit: number;
}

/** Look-ups of an enterprise by departments, newest day first, without who it was. */
export async function lookupsAbout(
  tx: TransactionSql,
  { subjects, from, until, withheld, withheldUntil, limit }: Asked,
): Promise<{ day: IsoDate; department: string; purpose: string; times: number }[]> {
  return tx`
    select (l.at at time zone 'Asia/Shanghai')::date as day, o.name as department, l.purpose, count(*)::int as times
    from audit_log l join org o on o.id = l.org_id
    where l.subject = any(${subjects as string[]}) and l.action = 'credit.view' and l.purpose is not null
      and l.at >= ${from}::date::timestamp at time zone 'Asia/Shanghai'
      and l.at < (case when l.purpose = any(${withheld as string[]}) then ${withheldUntil}::date else ${until}::date end)
        ::timestamp at time zone 'Asia/Shanghai'
    group by 1, 2, 3 order by 1 desc, 2, 3 limit ${limit}`;
}
