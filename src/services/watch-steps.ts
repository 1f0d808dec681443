import { createHash } from 'node:crypto';
import type { TransactionSql } from 'postgres';
import { say } from '../chat/words/index.ts';
import type { Enterprise } from '../domain/credit.ts';
import type { Policy } from '../domain/policy.ts';
import { dayOf, type Pseudonyms } from '../domain/ports.ts';
import type { Course, WatchStep } from '../domain/watch.ts';
import { decisionsOf } from '../domain/watch-events.ts';
import { addressesOf } from '../store/accounts.ts';
import { writeAudit } from '../store/audit.ts';
import { type Concerned, concernedBy } from '../store/classes.ts';
import { cancelBooked } from '../store/interviews.ts';
import {
  addSteps,
  type CourseRow,
  enterKeyWatch,
  leaveKeyWatch,
  nextCourseIds,
  type RaisedBefore,
  type StepRow,
  type StoredCourse,
  saveCourses,
} from '../store/watch.ts';
import { type Announcement, type Announcing, Mail } from './announce.ts';
import { type DutyBook, dutyBook, regionDuty } from './duty.ts';
import type { DueWarning } from './warning-raising.ts';
import { termOf } from './warning-terms.ts';
import {
  closedCard,
  listedCard,
  remindedCard,
  unlistedCard,
  type WatchLine,
  watchLine,
  watchNotice,
} from './watch-cards.ts';

/** A course that went on, of an enterprise. */
export interface Moved {
  enterprise: Pick<Enterprise, 'uscc' | 'name' | 'regionCode' | 'sample'>;
  policy: Policy;
  /** As it was kept; null: a new one. */
  before: StoredCourse | null;
  course: Course;
  steps: readonly WatchStep[];
  warnings: readonly RaisedBefore[];
}

export interface Stepping extends Announcing {
  keys: Pseudonyms;
}

const by = 'grading';

/** The key of an entry in the key-watch list: of one course there is one at a time, and each is another record. */
function listKeyOf(id: number, at: Date): string {
  return createHash('md5').update(`watch:${id}:${at.toISOString()}`).digest('hex');
}

interface Work {
  tx: TransactionSql;
  stepping: Stepping;
  on: string;
  concerned: readonly Concerned[];
  duty: DutyBook;
  mail: Mail;
  rows: CourseRow[];
  steps: StepRow[];
  due: DueWarning[];
  /** Warnings whose ground is no more, by the policy that words them. */
  back: { id: number; policy: Policy }[];
}

/**
 * Writes what became of courses, enters in and takes off the key-watch list, and tells those concerned; within the
 * transaction that sees all. Resolves with the warnings that are to be raised and those to be taken back.
 */
export async function takeSteps(
  tx: TransactionSql,
  stepping: Stepping,
  moved: readonly Moved[],
): Promise<Pick<Work, 'due' | 'back'> & { courses: ReadonlyMap<string, Course> }> {
  const { now } = stepping;
  const codes = moved.map(({ enterprise }) => enterprise.uscc);
  const work: Work = {
    tx,
    stepping,
    on: dayOf(now),
    concerned: await concernedBy(tx, codes),
    duty: dutyBook(tx, dayOf(now)),
    mail: new Mail(),
    rows: [],
    steps: [],
    due: [],
    back: [],
  };
  const ids = await nextCourseIds(tx, moved.filter(({ before }) => before === null).length);
  for (const one of moved) await takeOne(work, one, one.before?.id ?? ids.shift() ?? 0);
  await saveCourses(tx, work.rows);
  await addSteps(tx, work.steps, now);
  await work.mail.send(tx, stepping);
  return { due: work.due, back: work.back, courses: new Map(work.rows.map((row) => [row.uscc, row])) };
}

async function takeOne(work: Work, moved: Moved, id: number): Promise<void> {
  const { tx, stepping, on } = work;
  const { enterprise, policy, before, steps } = moved;
  const { uscc } = enterprise;
  let course = moved.course;
  let listKey = before?.listKey ?? null;
  const own = work.concerned
    .filter((one) => one.uscc === uscc && one.how === 'own')
    .map(({ personId }) => personId);
  for (const step of steps) {
    const detail = detailOf(step);
    work.steps.push({ watchId: id, uscc, on, step: stepName(step), detail, by });
    const audit = { actor: by, orgId: null, action: `watch.${step.step}`, purpose: null };
    await writeAudit(
      tx,
      { ...audit, subject: stepping.keys.pseudonym(uscc), result: String(detail.for ?? id) },
      stepping.now,
    );
    switch (step.step) {
      case 'reminded': {
        const told = own.length > 0 && (await addressesOf(tx, own)).length > 0;
        const interviewDueOn = termOf(stepping.calendar, on, policy.watch.interviewWorkingDays);
        course = { ...course, told, interviewDueOn };
        toOwn(work, own, id, 'reminded', remindedCard({ enterprise, course, policy }, step.events));
        await toSupervisors(work, moved, id, told ? 'reminded' : 'unreached');
        break;
      }
      case 'missed':
        await cancelBooked(tx, id, stepping.now);
        await toSupervisors(work, moved, id, 'missed');
        break;
      case 'listed': {
        listKey = listKeyOf(id, stepping.now);
        const ground = say('zh', `watch.ground.${step.ground}`);
        const number = say('zh', 'watch.list.number', { year: on.slice(0, 4), id });
        await enterKeyWatch(
          tx,
          { uscc, key: listKey, number, authority: say('zh', 'watch.list.authority'), ground, on },
          stepping.now,
        );
        toOwn(work, own, id, 'listed', listedCard({ enterprise, course, policy }, step.ground, step.events));
        await toSupervisors(work, moved, id, 'listed');
        work.due.push({
          enterprise,
          kind: 'keyWatch',
          cause: `keyWatch:${id}:${stepping.now.toISOString()}`,
          subject: '',
          severity: policy.warning.listSeverity,
          rule: policy.watch.id,
          policy,
          records: step.events.flatMap((event) =>
            decisionsOf(event).map((decision) => ({ ...decision, decidedOn: event.decidedOn })),
          ),
          values: { ground },
        });
        break;
      }
      case 'unlisted':
        if (listKey) await leaveKeyWatch(tx, { uscc, key: listKey, on, wrongly: true }, stepping.now);
        listKey = null;
        takeBack(work, moved, id);
        // Where everything is withdrawn one message says so.
        if (course.closedFor !== 'recounted')
          toOwn(work, own, id, 'unlisted', unlistedCard({ enterprise, course, policy }));
        await toSupervisors(work, moved, id, 'unlisted');
        break;
      case 'closed':
        await cancelBooked(tx, id, stepping.now);
        if (step.end === 'left' && listKey)
          await leaveKeyWatch(tx, { uscc, key: listKey, on, wrongly: false }, stepping.now);
        toOwn(work, own, id, step.end, closedCard({ enterprise, course, policy }, step.end));
        await toSupervisors(work, moved, id, step.end);
        break;
    }
  }
  work.rows.push({ ...course, id, uscc, listKey });
}

function stepName(step: WatchStep): string {
  return step.step === 'closed' ? step.end : step.step;
}

function detailOf(step: WatchStep): Readonly<Record<string, unknown>> {
  switch (step.step) {
    case 'reminded':
      return { records: step.events.map(({ id }) => id), numbers: step.events.map(({ number }) => number) };
    case 'listed':
      return {
        for: step.ground,
        records: step.events.map(({ id }) => id),
        numbers: step.events.map(({ number }) => number),
      };
    case 'unlisted':
      return { for: step.was };
    case 'closed':
      return { for: step.end };
    case 'missed':
      return {};
  }
}

function takeBack({ back }: Work, { warnings, policy }: Moved, id: number): void {
  for (const warning of warnings)
    if (warning.withdrawnOn === null && warning.cause.startsWith(`keyWatch:${id}:`))
      back.push({ id: warning.id, policy });
}

/** To those who speak for the enterprise: at once, outside of quiet hours. */
function toOwn(
  work: Work,
  people: readonly string[],
  id: number,
  step: string,
  card: Announcement['card'],
): void {
  if (people.length === 0) return;
  // By the instant: what is listed, taken off and listed again on one day is told each time.
  const key = `watch:${id}:${step}:${work.stepping.now.toISOString()}`;
  work.mail.add(people, {
    key,
    cause: `watch:${id}`,
    severity: 'high',
    card,
    line: { group: 'watch', text: (locale) => card(locale).title },
  });
}

/** To those who supervise it and to those who follow it: with the digest. */
async function toSupervisors(
  work: Work,
  { enterprise, policy }: Moved,
  id: number,
  step: WatchLine,
): Promise<void> {
  const { people } = await regionDuty(enterprise, work.duty);
  const followers = work.concerned.filter((one) => one.uscc === enterprise.uscc && one.how !== 'own');
  const all = [...new Set([...people, ...followers.map(({ personId }) => personId)])];
  work.mail.add(all, {
    key: `watch:${id}:${step}:${work.stepping.now.toISOString()}:supervised`,
    cause: `watch:${id}`,
    severity: 'normal',
    card: watchNotice(step, { enterprise, policy }),
    line: watchLine(step, enterprise),
  });
}
