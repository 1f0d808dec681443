import { z } from 'zod';
import {
  creditClasses,
  evaluationDimensions,
  evaluationGrades,
  listKinds,
  penaltyKinds,
  recordTiers,
} from './credit.ts';
import { supervisionRules } from './policy-supervision.ts';
import { common, dated, months, ruleSet, text } from './policy-values.ts';

/** What repair takes besides the minimum publicity: corrected and performed; a public credit commitment. */
export const repairConditions = ['correction', 'commitment'] as const;
export type RepairCondition = (typeof repairConditions)[number];

const percent = z.number().min(0).max(100);
const yuan = z.int().min(1);
const discreditClass = z.enum(creditClasses).exclude(['TRUSTWORTHY']);
const tier = z.enum(recordTiers);

/** Misspelt or unknown parameters are refused, since a rule that is silently not applied harms people. */
export const ruleSchema = z.discriminatedUnion('type', [
  z.strictObject({
    ...common,
    type: z.literal('list'),
    creditClass: discreditClass,
    lists: z.array(z.enum(listKinds)).min(1),
  }),
  z.strictObject({ ...common, type: z.literal('recordTier'), creditClass: discreditClass, tier }),
  z.strictObject({
    ...common,
    type: z.literal('repeatedTier'),
    creditClass: discreditClass,
    tier,
    count: z.int().min(2),
    months,
  }),
  z.strictObject({
    ...common,
    type: z.literal('commitment'),
    creditClass: discreditClass,
    fulfilment: z.enum(['broken', 'revoked']),
  }),
  z.strictObject({ ...common, type: z.literal('clean'), creditClass: z.literal('TRUSTWORTHY') }),
  z.strictObject({
    ...common,
    type: z.literal('provisional'),
    registeredMonths: months,
    minDimensions: z.int().min(0).max(evaluationDimensions.length),
  }),
  z.strictObject({
    ...common,
    type: z.literal('composite'),
    weights: z
      .record(z.enum(evaluationDimensions), z.number().positive())
      .refine(sumsToOne, 'weights that add up to 1'),
    gradeValues: z.record(z.enum(evaluationGrades), percent),
    marketInfluence: percent,
  }),
  z.strictObject({
    ...common,
    type: z.literal('evaluations'),
    maxAgeMonths: months,
    severalIssuers: z.record(z.enum(evaluationDimensions), z.enum(['newest', 'lowest'])),
  }),
  // No score can be set to make 严重失信: that needs a law or a central document (国办发〔2020〕49号).
  z.strictObject({
    ...common,
    type: z.literal('scoreStep'),
    below: percent,
    floor: z.enum(['MINOR_DISCREDIT', 'GENERAL_DISCREDIT']),
  }),
  z.strictObject({
    ...common,
    type: z.literal('penaltyTier'),
    tier,
    penaltyKinds: z.array(z.enum(penaltyKinds)).min(1),
  }),
  z.strictObject({ ...dated, type: z.literal('smallFine'), upToYuan: yuan }),
  z.strictObject({ ...common, type: z.literal('hugeFine'), fromYuan: yuan }),
  z.strictObject({ ...common, type: z.literal('publicityStart'), startsOn: z.literal('decidedOn') }),
  z.strictObject({
    ...dated,
    type: z.literal('publicityPeriod'),
    tier,
    /** The rule set (规则组) it belongs to, as answers name it. */
    ruleSet,
    /** 最短公示期: repair may be asked for after it; null: it ends by itself, nothing is asked for. */
    minMonths: months.nullable(),
    maxMonths: months,
    atMaximum: z.enum(['ends', 'endsIfCorrected']),
    /** Words of which one must stand in the authority's name; left out: every authority. */
    authorities: z.array(text).min(1).nullable().default(null),
  }),
  z.strictObject({ ...common, type: z.literal('listTerm'), list: z.enum(listKinds), months }),
  // A longer minimum where one of the words stands in what the penalty was for, or in the authority's name.
  z.strictObject({
    ...dated,
    type: z.literal('repairMinimum'),
    ruleSet,
    tiers: z.array(tier).min(1),
    words: z.array(text).min(1),
    minMonths: months,
  }),
  z.strictObject({
    ...dated,
    type: z.literal('repairConditions'),
    ruleSet,
    conditions: z.array(z.enum(repairConditions)).min(1),
  }),
  // 0: as soon as it is corrected.
  z.strictObject({
    ...dated,
    type: z.literal('listRepair'),
    ruleSet,
    list: z.enum(listKinds),
    minMonths: z.int().min(0).max(1200),
    conditions: z.array(z.enum(repairConditions)).min(1),
  }),
  z.strictObject({
    ...dated,
    type: z.literal('commitmentRepair'),
    ruleSet,
    fulfilment: z.enum(['broken', 'revoked']),
    minMonths: months,
    conditions: z.array(z.enum(repairConditions)).min(1),
  }),
  z.strictObject({ ...common, type: z.literal('override'), maxDays: z.int().min(1).max(366) }),
  z.strictObject({ ...common, type: z.literal('objection'), workingDays: z.int().min(1).max(250) }),
  z.strictObject({ ...common, type: z.literal('specialAreas'), areas: z.array(text).min(1) }),
  ...supervisionRules,
]);

export type Rule = z.infer<typeof ruleSchema>;
export type RuleOf<Type extends Rule['type']> = Extract<Rule, { type: Type }>;
/** Rules that give a discredit class when their facts are there. */
export type ClassRule = RuleOf<'list' | 'recordTier' | 'repeatedTier' | 'commitment'>;

function sumsToOne(weights: Readonly<Record<string, number>>): boolean {
  const sum = Object.values(weights).reduce((total, weight) => total + weight, 0);
  return Math.abs(sum - 1) < 1e-9;
}
