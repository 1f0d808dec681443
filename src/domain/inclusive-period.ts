import { addDays, addMonths } from './dates.ts';
import { CodedError } from './errors.ts';
import type { Dossier } from './next-change.ts';
import type { Policy } from './policy.ts';
import type { IsoDate } from './ports.ts';
import { redLineOf } from './red-line.ts';
import { type SpecialArea, specialAreasOf } from './special-areas.ts';

/** 四新经济: new technologies, industries, forms and models of business. */
export const sectors = ['technology', 'industry', 'format', 'model'] as const;
export type Sector = (typeof sectors)[number];

/** 包容期; both days are included. `endedOn`: taken back, and over from that day on. */
export interface Period {
  from: IsoDate;
  until: IsoDate;
  endedOn: IsoDate | null;
}

/** The last day on which a period holds: the one before it was taken back, else its last. */
export function lastDayOf({ until, endedOn }: Pick<Period, 'until' | 'endedOn'>): IsoDate {
  if (endedOn === null) return until;
  const before = addDays(endedOn, -1);
  return before < until ? before : until;
}

/** The period that holds on a day. An act is judged by the day on which it was done, whatever ended since. */
export function periodOn<P extends Period>(periods: readonly P[], day: IsoDate): P | null {
  return periods.find((one) => one.from <= day && day <= lastDayOf(one)) ?? null;
}

/** The last day of a period that begins today: that day itself is not counted (民法典 第二百零一条、第二百零二条). */
export function periodEnd(from: IsoDate, months: number): IsoDate {
  return addMonths(from, months);
}

/** Why tolerance is out of the question for an enterprise, whatever it did. */
export type Excluded =
  | { by: 'redLine'; sector: { zh: string; en: string }; evidence: string; how: 'industry' | 'name' | 'act' }
  | { by: 'specialArea'; area: SpecialArea };

/**
 * Whether an enterprise is beyond the red line, 方案二（四）五, or in a key special area on a day (our default: 二（五）一
 * asks for strict supervision there). Null: neither.
 */
export function excludedOn(dossier: Dossier, policy: Policy, day: IsoDate, act = ''): Excluded | null {
  const beyond = redLineOf(dossier.enterprise, policy.redLine, act);
  if (beyond) {
    const { sector, evidence, by: how } = beyond;
    return { by: 'redLine', sector, evidence, how };
  }
  const [area] = specialAreasOf(dossier, policy, day);
  return area ? { by: 'specialArea', area } : null;
}

/** The clause that asks for strict supervision of an area. */
export function areaClause(policy: Policy, { area }: Pick<SpecialArea, 'area'>): string {
  return policy.specialAreaFlags.find((rule) => rule.area === area)?.clause ?? policy.specialAreas.clause;
}

/** What an area is known by, as far as it does not depend on the day. */
export function isLasting(excluded: Excluded): boolean {
  return excluded.by === 'redLine' || excluded.area.by === 'register' || excluded.area.by === 'industry';
}

/** Whether another period may be asked for that begins on this day, beside those there are. */
export interface Known {
  periods: readonly Period[];
  /** Another request waits for its decision. */
  waits: boolean;
}

/**
 * Checks a request for a 包容期, 方案二（四）一: 1 to 3 years, never beyond the red line, not in key special areas, not
 * doubled. A period may follow one that ends.
 * @throws CodedError `inclusive.months` {least, most, clause}, `inclusive.redLine` {sector, evidence, clause},
 *   `inclusive.special` {area, clause}, `inclusive.exists` {until}, `inclusive.waits`
 */
export function checkRequest(
  dossier: Dossier,
  policy: Policy,
  { months, from }: { months: number; from: IsoDate },
  { periods, waits }: Known,
): void {
  const { minMonths, maxMonths, clause } = policy.inclusivePeriod;
  if (!(Number.isInteger(months) && months >= minMonths && months <= maxMonths))
    throw new CodedError('inclusive.months', { least: minMonths, most: maxMonths, clause });
  const excluded = excludedOn(dossier, policy, from);
  if (excluded?.by === 'redLine')
    throw new CodedError('inclusive.redLine', {
      sector: excluded.sector.zh,
      evidence: excluded.evidence,
      clause: policy.redLine.clause,
    });
  if (excluded)
    throw new CodedError('inclusive.special', {
      area: excluded.area.area,
      clause: areaClause(policy, excluded.area),
    });
  const running = periodOn(periods, from);
  if (running) throw new CodedError('inclusive.exists', { until: lastDayOf(running) });
  if (waits) throw new CodedError('inclusive.waits');
}

/**
 * Which of the days-before-the-end a reminder is due for: the nearest one, and all that are over with it. Null: none
 * that was not told yet. 0 is the end itself, due on the first day after the last.
 */
export function dueReminder(
  until: IsoDate,
  today: IsoDate,
  remindDays: readonly number[],
  told: readonly number[],
): { tell: number; covers: readonly number[] } | null {
  const reached = remindDays.filter((days) => days > 0 && addDays(until, -days) <= today);
  const covers = [...new Set([...reached, ...(until < today ? [0] : [])])].sort((a, b) => a - b);
  const [tell] = covers;
  return tell === undefined || told.includes(tell) ? null : { tell, covers };
}
