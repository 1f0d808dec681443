import type { TransactionSql } from 'postgres';
import { addDays } from '../domain/dates.ts';
import { CodedError, Overtaken } from '../domain/errors.ts';
import { freeSlots } from '../domain/interview-slots.ts';
import { dayOf, type IsoDate, type Pseudonyms, type Random } from '../domain/ports.ts';
import { hasJurisdiction } from '../domain/scope.ts';
import { speakersOf } from '../store/classes.ts';
import { namesAndRegions } from '../store/credit.ts';
import type { Database } from '../store/database.ts';
import { readCalendar } from '../store/holidays.ts';
import {
  cancelBooked,
  findInterview,
  type Interview,
  insertInterview,
  interviewsOf,
  settleInterview,
  takenSlots,
  waitingInterviews,
} from '../store/interviews.ts';
import { seeing } from '../store/scope.ts';
import { addSteps, changeCourse, coursesOf, holdForJudging, type StoredCourse } from '../store/watch.ts';
import { dutyBook, regionDuty } from './duty.ts';
import { type Asking, type Change, guarded, note } from './guard.ts';
import { interviewTold, rectificationOrdered } from './interview-cards.ts';
import { tell } from './notify.ts';
import type { PolicyBook } from './policy.ts';

export type { Interview };

export interface InterviewDeps {
  database: Database;
  policies: PolicyBook;
  keys: Pseudonyms;
  random: Random;
}

const listed = 20;

type Course = StoredCourse & { uscc: string };

/** The course of the asking representative's enterprise that waits for an interview, and who would hold it. */
async function ownCourse({ database, policies }: InterviewDeps, { person, now }: Asking) {
  const { uscc } = person;
  if (uscc === null) throw new CodedError('objection.noEnterprise');
  const known = (await namesAndRegions(database.sql, [uscc])).get(uscc);
  const enterprise = { uscc, regionCode: known?.regionCode ?? null };
  return seeing(database.sql, { sees: 'all' }, async (tx) => {
    const course = (await coursesOf(tx, uscc)).at(-1);
    if (!course || course.closedOn !== null || course.heldOn !== null) throw new CodedError('interview.none');
    const { regionCode, people } = await regionDuty(enterprise, dutyBook(tx, dayOf(now)));
    const taken = await takenSlots(tx, regionCode, now);
    const calendar = await readCalendar(tx);
    const times = policies.on(dayOf(now)).watch.interviewTimes;
    const due = course.interviewDueOn;
    const free = due === null ? [] : freeSlots(calendar, { today: dayOf(now), due, times, taken });
    const booked = (await interviewsOf(tx, course.id)).find(({ state }) => state === 'booked') ?? null;
    return { course, name: known?.name ?? uscc, regionCode, people, free, booked };
  });
}

/** Times that the asking enterprise may choose from. @throws CodedError `objection.noEnterprise`, `interview.none` */
export const interviewSlots = guarded(
  'interview.book',
  async (deps: InterviewDeps, asking: Asking): Promise<{ free: Date[]; due: IsoDate | null }> => {
    const { free, course } = await ownCourse(deps, asking);
    return { free, due: course.interviewDueOn };
  },
);

/**
 * Books a time, or another one until the day before.
 * @throws CodedError `objection.noEnterprise`, `interview.none`, `interview.taken`, `interview.late`
 */
export const bookInterview = guarded(
  'interview.book',
  async (deps: InterviewDeps, asking: Asking, slot: Date): Promise<Change<{ slot: Date }>> => {
    const { course, name, regionCode, people, free, booked } = await ownCourse(deps, asking);
    // Who was to come today, or did not come, cannot put it off any more.
    if (booked !== null && dayOf(booked.slot) <= dayOf(asking.now)) throw new CodedError('interview.late');
    if (!free.some((one) => one.getTime() === slot.getTime())) throw new CodedError('interview.taken');
    return {
      told: { slot },
      async write(tx) {
        await book({ ...deps, tx, asking }, course, { slot, regionCode });
        const card = interviewTold({ uscc: course.uscc, name, slot });
        const { random } = deps;
        await tell(tx, people, {
          random,
          now: asking.now,
          key: bookedKey(course, slot, asking),
          card,
        });
      },
    };
  },
);

/** Each booking is told, also one that goes back to a time that was chosen before. */
function bookedKey({ id }: Course, slot: Date, { now }: Asking): string {
  return `interview:${id}:${slot.toISOString()}:${now.getTime()}`;
}

interface Writing extends InterviewDeps {
  tx: TransactionSql;
  asking: Asking;
}

async function book(
  { tx, asking, keys }: Writing,
  course: Course,
  { slot, regionCode }: { slot: Date; regionCode: string },
): Promise<void> {
  const { person, now } = asking;
  const { id: watchId, uscc } = course;
  await seeing(tx, { sees: 'all' }, async (all) => {
    // With an appointment the term no longer runs out by itself.
    await holdForJudging(all, uscc);
    await cancelBooked(all, watchId, now);
    const added = await insertInterview(all, { watchId, uscc, slot, regionCode, bookedBy: person.id });
    if (!added) throw new CodedError('interview.taken');
    const step = {
      watchId,
      uscc,
      on: dayOf(now),
      step: 'booked',
      detail: { slot: slot.toISOString() },
      by: person.id,
    };
    await addSteps(all, [step], now);
  });
  await note(tx, asking, { action: 'interview.book', subject: keys.pseudonym(uscc), result: dayOf(slot) });
}

async function supervisedCourse({ database }: InterviewDeps, { person }: Asking, uscc: string) {
  const known = (await namesAndRegions(database.sql, [uscc])).get(uscc);
  if (!known) throw new CodedError('enterprise.unknown', { uscc });
  if (!hasJurisdiction(person, { uscc, regionCode: known.regionCode }))
    throw new CodedError('enterprise.notYours', { name: known.name });
  const course = await seeing(database.sql, { sees: 'all' }, async (tx) =>
    (await coursesOf(tx, uscc)).at(-1),
  );
  if (!course || course.closedOn !== null) throw new CodedError('watch.none');
  return { course, name: known.name };
}

/**
 * An official notes an appointment that was made by telephone; the enterprise counts as told from then on.
 * @throws CodedError `enterprise.unknown`, `enterprise.notYours`, `watch.none`, `interview.none`, `interview.slot`,
 *   `interview.taken`
 */
export const arrangeInterview = guarded(
  'interview.settle',
  async (
    deps: InterviewDeps,
    asking: Asking,
    uscc: string,
    slot: Date,
  ): Promise<Change<{ name: string; slot: Date }>> => {
    const { course, name } = await supervisedCourse(deps, asking, uscc);
    if (course.heldOn !== null) throw new CodedError('interview.none');
    if (Number.isNaN(slot.getTime()) || slot <= asking.now) throw new CodedError('interview.slot');
    const regionCode = asking.person.regionCode ?? '';
    return {
      told: { name, slot },
      async write(tx) {
        await book({ ...deps, tx, asking }, course, { slot, regionCode });
        await seeing(tx, { sees: 'all' }, async (all) => {
          if (!(await changeCourse(all, course.id, { told: true }))) throw new Overtaken();
          const own = await speakersOf(all, uscc);
          const card = interviewTold({ uscc, name, slot });
          await tell(all, own, {
            random: deps.random,
            now: asking.now,
            key: bookedKey(course, slot, asking),
            card,
          });
        });
      },
    };
  },
);

/** Appointments of the region that wait, the nearest first. */
export const interviewsFor = guarded(
  'interview.settle',
  ({ database }: InterviewDeps, { person }: Asking): Promise<Interview[]> =>
    seeing(database.sql, { sees: 'region', regionCode: person.regionCode }, (tx) =>
      waitingInterviews(tx, listed),
    ),
);

/**
 * What came of an appointment: held, perhaps with a rectification to be done within some days, or missed. The
 * enterprise is judged anew at once.
 * @throws CodedError `interview.unknown`, `interview.settled`, `interview.early`
 */
export const settleAppointment = guarded(
  'interview.settle',
  async (
    deps: InterviewDeps,
    asking: Asking,
    id: number,
    { state, rectifyDays }: { state: 'held' | 'missed'; rectifyDays: number | null },
  ): Promise<Change<{ name: string; rectifyBy: IsoDate | null }>> => {
    const { database, keys, random } = deps;
    const { person, now } = asking;
    const sight = { sees: 'region', regionCode: person.regionCode } as const;
    const interview = await seeing(database.sql, sight, (tx) => findInterview(tx, id));
    if (!interview) throw new CodedError('interview.unknown', { id });
    if (interview.state !== 'booked') throw new CodedError('interview.settled', { id });
    if (interview.slot > now) throw new CodedError('interview.early', { id });
    const { uscc, name, watchId } = interview;
    const on = dayOf(now);
    const rectifyBy = state === 'held' && rectifyDays !== null ? addDays(on, rectifyDays) : null;
    return {
      told: { name, rectifyBy },
      async write(tx) {
        await seeing(tx, { sees: 'all' }, async (all) => {
          await holdForJudging(all, uscc);
          if (!(await settleInterview(all, id, { state, by: person.id, at: now }))) throw new Overtaken();
          const change = state === 'held' ? { heldOn: dayOf(interview.slot), rectifyBy } : { missedOn: on };
          if (!(await changeCourse(all, watchId, change))) throw new Overtaken();
          const step = state === 'held' ? 'held' : 'noShow';
          await addSteps(all, [{ watchId, uscc, on, step, detail: { rectifyBy }, by: person.id }], now);
          if (rectifyBy === null) return;
          const own = await speakersOf(all, uscc);
          const key = `rectify:${watchId}:${on}`;
          await tell(all, own, { random, now, key, card: rectificationOrdered(rectifyBy) });
        });
        await note(tx, asking, { action: 'interview.settle', subject: keys.pseudonym(uscc), result: state });
      },
    };
  },
);

/** Notes that what was to be rectified is. @throws CodedError `enterprise.unknown`, `enterprise.notYours`, `watch.none` */
export const noteRectified = guarded(
  'interview.settle',
  async (deps: InterviewDeps, asking: Asking, uscc: string): Promise<Change<{ name: string }>> => {
    const { course, name } = await supervisedCourse(deps, asking, uscc);
    return {
      told: { name },
      async write(tx) {
        const { person, now } = asking;
        const on = dayOf(now);
        await seeing(tx, { sees: 'all' }, async (all) => {
          await holdForJudging(all, uscc);
          if (!(await changeCourse(all, course.id, { rectifiedOn: on }))) throw new Overtaken();
          await addSteps(
            all,
            [{ watchId: course.id, uscc, on, step: 'rectified', detail: {}, by: person.id }],
            now,
          );
        });
        await note(tx, asking, {
          action: 'interview.rectified',
          subject: deps.keys.pseudonym(uscc),
          result: on,
        });
      },
    };
  },
);
