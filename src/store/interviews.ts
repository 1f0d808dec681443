import type { TransactionSql } from 'postgres';
import type { IsoDate } from '../domain/ports.ts';

/** 约谈: an appointment. */
export interface Interview {
  id: number;
  watchId: number;
  uscc: string;
  name: string;
  sample: boolean;
  enterpriseRegion: string | null;
  slot: Date;
  /** Region whose officials hold it. */
  regionCode: string;
  state: 'booked' | 'held' | 'missed' | 'cancelled';
  bookedBy: string;
}

const columns = (tx: TransactionSql) => tx`
  i.id::int, i.watch_id::int as "watchId", i.uscc, e.name, e.sample, e.region_code as "enterpriseRegion", i.slot,
  i.region_code as "regionCode", i.state, i.booked_by as "bookedBy"`;

/** False where the time was given to somebody else, or one waits already. */
export async function insertInterview(
  tx: TransactionSql,
  interview: Pick<Interview, 'watchId' | 'uscc' | 'slot' | 'regionCode' | 'bookedBy'>,
): Promise<boolean> {
  const { watchId, uscc, slot, regionCode, bookedBy } = interview;
  const added = await tx`
    insert into interview (watch_id, uscc, slot, region_code, state, booked_by)
    values (${watchId}, ${uscc}, ${slot}, ${regionCode}, 'booked', ${bookedBy}) on conflict do nothing returning 1`;
  return added.count > 0;
}

/** Times of a region that are given away, from an instant on. */
export async function takenSlots(tx: TransactionSql, regionCode: string, from: Date): Promise<Date[]> {
  const rows = await tx<{ slot: Date }[]>`
    select slot from interview where region_code = ${regionCode} and state = 'booked' and slot >= ${from}`;
  return rows.map(({ slot }) => slot);
}

export async function interviewsOf(tx: TransactionSql, watchId: number): Promise<Interview[]> {
  return tx<Interview[]>`
    select ${columns(tx)} from interview i join enterprise e on e.uscc = i.uscc
    where i.watch_id = ${watchId} order by i.id`;
}

export async function findInterview(tx: TransactionSql, id: number): Promise<Interview | null> {
  const [row] = await tx<Interview[]>`
    select ${columns(tx)} from interview i join enterprise e on e.uscc = i.uscc where i.id = ${id}`;
  return row ?? null;
}

/** Those that wait and that the transaction may see, the nearest first. */
export async function waitingInterviews(tx: TransactionSql, limit: number): Promise<Interview[]> {
  return tx<Interview[]>`
    select ${columns(tx)} from interview i join enterprise e on e.uscc = i.uscc
    where i.state = 'booked' order by i.slot, i.id limit ${limit}`;
}

export async function cancelBooked(tx: TransactionSql, watchId: number, at: Date): Promise<number> {
  const cancelled = await tx`
    update interview set state = 'cancelled', settled_at = ${at} where watch_id = ${watchId} and state = 'booked'`;
  return cancelled.count;
}

/** False where it was settled already. */
export async function settleInterview(
  tx: TransactionSql,
  id: number,
  { state, by, at }: { state: 'held' | 'missed'; by: string; at: Date },
): Promise<boolean> {
  const settled = await tx`
    update interview set state = ${state}, settled_by = ${by}, settled_at = ${at}
    where id = ${id} and state = 'booked' returning 1`;
  return settled.count > 0;
}

/** Appointments before an instant that nobody was reminded of today. */
export async function takeUnreminded(tx: TransactionSql, before: Date, day: IsoDate): Promise<Interview[]> {
  return tx<Interview[]>`
    with taken as (
      update interview set reminded_on = ${day}
      where state = 'booked' and slot < ${before} and reminded_on is distinct from ${day} returning *)
    select ${columns(tx)} from taken i join enterprise e on e.uscc = i.uscc order by i.slot, i.id`;
}
