import { say } from '../chat/words/index.ts';
import type { ListKind } from '../domain/credit.ts';
import { CodedError } from '../domain/errors.ts';
import { grade } from '../domain/grading.ts';
import {
  checkActDay,
  checkDraft,
  checkList,
  isDiscreditList,
  type ListDraft,
  removalMonths,
  representativeOn,
  termMonths,
} from '../domain/list-entry.ts';
import type { Policy } from '../domain/policy.ts';
import { dayOf, type IsoDate, type Pseudonyms } from '../domain/ports.ts';
import { hasJurisdiction, readScope, regionOf } from '../domain/scope.ts';
import { addWorkingDays } from '../domain/working-days.ts';
import { type Facts, factsOf, speakersOf } from '../store/classes.ts';
import { namesAndRegions } from '../store/credit.ts';
import { readCalendar } from '../store/holidays.ts';
import {
  findListCase,
  insertListCase,
  type ListCase,
  nextListCaseId,
  representativesOf,
} from '../store/list-cases.ts';
import { type Seeing, seeing } from '../store/scope.ts';
import { type ApprovalDeps, askApproval } from './approvals.ts';
import { type Asking, type Change, guarded, note } from './guard.ts';
import { caseNoticed } from './list-cards.ts';
import { tell } from './notify.ts';
import type { PolicyBook } from './policy.ts';

export type { ListCase };

export interface ListDeps extends ApprovalDeps {
  policies: PolicyBook;
  keys: Pseudonyms;
}

export function sightOf({ person }: Asking): Seeing {
  const { sees } = readScope(person);
  if (sees === 'own') return { sees: 'own', own: person.uscc ?? '' };
  return { sees: 'region', regionCode: person.regionCode };
}

export interface Supervised {
  name: string;
  region: string;
}

/** @throws CodedError `enterprise.unknown`, `enterprise.notYours` */
export async function supervised(
  { database }: Pick<ListDeps, 'database'>,
  { person }: Asking,
  uscc: string,
): Promise<Supervised> {
  const known = (await namesAndRegions(database.sql, [uscc])).get(uscc);
  if (!known) throw new CodedError('enterprise.unknown', { uscc });
  const enterprise = { uscc, regionCode: known.regionCode };
  if (!hasJurisdiction(person, enterprise)) throw new CodedError('enterprise.notYours', { name: known.name });
  return { name: known.name, region: regionOf(enterprise) };
}

/** A case that the asking official may work on. @throws CodedError `list.unknown` {id} */
export async function ownCase(deps: ListDeps, asking: Asking, id: number): Promise<ListCase> {
  const found = await seeing(deps.database.sql, sightOf(asking), (tx) => findListCase(tx, id));
  if (!found) throw new CodedError('list.unknown', { id });
  return found;
}

async function factsFor({ database }: ListDeps, uscc: string): Promise<Facts> {
  const [facts] = await factsOf(database.sql, [uscc]);
  if (!facts) throw new CodedError('enterprise.unknown', { uscc });
  return facts;
}

/** The last day for a statement. @throws CodedError `calendar.missing` {year} */
async function statementTerm({ database }: ListDeps, today: IsoDate, policy: Policy): Promise<IsoDate> {
  return addWorkingDays(await readCalendar(database.sql), today, policy.listEntry.statementWorkingDays);
}

export interface Prepared extends Supervised {
  lists: readonly ListKind[];
  discredit: ReadonlySet<ListKind>;
  /** As registered on the day of the act; null: no day yet, or nobody known. */
  representative: { name: string; from: IsoDate; certain: boolean } | null;
}

/**
 * What an official needs to propose an entry.
 * @throws CodedError `enterprise.unknown`, `enterprise.notYours`, `list.noDepartment`, `list.notHere`, `list.day`,
 *   `calendar.missing` {year}
 */
export const prepareListCase = guarded(
  'list.enter',
  async (
    deps: ListDeps,
    asking: Asking,
    uscc: string,
    { list, actOn }: { list: string | null; actOn: IsoDate | null },
  ): Promise<Prepared> => {
    const known = await supervised(deps, asking, uscc);
    if (asking.person.department === null) throw new CodedError('list.noDepartment');
    const today = dayOf(asking.now);
    const policy = deps.policies.on(today);
    // Told at once, not when everything has been written.
    if (list !== null && isDiscreditList(checkList(list, policy), policy))
      await statementTerm(deps, today, policy);
    const day = actOn === null ? null : checkActDay(actOn, today);
    const history =
      day === null
        ? []
        : await seeing(deps.database.sql, { sees: 'all' }, (tx) => representativesOf(tx, uscc));
    return {
      ...known,
      lists: policy.listEntry.lists,
      discredit: policy.discreditLists,
      representative: day === null ? null : representativeOn(history, day),
    };
  },
);

/** What the entry will be, for whoever agrees to it: the rules of the day on which it was asked for. */
export function approvalOf(found: ListCase, region: string, policy: Policy, asking: Asking) {
  const today = dayOf(asking.now);
  const { id, uscc, list } = found;
  return {
    payload: {
      case: String(id),
      uscc,
      what: list,
      // For whoever lists what waits for agreement.
      about: say('zh', 'lists.subject.short', { name: found.name, list: say('zh', `list.${list}`) }),
      // Counted from the day of the agreement.
      months: String(termMonths(list, policy) ?? ''),
      removalMonths: String(removalMonths(list, policy, today) ?? ''),
      discredit: isDiscreditList(list, policy) ? 'yes' : '',
      region,
      org: asking.person.orgId ?? '',
    },
  };
}

/** A line for the second person: what, why, on which law, what the enterprise said. */
export function subjectOf(found: ListCase, persons: number): string {
  const { name, uscc, list, ground, basis, statement } = found;
  const discredit = basis !== '';
  const key = discredit ? 'lists.subject.discredit' : 'lists.subject.good';
  return say('zh', key, {
    name,
    uscc,
    list: say('zh', `list.${list}`),
    ground,
    basis,
    persons,
    statement: statement ?? say('zh', 'lists.subject.silent'),
  });
}

export interface StartedCase {
  id: number;
  name: string;
  statementBy: IsoDate | null;
  /** The enterprise is told by message; false: nobody speaks for it here, it must be told on paper. */
  reached: boolean;
  /** Under which a second person decides; null: the enterprise is heard first. */
  approval: number | null;
}

/**
 * 列入名单: opens a case. Discredit: the enterprise is told and may state its view; commendation: a second person is
 * asked at once.
 * @throws CodedError as `checkDraft`; `enterprise.unknown`, `enterprise.notYours`, `list.noDepartment`, `list.open`,
 *   `calendar.missing` {year}
 */
export const startListCase = guarded(
  'list.enter',
  async (deps: ListDeps, asking: Asking, uscc: string, wanted: ListDraft): Promise<Change<StartedCase>> => {
    const { database, policies, random, keys } = deps;
    const { name, region } = await supervised(deps, asking, uscc);
    const authority = asking.person.department;
    if (authority === null) throw new CodedError('list.noDepartment');
    const { now, actor } = asking;
    const today = dayOf(now);
    const facts = await factsFor(deps, uscc);
    const policy = policies.on(today, facts.enterprise.industryCode);
    const trustworthy = grade(facts, policy, today).creditClass === 'TRUSTWORTHY';
    const draft = checkDraft(wanted, { policy, today, trustworthy });
    const discredit = draft.ground !== null;
    const statementBy = discredit ? await statementTerm(deps, today, policy) : null;
    const ground =
      draft.ground === null
        ? draft.penalty
        : say('zh', 'lists.ground.whole', {
            ground: say('zh', `lists.ground.${draft.ground}`),
            penalty: draft.penalty,
          });
    const id = await nextListCaseId(database.sql);
    const { list, basis, actOn, persons } = draft;
    const row: ListCase = {
      ...{ id, uscc, name, regionCode: facts.enterprise.regionCode, list, ground, basis, authority, actOn },
      ...{ askedBy: actor, statementBy, statement: null, statedAt: null },
      ...{ enteredOn: null, untilOn: null, recordKey: null, state: discredit ? 'noticed' : 'asked' },
    };
    const asked = discredit
      ? null
      : await askApproval(deps, asking, {
          kind: 'listEntry',
          person: null,
          ...approvalOf(row, region, policy, asking),
          subject: subjectOf(row, 0),
        });
    const people = discredit ? await speakersOf(deps.database.sql, uscc) : [];
    const reached = people.length > 0;
    return {
      told: { id, name, statementBy, reached, approval: asked?.told ?? null },
      async write(tx) {
        const added = await seeing(tx, sightOf(asking), (own) =>
          insertListCase(own, { ...row, askedAt: now }, persons),
        );
        if (!added) throw new CodedError('list.open', { name });
        const subject = keys.pseudonym(uscc);
        await note(tx, asking, { action: 'list.start', subject, result: `${id}:${list}` });
        await asked?.write(tx);
        const days = policy.listEntry.statementWorkingDays;
        await tell(tx, people, { random, now, key: `list:${id}:noticed`, card: caseNoticed(row, days) });
      },
    };
  },
);
