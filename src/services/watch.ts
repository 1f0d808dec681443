import { CodedError } from '../domain/errors.ts';
import { dayOf, type IsoDate } from '../domain/ports.ts';
import { hasJurisdiction } from '../domain/scope.ts';
import { stageOf, type WatchStage } from '../domain/watch.ts';
import { namesAndRegions } from '../store/credit.ts';
import type { Database } from '../store/database.ts';
import { type Interview, interviewsOf } from '../store/interviews.ts';
import { seeing } from '../store/scope.ts';
import { coursesOf, type StepRow, type StoredCourse, stepsOf, watchDueOf } from '../store/watch.ts';
import { type Asking, guarded } from './guard.ts';

export interface WatchDeps {
  database: Database;
}

export interface WatchView {
  uscc: string;
  name: string;
  stage: WatchStage;
  /** The course under way, or the last one. */
  course: StoredCourse | null;
  appointment: Interview | null;
  steps: readonly (StepRow & { at: Date })[];
  /** When it changes by the passing of time alone. */
  nextOn: IsoDate | null;
  asOf: IsoDate;
}

/**
 * 积累关注 of an enterprise, for those who supervise it and for itself.
 * @throws CodedError `enterprise.unknown`, `enterprise.notYours`
 */
export const watchOf = guarded(
  'watch.view',
  async ({ database }: WatchDeps, { person, now }: Asking, uscc: string): Promise<WatchView> => {
    const known = (await namesAndRegions(database.sql, [uscc])).get(uscc);
    if (!known) throw new CodedError('enterprise.unknown', { uscc });
    const own = person.role === 'enterprise' && person.uscc === uscc;
    if (!own && !hasJurisdiction(person, { uscc, regionCode: known.regionCode }))
      throw new CodedError('enterprise.notYours', { name: known.name });
    const sight = own
      ? ({ sees: 'own', own: uscc } as const)
      : ({ sees: 'region', regionCode: person.regionCode } as const);
    return seeing(database.sql, sight, async (tx) => {
      const course = (await coursesOf(tx, uscc)).at(-1) ?? null;
      const booked = course === null ? [] : await interviewsOf(tx, course.id);
      return {
        uscc,
        name: known.name,
        stage: stageOf(course),
        course,
        appointment: booked.find(({ state }) => state === 'booked') ?? null,
        steps: await stepsOf(tx, uscc),
        nextOn: await watchDueOf(tx, uscc),
        asOf: dayOf(now),
      };
    });
  },
);
