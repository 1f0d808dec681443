import type { SendError } from '../chat/adapter.ts';
import type { ClaimedMessage, Finished } from '../store/outbox.ts';
import { backoff } from './pace.ts';

/** A platform that is away for longer than this gets no stale answers. */
const givenUpMs = 24 * 3_600_000;
/** After so many sends of which nobody knows whether they arrived, no further repeat. */
const maxDoubts = 3;
/** So often a message is tried that we ourselves cannot send. */
const maxFaults = 20;

/** What becomes of a message, as far as it differs from what it was. */
export type Progress = Pick<Finished, 'state'> & Partial<Finished>;

function again(message: ClaimedMessage, waitMs: number, reason: string, more: Partial<Finished>): Progress {
  if (message.ageMs > givenUpMs) return { state: 'dead', reason: `late: ${reason}` };
  return { state: 'ready', waitMs, reason, ...more };
}

/** What becomes of a message that did not go out. `chance` from 0 to 1, for the jitter. */
export function afterFailure(message: ClaimedMessage, error: SendError, chance: number): Progress {
  const { fault, retryAfterMs, message: reason } = error;
  const failures = message.failures + 1;
  switch (fault) {
    case 'rateLimited':
      // A little later than told, never earlier; it is nobody's failure.
      return again(message, retryAfterMs + chance * 250, reason, {});
    case 'unreachable':
      return again(message, backoff(failures, chance), reason, { failures });
    case 'ambiguous': {
      const doubts = message.doubts + 1;
      if (doubts >= maxDoubts) return { state: 'ambiguous', reason, failures, doubts };
      return again(message, backoff(failures, chance), reason, { failures, doubts });
    }
    case 'forbidden':
      return { state: 'dead', reason: `forbidden: ${reason}`, failures };
    case 'invalid':
      if (message.plain || message.kind === 'edit') {
        return { state: 'dead', reason: `invalid: ${reason}`, failures };
      }
      return again(message, 0, reason, { plain: true, failures });
  }
}

/** The same where the fault is ours, or the database was away. */
export function afterFault(message: ClaimedMessage, chance: number): Progress {
  const failures = message.failures + 1;
  const state = failures > maxFaults ? 'dead' : 'ready';
  return { state, waitMs: backoff(failures, chance), failures, reason: 'fault' };
}
