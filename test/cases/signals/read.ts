import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import type { CreditRecord } from '../../../src/domain/credit.ts';
import { isIsoDate } from '../../../src/domain/dates.ts';
import type { Dossier } from '../../../src/domain/next-change.ts';
import { complaint, entry, evaluation, firm, penalty, permit } from '../../domain/signal-records.ts';
import { dimensions, grades, lists, penaltyKinds, statuses } from '../words.ts';

/** The case tables of this folder (README.md), checked key by key; a misspelt key makes the whole test fail. */

export const signalWords = {
  投诉集中: 'complaintBurst',
  多部门处罚: 'severalAgencies',
  许可到期: 'licenceExpiring',
  评价下降: 'evaluationDrop',
  修复后再犯: 'relapse',
  特殊领域失信: 'specialAreaTrouble',
} as const;
const links = {
  生产: 'making',
  经营: 'selling',
  运输: 'moving',
  储存: 'storing',
  使用: 'using',
  检验检测: 'testing',
  不明: null,
} as const;
const reasons = { 登记: 'register', 许可: 'licence', 失效许可: 'lapsedLicence', 行业: 'industry' } as const;
const outcomes = { 属实: 'verified', 部分属实: 'partly', 不属实: 'unfounded', 办理中: 'open' } as const;

const text = z.string().trim().min(1);
const day = z.string().refine(isIsoDate, '日期写成 2026-11-24');
const dayOrNone = z.union([day, z.literal('无').transform(() => null)]);
/** One of the Chinese words; gives the program's word for it. */
const word = <Code>(words: Readonly<Record<string, Code>>) =>
  text.transform((own, context): Code => {
    const found = Object.entries(words).find(([zh]) => zh === own);
    if (found) return found[1];
    context.addIssue({ code: 'custom', message: `「${own}」不在：${Object.keys(words).join('、')}` });
    return z.NEVER;
  });

const common = { 文号: text, 状态: word(statuses).prefault('有效') };
const recordShape = z.union([
  z.strictObject({
    投诉: z.strictObject({ ...common, 日期: day, 结果: word(outcomes), 渠道: text.default('12345') }),
  }),
  z.strictObject({
    处罚: z.strictObject({
      ...common,
      日期: day,
      种类: z.array(word(penaltyKinds)).min(1),
      罚款: z.number().min(0).optional(),
      机关: text.default('示例市市场监督管理局'),
      机关代码: text.nullable().default(null),
      修复: day.nullable().default(null),
    }),
  }),
  z.strictObject({
    许可: z.strictObject({
      ...common,
      日期: day,
      证书: z.string().default(''),
      类别: z.string().default('普通'),
      内容: z.string().default(''),
      编号: z.string().default(''),
      自: day.nullable().default(null),
      至: day.nullable().default(null),
    }),
  }),
  z.strictObject({
    评价: z.strictObject({
      ...common,
      日期: day,
      维度: word(dimensions),
      结果: word(grades).optional(),
      得分: z.number().optional(),
      期次: text,
      机构: text.default('示例评价机构'),
    }),
  }),
  z.strictObject({
    名单: z.strictObject({
      ...common,
      日期: day,
      名称: word(lists),
      移出: day.nullable().default(null),
      修复: day.nullable().default(null),
    }),
  }),
]);

function recordOf(given: z.infer<typeof recordShape>): CreditRecord {
  const [own] = Object.values(given);
  if (!own) throw new Error('an empty record');
  const more = { id: own.文号, number: own.文号, status: own.状态 };
  if ('投诉' in given) return complaint(own.日期, given.投诉.结果, { ...more, channel: given.投诉.渠道 });
  if ('处罚' in given) {
    const { 种类, 罚款, 机关, 机关代码, 修复 } = given.处罚;
    const fine = 罚款 === undefined ? {} : { fine: 罚款 };
    const by = { authority: 机关, authorityCode: 机关代码, repairedOn: 修复 };
    return penalty(own.日期, 种类, { ...more, ...by, ...fine });
  }
  if ('许可' in given) {
    const { 证书, 类别, 内容, 编号, 自, 至 } = given.许可;
    const details = { licenceName: 证书, category: 类别, content: 内容, licenceNo: 编号, validFrom: 自 };
    return permit(own.日期, { ...more, validUntil: 至 }, details);
  }
  if ('评价' in given) {
    const { 维度, 结果, 得分, 期次, 机构 } = given.评价;
    const plain = evaluation(own.日期, 维度, 结果 ?? 得分 ?? null, { ...more, authority: 机构 });
    return { ...plain, details: { ...plain.details, period: 期次 } };
  }
  const { 名称, 移出, 修复 } = given.名单;
  return entry(own.日期, 名称, { ...more, validUntil: 移出, repairedOn: 修复 });
}

const caseShape = z.strictObject({
  案例: text,
  条款: text,
  已知: z
    .strictObject({
      行业: z.string().nullable().default(null),
      登记标记: z.array(text).default([]),
      登记状态: text.default('存续（在营、开业、在册）'),
      记录: z.array(recordShape).default([]),
    })
    .transform(
      (given): Dossier => ({
        enterprise: {
          ...firm,
          industryCode: given.行业,
          specialAreas: given.登记标记,
          registrationStatus: given.登记状态,
        },
        records: given.记录.map(recordOf),
      }),
    ),
  日期: day,
  结论: z
    .strictObject({
      预警: z
        .array(
          z.strictObject({
            信号: word(signalWords),
            自: day,
            至: dayOrNone,
            依据: z.array(text).min(1),
            值: z.record(text, z.union([z.string(), z.number()])).optional(),
          }),
        )
        .optional(),
      下一日: dayOrNone.optional(),
      领域: z
        .array(z.strictObject({ 领域: text, 环节: word(links), 因: word(reasons), 依据: text.optional() }))
        .optional(),
    })
    .refine((told) => told.预警 !== undefined || told.领域 !== undefined, '写明「预警」或者「领域」'),
});
export type SignalCase = z.infer<typeof caseShape>;

/** @throws ZodError with the path of the first key or value that is not as README.md says */
export function readCase(raw: unknown): SignalCase {
  return caseShape.parse(raw);
}

const folder = fileURLToPath(new URL('.', import.meta.url));

/** Every case of every file of this folder. */
export function readCases(): { file: string; cases: SignalCase[] }[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return names.sort().map((name) => {
    const document = parseDocument(readFileSync(join(folder, name), 'utf8'));
    const [broken] = document.errors;
    if (broken) throw new Error(`${name}: ${broken.message}`, { cause: broken });
    const cases = z.array(z.unknown()).parse(document.toJS());
    return { file: basename(name, '.yaml'), cases: cases.map((raw, index) => readAt(raw, name, index)) };
  });
}

function readAt(raw: unknown, name: string, index: number): SignalCase {
  try {
    return readCase(raw);
  } catch (cause) {
    if (!(cause instanceof z.ZodError)) throw cause;
    throw new Error(`${name}，第${index + 1}例：${z.prettifyError(cause)}`, { cause });
  }
}
