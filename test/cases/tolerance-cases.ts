import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import type { CreditRecord } from '../../src/domain/credit.ts';
import { isIsoDate } from '../../src/domain/dates.ts';
import { firm, neutralPublicity, penalty } from '../domain/credit-records.ts';

/**
 * The case tables on tolerance (folder `tolerance`), as read.ts reads the others: every key is checked, what is not
 * known is refused.
 */

const text = z.string().trim().min(1);
const day = z.string().refine(isIsoDate, '日期写成 2026-11-24');

function word<Code extends string | null>(words: Readonly<Record<string, Code>>) {
  return text.transform((own, context): Code => {
    const found = Object.entries(words).find(([zh]) => zh === own);
    if (found) return found[1];
    context.addIssue({
      code: 'custom',
      message: `「${own}」不在可用的词之内：${Object.keys(words).join('、')}`,
    });
    return z.NEVER;
  });
}

export const answerWords = { 是: 'yes', 否: 'no', 不清楚: 'unknown' } as const;
export const questionWords = {
  首次: 'first',
  清单条件: 'conditions',
  轻微: 'minor',
  主观故意: 'intentional',
  危害后果: 'harm',
  后果轻微: 'slight',
  按期改正: 'corrects',
  无过错证据: 'faultless',
} as const;
export const outcomeWords = { 指导改正: 'guide', 一般程序: 'case', 不能判断: 'unknown' } as const;
export const groundWords = {
  包容期: 'period',
  清单: 'list',
  轻微不罚: 'minor',
  首违不罚: 'firstTime',
  无过错: 'faultless',
} as const;
const refusals = {
  月数: 'inclusive.months',
  红线: 'inclusive.redLine',
  重点特殊领域: 'inclusive.special',
  已在包容期: 'inclusive.exists',
  正在复核: 'inclusive.waits',
} as const;

const licence = z.strictObject({
  名称: text,
  决定日期: day,
  有效期至: day.nullable().default(null),
});
const punished = z.strictObject({
  决定日期: day,
  违法行为: text,
  状态: word({
    有效: 'inForce',
    已撤销: 'annulled',
    已撤回: 'withdrawn',
    中止执行: 'stayed',
  } as const).prefault('有效'),
});
const guided = z.strictObject({ 行为日期: day, 行为: text, 清单事项: text.nullable().default(null) });
const period = z.strictObject({ 自: day, 至: day, 提前结束: day.nullable().default(null) });

function licensed({ 名称, 决定日期, 有效期至 }: z.infer<typeof licence>, index: number): CreditRecord {
  const permit = neutralPublicity(决定日期, { id: `p${index}`, validUntil: 有效期至 }).find(
    (one) => one.kind === 'permit',
  );
  if (permit?.kind !== 'permit') throw new Error('no permit');
  return { ...permit, details: { ...permit.details, licenceName: 名称, category: '普通', content: '' } };
}

const enterprise = z
  .strictObject({
    名称: text.default('济南示例科技有限公司'),
    行业代码: text.nullable().default(null),
    许可: z.array(licence).default([]),
    处罚: z.array(punished).default([]),
    指导记录: z.array(guided).default([]),
    包容期: z.array(period).default([]),
    正在申请: z.boolean().default(false),
  })
  .transform((given) => ({
    enterprise: { ...firm, name: given.名称, industryCode: given.行业代码 },
    records: [
      ...given.许可.map(licensed),
      ...given.处罚.map(({ 决定日期, 违法行为, 状态 }, index): CreditRecord => {
        const plain = penalty(决定日期, ['warning'], {
          id: `r${index}`,
          number: `处罚${index + 1}`,
          status: 状态,
        });
        return { ...plain, details: { ...plain.details, violationType: 违法行为 } };
      }),
    ],
    guided: given.指导记录.map(({ 行为日期, 行为, 清单事项 }, index) => ({
      ...{ id: index + 1, item: 清单事项, act: 行为, actOn: 行为日期 },
    })),
    periods: given.包容期.map(({ 自, 至, 提前结束 }) => ({ from: 自, until: 至, endedOn: 提前结束 })),
    waits: given.正在申请,
  }));

const frame = { 案例: text, 条款: text, 已知: enterprise };
const answersGiven = z.record(text, word(answerWords)).transform((given, context) => {
  const own: Partial<Record<(typeof questionWords)[keyof typeof questionWords], 'yes' | 'no' | 'unknown'>> =
    {};
  for (const [zh, answer] of Object.entries(given)) {
    const found = Object.entries(questionWords).find(([one]) => one === zh);
    if (found) own[found[1]] = answer;
    else context.addIssue({ code: 'custom', message: `没有「${zh}」这一问` });
  }
  return own;
});
const act = { 行为: text, 行为日期: day, 清单事项: text.nullable().default(null) };

const shapes = {
  申请包容期: z.strictObject({
    ...frame,
    询问: z.strictObject({ 问: z.literal('申请包容期'), 日期: day, 月数: z.number() }),
    结论: z.union([z.strictObject({ 至: day }), z.strictObject({ 拒绝: word(refusals) })]),
  }),
  包容期: z.strictObject({
    ...frame,
    询问: z.strictObject({ 问: z.literal('包容期'), 日期: day }),
    结论: z.strictObject({ 包容期内: word({ 是: 'yes', 否: 'no' } as const) }),
  }),
  适用: z.strictObject({
    ...frame,
    询问: z.strictObject({ 问: z.literal('适用'), 日期: day, 行为: z.string().default('') }),
    结论: z.strictObject({
      排除: word({ 红线: 'redLine', 重点特殊领域: 'specialArea', 无: null } as const),
      依据: text.optional(),
    }),
  }),
  首次: z.strictObject({
    ...frame,
    询问: z.strictObject({ 问: z.literal('首次'), ...act }),
    结论: z.strictObject({
      建议: word(answerWords),
      同类: z.array(text).default([]),
      其他处罚: z.int().optional(),
    }),
  }),
  判断: z.strictObject({
    ...frame,
    询问: z.strictObject({ 问: z.literal('判断'), ...act, 回答: answersGiven }),
    结论: z.strictObject({
      建议: word(outcomeWords),
      依据: z.array(word(groundWords)).default([]),
      原因: z.array(word(questionWords)).default([]),
      仍可不罚: z.boolean().default(false),
    }),
  }),
  提醒: z.strictObject({
    ...frame,
    询问: z.strictObject({ 问: z.literal('提醒'), 日期: day, 已提醒: z.array(z.int()).default([]) }),
    结论: z.strictObject({ 提醒: z.int().nullable() }),
  }),
};
type Shapes = typeof shapes;
type Asked = keyof Shapes;
export type ToleranceCase = { [Q in Asked]: { asks: Q } & z.infer<Shapes[Q]> }[Asked];

const questioned = z.looseObject({
  询问: z.looseObject({ 问: z.enum(Object.keys(shapes) as [Asked, ...Asked[]]) }),
});

/** @throws ZodError with the path of the first key or value that is not known */
export function readToleranceCase(raw: unknown): ToleranceCase {
  const asks = questioned.parse(raw).询问.问;
  return { asks, ...shapes[asks].parse(raw) } as ToleranceCase;
}

const folder = fileURLToPath(new URL('./tolerance', import.meta.url));

export function readToleranceCases(): { file: string; cases: ToleranceCase[] }[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return names.sort().map((name) => {
    const document = parseDocument(readFileSync(join(folder, name), 'utf8'));
    const [broken] = document.errors;
    if (broken) throw new Error(`${name}: ${broken.message}`, { cause: broken });
    const cases = z.array(z.unknown()).parse(document.toJS());
    return {
      file: basename(name, '.yaml'),
      cases: cases.map((raw, index) => {
        try {
          return readToleranceCase(raw);
        } catch (cause) {
          if (!(cause instanceof z.ZodError)) throw cause;
          throw new Error(`${name}，第${index + 1}例：${z.prettifyError(cause)}`, { cause });
        }
      }),
    };
  });
}
