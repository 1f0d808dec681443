import type { ListRecord } from '../domain/credit.ts';
import { effectOf } from '../domain/effect.ts';
import { CodedError } from '../domain/errors.ts';
import { usualPurpose } from '../domain/rights.ts';
import { hasJurisdiction } from '../domain/scope.ts';
import { namesAndRegions } from '../store/credit.ts';
import {
  findListCase,
  isAsked,
  type ListCase,
  type ListedPerson,
  listCasesOf,
  listPersonsOf,
  openListCases,
} from '../store/list-cases.ts';
import { seeing } from '../store/scope.ts';
import { type CreditDeps, type CreditView, lookUpCredit } from './credit.ts';
import { type Asking, guarded } from './guard.ts';
import { sightOf } from './list-cases.ts';

export type { ListedPerson };

const listed = 20;

/** The lists that an enterprise is in, and what is going on about it. */
export interface ListsView {
  credit: CreditView;
  /** In effect today, and visible to whoever asks. */
  entries: readonly ListRecord[];
  /** Not yet decided; for the enterprise itself and those who supervise it. */
  cases: readonly ListCase[];
  /** Entries that were made here, by the id of their record. */
  madeHere: ReadonlyMap<string, ListCase>;
}

/**
 * 名单: of one enterprise. Null: no such enterprise is known.
 * @throws CodedError `measure.others`: an enterprise about another; as `lookUpCredit`
 */
export const listsOf = guarded(
  'list.view',
  async (deps: CreditDeps, asking: Asking, uscc: string): Promise<ListsView | null> => {
    const { person, purpose } = asking;
    if (person.role === 'enterprise' && person.uscc !== uscc) {
      asking.audit({ action: 'list.view', subject: uscc, purpose, result: 'denied' });
      throw new CodedError('measure.others');
    }
    const credit = await lookUpCredit(deps, asking, uscc);
    if (!credit) return null;
    const { policy, grading } = credit;
    const entries = [...credit.records.values()].flatMap(({ record }) =>
      record.kind === 'list' && effectOf(record, policy, grading.asOf).effective ? [record] : [],
    );
    const all = await seeing(deps.database.sql, sightOf(asking), (tx) => listCasesOf(tx, uscc, listed));
    return {
      credit,
      entries,
      cases: all.filter(({ state }) => state === 'noticed' || state === 'asked'),
      madeHere: new Map(
        all.flatMap((one) =>
          one.recordKey !== null && one.state === 'entered' ? [[one.recordKey, one]] : [],
        ),
      ),
    };
  },
);

/** 名单办理: an enterprise's own open cases, or those of the region. */
export const openCases = guarded(
  'list.view',
  async ({ database }: Pick<CreditDeps, 'database'>, asking: Asking): Promise<ListCase[]> =>
    seeing(database.sql, sightOf(asking), (tx) => openListCases(tx, listed)),
);

/** 陈述申辩: what the asking representative's enterprise can still state its view on. */
export const casesToState = guarded(
  'list.state',
  async ({ database }: Pick<CreditDeps, 'database'>, asking: Asking): Promise<ListCase[]> => {
    const open = await seeing(database.sql, sightOf(asking), (tx) => openListCases(tx, listed));
    return open.filter(({ basis, statedAt }) => basis !== '' && statedAt === null);
  },
);

/**
 * One case, and whether a second person is being asked about it.
 * @throws CodedError `list.unknown` {id}: also where there is one, but not for this person
 */
export const oneCase = guarded(
  'list.view',
  async (
    { database }: Pick<CreditDeps, 'database'>,
    asking: Asking,
    id: number,
  ): Promise<{ found: ListCase; waiting: boolean }> => {
    const found = await seeing(database.sql, sightOf(asking), (tx) => findListCase(tx, id));
    if (!found) throw new CodedError('list.unknown', { id });
    return { found, waiting: await isAsked(database.sql, id, asking.now) };
  },
);

/**
 * 名单人员, 二（六）二: to whom measures extend; for those who supervise the enterprise, and each look is noted. Whoever
 * may not is not told whether there is anybody.
 * @throws CodedError `list.personsOthers`
 */
export const personsListed = guarded(
  'list.persons',
  async (
    { database }: Pick<CreditDeps, 'database'>,
    asking: Asking,
    uscc: string,
  ): Promise<{ name: string; persons: ListedPerson[] }> => {
    const { person } = asking;
    const purpose = asking.purpose ?? usualPurpose[person.role] ?? null;
    const audit = (result: string) =>
      asking.audit({ action: 'list.persons', subject: uscc, purpose, result });
    const known = (await namesAndRegions(database.sql, [uscc])).get(uscc);
    if (!known || !hasJurisdiction(person, { uscc, regionCode: known.regionCode })) {
      audit('denied');
      throw new CodedError('list.personsOthers');
    }
    const persons = await seeing(database.sql, sightOf(asking), (tx) => listPersonsOf(tx, uscc));
    audit(String(persons.length));
    return { name: known.name, persons };
  },
);
