import { CodedError } from '../domain/errors.ts';
import { dayOf, type IsoDate, type Pseudonyms } from '../domain/ports.ts';
import { withheldPurposes } from '../domain/rights.ts';
import type { Database } from '../store/database.ts';
import { lookupsAbout } from '../store/lookups.ts';
import { seeing } from '../store/scope.ts';
import { type Asking, guarded } from './guard.ts';

export interface LookupDeps {
  database: Database;
  keys: Pseudonyms;
}

/** 谁查过我: one line for each department, purpose and day. */
export interface SeenBy {
  day: IsoDate;
  department: string;
  purpose: string;
  times: number;
}

/** Told after so many days; of an inspection or a complaint only long after it, so that nobody is warned (P7). */
export const delayDays = { usual: 7, withheld: 180 };
const lookedBackDays = 365;
const listed = 20;

/**
 * Which departments looked up the asking representative's own enterprise, and why; never who it was. Look-ups by the
 * public and by the enterprise itself are not told.
 * @throws CodedError `lookups.noEnterprise`
 */
export const whoLookedUs = guarded(
  'lookups.own',
  async ({ database, keys }: LookupDeps, asking: Asking): Promise<SeenBy[]> => {
    const { uscc } = asking.person;
    if (uscc === null) throw new CodedError('lookups.noEnterprise');
    const subjects = keys.pseudonyms(uscc);
    const ago = (days: number): IsoDate => dayOf(new Date(asking.now.getTime() - days * 86_400_000));
    const seen = await seeing(database.sql, { sees: 'own', subjects }, (tx) =>
      lookupsAbout(tx, {
        subjects,
        from: ago(lookedBackDays),
        until: ago(delayDays.usual),
        withheld: [...withheldPurposes],
        withheldUntil: ago(delayDays.withheld),
        limit: listed,
      }),
    );
    asking.audit({ action: 'lookups.own', subject: uscc, purpose: null, result: String(seen.length) });
    return seen;
  },
);
