import type { CommitmentRecord, CreditRecord, ListRecord, PenaltyRecord, RecordTier } from './credit.ts';
import { addMonths } from './dates.ts';
import { type DiscreditRecord, effectOf, type IgnoredReason, isDiscredit } from './effect.ts';
import { foldNumber } from './facts.ts';
import type { Policy, RepairCondition, RuleOf } from './policy.ts';
import type { IsoDate } from './ports.ts';
import { tierOf } from './tiers.ts';

/**
 * Where a record stands on its way to repair. `byItself`: it ends without an application. `notYet`: the minimum
 * publicity is not over. `open`: it may be asked for, once what is missing is there. `elsewhere`: no rule set of this
 * policy speaks of it (a court's list; a day before the first rule set). `ended`, `repaired`, `void`: it does not
 * count any more.
 */
export const repairStates = ['byItself', 'notYet', 'open', 'elsewhere', 'ended', 'repaired', 'void'] as const;
export type RepairState = (typeof repairStates)[number];

/** What an application still lacks on the day. */
export type MissingCondition = 'minimumPeriod' | RepairCondition;

/** 信用修复: when and how one record can be repaired, by the rule set in force on the day that was asked about. */
export interface Repair {
  record: string;
  decisionNo: string;
  kind: DiscreditRecord['kind'];
  /** 失信程度; null for what is no penalty. */
  tier: RecordTier | null;
  /** 公示起始日. */
  publicityStart: IsoDate;
  /** 最早可申请日; null: nothing can be or need be asked for. */
  earliest: IsoDate | null;
  /** 最长公示期届满之日, that day included; null: no end known. */
  latest: IsoDate | null;
  /** It ends on `latest` only if it is corrected by then. */
  endsOnlyIfCorrected: boolean;
  missing: readonly MissingCondition[];
  /** Null: no rule set speaks of it. */
  ruleSet: string | null;
  state: RepairState;
  /** Ids of the rules that gave this. */
  rules: readonly string[];
}

/** What a rule set says of one record. */
interface Term {
  ruleSet: string;
  /** Null: no application. */
  earliest: IsoDate | null;
  latest: IsoDate | null;
  endsOnlyIfCorrected: boolean;
  conditions: readonly RepairCondition[];
  rules: readonly string[];
}

interface Dated {
  effectiveFrom: IsoDate;
  effectiveTo: IsoDate | null;
}

function inForce(rule: Dated, day: IsoDate): boolean {
  return rule.effectiveFrom <= day && (rule.effectiveTo === null || day <= rule.effectiveTo);
}

/**
 * The repair of every record that means discredit, by date of decision. What is dated after `asOf` is not known yet,
 * as in `grade`.
 */
export function repairsOf(
  records: readonly CreditRecord[],
  policy: Policy,
  asOf: IsoDate,
): readonly Repair[] {
  return records
    .filter((record) => isDiscredit(record, policy))
    .filter((record) => record.decidedOn <= asOf)
    .sort((a, b) => order(a.decidedOn, b.decidedOn) || order(a.id, b.id))
    .map((record) => repairOf(record, records, policy, asOf));
}

function repairOf(
  record: DiscreditRecord,
  all: readonly CreditRecord[],
  policy: Policy,
  asOf: IsoDate,
): Repair {
  const tier = record.kind === 'penalty' ? tierOf(record, policy).tier : null;
  const term = withReportedEnd(termOf(record, tier, policy, asOf), record);
  const effect = effectOf(record, policy, asOf);
  const state = effect.effective ? stateOf(term, asOf) : over(effect.reason);
  return {
    record: record.id,
    decisionNo: record.number,
    kind: record.kind,
    tier,
    publicityStart: record.decidedOn,
    earliest: term?.earliest ?? null,
    latest: record.publicityUntil ?? term?.latest ?? null,
    endsOnlyIfCorrected: record.publicityUntil === null && (term?.endsOnlyIfCorrected ?? false),
    missing: term && (state === 'notYet' || state === 'open') ? missingOf(record, term, all, asOf) : [],
    ruleSet: term?.ruleSet ?? null,
    state,
    rules: term?.rules ?? [],
  };
}

/** Where the reported publicity is over before anything can be asked for, it ends by itself. */
function withReportedEnd(term: Term | null, { publicityUntil }: DiscreditRecord): Term | null {
  if (!term || term.earliest === null || publicityUntil === null || term.earliest <= publicityUntil)
    return term;
  return { ...term, earliest: null };
}

function stateOf(term: Term | null, asOf: IsoDate): RepairState {
  if (!term) return 'elsewhere';
  if (term.earliest === null) return 'byItself';
  return asOf < term.earliest ? 'notYet' : 'open';
}

function over(reason: IgnoredReason): RepairState {
  if (reason === 'repaired') return 'repaired';
  return reason === 'publicityEnded' || reason === 'removed' || reason === 'termEnded' ? 'ended' : 'void';
}

function missingOf(
  record: DiscreditRecord,
  { earliest, conditions }: Term,
  all: readonly CreditRecord[],
  asOf: IsoDate,
): MissingCondition[] {
  const missing: MissingCondition[] = [];
  if (earliest !== null && asOf < earliest) missing.push('minimumPeriod');
  for (const condition of conditions) if (!meets(condition, record, all, asOf)) missing.push(condition);
  return missing;
}

function meets(
  condition: RepairCondition,
  record: DiscreditRecord,
  all: readonly CreditRecord[],
  asOf: IsoDate,
): boolean {
  if (condition === 'correction') return record.correctedOn !== null && record.correctedOn <= asOf;
  return all.some((other) => isRepairCommitment(other, record, asOf));
}

/** 信用修复型承诺 made since the decision, and about it where it names a decision at all. */
function isRepairCommitment(other: CreditRecord, record: DiscreditRecord, asOf: IsoDate): boolean {
  if (other.kind !== 'commitment' || other.details.type !== 'CREDIT_REPAIR') return false;
  const { fulfilment, matter } = other.details;
  const stands = other.status === 'inForce' && (fulfilment === 'open' || fulfilment === 'kept');
  return (
    stands &&
    other.decidedOn >= record.decidedOn &&
    other.decidedOn <= asOf &&
    (!namesDecision.test(matter.replace(yearAlone, '')) || names(matter, record.number))
  );
}

const yearAlone = /\d{4}\s*年/g;
/** A year in brackets, or a longer number: a decision is named. */
const namesDecision = /[〔[（(]\d{4}[〕\])）]|\d{3,}/;

/** Whether a text names this decision, however it spells it, and not one whose number goes on after it. */
function names(text: string, number: string): boolean {
  const [folded, wanted] = [foldNumber(text), foldNumber(number)];
  if (wanted === '') return false;
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + 1)) {
    const before = folded[at - 1] ?? '';
    const after = folded.slice(at + wanted.length);
    const begins = !(/\d/.test(before) && /^\d/.test(wanted));
    // 1-3 goes on after 1; a year begins the next number of a list.
    const goesOn = /\d$/.test(wanted) && /^ ?\d/.test(after) && !/^ (?:19|20)\d\d(?!\d)/.test(after);
    if (begins && !goesOn) return true;
  }
  return false;
}

function termOf(
  record: DiscreditRecord,
  tier: RecordTier | null,
  policy: Policy,
  asOf: IsoDate,
): Term | null {
  switch (record.kind) {
    case 'penalty':
      return penaltyTerm(record, tier ?? 'GENERAL', policy, asOf);
    case 'list':
      return listTerm(record, policy, asOf);
    case 'commitment':
      return commitmentTerm(record, policy, asOf);
  }
}

/** Of two rule sets that are in force that day, the one that names the authority goes before the general one. */
function penaltyTerm(penalty: PenaltyRecord, tier: RecordTier, policy: Policy, asOf: IsoDate): Term | null {
  const rules = policy.publicityPeriods[tier].filter((rule) => inForce(rule, asOf));
  const own = rules.find(({ authorities }) => authorities?.some((word) => penalty.authority.includes(word)));
  const rule = own ?? rules.find(({ authorities }) => authorities === null);
  if (!rule) return null;
  const { ruleSet, minMonths, maxMonths } = rule;
  const area = policy.repairMinima.find(
    (minimum) =>
      minimum.ruleSet === ruleSet &&
      inForce(minimum, asOf) &&
      minimum.tiers.includes(tier) &&
      concerns(penalty, minimum),
  );
  const conditions = policy.repairConditions.find((one) => one.ruleSet === ruleSet && inForce(one, asOf));
  const start = penalty.decidedOn;
  const months = minMonths === null ? null : Math.max(minMonths, area?.minMonths ?? 0);
  return {
    ruleSet,
    earliest: months === null ? null : addMonths(start, months),
    latest: addMonths(start, maxMonths),
    endsOnlyIfCorrected: rule.atMaximum === 'endsIfCorrected',
    conditions: conditions?.conditions ?? [],
    rules: [
      rule.id,
      ...(area && minMonths !== null ? [area.id] : []),
      ...(conditions ? [conditions.id] : []),
    ],
  };
}

/** Whether a penalty was for something in one of the areas (涉及食品、药品 …). */
function concerns({ authority, details }: PenaltyRecord, { words }: RuleOf<'repairMinimum'>): boolean {
  const text = [authority, details.violationType, details.facts, details.basis].join('\n');
  return words.some((word) => text.includes(word));
}

function listTerm(entry: ListRecord, policy: Policy, asOf: IsoDate): Term | null {
  const { list } = entry.details;
  const rule = policy.listRepairs.find((one) => one.list === list && inForce(one, asOf));
  const term = policy.listTerms.get(list);
  if (!rule && !term) return null;
  const end = term ? addMonths(entry.decidedOn, term.months) : null;
  return {
    ruleSet: rule?.ruleSet ?? 'list-term',
    earliest: rule ? addMonths(entry.decidedOn, rule.minMonths) : null,
    latest: end,
    endsOnlyIfCorrected: false,
    conditions: rule?.conditions ?? [],
    rules: [...(rule ? [rule.id] : []), ...(term ? [term.id] : [])],
  };
}

function commitmentTerm(
  { decidedOn, details }: CommitmentRecord,
  policy: Policy,
  asOf: IsoDate,
): Term | null {
  const rule = policy.commitmentRepairs.find(
    (one) => one.fulfilment === details.fulfilment && inForce(one, asOf),
  );
  if (!rule) return null;
  return {
    ruleSet: rule.ruleSet,
    earliest: addMonths(decidedOn, rule.minMonths),
    latest: null,
    endsOnlyIfCorrected: false,
    conditions: rule.conditions,
    rules: [rule.id],
  };
}

/** For sorting days and ids. */
export function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
