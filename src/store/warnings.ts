import type { TransactionSql } from 'postgres';
import { trustedPlatforms } from '../domain/accounts.ts';
import type { IsoDate } from '../domain/ports.ts';

/** What a warning rests on, as it was when it was raised. */
export interface WarningBasis {
  /** What of it is a cause of its own: a record id, or ''. */
  subject: string;
  records: readonly { id: string; number: string; authority: string; on: IsoDate }[];
  values: Readonly<Record<string, string | number>>;
}

export interface NewWarning {
  id: number;
  uscc: string;
  cause: string;
  kind: string;
  severity: string;
  raisedOn: IsoDate;
  rule: string;
  policyId: string;
  basis: WarningBasis;
}

export interface NewTarget {
  id: number;
  warningId: number;
  uscc: string;
  orgId: string | null;
  regionCode: string;
  level: number;
  acknowledgeBy: IsoDate | null;
  handleBy: IsoDate | null;
}

export interface Told {
  targetId: number;
  uscc: string;
  personId: string;
  why: 'raised' | 'escalated' | 'overdue' | 'withdrawn';
  on: IsoDate;
}

export const targetStates = ['open', 'acknowledged', 'handled', 'falseAlarm', 'withdrawn'] as const;
export type TargetState = (typeof targetStates)[number];

export async function nextIds(
  tx: TransactionSql,
  table: 'risk_warning' | 'warning_target',
  count: number,
): Promise<number[]> {
  const rows = await tx<{ id: number }[]>`
    select nextval(pg_get_serial_sequence(${table}, 'id'))::int as id from generate_series(1, ${count})`;
  return rows.map(({ id }) => id);
}

/** Resolves with the ids of those that are new: the same cause warns once, whoever raised it. */
export async function insertWarnings(
  tx: TransactionSql,
  warnings: readonly NewWarning[],
  at: Date,
): Promise<ReadonlySet<number>> {
  const rows = await tx<{ id: number }[]>`
    insert into risk_warning (id, uscc, cause, kind, severity, raised_on, raised_at, rule, policy_id, basis)
    overriding system value
    select id, uscc, cause, kind, severity, "raisedOn", ${at}, rule, "policyId", basis
    from jsonb_to_recordset(${tx.json(warnings as never)}) as w(id bigint, uscc text, cause text, kind text, severity text,
      "raisedOn" date, rule text, "policyId" text, basis jsonb)
    on conflict (uscc, cause) do nothing returning id::int`;
  return new Set(rows.map(({ id }) => id));
}

export async function insertTargets(tx: TransactionSql, targets: readonly NewTarget[]): Promise<void> {
  if (targets.length === 0) return;
  await tx`
    insert into warning_target (id, warning_id, uscc, org_id, region_code, level, state, acknowledge_by, handle_by)
    overriding system value
    select id, "warningId", uscc, "orgId", "regionCode", level, 'open', "acknowledgeBy", "handleBy"
    from jsonb_to_recordset(${tx.json(targets as never)}) as t(id bigint, "warningId" bigint, uscc text, "orgId" text,
      "regionCode" text, level int, "acknowledgeBy" date, "handleBy" date)`;
}

export async function addTold(tx: TransactionSql, told: readonly Told[], at: Date): Promise<void> {
  if (told.length === 0) return;
  await tx`
    insert into warning_told (target_id, uscc, person_id, why, on_day, at)
    select "targetId", uscc, "personId", why, "on", ${at}
    from jsonb_to_recordset(${tx.json(told as never)}) as t("targetId" bigint, uscc text, "personId" text, why text, "on" date)
    on conflict do nothing`;
}

/** Departments that records name, by code or by name. */
export async function orgsNamed(
  tx: TransactionSql,
  words: readonly string[],
): Promise<{ id: string; name: string; code: string | null }[]> {
  return tx<{ id: string; name: string; code: string | null }[]>`
    select id, name, code from org
    where closed_at is null and (name = any(${words as string[]}) or code = any(${words as string[]}))`;
}

/** People of a department, or of a region, with one of these roles, who can be reached and are not away. */
export async function onDuty(
  tx: TransactionSql,
  where: { orgId: string } | { regionCode: string },
  roles: readonly string[],
  day: IsoDate,
): Promise<string[]> {
  const [org, region] = 'orgId' in where ? [where.orgId, null] : [null, where.regionCode];
  const rows = await tx<{ id: string }[]>`
    select id from on_duty(${org}, ${region}, ${roles as string[]}, ${day}, ${[...trustedPlatforms]}) id`;
  return rows.map(({ id }) => id);
}

export interface Target extends Omit<NewTarget, 'level'> {
  level: number;
  state: TargetState;
  orgName: string | null;
  acknowledgedBy: string | null;
  acknowledgedAt: Date | null;
  handledBy: string | null;
  handledAt: Date | null;
  outcome: string | null;
  overdueOn: IsoDate | null;
}

const targetColumns = (tx: TransactionSql) => tx`
  t.id::int, t.warning_id::int as "warningId", t.uscc, t.org_id as "orgId", t.region_code as "regionCode", t.level, t.state,
  (select o.name from org o where o.id = t.org_id) as "orgName",
  t.acknowledge_by as "acknowledgeBy", t.handle_by as "handleBy", t.acknowledged_by as "acknowledgedBy",
  t.acknowledged_at as "acknowledgedAt", t.handled_by as "handledBy", t.handled_at as "handledAt", t.outcome,
  t.overdue_on as "overdueOn"`;

export interface Warning extends NewWarning {
  name: string;
  regionCode: string | null;
  sample: boolean;
  raisedAt: Date;
  withdrawnOn: IsoDate | null;
}

const warningColumns = (tx: TransactionSql) => tx`
  w.id::int, w.uscc, w.cause, w.kind, w.severity, w.raised_on as "raisedOn", w.raised_at as "raisedAt", w.rule,
  w.policy_id as "policyId", w.basis, w.withdrawn_on as "withdrawnOn", e.name, e.region_code as "regionCode", e.sample`;

export async function findWarning(tx: TransactionSql, id: number): Promise<Warning | null> {
  const [row] = await tx<Warning[]>`
    select ${warningColumns(tx)} from risk_warning w join enterprise e on e.uscc = w.uscc where w.id = ${id}`;
  return row ?? null;
}

export async function warningsById(tx: TransactionSql, ids: readonly number[]): Promise<Warning[]> {
  return tx<Warning[]>`
    select ${warningColumns(tx)} from risk_warning w join enterprise e on e.uscc = w.uscc
    where w.id = any(${ids as number[]}) order by w.id`;
}

/** Warnings that the transaction may see: those that somebody has to deal with first, of these the gravest, then the newest. */
export async function listWarnings(
  tx: TransactionSql,
  { limit, openOnly, uscc }: { limit: number; openOnly: boolean; uscc: string | null },
): Promise<(Warning & { open: boolean })[]> {
  return tx<(Warning & { open: boolean })[]>`
    select ${warningColumns(tx)}, exists (select 1 from warning_target t
      where t.warning_id = w.id and t.state in ('open', 'acknowledged')) as open
    from risk_warning w join enterprise e on e.uscc = w.uscc
    where (${uscc}::text is null or w.uscc = ${uscc}) and (not ${openOnly} or (w.withdrawn_on is null and exists (
      select 1 from warning_target t where t.warning_id = w.id and t.state in ('open', 'acknowledged'))))
    order by open desc, array_position(array['urgent', 'high', 'normal'], w.severity), w.id desc limit ${limit}`;
}

export async function targetsOf(tx: TransactionSql, warningIds: readonly number[]): Promise<Target[]> {
  return tx<Target[]>`
    select ${targetColumns(tx)} from warning_target t where t.warning_id = any(${warningIds as number[]}) order by t.id`;
}

export async function toldOf(
  tx: TransactionSql,
  targetIds: readonly number[],
): Promise<(Told & { at: Date })[]> {
  return tx<(Told & { at: Date })[]>`
    select target_id::int as "targetId", uscc, person_id as "personId", why, on_day as "on", at from warning_told
    where target_id = any(${targetIds as number[]}) order by at, target_id, person_id`;
}

/** Resolves with the ids of those that were open, and now are acknowledged. */
export async function acknowledgeTargets(
  tx: TransactionSql,
  ids: readonly number[],
  by: string,
  at: Date,
): Promise<number[]> {
  const rows = await tx<{ id: number }[]>`
    update warning_target set state = 'acknowledged', acknowledged_by = ${by}, acknowledged_at = ${at}
    where id = any(${ids as number[]}) and state = 'open' returning id::int`;
  return rows.map(({ id }) => id);
}

/** Dealt with, or a false alarm; who did not acknowledge before does so by it. */
export async function settleTargets(
  tx: TransactionSql,
  ids: readonly number[],
  { state, outcome, by, at }: { state: 'handled' | 'falseAlarm'; outcome: string; by: string; at: Date },
): Promise<number[]> {
  const rows = await tx<{ id: number }[]>`
    update warning_target set state = ${state}, outcome = ${outcome}, handled_by = ${by}, handled_at = ${at},
      acknowledged_by = coalesce(acknowledged_by, ${by}), acknowledged_at = coalesce(acknowledged_at, ${at})
    where id = any(${ids as number[]}) and state in ('open', 'acknowledged') returning id::int`;
  return rows.map(({ id }) => id);
}

/** Takes warnings back; resolves with the targets that were still to be dealt with. */
export async function withdrawWarnings(
  tx: TransactionSql,
  ids: readonly number[],
  on: IsoDate,
): Promise<{ id: number; warningId: number; uscc: string }[]> {
  await tx`update risk_warning set withdrawn_on = ${on} where id = any(${ids as number[]}) and withdrawn_on is null`;
  return tx<{ id: number; warningId: number; uscc: string }[]>`
    update warning_target set state = 'withdrawn'
    where warning_id = any(${ids as number[]}) and state in ('open', 'acknowledged')
    returning id::int, warning_id::int as "warningId", uscc`;
}

export interface Uncounted extends Target {
  raisedOn: IsoDate;
  /** When it last went to another level; null: it never did. */
  escalatedOn: IsoDate | null;
}

/** Targets after `after` with a term that could not be counted when it began, by their ids. */
export async function uncounted(tx: TransactionSql, after: number, limit: number): Promise<Uncounted[]> {
  return tx<Uncounted[]>`
    select ${targetColumns(tx)}, (select w.raised_on from risk_warning w where w.id = t.warning_id) as "raisedOn",
      (select max(d.on_day) from warning_told d where d.target_id = t.id and d.why = 'escalated') as "escalatedOn"
    from warning_target t
    where t.state in ('open', 'acknowledged') and (t.acknowledge_by is null or t.handle_by is null) and t.id > ${after}
    order by t.id limit ${limit} for update skip locked`;
}

/** Targets that nobody acknowledged in time. */
export async function unacknowledged(tx: TransactionSql, day: IsoDate, limit: number): Promise<Target[]> {
  return tx<Target[]>`
    select ${targetColumns(tx)} from warning_target t
    where t.state = 'open' and t.acknowledge_by < ${day} order by t.id limit ${limit} for update skip locked`;
}

/** Targets that were not dealt with in time. */
export async function unhandled(tx: TransactionSql, day: IsoDate, limit: number): Promise<Target[]> {
  return tx<Target[]>`
    select ${targetColumns(tx)} from warning_target t
    where t.state in ('open', 'acknowledged') and t.handle_by < ${day} order by t.id limit ${limit} for update skip locked`;
}

/** Writes level and terms. */
export async function moveTarget(
  tx: TransactionSql,
  id: number,
  next: Partial<Pick<Target, 'level' | 'acknowledgeBy' | 'handleBy' | 'overdueOn'>>,
): Promise<void> {
  const { level = null, acknowledgeBy, handleBy, overdueOn = null } = next;
  await tx`
    update warning_target set level = coalesce(${level}, level), overdue_on = coalesce(${overdueOn}, overdue_on),
      acknowledge_by = case when ${acknowledgeBy !== undefined} then ${acknowledgeBy ?? null}::date else acknowledge_by end,
      handle_by = case when ${handleBy !== undefined} then ${handleBy ?? null}::date else handle_by end
    where id = ${id}`;
}
