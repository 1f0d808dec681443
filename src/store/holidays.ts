import type { Sql, TransactionSql } from 'postgres';
import type { IsoDate } from '../domain/ports.ts';
import type { WorkingCalendar } from '../domain/working-days.ts';

/** 节假日与调休, as imported: all of it, which is some thirty days a year. */
export async function readCalendar(sql: Sql | TransactionSql): Promise<WorkingCalendar> {
  const rows = await sql<{ day: IsoDate; working: boolean }[]>`select day, working from holiday`;
  return { days: new Map(rows.map(({ day, working }) => [day, working])) };
}
