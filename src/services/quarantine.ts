import { CodedError } from '../domain/errors.ts';
import type { Clock } from '../domain/ports.ts';
import { writeAudit } from '../store/audit.ts';
import type { Database } from '../store/database.ts';
import { dropRejected, openRejected, type QuarantinedRow } from '../store/quarantine.ts';

export type { QuarantinedRow };

/** Open entries, oldest first, at most `limit`. */
export function listQuarantine(
  database: Database,
  filter: { file?: string; template?: string; limit: number; after?: number },
): Promise<QuarantinedRow[]> {
  return openRejected(database.sql, filter);
}

/**
 * Closes an entry by a person's decision.
 * @throws CodedError `quarantine.unknown`
 */
export async function closeQuarantined(
  deps: { database: Database; clock: Clock },
  actor: string,
  id: number,
  reason: string,
): Promise<void> {
  const at = deps.clock.now();
  await deps.database.sql.begin(async (tx) => {
    if (!(await dropRejected(tx, id, reason, at))) throw new CodedError('quarantine.unknown', { id });
    await writeAudit(
      tx,
      { actor, action: 'quarantine.drop', subject: String(id), purpose: null, result: 'closed' },
      at,
    );
  });
}
