import type { RecordTier } from '../domain/credit.ts';
import type { Dice } from './dice.ts';
import type { Entity } from './entity.ts';
import type { PenaltyEvent } from './fate.ts';
import {
  departmentOf,
  type Numbering,
  partyTypeOf,
  sampleRemark,
  writeDay,
  writeDayIfAny,
} from './report.ts';
import type { RowSink } from './table.ts';
import { tradeOf } from './trades.ts';

/** What was imposed: 处罚类别 with amounts in yuan, 0 for none. */
interface Sanction {
  kinds: readonly string[];
  fine: number;
  confiscated: number;
  licence: string;
}

/** Within the simple procedure: 200 yuan for a one-person business, 3 000 for an organisation (行政处罚法第五十一条). */
function smallFine(dice: Dice, entity: Entity): number {
  return entity.kind === 'shop' ? 50 * dice.between(1, 4) : 100 * dice.between(1, 10);
}

function minorSanction(dice: Dice, entity: Entity): Sanction {
  const none = { confiscated: 0, licence: '' };
  const choice = dice.below(20);
  if (choice < 9) return { ...none, kinds: ['警告'], fine: 0 };
  if (choice < 11) return { ...none, kinds: ['通报批评'], fine: 0 };
  return { ...none, kinds: choice < 17 ? ['罚款'] : ['警告', '罚款'], fine: smallFine(dice, entity) };
}

function generalSanction(dice: Dice, entity: Entity): Sanction {
  const fine = 500 * dice.between(10, entity.kind === 'shop' ? 40 : 180);
  const choice = dice.below(10);
  if (choice < 6) return { kinds: ['罚款'], fine, confiscated: 0, licence: '' };
  if (choice < 9) {
    const kinds = ['罚款', dice.pick(['没收违法所得', '没收非法财物'])];
    return { kinds, fine, confiscated: 10 * dice.between(20, 3000), licence: '' };
  }
  return { kinds: ['暂扣许可证件'], fine: 0, confiscated: 0, licence: licenceOf(entity) };
}

function seriousSanction(dice: Dice, entity: Entity): Sanction {
  const none = { fine: 0, confiscated: 0, licence: '' };
  const choice = dice.below(20);
  if (choice < 6) return { ...none, kinds: ['责令停产停业'] };
  if (choice < 11)
    return { ...none, kinds: ['罚款', '吊销许可证件'], fine: 50_000, licence: licenceOf(entity) };
  if (choice < 13) return { ...none, kinds: ['限制开展生产经营活动'] };
  if (choice < 15) return { ...none, kinds: ['罚款', '限制从业'], fine: 100_000 };
  if (choice < 16) return { ...none, kinds: ['责令关闭'] };
  return { ...none, kinds: ['罚款'], fine: 1_000_000 * dice.between(3, 12) };
}

function licenceOf(entity: Entity): string {
  return `${tradeOf(entity.industry.trade).permit?.licence ?? '营业执照'}（示例）`;
}

const sanctions: Record<RecordTier, (dice: Dice, entity: Entity) => Sanction> = {
  MINOR: minorSanction,
  GENERAL: generalSanction,
  SERIOUS: seriousSanction,
};

/** An amount in 万元 without a rounding error: 5000 → 0.500000 or 0.5. */
function tenThousands(yuan: number, sixDecimals: boolean): string {
  if (yuan === 0) return '';
  const text = `${Math.floor(yuan / 10_000)}.${String(yuan % 10_000).padStart(4, '0')}`;
  return sixDecimals ? `${text}00` : text.replace(/\.?0+$/, '');
}

function contentOf({ kinds, fine, confiscated }: Sanction): string {
  const amounts = [
    fine === 0 ? '' : `罚款人民币${fine}元`,
    confiscated === 0 ? '' : `没收款物折合人民币${confiscated}元`,
  ].filter((part) => part !== '');
  const others = kinds.filter((kind) => kind !== '罚款' && !kind.startsWith('没收'));
  return `${[...others, ...amounts].join('；')}。`;
}

/** Where penalties are reported to: the current template, and that of 2015 for the old ones. */
export interface PenaltyTables {
  current: RowSink;
  of2015: RowSink;
  numbers: Numbering;
}

/** Reports a penalty; now and then a second unit reports the same decision again. */
export function addPenalty(tables: PenaltyTables, dice: Dice, entity: Entity, event: PenaltyEvent): void {
  const { place, industry } = entity;
  const { habits } = place;
  const trade = event.by ?? tradeOf(industry.trade);
  const violation = dice.pick(trade.violations);
  const sanction = sanctions[event.tier](dice, entity);
  const authority = departmentOf(place, trade.department);
  const decision = {
    name: entity.name,
    uscc: entity.uscc,
    legalRepresentative: entity.person,
    number: tables.numbers.next(entity, `${trade.numberWord}处罚`, event.decidedOn),
    facts: `当事人${violation.facts}。`,
    basis: violation.basis,
    content: contentOf(sanction),
    decidedOn: writeDay(event.decidedOn, habits),
    authority,
    remark: sampleRemark,
    correctedOn: writeDayIfAny(event.correctedOn, habits),
    repairedOn: writeDayIfAny(event.repairedOn, habits),
  };
  if (event.isOld) {
    const [penaltyKinds = '', penaltyKinds2 = ''] = sanction.kinds;
    const row = { ...decision, penaltyName: violation.type, penaltyKinds, penaltyKinds2, state: '0' };
    tables.of2015.add({ ...row, regionCode: place.code }, habits.blank);
    return;
  }
  const row = {
    ...decision,
    partyType: partyTypeOf(entity),
    violationType: violation.type,
    penaltyKinds: sanction.kinds.join(dice.pick(['、', ';', ','])),
    fine: tenThousands(sanction.fine, habits.sixDecimals),
    confiscated: tenThousands(sanction.confiscated, habits.sixDecimals),
    licence: sanction.licence,
    publicityUntil: writeDayIfAny(event.publicityUntil, habits),
    recordStatus: event.status,
  };
  tables.current.add({ ...row, source: authority }, habits.blank);
  if (dice.chance(0.02)) {
    tables.current.add({ ...row, source: departmentOf(place, '社会信用服务中心') }, habits.blank);
  }
}
