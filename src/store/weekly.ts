import type { TransactionSql } from 'postgres';
import { trustedPlatforms } from '../domain/accounts.ts';
import type { IsoDate } from '../domain/ports.ts';

export interface WeeklyReader {
  personId: string;
  regionCode: string;
}

/** Takes those who get the digest of this week now: each once, whoever comes first. */
export async function takeWeeklyReaders(
  tx: TransactionSql,
  { monday, clock, usual }: { monday: IsoDate; clock: string; usual: string },
): Promise<WeeklyReader[]> {
  return tx<WeeklyReader[]>`
    with due as (
      select person_id, region_code from weekly_due(${monday}, ${clock}, ${usual}, ${[...trustedPlatforms]})
    ), taken as (
      insert into notice_setting as n (person_id, weekly_on) select person_id, ${monday} from due order by person_id
      on conflict (person_id) do update set weekly_on = excluded.weekly_on
        where n.weekly_on is null or n.weekly_on < excluded.weekly_on
      returning n.person_id)
    select d.person_id as "personId", d.region_code as "regionCode" from due d join taken t on t.person_id = d.person_id`;
}

/** What a week brought in a region (行政区划代码 of the enterprises). */
export interface WeekFigures {
  region: string;
  raised: number;
  open: number;
  overdue: number;
  falseAlarm: number;
  worse: number;
  better: number;
  watched: number;
}

/** By region, of the days from `from` to `until`; what is open, overdue or watched is that of today. */
export async function weekFigures(
  tx: TransactionSql,
  { from, until, today }: { from: IsoDate; until: IsoDate; today: IsoDate },
): Promise<WeekFigures[]> {
  return tx<WeekFigures[]>`
    with classes as (
      select unnest(array['TRUSTWORTHY', 'MINOR_DISCREDIT', 'GENERAL_DISCREDIT', 'SERIOUS_DISCREDIT']) as class,
        generate_series(0, 3) as gravity
    ), counted as (
      select w.uscc, (w.raised_on between ${from} and ${until})::int as raised, 0 as open, 0 as overdue, 0 as false_alarm,
        0 as worse, 0 as better, 0 as watched from risk_warning w where w.raised_on between ${from} and ${until}
      union all
      select t.uscc, 0, 1, (t.acknowledge_by < ${today} and t.state = 'open' or t.handle_by < ${today} or t.overdue_on is not null)::int,
        0, 0, 0, 0 from warning_target t where t.state in ('open', 'acknowledged')
      union all
      select t.uscc, 0, 0, 0, 1, 0, 0, 0 from warning_target t
        where t.state = 'falseAlarm' and t.handled_at >= ${from}::date - interval '8 hours'
          and t.handled_at < ${until}::date + interval '16 hours'
      union all
      select c.uscc, 0, 0, 0, 0, (b.gravity > a.gravity)::int, (b.gravity < a.gravity)::int, 0 from class_change c
        join classes a on a.class = c.from_class join classes b on b.class = c.to_class
        where c.as_of between ${from} and ${until}
      union all
      select w.uscc, 0, 0, 0, 0, 0, 0, 1 from watch w where w.closed_on is null and w.listed_on is not null
    )
    select coalesce(e.region_code, substr(c.uscc, 3, 6)) as region, sum(raised)::int as raised, sum(open)::int as open,
      sum(overdue)::int as overdue, sum(false_alarm)::int as "falseAlarm", sum(worse)::int as worse,
      sum(better)::int as better, sum(watched)::int as watched
    from counted c join enterprise e on e.uscc = c.uscc group by 1`;
}
