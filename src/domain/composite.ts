import { type EvaluationDimension, type EvaluationRecord, evaluationDimensions } from './credit.ts';
import { addMonths, earlier, later } from './dates.ts';
import type { IgnoredReason } from './effect.ts';
import type { Policy } from './policy.ts';
import type { IsoDate } from './ports.ts';

/** One dimension's part in the score. */
interface ScorePart {
  dimension: EvaluationDimension;
  /** 0–100. */
  value: number;
  /** Share among the dimensions present, 0–1, to four digits. */
  weight: number;
  /** Id of the evaluation that counts. */
  record: string;
}

/** 综合得分: explains, and may lower the class by one step; 方案二（一）三. */
export interface CompositeScore {
  rule: string;
  /** 0–100, rounded to hundredths. */
  value: number;
  parts: readonly ScorePart[];
  missing: readonly EvaluationDimension[];
  /** The market evaluation was held back to the influence it may have. */
  marketCapped: boolean;
  /** The days over which this score holds if nothing new is evaluated. */
  from: IsoDate;
  to: IsoDate;
}

export interface IgnoredRecord {
  record: string;
  reason: IgnoredReason;
  /** The first day on which it no longer counted; null = it never did, or the day is not known. */
  since: IsoDate | null;
}

/** An evaluation that may count. */
interface Candidate {
  record: EvaluationRecord;
  value: number;
  lastDay: IsoDate;
}

/**
 * The score from the evaluations that count on a day, or null where none does; evaluations that do not count
 * are added to `ignored`. The order of `evaluations` makes no difference.
 */
export function composeScore(
  evaluations: readonly EvaluationRecord[],
  policy: Policy,
  asOf: IsoDate,
  ignored: IgnoredRecord[],
): CompositeScore | null {
  const candidates: Candidate[] = [];
  for (const record of evaluations) {
    const candidate = candidateOf(record, policy, asOf, ignored);
    if (candidate) candidates.push(candidate);
  }
  const chosen = new Map<EvaluationDimension, Candidate>();
  for (const dimension of evaluationDimensions) {
    const own = candidates.filter(({ record }) => record.details.dimension === dimension);
    const one = choose(own, policy.evaluations.severalIssuers[dimension], ignored);
    if (one) chosen.set(dimension, one);
  }
  return chosen.size === 0 ? null : weigh(chosen, policy);
}

function candidateOf(
  record: EvaluationRecord,
  policy: Policy,
  asOf: IsoDate,
  ignored: IgnoredRecord[],
): Candidate | null {
  const drop = (reason: IgnoredReason): null => {
    ignored.push({ record: record.id, reason, since: null });
    return null;
  };
  if (record.status !== 'inForce') return drop(record.status);
  if (record.decidedOn > asOf) return drop('notYet');
  const lastDay = evaluationEnds(record, policy);
  if (lastDay < asOf) return drop('stale');
  const value = evaluatedValue(record, policy);
  return value === null ? drop('noValue') : { record, value, lastDay };
}

/** The last day on which an evaluation counts. */
export function evaluationEnds({ decidedOn, validUntil }: EvaluationRecord, policy: Policy): IsoDate {
  const aged = addMonths(decidedOn, policy.evaluations.maxAgeMonths);
  return validUntil === null ? aged : earlier(aged, validUntil);
}

/** Market evaluations are scores; of the other two the grade counts, since the scales of their scores differ. */
function evaluatedValue({ details }: EvaluationRecord, policy: Policy): number | null {
  const byGrade = details.grade === null ? null : policy.composite.gradeValues[details.grade];
  const byScore = details.score === null ? null : Math.min(100, Math.max(0, details.score));
  return details.dimension === 'market' ? (byScore ?? byGrade) : (byGrade ?? byScore);
}

function choose(
  candidates: readonly Candidate[],
  how: 'newest' | 'lowest',
  ignored: IgnoredRecord[],
): Candidate | null {
  const [first] = candidates;
  if (first === undefined || candidates.length === 1) return first ?? null;
  const newest = new Map<string, Candidate>();
  for (const candidate of candidates.toSorted(newestFirst)) {
    const issuer = how === 'lowest' ? candidate.record.authority : '';
    if (newest.has(issuer)) ignored.push({ record: candidate.record.id, reason: 'superseded', since: null });
    else newest.set(issuer, candidate);
  }
  // The sort is stable: of equal values the newer one stays in front.
  const [chosen, ...higher] = [...newest.values()].sort((a, b) => a.value - b.value);
  for (const { record } of higher) ignored.push({ record: record.id, reason: 'outranked', since: null });
  return chosen ?? null;
}

/** Of the same day the lower one, so that the order of arrival decides nothing. */
function newestFirst(a: Candidate, b: Candidate): number {
  if (a.record.decidedOn !== b.record.decidedOn) return a.record.decidedOn > b.record.decidedOn ? -1 : 1;
  return a.value - b.value || (a.record.id < b.record.id ? -1 : 1);
}

function weigh(chosen: ReadonlyMap<EvaluationDimension, Candidate>, policy: Policy): CompositeScore {
  const { weights, marketInfluence, id } = policy.composite;
  let [total, without, sum, sumWithout] = [0, 0, 0, 0];
  for (const [dimension, { value }] of chosen) {
    total += weights[dimension];
    sum += weights[dimension] * value;
    if (dimension === 'market') continue;
    without += weights[dimension];
    sumWithout += weights[dimension] * value;
  }
  const all = sum / total;
  // Alone, the market evaluation is the score; it has no other to move, and lowers no class (score step).
  const base = without === 0 ? all : sumWithout / without;
  const held = Math.min(base + marketInfluence, Math.max(base - marketInfluence, all));
  const counted = [...chosen.values()];
  return {
    rule: id,
    value: rounded(held, 2),
    parts: [...chosen].map(([dimension, { record, value }]) => ({
      dimension,
      value,
      weight: rounded(weights[dimension] / total, 4),
      record: record.id,
    })),
    missing: evaluationDimensions.filter((dimension) => !chosen.has(dimension)),
    marketCapped: held !== all,
    from: counted.map(({ record }) => record.decidedOn).reduce(later),
    to: counted.map(({ lastDay }) => lastDay).reduce(earlier),
  };
}

/** So that binary fractions compare and print as people reckon them. */
function rounded(value: number, digits: number): number {
  const unit = 10 ** digits;
  return Math.round(value * unit) / unit;
}
