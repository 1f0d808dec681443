import { type EvaluationRecord, evaluationGrades } from './credit.ts';
import { addDays, earlier } from './dates.ts';
import type { Spell } from './runs.ts';
import { foldText } from './text.ts';

/** An evaluation that is so many grades under that of the round before. */
export interface Drop extends Spell {
  older: EvaluationRecord;
  newer: EvaluationRecord;
  steps: number;
}

/**
 * Evaluations at least `least` grades under the round before of the same dimension and issuer, each for `days` after it
 * or until the next round. Scores without a grade are left out. A round is what has the same period: an issuer may rate
 * an enterprise in several industries, and then the lowest of the round before is what the new one is held against.
 * `evaluations` by their days.
 */
export function evaluationSpells(
  evaluations: readonly EvaluationRecord[],
  least: number,
  days: number,
): Drop[] {
  const drops: Drop[] = [];
  for (const own of byIssuer(evaluations)) {
    for (const [index, newer] of own.entries()) {
      const older = roundBefore(own.slice(0, index), newer);
      if (older === null) continue;
      const steps = place(newer) - place(older);
      if (steps < least) continue;
      const next = own.find(
        ({ decidedOn, details }) => decidedOn > newer.decidedOn && details.period !== newer.details.period,
      );
      const last = addDays(newer.decidedOn, days);
      const to = next ? earlier(last, addDays(next.decidedOn, -1)) : last;
      drops.push({ from: newer.decidedOn, to, of: newer.id, older, newer, steps });
    }
  }
  return drops;
}

function byIssuer(evaluations: readonly EvaluationRecord[]): EvaluationRecord[][] {
  const groups = new Map<string, EvaluationRecord[]>();
  for (const evaluation of evaluations) {
    if (evaluation.details.grade === null) continue;
    const key = `${evaluation.details.dimension} ${foldText(evaluation.authority)}`;
    const group = groups.get(key);
    if (group) group.push(evaluation);
    else groups.set(key, [evaluation]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

/** The lowest of the round before; null: there was none. `earlierOnes` by their days. */
function roundBefore(
  earlierOnes: readonly EvaluationRecord[],
  { decidedOn, details }: EvaluationRecord,
): EvaluationRecord | null {
  const before = earlierOnes.filter(
    (one) => one.decidedOn < decidedOn && one.details.period !== details.period,
  );
  const period = before.at(-1)?.details.period;
  return before
    .filter((one) => one.details.period === period)
    .reduce<EvaluationRecord | null>(
      (lowest, one) => (lowest === null || place(one) >= place(lowest) ? one : lowest),
      null,
    );
}

/** 0 is the best. */
function place({ details }: EvaluationRecord): number {
  return details.grade === null ? -1 : evaluationGrades.indexOf(details.grade);
}
