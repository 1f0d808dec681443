import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { addDays, isIsoDate } from '../../../src/domain/dates.ts';
import type { WorkingCalendar } from '../../../src/domain/working-days.ts';
import { holidaySpans } from '../../../src/sample/holidays.ts';
import { penalty } from '../../domain/credit-records.ts';
import type { Input } from '../../domain/watch-player.ts';
import { penaltyKinds, statuses } from '../words.ts';

/** The case tables of 积累关注: what a lawyer writes (README.md of this folder), checked key by key. */

const text = z.string().trim().min(1);
const day = z.string().refine(isIsoDate, '日期写成 2026-11-24');
const kind = z.enum(
  Object.keys(penaltyKinds) as [keyof typeof penaltyKinds, ...(keyof typeof penaltyKinds)[]],
);
const status = z.enum(Object.keys(statuses) as [keyof typeof statuses, ...(keyof typeof statuses)[]]);

export const stages = {
  无: 'none',
  已提醒: 'reminded',
  已约谈: 'interviewed',
  重点关注: 'keyWatch',
} as const;
export const stepNames = {
  提醒: 'reminded',
  未按期约谈: 'missed',
  列入·再次失信: 'listed:further',
  列入·未到场: 'listed:missed',
  列入·逾期未整改: 'listed:overdue',
  撤出: 'unlisted',
  提醒结束: 'improved',
  移出: 'left',
  重新计算撤回: 'recounted',
} as const;

const wordOf = <Code extends string>(words: Readonly<Record<string, Code>>) =>
  z.enum(Object.keys(words) as [string, ...string[]]).transform((word) => words[word] as Code);

/** One thing that comes in; its day is that of the line. */
const inputShape = z.union([
  z.strictObject({
    处罚: z.strictObject({
      文号: text,
      决定日期: day.optional(),
      种类: z.array(kind).default(['警告']),
      罚款: z.number().min(0).optional(),
      状态: status.default('有效'),
      纠正: day.optional(),
    }),
  }),
  z.strictObject({ 撤销: text }),
  z.strictObject({ 撤回: text }),
  z.strictObject({ 中止执行: text }),
  z.strictObject({ 恢复执行: text }),
  z.strictObject({ 纠正: text }),
  z.strictObject({ 信用修复: text }),
  z.strictObject({ 到场: z.strictObject({ 整改日数: z.int().min(1).optional() }) }),
  z.strictObject({ 导入放假安排: z.array(z.int().min(2025).max(2027)) }),
  z.enum(['约定时间', '未到场', '整改完成', '绑定账号', '到场']),
]);
type Given = z.infer<typeof inputShape>;

const caseShape = z.strictObject({
  案例: text,
  条款: text,
  放假安排: z.array(z.int().min(2025).max(2026)).default([2025, 2026]),
  账号: z.enum(['有', '无']).default('有'),
  经过: z.array(z.record(day, z.union([inputShape, z.array(inputShape).min(1)]))).min(1),
  阶段: z.record(day, wordOf(stages)),
  步骤: z.array(z.record(day, wordOf(stepNames))),
  约谈期限: z.union([day, z.literal('未定').transform(() => null)]).optional(),
});
export type WatchCase = z.infer<typeof caseShape>;

/** @throws ZodError with the path of the first key or value that is not as README.md says */
export function readCase(raw: unknown): WatchCase {
  return caseShape.parse(raw);
}

/** The State Council's tables of these years; of 2027, which is not published, an invented one. */
export function calendarOf(years: readonly number[]): WorkingCalendar {
  const days = new Map<string, boolean>();
  for (const { type, from, days: length } of holidaySpans)
    for (let index = 0; index < length && years.includes(Number(from.slice(0, 4))); index += 1)
      days.set(addDays(from, index), type === '上班');
  if (years.includes(2027)) {
    days.set('2027-01-01', false);
    for (let index = 0; index < 7; index += 1) days.set(addDays('2027-10-01', index), false);
  }
  return { days };
}

const statusOf = { 撤销: 'annulled', 撤回: 'withdrawn', 中止执行: 'stayed', 恢复执行: 'inForce' } as const;

function inputOf(given: Given, on: string, known: string[]): Input {
  if (given === '约定时间') return { is: 'booked' };
  if (given === '未到场') return { is: 'noShow' };
  if (given === '整改完成') return { is: 'rectified' };
  if (given === '绑定账号') return { is: 'reachable', reachable: true };
  if (given === '到场') return { is: 'held', rectifyDays: null };
  if ('到场' in given) return { is: 'held', rectifyDays: given.到场.整改日数 ?? null };
  if ('导入放假安排' in given) return { is: 'holidays', calendar: calendarOf(given.导入放假安排) };
  if ('纠正' in given) return { is: 'corrected', number: given.纠正, on };
  if ('信用修复' in given) return { is: 'repaired', number: given.信用修复, on };
  if ('处罚' in given) {
    const { 文号, 决定日期 = on, 种类, 罚款, 状态, 纠正 = null } = given.处罚;
    known.push(文号);
    const more = {
      id: `r${known.length}`,
      number: 文号,
      status: statuses[状态],
      correctedOn: 纠正,
      ...(罚款 !== undefined && { fine: 罚款 }),
    };
    const kinds = 种类.map((word) => penaltyKinds[word]);
    return { is: 'record', record: penalty(决定日期, kinds, more) };
  }
  for (const [word, code] of Object.entries(statusOf)) {
    const number = (given as Readonly<Record<string, string>>)[word];
    if (number !== undefined) return { is: 'status', number, status: code };
  }
  throw new Error(`不认识：${JSON.stringify(given)}`);
}

/** What comes in, day by day. */
export function timelineOf({ 经过 }: WatchCase): Map<string, Input[]> {
  const days = new Map<string, Input[]>();
  const known: string[] = [];
  for (const line of 经过)
    for (const [on, given] of Object.entries(line)) {
      const inputs = [given].flat().map((one) => inputOf(one, on, known));
      days.set(on, [...(days.get(on) ?? []), ...inputs]);
    }
  return days;
}

const folder = fileURLToPath(new URL('.', import.meta.url));

export function readCases(): { file: string; cases: WatchCase[] }[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return names.sort().map((name) => {
    const document = parseDocument(readFileSync(join(folder, name), 'utf8'));
    const [broken] = document.errors;
    if (broken) throw new Error(`${name}: ${broken.message}`, { cause: broken });
    const cases = z.array(z.unknown()).parse(document.toJS());
    return {
      file: basename(name, '.yaml'),
      cases: cases.map((raw, index) => {
        const read = caseShape.safeParse(raw);
        if (!read.success) throw new Error(`${name}，第${index + 1}例：${z.prettifyError(read.error)}`);
        return read.data;
      }),
    };
  });
}
