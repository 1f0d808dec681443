import type { TransactionSql } from 'postgres';
import type { CreditRecord, Enterprise } from '../domain/credit.ts';
import type { Policy } from '../domain/policy.ts';
import type { Severity } from '../domain/policy-supervision.ts';
import { dayOf } from '../domain/ports.ts';
import { dropNotices } from '../store/notices.ts';
import {
  addTold,
  insertTargets,
  insertWarnings,
  type NewTarget,
  type NewWarning,
  nextIds,
  orgsNamed,
  type Told,
  targetsOf,
  toldOf,
  type WarningBasis,
  warningsById,
  withdrawWarnings,
} from '../store/warnings.ts';
import { type Announcing, Mail } from './announce.ts';
import { dutyBook, ladderOf, nextRung, type Rung } from './duty.ts';
import { type WarningShown, warningCard, warningLine } from './warning-cards.ts';
import { termOf } from './warning-terms.ts';

/** Something that departments are to be warned of. */
export interface DueWarning {
  enterprise: Pick<Enterprise, 'uscc' | 'name' | 'regionCode' | 'sample'>;
  /** A signal, or `keyWatch`. */
  kind: string;
  /** The same cause warns once. */
  cause: string;
  subject: string;
  severity: Severity;
  rule: string;
  policy: Policy;
  records: readonly Pick<CreditRecord, 'id' | 'number' | 'authority' | 'authorityCode' | 'decidedOn'>[];
  values: Readonly<Record<string, string | number>>;
}

function basisOf({ subject, records, values }: DueWarning): WarningBasis {
  return {
    subject,
    records: records.map(({ id, number, authority, decidedOn }) => ({
      id,
      number,
      authority,
      on: decidedOn,
    })),
    values,
  };
}

export function warningCause(id: number): string {
  return `warning:${id}`;
}

/** The key of the message by which somebody was told. */
export function toldKey(
  warningId: number,
  { why, targetId, on }: Pick<Told, 'why' | 'targetId' | 'on'>,
): string {
  const common = `warning:${warningId}:${why}`;
  return why === 'raised' || why === 'withdrawn' ? common : `${common}:${targetId}:${on}`;
}

/**
 * Raises warnings and tells those concerned: the departments whose records it rests on, and whoever supervises the
 * enterprise. Once for each cause, whoever comes first. Within the transaction that sees all. Resolves with how many
 * are new.
 */
export async function raiseWarnings(
  tx: TransactionSql,
  announcing: Announcing,
  due: readonly DueWarning[],
): Promise<number> {
  if (due.length === 0) return 0;
  const { now, calendar } = announcing;
  const on = dayOf(now);
  const ids = await nextIds(tx, 'risk_warning', due.length);
  const rows: NewWarning[] = due.map((one, index) => ({
    id: ids[index] ?? 0,
    uscc: one.enterprise.uscc,
    cause: one.cause,
    kind: one.kind,
    severity: one.severity,
    raisedOn: on,
    rule: one.rule,
    policyId: one.policy.id,
    basis: basisOf(one),
  }));
  const added = await insertWarnings(tx, rows, now);
  if (added.size === 0) return 0;
  const words = [...new Set(due.flatMap(({ records }) => records.flatMap(wordsOf)))];
  const orgs = words.length === 0 ? [] : await orgsNamed(tx, words);
  const duty = dutyBook(tx, on);
  const ladders = new Map<string, readonly Rung[]>();
  const ladder = async (orgId: string | null, enterprise: DueWarning['enterprise']) => {
    const key = `${orgId ?? ''} ${enterprise.regionCode ?? enterprise.uscc.slice(2, 8)}`;
    const known = ladders.get(key) ?? (await ladderOf(tx, orgId, enterprise));
    ladders.set(key, known);
    return known;
  };
  const wanted: {
    row: NewWarning;
    one: DueWarning;
    target: Omit<NewTarget, 'id'>;
    /** Those to whom it goes, and of these those who were not told of the warning for another department. */
    people: readonly string[];
    fresh: readonly string[];
  }[] = [];
  for (const [index, row] of rows.entries()) {
    const one = due[index];
    if (!one || !added.has(row.id)) continue;
    const { enterprise, policy, records } = one;
    const said = new Set(records.flatMap(wordsOf));
    const named = orgs.filter(({ name, code }) => said.has(name) || (code !== null && said.has(code)));
    const seen = new Set<string>();
    for (const orgId of [...new Set(named.map(({ id }) => id)), null]) {
      const found = await nextRung(await ladder(orgId, enterprise), 0, duty);
      const people = found?.people ?? [];
      const fresh = people.filter((id) => !seen.has(id));
      // Whoever supervises the region was told as a department already.
      if (orgId === null && fresh.length === 0 && seen.size > 0) continue;
      for (const id of fresh) seen.add(id);
      const target = {
        warningId: row.id,
        uscc: row.uscc,
        orgId,
        regionCode: found?.rung.regionCode ?? enterprise.regionCode ?? row.uscc.slice(2, 8),
        level: found?.level ?? 0,
        acknowledgeBy: termOf(calendar, on, policy.warning.acknowledgeWorkingDays),
        handleBy: termOf(calendar, on, policy.warning.handleWorkingDays),
      };
      wanted.push({ row, one, target, people, fresh });
    }
  }
  const targetIds = await nextIds(tx, 'warning_target', wanted.length);
  const told: Told[] = [];
  const mail = new Mail();
  const targets = wanted.map(({ row, one, target, people, fresh }, index) => {
    const id = targetIds[index] ?? 0;
    for (const personId of people) told.push({ targetId: id, uscc: row.uscc, personId, why: 'raised', on });
    const { name, sample } = one.enterprise;
    const { acknowledgeBy, handleBy } = target;
    const shown: WarningShown = { ...row, name, sample, acknowledgeBy, handleBy };
    mail.add(fresh, {
      key: toldKey(row.id, { why: 'raised', targetId: id, on }),
      cause: warningCause(row.id),
      severity: one.severity,
      card: warningCard(shown, one.policy, 'raised'),
      line: warningLine(shown, 'raised'),
    });
    return { ...target, id };
  });
  await insertTargets(tx, targets);
  await addTold(tx, told, now);
  await mail.send(tx, announcing);
  return added.size;
}

function wordsOf({ authority, authorityCode }: Pick<CreditRecord, 'authority' | 'authorityCode'>): string[] {
  return authorityCode === null ? [authority] : [authority, authorityCode];
}

/**
 * Takes warnings back whose ground is no more. Whoever was not told yet hears nothing; the others are told that there
 * is nothing left to do.
 */
export async function takeBackWarnings(
  tx: TransactionSql,
  announcing: Announcing,
  ids: readonly number[],
  policy: Policy,
): Promise<void> {
  if (ids.length === 0) return;
  const { now } = announcing;
  const on = dayOf(now);
  await withdrawWarnings(tx, ids, on);
  // Also those who have dealt with it: what they did it for is no more.
  const targets = await targetsOf(tx, ids);
  const dropped = await dropNotices(tx, ids.map(warningCause));
  const unheard = new Set(dropped.map(({ key, personId }) => `${personId} ${key}`));
  const warnings = new Map((await warningsById(tx, ids)).map((warning) => [warning.id, warning]));
  const told = await toldOf(
    tx,
    targets.map(({ id }) => id),
  );
  const mail = new Mail();
  const again: Told[] = [];
  for (const { id: targetId, warningId, uscc } of targets) {
    const warning = warnings.get(warningId);
    if (!warning) continue;
    const heard = told
      .filter((one) => one.targetId === targetId)
      .filter((one) => !unheard.has(`${one.personId} ${toldKey(warningId, one)}`))
      .map(({ personId }) => personId);
    const people = [...new Set(heard)];
    if (people.length === 0) continue;
    const shown: WarningShown = { ...warning, acknowledgeBy: null, handleBy: null };
    for (const personId of people) again.push({ targetId, uscc, personId, why: 'withdrawn', on });
    mail.add(people, {
      key: toldKey(warningId, { why: 'withdrawn', targetId, on }),
      cause: warningCause(warningId),
      severity: 'normal',
      card: warningCard(shown, policy, 'withdrawn'),
      line: warningLine(shown, 'withdrawn'),
    });
  }
  await addTold(tx, again, now);
  await mail.send(tx, announcing);
}
