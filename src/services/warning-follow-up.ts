import type { TransactionSql } from 'postgres';
import { isProbablyWorked } from '../domain/notice-time.ts';
import type { Policy } from '../domain/policy.ts';
import { dayOf, type IsoDate } from '../domain/ports.ts';
import {
  addTold,
  moveTarget,
  type Target,
  type Told,
  toldOf,
  unacknowledged,
  uncounted,
  unhandled,
  warningsById,
} from '../store/warnings.ts';
import { type Announcing, Mail } from './announce.ts';
import { type DutyBook, dutyBook, ladderOf, nextRung } from './duty.ts';
import { type WarningOccasion, type WarningShown, warningCard, warningLine } from './warning-cards.ts';
import { toldKey, warningCause } from './warning-raising.ts';
import { termOf } from './warning-terms.ts';

const atOnce = 500;

interface FollowUp {
  tx: TransactionSql;
  announcing: Announcing;
  policy: Policy;
  on: IsoDate;
  duty: DutyBook;
  mail: Mail;
  told: Told[];
}

/**
 * Every working day: what was not acknowledged in time goes to the next level, and what was not dealt with in time is
 * brought to mind; terms that could not be counted are counted as soon as the holidays are there. Within the
 * transaction that sees all. Resolves with how many were passed on, and how many are overdue.
 */
export async function followUpWarnings(
  tx: TransactionSql,
  announcing: Announcing,
  policy: Policy,
): Promise<{ escalated: number; overdue: number }> {
  const on = dayOf(announcing.now);
  const { calendar } = announcing;
  await countTerms(tx, announcing, policy);
  if (!isProbablyWorked(calendar, on)) return { escalated: 0, overdue: 0 };
  const work: FollowUp = { tx, announcing, policy, on, duty: dutyBook(tx, on), mail: new Mail(), told: [] };
  const passed = new Set<number>();
  await each(
    (limit) => unacknowledged(tx, on, limit),
    async (late) => {
      for (const { target, warning } of await withWarnings(tx, late)) await escalate(work, target, warning);
      for (const { id } of late) passed.add(id);
    },
  );
  let overdue = 0;
  await each(
    (limit) => unhandled(tx, on, limit),
    async (slow) => {
      for (const { target, warning } of await withWarnings(tx, slow)) {
        // What went to the next level today is heard of there: not twice on one day.
        if (await remind(work, target, warning, passed.has(target.id))) overdue += 1;
      }
    },
  );
  await addTold(tx, work.told, announcing.now);
  await work.mail.send(tx, announcing);
  return { escalated: passed.size, overdue };
}

/** Takes one lot after the other; each leaves what is looked for when it is done. */
async function each(
  take: (limit: number) => Promise<Target[]>,
  work: (targets: readonly Target[]) => Promise<void>,
): Promise<void> {
  for (let full = true; full; ) {
    const targets = await take(atOnce);
    await work(targets);
    full = targets.length === atOnce;
  }
}

async function countTerms(tx: TransactionSql, { calendar }: Announcing, policy: Policy): Promise<void> {
  const { acknowledgeWorkingDays, handleWorkingDays } = policy.warning;
  for (let after = 0, full = true; full; ) {
    const open = await uncounted(tx, after, atOnce);
    for (const target of open) {
      // Each from the day on which it began: when it was raised, passed on, or brought to mind.
      const { id, raisedOn, escalatedOn, overdueOn } = target;
      const acknowledgeBy =
        target.acknowledgeBy ?? termOf(calendar, escalatedOn ?? raisedOn, acknowledgeWorkingDays);
      const handleBy = target.handleBy ?? termOf(calendar, overdueOn ?? raisedOn, handleWorkingDays);
      await moveTarget(tx, id, { acknowledgeBy, handleBy });
      after = id;
    }
    full = open.length === atOnce;
  }
}

async function withWarnings(tx: TransactionSql, targets: readonly Target[]) {
  const ids = [...new Set(targets.map(({ warningId }) => warningId))];
  const warnings = new Map((await warningsById(tx, ids)).map((warning) => [warning.id, warning]));
  return targets.flatMap((target) => {
    const warning = warnings.get(target.warningId);
    return warning ? [{ target, warning: { ...warning, ...termsOf(target) } }] : [];
  });
}

function termsOf({ acknowledgeBy, handleBy }: Target): Pick<WarningShown, 'acknowledgeBy' | 'handleBy'> {
  return { acknowledgeBy, handleBy };
}

type Shown = WarningShown & { regionCode: string | null };

function send(
  { mail, told, policy, on }: FollowUp,
  target: Target,
  warning: Shown,
  people: readonly string[],
  occasion: 'escalated' | 'overdue',
): void {
  for (const personId of people)
    told.push({ targetId: target.id, uscc: target.uscc, personId, why: occasion, on });
  const said: WarningOccasion = occasion;
  mail.add(people, {
    key: toldKey(warning.id, { why: occasion, targetId: target.id, on }),
    cause: warningCause(warning.id),
    // Late is never left to a digest.
    severity: warning.severity === 'urgent' ? 'urgent' : 'high',
    card: warningCard(warning, policy, said, target.state === 'acknowledged'),
    line: warningLine(warning, said),
  });
}

/** To the next level at which somebody is on duty; from the last one it comes again and again. */
async function escalate(work: FollowUp, target: Target, warning: Shown): Promise<void> {
  const { tx, announcing, policy, on, duty } = work;
  const ladder = await ladderOf(tx, target.orgId, warning);
  const before = new Set((await toldOf(tx, [target.id])).map(({ personId }) => personId));
  const fresh: DutyBook = async (rung) => (await duty(rung)).filter((id) => !before.has(id));
  const next =
    (await nextRung(ladder, target.level + 1, fresh)) ??
    (await nextRung(ladder, Math.min(target.level, ladder.length - 1), duty));
  const acknowledgeBy = termOf(announcing.calendar, on, policy.warning.acknowledgeWorkingDays);
  const level = next?.level ?? target.level;
  await moveTarget(tx, target.id, { level, acknowledgeBy });
  if (next) send(work, { ...target, level }, { ...warning, acknowledgeBy }, next.people, 'escalated');
}

/** To those who were told, as far as they are on duty, else to the next level. */
async function remind(work: FollowUp, target: Target, warning: Shown, quietly: boolean): Promise<boolean> {
  const { tx, announcing, policy, on, duty } = work;
  const ladder = await ladderOf(tx, target.orgId, warning);
  const next = await nextRung(ladder, Math.min(target.level, ladder.length - 1), duty);
  const handleBy = termOf(announcing.calendar, on, policy.warning.handleWorkingDays);
  await moveTarget(tx, target.id, { handleBy, overdueOn: on });
  if (quietly || !next) return false;
  send(work, target, warning, next.people, 'overdue');
  return true;
}
