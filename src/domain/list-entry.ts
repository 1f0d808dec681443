import type { ListKind } from './credit.ts';
import { isIsoDate } from './dates.ts';
import { CodedError } from './errors.ts';
import { findIdNumbers } from './id-number.ts';
import type { Policy } from './policy.ts';
import type { IsoDate } from './ports.ts';

/** 列入名单, 方案二（六）二、三. Discredit: notice, statement, a second person, entry. Commendation: no notice needed. */

/** 性质恶劣、情节严重、社会危害较大: what alone leads to an entry in a list of discredit. */
export const listGrounds = ['vile', 'grave', 'harmful'] as const;
export type ListGround = (typeof listGrounds)[number];

/** 法定代表人、主要负责人、其他直接责任人员. */
export const offices = ['legalRepresentative', 'principal', 'directlyResponsible'] as const;
export type Office = (typeof offices)[number];

/** Somebody to whom measures may be extended; a name and nothing else. */
export interface Concerned {
  name: string;
  office: Office;
  /** `register`: as registered then. `officer`: as an official established. */
  source: 'register' | 'officer';
}

export const listStates = ['noticed', 'asked', 'entered', 'dropped', 'removed'] as const;
export type ListState = (typeof listStates)[number];

/** What an official proposes. */
export interface ListDraft {
  list: ListKind;
  /** Null for a list of commendation. */
  ground: ListGround | null;
  /** The heavier penalty or the provision that makes it so; for commendation the reason. */
  penalty: string;
  /** The law, regulation or central document; '' for commendation. */
  basis: string;
  /** 违法行为发生之日; null for commendation. */
  actOn: IsoDate | null;
  persons: readonly Concerned[];
}

export const textLength = { least: 4, most: 200 };
export const statementLength = { least: 5, most: 500 };
const mostPersons = 10;

/** Whether a list means discredit, and so takes notice and a law. */
export function isDiscreditList(list: ListKind, policy: Policy): boolean {
  return policy.discreditLists.has(list);
}

/** @throws CodedError `list.notHere`: entered elsewhere (a court, the registrar, the watch), or by no rule */
export function checkList(list: string, policy: Policy): ListKind {
  const found = policy.listEntry.lists.find((one) => one === list);
  if (!found) throw new CodedError('list.notHere');
  return found;
}

/** @throws CodedError `list.text` {least, most} */
export function checkText(text: string, length = textLength): string {
  const kept = text.trim();
  if (kept.length < length.least || kept.length > length.most) throw new CodedError('list.text', length);
  return kept;
}

/** A law or document by its name or number: 《…》, 国办发〔2020〕49号. */
const document = /《[^》]{4,}》|[\p{Script=Han}]{2,}[〔[（(]\d{4}[〕\])）]第?\d+号/u;

/**
 * The law, regulation or central document that an entry rests on (国办发〔2020〕49号): it must be named. Whether it
 * carries the entry is for the two officials; a score is none.
 * @throws CodedError `list.noLaw`, `list.text` {least, most}
 */
export function checkBasis(text: string): string {
  if (!document.test(text)) throw new CodedError('list.noLaw');
  return checkText(text);
}

/** @throws CodedError `list.day` {today} */
export function checkActDay(text: string, today: IsoDate): IsoDate {
  if (!isIsoDate(text) || text > today) throw new CodedError('list.day', { today });
  return text;
}

/** Names as they are written in Chinese and Latin letters; no number of any kind. */
const personName = /^[\p{Script=Han}\p{Script=Latin}·• .'-]{2,40}$/u;

/** @throws CodedError `list.person`: not a name; `list.idNumber`: no numbers of persons are kept */
export function checkPersonName(text: string): string {
  const name = text.trim();
  if (findIdNumbers(name).length > 0 || /\d{6,}/.test(name)) throw new CodedError('list.idNumber');
  if (!personName.test(name)) throw new CodedError('list.person');
  return name;
}

/** Adds somebody, once; a legal representative takes the place of the one before. @throws CodedError `list.persons` {most} */
export function withPerson(persons: readonly Concerned[], added: Concerned): readonly Concerned[] {
  const others = persons.filter(
    ({ name, office }) =>
      !(office === 'legalRepresentative' && added.office === office) &&
      !(name === added.name && office === added.office),
  );
  const all = added.office === 'legalRepresentative' ? [added, ...others] : [...others, added];
  if (all.length > mostPersons) throw new CodedError('list.persons', { most: mostPersons });
  return all;
}

/** A draft as a whole, for one enterprise. @throws CodedError as the checks above; `list.ground`; `list.hasDiscredit` */
export function checkDraft(
  draft: ListDraft,
  { policy, today, trustworthy }: { policy: Policy; today: IsoDate; trustworthy: boolean },
): ListDraft {
  const list = checkList(draft.list, policy);
  const penalty = checkText(draft.penalty);
  if (!isDiscreditList(list, policy)) {
    if (!trustworthy) throw new CodedError('list.hasDiscredit');
    return { list, ground: null, penalty, basis: '', actOn: null, persons: [] };
  }
  if (draft.ground === null) throw new CodedError('list.ground');
  const basis = checkBasis(draft.basis);
  const actOn = checkActDay(draft.actOn ?? '', today);
  const persons = draft.persons.map((one) => ({ ...one, name: checkPersonName(one.name) }));
  if (persons.length > mostPersons) throw new CodedError('list.persons', { most: mostPersons });
  return { list, ground: draft.ground, penalty, basis, actOn, persons };
}

/** A legal representative, from the day on which the register was known to say so. */
export interface Registration {
  name: string | null;
  from: IsoDate;
}

/**
 * Who held office on the day of the act, 二（六）二: whoever came later does not answer for it. `certain` false: the
 * register of that day is not known, and the earliest that is known is told.
 */
export function representativeOn(
  history: readonly Registration[],
  day: IsoDate,
): { name: string; from: IsoDate; certain: boolean } | null {
  const [first, ...rest] = history.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  if (!first) return null;
  const then = rest.reduce((held, one) => (one.from <= day ? one : held), first);
  if (then.name === null || then.name === '') return null;
  return { name: then.name, from: then.from, certain: first.from <= day };
}

/**
 * Whether the case may go on to a second person: the enterprise has stated its view, or the term for it is over.
 * @throws CodedError `list.tooSoon` {day}: the last day of the term
 */
export function checkHeard(
  { statementBy, statedAt }: { statementBy: IsoDate | null; statedAt: Date | null },
  today: IsoDate,
): void {
  if (statedAt !== null || statementBy === null || today > statementBy) return;
  throw new CodedError('list.tooSoon', { day: statementBy });
}

/** Months after which an entry ends by the term of its list; null: no term, until it is removed. */
export function termMonths(list: ListKind, policy: Policy): number | null {
  return policy.listTerms.get(list)?.months ?? null;
}

/** Months after which removal may be asked for; null: no rule of repair for this list on that day. */
export function removalMonths(list: ListKind, policy: Policy, day: IsoDate): number | null {
  const rule = policy.listRepairs.find(
    (one) =>
      one.list === list && one.effectiveFrom <= day && (one.effectiveTo === null || day <= one.effectiveTo),
  );
  return rule?.minMonths ?? null;
}
