import { z } from 'zod';
import { type CreditClass, type CreditRecord, creditClasses, type ListKind, listKinds } from './credit.ts';
import { effectOf } from './effect.ts';
import type { Grading } from './grading.ts';
import type { Dossier } from './next-change.ts';
import type { Policy } from './policy.ts';
import { bilingual, common, dated } from './policy-values.ts';
import type { IsoDate } from './ports.ts';
import { type SpecialArea, specialAreasOf } from './special-areas.ts';

/** 场景: 方案二（一）五, 二（五）三、五, 二（六）二、三, in the order in which they are told. */
export const scenes = [
  'inspection', // 抽查检查
  'qualification', // 资格审查
  'acceptance', // 评估验收
  'approval', // 信用+行政审批
  'convenience', // 信用+便民服务
  'supervision', // 信用+行政监管
  'exit', // 信用+市场退出
  'finance', // 信用+金融信贷
  'procurement', // 公共资源交易、政府采购
  'honours', // 评先评优
  'employment', // 从业限制
  'strict', // 严惩重罚: the five kinds of means of 二（五）五
] as const;
export type Scene = (typeof scenes)[number];

export const obligations = ['must', 'may', 'mayNot'] as const;
export type Obligation = (typeof obligations)[number];

/** What beside class and lists decides about a measure. */
export const measureFlags = [
  'specialArea', // 重点特殊领域
  'inclusivePeriod', // in 包容期
  'breach', // 违诺, not yet repaired
] as const;
export type MeasureFlag = (typeof measureFlags)[number];

/** 守信绿灯: `basic` also while the class is provisional; `incentive` only in a list of commendation. */
export const greenLevels = ['basic', 'full', 'incentive'] as const;
export type GreenLevel = (typeof greenLevels)[number];

const some = <const T extends readonly [string, ...string[]]>(values: T) => z.array(z.enum(values)).min(1);
/** All that is named must be so; of `classes` and `lists` one is enough. Nothing named: everybody. */
const condition = z.strictObject({
  classes: some(creditClasses).optional(),
  lists: some(listKinds).optional(),
  noLists: some(listKinds).optional(),
  flags: some(measureFlags).optional(),
  noFlags: some(measureFlags).optional(),
});
type Condition = z.infer<typeof condition>;

const measure = z.strictObject({
  ...dated,
  scene: z.enum(scenes),
  obligation: z.enum(obligations),
  /** One of these is enough. */
  when: z.array(condition).min(1),
  /** Part of 守信绿灯 from this level on. */
  green: z.enum(greenLevels).nullable().default(null),
  /** What has to be looked up in the text itself before it is done. */
  check: bilingual.nullable().default(null),
});
export type Measure = z.infer<typeof measure>;

/** A statement of the list that is no measure: why it is applied as it is. */
export type Principle = z.infer<typeof principle>;
const principle = z.strictObject(common);

/** `policy/catalogues/measures.yaml`: {acceptanceDay, greenLight, lawOnly, measures}. */
export const measureListSchema = z
  .strictObject({
    /** The measure is fixed at the day of acceptance. */
    acceptanceDay: principle,
    /** Who gets 守信绿灯. */
    greenLight: principle,
    /** No punishment without a law or a central document; never by score. */
    lawOnly: principle,
    measures: z.array(measure).min(1),
  })
  .superRefine(({ measures }, context) => {
    const seen = new Set<string>();
    for (const [index, { id, obligation, green }] of measures.entries()) {
      const refuse = (key: string, message: string) =>
        context.addIssue({ code: 'custom', path: ['measures', index, key], message });
      if (seen.has(id)) refuse('id', `an id of its own; ${id} stands twice`);
      if (green !== null && obligation === 'mayNot') refuse('green', 'a convenience, not a prohibition');
      seen.add(id);
    }
  });
export type MeasureList = z.infer<typeof measureListSchema>;

/** What measures depend on, of one enterprise on one day. */
export interface Standing {
  creditClass: CreditClass;
  provisional: boolean;
  lists: readonly ListKind[];
  flags: ReadonlySet<MeasureFlag>;
  areas: readonly SpecialArea[];
}

/** Whether an entry in a list, of discredit or of commendation, is in effect on a day. */
export function isListed(record: CreditRecord, list: ListKind, policy: Policy, asOf: IsoDate): boolean {
  return record.kind === 'list' && record.details.list === list && effectOf(record, policy, asOf).effective;
}

/** Where an enterprise stands: by its class, and by the records that are given, which may be a part of all. */
export function standingOf(
  { enterprise, records }: Dossier,
  { creditClass, provisional, asOf }: Pick<Grading, 'creditClass' | 'provisional' | 'asOf'>,
  policy: Policy,
  { inclusivePeriod }: { inclusivePeriod: boolean },
): Standing {
  const areas = specialAreasOf({ enterprise, records }, policy, asOf);
  const lists = listKinds.filter((list) => records.some((one) => isListed(one, list, policy, asOf)));
  const breach = records.some(
    (record) =>
      record.kind === 'commitment' &&
      (record.details.fulfilment === 'broken' || record.details.fulfilment === 'revoked') &&
      effectOf(record, policy, asOf).effective,
  );
  const flags = new Set<MeasureFlag>();
  if (areas.length > 0) flags.add('specialArea');
  if (breach) flags.add('breach');
  if (inclusivePeriod) flags.add('inclusivePeriod');
  return { creditClass, provisional, lists, flags, areas };
}

function meets(standing: Standing, { classes, lists, noLists, flags, noFlags }: Condition): boolean {
  const { creditClass, lists: entered, flags: set } = standing;
  return (
    (classes?.includes(creditClass) ?? true) &&
    (lists?.some((list) => entered.includes(list)) ?? true) &&
    !noLists?.some((list) => entered.includes(list)) &&
    (flags?.every((flag) => set.has(flag)) ?? true) &&
    !noFlags?.some((flag) => set.has(flag))
  );
}

/** The measures that apply, in force on the day: scene by scene, in the order of the list. */
export function measuresFor(
  { measures }: MeasureList,
  standing: Standing,
  day: IsoDate,
  scene: Scene | null = null,
): readonly Measure[] {
  return measures
    .filter((one) => scene === null || one.scene === scene)
    .filter(
      ({ effectiveFrom, effectiveTo }) =>
        effectiveFrom <= day && (effectiveTo === null || day <= effectiveTo),
    )
    .filter(({ when }) => when.some((one) => meets(standing, one)))
    .sort((a, b) => scenes.indexOf(a.scene) - scenes.indexOf(b.scene));
}

/** Why there is no green light. */
export const greenRefusals = ['discredit', 'unregistered', 'closed', 'pendingListing'] as const;
export type GreenRefusal = (typeof greenRefusals)[number];

/** 登记状态 of an enterprise that does no business any more. */
const closed = /注销|吊销|撤销|责令关闭|停业/;

/**
 * 守信绿灯, 方案二（六）三: the level of conveniences, or why there is none. Only 诚信守法 qualifies; one that is
 * provisional gets what needs no history. Lists of commendation count for nothing beside discredit. What stops it for a
 * time is an unfinished procedure of listing, not an objection: nobody is worse off for using a right.
 */
export function greenLight(
  { creditClass, provisional, lists }: Standing,
  { registered, registrationStatus }: { registered: boolean; registrationStatus: string | null },
  pendingListing: boolean,
): { level: GreenLevel; refused: null } | { level: null; refused: readonly GreenRefusal[] } {
  const refused: GreenRefusal[] = [];
  if (creditClass !== 'TRUSTWORTHY') refused.push('discredit');
  if (!registered) refused.push('unregistered');
  if (registrationStatus !== null && closed.test(registrationStatus)) refused.push('closed');
  if (pendingListing) refused.push('pendingListing');
  if (refused.length > 0) return { level: null, refused };
  if (lists.includes('incentive') || lists.includes('honestModel'))
    return { level: 'incentive', refused: null };
  return { level: provisional ? 'basic' : 'full', refused: null };
}

/** The conveniences of a level and of those below it, out of what applies. */
export function conveniences(measures: readonly Measure[], level: GreenLevel): readonly Measure[] {
  const reach = greenLevels.indexOf(level);
  return measures.filter(({ green }) => green !== null && greenLevels.indexOf(green) <= reach);
}
