import { CodedError } from '../domain/errors.ts';
import type { IsoDate } from '../domain/ports.ts';
import type { Course } from '../domain/watch.ts';
import { type WatchEvent, watchEvents } from '../domain/watch-events.ts';
import { takeNone } from '../store/classes.ts';
import type { Database } from '../store/database.ts';
import { interviewsOf } from '../store/interviews.ts';
import { seeing } from '../store/scope.ts';
import { listWarnings, type TargetState, type Told, targetsOf, toldOf } from '../store/warnings.ts';
import { type StepRow, stepsOf, watchDueOf } from '../store/watch.ts';
import type { PolicyBook } from './policy.ts';
import { attend } from './watching.ts';

/** At the machine, as the owner of the tables: nothing is hidden. */

export interface WatchedHere {
  name: string;
  /** As it is kept, or as the service will make it of what has come in; null: there is nothing to watch. */
  course: Course | null;
  appointment: Date | null;
  /** The decisions that can count, oldest first; `counts`: those of the course. */
  events: readonly (WatchEvent & { counts: boolean })[];
  steps: readonly Pick<StepRow, 'on' | 'step' | 'detail' | 'by'>[];
  /** What the service will do next time it looks: nothing where it has looked since the last record came in. */
  pending: readonly string[];
  nextOn: IsoDate | null;
}

/** @throws CodedError `enterprise.unknown` {uscc} */
export async function watchHere(
  { sql }: Database,
  policies: PolicyBook,
  uscc: string,
  asOf: IsoDate,
): Promise<WatchedHere> {
  const [one] = await takeNone(sql, [uscc]);
  if (!one) throw new CodedError('enterprise.unknown', { uscc });
  const policy = policies.on(asOf, one.enterprise.industryCode);
  const { course, steps: pending } = attend(one, policy, asOf);
  const stored = one.watched?.courses.at(-1) ?? null;
  return seeing(sql, { sees: 'all' }, async (tx) => {
    const interviews = stored === null ? [] : await interviewsOf(tx, stored.id);
    const counted = new Set(course?.events ?? []);
    const isCounted = ({ id, decidedOn }: WatchEvent): boolean =>
      counted.has(id) || (course !== null && decidedOn > course.openedOn);
    return {
      name: one.enterprise.name,
      course,
      appointment: interviews.find(({ state }) => state === 'booked')?.slot ?? null,
      events: watchEvents(one.records, policy, asOf).map((event) => ({ ...event, counts: isCounted(event) })),
      steps: (await stepsOf(tx, uscc)).map(({ on, step, detail, by }) => ({ on, step, detail, by })),
      pending: pending.map((step) => (step.step === 'closed' ? step.end : step.step)),
      nextOn: await watchDueOf(tx, uscc),
    };
  });
}

export interface WarningHere {
  id: number;
  uscc: string;
  name: string;
  kind: string;
  severity: string;
  raisedOn: IsoDate;
  rule: string;
  basis: unknown;
  withdrawnOn: IsoDate | null;
  open: boolean;
  departments: readonly {
    /** Null: whoever supervises the region. */
    department: string | null;
    region: string;
    level: number;
    state: TargetState;
    acknowledgeBy: IsoDate | null;
    handleBy: IsoDate | null;
    acknowledgedBy: string | null;
    acknowledgedAt: string | null;
    handledBy: string | null;
    handledAt: string | null;
    outcome: string | null;
    told: readonly { person: string; why: Told['why']; at: string }[];
  }[];
}

const most = 10_000;

/** Warnings that somebody has to deal with, or all: who was told, when, and what they did. */
export async function openWarningsHere({ sql }: Database, all: boolean): Promise<WarningHere[]> {
  return seeing(sql, { sees: 'all' }, async (tx) => {
    const warnings = await listWarnings(tx, { limit: most, openOnly: !all, uscc: null });
    const targets = await targetsOf(
      tx,
      warnings.map(({ id }) => id),
    );
    const told = await toldOf(
      tx,
      targets.map(({ id }) => id),
    );
    return warnings.map(({ id, uscc, name, kind, severity, raisedOn, rule, basis, withdrawnOn, open }) => ({
      id,
      uscc,
      name,
      kind,
      severity,
      raisedOn,
      rule,
      basis,
      withdrawnOn,
      open,
      departments: targets
        .filter(({ warningId }) => warningId === id)
        .map((target) => ({
          department: target.orgName,
          region: target.regionCode,
          level: target.level,
          state: target.state,
          acknowledgeBy: target.acknowledgeBy,
          handleBy: target.handleBy,
          acknowledgedBy: target.acknowledgedBy,
          acknowledgedAt: target.acknowledgedAt?.toISOString() ?? null,
          handledBy: target.handledBy,
          handledAt: target.handledAt?.toISOString() ?? null,
          outcome: target.outcome,
          told: told
            .filter(({ targetId }) => targetId === target.id)
            .map(({ personId, why, at }) => ({ person: personId, why, at: at.toISOString() })),
        })),
    }));
  });
}
