import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { say } from '../../../src/chat/words/index.ts';
import type { CreditRecord } from '../../../src/domain/credit.ts';
import { isIsoDate } from '../../../src/domain/dates.ts';
import { type GreenRefusal, type Scene, scenes } from '../../../src/domain/measures.ts';
import { commitment, entry, evaluation, firm, penalty } from '../../domain/credit-records.ts';
import { classes, dimensions, fulfilments, grades, lists, penaltyKinds, statuses } from '../words.ts';

/** Reads the tables of this folder; what they may say stands in README.md. */

const day = z.string().refine(isIsoDate, '日期写成 2026-11-24');
const text = z.string().min(1);
function word<T extends string | null>(table: Readonly<Record<string, T>>) {
  return z
    .string()
    .refine((key) => Object.hasOwn(table, key), `应为：${Object.keys(table).join('、')}`)
    .transform((key) => table[key] as T);
}
const ids = z.array(text).min(1).optional();
const scene = word<Scene>(Object.fromEntries(scenes.map((one) => [say('zh', `scene.${one}`), one])));
export const greenWords = { 基础: 'basic', 全部: 'full', 激励: 'incentive', 不适用: null } as const;
const refusals: Readonly<Record<string, GreenRefusal>> = {
  有失信记录: 'discredit',
  未见登记: 'unregistered',
  已退出: 'closed',
  拟列入程序未结束: 'pendingListing',
};
export const entryRefusals = {
  没有依据: 'list.noLaw',
  没有情形: 'list.ground',
  不在此列入: 'list.notHere',
  日期有误: 'list.day',
  内容过短: 'list.text',
  有失信记录: 'list.hasDiscredit',
  涉及证件号码: 'list.idNumber',
} as const;

const shared = {
  日期: day,
  修复: day.nullable().default(null),
  状态: word(statuses).prefault('有效'),
};
const record = z.union([
  z.strictObject({
    处罚: z.strictObject({ ...shared, 种类: z.array(word(penaltyKinds)), 罚款: z.number().optional() }),
  }),
  z.strictObject({
    名单: z.strictObject({ ...shared, 名称: word(lists), 移出: day.nullable().default(null) }),
  }),
  z.strictObject({ 承诺: z.strictObject({ ...shared, 履约: word(fulfilments) }) }),
  z.strictObject({
    评价: z.strictObject({ 日期: day, 维度: word(dimensions), 结果: word(grades) }),
  }),
  z.strictObject({
    许可: z.strictObject({ 日期: day, 名称: text, 有效期至: day.nullable().default(null) }),
  }),
]);

function recordOf(given: z.infer<typeof record>, index: number): CreditRecord {
  const id = { id: `r${index + 1}`, number: `示例${index + 1}号` };
  if ('处罚' in given) {
    const { 日期, 种类, 罚款, 修复, 状态 } = given.处罚;
    const fine = 罚款 === undefined ? {} : { fine: 罚款 };
    return penalty(日期, 种类, { ...id, ...fine, repairedOn: 修复, status: 状态 });
  }
  if ('名单' in given) {
    const { 日期, 名称, 移出, 修复, 状态 } = given.名单;
    return entry(日期, 名称, { ...id, validUntil: 移出, repairedOn: 修复, status: 状态 });
  }
  if ('承诺' in given) {
    const { 日期, 履约, 修复, 状态 } = given.承诺;
    return commitment(日期, 履约, { ...id, repairedOn: 修复, status: 状态 });
  }
  if ('评价' in given) return evaluation(given.评价.日期, given.评价.维度, given.评价.结果, id);
  const { 日期, 名称, 有效期至 } = given.许可;
  return {
    ...entry(日期, 'incentive', { ...id, validUntil: 有效期至 }),
    kind: 'permit',
    details: {
      document: '',
      category: '',
      licenceName: 名称,
      licenceNo: '',
      content: '',
      validFrom: null,
    },
  };
}

const known = z
  .strictObject({
    成立: day.default('2015-03-01'),
    登记: z.boolean().default(true),
    登记状态: text.default('存续'),
    行业: text.nullable().default(null),
    重点特殊领域: z.array(text).default([]),
    包容期: z.boolean().default(false),
    拟列入: z.boolean().default(false),
    记录: z.array(record).default([]),
  })
  .prefault({})
  .transform((given) => ({
    enterprise: {
      ...firm,
      establishedOn: given.成立,
      registered: given.登记,
      registrationStatus: given.登记状态,
      industryCode: given.行业,
      specialAreas: given.重点特殊领域,
    },
    inclusivePeriod: given.包容期,
    pendingListing: given.拟列入,
    records: given.记录.map(recordOf),
  }));

const frame = { 案例: text, 条款: text };
const shapes = {
  措施: z.strictObject({
    ...frame,
    已知: known,
    询问: z.strictObject({ 问: z.literal('措施'), 日期: day, 场景: scene.optional() }),
    结论: z.strictObject({
      等级: word(classes),
      应当: ids,
      可以: ids,
      不得: ids,
      不适用: ids,
      只有: ids,
    }),
  }),
  绿灯: z.strictObject({
    ...frame,
    已知: known,
    询问: z.strictObject({ 问: z.literal('绿灯'), 日期: day }),
    结论: z.strictObject({
      绿灯: word(greenWords),
      理由: z.array(word(refusals)).default([]),
      便利: ids,
      无此便利: ids,
    }),
  }),
  列入: z.strictObject({
    ...frame,
    已知: known,
    询问: z.strictObject({
      问: z.literal('列入'),
      日期: day,
      名单: word(lists),
      情形: word({ 性质恶劣: 'vile', 情节严重: 'grave', 社会危害较大: 'harmful' }).optional(),
      从重处罚: z.string().default('示例罚〔2026〕1号从重罚款'),
      依据: z.string().default(''),
      行为发生日: text.optional(),
      人员: z.array(text).default([]),
    }),
    结论: z.strictObject({ 受理: z.boolean(), 理由: word(entryRefusals).optional() }),
  }),
  任职: z.strictObject({
    ...frame,
    已知: z.strictObject({ 登记: z.array(z.strictObject({ 姓名: text, 自: day })) }),
    询问: z.strictObject({ 问: z.literal('任职'), 日期: day }),
    结论: z.strictObject({ 法定代表人: text, 须核实: z.boolean() }),
  }),
  提请: z.strictObject({
    ...frame,
    已知: z.strictObject({ 陈述至: day, 已陈述: z.boolean() }),
    询问: z.strictObject({ 问: z.literal('提请'), 日期: day }),
    结论: z.strictObject({ 可以提请: z.boolean() }),
  }),
};
type Shapes = typeof shapes;
type Question = keyof Shapes;
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

export function readCases(): { file: string; cases: Case[] }[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return names.sort().map((name) => {
    const document = parseDocument(readFileSync(join(folder, name), 'utf8'));
    const [broken] = document.errors;
    if (broken) throw new Error(`${name}: ${broken.message}`, { cause: broken });
    const raws = z.array(z.unknown()).parse(document.toJS());
    const cases = raws.map((raw, index) => {
      try {
        return readCase(raw);
      } catch (cause) {
        if (!(cause instanceof z.ZodError)) throw cause;
        throw new Error(`${name}，第${index + 1}例：${z.prettifyError(cause)}`, { cause });
      }
    });
    return { file: basename(name, '.yaml'), cases };
  });
}
