import type { CreditClass, RecordTier } from '../domain/credit.ts';
import { addDays, addMonths } from '../domain/dates.ts';
import type { IsoDate } from '../domain/ports.ts';
import type { Dice } from './dice.ts';
import type { EntityKind } from './names.ts';
import type { OtherDepartment } from './violations.ts';

/** A penalty to be reported. */
export interface PenaltyEvent {
  tier: RecordTier;
  decidedOn: IsoDate;
  publicityUntil: IsoDate | null;
  correctedOn: IsoDate | null;
  repairedOn: IsoDate | null;
  /** 数据状态 as departments write it; '' is the ordinary case. */
  status: '' | '撤销' | '复议撤销' | '中止执行';
  /** Reported in the template of 2015. */
  isOld: boolean;
  /** By a department that has nothing to do with the entity's trade; absent: by that of the trade. */
  by?: OtherDepartment;
}

/** An entry in a list that means discredit. */
export interface ListEvent {
  list: '经营异常名录' | '严重违法失信名单' | '严重失信主体名单' | '失信被执行人' | '重点关注企业名单';
  decidedOn: IsoDate;
  removedOn: IsoDate | null;
}

/** A commitment that was not kept. */
export interface BreachEvent {
  isRevoked: boolean;
  decidedOn: IsoDate;
  repairedOn: IsoDate | null;
}

/** What has befallen an entity up to the day; only the events get into the files, never the class they lead to. */
export interface Fate {
  intended: CreditClass;
  penalties: readonly PenaltyEvent[];
  lists: readonly ListEvent[];
  breaches: readonly BreachEvent[];
  /** Evaluated so badly that the score alone lowers the class. */
  isPoorlyRated: boolean;
}

/** Longest publicity in months (信用修复管理办法). */
const publicityMonths: Record<RecordTier, number> = { MINOR: 3, GENERAL: 12, SERIOUS: 36 };
/** Days since the decision that are surely within the longest publicity. */
const daysInEffect: Record<RecordTier, number> = { MINOR: 85, GENERAL: 350, SERIOUS: 1080 };

/** Throws the dice for one entity: 88 % trustworthy, 8 % minor, 3.5 % general, 0.5 % serious on the day. */
export function makeFate(dice: Dice, kind: EntityKind, asOf: IsoDate): Fate {
  const maker = new FateMaker(dice, asOf, kind);
  const choice = dice.unit();
  if (choice < 0.005) maker.serious();
  else if (choice < 0.04) maker.general();
  else if (choice < 0.12) maker.minor();
  maker.past();
  return maker.fate;
}

class FateMaker {
  readonly fate: Fate & { penalties: PenaltyEvent[]; lists: ListEvent[]; breaches: BreachEvent[] };
  readonly #dice: Dice;
  readonly #asOf: IsoDate;
  readonly #kind: EntityKind;

  constructor(dice: Dice, asOf: IsoDate, kind: EntityKind) {
    this.fate = { intended: 'TRUSTWORTHY', penalties: [], lists: [], breaches: [], isPoorlyRated: false };
    this.#dice = dice;
    this.#asOf = asOf;
    this.#kind = kind;
  }

  serious(): void {
    this.fate.intended = 'SERIOUS_DISCREDIT';
    const choice = this.#dice.unit();
    if (choice < 0.85) this.#effectivePenalty('SERIOUS');
    if (choice < 0.3) this.#listed('严重违法失信名单', 1000);
    else if (choice >= 0.95) this.#listed('严重失信主体名单', 700);
    else if (choice >= 0.85) this.#listed('失信被执行人', 900);
  }

  general(): void {
    this.fate.intended = 'GENERAL_DISCREDIT';
    const choice = this.#dice.unit();
    // One-person businesses are only marked as abnormal, not entered in the list.
    if (choice < 0.5 && this.#kind !== 'shop') this.#listed('经营异常名录', 900);
    else if (choice < 0.88) this.#effectivePenalty('GENERAL');
    else if (choice < 0.91) this.#listed('重点关注企业名单', 170);
    else if (choice < 0.95) this.#breach(true);
    else for (let i = 0; i < 3; i += 1) this.#effectivePenalty('MINOR');
  }

  minor(): void {
    this.fate.intended = 'MINOR_DISCREDIT';
    const choice = this.#dice.unit();
    if (choice < 0.88) this.#effectivePenalty('MINOR');
    else if (choice < 0.95) this.#breach(false);
    else this.fate.isPoorlyRated = true;
  }

  /** What is over and must not count any more: expired, repaired, withdrawn, removed. */
  past(): void {
    if (this.#dice.chance(0.04)) this.#expiredPenalty();
    if (this.#dice.chance(0.02)) this.#repairedPenalty();
    if (this.#dice.chance(0.005)) this.#voidPenalty();
    if (this.#dice.chance(0.006)) this.#oldPenalty();
    if (this.#kind !== 'shop' && this.#dice.chance(0.026)) this.#removed('经营异常名录', 400, 1500);
    if (this.#dice.chance(0.0005)) this.#removed('严重违法失信名单', 1100, 2000);
    if (this.#dice.chance(0.001)) {
      const decidedOn = this.#daysAgo(500, 900);
      const repairedOn = addDays(decidedOn, this.#dice.between(100, 400));
      this.fate.breaches.push({ isRevoked: false, decidedOn, repairedOn });
    }
  }

  #daysAgo(least: number, most: number): IsoDate {
    return addDays(this.#asOf, -this.#dice.between(least, most));
  }

  #penalty(event: Pick<PenaltyEvent, 'tier' | 'decidedOn'> & Partial<PenaltyEvent>): void {
    this.fate.penalties.push({
      publicityUntil: addMonths(event.decidedOn, publicityMonths[event.tier]),
      correctedOn: null,
      repairedOn: null,
      status: '',
      isOld: false,
      ...event,
    });
  }

  #effectivePenalty(tier: RecordTier): void {
    const age = this.#dice.between(5, daysInEffect[tier]);
    const decidedOn = addDays(this.#asOf, -age);
    const publicityUntil = this.#dice.chance(0.6) ? addMonths(decidedOn, publicityMonths[tier]) : null;
    const correctedOn = this.#dice.chance(0.4)
      ? addDays(decidedOn, this.#dice.below(Math.min(age, 60)))
      : null;
    this.#penalty({ tier, decidedOn, publicityUntil, correctedOn });
  }

  #expiredPenalty(): void {
    const tier = this.#dice.chance(0.6) ? 'MINOR' : 'GENERAL';
    const decidedOn = tier === 'MINOR' ? this.#daysAgo(110, 900) : this.#daysAgo(400, 1500);
    this.#penalty({ tier, decidedOn, correctedOn: addDays(decidedOn, this.#dice.between(1, 60)) });
  }

  #repairedPenalty(): void {
    const decidedOn = this.#daysAgo(200, 1200);
    const correctedOn = addDays(decidedOn, this.#dice.between(1, 60));
    // Not before the three months of least publicity are over.
    const repairedOn = addDays(decidedOn, this.#dice.between(100, 190));
    this.#penalty({ tier: 'GENERAL', decidedOn, correctedOn, repairedOn });
  }

  #voidPenalty(): void {
    const status = this.#dice.pick(['撤销', '撤销', '复议撤销', '中止执行'] as const);
    this.#penalty({ tier: 'GENERAL', decidedOn: this.#daysAgo(20, 340), status });
  }

  #oldPenalty(): void {
    const decidedOn = this.#daysAgo(2800, 3800);
    const tier = this.#dice.chance(0.3) ? 'MINOR' : 'GENERAL';
    this.#penalty({
      tier,
      decidedOn,
      correctedOn: addDays(decidedOn, this.#dice.between(1, 90)),
      isOld: true,
    });
  }

  #listed(list: ListEvent['list'], withinDays: number): void {
    this.fate.lists.push({ list, decidedOn: this.#daysAgo(5, withinDays), removedOn: null });
  }

  #removed(list: ListEvent['list'], least: number, most: number): void {
    const decidedOn = this.#daysAgo(least, most);
    this.fate.lists.push({
      list,
      decidedOn,
      removedOn: addDays(decidedOn, this.#dice.between(30, least - 5)),
    });
  }

  #breach(isRevoked: boolean): void {
    this.fate.breaches.push({ isRevoked, decidedOn: this.#daysAgo(30, 330), repairedOn: null });
  }
}
