import type { CommitmentRecord, CreditRecord, ListRecord, PenaltyRecord, RecordTier } from './credit.ts';
import { addDays, addMonths, earlier, later } from './dates.ts';
import type { Policy, RuleOf } from './policy.ts';
import type { IsoDate } from './ports.ts';
import { tierOf } from './tiers.ts';

/** Why a record does not count on a day. */
export const ignoredReasons = [
  'notYet', // decided later
  'withdrawn',
  'annulled',
  'stayed',
  'repaired',
  'publicityEnded',
  'removed', // from the list, on the reported day
  'termEnded', // the list's own term is over
  'stale', // an evaluation too old
  'superseded', // an older evaluation of the same issuer or dimension
  'outranked', // another issuer's lower evaluation counts
  'noValue', // an evaluation without grade and score
] as const;
export type IgnoredReason = (typeof ignoredReasons)[number];

/** What an official must know about a record that counts. */
export const noteCodes = [
  'endsOnlyIfCorrected', // `to` holds only if it is corrected by then
  'pastMaximumUncorrected', // the longest publicity is over, but no correction was reported
  'breachDateNotReported', // `from` is the day of the commitment
] as const;
export type NoteCode = (typeof noteCodes)[number];

export type DiscreditRecord = PenaltyRecord | ListRecord | CommitmentRecord;

interface NotInEffect {
  effective: false;
  reason: IgnoredReason;
  /** The first day on which it no longer counted; null = it never did, or the day is not known. */
  since: IsoDate | null;
}

export interface InEffect {
  effective: true;
  /** The first and the last day it counts; `to` null = no end known. After `to` it is judged anew. */
  from: IsoDate;
  to: IsoDate | null;
  /** Only penalties have one. */
  tier: RecordTier | null;
  /** Ids of the rules on tier, publicity and terms that led to this. */
  applied: readonly string[];
  note: NoteCode | null;
}

/** The last day something counts, and why it does not afterwards. */
interface End {
  last: IsoDate;
  reason: IgnoredReason;
}

/** Penalties, entries in lists that mean discredit, and broken commitments; nothing else can lower a class. */
export function isDiscredit(record: CreditRecord, policy: Policy): record is DiscreditRecord {
  switch (record.kind) {
    case 'penalty':
      return true;
    case 'list':
      return policy.discreditLists.has(record.details.list);
    case 'commitment':
      return record.details.fulfilment === 'broken' || record.details.fulfilment === 'revoked';
    default:
      return false;
  }
}

/**
 * Whether a record counts on a day: in force, decided, not repaired or removed, and within its publicity.
 * The last day of publicity or of a term still counts; the day of a repair or removal does not. What is dated
 * after `asOf` is not yet known on that day, so that a past day is judged as it stood then.
 */
export function effectOf(record: DiscreditRecord, policy: Policy, asOf: IsoDate): InEffect | NotInEffect {
  if (record.status !== 'inForce') return { effective: false, reason: record.status, since: null };
  if (record.decidedOn > asOf) return { effective: false, reason: 'notYet', since: null };
  const course = courseOf(record, policy, asOf);
  let end = course.end;
  if (record.repairedOn !== null && record.repairedOn <= asOf) {
    end = sooner(end, { last: addDays(record.repairedOn, -1), reason: 'repaired' });
  }
  if (end !== null && end.last < asOf) {
    return { effective: false, reason: end.reason, since: addDays(end.last, 1) };
  }
  const { tier, applied, note } = course;
  return { effective: true, from: record.decidedOn, to: end?.last ?? null, tier, applied, note };
}

/** How a record runs its course if it is not repaired. */
interface Course {
  end: End | null;
  tier: RecordTier | null;
  applied: readonly string[];
  note: NoteCode | null;
}

function courseOf(record: DiscreditRecord, policy: Policy, asOf: IsoDate): Course {
  const reported: End | null =
    record.publicityUntil === null ? null : { last: record.publicityUntil, reason: 'publicityEnded' };
  switch (record.kind) {
    case 'penalty':
      return penaltyCourse(record, reported, policy, asOf);
    case 'list':
      return listCourse(record, reported, policy);
    case 'commitment':
      return { end: reported, tier: null, applied: [], note: 'breachDateNotReported' };
  }
}

function penaltyCourse(penalty: PenaltyRecord, reported: End | null, policy: Policy, asOf: IsoDate): Course {
  const { tier, rule } = tierOf(penalty, policy);
  if (reported) return { end: reported, tier, applied: [rule.id], note: null };
  const period = publicityPeriod(penalty, policy.publicityPeriods[tier], asOf);
  return {
    end: period.last === null ? null : { last: period.last, reason: 'publicityEnded' },
    tier,
    applied: period.rule ? [rule.id, policy.publicityStart.id, period.rule] : [rule.id],
    note: period.note,
  };
}

interface Period {
  last: IsoDate | null;
  rule: string | null;
  note: NoteCode | null;
}

/**
 * Publicity ends on the first day on which a rule in force that day says so, and does not come back when a
 * later rule allows longer. Where the end depends on correction and none is reported, the record goes on.
 */
function publicityPeriod(
  penalty: PenaltyRecord,
  rules: readonly RuleOf<'publicityPeriod'>[],
  asOf: IsoDate,
): Period {
  const start = penalty.decidedOn;
  const correctedOn =
    penalty.correctedOn !== null && penalty.correctedOn <= asOf ? penalty.correctedOn : null;
  const period: Period = { last: null, rule: null, note: null };
  let pastMaximum: string | null = null;
  const applicable = rules.filter(
    ({ authorities }) => authorities === null || authorities.some((word) => penalty.authority.includes(word)),
  );
  const special = applicable.filter(({ authorities }) => authorities !== null);
  for (const rule of applicable) {
    const conditional = rule.atMaximum === 'endsIfCorrected';
    for (const { effectiveFrom, effectiveTo } of rule.authorities === null
      ? without(rule, special)
      : [rule]) {
      if (effectiveTo !== null && effectiveTo <= start) continue;
      let last = addMonths(start, rule.maxMonths);
      if (last < effectiveFrom) last = addDays(effectiveFrom, -1);
      if (conditional && correctedOn !== null && correctedOn > last) last = addDays(correctedOn, -1);
      if (effectiveTo !== null && effectiveTo <= last) continue;
      if (conditional && correctedOn === null && last < asOf) {
        if (effectiveTo === null || asOf <= effectiveTo) pastMaximum ??= rule.id;
      } else if (period.last === null || last < period.last) {
        period.last = last;
        period.rule = rule.id;
        period.note = conditional && correctedOn === null ? 'endsOnlyIfCorrected' : null;
      }
    }
  }
  return pastMaximum === null
    ? period
    : { last: period.last, rule: pastMaximum, note: 'pastMaximumUncorrected' };
}

interface Span {
  effectiveFrom: IsoDate;
  effectiveTo: IsoDate | null;
}

/** What names the authority goes before what is general, on the days on which it is in force (特别规定优于一般规定). */
function without(rule: Span, special: readonly Span[]): Span[] {
  let spans: Span[] = [rule];
  for (const { effectiveFrom, effectiveTo } of special) {
    spans = spans.flatMap((span) => {
      const before = { ...span, effectiveTo: earlierEnd(span.effectiveTo, addDays(effectiveFrom, -1)) };
      const after = effectiveTo && {
        ...span,
        effectiveFrom: later(span.effectiveFrom, addDays(effectiveTo, 1)),
      };
      return [before, ...(after ? [after] : [])].filter(
        (part) => part.effectiveTo === null || part.effectiveFrom <= part.effectiveTo,
      );
    });
  }
  return spans;
}

function earlierEnd(end: IsoDate | null, day: IsoDate): IsoDate {
  return end === null ? day : earlier(end, day);
}

function listCourse(entry: ListRecord, reported: End | null, policy: Policy): Course {
  let end = reported;
  const applied: string[] = [];
  if (entry.validUntil !== null)
    end = sooner(end, { last: addDays(entry.validUntil, -1), reason: 'removed' });
  const term = policy.listTerms.get(entry.details.list);
  if (term) {
    const termEnd: End = { last: addMonths(entry.decidedOn, term.months), reason: 'termEnded' };
    end = sooner(end, termEnd);
    if (end === termEnd) applied.push(term.id);
  }
  return { end, tier: null, applied, note: null };
}

function sooner(a: End | null, b: End): End {
  return a !== null && a.last <= b.last ? a : b;
}
