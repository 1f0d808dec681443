import type { TransactionSql } from 'postgres';
import { mayDecide, type Question } from '../domain/authority.ts';
import { CodedError, Overtaken } from '../domain/errors.ts';
import type { Random } from '../domain/ports.ts';
import {
  type Approval,
  findApproval,
  insertApproval,
  nextApprovalId,
  openApprovals,
  settleApproval,
} from '../store/approvals.ts';
import type { Database } from '../store/database.ts';
import { lineage } from '../store/orgs.ts';
import { askable, countAdministrators, findKnown, type KnownPerson } from '../store/people.ts';
import { seeing } from '../store/scope.ts';
import { approvalAnswered, approvalAsked } from './approval-cards.ts';
import { accountIn, agreed, refused } from './approval-effects.ts';
import { type Asking, type Change, guarded, note } from './guard.ts';
import { tell, tellAccount } from './notify.ts';

export type { Approval };

export interface ApprovalDeps {
  database: Database;
  random: Random;
}

/** 双人复核: a week, then it has to be asked again. */
const approvalDays = 7;
/** Whoever is asked sees this many at once. */
const listed = 20;
/** As long as so few administrators can be reached, whoever is at the machine decides alone, and the log says so. */
const enoughAdministrators = 2;

/** All of the people: who may be asked to agree, and about whom. */
export const everyone = { sees: 'people', regionCode: '100000' } as const;

export interface AskedApproval {
  kind: Approval['kind'];
  person: KnownPerson | null;
  payload: Record<string, string>;
  /** A line that says what it is about, for who is asked. */
  subject: string;
}

async function questionOf(
  tx: TransactionSql,
  { kind, askedBy, personId, payload }: Pick<Approval, 'kind' | 'askedBy' | 'personId' | 'payload'>,
  person: KnownPerson | null,
): Promise<Question> {
  const line = await lineage(tx, person?.orgId ?? payload.org ?? null);
  // What is about a department says its region itself.
  const regionCode = person ? person.regionCode : (payload.region ?? null);
  return { kind, askedBy, personId, regionCode, lineage: line };
}

/** What was asked for, for the audit log: no account, no name. */
function detail(id: number, { from, to, quota, what }: Approval['payload']): string {
  const asked = from && to ? `${from}>${to}` : (quota ?? what);
  return asked ? `${id}:${asked}` : String(id);
}

/** The beginning, when there is nobody yet who could agree: only for whoever is at the machine. */
export async function isBeginning(database: Database, asking: Pick<Asking, 'actor'>): Promise<boolean> {
  if (asking.actor !== 'cli') return false;
  return (await seeing(database.sql, everyone, countAdministrators)) < enoughAdministrators;
}

/**
 * Asks for a second person's agreement, and writes to those who may give it. `told` is the number under which it is
 * decided. `askedBy`: who is behind it where that is not who speaks (whoever made a code).
 */
export async function askApproval(
  { database, random }: ApprovalDeps,
  asking: Asking,
  { kind, person, payload: asked, subject }: AskedApproval,
  askedBy = asking.actor,
): Promise<Change<number>> {
  // What is about nobody says itself what it is about, wherever it is listed.
  const payload = person === null ? { about: subject, ...asked } : asked;
  const id = await nextApprovalId(database.sql);
  const { now } = asking;
  const personId = person?.id ?? null;
  return {
    told: id,
    async write(tx) {
      const expiresAt = new Date(now.getTime() + approvalDays * 86_400_000);
      await insertApproval(tx, { id, kind, personId, payload, askedBy, askedAt: now, expiresAt });
      await note(tx, asking, { action: `${kind}.ask`, subject: personId, result: detail(id, payload) });
      await seeing(tx, everyone, async (all) => {
        const question = await questionOf(all, { kind, askedBy, personId, payload }, person);
        const able = (await askable(all, question.lineage)).filter((one) => mayDecide(one, question));
        const ids = able.map((one) => one.id);
        const card = approvalAsked({ id, kind, subject, askedBy });
        await tell(all, ids, { random, now, key: `approval:${id}`, card });
      });
    },
  };
}

/** Those that wait and that this person may decide. */
export const listApprovals = guarded(
  'approval.list',
  async (
    { database }: ApprovalDeps,
    asking: Asking,
  ): Promise<{ approval: Approval; person: KnownPerson | null }[]> =>
    seeing(database.sql, everyone, async (tx) => {
      const open = await openApprovals(tx, asking.now, 200);
      const mine: { approval: Approval; person: KnownPerson | null }[] = [];
      for (const approval of open) {
        const person = approval.personId === null ? null : await findKnown(tx, approval.personId);
        const question = await questionOf(tx, approval, person);
        if (mine.length < listed && mayDecide(asking.person, question)) mine.push({ approval, person });
      }
      return mine;
    }),
);

/**
 * Agrees, or refuses.
 * @throws CodedError `approval.unknown`, `approval.settled`, `approval.notYours`
 */
export const decideApproval = guarded(
  'approval.decide',
  async (
    { database, random }: ApprovalDeps,
    asking: Asking,
    id: number,
    agree: boolean,
  ): Promise<Change<{ approval: Approval; person: KnownPerson | null }>> => {
    const { person: decider, now } = asking;
    const { approval, person } = await seeing(database.sql, everyone, async (tx) => {
      const found = await findApproval(tx, id);
      if (!found) throw new CodedError('approval.unknown', { id });
      const about = found.personId === null ? null : await findKnown(tx, found.personId);
      if (!mayDecide(decider, await questionOf(tx, found, about)))
        throw new CodedError('approval.notYours', { id });
      return { approval: found, person: about };
    });
    if (approval.state !== 'open' || approval.expiresAt <= now)
      throw new CodedError('approval.settled', { id });
    return {
      told: { approval, person },
      async write(tx) {
        const to = agree ? 'approved' : 'refused';
        if (!(await settleApproval(tx, id, 'open', to, asking.actor, now))) throw new Overtaken();
        await note(tx, asking, {
          action: `${approval.kind}.${to}`,
          subject: approval.personId,
          result: detail(id, approval.payload),
        });
        await seeing(tx, everyone, (all) =>
          agree ? agreed(all, approval, { now, by: asking.actor, random }) : refused(all, approval),
        );
        const concerned = [approval.askedBy, ...(approval.personId === null ? [] : [approval.personId])];
        const card = approvalAnswered({ id, kind: approval.kind, agree });
        const telling = { random, now, key: `approval:${id}:${to}`, card };
        await tell(tx, [...new Set(concerned)], telling);
        // An account that was let go is nobody's: it is told all the same, since it waits for that.
        if (approval.kind === 'binding' && !agree) await tellAccount(tx, accountIn(approval), telling);
      },
    };
  },
);

/** Uses up an agreement that was given for something that is done outside of the database. */
export async function useApproval(
  tx: TransactionSql,
  id: number,
  kind: string,
  by: string,
  at: Date,
): Promise<Approval> {
  const approval = await findApproval(tx, id);
  if (!approval || approval.kind !== kind) throw new CodedError('approval.unknown', { id });
  if (!(await settleApproval(tx, id, 'approved', 'used', by, at)))
    throw new CodedError('approval.settled', { id });
  return approval;
}
