import { CodedError } from '../domain/errors.ts';
import { logEnd } from '../store/audit-read.ts';
import type { Database } from '../store/database.ts';
import {
  beat,
  type Home,
  hold,
  identityOf,
  readHome,
  release,
  settleHome,
  waitingSince,
} from '../store/home.ts';
import { type Asking, guarded, note } from './guard.ts';

export type { Home };

/** After so long a silence with messages still waiting, the database may be yesterday's. */
const silenceHours = 6;

/**
 * Whether messages may be sent from this database. A copy (restored, cloned, recovered to a point in time) finds itself
 * on another server, timeline or database; an old copy of the files finds that it has been silent for long while
 * messages wait, or that its audit log is shorter than the longest checkpoint that was noted outside (`notedSize`).
 * Then nothing is sent until an operator says so. Resolves with what holds it; null: nothing.
 */
export function checkHome(database: Database, now: Date, notedSize: number): Promise<string | null> {
  return database.sql.begin(async (tx) => {
    const identity = await identityOf(tx);
    const home = await readHome(tx);
    if (!home) {
      await settleHome(tx, identity, now);
      return null;
    }
    if (home.heldSince) return home.heldReason;
    const behind = notedSize > home.acceptedSize && notedSize > (await logEnd(tx)).size;
    const silent = new Date(home.beatAt.getTime() + silenceHours * 3_600_000) < now;
    const late = silent && (await waitingSince(tx, home.beatAt)) > 0;
    const reason = home.identity !== identity ? 'moved' : behind ? 'behind' : late ? 'late' : null;
    if (reason === null) await settleHome(tx, identity, now);
    else await hold(tx, reason, now);
    return reason;
  });
}

/** While the service is at work: that it is, and whether it still is where it was (a standby may have taken over). */
export async function stillHome(database: Database, now: Date): Promise<string | null> {
  return database.sql.begin(async (tx) => {
    const [identity, home] = [await identityOf(tx), await readHome(tx)];
    if (!home || home.heldSince) return home?.heldReason ?? null;
    if (home.identity === identity) {
      await beat(tx, now);
      return null;
    }
    await hold(tx, 'moved', now);
    return 'moved';
  });
}

export const sendingState = guarded(
  'sending.change',
  (database: Database, _asking: Asking): Promise<Home | null> => readHome(database.sql),
);

/** @throws CodedError `sending.held` */
export const holdSending = guarded(
  'sending.change',
  async (database: Database, asking: Asking, reason: string): Promise<void> => {
    await database.sql.begin(async (tx) => {
      if (!(await readHome(tx))) await settleHome(tx, await identityOf(tx), asking.now);
      if (!(await hold(tx, reason, asking.now))) throw new CodedError('sending.held');
      await note(tx, asking, { action: 'sending.hold', subject: null, result: reason });
    });
  },
);

/** `notedSize`: of the longest checkpoint outside, which is looked at no more. @throws CodedError `sending.notHeld` */
export const resumeSending = guarded(
  'sending.change',
  async (database: Database, asking: Asking, reason: string, notedSize: number): Promise<void> => {
    await database.sql.begin(async (tx) => {
      if (!(await release(tx, await identityOf(tx), notedSize, asking.now)))
        throw new CodedError('sending.notHeld');
      await note(tx, asking, { action: 'sending.resume', subject: null, result: reason });
    });
  },
);
