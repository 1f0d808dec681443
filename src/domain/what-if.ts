import type { CreditClass, CreditRecord } from './credit.ts';
import { earlier, later } from './dates.ts';
import { type Grading, grade } from './grading.ts';
import type { Dossier } from './next-change.ts';
import type { Policy } from './policy.ts';
import type { IsoDate } from './ports.ts';
import { order, type Repair, repairsOf } from './repair.ts';

/** 「修复这条后我是什么等级？」 */
export interface WhatIf {
  /** The first day on which all of the chosen records can have been repaired, `asOf` or later. */
  on: IsoDate;
  grading: Grading;
  /** The class on that day if nothing is repaired: what ends by itself until then is no merit of the repair. */
  without: CreditClass;
  chosen: readonly Repair[];
  /** Ids of chosen records that no application can repair; they stay as they are. */
  beyond: readonly string[];
}

/**
 * The class after the chosen records are repaired, on the earliest day that the rules allow; what each still lacks is
 * in `chosen`. By the very functions that grade. `policyOn`: the policy in force on a day.
 */
export function afterRepair(
  input: Dossier,
  policyOn: (day: IsoDate) => Policy,
  ids: ReadonlySet<string>,
  asOf: IsoDate,
): WhatIf {
  const chosen = repairsOf(input.records, policyOn(asOf), asOf).filter(({ record }) => ids.has(record));
  const possible = chosen.filter(({ state }) => state === 'open' || state === 'notYet');
  const on = possible.reduce(
    (day, { record }) => later(day, firstDay(input.records, record, policyOn, asOf)),
    asOf,
  );
  const repaired = new Set(possible.map(({ record }) => record));
  const records = input.records.map((record) =>
    repaired.has(record.id)
      ? {
          ...record,
          repairedOn: record.repairedOn === null ? on : earlier(record.repairedOn, on),
          correctedOn: record.correctedOn ?? on,
        }
      : record,
  );
  const policy = policyOn(on);
  return {
    on,
    grading: grade({ enterprise: input.enterprise, records }, policy, on),
    without: grade(input, policy, on).creditClass,
    chosen,
    beyond: chosen.filter(({ record }) => !repaired.has(record)).map(({ record }) => record),
  };
}

/** The first day, `asOf` or later, on which the rule set of that very day lets the record be repaired. */
function firstDay(
  records: readonly CreditRecord[],
  id: string,
  policyOn: (day: IsoDate) => Policy,
  asOf: IsoDate,
): IsoDate {
  const on = (day: IsoDate): IsoDate | null =>
    repairsOf(records, policyOn(day), day).find(({ record }) => record === id)?.earliest ?? null;
  // What is allowed changes on the days on which rule sets begin; in between only time passes.
  const turns = [asOf, ...beginnings(policyOn(asOf)).filter((day) => day > asOf)].sort(order);
  for (const [index, turn] of turns.entries()) {
    const earliest = on(turn);
    if (earliest === null) continue;
    const day = later(turn, earliest);
    const next = turns[index + 1];
    if (next === undefined || day < next) return day;
  }
  return asOf;
}

function beginnings(policy: Policy): IsoDate[] {
  const { MINOR, GENERAL, SERIOUS } = policy.publicityPeriods;
  const rules = [...MINOR, ...GENERAL, ...SERIOUS, ...policy.repairMinima, ...policy.listRepairs];
  return [...new Set(rules.map(({ effectiveFrom }) => effectiveFrom))];
}
