import type { CreditClass } from '../domain/credit.ts';
import { addDays } from '../domain/dates.ts';
import type { IsoDate } from '../domain/ports.ts';
import type { Dice } from './dice.ts';
import type { Entity } from './entity.ts';
import type { Fate } from './fate.ts';
import { departmentOf, sampleRemark, writeDay } from './report.ts';
import type { RowSink } from './table.ts';
import { tradeOf } from './trades.ts';

export interface EvaluationTables {
  public: RowSink;
  industry: RowSink;
  market: RowSink;
}

/** A round of evaluations: its name, and the day its results began to come out. */
interface Round {
  period: string;
  from: IsoDate;
}

/** The half-yearly and yearly rounds whose results were all out on the day, the newest first. */
export interface Rounds {
  halfYears: readonly [Round, Round];
  year: Round;
}

/** Results come out over the 45 days after the period, yearly ones from March to mid-April. */
export function roundsBefore(asOf: IsoDate): Rounds {
  const latest = addDays(asOf, -75);
  const year = Number(latest.slice(0, 4));
  const isSecondHalf = latest.slice(5) >= '07-01';
  const firstHalf = (of: number): Round => ({ period: `${of}年上半年`, from: `${of}-07-15` });
  const secondHalf = (of: number): Round => ({ period: `${of}年下半年`, from: `${of + 1}-01-15` });
  const halfYears: Rounds['halfYears'] = isSecondHalf
    ? [firstHalf(year), secondHalf(year - 1)]
    : [secondHalf(year - 1), firstHalf(year - 1)];
  const lastFull = latest.slice(5) >= '03-01' ? year - 1 : year - 2;
  return { halfYears, year: { period: `${lastFull}年度`, from: `${lastFull + 1}-03-01` } };
}

/**
 * Grades out of twenty, best first, by how the entity stands on its events. A trustworthy entity never falls
 * under the score that lowers a class; the few for whom it does are marked in their fate.
 */
const shares: Record<CreditClass, readonly [number, number, number]> = {
  TRUSTWORTHY: [6, 16, 20],
  MINOR_DISCREDIT: [1, 9, 20],
  GENERAL_DISCREDIT: [0, 4, 17],
  SERIOUS_DISCREDIT: [0, 0, 6],
};

/** A to D. */
export type IndustryGrade = 0 | 1 | 2 | 3;

/** An industry evaluation as it was given. */
export interface EvaluatedAt {
  grade: IndustryGrade;
  decidedOn: IsoDate;
}

function gradeStep(dice: Dice, fate: Fate): IndustryGrade {
  if (fate.isPoorlyRated) return 3;
  const [best, good, fair] = shares[fate.intended];
  const choice = dice.below(20);
  if (choice < best) return 0;
  if (choice < good) return 1;
  return choice < fair ? 2 : 3;
}

const agencies = [...'一二三'].map((ordinal) => `示例第${ordinal}信用评估有限公司`);

/** Public evaluation for 70 % of the entities, that of the industry for 40 %, of the market for 15 %. Tells the second. */
export function addEvaluations(
  tables: EvaluationTables,
  dice: Dice,
  entity: Entity,
  fate: Fate,
  rounds: Rounds,
): EvaluatedAt | null {
  let given: EvaluatedAt | null = null;
  const { habits } = entity.place;
  const dayIn = (round: Round): IsoDate => addDays(round.from, dice.below(45));
  const row = (round: Round, authority: string, decidedOn = dayIn(round)) => ({
    name: entity.name,
    uscc: entity.uscc,
    period: round.period,
    decidedOn: writeDay(decidedOn, habits),
    authority,
    source: authority,
    remark: sampleRemark,
  });
  const [now, before] = rounds.halfYears;
  if (fate.isPoorlyRated || dice.chance(0.7)) {
    const from = dice.chance(0.2) ? [before, now] : [now];
    for (const round of from) {
      const publicGrade = '优良中差'.charAt(gradeStep(dice, fate));
      tables.public.add({ ...row(round, '山东省公共信用信息中心（示例）'), publicGrade }, habits.blank);
    }
  }
  if (fate.isPoorlyRated || dice.chance(0.4)) {
    const { field, department } = tradeOf(entity.industry.trade);
    const step = gradeStep(dice, fate);
    const authority = departmentOf(entity.place, department);
    const industryGrade = 'ABCD'.charAt(step);
    const decidedOn = dayIn(rounds.year);
    const rated = row(rounds.year, authority, decidedOn);
    tables.industry.add({ ...rated, industry: field, industryGrade }, habits.blank);
    given = { grade: step, decidedOn };
  }
  if (dice.chance(0.15)) {
    const floor = fate.intended === 'TRUSTWORTHY' || fate.intended === 'MINOR_DISCREDIT' ? 62 : 45;
    const marketScore = `${dice.between(floor, 97)}.${dice.below(10)}`;
    tables.market.add({ ...row(now, dice.pick(agencies)), marketScore }, habits.blank);
  }
  return given;
}

/** The industry evaluation again between two rounds (动态评价), by the same department. */
export function addReevaluation(
  table: RowSink,
  entity: Entity,
  { grade, decidedOn }: { grade: IndustryGrade; decidedOn: IsoDate },
): void {
  const { field, department } = tradeOf(entity.industry.trade);
  const authority = departmentOf(entity.place, department);
  const { habits } = entity.place;
  table.add(
    {
      name: entity.name,
      uscc: entity.uscc,
      period: `${decidedOn.slice(0, 4)}年${Number(decidedOn.slice(5, 7))}月动态评价`,
      decidedOn: writeDay(decidedOn, habits),
      authority,
      source: authority,
      remark: sampleRemark,
      industry: field,
      industryGrade: 'ABCD'.charAt(grade),
    },
    habits.blank,
  );
}
