import { addMonths } from '../domain/dates.ts';
import type { IsoDate } from '../domain/ports.ts';
import type { Dice } from './dice.ts';
import type { Entity } from './entity.ts';
import { dayOfLife, departmentOf, type Numbering, partyTypeOf, sampleRemark, writeDay } from './report.ts';
import type { RowSink } from './table.ts';
import { tradeOf } from './trades.ts';

function addPermit(
  table: RowSink,
  entity: Entity,
  permit: {
    document: string;
    number: string;
    category: string;
    licenceName: string;
    licenceNo: string;
    content: string;
    decidedOn: IsoDate;
    validUntil: string;
    authority: string;
    state: string;
  },
): void {
  const { habits } = entity.place;
  const day = writeDay(permit.decidedOn, habits);
  table.add(
    {
      ...permit,
      name: entity.name,
      partyType: partyTypeOf(entity),
      uscc: entity.uscc,
      legalRepresentative: entity.person,
      decidedOn: day,
      validFrom: day,
      source: permit.authority,
      remark: sampleRemark,
    },
    habits.blank,
  );
}

/** What a trade needs leave for, as it was given. */
export interface Licence {
  decidedOn: IsoDate;
  validUntil: IsoDate;
  number: string;
  years: number;
}

function addLicence(
  table: RowSink,
  entity: Entity,
  { decidedOn, validUntil, number }: Licence,
  state: string,
): void {
  const { place } = entity;
  const trade = tradeOf(entity.industry.trade);
  if (trade.permit === null) throw new Error(`trade ${trade.field} needs no leave`);
  const { document, licence, prefix, content } = trade.permit;
  addPermit(table, entity, {
    document: `${document}决定书`,
    number,
    category: '普通',
    licenceName: licence,
    licenceNo: `示例${prefix}${place.code}${number.slice(-7, -1)}`,
    content,
    decidedOn,
    validUntil: writeDay(validUntil, place.habits),
    authority: departmentOf(place, trade.department),
    state,
  });
}

/** The licence once more: renewed, or a second one of the kind. */
export function addNewerLicence(
  table: RowSink,
  numbers: Numbering,
  entity: Entity,
  { years }: Licence,
  { decidedOn, from }: { decidedOn: IsoDate; from: IsoDate },
): void {
  const { numberWord } = tradeOf(entity.industry.trade);
  const number = numbers.next(entity, `${numberWord}许`, decidedOn);
  const validUntil = addMonths(from, years * 12);
  addLicence(table, entity, { decidedOn, validUntil, number, years }, '有效');
}

/**
 * The registration for three out of five, and for most of them what their trade needs leave for. Tells that licence,
 * if it is in force or ran out.
 */
export function addPermits(
  table: RowSink,
  numbers: Numbering,
  dice: Dice,
  entity: Entity,
  asOf: IsoDate,
): Licence | null {
  const { place } = entity;
  const trade = tradeOf(entity.industry.trade);
  if (dice.chance(0.6)) {
    const decidedOn = entity.establishedOn;
    addPermit(table, entity, {
      document: '准予设立登记通知书',
      number: numbers.next(entity, '市监登记', decidedOn),
      category: '登记',
      licenceName: '营业执照',
      licenceNo: entity.uscc,
      content: '市场主体设立登记',
      decidedOn,
      validUntil: '长期',
      authority: departmentOf(place, '行政审批服务局'),
      state: '有效',
    });
  }
  if (trade.permit === null || !dice.chance(0.8)) return null;
  const { years } = trade.permit;
  // Older than its term now and then: a licence that has lapsed.
  const decidedOn = dayOfLife(dice, entity, asOf, years + 1);
  const number = numbers.next(entity, `${trade.numberWord}许`, decidedOn);
  const given = { decidedOn, validUntil: addMonths(decidedOn, years * 12), number, years };
  const isVoid = dice.chance(0.01);
  addLicence(table, entity, given, isVoid ? '撤销' : '有效');
  return isVoid ? null : given;
}
