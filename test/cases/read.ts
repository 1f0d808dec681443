import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import type { CreditRecord } from '../../src/domain/credit.ts';
import { isIsoDate } from '../../src/domain/dates.ts';
import { commitment, entry, evaluation, firm, neutralPublicity, penalty } from '../domain/credit-records.ts';

import {
  classes,
  commitmentTypes,
  conditions,
  dimensions,
  fulfilments,
  grades,
  ignoredReasons,
  lists,
  penaltyKinds,
  provisionalReasons,
  publicity,
  repairStates,
  ruleSets,
  statuses,
  tiers,
} from './words.ts';

/**
 * The case tables of this folder: what a lawyer writes (README.md), checked key by key, and turned into the records
 * of the program. What is not in words.ts is refused, so that no case passes
 * because a misspelt key said nothing.
 */

const text = z.string().trim().min(1);
const day = z.string().refine(isIsoDate, '日期写成 2026-11-24');
const dayOrNone = z.union([day, z.literal('无').transform(() => null)]);
const yesNo = z.enum(['是', '否']).transform((word) => word === '是');
const ruleId = z.string().regex(/^[a-z]\w*(\.\w+)+$/, '规则编号，如 class.minor.record');
/** One of the Chinese words; gives the program's word for it. */
const word = <Code>(words: Readonly<Record<string, Code>>) =>
  text.transform((own, context): Code => {
    const found = Object.entries(words).find(([zh]) => zh === own);
    if (found) return found[1];
    context.addIssue({
      code: 'custom',
      message: `「${own}」不在可用的词之内：${Object.keys(words).join('、')}`,
    });
    return z.NEVER;
  });
/** 3000.01, 3000.01元, 5万元. */
const yuan = z.union([
  z.number().min(0),
  z
    .string()
    .regex(/^\d+(\.\d+)?万?元$/, '金额写成 3000.01元 或者 5万元')
    .transform((amount) => Number.parseFloat(amount) * (amount.includes('万') ? 10_000 : 1)),
]);

const common = {
  文号: text.optional(),
  机关: text.default('示例市生态环境局'),
  公示截止: day.nullable().default(null),
  纠正: day.nullable().default(null),
  修复: day.nullable().default(null),
  状态: word(statuses).prefault('有效'),
};
const penaltyShape = z.strictObject({
  ...common,
  决定日期: day,
  种类: z.array(word(penaltyKinds)),
  罚款: yuan.optional(),
  没收: yuan.optional(),
  事由: z.string().default(''),
  法律依据: z.string().default(''),
});
const listShape = z.strictObject({
  ...common,
  名称: word(lists),
  列入日期: day,
  移出日期: day.nullable().default(null),
});
const evaluationShape = z
  .strictObject({
    文号: text.optional(),
    机构: text.default('示例评价机构'),
    维度: word(dimensions),
    结果: word(grades).optional(),
    得分: z.number().min(0).max(100).optional(),
    日期: day,
    有效期至: day.nullable().default(null),
    状态: common.状态,
  })
  .refine((own) => (own.结果 === undefined) !== (own.得分 === undefined), '「结果」和「得分」写且只写一项');
const commitmentShape = z.strictObject({
  ...common,
  日期: day,
  类型: word(commitmentTypes),
  履约: word(fulfilments),
  事项: z.string().default('食品经营许可'),
});
const publicityShape = z.strictObject({ 文号: text.optional(), 种类: word(publicity), 日期: day });
const recordShape = z.union([
  z.strictObject({ 处罚: penaltyShape }),
  z.strictObject({ 名单: listShape }),
  z.strictObject({ 评价: evaluationShape }),
  z.strictObject({ 承诺: commitmentShape }),
  z.strictObject({ 公示: publicityShape }),
]);

function recordOf(given: z.infer<typeof recordShape>, index: number): CreditRecord {
  const [own] = Object.values(given);
  const more = { id: `r${index + 1}`, number: own?.文号 ?? `记录${index + 1}` };
  const shared = (of: Pick<z.infer<typeof listShape>, keyof typeof common>) => ({
    ...more,
    authority: of.机关,
    publicityUntil: of.公示截止,
    correctedOn: of.纠正,
    repairedOn: of.修复,
    status: of.状态,
  });
  if ('处罚' in given) {
    const { 决定日期, 种类, 罚款, 没收, 事由, 法律依据 } = given.处罚;
    const amounts = {
      ...(罚款 !== undefined && { fine: 罚款 }),
      ...(没收 !== undefined && { confiscated: 没收 }),
    };
    const plain = penalty(决定日期, 种类, { ...shared(given.处罚), ...amounts });
    return { ...plain, details: { ...plain.details, violationType: 事由, basis: 法律依据 } };
  }
  if ('名单' in given) {
    const { 名称, 列入日期, 移出日期 } = given.名单;
    return entry(列入日期, 名称, { ...shared(given.名单), validUntil: 移出日期 });
  }
  if ('评价' in given) {
    const { 维度, 结果, 得分, 日期, 机构, 状态, 有效期至 } = given.评价;
    const rest = { ...more, authority: 机构, status: 状态, validUntil: 有效期至 };
    return evaluation(日期, 维度, 结果 ?? 得分 ?? null, rest);
  }
  if ('承诺' in given) {
    const { 日期, 类型, 履约, 事项 } = given.承诺;
    const plain = commitment(日期, 履约, shared(given.承诺));
    return { ...plain, details: { ...plain.details, type: 类型, matter: 事项 } };
  }
  const { 种类, 日期 } = given.公示;
  const found = neutralPublicity(日期, more).find(({ kind }) => kind === 种类);
  if (!found) throw new Error(`no such publicity: ${种类}`);
  return found;
}

const enterprise = z
  .strictObject({
    成立: z.union([day, z.literal('不明').transform(() => null)]).default('2015-03-01'),
    重点特殊领域: z.array(text).default([]),
    记录: z.array(recordShape).default([]),
    人工调整: z.array(z.strictObject({ 等级: word(classes), 理由: text, 自: day, 至: day })).default([]),
  })
  .transform((given) => ({
    enterprise: { ...firm, establishedOn: given.成立, specialAreas: given.重点特殊领域 },
    records: given.记录.map(recordOf),
    overrides: given.人工调整.map(({ 等级, 理由, 自, 至 }, index) => ({
      ...{ id: index + 1, creditClass: 等级, reason: 理由, from: 自, to: 至 },
      ...{ setBy: '甲', agreedBy: '乙' },
    })),
  }));
const calendar = z.strictObject({ 放假安排: z.array(z.int().min(2025).max(2026)) });

/** What every case says; 待决: why it is believed that the program is wrong. */
const frame = { 案例: text, 条款: text, 待决: text.optional() };
const shapes = {
  等级: z.strictObject({
    ...frame,
    已知: enterprise,
    询问: z.strictObject({ 日期: day, 问: z.literal('等级') }),
    结论: z.strictObject({
      等级: word(classes),
      依据: z.array(ruleId).min(1),
      适用: z.array(ruleId).optional(),
      同时符合: z.array(ruleId).optional(),
      暂定: z.union([z.literal('否').transform(() => []), z.array(word(provisionalReasons))]).optional(),
      得分: z.union([z.number(), z.literal('无').transform(() => null)]).optional(),
      计至: dayOrNone.optional(),
      不计: z.record(text, word(ignoredReasons)).optional(),
    }),
  }),
  修复: z.strictObject({
    ...frame,
    已知: enterprise,
    询问: z.strictObject({ 日期: day, 问: z.literal('修复'), 文号: text }),
    结论: z.strictObject({
      状态: word(repairStates),
      缺: z.array(word(conditions)),
      程度: word(tiers).optional(),
      最早: dayOrNone.optional(),
      最晚: dayOrNone.optional(),
      须纠正: yesNo.optional(),
      规则组: word(ruleSets).optional(),
      规则: z.array(ruleId).optional(),
    }),
  }),
  修复后: z.strictObject({
    ...frame,
    已知: enterprise,
    询问: z.strictObject({ 日期: day, 问: z.literal('修复后'), 文号: z.array(text).min(1) }),
    结论: z.strictObject({
      日期: day,
      等级: word(classes),
      不修复: word(classes),
      不能修复: z.array(text).default([]),
    }),
  }),
  届满: z.strictObject({
    ...frame,
    已知: calendar,
    询问: z.strictObject({ 日期: day, 问: z.literal('届满'), 工作日: z.int().min(0) }),
    结论: z.union([z.strictObject({ 届满: day }), z.strictObject({ 缺放假安排: z.int() })]),
  }),
  工作日: z.strictObject({
    ...frame,
    已知: calendar,
    询问: z.strictObject({ 日期: day, 问: z.literal('工作日') }),
    结论: z.union([z.strictObject({ 工作日: yesNo }), z.strictObject({ 缺放假安排: z.int() })]),
  }),
};
type Shapes = typeof shapes;
type Question = keyof Shapes;
/** A case as the program understands it, with what it asks (问). */
export type Case = { [Q in Question]: { asks: Q } & z.infer<Shapes[Q]> }[Question];

const questioned = z.looseObject({
  询问: z.looseObject({ 问: z.enum(Object.keys(shapes) as [Question, ...Question[]]) }),
});

/** @throws ZodError with the path of the first key or value that is not as README.md says */
export function readCase(raw: unknown): Case {
  const asks = questioned.parse(raw).询问.问;
  return { asks, ...shapes[asks].parse(raw) } as Case;
}

const folder = fileURLToPath(new URL('.', import.meta.url));

/** Every case of every file of this folder. */
export function readCases(): { file: string; cases: Case[] }[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return names.sort().map((name) => {
    const document = parseDocument(readFileSync(join(folder, name), 'utf8'));
    const [broken] = document.errors;
    if (broken) throw new Error(`${name}: ${broken.message}`, { cause: broken });
    const cases = z.array(z.unknown()).parse(document.toJS());
    return { file: basename(name, '.yaml'), cases: cases.map((raw, index) => readAt(raw, name, index)) };
  });
}

function readAt(raw: unknown, name: string, index: number): Case {
  try {
    return readCase(raw);
  } catch (cause) {
    if (!(cause instanceof z.ZodError)) throw cause;
    throw new Error(`${name}，第${index + 1}例：${z.prettifyError(cause)}`, { cause });
  }
}
