import { createHash } from 'node:crypto';
import type { TransactionSql } from 'postgres';
import { periodEnd } from '../domain/inclusive-period.ts';
import { dayOf, type Random } from '../domain/ports.ts';
import type { Approval } from '../store/approvals.ts';
import { concernedBy } from '../store/classes.ts';
import { seeing } from '../store/scope.ts';
import { grantPeriod, refusePeriod } from '../store/tolerance.ts';
import { periodGranted } from './inclusive-cards.ts';
import { tell } from './notify.ts';

/** The message bears no button, so nothing of it has to be unforeseeable: its short number comes from the agreement. */
function numbersOf({ id, kind }: Approval): Random {
  return {
    bytes: (length) =>
      Uint8Array.from(createHash('sha512').update(`${kind}:${id}`).digest().subarray(0, length)),
  };
}

/** Those who speak for an enterprise. */
export async function representativesOf(tx: TransactionSql, uscc: string): Promise<string[]> {
  const people = await concernedBy(tx, [uscc]);
  return people.filter(({ follows }) => !follows).map(({ personId }) => personId);
}

/** 包容期: begins on the day somebody agreed, and the enterprise is told. False where it waits no more. */
export async function grantAgreed(
  tx: TransactionSql,
  approval: Approval,
  now: Date,
  by: string,
): Promise<boolean> {
  const { period = '', months = '', clause = '' } = approval.payload;
  const from = dayOf(now);
  const until = periodEnd(from, Number(months));
  const granted = await seeing(tx, { sees: 'all' }, (all) =>
    grantPeriod(all, Number(period), { from, until, by, at: now }),
  );
  if (!granted) return false;
  const card = periodGranted(granted, clause);
  const people = await representativesOf(tx, granted.uscc);
  await tell(tx, people, {
    random: numbersOf(approval),
    now,
    key: `inclusive:${granted.id}:granted`,
    card,
  });
  return true;
}

/** The request is over, so that another may be made. */
export async function dropRefused(tx: TransactionSql, { payload }: Approval): Promise<void> {
  await seeing(tx, { sees: 'all' }, (all) => refusePeriod(all, Number(payload.period)));
}
