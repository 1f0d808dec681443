import type { TransactionSql } from 'postgres';
import { periodEnd } from '../domain/inclusive-period.ts';
import { dayOf } from '../domain/ports.ts';
import type { Approval } from '../store/approvals.ts';
import { speakersOf } from '../store/classes.ts';
import { seeing } from '../store/scope.ts';
import { grantPeriod, refusePeriod } from '../store/tolerance.ts';
import type { Agreeing } from './guard.ts';
import { periodGranted } from './inclusive-cards.ts';
import { tell } from './notify.ts';

/** 包容期: begins on the day somebody agreed, and the enterprise is told. False where it waits no more. */
export async function grantAgreed(
  tx: TransactionSql,
  approval: Approval,
  { now, by, random }: Agreeing,
): Promise<boolean> {
  const { period = '', months = '', clause = '' } = approval.payload;
  const from = dayOf(now);
  const until = periodEnd(from, Number(months));
  const granted = await seeing(tx, { sees: 'all' }, (all) =>
    grantPeriod(all, Number(period), { from, until, by, at: now }),
  );
  if (!granted) return false;
  const card = periodGranted(granted, clause);
  const people = await speakersOf(tx, granted.uscc);
  await tell(tx, people, {
    random,
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
