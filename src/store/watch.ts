import type { TransactionSql } from 'postgres';
import type { IsoDate } from '../domain/ports.ts';
import type { Course } from '../domain/watch.ts';

/** A course as it is kept. */
export interface StoredCourse extends Course {
  id: number;
  /** The entry in the key-watch list. */
  listKey: string | null;
  booked: boolean;
}

/** A warning that was raised about the enterprise. */
export interface RaisedBefore {
  id: number;
  kind: string;
  cause: string;
  raisedOn: IsoDate;
  /** What of it is a cause of its own: a record id, or ''. */
  subject: string;
  withdrawnOn: IsoDate | null;
  /** Not every department has dealt with it. */
  open: boolean;
}

/** Courses and warnings of an enterprise, oldest first; null: none. */
export interface WatchFactsStored {
  courses: StoredCourse[];
  warnings: RaisedBefore[];
}

export async function nextCourseIds(tx: TransactionSql, count: number): Promise<number[]> {
  const rows = await tx<{ id: number }[]>`
    select nextval(pg_get_serial_sequence('watch', 'id'))::int as id from generate_series(1, ${count})`;
  return rows.map(({ id }) => id);
}

export type CourseRow = Omit<StoredCourse, 'booked'> & { uscc: string };

/** Adds courses, or writes what is new of them. */
export async function saveCourses(tx: TransactionSql, courses: readonly CourseRow[]): Promise<void> {
  if (courses.length === 0) return;
  await tx`
    insert into watch (id, uscc, opened_on, told, events, interview_due_on, held_on, missed_on, rectify_by, rectified_on,
      listed_on, listed_for, list_key, closed_on, closed_for)
    overriding system value
    select id, uscc, "openedOn", told, array(select jsonb_array_elements_text(events))::uuid[], "interviewDueOn", "heldOn",
      "missedOn", "rectifyBy", "rectifiedOn", "listedOn", "listedFor", "listKey", "closedOn", "closedFor"
    from jsonb_to_recordset(${tx.json(courses as never)}) as c(id bigint, uscc text, "openedOn" date, told boolean, events jsonb,
      "interviewDueOn" date, "heldOn" date, "missedOn" date, "rectifyBy" date, "rectifiedOn" date, "listedOn" date,
      "listedFor" text, "listKey" uuid, "closedOn" date, "closedFor" text)
    order by uscc
    on conflict (id) do update set told = excluded.told, interview_due_on = excluded.interview_due_on,
      held_on = excluded.held_on, missed_on = excluded.missed_on, rectify_by = excluded.rectify_by,
      rectified_on = excluded.rectified_on, listed_on = excluded.listed_on, listed_for = excluded.listed_for,
      list_key = excluded.list_key, closed_on = excluded.closed_on, closed_for = excluded.closed_for`;
}

/**
 * Puts an enterprise on the list of those to be judged and holds it there until the transaction ends: nobody judges it
 * meanwhile by what is being changed. Comes before any change to its course.
 */
export async function holdForJudging(tx: TransactionSql, uscc: string): Promise<void> {
  await tx`insert into regrade (uscc) values (${uscc}) on conflict (uscc) do update set failure = null`;
}

/** Writes what is named of an open course, but for a rectification that was noted before; false where it is over. */
export async function changeCourse(
  tx: TransactionSql,
  id: number,
  change: Partial<
    Pick<Course, 'told' | 'heldOn' | 'missedOn' | 'rectifyBy' | 'rectifiedOn' | 'interviewDueOn'>
  >,
): Promise<boolean> {
  const {
    told = null,
    heldOn = null,
    missedOn = null,
    rectifyBy = null,
    rectifiedOn = null,
    interviewDueOn = null,
  } = change;
  const changed = await tx`
    update watch set told = coalesce(${told}, told), held_on = coalesce(${heldOn}, held_on),
      missed_on = coalesce(${missedOn}, missed_on), rectify_by = coalesce(${rectifyBy}, rectify_by),
      rectified_on = coalesce(rectified_on, ${rectifiedOn}), interview_due_on = case when ${'interviewDueOn' in change} then ${interviewDueOn}::date else interview_due_on end
    where id = ${id} and closed_on is null returning 1`;
  return changed.count > 0;
}

export interface StepRow {
  watchId: number;
  uscc: string;
  on: IsoDate;
  step: string;
  detail: Readonly<Record<string, unknown>>;
  by: string;
}

export async function addSteps(tx: TransactionSql, steps: readonly StepRow[], at: Date): Promise<void> {
  if (steps.length === 0) return;
  await tx`
    insert into watch_step (watch_id, uscc, on_day, step, detail, by_whom, at)
    select "watchId", uscc, "on", step, detail, "by", ${at}
    from jsonb_to_recordset(${tx.json(steps as never)}) as s("watchId" bigint, uscc text, "on" date, step text, detail jsonb,
      "by" text)`;
}

/** On which days enterprises are to be judged again for what they are watched for; null: on none. */
export async function saveDue(
  tx: TransactionSql,
  due: readonly { uscc: string; nextOn: IsoDate | null }[],
): Promise<void> {
  if (due.length === 0) return;
  await tx`
    with input as materialized (
      select * from jsonb_to_recordset(${tx.json(due as never)}) as d(uscc text, "nextOn" date)
    ), gone as (
      delete from watch_due w using input i where w.uscc = i.uscc and i."nextOn" is null
    )
    insert into watch_due as w (uscc, next_on) select uscc, "nextOn" from input where "nextOn" is not null order by uscc
    on conflict (uscc) do update set next_on = excluded.next_on where w.next_on <> excluded.next_on`;
}

export interface ListEntry {
  uscc: string;
  key: string;
  number: string;
  authority: string;
  ground: string;
  on: IsoDate;
}

/** Into the key-watch list, as a credit record that counts at once. */
export async function enterKeyWatch(tx: TransactionSql, entry: ListEntry, at: Date): Promise<void> {
  const { uscc, key, number, authority, ground, on } = entry;
  await tx`select enter_list(${uscc}, ${key}, 'keyWatch', ${number}, ${authority}, ${ground}, ${on}, null, null, ${at})`;
}

/** Off the list from a day on, or (`wrongly`) as if it had never been on it. */
export async function leaveKeyWatch(
  tx: TransactionSql,
  { uscc, key, on, wrongly }: { uscc: string; key: string; on: IsoDate; wrongly: boolean },
  at: Date,
): Promise<void> {
  await tx`select leave_list(${uscc}, ${key}, ${on}, ${wrongly}, ${at})`;
}

const columns = (tx: TransactionSql) => tx`
  w.id::int, w.uscc, w.opened_on as "openedOn", w.told, w.events, w.interview_due_on as "interviewDueOn",
  w.held_on as "heldOn", w.missed_on as "missedOn", w.rectify_by as "rectifyBy", w.rectified_on as "rectifiedOn",
  w.listed_on as "listedOn", w.listed_for as "listedFor", w.list_key as "listKey", w.closed_on as "closedOn",
  w.closed_for as "closedFor",
  exists (select 1 from interview i where i.watch_id = w.id and i.state = 'booked') as booked`;

/** Courses that the transaction may see, oldest first. */
export async function coursesOf(
  tx: TransactionSql,
  uscc: string,
): Promise<(StoredCourse & { uscc: string })[]> {
  return tx<
    (StoredCourse & { uscc: string })[]
  >`select ${columns(tx)} from watch w where w.uscc = ${uscc} order by w.id`;
}

/** Open courses after `after` whose enterprise could not be told yet, or whose term could not be counted, by their ids. */
export async function unfinishedCourses(
  tx: TransactionSql,
  after: number,
  limit: number,
): Promise<(StoredCourse & { uscc: string })[]> {
  return tx<(StoredCourse & { uscc: string })[]>`
    select ${columns(tx)} from watch w
    where w.closed_on is null and w.held_on is null and (not w.told or w.interview_due_on is null) and w.id > ${after}
    order by w.id limit ${limit}`;
}

export async function stepsOf(tx: TransactionSql, uscc: string): Promise<(StepRow & { at: Date })[]> {
  return tx<(StepRow & { at: Date })[]>`
    select watch_id::int as "watchId", uscc, on_day as "on", step, detail, by_whom as "by", at
    from watch_step where uscc = ${uscc} order by id`;
}

export async function watchDueOf(tx: TransactionSql, uscc: string): Promise<IsoDate | null> {
  const [row] = await tx<
    { nextOn: IsoDate }[]
  >`select next_on as "nextOn" from watch_due where uscc = ${uscc}`;
  return row?.nextOn ?? null;
}
