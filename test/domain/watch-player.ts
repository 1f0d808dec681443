import type { PenaltyRecord } from '../../src/domain/credit.ts';
import { addDays } from '../../src/domain/dates.ts';
import { CodedError } from '../../src/domain/errors.ts';
import type { Policy } from '../../src/domain/policy.ts';
import type { IsoDate } from '../../src/domain/ports.ts';
import {
  advance,
  type Course,
  nextStep,
  stageOf,
  type WatchFacts,
  type WatchStage,
  type WatchStep,
} from '../../src/domain/watch.ts';
import { watchEvents } from '../../src/domain/watch-events.ts';
import { addWorkingDays, type WorkingCalendar } from '../../src/domain/working-days.ts';

/** What can come in about an enterprise on a day. */
export type Input =
  | { is: 'record'; record: PenaltyRecord }
  | { is: 'status'; number: string; status: PenaltyRecord['status'] }
  | { is: 'corrected'; number: string; on: IsoDate }
  | { is: 'repaired'; number: string; on: IsoDate }
  | { is: 'reachable'; reachable: boolean }
  | { is: 'booked' }
  | { is: 'held'; rectifyDays: number | null }
  | { is: 'noShow' }
  | { is: 'rectified' }
  | { is: 'holidays'; calendar: WorkingCalendar };

/** A step in one word, as the case tables name it. */
export function nameOf(step: WatchStep): string {
  if (step.step === 'listed') return `listed:${step.ground}`;
  return step.step === 'closed' ? step.end : step.step;
}

/**
 * An enterprise under watch, played day by day through the pure functions as the service does: what comes in, then
 * judged until nothing more follows; in the morning terms that could not be counted are counted, and who could not be
 * told is told.
 */
export class WatchPlayer {
  records: PenaltyRecord[] = [];
  courses: Course[] = [];
  booked = false;
  reachable = true;
  calendar: WorkingCalendar;
  readonly steps: { on: IsoDate; step: WatchStep }[] = [];
  readonly #policy: Policy;

  constructor(policy: Policy, calendar: WorkingCalendar) {
    this.#policy = policy;
    this.calendar = calendar;
  }

  get course(): Course | null {
    return this.courses.at(-1) ?? null;
  }

  get stage(): WatchStage {
    return stageOf(this.course);
  }

  facts(asOf: IsoDate): WatchFacts {
    const over = this.courses.filter(({ closedFor }) => closedFor === 'improved' || closedFor === 'left');
    return {
      events: watchEvents(this.records, this.#policy, asOf),
      spent: new Set(over.flatMap(({ events }) => events)),
      booked: this.booked,
      rule: this.#policy.watch,
      asOf,
    };
  }

  nextStep(asOf: IsoDate): IsoDate | null {
    return nextStep(this.course, this.facts(asOf));
  }

  /** A day: the night, the morning, and what comes in, one after the other. */
  day(on: IsoDate, inputs: readonly Input[] = []): void {
    this.judge(on);
    this.#morning(on);
    for (const input of inputs) {
      this.put(input, on);
      this.judge(on);
    }
  }

  put(input: Input, on: IsoDate): void {
    switch (input.is) {
      case 'record':
        this.records.push(input.record);
        break;
      case 'status':
        this.#change(input.number, { status: input.status });
        break;
      case 'corrected':
        this.#change(input.number, { correctedOn: input.on });
        break;
      case 'repaired':
        this.#change(input.number, { repairedOn: input.on });
        break;
      case 'reachable':
        this.reachable = input.reachable;
        break;
      case 'holidays':
        this.calendar = input.calendar;
        break;
      case 'booked':
        this.booked = true;
        // An appointment that an official notes tells the enterprise.
        this.#set({ told: true });
        break;
      case 'held':
        this.booked = false;
        this.#set({
          heldOn: on,
          rectifyBy: input.rectifyDays === null ? null : addDays(on, input.rectifyDays),
        });
        break;
      case 'noShow':
        this.booked = false;
        this.#set({ missedOn: on });
        break;
      case 'rectified':
        this.#set({ rectifiedOn: this.course?.rectifiedOn ?? on });
    }
  }

  /** Judges until nothing follows; a course that ends makes room for another. */
  judge(on: IsoDate): void {
    for (let turn = 0; turn < 5; turn += 1) {
      const { course, steps } = advance(this.course, this.facts(on));
      if (course !== null) {
        if (steps.some(({ step }) => step === 'reminded'))
          this.courses.push({ ...course, told: this.reachable, interviewDueOn: this.#term(on) });
        else this.courses = [...this.courses.slice(0, -1), course];
      }
      for (const step of steps) {
        this.steps.push({ on, step });
        if (step.step === 'missed' || step.step === 'closed') this.booked = false;
      }
      if (steps.length === 0) return;
    }
    throw new Error(`no end on ${on}: ${this.steps.slice(-8).map(({ step }) => nameOf(step))}`);
  }

  #morning(on: IsoDate): void {
    const { course } = this;
    if (course === null || course.closedOn !== null || course.heldOn !== null) return;
    if (!course.told && this.reachable) this.#set({ told: true, interviewDueOn: this.#term(on) });
    else if (course.told && course.interviewDueOn === null) {
      const counted = this.#term(course.openedOn);
      this.#set({ interviewDueOn: counted !== null && counted > on ? counted : this.#term(on) });
    }
    this.judge(on);
  }

  #term(from: IsoDate): IsoDate | null {
    try {
      return addWorkingDays(this.calendar, from, this.#policy.watch.interviewWorkingDays);
    } catch (error) {
      if (error instanceof CodedError && error.code === 'calendar.missing') return null;
      throw error;
    }
  }

  #set(change: Partial<Course>): void {
    const { course } = this;
    if (course === null || course.closedOn !== null) throw new Error('no course is open');
    this.courses = [...this.courses.slice(0, -1), { ...course, ...change }];
  }

  #change(number: string, change: Partial<PenaltyRecord>): void {
    const before = this.records.length;
    if (!this.records.some((one) => one.number === number)) throw new Error(`no record ${number}`);
    this.records = this.records.map((one) => (one.number === number ? { ...one, ...change } : one));
    if (before !== this.records.length) throw new Error('records were lost');
  }
}
