import type { CreditClass } from '../domain/credit.ts';
import { CodedError } from '../domain/errors.ts';
import {
  conveniences,
  greenLight,
  type Measure,
  type MeasureList,
  measuresFor,
  type Scene,
  type Standing,
  standingOf,
} from '../domain/measures.ts';
import { dayOf, type IsoDate } from '../domain/ports.ts';
import { usualPurpose } from '../domain/rights.ts';
import { readScope } from '../domain/scope.ts';
import type { Database } from '../store/database.ts';
import { circumstancesOf } from '../store/list-cases.ts';
import { seeing } from '../store/scope.ts';
import { type CreditDeps, type CreditView, lookUpCredit, lookUpPast } from './credit.ts';
import { type Asking, guarded } from './guard.ts';
import { judgeOne } from './judging.ts';
import { measureList } from './measure-list.ts';
import type { PolicyBook } from './policy.ts';

export interface MeasureView {
  credit: CreditView;
  list: MeasureList;
  standing: Standing;
  /** Scene by scene. */
  measures: readonly Measure[];
  scene: Scene | null;
  /** The day at which the measures are fixed. */
  day: IsoDate;
  /** A day of acceptance was named: the class of today beside it. */
  accepted: { today: CreditClass } | null;
}

export interface GreenView extends MeasureView {
  light: ReturnType<typeof greenLight>;
  conveniences: readonly Measure[];
}

/** What the rights of a look-up do not say: an enterprise learns what its own class means, and no other's. */
function checkOwn(asking: Asking, uscc: string, action: string): void {
  const { person, purpose } = asking;
  if (person.role !== 'enterprise' || person.uscc === uscc) return;
  asking.audit({ action, subject: uscc, purpose, result: 'denied' });
  throw new CodedError('measure.others');
}

async function view(
  deps: CreditDeps,
  asking: Asking,
  uscc: string,
  { scene, day }: { scene: Scene | null; day: IsoDate | null },
): Promise<(MeasureView & { pendingListing: boolean }) | null> {
  const today = dayOf(asking.now);
  const credit =
    day === null ? await lookUpCredit(deps, asking, uscc) : await lookUpPast(deps, asking, uscc, day);
  if (!credit) return null;
  const now = day === null || day === today ? credit : await lookUpCredit(deps, asking, uscc);
  const { person } = asking;
  const { sees } = readScope(person);
  // What the asking person may not see of it is as if it were not there.
  const sight =
    sees === 'own'
      ? ({ sees, own: uscc } as const)
      : ({ sees: 'region', regionCode: person.regionCode } as const);
  const at = day ?? today;
  const { policy } = credit;
  const { inclusivePeriod, pendingListing } = await seeing(deps.database.sql, sight, (tx) =>
    circumstancesOf(tx, uscc, at, [...policy.discreditLists]),
  );
  const dossier = {
    enterprise: credit.enterprise,
    records: [...credit.records.values()].map(({ record }) => record),
  };
  const standing = standingOf(dossier, credit.grading, policy, { inclusivePeriod });
  const list = measureList();
  return {
    credit,
    list,
    standing,
    measures: measuresFor(list, standing, at, scene),
    scene,
    day: at,
    accepted: day === null || !now ? null : { today: now.grading.creditClass },
    pendingListing,
  };
}

function noted({ audit, purpose, person }: Asking, action: string, uscc: string, result: string): void {
  audit({ action, subject: uscc, purpose: purpose ?? usualPurpose[person.role] ?? null, result });
}

/** One enterprise at the machine, as the owner of the tables: nothing is hidden, nothing is counted. */
export interface JudgedMeasures {
  judged: Awaited<ReturnType<typeof judgeOne>>;
  standing: Standing;
  measures: readonly Measure[];
  light: ReturnType<typeof greenLight>;
}

/**
 * The measures on a day. @throws CodedError `enterprise.unknown` {uscc}, `policy.none` {date}
 */
export async function measuresOfOne(
  database: Database,
  policies: PolicyBook,
  uscc: string,
  { scene, day }: { scene: Scene | null; day: IsoDate },
): Promise<JudgedMeasures> {
  const judged = await judgeOne(database, policies, uscc, day);
  const { facts, policy, grading } = judged;
  const { inclusivePeriod, pendingListing } = await circumstancesOf(database.sql, uscc, day, [
    ...policy.discreditLists,
  ]);
  const standing = standingOf(facts, grading, policy, { inclusivePeriod });
  return {
    judged,
    standing,
    measures: measuresFor(measureList(), standing, day, scene),
    light: greenLight(standing, facts.enterprise, pendingListing),
  };
}

/**
 * 「对该企业可采取哪些措施」, 方案二（一）五、二（五）、二（六）三: by class, lists and special areas, of one scene or of all. `day`
 * is the day of acceptance, at which the measure is fixed. Null: no such enterprise is known.
 * @throws CodedError `measure.others`: an enterprise about another; as `lookUpCredit` and `lookUpPast`
 */
export const lookUpMeasures = guarded(
  'measure.view',
  async (
    deps: CreditDeps,
    asking: Asking,
    uscc: string,
    wanted: { scene: Scene | null; day: IsoDate | null },
  ): Promise<MeasureView | null> => {
    checkOwn(asking, uscc, 'measure.view');
    const found = await view(deps, asking, uscc, wanted);
    if (found) noted(asking, 'measure.view', uscc, wanted.scene ?? 'all');
    return found;
  },
);

/**
 * 守信绿灯, 方案二（六）三: the conveniences, or why there are none.
 * @throws CodedError as `lookUpMeasures`
 */
export const lookUpGreenLight = guarded(
  'measure.view',
  async (deps: CreditDeps, asking: Asking, uscc: string): Promise<GreenView | null> => {
    checkOwn(asking, uscc, 'measure.view');
    const found = await view(deps, asking, uscc, { scene: null, day: null });
    if (!found) return null;
    const light = greenLight(found.standing, found.credit.enterprise, found.pendingListing);
    noted(asking, 'measure.view', uscc, `green:${light.level ?? 'refused'}`);
    return {
      ...found,
      light,
      conveniences: light.level === null ? [] : conveniences(found.measures, light.level),
    };
  },
);
