import type { CreditRecord, PenaltyRecord, RecordTier } from './credit.ts';
import { later } from './dates.ts';
import type { Policy } from './policy.ts';
import type { IsoDate } from './ports.ts';
import { foldText } from './text.ts';
import { tierOf } from './tiers.ts';

/** A decision that counts. */
export interface Decision {
  /** Record id. */
  id: string;
  number: string;
  authority: string;
  authorityCode: string | null;
}

/** What happened on a day, by the first decision of it. */
export interface WatchEvent extends Decision {
  decidedOn: IsoDate;
  tier: RecordTier;
  /** The day from which all of it was corrected; null: something is not. */
  correctedOn: IsoDate | null;
  /** Other decisions of that day, and the same ones as other sources write them. */
  others: readonly Decision[];
}

/** All decisions of an event. */
export function decisionsOf(event: WatchEvent): readonly Decision[] {
  return [event, ...event.others];
}

/**
 * The decisions of an enterprise that count on a day, oldest first. The same number in another spelling is the same
 * decision, and decisions of one day are one event: when the act was is not reported, and one visit may lead to
 * several. Repair does not undo that it happened; annulment, withdrawal and suspension do.
 */
export function watchEvents(records: readonly CreditRecord[], policy: Policy, asOf: IsoDate): WatchEvent[] {
  const penalties = records.filter(
    (record): record is PenaltyRecord =>
      record.kind === 'penalty' && record.status === 'inForce' && record.decidedOn <= asOf,
  );
  if (penalties.length < policy.watch.events) return [];
  const byNumber = new Map<string, WatchEvent>();
  for (const record of penalties.sort(byDay)) {
    const { tier } = tierOf(record, policy);
    if (!policy.watch.tiers.includes(tier)) continue;
    const { id, number, authority, authorityCode, decidedOn } = record;
    const decision: Decision = { id, number, authority, authorityCode };
    const correctedOn = record.correctedOn !== null && record.correctedOn <= asOf ? record.correctedOn : null;
    const same = byNumber.get(spelling(number));
    byNumber.set(
      spelling(number),
      same === undefined
        ? { ...decision, decidedOn, tier, correctedOn, others: [] }
        : // Of one decision it is enough that one source knows of its correction.
          { ...same, correctedOn: same.correctedOn ?? correctedOn, others: [...same.others, decision] },
    );
  }
  const events: WatchEvent[] = [];
  for (const event of byNumber.values()) {
    const before = events.at(-1);
    if (before?.decidedOn !== event.decidedOn) {
      events.push(event);
      continue;
    }
    const [one, two] = [before.correctedOn, event.correctedOn];
    const correctedOn = one === null || two === null ? null : later(one, two);
    const others = [...before.others, ...decisionsOf(event)];
    events[events.length - 1] = { ...before, correctedOn, others };
  }
  return events;
}

/** What a decision number says, whatever brackets and blanks it is written with. */
function spelling(number: string): string {
  return foldText(number)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

function byDay(a: PenaltyRecord, b: PenaltyRecord): number {
  if (a.decidedOn !== b.decidedOn) return a.decidedOn < b.decidedOn ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}
