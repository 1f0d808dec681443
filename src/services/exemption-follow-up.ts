import type { TransactionSql } from 'postgres';
import { earlier, isIsoDate } from '../domain/dates.ts';
import { CodedError, Overtaken } from '../domain/errors.ts';
import { dayOf, type IsoDate, type Random } from '../domain/ports.ts';
import { speakersOf } from '../store/classes.ts';
import { seeing } from '../store/scope.ts';
import {
  type Exemption,
  findExemption,
  listExemptions,
  settleExemption,
  takeUncorrected,
} from '../store/tolerance.ts';
import { exemptionDue, exemptionSettled } from './exemption-cards.ts';
import type { ExemptionDeps } from './exemptions.ts';
import { type Asking, type Change, guarded, note } from './guard.ts';
import { sightOver } from './inclusive-periods.ts';
import { tell } from './notify.ts';
import { supervisorsOf } from './supervisors.ts';

export type { Exemption };

const listed = 20;

/** 指导记录: those that the asking person may know of, of one enterprise or (null) of all. */
export const exemptionsFor = guarded(
  'exemption.list',
  async ({ database }: ExemptionDeps, asking: Asking, uscc: string | null): Promise<Exemption[]> =>
    seeing(database.sql, sightOver(asking), (tx) => listExemptions(tx, uscc, listed)),
);

/** @throws CodedError `exemption.unknown` {id}: also where there is one, but outside of the person's region */
export const openExemption = guarded(
  'exemption.list',
  async ({ database }: ExemptionDeps, asking: Asking, id: number): Promise<Exemption> => {
    const found = await seeing(database.sql, sightOver(asking), (tx) => findExemption(tx, id));
    if (!found) throw new CodedError('exemption.unknown', { id });
    return found;
  },
);

/**
 * 已改正, 未改正: what became of it. Not corrected in time it is an ordinary case, which the enterprise is told.
 * `correctedOn`: the day it was corrected; null: in time, on a day that is not known more closely.
 * @throws CodedError `exemption.unknown` {id}, `exemption.settled` {id}, `exemption.notDue` {id, day}, `exemption.late`
 *   {id, day}, `exemption.day` {today}
 */
export const settleGuided = guarded(
  'exemption.judge',
  async (
    { database, random, keys }: ExemptionDeps,
    asking: Asking,
    id: number,
    { corrected, on }: { corrected: boolean; on: IsoDate | null },
  ): Promise<Change<Exemption>> => {
    const found = await seeing(database.sql, sightOver(asking), (tx) => findExemption(tx, id));
    if (!found) throw new CodedError('exemption.unknown', { id });
    const { state, correctBy, uscc } = found;
    if (state !== 'open' || correctBy === null) throw new CodedError('exemption.settled', { id });
    const { now } = asking;
    const today = dayOf(now);
    if (on !== null && !(isIsoDate(on) && on <= today)) throw new CodedError('exemption.day', { today });
    if (!corrected && today <= correctBy) throw new CodedError('exemption.notDue', { id, day: correctBy });
    if (corrected && on !== null && on > correctBy)
      throw new CodedError('exemption.late', { id, day: correctBy });
    const until = earlier(today, correctBy);
    const next = corrected ? 'corrected' : 'case';
    const correctedOn = corrected ? (on ?? until) : null;
    return {
      told: { ...found, state: next, correctedOn },
      async write(tx) {
        const settled = { state: next, correctedOn } as const;
        if (!(await seeing(tx, sightOver(asking), (own) => settleExemption(own, id, settled))))
          throw new Overtaken();
        const subject = keys.pseudonym(uscc);
        await note(tx, asking, { action: 'exemption.settle', subject, result: `${id}:${next}` });
        const people = await speakersOf(tx, uscc);
        const card = exemptionSettled(found, next);
        await tell(tx, people, { random, now, key: `exemption:${id}:${next}`, card });
      },
    };
  },
);

/**
 * Every day: asks whoever decided whether it was corrected, once the term is over; where they cannot be reached, those
 * who supervise the enterprise. Resolves with how many that are.
 */
export async function remindExemptions(
  tx: TransactionSql,
  { random, now }: { random: Random; now: Date },
): Promise<number> {
  const day = dayOf(now);
  const due = await seeing(tx, { sees: 'all' }, (all) => takeUncorrected(all, day));
  for (const exemption of due) {
    const telling = {
      random,
      now,
      key: `exemption:${exemption.id}:due:${day}`,
      card: exemptionDue(exemption),
    };
    if ((await tell(tx, [exemption.decidedBy], telling)) > 0) continue;
    await tell(tx, await supervisorsOf(tx, exemption), telling);
  }
  return due.length;
}
