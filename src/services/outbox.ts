import { CodedError } from '../domain/errors.ts';
import type { Clock } from '../domain/ports.ts';
import { writeAudit } from '../store/audit.ts';
import type { Database } from '../store/database.ts';
import { type BuriedUpdate, listBuried, retryBuried } from '../store/inbox-admin.ts';
import { dropOutbox, listOutbox, type OutboxRow, outboxStates, retryOutbox } from '../store/outbox-admin.ts';

export type { BuriedUpdate, OutboxRow };

interface Deps {
  database: Database;
  clock: Clock;
}

/**
 * Messages in a state; without one those that somebody has to look at.
 * @throws CodedError `outbox.state`
 */
export function messagesIn(
  database: Database,
  state: string | undefined,
  limit: number,
): Promise<OutboxRow[]> {
  if (state === undefined) return listOutbox(database.sql, ['ambiguous', 'dead'], limit);
  const known = outboxStates.find((one) => one === state);
  if (!known) throw new CodedError('outbox.state', { state, known: outboxStates.join('、') });
  return listOutbox(database.sql, [known], limit);
}

type Change = 'outbox.retry' | 'outbox.drop' | 'inbox.retry';

/** All of the named rows are changed, or none. */
async function change(
  { database, clock }: Deps,
  actor: string,
  action: Change,
  seqs: readonly number[],
  reason: string | null,
): Promise<void> {
  const at = clock.now();
  await database.sql.begin(async (tx) => {
    const changed =
      action === 'outbox.retry'
        ? await retryOutbox(tx, seqs)
        : action === 'outbox.drop'
          ? await dropOutbox(tx, seqs, reason ?? '')
          : await retryBuried(tx, seqs);
    const missing = seqs.filter((seq) => !changed.includes(seq));
    if (missing.length > 0) throw new CodedError('outbox.unknown', { ids: missing.join('、') });
    for (const seq of changed) {
      await writeAudit(
        tx,
        { actor, action, subject: String(seq), purpose: null, result: reason ?? 'ready' },
        at,
      );
    }
  });
}

/**
 * Sends messages again that were given up; a chat that had blocked us is tried again.
 * @throws CodedError `outbox.unknown`: nothing was changed
 */
export function retryMessages(deps: Deps, actor: string, seqs: readonly number[]): Promise<void> {
  return change(deps, actor, 'outbox.retry', seqs, null);
}

/**
 * Gives messages up, with the reason for the audit log.
 * @throws CodedError `outbox.unknown`: nothing was changed
 */
export function dropMessages(
  deps: Deps,
  actor: string,
  seqs: readonly number[],
  reason: string,
): Promise<void> {
  return change(deps, actor, 'outbox.drop', seqs, reason);
}

/** Updates that were put aside after too many tries. */
export function buriedUpdates(database: Database, limit: number): Promise<BuriedUpdate[]> {
  return listBuried(database.sql, limit);
}

/**
 * Gives updates another five tries.
 * @throws CodedError `outbox.unknown`: nothing was changed
 */
export function retryUpdates(deps: Deps, actor: string, seqs: readonly number[]): Promise<void> {
  return change(deps, actor, 'inbox.retry', seqs, null);
}
