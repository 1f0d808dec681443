import { z } from 'zod';
import { isIsoDate } from './dates.ts';

/** What the values in policy files are made of. */

/** Where a rule comes from: the provincial plan, a national norm, or a default of this system. */
export const origins = ['plan', 'norm', 'default'] as const;
export type Origin = (typeof origins)[number];

export const day = z.string().refine(isIsoDate, 'a day as YYYY-MM-DD');
export const text = z.string().trim().min(1);
export const bilingual = z.strictObject({ zh: text, en: text });
export const months = z.int().min(1).max(1200);
export const ruleSet = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'lower-case words, like order36');

/** What every rule says of itself; in force from `effectiveFrom` to `effectiveTo`, both included. */
export const common = {
  id: z.string().regex(/^[a-z]\w*(\.\w+)*$/, 'words joined by dots, like class.minor.record'),
  clause: text,
  origin: z.enum(origins),
  source: text,
  title: bilingual,
};
export const dated = {
  ...common,
  effectiveFrom: day.default('1000-01-01'),
  effectiveTo: day.nullable().default(null),
};
