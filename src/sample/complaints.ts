import type { Dice } from './dice.ts';
import type { Entity } from './entity.ts';
import type { RecordBook } from './records.ts';
import { departmentOf, sampleRemark, writeDay } from './report.ts';
import { tradeOf } from './trades.ts';
import type { ComplaintEvent } from './troubles.ts';

const channels = ['12345', '12345', '12315'];
const matters = [
  '反映商品质量问题',
  '反映售后服务不到位',
  '反映宣传与实际不符',
  '反映价格与标示不一致',
  '反映预付费退款困难',
];

/** Reports a complaint and what came of it; who complained is nowhere in the sample. */
export function addComplaint(book: RecordBook, dice: Dice, entity: Entity, event: ComplaintEvent): void {
  const { place } = entity;
  const authority = departmentOf(place, tradeOf(entity.industry.trade).department);
  const isOpen = event.outcome === '办理中';
  book.table.add(
    {
      name: entity.name,
      uscc: entity.uscc,
      number: book.numbers.next(entity, '诉转办', event.decidedOn),
      channel: dice.pick(channels),
      matter: dice.pick(matters),
      acceptedOn: writeDay(isOpen ? event.decidedOn : event.acceptedOn, place.habits),
      outcome: event.outcome,
      decidedOn: isOpen ? '' : writeDay(event.decidedOn, place.habits),
      authority,
      source: authority,
      remark: sampleRemark,
    },
    place.habits.blank,
  );
}
