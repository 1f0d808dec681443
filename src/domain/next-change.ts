import { evaluationEnds } from './composite.ts';
import type { CreditRecord, Enterprise } from './credit.ts';
import { addDays, addMonths } from './dates.ts';
import { effectOf, isDiscredit } from './effect.ts';
import { type Grading, grade } from './grading.ts';
import type { Policy } from './policy.ts';
import type { IsoDate } from './ports.ts';

/** An enterprise and everything that is known of it. */
export interface Dossier {
  enterprise: Enterprise;
  records: readonly CreditRecord[];
}

/** Days after which the search is given up: that many turns without a change of class do not occur. */
const longestSearch = 64;

/**
 * The first day after `asOf` on which the class, or whether it is provisional, is another than on `asOf`, if nothing
 * new comes in and the policy stays: something ends, begins, or the enterprise has been registered for long enough.
 * Null: never. `now` is the grading on `asOf`.
 */
export function nextChange(dossier: Dossier, policy: Policy, now: Grading): IsoDate | null {
  let day = now.asOf;
  for (let turn = 0; turn < longestSearch; turn += 1) {
    const next = nextTurn(dossier, policy, day);
    if (next === null) return null;
    const then = grade(dossier, policy, next);
    if (then.creditClass !== now.creditClass || then.provisional !== now.provisional) return next;
    day = next;
  }
  // Too early a day does no harm: it is judged then, and looked on from there.
  return day;
}

/** The first day after `day` on which anything that the rules look at begins or ends. */
function nextTurn({ enterprise, records }: Dossier, policy: Policy, day: IsoDate): IsoDate | null {
  let first: IsoDate | null = null;
  const turn = (on: IsoDate | null): void => {
    if (on !== null && on > day && (first === null || on < first)) first = on;
  };
  for (const record of records) {
    if (record.kind === 'evaluation') {
      turn(record.decidedOn);
      turn(addDays(evaluationEnds(record, policy), 1));
    } else if (isDiscredit(record, policy)) {
      turn(record.decidedOn);
      turn(record.correctedOn);
      turn(record.repairedOn);
      const effect = effectOf(record, policy, day);
      if (!effect.effective) continue;
      if (effect.to !== null) turn(addDays(effect.to, 1));
      for (const rule of policy.classRules)
        if (rule.type === 'repeatedTier' && rule.tier === effect.tier)
          turn(addDays(addMonths(record.decidedOn, rule.months), 1));
    }
  }
  const { establishedOn } = enterprise;
  if (establishedOn !== null) {
    turn(addMonths(establishedOn, policy.provisional.registeredMonths));
  }
  return first;
}
