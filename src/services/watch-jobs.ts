import type { TransactionSql } from 'postgres';
import { addDays } from '../domain/dates.ts';
import { instantAt, isProbablyWorked } from '../domain/notice-time.ts';
import type { Policy } from '../domain/policy.ts';
import { dayOf } from '../domain/ports.ts';
import { decisionsOf, watchEvents } from '../domain/watch-events.ts';
import { addressesOf } from '../store/accounts.ts';
import { factsOf, speakersOf } from '../store/classes.ts';
import { takeUnreminded } from '../store/interviews.ts';
import { changeCourse, holdForJudging, type StoredCourse, unfinishedCourses } from '../store/watch.ts';
import { type Announcing, Mail } from './announce.ts';
import { dutyBook, regionDuty } from './duty.ts';
import { interviewTomorrow, outcomeAsked } from './interview-cards.ts';
import { termOf } from './warning-terms.ts';
import { remindedCard } from './watch-cards.ts';

const atOnce = 500;

/**
 * Every day: enterprises that could not be told before are told as soon as somebody speaks for them, and terms that
 * could not be counted are counted; what is due tomorrow is brought to mind, and what came of an appointment is asked
 * for until it is noted. Within the transaction that sees all.
 */
export async function followUpWatch(
  tx: TransactionSql,
  announcing: Announcing,
  policy: Policy,
): Promise<void> {
  const mail = new Mail();
  await tellLate(tx, announcing, policy, mail);
  await remindOfInterviews(tx, announcing, policy, mail);
  await mail.send(tx, announcing);
}

async function tellLate(
  tx: TransactionSql,
  announcing: Announcing,
  policy: Policy,
  mail: Mail,
): Promise<void> {
  // Most of them may stay without an account: those that come after them are not to wait for that.
  for (let after = 0, full = true; full; ) {
    const courses = await unfinishedCourses(tx, after, atOnce);
    for (const course of courses) {
      await tellLateOf(tx, announcing, policy, mail, course);
      after = course.id;
    }
    full = courses.length === atOnce;
  }
}

async function tellLateOf(
  tx: TransactionSql,
  { now, calendar }: Announcing,
  policy: Policy,
  mail: Mail,
  course: StoredCourse & { uscc: string },
): Promise<void> {
  const on = dayOf(now);
  const { uscc } = course;
  const own = await speakersOf(tx, uscc);
  const reached = course.told || (own.length > 0 && (await addressesOf(tx, own)).length > 0);
  if (!reached) return;
  // Whoever hears of it only now has the whole term from now on; so has who could choose no time before it was over.
  const { interviewWorkingDays } = policy.watch;
  const counted = course.told ? termOf(calendar, course.openedOn, interviewWorkingDays) : null;
  const interviewDueOn =
    counted !== null && counted > on ? counted : termOf(calendar, on, interviewWorkingDays);
  if (course.told && interviewDueOn === null) return;
  await holdForJudging(tx, uscc);
  await changeCourse(tx, course.id, { told: true, interviewDueOn });
  const [facts] = await factsOf(tx, [uscc]);
  if (!facts) return;
  const { enterprise } = facts;
  const opened = new Set(course.events);
  const events = watchEvents(facts.records, policy, on).filter((event) =>
    decisionsOf(event).some(({ id }) => opened.has(id)),
  );
  const card = remindedCard(
    { enterprise, course: { ...course, told: true, interviewDueOn }, policy },
    events,
  );
  mail.add(own, {
    key: `watch:${course.id}:reminded:${on}`,
    cause: `watch:${course.id}`,
    severity: 'high',
    card,
    line: { group: 'watch', text: (locale) => card(locale).title },
  });
}

async function remindOfInterviews(
  tx: TransactionSql,
  { now, calendar }: Announcing,
  policy: Policy,
  mail: Mail,
): Promise<void> {
  const on = dayOf(now);
  const duty = dutyBook(tx, on);
  for (const interview of await takeUnreminded(tx, instantAt(addDays(on, 2), '00:00'), on)) {
    const { id, uscc, slot, enterpriseRegion: regionCode } = interview;
    const common = { cause: `interview:${id}`, severity: 'high' as const };
    if (slot > now) {
      const own = await speakersOf(tx, uscc);
      const card = interviewTomorrow(interview);
      mail.add(own, {
        ...common,
        key: `interview:${id}:ahead`,
        card,
        line: { group: 'watch', text: (locale) => card(locale).title },
      });
    } else if (isProbablyWorked(calendar, on)) {
      const { people } = await regionDuty({ uscc, regionCode }, duty);
      const card = outcomeAsked(interview, policy.watch.rectifyDays);
      mail.add(people, {
        ...common,
        key: `interview:${id}:outcome:${on}`,
        card,
        line: { group: 'watch', text: (locale) => card(locale).title },
      });
    }
  }
}
