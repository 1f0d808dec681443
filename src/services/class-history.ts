import { CodedError } from '../domain/errors.ts';
import { hasJurisdiction, readScope } from '../domain/scope.ts';
import { type ClassChange, classChanges } from '../store/classes.ts';
import { namesAndRegions } from '../store/credit.ts';
import type { Database } from '../store/database.ts';
import { seeing } from '../store/scope.ts';
import { type Asking, guarded } from './guard.ts';

export interface HistoryDeps {
  database: Database;
}

const listed = 10;

/**
 * 等级变化: what the system recorded, newest first; for the enterprise itself and for those who supervise it.
 * @throws CodedError `enterprise.unknown`, `enterprise.notYours`
 */
export const classHistory = guarded(
  'class.history',
  async (
    { database }: HistoryDeps,
    asking: Asking,
    uscc: string,
  ): Promise<{ name: string; changes: ClassChange[] }> => {
    const { person } = asking;
    const known = (await namesAndRegions(database.sql, [uscc])).get(uscc);
    if (!known) throw new CodedError('enterprise.unknown', { uscc });
    const own = person.role === 'enterprise' && person.uscc === uscc;
    if (!own && !hasJurisdiction(person, { uscc, regionCode: known.regionCode }))
      throw new CodedError('enterprise.notYours', { name: known.name });
    const { sees } = readScope(person);
    const sight =
      sees === 'own'
        ? ({ sees: 'own', own: uscc } as const)
        : ({ sees: 'region', regionCode: person.regionCode } as const);
    const changes = await seeing(database.sql, sight, (tx) => classChanges(tx, uscc, listed));
    asking.audit({
      action: 'class.history',
      subject: uscc,
      purpose: asking.purpose,
      result: String(changes.length),
    });
    return { name: known.name, changes };
  },
);
