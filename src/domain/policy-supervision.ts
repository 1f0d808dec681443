import { z } from 'zod';
import { listKinds, recordTiers } from './credit.ts';
import { isIndustryPrefix } from './industry-codes.ts';
import { bilingual, common, months, text } from './policy-values.ts';

/** Rules of watching, warning, tolerating and listing: tasks 二(四), 二(五), 二(六) of the plan. */

const days = z.int().min(1).max(3660);
const workingDays = z.int().min(1).max(250);
const count = z.int().min(1).max(1000);
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time as HH:MM');
const industry = z.string('text in quotation marks, as "0112"').refine(isIndustryPrefix, 'GB/T 4754 digits');

/** What a warning is raised for, besides an entry in the key-watch list. Each is explained by its records and days. */
export const signals = [
  'complaintBurst', // verified complaints, so many within the days
  'severalAgencies', // penalties of so many authorities within the days
  'licenceExpiring', // a licence ends within the days and no newer one of its kind is there
  'evaluationDrop', // the newest evaluation is so many steps under the one before, of the same dimension and issuer
  'relapse', // a new penalty within the days after a repair
  'specialAreaTrouble', // a general or serious record, or an abnormal entry, within the days, in a key special area
] as const;
export type Signal = (typeof signals)[number];

/** `urgent`: at once, at any hour. `high`: at once, outside of quiet hours. `normal`: with the next digest. */
export const severities = ['urgent', 'high', 'normal'] as const;
export type Severity = (typeof severities)[number];

/** 环节 of a chain (全链条). */
export const chainLinks = ['making', 'selling', 'moving', 'storing', 'using', 'testing'] as const;
export type ChainLink = (typeof chainLinks)[number];

export const supervisionRules = [
  // 积累关注, 二(四)三. All days are calendar days and count the last one; the day they run from is not counted.
  z.strictObject({
    ...common,
    type: z.literal('watch'),
    tiers: z.array(z.enum(recordTiers)).min(1),
    events: z.int().min(2).max(100),
    windowDays: days,
    interviewWorkingDays: workingDays,
    /** 到场时间, offered on every working day until the interview is due. */
    interviewTimes: z.array(timeOfDay).min(1),
    improveDays: days,
    rectifyDays: days,
    cleanDays: days,
  }),
  z.strictObject({
    ...common,
    type: z.literal('warning'),
    acknowledgeWorkingDays: workingDays,
    handleWorkingDays: workingDays,
    listSeverity: z.enum(severities),
  }),
  z.strictObject({
    ...common,
    type: z.literal('notices'),
    quietFrom: timeOfDay,
    quietUntil: timeOfDay,
    digestAt: timeOfDay,
  }),
  z.strictObject({
    ...common,
    type: z.literal('signal'),
    signal: z.enum(signals),
    severity: z.enum(severities),
    count,
    days,
    /** After a warning none of the same signal about the same enterprise for so long. */
    restDays: days,
  }),
  z.strictObject({
    ...common,
    type: z.literal('inclusivePeriod'),
    minMonths: months,
    maxMonths: months,
  }),
  z.strictObject({
    ...common,
    type: z.literal('tolerance'),
    usualMonths: months,
    /** 首次: no such act within so many months before. */
    firstMonths: months,
    correctDays: days,
    remindDays: z.array(days).min(1),
  }),
  z.strictObject({
    ...common,
    type: z.literal('redLine'),
    sectors: z
      .array(
        z.strictObject({
          name: bilingual,
          industries: z.array(industry),
          /** Words in the name of an enterprise. */
          words: z.array(text),
        }),
      )
      .min(1),
  }),
  // Which licences and industries put an enterprise into a key special area, and in which link of the chain.
  z.strictObject({
    ...common,
    type: z.literal('specialAreaFlag'),
    area: text,
    licences: z.array(z.strictObject({ link: z.enum(chainLinks), words: z.array(text).min(1) })),
    industries: z.array(z.strictObject({ link: z.enum(chainLinks), prefixes: z.array(industry).min(1) })),
    /** A licence that ran out still flags for so long. */
    lapsedMonths: months,
  }),
  // 列入名单: notice, and the right to state and defend, before an entry.
  z.strictObject({
    ...common,
    type: z.literal('listEntry'),
    lists: z.array(z.enum(listKinds)).min(1),
    statementWorkingDays: workingDays,
  }),
] as const;
