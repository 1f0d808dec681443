import type { TransactionSql } from 'postgres';
import type { CreditRecord } from '../domain/credit.ts';
import { addDays } from '../domain/dates.ts';
import type { Policy } from '../domain/policy.ts';
import { dayOf, type IsoDate } from '../domain/ports.ts';
import { type Finding, signalsOf } from '../domain/signals.ts';
import { advance, type Course, nextStep, type WatchFacts, type WatchStep } from '../domain/watch.ts';
import { watchEvents } from '../domain/watch-events.ts';
import type { WorkingCalendar } from '../domain/working-days.ts';
import { queueThese, type ToJudge } from '../store/classes.ts';
import { readCalendar } from '../store/holidays.ts';
import { seeing } from '../store/scope.ts';
import { type RaisedBefore, type StoredCourse, saveDue } from '../store/watch.ts';
import { type DueWarning, raiseWarnings, takeBackWarnings } from './warning-raising.ts';
import { type Moved, type Stepping, takeSteps } from './watch-steps.ts';

/** What an enterprise is watched and warned of for, as of a day: pure. */
export interface Attention {
  course: Course | null;
  steps: readonly WatchStep[];
  /** The course is another than it was. */
  moved: boolean;
  findings: readonly Finding[];
  /** Warnings whose records no longer bear them. */
  unfounded: readonly RaisedBefore[];
  /** What the course was judged by, and when the passing of time alone brings a signal. */
  facts: WatchFacts;
  signalOn: IsoDate | null;
}

/** Of what earlier courses were opened for, no second one is opened; what was recounted never counted. */
function spentBy(courses: readonly StoredCourse[]): ReadonlySet<string> {
  return new Set(
    courses
      .filter(({ closedFor }) => closedFor === 'improved' || closedFor === 'left')
      .flatMap(({ events }) => events),
  );
}

/** What is to be done about an enterprise on a day. */
export function attend(
  one: Pick<ToJudge, 'enterprise' | 'records' | 'watched'>,
  policy: Policy,
  asOf: IsoDate,
): Attention {
  const courses = one.watched?.courses ?? [];
  const warnings = one.watched?.warnings ?? [];
  const before = courses.at(-1) ?? null;
  const events = watchEvents(one.records, policy, asOf);
  const facts: WatchFacts = {
    events,
    spent: spentBy(courses),
    booked: before?.booked ?? false,
    rule: policy.watch,
    asOf,
  };
  const { course, steps } = advance(before, facts);
  const { findings, nextOn } = signalsOf(one, policy, asOf);
  const due = findings.filter((finding) => isDue(finding, warnings, policy, asOf));
  const unfounded = warnings.filter((warning) => isUnfounded(warning, one, policy));
  return {
    course,
    steps,
    moved: steps.length > 0 || course?.listedFor !== before?.listedFor,
    findings: due,
    unfounded,
    facts,
    signalOn: nextOn,
  };
}

function first(a: IsoDate | null, b: IsoDate | null): IsoDate | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

/** Not while one about the same is open, nor within the rest after the last one. */
function isDue(
  { signal, subject }: Finding,
  warnings: readonly RaisedBefore[],
  policy: Policy,
  asOf: IsoDate,
): boolean {
  const rest = policy.signals.get(signal)?.restDays ?? 0;
  return !warnings.some(
    (one) =>
      one.kind === signal &&
      one.subject === subject &&
      one.withdrawnOn === null &&
      (one.open || addDays(one.raisedOn, rest) >= asOf),
  );
}

/** Looked at again as of the day it was raised: with what is known now it would not have been. */
function isUnfounded(
  { kind, subject, open, withdrawnOn, raisedOn }: RaisedBefore,
  one: Pick<ToJudge, 'enterprise' | 'records'>,
  policy: Policy,
): boolean {
  if (!open || withdrawnOn !== null || kind === 'keyWatch') return false;
  return !signalsOf(one, policy, raisedOn).findings.some(
    (finding) => finding.signal === kind && finding.subject === subject,
  );
}

function warningOf(
  one: ToJudge,
  { signal, subject, records, values }: Finding,
  policy: Policy,
  asOf: IsoDate,
): DueWarning | null {
  const rule = policy.signals.get(signal);
  if (!rule) return null;
  const known = new Map<string, CreditRecord>(one.records.map((record) => [record.id, record]));
  return {
    enterprise: one.enterprise,
    kind: signal,
    cause: `${signal}:${subject}:${asOf}`,
    subject,
    severity: rule.severity,
    rule: rule.id,
    policy,
    records: records.flatMap((id) => known.get(id) ?? []),
    values,
  };
}

/** Where no day is counted. */
export const noCalendar: WorkingCalendar = { days: new Map() };

export interface Watched {
  one: ToJudge;
  policy: Policy;
  attention: Attention;
}

/**
 * Watches and warns for enterprises of which something came in, or whose day it is; in the transaction in which they are
 * judged. Resolves with how many courses went on and how many warnings were raised.
 */
export async function watchThese(
  tx: TransactionSql,
  stepping: Omit<Stepping, 'rule' | 'calendar'>,
  watched: readonly Watched[],
): Promise<{ moved: number; raised: number }> {
  const asOf = dayOf(stepping.now);
  const moved: Moved[] = [];
  const due: DueWarning[] = [];
  const back: { id: number; policy: Policy }[] = [];
  for (const { one, policy, attention } of watched) {
    for (const { id } of attention.unfounded) back.push({ id, policy });
    for (const finding of attention.findings) {
      const warning = warningOf(one, finding, policy, asOf);
      if (warning) due.push(warning);
    }
    const { course, steps } = attention;
    if (!attention.moved || course === null) continue;
    const isNew = steps.some(({ step }) => step === 'reminded');
    const before = isNew ? null : (one.watched?.courses.at(-1) ?? null);
    const warnings = one.watched?.warnings ?? [];
    moved.push({ enterprise: one.enterprise, policy, before, course, steps, warnings });
  }
  const rule = watched[0]?.policy.notices;
  const changes = moved.length + due.length + back.length;
  // Nothing to be written is the rule: no sight is opened for it.
  if (
    !rule ||
    (changes === 0 && watched.every(({ one, attention }) => dayAfter(attention) === one.watchNextOn))
  )
    return { moved: 0, raised: 0 };
  return seeing(tx, { sees: 'all' }, async (all) => {
    const full = { ...stepping, rule, calendar: changes > 0 ? await readCalendar(all) : noCalendar };
    const led =
      moved.length > 0 ? await takeSteps(all, full, moved) : { due: [], back: [], courses: new Map() };
    const raised = await raiseWarnings(all, full, [...due, ...led.due]);
    const gone = [...back, ...led.back];
    for (const policy of new Set(gone.map((one) => one.policy)))
      await takeBackWarnings(
        all,
        full,
        gone.filter((one) => one.policy === policy).map(({ id }) => id),
        policy,
      );
    const next = watched.map(({ one, attention }) => {
      const { uscc } = one.enterprise;
      // A new course has got its term only now.
      return { uscc, was: one.watchNextOn, nextOn: dayAfter(attention, led.courses.get(uscc)) };
    });
    await saveDue(
      all,
      next.filter(({ was, nextOn }) => was !== nextOn),
    );
    // What is left over may open a course of its own: judged once more, now that this one is over.
    const over = moved.filter(({ course }) => course.closedOn !== null);
    await queueThese(
      all,
      over.map(({ enterprise }) => enterprise.uscc),
    );
    return { moved: moved.length, raised };
  });
}

function dayAfter({ course, facts, signalOn }: Attention, kept: Course | null = course): IsoDate | null {
  return first(nextStep(kept, facts), signalOn);
}
