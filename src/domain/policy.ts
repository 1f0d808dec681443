import { z } from 'zod';
import {
  creditClasses,
  evaluationDimensions,
  evaluationGrades,
  type ListKind,
  listKinds,
  type PenaltyKind,
  penaltyKinds,
  type RecordTier,
  recordTiers,
} from './credit.ts';
import { isIsoDate } from './dates.ts';
import type { IsoDate } from './ports.ts';

/** Where a rule comes from: the provincial plan, a national norm, or a default of this system. */
export const origins = ['plan', 'norm', 'default'] as const;
export type Origin = (typeof origins)[number];

const day = z.string().refine(isIsoDate, 'a day as YYYY-MM-DD');
const text = z.string().trim().min(1);
const bilingual = z.strictObject({ zh: text, en: text });
const months = z.int().min(1).max(1200);
const percent = z.number().min(0).max(100);
const yuan = z.int().min(1);
const ruleSet = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'lower-case words, like order36');

/** What repair takes besides the minimum publicity: corrected and performed; a public credit commitment. */
export const repairConditions = ['correction', 'commitment'] as const;
export type RepairCondition = (typeof repairConditions)[number];

/** What every rule says of itself; in force from `effectiveFrom` to `effectiveTo`, both included. */
const common = {
  id: z.string().regex(/^[a-z]\w*(\.\w+)*$/, 'words joined by dots, like class.minor.record'),
  clause: text,
  origin: z.enum(origins),
  source: text,
  title: bilingual,
};
const dated = {
  ...common,
  effectiveFrom: day.default('1000-01-01'),
  effectiveTo: day.nullable().default(null),
};
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
]);

export type Rule = z.infer<typeof ruleSchema>;
export type RuleOf<Type extends Rule['type']> = Extract<Rule, { type: Type }>;
/** Rules that give a discredit class when their facts are there. */
export type ClassRule = RuleOf<'list' | 'recordTier' | 'repeatedTier' | 'commitment'>;

/** A policy file, checked, with its rules laid out for grading. */
export interface Policy {
  id: string;
  title: { zh: string; en: string };
  effectiveFrom: IsoDate;
  /** The last day in force; null = no end set. */
  effectiveTo: IsoDate | null;
  rules: ReadonlyMap<string, Rule>;
  /** Gravest class first; in the file's order within a class. */
  classRules: readonly ClassRule[];
  /** Lists that some class rule speaks of; the others are no discredit. */
  discreditLists: ReadonlySet<ListKind>;
  clean: RuleOf<'clean'>;
  provisional: RuleOf<'provisional'>;
  composite: RuleOf<'composite'>;
  evaluations: RuleOf<'evaluations'>;
  scoreStep: RuleOf<'scoreStep'>;
  penaltyTiers: ReadonlyMap<PenaltyKind, RuleOf<'penaltyTier'>>;
  smallFines: readonly RuleOf<'smallFine'>[];
  hugeFine: RuleOf<'hugeFine'>;
  publicityStart: RuleOf<'publicityStart'>;
  publicityPeriods: Readonly<Record<RecordTier, readonly RuleOf<'publicityPeriod'>[]>>;
  listTerms: ReadonlyMap<ListKind, RuleOf<'listTerm'>>;
  specialAreas: RuleOf<'specialAreas'>;
  repairMinima: readonly RuleOf<'repairMinimum'>[];
  repairConditions: readonly RuleOf<'repairConditions'>[];
  listRepairs: readonly RuleOf<'listRepair'>[];
  commitmentRepairs: readonly RuleOf<'commitmentRepair'>[];
  override: RuleOf<'override'>;
  objection: RuleOf<'objection'>;
}

const fileSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens, like shandong-1'),
    title: bilingual,
    effectiveFrom: day,
    effectiveTo: day.nullable(),
    rules: z.array(ruleSchema),
  })
  .refine((file) => file.effectiveTo === null || file.effectiveFrom <= file.effectiveTo, {
    path: ['effectiveTo'],
    error: 'a day not before effectiveFrom',
  });

/** Checks the content of a policy file as it was read from YAML and lays it out; issues carry path and expectation. */
export const policySchema = fileSchema.transform((file, context): Policy => {
  const refuse = (path: PropertyKey[], message: string): void => {
    context.addIssue({ code: 'custom', path: ['rules', ...path], message });
  };
  const rules = new Map<string, Rule>();
  for (const [index, rule] of file.rules.entries()) {
    if (rules.has(rule.id)) refuse([index, 'id'], `an id of its own; ${rule.id} stands twice`);
    rules.set(rule.id, rule);
  }
  const all = <Type extends Rule['type']>(type: Type): RuleOf<Type>[] =>
    file.rules.filter((rule): rule is RuleOf<Type> => rule.type === type);
  const only = <Type extends Rule['type']>(type: Type): RuleOf<Type> => {
    const [rule, ...more] = all(type);
    if (rule && more.length === 0) return rule;
    refuse([], `exactly one rule of type ${type}`);
    return z.NEVER;
  };
  const byKey = <Key extends string, R extends Rule>(
    list: readonly R[],
    keys: (rule: R) => readonly Key[],
  ): Map<Key, R> => {
    const map = new Map<Key, R>();
    for (const rule of list) {
      for (const key of keys(rule)) {
        if (map.has(key)) refuse([], `one rule of type ${rule.type} for ${key}`);
        map.set(key, rule);
      }
    }
    return map;
  };

  const classRules = [
    ...all('list'),
    ...all('recordTier'),
    ...all('repeatedTier'),
    ...all('commitment'),
  ].sort(
    (a, b) =>
      gravity(b.creditClass) - gravity(a.creditClass) || file.rules.indexOf(a) - file.rules.indexOf(b),
  );
  const penaltyTiers = byKey(all('penaltyTier'), (rule) => rule.penaltyKinds);
  for (const kind of penaltyKinds)
    if (!penaltyTiers.has(kind)) refuse([], `a rule of type penaltyTier for ${kind}`);
  const periods = all('publicityPeriod');
  for (const of of recordTiers) {
    const open = periods.some(
      (rule) => rule.tier === of && rule.effectiveTo === null && rule.authorities === null,
    );
    if (!open)
      refuse([], `a rule of type publicityPeriod for ${of} of every authority and without effectiveTo`);
  }
  const periodsOf = (of: RecordTier) => periods.filter((rule) => rule.tier === of);

  return {
    id: file.id,
    title: file.title,
    effectiveFrom: file.effectiveFrom,
    effectiveTo: file.effectiveTo,
    rules,
    classRules,
    discreditLists: new Set(all('list').flatMap((rule) => rule.lists)),
    clean: only('clean'),
    provisional: only('provisional'),
    composite: only('composite'),
    evaluations: only('evaluations'),
    scoreStep: only('scoreStep'),
    penaltyTiers,
    smallFines: all('smallFine'),
    hugeFine: only('hugeFine'),
    publicityStart: only('publicityStart'),
    publicityPeriods: {
      MINOR: periodsOf('MINOR'),
      GENERAL: periodsOf('GENERAL'),
      SERIOUS: periodsOf('SERIOUS'),
    },
    listTerms: byKey(all('listTerm'), (rule) => [rule.list]),
    specialAreas: only('specialAreas'),
    repairMinima: all('repairMinimum'),
    repairConditions: all('repairConditions'),
    listRepairs: all('listRepair'),
    commitmentRepairs: all('commitmentRepair'),
    override: only('override'),
    objection: only('objection'),
  };
});

/** 0 诚信守法 … 3 严重失信. */
export function gravity(creditClass: (typeof creditClasses)[number]): number {
  return creditClasses.indexOf(creditClass);
}

function sumsToOne(weights: Readonly<Record<string, number>>): boolean {
  const sum = Object.values(weights).reduce((total, weight) => total + weight, 0);
  return Math.abs(sum - 1) < 1e-9;
}
