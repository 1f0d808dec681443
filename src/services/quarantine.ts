import { CodedError } from '../domain/errors.ts';
import type { Database } from '../store/database.ts';
import { dropRejected, openRejected, type QuarantinedRow } from '../store/quarantine.ts';
import { type Asking, guarded, note } from './guard.ts';

export type { QuarantinedRow };

/** Open entries, oldest first, at most `limit`. */
export const listQuarantine = guarded(
  'quarantine.list',
  (
    database: Database,
    _asking: Asking,
    filter: { file?: string; template?: string; limit: number; after?: number },
  ): Promise<QuarantinedRow[]> => openRejected(database.sql, filter),
);

/**
 * Closes an entry by a person's decision.
 * @throws CodedError `quarantine.unknown`
 */
export const closeQuarantined = guarded(
  'quarantine.drop',
  async (database: Database, asking: Asking, id: number, reason: string): Promise<void> => {
    await database.sql.begin(async (tx) => {
      if (!(await dropRejected(tx, id, reason, asking.now)))
        throw new CodedError('quarantine.unknown', { id });
      await note(tx, asking, { action: 'quarantine.drop', subject: String(id), result: 'closed' });
    });
  },
);
