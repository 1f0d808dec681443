import { addDays, later } from '../domain/dates.ts';
import type { IsoDate } from '../domain/ports.ts';
import type { Dice } from './dice.ts';
import type { Entity } from './entity.ts';
import type { Habits, Place } from './places.ts';

/** The mark that every record carries in 备注. */
export const sampleRemark = '示例数据';

/** 行政相对人类别. */
export function partyTypeOf(entity: Entity): string {
  return entity.kind === 'shop' ? '个体工商户' : '法人及非法人组织';
}

/** The day as that city's departments write it. */
export function writeDay(day: IsoDate, habits: Habits): string {
  if (habits.date === 'dashes') return day;
  if (habits.date === 'digits') return day.replaceAll('-', '');
  return day.replaceAll('-0', '/').replaceAll('-', '/');
}

/** As `writeDay`; '' (the department's blank) where there is none. */
export function writeDayIfAny(day: IsoDate | null, habits: Habits): string {
  return day === null ? '' : writeDay(day, habits);
}

/** 济南市历下区市场监督管理局（示例）. */
export function departmentOf(place: Place, department: string): string {
  return `${place.departmentPrefix}${department}（示例）`;
}

/** Decision numbers that nobody could take for real: （鲁济示例）市监处罚〔2026〕第000123号; each is given once. */
export class Numbering {
  #given = 0;

  next(entity: Entity, word: string, day: IsoDate): string {
    this.#given += 1;
    const serial = String(this.#given).padStart(6, '0');
    return `（${entity.place.abbreviation}示例）${word}〔${day.slice(0, 4)}〕第${serial}号`;
  }
}

/** A day of the entity's life, at most `years` before `asOf`. */
export function dayOfLife(dice: Dice, entity: Entity, asOf: IsoDate, years: number): IsoDate {
  const day = addDays(asOf, -dice.below(years * 365));
  return later(day, entity.establishedOn);
}
