import type { TransactionSql } from 'postgres';
import { CodedError } from '../domain/errors.ts';
import type { Person } from '../domain/person.ts';
import type { Random } from '../domain/ports.ts';
import { may, type Right } from '../domain/rights.ts';
import { type AuditEntry, writeAudit } from '../store/audit.ts';

/** Who asks, when, why, and where it is noted. */
export interface Asking {
  person: Person;
  /** Who the audit log will say it was. */
  actor: string;
  now: Date;
  purpose: string | null;
  /** How many different enterprises were looked up today. */
  used: { own: number; org: number };
  audit(note: { action: string; subject: string | null; purpose: string | null; result: string }): void;
}

/** Who agrees, when, and what telling of it takes. */
export interface Agreeing {
  by: string;
  now: Date;
  random: Random;
}

/** Something that is about to change: what it will be is known, and written in the transaction of whoever asked. */
export interface Change<Told> {
  told: Told;
  /** @throws Overtaken where what it rests on has changed since; nothing may be written then. */
  write(tx: TransactionSql): Promise<void>;
}

/**
 * A service function behind its right. Everything that a person can reach is made by this; a test fails for what is not.
 * @throws CodedError `denied`
 */
export function guarded<Deps, Args extends unknown[], Out>(
  right: Right,
  work: (deps: Deps, asking: Asking, ...args: Args) => Out | Promise<Out>,
): ((deps: Deps, asking: Asking, ...args: Args) => Promise<Out>) & { right: Right } {
  const checked = async (deps: Deps, asking: Asking, ...args: Args): Promise<Out> => {
    if (!may(asking.person.role, right)) {
      asking.audit({ action: right, subject: null, purpose: asking.purpose, result: 'denied' });
      throw new CodedError('denied');
    }
    return work(deps, asking, ...args);
  };
  return Object.assign(checked, { right });
}

/** An entry about something that was changed, in the transaction of the change. */
export function note(
  tx: TransactionSql,
  asking: Asking,
  entry: Pick<AuditEntry, 'action' | 'subject' | 'result'>,
): Promise<void> {
  const { actor, person, purpose, now } = asking;
  return writeAudit(tx, { actor, orgId: person.orgId, purpose, ...entry }, now);
}
