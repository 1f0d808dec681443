import { type CompositeScore, composeScore, type IgnoredRecord } from './composite.ts';
import {
  type CreditClass,
  type CreditRecord,
  creditClasses,
  type Enterprise,
  type EvaluationRecord,
} from './credit.ts';
import { addMonths, earlier, later } from './dates.ts';
import { type DiscreditRecord, effectOf, type InEffect, isDiscredit, type NoteCode } from './effect.ts';
import { type ClassRule, gravity, type Origin, type Policy, type Rule } from './policy.ts';
import type { IsoDate } from './ports.ts';

/** Why a class of 诚信守法 is only provisional. */
export const provisionalReasons = ['registrationUnknown', 'newlyRegistered', 'fewDimensions'] as const;
type ProvisionalReason = (typeof provisionalReasons)[number];

/** A rule that matched, the records that made it match, and the class it gives. */
export interface BasisEntry {
  rule: string;
  clause: string;
  origin: Origin;
  /** Record ids, by date of decision. */
  records: readonly string[];
  /**
   * The days over which the rule matches by these records, both included; `to` null = no end known. On the
   * day after `to` it must be judged anew.
   */
  from: IsoDate;
  to: IsoDate | null;
  creditClass: CreditClass;
  /** Ids of the rules on tier, publicity, terms and evaluations that made the records count. */
  applied: readonly string[];
  notes: readonly { record: string; code: NoteCode }[];
}

/** 信用等级 of an enterprise on a day, and everything that explains it. */
export interface Grading {
  creditClass: CreditClass;
  provisional: boolean;
  provisionalReasons: readonly ProvisionalReason[];
  /** Never empty. Where the score lowered the class, its entry is the last, after what it was lowered from. */
  basis: readonly BasisEntry[];
  /** Rules for lighter classes that matched as well. */
  noted: readonly BasisEntry[];
  /** Discredit records and evaluations that do not count on this day. */
  ignored: readonly IgnoredRecord[];
  score: CompositeScore | null;
  asOf: IsoDate;
  policyId: string;
}

/** A discredit record that counts. */
interface Fact extends InEffect {
  record: DiscreditRecord;
}

/**
 * The credit class of an enterprise on a day: the gravest class of which a rule matches, else 诚信守法; then the
 * composite score may lower it by one step (方案二（一）二、三). Pure, and the same for any order of `records`,
 * whose ids must be distinct. Whether `policy` is the one in force on `asOf` is the caller's choice: drafts can
 * be tried.
 */
export function grade(
  input: { enterprise: Enterprise; records: readonly CreditRecord[] },
  policy: Policy,
  asOf: IsoDate,
): Grading {
  const facts: Fact[] = [];
  const ended: IgnoredRecord[] = [];
  const evaluations: EvaluationRecord[] = [];
  for (const record of input.records) {
    if (record.kind === 'evaluation') evaluations.push(record);
    else if (isDiscredit(record, policy)) {
      const effect = effectOf(record, policy, asOf);
      if (effect.effective) facts.push({ ...effect, record });
      else ended.push({ record: record.id, reason: effect.reason, since: effect.since });
    }
  }
  facts.sort(byDecision);

  const matches =
    facts.length === 0 ? [] : policy.classRules.flatMap((rule) => match(rule, facts, asOf) ?? []);
  // The rules are in order of gravity, and so are the matches.
  const byEvents = matches[0]?.creditClass ?? policy.clean.creditClass;
  const basis = matches.filter((entry) => entry.creditClass === byEvents);
  const noted = matches.slice(basis.length);
  if (basis.length === 0) basis.push(cleanEntry(input.enterprise, ended, policy, asOf));

  const ignored = ended.slice();
  const score = composeScore(evaluations, policy, asOf, ignored);
  const step = score && scoreStep(score, byEvents, policy);
  if (step) basis.push(step);
  const creditClass = step?.creditClass ?? byEvents;
  const reasons = creditClass === 'TRUSTWORTHY' ? provisional(input.enterprise, score, policy, asOf) : [];
  return {
    creditClass,
    provisional: reasons.length > 0,
    provisionalReasons: reasons,
    basis,
    noted,
    ignored: ignored.sort((a, b) => compare(a.record, b.record)),
    score,
    asOf,
    policyId: policy.id,
  };
}

function match(rule: ClassRule, facts: readonly Fact[], asOf: IsoDate): BasisEntry | null {
  switch (rule.type) {
    case 'list':
      return anyOf(
        rule,
        facts.filter(({ record }) => record.kind === 'list' && rule.lists.includes(record.details.list)),
      );
    case 'recordTier':
      return anyOf(
        rule,
        facts.filter(({ tier }) => tier === rule.tier),
      );
    case 'commitment':
      return anyOf(
        rule,
        facts.filter(
          ({ record }) => record.kind === 'commitment' && record.details.fulfilment === rule.fulfilment,
        ),
      );
    case 'repeatedTier': {
      // Within the window a record counts up to the day that ends so many months after its decision.
      const recent = facts
        .filter(({ tier }) => tier === rule.tier)
        .map((fact) => ({ ...fact, to: earlierEnd(fact.to, addMonths(fact.record.decidedOn, rule.months)) }))
        .filter(({ to }) => asOf <= to);
      return recent.length < rule.count ? null : repeated(rule, recent);
    }
  }
}

/** The rule matches as long as one of the records counts. */
function anyOf(rule: ClassRule, facts: readonly Fact[]): BasisEntry | null {
  const [first] = facts;
  if (!first) return null;
  const to = facts.reduce<IsoDate | null>(
    (latest, fact) => (latest === null || fact.to === null ? null : later(latest, fact.to)),
    first.to,
  );
  return entryOf(rule, facts, first.from, to);
}

/** The rule matches from the day the count was reached until too few are left. */
function repeated(rule: RuleOfCount, facts: readonly (Fact & { to: IsoDate })[]): BasisEntry | null {
  const starts = facts.map(({ from }) => from).sort(compare);
  const ends = facts.map(({ to }) => to).sort(compare);
  const from = starts[rule.count - 1];
  const to = ends[ends.length - rule.count];
  return from === undefined || to === undefined ? null : entryOf(rule, facts, from, to);
}

type RuleOfCount = Extract<ClassRule, { type: 'repeatedTier' }>;

function entryOf(rule: ClassRule, facts: readonly Fact[], from: IsoDate, to: IsoDate | null): BasisEntry {
  const applied = new Set<string>();
  const notes: { record: string; code: NoteCode }[] = [];
  for (const fact of facts) {
    for (const id of fact.applied) applied.add(id);
    if (fact.note !== null) notes.push({ record: fact.record.id, code: fact.note });
  }
  const records = facts.map(({ record }) => record.id);
  return { ...cited(rule), records, from, to, creditClass: rule.creditClass, applied: [...applied], notes };
}

/** Clean since the last record ended, the enterprise was founded or the policy began, whichever was last. */
function cleanEntry(
  enterprise: Enterprise,
  ended: readonly IgnoredRecord[],
  policy: Policy,
  asOf: IsoDate,
): BasisEntry {
  let from = later(policy.effectiveFrom, enterprise.establishedOn ?? policy.effectiveFrom);
  for (const { since } of ended) if (since !== null) from = later(from, since);
  return {
    ...cited(policy.clean),
    records: [],
    from: earlier(from, asOf),
    to: null,
    creditClass: policy.clean.creditClass,
    applied: [],
    notes: [],
  };
}

/** One step down from the class the events gave, if the score is low and more than the market stands behind it. */
function scoreStep(score: CompositeScore, byEvents: CreditClass, policy: Policy): BasisEntry | null {
  const rule = policy.scoreStep;
  const marketAlone = score.parts.every(({ dimension }) => dimension === 'market');
  const lower = creditClasses[gravity(byEvents) + 1];
  if (score.value >= rule.below || marketAlone || !lower || gravity(lower) > gravity(rule.floor)) return null;
  return {
    ...cited(rule),
    records: score.parts.map(({ record }) => record),
    from: score.from,
    to: score.to,
    creditClass: lower,
    applied: [policy.composite.id, policy.evaluations.id],
    notes: [],
  };
}

function provisional(
  enterprise: Enterprise,
  score: CompositeScore | null,
  policy: Policy,
  asOf: IsoDate,
): ProvisionalReason[] {
  const { registeredMonths, minDimensions } = policy.provisional;
  const reasons: ProvisionalReason[] = [];
  if (enterprise.establishedOn === null) reasons.push('registrationUnknown');
  else if (asOf < addMonths(enterprise.establishedOn, registeredMonths)) reasons.push('newlyRegistered');
  if ((score?.parts.length ?? 0) < minDimensions) reasons.push('fewDimensions');
  return reasons;
}

function cited(rule: Rule): { rule: string; clause: string; origin: Origin } {
  return { rule: rule.id, clause: rule.clause, origin: rule.origin };
}

function earlierEnd(to: IsoDate | null, last: IsoDate): IsoDate {
  return to === null ? last : earlier(to, last);
}

function byDecision(a: Fact, b: Fact): number {
  return compare(a.record.decidedOn, b.record.decidedOn) || compare(a.record.id, b.record.id);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
