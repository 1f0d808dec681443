import { addDays, earlier, later } from './dates.ts';
import type { RuleOf } from './policy.ts';
import type { IsoDate } from './ports.ts';
import { decisionsOf, type WatchEvent } from './watch-events.ts';

/**
 * 积累关注 (二(四)三): who repeatedly commits minor or general discredit within a short time is reminded and
 * interviewed; who does not improve after that is put under key watch, and the departments are warned; who stays clean
 * leaves it. What has happened is kept as a course; what it means is always worked out anew from the records there
 * are, so that an annulled decision is recounted at every stage.
 */
type Rule = RuleOf<'watch'>;

/** Why an enterprise was put under key watch. */
export const listGrounds = ['further', 'missed', 'overdue'] as const;
export type ListGround = (typeof listGrounds)[number];

export const courseEnds = ['improved', 'left', 'recounted'] as const;
export type CourseEnd = (typeof courseEnds)[number];

/** One course from the reminder to its end. */
export interface Course {
  /** The day of the reminder. */
  openedOn: IsoDate;
  /** The enterprise was told of it: who was not told cannot miss an interview. */
  told: boolean;
  /** Ids of the records that it was opened for. */
  events: readonly string[];
  /** The last day for the interview; null: not counted yet, since holidays are missing. */
  interviewDueOn: IsoDate | null;
  heldOn: IsoDate | null;
  missedOn: IsoDate | null;
  /** The last day for the rectification; null: none was ordered. */
  rectifyBy: IsoDate | null;
  rectifiedOn: IsoDate | null;
  listedOn: IsoDate | null;
  listedFor: ListGround | null;
  closedOn: IsoDate | null;
  closedFor: CourseEnd | null;
}

export const watchStages = ['none', 'reminded', 'interviewed', 'keyWatch'] as const;
export type WatchStage = (typeof watchStages)[number];

export function stageOf(course: Course | null): WatchStage {
  if (course === null || course.closedOn !== null) return 'none';
  if (course.listedOn !== null) return 'keyWatch';
  return course.heldOn !== null ? 'interviewed' : 'reminded';
}

/** What a course went through on a day. */
export type WatchStep =
  | { step: 'reminded'; events: readonly WatchEvent[] }
  | { step: 'missed' }
  | { step: 'listed'; ground: ListGround; events: readonly WatchEvent[] }
  /** Taken off the list, since what it was put there for is no more. */
  | { step: 'unlisted'; was: ListGround }
  | { step: 'closed'; end: CourseEnd };

/** What a course is judged by. */
export interface WatchFacts {
  events: readonly WatchEvent[];
  /** Ids of records for which earlier courses were opened or ended on the list: they open no second one by themselves. */
  spent: ReadonlySet<string>;
  /** An appointment waits. */
  booked: boolean;
  rule: Rule;
  asOf: IsoDate;
}

/**
 * The events that open a course on a day: as many as the rule says, within its window, of which the newest opened none
 * before and is itself not older than the window. Null: nothing is to be reminded of.
 */
export function opening(
  { events, spent, rule }: Pick<WatchFacts, 'events' | 'spent' | 'rule'>,
  on: IsoDate,
): readonly WatchEvent[] | null {
  const since = addDays(on, -rule.windowDays);
  for (let last = events.length - 1; last >= 0; last -= 1) {
    const newest = events[last];
    if (!newest || newest.decidedOn < since) return null;
    if (newest.decidedOn > on || decisionsOf(newest).some(({ id }) => spent.has(id))) continue;
    const from = addDays(newest.decidedOn, -rule.windowDays);
    const counted = events.slice(0, last + 1).filter(({ decidedOn }) => decidedOn >= from);
    if (counted.length >= rule.events) return counted;
  }
  return null;
}

/** Decisions after the reminder, until the time to improve is over. */
function furtherEvents(course: Course, { events, rule, asOf }: WatchFacts): readonly WatchEvent[] {
  const until = course.heldOn === null ? asOf : addDays(course.heldOn, rule.improveDays);
  return events.filter(({ decidedOn }) => decidedOn > course.openedOn && decidedOn <= until);
}

function isOverdue({ rectifyBy, rectifiedOn }: Course, asOf: IsoDate): boolean {
  if (rectifyBy === null || asOf <= rectifyBy) return false;
  return rectifiedOn === null || rectifiedOn > rectifyBy;
}

/** Told, nothing arranged, and the last day is over: as good as not having come. */
function isMissed(course: Course, { booked, asOf }: WatchFacts): boolean {
  const { told, heldOn, interviewDueOn } = course;
  return told && !booked && heldOn === null && interviewDueOn !== null && asOf > interviewDueOn;
}

function groundFor(
  course: Course,
  facts: WatchFacts,
): { ground: ListGround; events: readonly WatchEvent[] } | null {
  const further = furtherEvents(course, facts);
  if (further.length > 0) return { ground: 'further', events: further };
  const events = concerning(course, facts);
  if (course.missedOn !== null) return { ground: 'missed', events };
  return isOverdue(course, facts.asOf) ? { ground: 'overdue', events } : null;
}

/**
 * All events that the course has to do with, for what must be corrected and for how long it has been clean: those it was
 * opened for, those it rests on by what is known now, and those since.
 */
function concerning(course: Course, facts: WatchFacts): readonly WatchEvent[] {
  const own = new Set(course.events);
  const rests = new Set(opening(facts, course.openedOn));
  return facts.events.filter(
    (event) =>
      rests.has(event) ||
      event.decidedOn > course.openedOn ||
      decisionsOf(event).some(({ id }) => own.has(id)),
  );
}

function isRectified(course: Course, facts: WatchFacts): boolean {
  if (course.rectifiedOn !== null && course.rectifiedOn <= facts.asOf) return true;
  return concerning(course, facts).every(({ correctedOn }) => correctedOn !== null);
}

/** The last of the clean days, so far. */
function cleanUntil(course: Course, listedOn: IsoDate, facts: WatchFacts): IsoDate {
  const last = concerning(course, facts).reduce((day, event) => later(day, event.decidedOn), listedOn);
  return addDays(last, facts.rule.cleanDays);
}

/**
 * What the day and the records there are make of a course: the course as it is then, and the steps that led there, in
 * order. Doing it twice does nothing the second time.
 */
export function advance(
  course: Course | null,
  facts: WatchFacts,
): { course: Course | null; steps: readonly WatchStep[] } {
  if (course === null || course.closedOn !== null) {
    // One that seemed to have improved, until a decision of that time came in late.
    const again = course?.closedFor === 'improved' && furtherEvents(course, facts).length > 0;
    if (!again) return open(course, facts);
    return advance({ ...course, closedOn: null, closedFor: null }, { ...facts, spent: new Set() });
  }
  const { asOf } = facts;
  const steps: WatchStep[] = [];
  const close = (one: Course, end: CourseEnd) => ({
    course: { ...one, closedOn: asOf, closedFor: end },
    steps: [...steps, { step: 'closed' as const, end }],
  });
  let now = course;
  // What it was opened for is no more.
  if (opening(facts, now.openedOn) === null) {
    if (now.listedFor !== null) steps.push({ step: 'unlisted', was: now.listedFor });
    return close({ ...now, listedOn: null, listedFor: null }, 'recounted');
  }
  if (now.missedOn === null && isMissed(now, facts)) {
    now = { ...now, missedOn: asOf };
    steps.push({ step: 'missed' });
  }
  const found = groundFor(now, facts);
  if (now.listedOn !== null && found === null) {
    steps.push({ step: 'unlisted', was: now.listedFor ?? 'further' });
    now = { ...now, listedOn: null, listedFor: null };
  } else if (now.listedOn === null && found !== null) {
    now = { ...now, listedOn: asOf, listedFor: found.ground };
    steps.push({ step: 'listed', ...found });
  } else if (found !== null) {
    // Still listed, perhaps for something else than at first.
    now = { ...now, listedFor: found.ground };
  }
  if (now.listedOn !== null) {
    const left = asOf > cleanUntil(now, now.listedOn, facts) && isRectified(now, facts);
    return left ? close(now, 'left') : { course: now, steps };
  }
  const improved = now.heldOn !== null && asOf > addDays(now.heldOn, facts.rule.improveDays);
  if (improved && (now.rectifyBy === null || now.rectifiedOn !== null)) return close(now, 'improved');
  return { course: now, steps };
}

function open(before: Course | null, facts: WatchFacts) {
  const events = opening(facts, facts.asOf);
  if (events === null) return { course: before, steps: [] };
  const course: Course = {
    openedOn: facts.asOf,
    told: false,
    events: events.flatMap(decisionsOf).map(({ id }) => id),
    interviewDueOn: null,
    heldOn: null,
    missedOn: null,
    rectifyBy: null,
    rectifiedOn: null,
    listedOn: null,
    listedFor: null,
    closedOn: null,
    closedFor: null,
  };
  return { course, steps: [{ step: 'reminded' as const, events }] };
}

/** The first day after `asOf` on which the passing of time alone changes a course; null: never. */
export function nextStep(course: Course | null, facts: WatchFacts): IsoDate | null {
  if (course === null || course.closedOn !== null) return null;
  const { asOf, rule } = facts;
  let first: IsoDate | null = null;
  const turn = (on: IsoDate): void => {
    if (on > asOf) first = first === null ? on : earlier(first, on);
  };
  const { told, heldOn, missedOn, interviewDueOn, rectifyBy } = course;
  const waits = told && heldOn === null && missedOn === null && !facts.booked;
  if (waits && interviewDueOn !== null) turn(addDays(interviewDueOn, 1));
  if (course.listedOn !== null) {
    if (isRectified(course, facts)) turn(addDays(cleanUntil(course, course.listedOn, facts), 1));
    return first;
  }
  if (rectifyBy !== null) turn(addDays(rectifyBy, 1));
  if (heldOn !== null) turn(addDays(heldOn, rule.improveDays + 1));
  return first;
}
