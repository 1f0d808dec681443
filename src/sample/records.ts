import { addDays, addMonths } from '../domain/dates.ts';
import type { IsoDate } from '../domain/ports.ts';
import type { Dice } from './dice.ts';
import type { Entity } from './entity.ts';
import type { BreachEvent, Fate, ListEvent } from './fate.ts';
import { dayOfLife, departmentOf, type Numbering, sampleRemark, writeDay, writeDayIfAny } from './report.ts';
import type { RowSink } from './table.ts';
import { tradeOf } from './trades.ts';

/** A file of records with its own run of decision numbers. */
export interface RecordBook {
  table: RowSink;
  numbers: Numbering;
}

const listSources: Record<ListEvent['list'], { department: string; word: string; ground: string }> = {
  经营异常名录: { department: '市场监督管理局', word: '市监异列', ground: '未按规定期限公示年度报告' },
  严重违法失信名单: {
    department: '市场监督管理局',
    word: '市监严列',
    ground: '违法行为性质恶劣、情节严重，受到较重行政处罚',
  },
  严重失信主体名单: { department: '应急管理局', word: '应急严列', ground: '安全生产严重失信' },
  失信被执行人: { department: '人民法院', word: '执', ground: '有履行能力而拒不履行生效法律文书确定义务' },
  重点关注企业名单: {
    department: '市场监督管理局',
    word: '市监关注',
    ground: '约谈后短期内再次发生违法行为',
  },
};

function addListEntry(
  book: RecordBook,
  entity: Entity,
  entry: {
    list: string;
    number: string;
    ground: string;
    decidedOn: IsoDate;
    removedOn: IsoDate | null;
    authority: string;
  },
): void {
  const { habits } = entity.place;
  const { list, number, ground, authority } = entry;
  book.table.add(
    {
      name: entity.name,
      uscc: entity.uscc,
      list,
      number,
      ground,
      decidedOn: writeDay(entry.decidedOn, habits),
      validUntil: writeDayIfAny(entry.removedOn, habits),
      authority,
      source: authority,
      remark: sampleRemark,
    },
    habits.blank,
  );
}

/** What the fate holds of lists, and incentives for one in fifty of those that deserve them. */
export function addListEntries(
  book: RecordBook,
  dice: Dice,
  entity: Entity,
  fate: Fate,
  asOf: IsoDate,
): void {
  for (const { list, decidedOn, removedOn } of fate.lists) {
    const { department, word, ground } = listSources[list];
    const number = book.numbers.next(entity, word, decidedOn);
    const authority = departmentOf(entity.place, department);
    addListEntry(book, entity, { list, number, ground, decidedOn, removedOn, authority });
  }
  if (fate.intended !== 'TRUSTWORTHY' || !dice.chance(0.025)) return;
  const decidedOn = dayOfLife(dice, entity, asOf, 1);
  addListEntry(book, entity, {
    list: dice.chance(0.8) ? '守信激励对象名单' : '诚信示范企业',
    number: book.numbers.next(entity, '信激励', decidedOn),
    ground: '连续三年信用状况良好',
    decidedOn,
    removedOn: null,
    authority: departmentOf(entity.place, '社会信用体系建设联席会议办公室'),
  });
}

const approvalSubstitute = { type: '审批替代型', matter: '以告知承诺方式办理行政许可事项' };
const ordinaryTypes = [
  approvalSubstitute,
  { type: '主动公开型', matter: '依法诚信经营，主动接受社会监督' },
  { type: '行业自律型', matter: '遵守行业自律公约，公平竞争' },
  { type: '容缺受理型', matter: '在规定期限内补齐申请材料' },
];

function addCommitment(
  book: RecordBook,
  entity: Entity,
  commitment: {
    type: string;
    matter: string;
    decidedOn: IsoDate;
    validUntil: IsoDate;
    fulfilment: string;
    repairedOn: IsoDate | null;
  },
): void {
  const { habits } = entity.place;
  const { type, matter, decidedOn, validUntil, fulfilment, repairedOn } = commitment;
  const authority = departmentOf(entity.place, tradeOf(entity.industry.trade).department);
  book.table.add(
    {
      name: entity.name,
      uscc: entity.uscc,
      commitmentType: type,
      number: book.numbers.next(entity, '承诺', decidedOn),
      matter,
      decidedOn: writeDay(decidedOn, habits),
      validUntil: writeDay(validUntil, habits),
      authority,
      fulfilment,
      correctedOn: writeDayIfAny(repairedOn, habits),
      repairedOn: writeDayIfAny(repairedOn, habits),
      source: authority,
      remark: sampleRemark,
    },
    habits.blank,
  );
}

function breachRow(dice: Dice, { isRevoked, decidedOn, repairedOn }: BreachEvent) {
  const { type, matter } = isRevoked ? approvalSubstitute : dice.pick(ordinaryTypes);
  const fulfilment = isRevoked ? '违诺已撤销决定' : '违诺';
  return { type, matter, decidedOn, validUntil: addMonths(decidedOn, 12), fulfilment, repairedOn };
}

/** Broken commitments of the fate, the commitment behind every credit repair, and ordinary ones for one in ten. */
export function addCommitments(
  book: RecordBook,
  dice: Dice,
  entity: Entity,
  fate: Fate,
  asOf: IsoDate,
): void {
  for (const event of fate.breaches) addCommitment(book, entity, breachRow(dice, event));
  for (const { repairedOn } of fate.penalties) {
    if (repairedOn === null) continue;
    addCommitment(book, entity, {
      type: '信用修复型',
      matter: '已纠正违法行为、履行法定义务，承诺不再发生同类行为',
      decidedOn: addDays(repairedOn, -10),
      validUntil: addMonths(repairedOn, 36),
      fulfilment: '履行中',
      repairedOn: null,
    });
  }
  if (!dice.chance(0.08)) return;
  const decidedOn = dayOfLife(dice, entity, asOf, 2);
  const validUntil = addMonths(decidedOn, 12);
  const fulfilment = validUntil < asOf ? '已履行' : '履行中';
  addCommitment(book, entity, {
    ...dice.pick(ordinaryTypes),
    decidedOn,
    validUntil,
    fulfilment,
    repairedOn: null,
  });
}

const acts = [
  { kind: '行政监督检查', word: '检', content: '双随机抽查，未发现违法问题' },
  { kind: '行政监督检查', word: '检', content: '双随机抽查，发现问题已责令改正' },
  { kind: '行政监督检查', word: '检', content: '日常监督检查，结果符合要求' },
  { kind: '行政强制', word: '强', content: '查封、扣押期限届满，已依法解除' },
  { kind: '行政确认', word: '确', content: '股权出质设立登记' },
  { kind: '行政征收', word: '征', content: '征收城镇垃圾处理费' },
  { kind: '行政给付', word: '给', content: '发放稳岗返还资金' },
  { kind: '行政裁决', word: '裁', content: '对企业名称争议作出裁决' },
  { kind: '行政补偿', word: '补', content: '因公共利益变更许可，给予补偿' },
  { kind: '行政奖励', word: '奖', content: '给予质量奖励' },
];

/** One of the other eight of the 十公示 for about one entity in seven. */
export function addPublicAct(book: RecordBook, dice: Dice, entity: Entity, asOf: IsoDate): void {
  if (!dice.chance(0.15)) return;
  const { habits } = entity.place;
  const { kind, word, content } = dice.pick(acts);
  const trade = tradeOf(entity.industry.trade);
  const decidedOn = dayOfLife(dice, entity, asOf, 2);
  const authority = departmentOf(entity.place, trade.department);
  book.table.add(
    {
      name: entity.name,
      uscc: entity.uscc,
      publicityKind: kind,
      number: book.numbers.next(entity, trade.numberWord + word, decidedOn),
      decidedOn: writeDay(decidedOn, habits),
      authority,
      content,
      source: authority,
      remark: sampleRemark,
    },
    habits.blank,
  );
}
