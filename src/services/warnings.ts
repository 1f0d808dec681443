import type { TransactionSql } from 'postgres';
import { CodedError, Overtaken } from '../domain/errors.ts';
import { isSupervisor, type Person } from '../domain/person.ts';
import { severities } from '../domain/policy-supervision.ts';
import { hasJurisdiction } from '../domain/scope.ts';
import type { Database } from '../store/database.ts';
import { seeing } from '../store/scope.ts';
import {
  acknowledgeTargets,
  findWarning,
  listWarnings,
  settleTargets,
  type Target,
  type Told,
  targetsOf,
  toldOf,
  type Warning,
} from '../store/warnings.ts';
import { type Asking, type Change, guarded, note } from './guard.ts';

export type { Target, Warning };

export interface WarningDeps {
  database: Database;
}

export const outcomeLength = { least: 5, most: 500 };
const listed = 20;

/** What the person supervises, and what it was told of although it lies elsewhere; administrators the latter only. */
async function inSight<T>(
  { database }: WarningDeps,
  { person }: Asking,
  work: (tx: TransactionSql) => Promise<T>,
): Promise<T[]> {
  const told = await seeing(database.sql, { sees: 'person', own: person.id }, work);
  if (!isSupervisor(person)) return [told];
  return [await seeing(database.sql, { sees: 'region', regionCode: person.regionCode }, work), told];
}

/** As many as a person reads, the gravest first; `more`: there are further ones. */
export interface WarningList {
  warnings: (Warning & { open: boolean })[];
  more: boolean;
}

/** Warnings of the region and those the person was told of: what is to be dealt with first, of that the gravest. */
export const warningsFor = guarded(
  'warning.view',
  async (
    deps: WarningDeps,
    asking: Asking,
    { uscc, openOnly }: { uscc: string | null; openOnly: boolean },
  ): Promise<WarningList> => {
    const found = await inSight(deps, asking, (tx) =>
      listWarnings(tx, { limit: listed + 1, openOnly, uscc }),
    );
    const all = new Map(found.flat().map((one) => [one.id, one]));
    const warnings = [...all.values()].sort(
      (a, b) => Number(b.open) - Number(a.open) || rank(a.severity) - rank(b.severity) || b.id - a.id,
    );
    return { warnings: warnings.slice(0, listed), more: warnings.length > listed };
  },
);

function rank(severity: string): number {
  return (severities as readonly string[]).indexOf(severity);
}

export interface WarningView {
  warning: Warning;
  targets: readonly Target[];
  /** Those whom the asking person may answer for. */
  mine: readonly Target[];
}

async function view(deps: WarningDeps, asking: Asking, id: number): Promise<WarningView> {
  // Also a colleague of a department elsewhere, who was not told himself, may answer for it: the rows of one who was
  // told would not show that.
  const found = await seeing(deps.database.sql, { sees: 'all' }, async (tx) => {
    const warning = await findWarning(tx, id);
    if (!warning) return null;
    const all = await targetsOf(tx, [id]);
    const ids = all.map((target) => target.id);
    return { warning, all, told: await toldOf(tx, ids) };
  });
  if (!found) throw new CodedError('warning.unknown', { id });
  const { warning, all, told } = found;
  const { person } = asking;
  const targets = hasJurisdiction(person, warning)
    ? all
    : all.filter((target) => mayAnswer(person, target, warning, told));
  if (targets.length === 0) throw new CodedError('warning.unknown', { id });
  return {
    warning,
    targets,
    mine: targets.filter((target) => mayAnswer(person, target, warning, told)),
  };
}

/** Whoever was told, colleagues of the department, and officials of the region where it went to the region. */
function mayAnswer(person: Person, target: Target, warning: Warning, told: readonly Told[]): boolean {
  if (told.some((one) => one.targetId === target.id && one.personId === person.id)) return true;
  if (target.orgId !== null) return person.orgId === target.orgId;
  return person.role === 'official' && hasJurisdiction(person, warning);
}

/** @throws CodedError `warning.unknown` {id}: also where there is one that the person has nothing to do with */
export const openWarning = guarded('warning.view', (deps: WarningDeps, asking: Asking, id: number) =>
  view(deps, asking, id),
);

async function answerable(deps: WarningDeps, asking: Asking, id: number, states: readonly string[]) {
  const { warning, mine } = await view(deps, asking, id);
  if (mine.length === 0) throw new CodedError('warning.notYours', { id });
  const open = mine.filter(({ state }) => states.includes(state));
  if (open.length === 0) throw new CodedError('warning.settled', { id });
  return { warning, ids: open.map((target) => target.id) };
}

/**
 * 签收, for the departments that the person may answer for.
 * @throws CodedError `warning.unknown`, `warning.notYours`, `warning.settled` {id}
 */
export const acknowledgeWarning = guarded(
  'warning.answer',
  async (deps: WarningDeps, asking: Asking, id: number): Promise<Change<Warning>> => {
    const { warning, ids } = await answerable(deps, asking, id, ['open']);
    return {
      told: warning,
      async write(tx) {
        const done = await seeing(tx, { sees: 'all' }, (all) =>
          acknowledgeTargets(all, ids, asking.actor, asking.now),
        );
        if (done.length === 0) throw new Overtaken();
        await note(tx, asking, {
          action: 'warning.acknowledge',
          subject: String(id),
          result: 'acknowledged',
        });
      },
    };
  },
);

/**
 * 处置反馈, or marking it as a false alarm.
 * @throws CodedError `warning.unknown`, `warning.notYours`, `warning.settled` {id}, `warning.outcome` {least, most}
 */
export const settleWarning = guarded(
  'warning.answer',
  async (
    deps: WarningDeps,
    asking: Asking,
    id: number,
    { state, outcome }: { state: 'handled' | 'falseAlarm'; outcome: string },
  ): Promise<Change<Warning>> => {
    const text = outcome.trim();
    if (text.length < outcomeLength.least || text.length > outcomeLength.most)
      throw new CodedError('warning.outcome', outcomeLength);
    const { warning, ids } = await answerable(deps, asking, id, ['open', 'acknowledged']);
    return {
      told: warning,
      async write(tx) {
        const settled = { state, outcome: text, by: asking.actor, at: asking.now };
        const done = await seeing(tx, { sees: 'all' }, (all) => settleTargets(all, ids, settled));
        if (done.length === 0) throw new Overtaken();
        await note(tx, asking, { action: 'warning.settle', subject: String(id), result: state });
      },
    };
  },
);
