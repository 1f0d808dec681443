import { createHash } from 'node:crypto';
import type { TransactionSql } from 'postgres';
import { say } from '../chat/words/index.ts';
import { addMonths } from '../domain/dates.ts';
import { dayOf, type IsoDate } from '../domain/ports.ts';
import type { Approval } from '../store/approvals.ts';
import { speakersOf } from '../store/classes.ts';
import { enterList, findListCase, isDiscredited } from '../store/list-cases.ts';
import { seeing } from '../store/scope.ts';
import type { Agreeing } from './guard.ts';
import { caseEntered } from './list-cards.ts';
import { tell } from './notify.ts';

/** The same case is the same record, however often it is written. */
function recordKeyOf(id: number): string {
  const hash = createHash('sha256').update(`list-case:${id}`).digest('hex');
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    hash.slice(12, 16),
    hash.slice(16, 20),
    hash.slice(20, 32),
  ].join('-');
}

/**
 * What a second person's agreement to an entry does: the record, from today on, and the message to the enterprise. The
 * class follows, since records that come in are judged. False where the case is not waiting for it any more, or where
 * an enterprise that was to be commended has come into discredit.
 */
export async function enterAgreed(
  tx: TransactionSql,
  { payload }: Approval,
  { now, by, random }: Agreeing,
): Promise<boolean> {
  const id = Number(payload.case);
  const today = dayOf(now);
  const discredit = payload.discredit === 'yes';
  return seeing(tx, { sees: 'all' }, async (all) => {
    const found = await findListCase(all, id);
    if (found?.state !== 'asked') return false;
    if (!discredit && (await isDiscredited(all, found.uscc))) return false;
    const number = say('zh', 'lists.number', { year: today.slice(0, 4), id });
    const after = (months: string | undefined): IsoDate | null =>
      months ? addMonths(today, Number(months)) : null;
    const until = after(payload.months);
    const entered = await enterList(all, found, {
      ...{ recordKey: recordKeyOf(id), number, on: today, until, by, at: now },
    });
    if (!entered) return false;
    const people = await speakersOf(all, found.uscc);
    const told = { ...found, enteredOn: today, untilOn: until, state: 'entered' as const };
    const card = caseEntered(told, { number, removal: after(payload.removalMonths), discredit });
    await tell(all, people, { random, now, key: `list:${id}:entered`, card });
    return true;
  });
}
