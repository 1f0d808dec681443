import { evaluationDimensions, evaluationGrades, type RecordTier, recordTiers } from './credit.ts';
import { gravity, type Rule, type RuleOf } from './policy.ts';
import type { IsoDate } from './ports.ts';

/** Why a rule of an industry is not accepted. Each has its words under `policy.reason.<code>`. */
export const narrowingReasons = [
  // the file as a whole
  'otherPolicy', // it narrows another policy
  'notTogether', // it is never in force together with the policy
  // a rule of its own
  'newRule', // only class rules, penalty tiers and longer minima for repair may be added
  'unknownRuleSet', // no publicity period belongs to that rule set: the rule would never be applied
  // a rule in place of another
  'otherType',
  'otherSubject', // another tier, list, fulfilment, rule set or authority: the old one would be lost
  'fixed', // nothing about it can be narrowed
  'undecidable', // the change is stricter for some and laxer for others
  'lighter', // a lighter class, tier or floor
  'higherCount',
  'fewerDimensions',
  'higherAmount',
  'higherValue', // a grade is worth more
  'lowerThreshold',
  'shorterTime',
  'longerTime', // of a term that protects the enterprise
  'noMinimum',
  'endsUncorrected',
  'dates',
  'missingLists',
  'missingWords',
  'missingTiers',
  'missingConditions',
  'missingAreas',
  // the rules taken together
  'kindTwice',
  'kindMissing',
  'higherTierLighter', // what rises into a tier would end sooner or weigh less there than before
] as const;
export type NarrowingReason = (typeof narrowingReasons)[number];

/** Null: at least as strict as before. */
type Verdict = NarrowingReason | null;

interface Dated {
  effectiveFrom: IsoDate;
  effectiveTo: IsoDate | null;
}

/**
 * Why `after` may not stand in place of `before`; null if it is at least as strict in every case. What a narrower tier
 * of penalties means for the other rules is judged over all of them, by `ladderFault`.
 */
export function ruleFault(before: Rule, after: Rule): Verdict {
  switch (before.type) {
    case 'list':
      return after.type !== 'list'
        ? 'otherType'
        : (lighterClass(before, after) ?? lacking(before.lists, after.lists, 'missingLists'));
    case 'recordTier':
      return after.type !== 'recordTier'
        ? 'otherType'
        : (other(before.tier, after.tier) ?? lighterClass(before, after));
    case 'repeatedTier':
      return after.type !== 'repeatedTier' ? 'otherType' : repeatedFault(before, after);
    case 'commitment':
      return after.type !== 'commitment'
        ? 'otherType'
        : (other(before.fulfilment, after.fulfilment) ?? lighterClass(before, after));
    case 'provisional':
      return after.type !== 'provisional'
        ? 'otherType'
        : (under(before.registeredMonths, after.registeredMonths, 'shorterTime') ??
            under(before.minDimensions, after.minDimensions, 'fewerDimensions'));
    case 'composite':
      return after.type !== 'composite' ? 'otherType' : compositeFault(before, after);
    case 'evaluations':
      return after.type !== 'evaluations' ? 'otherType' : evaluationsFault(before, after);
    case 'scoreStep':
      return after.type !== 'scoreStep'
        ? 'otherType'
        : (under(before.below, after.below, 'lowerThreshold') ??
            under(gravity(before.floor), gravity(after.floor), 'lighter'));
    case 'penaltyTier':
      // A kind may move to a graver rule, so the kinds are judged over all rules of the type.
      return after.type !== 'penaltyTier' ? 'otherType' : null;
    case 'smallFine':
      return after.type !== 'smallFine'
        ? 'otherType'
        : (over(before.upToYuan, after.upToYuan, 'higherAmount') ?? (within(before, after) ? null : 'dates'));
    case 'hugeFine':
      return after.type !== 'hugeFine' ? 'otherType' : over(before.fromYuan, after.fromYuan, 'higherAmount');
    case 'publicityPeriod':
      return after.type !== 'publicityPeriod' ? 'otherType' : periodFault(before, after);
    case 'listTerm':
      return after.type !== 'listTerm'
        ? 'otherType'
        : (other(before.list, after.list) ?? under(before.months, after.months, 'shorterTime'));
    case 'repairMinimum':
      return after.type !== 'repairMinimum' ? 'otherType' : minimumFault(before, after);
    case 'repairConditions':
      return after.type !== 'repairConditions'
        ? 'otherType'
        : (other(before.ruleSet, after.ruleSet) ??
            otherDates(before, after) ??
            lacking(before.conditions, after.conditions, 'missingConditions'));
    case 'listRepair':
      return after.type !== 'listRepair'
        ? 'otherType'
        : (other(before.list, after.list) ?? applicationFault(before, after));
    case 'commitmentRepair':
      return after.type !== 'commitmentRepair'
        ? 'otherType'
        : (other(before.fulfilment, after.fulfilment) ?? applicationFault(before, after));
    // The two terms protect the enterprise: they may only get shorter.
    case 'override':
      return after.type !== 'override' ? 'otherType' : over(before.maxDays, after.maxDays, 'longerTime');
    case 'objection':
      return after.type !== 'objection'
        ? 'otherType'
        : over(before.workingDays, after.workingDays, 'longerTime');
    case 'specialAreas':
      return after.type !== 'specialAreas' ? 'otherType' : lacking(before.areas, after.areas, 'missingAreas');
    case 'clean':
    case 'publicityStart':
    case 'watch':
    case 'warning':
    case 'notices':
    case 'signal':
    case 'inclusivePeriod':
    case 'tolerance':
    case 'redLine':
    case 'specialAreaFlag':
    case 'listEntry':
      return after.type === before.type ? 'fixed' : 'otherType';
  }
}

/**
 * Why penalties may not rise from a tier into a graver one; null if whatever rises still weighs at least as much as it
 * did, is publicised at least as long and can be repaired no sooner. Only then is a graver tier narrower: a rule for
 * a count of minor records, say, no longer counts those that rose.
 */
export function ladderFault(
  before: Iterable<Rule>,
  after: Iterable<Rule>,
  from: RecordTier,
  to: RecordTier,
): Verdict {
  const old = [...before];
  const laid = [...after];
  const gravest = Math.max(0, ...laid.map((rule) => classOfOne(rule, to)));
  const heldByClass = old.every((rule) => classOfTier(rule, from) <= gravest);
  const oldPeriods = periodsOf(old, from);
  const periods = periodsOf(laid, to);
  const follows = (own: Period, rule: Period) => periodFault({ ...own, tier: to }, rule) === null;
  // Both ways: a period more would end it sooner, a period less would leave its repair to a more general one.
  const heldByPeriods =
    periods.every((rule) => oldPeriods.some((own) => follows(own, rule))) &&
    oldPeriods.every((own) => periods.some((rule) => follows(own, rule)));
  const heldByMinima = old.every((rule) => {
    if (rule.type !== 'repairMinimum' || !rule.tiers.includes(from)) return true;
    const own = laid.find(({ id }) => id === rule.id);
    return own?.type === 'repairMinimum' && own.tiers.includes(to);
  });
  return heldByClass && heldByPeriods && heldByMinima ? null : 'higherTierLighter';
}

/** The gravity a single record of the tier has by this rule. */
function classOfOne(rule: Rule, tier: RecordTier): number {
  return rule.type === 'recordTier' && rule.tier === tier ? gravity(rule.creditClass) : 0;
}

/** The gravity that records of the tier, however many, can have by this rule. */
function classOfTier(rule: Rule, tier: RecordTier): number {
  return rule.type === 'repeatedTier' && rule.tier === tier
    ? gravity(rule.creditClass)
    : classOfOne(rule, tier);
}

type Period = RuleOf<'publicityPeriod'>;

function periodsOf(rules: readonly Rule[], tier: RecordTier): Period[] {
  return rules.filter((rule): rule is Period => rule.type === 'publicityPeriod' && rule.tier === tier);
}

/** A record counts within the window of `months`, so a longer one and a lower count match more often. */
function repeatedFault(before: RuleOf<'repeatedTier'>, after: RuleOf<'repeatedTier'>): Verdict {
  return (
    other(before.tier, after.tier) ??
    lighterClass(before, after) ??
    over(before.count, after.count, 'higherCount') ??
    under(before.months, after.months, 'shorterTime')
  );
}

/**
 * With the weights kept, a lower value of a grade can only lower the score. Other weights, and another influence of
 * the market, raise the score of some: held back less, a good market evaluation lifts more; held back more, a bad
 * one lowers less.
 */
function compositeFault(before: RuleOf<'composite'>, after: RuleOf<'composite'>): Verdict {
  if (before.marketInfluence !== after.marketInfluence) return 'undecidable';
  if (evaluationDimensions.some((one) => before.weights[one] !== after.weights[one])) return 'undecidable';
  const raised = evaluationGrades.some((grade) => after.gradeValues[grade] > before.gradeValues[grade]);
  return raised ? 'higherValue' : null;
}

/**
 * The lowest of several issuers is never above the newest, which is one of them. Another age lets evaluations in or
 * out that may be good or bad.
 */
function evaluationsFault(before: RuleOf<'evaluations'>, after: RuleOf<'evaluations'>): Verdict {
  if (before.maxAgeMonths !== after.maxAgeMonths) return 'undecidable';
  const lighter = evaluationDimensions.some(
    (one) => before.severalIssuers[one] === 'lowest' && after.severalIssuers[one] === 'newest',
  );
  return lighter ? 'lighter' : null;
}

/** Where nothing can be asked for, the record ends at the maximum: no minimum may come before that. */
function periodFault(before: Period, after: Period): Verdict {
  const subject =
    other(before.tier, after.tier) ??
    other(before.ruleSet, after.ruleSet) ??
    other(wordsKey(before.authorities), wordsKey(after.authorities)) ??
    otherDates(before, after);
  if (subject) return subject;
  if (after.minMonths === null && before.minMonths !== null) return 'noMinimum';
  return (
    (after.minMonths === null
      ? null
      : under(before.minMonths ?? before.maxMonths, after.minMonths, 'shorterTime')) ??
    under(before.maxMonths, after.maxMonths, 'shorterTime') ??
    (before.atMaximum === 'endsIfCorrected' && after.atMaximum === 'ends' ? 'endsUncorrected' : null)
  );
}

function minimumFault(before: RuleOf<'repairMinimum'>, after: RuleOf<'repairMinimum'>): Verdict {
  return (
    other(before.ruleSet, after.ruleSet) ??
    (within(after, before) ? null : 'dates') ??
    lacking(before.tiers, after.tiers, 'missingTiers') ??
    lacking(before.words, after.words, 'missingWords') ??
    under(before.minMonths, after.minMonths, 'shorterTime')
  );
}

type Application = RuleOf<'listRepair' | 'commitmentRepair'>;

/** The dates stay: over more days there would be a way out that was not there, or another rule would be hidden. */
function applicationFault(before: Application, after: Application): Verdict {
  return (
    other(before.ruleSet, after.ruleSet) ??
    otherDates(before, after) ??
    under(before.minMonths, after.minMonths, 'shorterTime') ??
    lacking(before.conditions, after.conditions, 'missingConditions')
  );
}

type WithClass = RuleOf<'list' | 'recordTier' | 'repeatedTier' | 'commitment'>;

function lighterClass(before: WithClass, after: WithClass): Verdict {
  return under(gravity(before.creditClass), gravity(after.creditClass), 'lighter');
}

/** A tier below another. */
export function lighterTier(before: RecordTier, after: RecordTier): boolean {
  return recordTiers.indexOf(after) < recordTiers.indexOf(before);
}

function other(before: string | null, after: string | null): Verdict {
  return before === after ? null : 'otherSubject';
}

function otherDates(before: Dated, after: Dated): Verdict {
  return within(before, after) && within(after, before) ? null : 'dates';
}

/** The days of `inner` are all days of `outer`. */
function within(outer: Dated, inner: Dated): boolean {
  const ends =
    outer.effectiveTo === null || (inner.effectiveTo !== null && inner.effectiveTo <= outer.effectiveTo);
  return outer.effectiveFrom <= inner.effectiveFrom && ends;
}

function under(before: number, after: number, reason: NarrowingReason): Verdict {
  return after < before ? reason : null;
}

function over(before: number, after: number, reason: NarrowingReason): Verdict {
  return after > before ? reason : null;
}

function lacking(before: readonly string[], after: readonly string[], reason: NarrowingReason): Verdict {
  return before.every((one) => after.includes(one)) ? null : reason;
}

function wordsKey(words: readonly string[] | null): string | null {
  return words && JSON.stringify(words.toSorted());
}
