import type { TransactionSql } from 'postgres';
import { CodedError, Overtaken } from '../domain/errors.ts';
import { dayOf, type Random } from '../domain/ports.ts';
import { readScope } from '../domain/scope.ts';
import { addWorkingDays } from '../domain/working-days.ts';
import { namesAndRegions } from '../store/credit.ts';
import type { Database } from '../store/database.ts';
import { readCalendar } from '../store/holidays.ts';
import {
  decideObjection,
  findObjection,
  insertObjection,
  listObjections,
  nextObjectionId,
  type Objection,
  takeOverdue,
} from '../store/objections.ts';
import { type Seeing, seeing } from '../store/scope.ts';
import { type Asking, type Change, guarded, note } from './guard.ts';
import { tell } from './notify.ts';
import { objectionAnswered, objectionAsked, objectionOverdue } from './objection-cards.ts';
import type { PolicyBook } from './policy.ts';
import { supervisorsOf } from './supervisors.ts';

export type { Objection };

export interface ObjectionDeps {
  database: Database;
  policies: PolicyBook;
  random: Random;
}

/** A reason in words, and no file of them. */
export const objectionLength = { least: 5, most: 500 };
const listed = 20;

function sightOf({ person }: Asking): Seeing {
  const { sees } = readScope(person);
  if (sees === 'own') return { sees: 'own', own: person.uscc ?? '' };
  return { sees: 'region', regionCode: person.regionCode };
}

/**
 * 异议: the asking representative objects to the class, or to a record (`recordId`), of its own enterprise. Answered
 * within the working days that the policy says.
 * @throws CodedError `objection.noEnterprise`, `objection.length` {least, most}, `objection.open`,
 *   `calendar.missing` {year}
 */
export const raiseObjection = guarded(
  'objection.raise',
  async (
    { database, policies, random }: ObjectionDeps,
    asking: Asking,
    { recordId, about, text }: { recordId: string | null; about: string; text: string },
  ): Promise<Change<Pick<Objection, 'id' | 'dueOn'>>> => {
    const { person, now } = asking;
    const { uscc } = person;
    if (uscc === null) throw new CodedError('objection.noEnterprise');
    const { length } = text.trim();
    if (length < objectionLength.least || length > objectionLength.most)
      throw new CodedError('objection.length', objectionLength);
    const today = dayOf(now);
    const term = policies.on(today).objection.workingDays;
    const dueOn = addWorkingDays(await readCalendar(database.sql), today, term);
    const id = await nextObjectionId(database.sql);
    return {
      told: { id, dueOn },
      async write(tx) {
        const row = {
          id,
          uscc,
          personId: person.id,
          recordId,
          about,
          text: text.trim(),
          raisedAt: now,
          dueOn,
        };
        const added = await seeing(tx, sightOf(asking), (own) => insertObjection(own, row));
        if (!added) throw new CodedError('objection.open');
        await note(tx, asking, {
          action: 'objection.raise',
          subject: String(id),
          result: recordId ? 'record' : 'class',
        });
        const known = (await namesAndRegions(database.sql, [uscc])).get(uscc);
        const people = await supervisorsOf(tx, { uscc, regionCode: known?.regionCode ?? null });
        const card = objectionAsked({ ...row, name: known?.name ?? uscc });
        await tell(tx, people, { random, now, key: `objection:${id}`, card });
      },
    };
  },
);

/** An enterprise's own, or those that the asking person may decide. */
export const objectionsFor = guarded(
  'objection.list',
  async ({ database }: ObjectionDeps, asking: Asking): Promise<Objection[]> =>
    seeing(database.sql, sightOf(asking), (tx) =>
      listObjections(tx, listed, asking.person.role !== 'enterprise'),
    ),
);

/** @throws CodedError `objection.unknown` {id}: also where there is one, but outside of the person's region */
export const openObjection = guarded(
  'objection.list',
  async ({ database }: ObjectionDeps, asking: Asking, id: number): Promise<Objection> => {
    const found = await seeing(database.sql, sightOf(asking), (tx) => findObjection(tx, id));
    if (!found) throw new CodedError('objection.unknown', { id });
    return found;
  },
);

/**
 * Answers an objection. It changes no record and no class by itself: what was wrong is corrected by whoever reported
 * it, or by a class set by hand.
 * @throws CodedError `objection.unknown` {id}, `objection.settled` {id}, `objection.length` {least, most}
 */
export const answerObjection = guarded(
  'objection.decide',
  async (
    { database, random }: ObjectionDeps,
    asking: Asking,
    id: number,
    { upheld, answer }: { upheld: boolean; answer: string },
  ): Promise<Change<Objection>> => {
    const found = await seeing(database.sql, sightOf(asking), (tx) => findObjection(tx, id));
    if (!found) throw new CodedError('objection.unknown', { id });
    if (found.state !== 'open') throw new CodedError('objection.settled', { id });
    const { length } = answer.trim();
    if (length < objectionLength.least || length > objectionLength.most)
      throw new CodedError('objection.length', objectionLength);
    const { actor, now } = asking;
    const state = upheld ? 'upheld' : 'dismissed';
    const told = { ...found, state, answer: answer.trim() } as const;
    return {
      told,
      async write(tx) {
        const decided = { state, answer: answer.trim(), by: actor, at: now } as const;
        if (!(await seeing(tx, sightOf(asking), (own) => decideObjection(own, id, decided))))
          throw new Overtaken();
        await note(tx, asking, { action: 'objection.decide', subject: String(id), result: state });
        const card = objectionAnswered(told);
        await tell(tx, [found.personId], { random, now, key: `objection:${id}:${state}`, card });
      },
    };
  },
);

/** Every day: officials are reminded of what is not answered in time. Resolves with how many that are. */
export async function remindOverdue(
  tx: TransactionSql,
  { random, now }: { random: Random; now: Date },
): Promise<number> {
  const day = dayOf(now);
  const overdue = await seeing(tx, { sees: 'all' }, (all) => takeOverdue(all, day));
  for (const objection of overdue) {
    const { id } = objection;
    const people = await supervisorsOf(tx, objection);
    const card = objectionOverdue(objection);
    await tell(tx, people, { random, now, key: `objection:${id}:overdue:${day}`, card });
  }
  return overdue.length;
}
