import type { CreditRecord } from './credit.ts';
import { addMonths } from './dates.ts';
import { type ExemptionItem, type ExemptionKind, isItem, isSameAct } from './exemption-list.ts';
import type { IsoDate } from './ports.ts';

/**
 * 轻微违法行为: whether an act may be left at guidance, 方案二（四）二 and 行政处罚法第三十三条. The officer answers and
 * decides; what is not known never leads to leniency.
 */

export const answers = ['yes', 'no', 'unknown'] as const;
export type Answer = (typeof answers)[number];

/** In the order in which they are asked. The last three only where it depends on them. */
export const questions = [
  'first', // 是否首次
  'conditions', // 是否符合清单条件
  'minor', // 违法行为是否轻微
  'intentional', // 是否主观故意
  'harm', // 是否造成危害后果
  'slight', // 危害后果是否轻微
  'corrects', // 能否按期改正
  'faultless', // 是否有证据足以证明没有主观过错
] as const;
export type Question = (typeof questions)[number];
export type Answers = Readonly<Partial<Record<Question, Answer>>>;

/** What it depends on besides the answers. */
export interface Situation {
  /** The act lies within the 包容期 of the enterprise. */
  inPeriod: boolean;
  /** The item of the list that it is; null: on no list. */
  item: { kind: ExemptionKind; clause: string; list: string; origin: 'plan' | 'norm' | 'default' } | null;
  /** Clause of the plan, from the policy. */
  clause: string;
}

/** 行政处罚法第三十三条, by sentence. */
export const article33 = {
  minor: '《行政处罚法》第三十三条第一款第一句',
  firstTime: '《行政处罚法》第三十三条第一款第二句',
  faultless: '《行政处罚法》第三十三条第二款',
  educate: '《行政处罚法》第三十三条第三款',
} as const;

/** A ground on which an act is left at guidance. */
export const grounds = ['period', 'list', 'minor', 'firstTime', 'faultless'] as const;
export type Ground = (typeof grounds)[number];

export interface Suggestion {
  outcome: 'guide' | 'case' | 'unknown';
  /** Grounds that hold, each with its clause; none but for `guide`. */
  grounds: readonly { ground: Ground; clause: string }[];
  /** Questions whose answer stands against it (`case`), or has to be found out (`unknown`). */
  because: readonly Question[];
  /** Clauses of the whole: told with it, and kept. */
  clauses: readonly string[];
  /**
   * Not the first, yet minor, harmless and corrected: the ordinary procedure, in which article 33 may still lead to no
   * penalty.
   */
  stillMinor: boolean;
}

/** True, false, or null: not known. */
type Known = boolean | null;

function and(...of: readonly Known[]): Known {
  if (of.includes(false)) return false;
  return of.includes(null) ? null : true;
}

function or(...of: readonly Known[]): Known {
  if (of.includes(true)) return true;
  return of.includes(null) ? null : false;
}

function not(one: Known): Known {
  return one === null ? null : !one;
}

function known(answer: Answer | undefined): Known {
  if (answer === undefined || answer === 'unknown') return null;
  return answer === 'yes';
}

/** The grounds, each as far as the answers tell. */
function groundsOf({ inPeriod, item }: Situation, given: Answers): Record<Ground, Known> {
  const own = (question: Question): Known => known(given[question]);
  const harmless = not(own('harm'));
  const mild = or(harmless, own('slight'));
  // 首次、非主观故意、按期改正: asked for by the plan whatever the ground is, save where there is no fault at all.
  const always = and(own('first'), not(own('intentional')), own('corrects'));
  const listed = item === null ? false : own('conditions');
  return {
    period: inPeriod ? and(always, harmless, or(listed, own('minor'))) : false,
    list: and(always, listed, item?.kind === 'firstTime' ? mild : harmless),
    minor: and(always, harmless, own('minor')),
    // An officer who cannot tell how grave the act is cannot use the discretion that the law gives.
    firstTime: and(always, mild, given.minor === 'unknown' ? null : true),
    // Whoever meant it is at fault. It is for the party to prove: proof that nobody knows of is none.
    faultless: and(not(own('intentional')), given.faultless === 'yes'),
  };
}

/**
 * What is asked next; null: enough is known to suggest. On a list the act is minor by its conditions, and only where
 * they are not met the officer is asked whether it is. Whether there was no fault is asked where nothing else helps.
 */
export function nextQuestion(situation: Situation, given: Answers): Question | null {
  const onList = situation.item !== null;
  for (const question of questions) {
    if (given[question] !== undefined) continue;
    if (question === 'conditions' && !onList) continue;
    if (question === 'minor' && onList && given.conditions === 'yes') continue;
    if (question === 'slight' && given.harm !== 'yes') continue;
    if (question === 'faultless' && !faultMatters(situation, given)) continue;
    return question;
  }
  return null;
}

function faultMatters(situation: Situation, given: Answers): boolean {
  if (given.intentional !== 'no') return false;
  const { faultless: _open, ...others } = groundsOf(situation, given);
  return !Object.values(others).includes(true);
}

/** The answer that would help. */
const helpful: Record<Question, Answer> = {
  first: 'yes',
  conditions: 'yes',
  minor: 'yes',
  intentional: 'no',
  harm: 'no',
  slight: 'yes',
  corrects: 'yes',
  faultless: 'yes',
};

/**
 * The suggestion to the officer: `guide` where a ground holds; `case` where none can; `unknown` where it depends on what
 * is not known, which never counts in favour.
 */
export function suggest(situation: Situation, given: Answers): Suggestion {
  const held = groundsOf(situation, given);
  const clauseOf: Record<Ground, string> = {
    period: situation.clause,
    list: situation.item ? `${situation.item.list}；${situation.item.clause}` : '',
    minor: article33.minor,
    firstTime: article33.firstTime,
    faultless: article33.faultless,
  };
  const all = grounds.filter((ground) => held[ground] === true);
  // How slight the harm was is beside the point where there was none and another ground holds.
  const holding =
    given.harm === 'no' && all.length > 1 ? all.filter((ground) => ground !== 'firstTime') : all;
  const told = holding.map((ground) => ({ ground, clause: clauseOf[ground] }));
  if (told.length > 0)
    return {
      outcome: 'guide',
      grounds: told,
      because: [],
      clauses: [...new Set([...told.map(({ clause }) => clause), situation.clause, article33.educate])],
      stillMinor: false,
    };
  const outcome = or(...Object.values(held)) === null ? 'unknown' : 'case';
  const against = (question: Question): boolean =>
    outcome === 'unknown'
      ? given[question] === 'unknown'
      : given[question] !== undefined && given[question] !== helpful[question];
  const stillMinor =
    outcome === 'case' &&
    given.first === 'no' &&
    given.intentional === 'no' &&
    given.harm === 'no' &&
    given.corrects === 'yes' &&
    (given.minor === 'yes' || given.conditions === 'yes');
  return {
    outcome,
    grounds: [],
    because: questions.filter(against),
    clauses: [situation.clause, ...(stillMinor ? [article33.minor] : [])],
    stillMinor,
  };
}

/** What was found that speaks against 首次. */
export interface Before {
  kind: 'penalty' | 'exemption';
  id: string;
  /** 决定书文号, or the number of the guidance. */
  number: string;
  what: string;
  /** The day that counts: of the decision for penalties, whose act's day is not reported; of the act for guidance. */
  on: IsoDate;
}

export interface FirstCheck {
  /** `yes`: nothing was found; `no`: the same before; `unknown`: a decision since, whose act may have been before. */
  proposed: Answer;
  before: readonly Before[];
  /** Penalties for other acts within the time: they do not count, but the officer should know. */
  others: number;
}

/** An act that was left at guidance before. */
export interface Guided {
  id: number;
  item: string | null;
  act: string;
  actOn: IsoDate;
}

/**
 * 首次: whether the same act is on record within the months before it, as a penalty or as guidance. Both are compared by
 * the item of the list, or by words. A month's day counts to its end: what was done on the same day 24 months before
 * still counts. Decisions that were annulled or withdrawn do not.
 */
export function checkFirst(
  { act, actOn, item }: { act: string; actOn: IsoDate; item: Pick<ExemptionItem, 'id' | 'words'> | null },
  {
    records,
    guided,
    months,
  }: { records: readonly CreditRecord[]; guided: readonly Guided[]; months: number },
): FirstCheck {
  const within = (day: IsoDate): boolean => addMonths(day, months) >= actOn;
  const before: Before[] = [];
  let others = 0;
  for (const record of records) {
    if (record.kind !== 'penalty' || record.status === 'annulled' || record.status === 'withdrawn') continue;
    if (!within(record.decidedOn)) continue;
    const { violationType, facts } = record.details;
    const same = [violationType, facts].some(
      (text) => text !== '' && ((item !== null && isItem(item, text)) || isSameAct(act, text)),
    );
    if (!same) {
      others += 1;
      continue;
    }
    const what = violationType === '' ? facts : violationType;
    before.push({ kind: 'penalty', id: record.id, number: record.number, what, on: record.decidedOn });
  }
  for (const one of guided) {
    const same = one.item === null || item === null ? isSameAct(act, one.act) : one.item === item.id;
    if (!same || !within(one.actOn) || one.actOn > actOn) continue;
    before.push({
      kind: 'exemption',
      id: String(one.id),
      number: String(one.id),
      what: one.act,
      on: one.actOn,
    });
  }
  const sure = before.some(({ kind, on }) => kind === 'exemption' || on <= actOn);
  const proposed: Answer = before.length === 0 ? 'yes' : sure ? 'no' : 'unknown';
  return { proposed, before: before.sort((a, b) => (a.on < b.on ? -1 : 1)), others };
}
