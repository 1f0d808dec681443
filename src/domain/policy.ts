import { z } from 'zod';
import {
  creditClasses,
  type ListKind,
  type PenaltyKind,
  penaltyKinds,
  type RecordTier,
  recordTiers,
} from './credit.ts';
import { type ClassRule, type Rule, type RuleOf, ruleSchema } from './policy-rules.ts';
import type { Signal } from './policy-supervision.ts';
import { bilingual, day } from './policy-values.ts';
import type { IsoDate } from './ports.ts';

export {
  type ClassRule,
  type RepairCondition,
  type Rule,
  type RuleOf,
  ruleSchema,
} from './policy-rules.ts';
export { type Origin, origins } from './policy-values.ts';

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
  watch: RuleOf<'watch'>;
  warning: RuleOf<'warning'>;
  notices: RuleOf<'notices'>;
  /** Signals without a rule are not looked for. */
  signals: ReadonlyMap<Signal, RuleOf<'signal'>>;
  inclusivePeriod: RuleOf<'inclusivePeriod'>;
  tolerance: RuleOf<'tolerance'>;
  redLine: RuleOf<'redLine'>;
  specialAreaFlags: readonly RuleOf<'specialAreaFlag'>[];
  listEntry: RuleOf<'listEntry'>;
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
    watch: only('watch'),
    warning: only('warning'),
    notices: only('notices'),
    signals: byKey(all('signal'), (rule) => [rule.signal]),
    inclusivePeriod: only('inclusivePeriod'),
    tolerance: only('tolerance'),
    redLine: only('redLine'),
    specialAreaFlags: all('specialAreaFlag'),
    listEntry: only('listEntry'),
  };
});

/** 0 诚信守法 … 3 严重失信. */
export function gravity(creditClass: (typeof creditClasses)[number]): number {
  return creditClasses.indexOf(creditClass);
}
