import type { CreditClass } from './credit.ts';
import { addDays, earlier } from './dates.ts';
import type { Grading } from './grading.ts';
import type { Dossier } from './next-change.ts';
import { nextChange } from './next-change.ts';
import type { Policy } from './policy.ts';
import type { IsoDate } from './ports.ts';

/** A class set by hand with a second person's agreement; both days are included. */
export interface Override {
  id: number;
  creditClass: CreditClass;
  reason: string;
  setBy: string;
  agreedBy: string;
  from: IsoDate;
  to: IsoDate;
}

/** The class set by hand that counts on a day: the one that was set last. */
export function overrideOn(overrides: readonly Override[] | null, day: IsoDate): Override | null {
  return overrides?.findLast(({ from, to }) => from <= day && day <= to) ?? null;
}

/**
 * The grading with the class set by hand in place of the one that the rules give, which stays in `noted`, as what it
 * would be. Nothing of the kind: as it was.
 */
export function withOverride(grading: Grading, override: Override | null, policy: Policy): Grading {
  if (!override) return grading;
  const rule = policy.override;
  const { creditClass, from, to } = override;
  const own = { rule: rule.id, clause: rule.clause, origin: rule.origin };
  const basis = [{ ...own, records: [], from, to, creditClass, applied: [], notes: [] }];
  return {
    ...grading,
    creditClass,
    provisional: false,
    provisionalReasons: [],
    basis,
    noted: [...grading.basis, ...grading.noted],
  };
}

/** As `nextChange`, with the classes that are set by hand: their beginnings and ends change a class as well. */
export function nextChangeWith(
  dossier: Dossier,
  overrides: readonly Override[] | null,
  policy: Policy,
  plain: Grading,
): IsoDate | null {
  let next = nextChange(dossier, policy, plain);
  for (const { from, to } of overrides ?? []) {
    for (const turn of [from, addDays(to, 1)])
      if (turn > plain.asOf) next = next === null ? turn : earlier(next, turn);
  }
  return next;
}
