import { CodedError } from '../domain/errors.ts';
import type { Database } from '../store/database.ts';
import { type BuriedUpdate, listBuried, retryBuried } from '../store/inbox-admin.ts';
import { dropOutbox, listOutbox, type OutboxRow, outboxStates, retryOutbox } from '../store/outbox-admin.ts';
import { type Asking, guarded, note } from './guard.ts';

export type { BuriedUpdate, OutboxRow };

/**
 * Messages in a state; without one those that somebody has to look at.
 * @throws CodedError `outbox.state`
 */
export const messagesIn = guarded(
  'delivery.list',
  async (
    database: Database,
    _asking: Asking,
    state: string | undefined,
    limit: number,
  ): Promise<OutboxRow[]> => {
    if (state === undefined) return listOutbox(database.sql, ['ambiguous', 'dead'], limit);
    const known = outboxStates.find((one) => one === state);
    if (!known) throw new CodedError('outbox.state', { state, known: outboxStates.join('、') });
    return listOutbox(database.sql, [known], limit);
  },
);

/** Updates that were put aside after too many tries. */
export const buriedUpdates = guarded(
  'delivery.list',
  (database: Database, _asking: Asking, limit: number): Promise<BuriedUpdate[]> =>
    listBuried(database.sql, limit),
);

/** All of the named rows are changed, or none. */
async function change(
  database: Database,
  asking: Asking,
  action: 'outbox.retry' | 'outbox.drop' | 'inbox.retry',
  seqs: readonly number[],
  reason: string | null,
): Promise<void> {
  await database.sql.begin(async (tx) => {
    const changed =
      action === 'outbox.retry'
        ? await retryOutbox(tx, seqs)
        : action === 'outbox.drop'
          ? await dropOutbox(tx, seqs, reason ?? '')
          : await retryBuried(tx, seqs);
    const missing = seqs.filter((seq) => !changed.includes(seq));
    if (missing.length > 0) throw new CodedError('outbox.unknown', { ids: missing.join('、') });
    for (const seq of changed)
      await note(tx, asking, { action, subject: String(seq), result: reason ?? 'ready' });
  });
}

/**
 * Sends messages again that were given up; a chat that had blocked us is tried again.
 * @throws CodedError `outbox.unknown`: nothing was changed
 */
export const retryMessages = guarded(
  'delivery.change',
  (database: Database, asking: Asking, seqs: readonly number[]): Promise<void> =>
    change(database, asking, 'outbox.retry', seqs, null),
);

/**
 * Gives messages up, with the reason for the audit log.
 * @throws CodedError `outbox.unknown`: nothing was changed
 */
export const dropMessages = guarded(
  'delivery.change',
  (database: Database, asking: Asking, seqs: readonly number[], reason: string): Promise<void> =>
    change(database, asking, 'outbox.drop', seqs, reason),
);

/**
 * Gives updates another five tries.
 * @throws CodedError `outbox.unknown`: nothing was changed
 */
export const retryUpdates = guarded(
  'delivery.change',
  (database: Database, asking: Asking, seqs: readonly number[]): Promise<void> =>
    change(database, asking, 'inbox.retry', seqs, null),
);
