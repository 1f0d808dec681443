import { z } from 'zod';
import { type PenaltyKind, type RecordTier, recordTiers } from './credit.ts';
import { earlier, isIsoDate, later } from './dates.ts';
import { CodedError } from './errors.ts';
import { industryPrefixes, isIndustryPrefix } from './industry-codes.ts';
import { ladderFault, lighterTier, type NarrowingReason, ruleFault } from './industry-narrower.ts';
import { type Policy, policySchema, type Rule, type RuleOf, ruleSchema } from './policy.ts';
import type { IsoDate } from './ports.ts';

const id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens, like hazardous-chemicals');
const day = z.string().refine(isIsoDate, 'a day as YYYY-MM-DD');
const text = z.string().trim().min(1);
// 0112 without quotation marks is the number 112 in YAML.
const prefix = z
  .string('text in quotation marks, as "0112"')
  .refine(isIndustryPrefix, 'two to four digits of GB/T 4754-2017, or the letter of a section (A–T)');

/** 行业细则: what the department of an industry lays over the provincial policy, checked as it was read. */
export interface IndustryPolicy {
  id: string;
  title: { zh: string; en: string };
  /** Id of the policy it narrows. */
  narrows: string;
  /** Prefixes of GB/T 4754-2017 codes, or letters of sections. */
  industries: readonly string[];
  effectiveFrom: IsoDate;
  /** The last day in force; null = no end set. */
  effectiveTo: IsoDate | null;
  rules: readonly Rule[];
}

/**
 * Checks the content of an industry's file as it was read from YAML; issues carry path and expectation. Whether its
 * rules are narrower than those of the policy is for `narrow` to say.
 */
export const industrySchema = z
  .strictObject({
    id,
    title: z.strictObject({ zh: text, en: text }),
    narrows: id,
    industries: z.array(prefix).min(1),
    effectiveFrom: day,
    effectiveTo: day.nullable(),
    rules: z.array(ruleSchema).min(1),
  })
  .superRefine((file, context) => {
    const refuse = (path: PropertyKey[], message: string): void => {
      context.addIssue({ code: 'custom', path, message });
    };
    if (file.effectiveTo !== null && file.effectiveTo < file.effectiveFrom)
      refuse(['effectiveTo'], 'a day not before effectiveFrom');
    for (const [index, one] of file.industries.entries()) {
      if (file.industries.indexOf(one) < index)
        refuse(['industries', index], `an industry once; ${one} stands twice`);
    }
    const ids = file.rules.map((rule) => rule.id);
    for (const [index, one] of ids.entries()) {
      if (ids.indexOf(one) < index) refuse(['rules', index, 'id'], `an id of its own; ${one} stands twice`);
    }
  });

/** What an industry may add; every other new rule could hide a provincial one or open a way out. */
const addable: ReadonlySet<Rule['type']> = new Set([
  'list',
  'recordTier',
  'repeatedTier',
  'commitment',
  'penaltyTier',
  'repairMinimum',
]);

/**
 * The policy with the industry's rules laid over it: a rule with the id of a provincial one takes its place, the
 * others are added. In force on the days on which both are. Never gives a lighter class than `policy`, for any records.
 * @throws CodedError `policy.notNarrower` {id, rule, reason}: the industry's id, the first rule that is not narrower
 *   (or the field of the file), and one of `narrowingReasons`
 */
export function narrow(policy: Policy, industry: IndustryPolicy): Policy {
  const refuse = (rule: string, reason: NarrowingReason): never => {
    throw new CodedError('policy.notNarrower', { id: industry.id, rule, reason });
  };
  if (industry.narrows !== policy.id) refuse('narrows', 'otherPolicy');
  const effectiveFrom = later(policy.effectiveFrom, industry.effectiveFrom);
  const effectiveTo = earlierEnd(policy.effectiveTo, industry.effectiveTo);
  if (effectiveTo !== null && effectiveTo < effectiveFrom) refuse('effectiveFrom', 'notTogether');

  for (const rule of industry.rules) {
    const before = policy.rules.get(rule.id);
    const reason = before ? ruleFault(before, rule) : additionFault(policy, rule);
    if (reason) refuse(rule.id, reason);
  }
  const rules = layOver(policy, industry);
  refuseKinds(policy, industry, rules, refuse);
  const merged = policySchema.parse({
    id: policy.id,
    title: {
      zh: `${policy.title.zh}，${industry.title.zh}`,
      en: `${policy.title.en}; ${industry.title.en}`,
    },
    effectiveFrom,
    effectiveTo,
    rules,
  });
  for (const [rule, to] of risen(policy, merged, industry)) {
    for (const from of recordTiers) {
      const reason = lighterTier(to, from) ? ladderFault(policy.rules.values(), rules, from, to) : null;
      if (reason) refuse(rule, reason);
    }
  }
  // No policy file can have such an id, so an answer that names it is never taken for the provincial one.
  return { ...merged, id: `${policy.id}+${industry.id}` };
}

function additionFault(policy: Policy, rule: Rule): NarrowingReason | null {
  if (!addable.has(rule.type)) return 'newRule';
  if (rule.type !== 'repairMinimum') return null;
  const known = Object.values(policy.publicityPeriods).some((periods) =>
    periods.some(({ ruleSet }) => ruleSet === rule.ruleSet),
  );
  return known ? null : 'unknownRuleSet';
}

/** The longest minimum for repair first, since the first that concerns a penalty is applied. */
function layOver(policy: Policy, industry: IndustryPolicy): Rule[] {
  const own = new Map(industry.rules.map((rule) => [rule.id, rule]));
  const rules = [
    ...[...policy.rules.values()].map((rule) => own.get(rule.id) ?? rule),
    ...industry.rules.filter((rule) => !policy.rules.has(rule.id)),
  ];
  const minima = rules
    .filter((rule) => rule.type === 'repairMinimum')
    .sort((a, b) => b.minMonths - a.minMonths);
  return [...rules.filter((rule) => rule.type !== 'repairMinimum'), ...minima];
}

/** Every kind of penalty has one tier, as before or graver, whichever rule it stands in. */
function refuseKinds(
  policy: Policy,
  industry: IndustryPolicy,
  rules: readonly Rule[],
  refuse: (rule: string, reason: NarrowingReason) => never,
): void {
  const laid = rules.filter((rule) => rule.type === 'penaltyTier');
  const kinds = laid.flatMap((rule) => rule.penaltyKinds);
  for (const rule of penaltyTiersOf(industry)) {
    for (const kind of rule.penaltyKinds) {
      if (kinds.indexOf(kind) !== kinds.lastIndexOf(kind)) refuse(rule.id, 'kindTwice');
      if (lighterTier(tierOfKind(policy, kind), rule.tier)) refuse(rule.id, 'lighter');
    }
  }
  for (const [kind, rule] of policy.penaltyTiers) {
    if (!kinds.includes(kind)) refuse(rule.id, 'kindMissing');
  }
}

/** The tiers that penalties of a lighter one rise into, each with the industry's rule that does it. */
function risen(policy: Policy, merged: Policy, industry: IndustryPolicy): [rule: string, tier: RecordTier][] {
  const found: [string, RecordTier][] = [];
  for (const rule of penaltyTiersOf(industry)) {
    if (rule.penaltyKinds.some((kind) => lighterTier(rule.tier, tierOfKind(policy, kind))))
      found.push([rule.id, rule.tier]);
  }
  for (const { id: rule, upToYuan, effectiveFrom, effectiveTo } of merged.smallFines) {
    const before = policy.smallFines.find((one) => one.id === rule);
    const same =
      before?.upToYuan === upToYuan &&
      before.effectiveFrom === effectiveFrom &&
      before.effectiveTo === effectiveTo;
    if (!same) found.push([rule, tierOfKind(merged, 'fine')]);
  }
  if (merged.hugeFine.fromYuan < policy.hugeFine.fromYuan) found.push([merged.hugeFine.id, 'SERIOUS']);
  return found;
}

function penaltyTiersOf({ rules }: IndustryPolicy): RuleOf<'penaltyTier'>[] {
  return rules.filter((rule) => rule.type === 'penaltyTier');
}

function tierOfKind(policy: Policy, kind: PenaltyKind): RecordTier {
  const rule = policy.penaltyTiers.get(kind);
  if (!rule) throw new Error(`policy ${policy.id} has no tier for ${kind}`); // refused when a policy is read
  return rule.tier;
}

function earlierEnd(a: IsoDate | null, b: IsoDate | null): IsoDate | null {
  if (a === null || b === null) return a ?? b;
  return earlier(a, b);
}

/** Whether an enterprise of this industry code falls under the industry's file; never without a code. */
export function industryMatches(
  industry: Pick<IndustryPolicy, 'industries'>,
  industryCode: string | null,
): boolean {
  return industryPrefixes(industryCode).some((one) => industry.industries.includes(one));
}

// A recompute asks for every enterprise of the province: files are indexed once, and each is laid over once.
const indexes = new WeakMap<readonly IndustryPolicy[], ReadonlyMap<string, readonly IndustryPolicy[]>>();
const narrowed = new WeakMap<Policy, WeakMap<IndustryPolicy, Policy>>();

/**
 * The policy for an enterprise of this industry on a day: narrowed by the industry's file in force that day that names
 * the longest prefix of the code; `policy` itself where there is none. The same object for the same arguments, which
 * must not be changed afterwards.
 * @throws CodedError as `narrow`, for files that were not checked when they were read
 */
export function policyForIndustry(
  policy: Policy,
  industries: readonly IndustryPolicy[],
  industryCode: string | null,
  day: IsoDate,
): Policy {
  if (industries.length === 0) return policy;
  const index = indexOf(industries);
  for (const one of industryPrefixes(industryCode)) {
    const found = index
      .get(one)
      ?.find(
        ({ narrows, effectiveFrom, effectiveTo }) =>
          narrows === policy.id && effectiveFrom <= day && (effectiveTo === null || day <= effectiveTo),
      );
    if (found) return narrowedOnce(policy, found);
  }
  return policy;
}

function indexOf(industries: readonly IndustryPolicy[]): ReadonlyMap<string, readonly IndustryPolicy[]> {
  const known = indexes.get(industries);
  if (known) return known;
  const index = new Map<string, IndustryPolicy[]>();
  for (const industry of industries) {
    for (const one of industry.industries) {
      const own = index.get(one);
      if (own) own.push(industry);
      else index.set(one, [industry]);
    }
  }
  indexes.set(industries, index);
  return index;
}

function narrowedOnce(policy: Policy, industry: IndustryPolicy): Policy {
  let own = narrowed.get(policy);
  if (!own) {
    own = new WeakMap();
    narrowed.set(policy, own);
  }
  let found = own.get(industry);
  if (!found) {
    found = narrow(policy, industry);
    own.set(industry, found);
  }
  return found;
}
