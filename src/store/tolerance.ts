import type { Sql, TransactionSql } from 'postgres';
import type { Period, Sector } from '../domain/inclusive-period.ts';
import type { IsoDate } from '../domain/ports.ts';
import type { Answers, Guided, Suggestion } from '../domain/tolerance.ts';

type Tx = Sql | TransactionSql;

/** 包容期, asked for, granted, or over. */
export interface InclusivePeriod extends Period {
  id: number;
  uscc: string;
  name: string;
  /** Where the enterprise is supervised; null: not known. */
  regionCode: string | null;
  sector: Sector;
  months: number;
  reason: string;
  askedBy: string;
  askedAt: Date;
  state: 'asked' | 'approved' | 'refused' | 'ended';
  endedFor: string | null;
  reminded: number[];
}

const periodColumns = (tx: Tx) => tx`
  p.id::int, p.uscc, (select e.name from enterprise e where e.uscc = p.uscc) as name,
  (select e.region_code from enterprise e where e.uscc = p.uscc) as "regionCode", p.sector, p.from_on as "from",
  p.until_on as until, p.months, p.reason, p.asked_by as "askedBy", p.asked_at as "askedAt", p.state,
  p.ended_on as "endedOn", p.ended_for as "endedFor", p.reminded`;

export async function nextPeriodId(sql: Tx): Promise<number> {
  const [row] = await sql<{ id: string }[]>`
    select nextval(pg_get_serial_sequence('inclusive_period', 'id')) as id`;
  return Number(row?.id);
}

/**
 * False where another request of the enterprise waits. One whose agreement was never given in its time is let go first:
 * nobody can decide on it any more.
 */
export async function insertPeriod(
  tx: Tx,
  period: Pick<
    InclusivePeriod,
    'id' | 'uscc' | 'sector' | 'from' | 'until' | 'months' | 'reason' | 'askedBy' | 'askedAt'
  >,
): Promise<boolean> {
  const { id, uscc, sector, from, until, months, reason, askedBy, askedAt } = period;
  await tx`
    update inclusive_period p set state = 'refused', decided_at = ${askedAt}
    where p.uscc = ${uscc} and p.state = 'asked' and not ${waiting(tx, askedAt)}`;
  const added = await tx`
    insert into inclusive_period (id, uscc, sector, from_on, until_on, months, reason, asked_by, asked_at, state)
    overriding system value
    values (${id}, ${uscc}, ${sector}, ${from}, ${until}, ${months}, ${reason}, ${askedBy}, ${askedAt}, 'asked')
    on conflict (uscc) where state = 'asked' do nothing`;
  return added.count > 0;
}

/** Whether somebody may still agree to a request. */
const waiting = (tx: Tx, at: Date) => tx`
  exists (select 1 from approval a where a.kind = 'inclusivePeriod' and a.payload->>'period' = p.id::text
    and a.state = 'open' and a.expires_at > ${at})`;

/** All of an enterprise that the transaction may see, newest first; requests only while they wait. */
export async function periodsOf(tx: Tx, uscc: string, at: Date): Promise<InclusivePeriod[]> {
  return tx<InclusivePeriod[]>`
    select ${periodColumns(tx)} from inclusive_period p
    where p.uscc = ${uscc} and (p.state in ('approved', 'ended') or (p.state = 'asked' and ${waiting(tx, at)}))
    order by p.id desc`;
}

/** The request is granted from a day on; false where it waits no more, or another period runs into that day. */
export async function grantPeriod(
  tx: Tx,
  id: number,
  { from, until, by, at }: { from: IsoDate; until: IsoDate; by: string; at: Date },
): Promise<InclusivePeriod | null> {
  const [row] = await tx<InclusivePeriod[]>`
    update inclusive_period p set state = 'approved', from_on = ${from}, until_on = ${until}, decided_by = ${by}, decided_at = ${at}
    where p.id = ${id} and p.state = 'asked' and not exists (
      select 1 from inclusive_period o where o.uscc = p.uscc and o.id <> p.id and o.from_on <= ${from}
        and ((o.state = 'approved' and o.until_on >= ${from})
          or (o.state = 'ended' and o.until_on >= ${from} and o.ended_on > ${from})))
    returning ${periodColumns(tx)}`;
  return row ?? null;
}

/** When and by whom stands with the agreement that was refused. */
export async function refusePeriod(tx: Tx, id: number): Promise<void> {
  await tx`update inclusive_period set state = 'refused' where id = ${id} and state = 'asked'`;
}

/** Takes a granted period back from a day on; false where it does not run. */
export async function endPeriod(
  tx: Tx,
  id: number,
  { on, reason }: { on: IsoDate; reason: string },
): Promise<boolean> {
  const ended = await tx`
    update inclusive_period set state = 'ended', ended_on = ${on}, ended_for = ${reason}
    where id = ${id} and state = 'approved' and until_on >= ${on} returning 1`;
  return ended.count > 0;
}

/** Granted ones that end by a day and whose end was not told of yet; locked, so that nobody else tells it. */
export async function endingPeriods(tx: TransactionSql, by: IsoDate): Promise<InclusivePeriod[]> {
  return tx<InclusivePeriod[]>`
    select ${periodColumns(tx)} from inclusive_period p
    where p.state = 'approved' and p.until_on <= ${by} and not 0 = any(p.reminded)
    order by p.id for update of p`;
}

export async function noteReminded(tx: Tx, id: number, days: readonly number[]): Promise<void> {
  await tx`
    update inclusive_period set reminded = (select array_agg(distinct d order by d) from unnest(reminded || ${days as number[]}::int[]) d)
    where id = ${id}`;
}

/** 轻微违法: what an officer was advised, what was decided, and what became of it. */
export interface Exemption extends Guided {
  uscc: string;
  name: string;
  regionCode: string | null;
  answers: Answers;
  suggestion: Suggestion;
  decision: 'guided' | 'case';
  reason: string;
  decidedBy: string;
  decidedAt: Date;
  correctBy: IsoDate | null;
  correctedOn: IsoDate | null;
  state: 'open' | 'corrected' | 'case';
}

const exemptionColumns = (tx: Tx) => tx`
  x.id::int, x.uscc, (select e.name from enterprise e where e.uscc = x.uscc) as name,
  (select e.region_code from enterprise e where e.uscc = x.uscc) as "regionCode", x.item, x.act, x.act_on as "actOn",
  x.answers, x.suggestion, x.decision, x.reason, x.decided_by as "decidedBy", x.decided_at as "decidedAt",
  x.correct_by as "correctBy", x.corrected_on as "correctedOn", x.state`;

export async function nextExemptionId(sql: Tx): Promise<number> {
  const [row] = await sql<{ id: string }[]>`
    select nextval(pg_get_serial_sequence('exemption', 'id')) as id`;
  return Number(row?.id);
}

export async function insertExemption(
  tx: Tx,
  exemption: Omit<Exemption, 'name' | 'regionCode' | 'correctedOn' | 'state'> & { orgId: string | null },
): Promise<void> {
  const { id, uscc, item, act, actOn, answers, suggestion, decision, reason } = exemption;
  const { decidedBy, orgId, decidedAt, correctBy } = exemption;
  await tx`
    insert into exemption (id, uscc, item, act, act_on, answers, suggestion, decision, reason, decided_by, org_id, decided_at,
      correct_by, state)
    overriding system value
    values (${id}, ${uscc}, ${item}, ${act}, ${actOn}, ${tx.json(answers as never)}, ${tx.json(suggestion as never)},
      ${decision}, ${reason}, ${decidedBy}, ${orgId}, ${decidedAt}, ${correctBy}, ${decision === 'guided' ? 'open' : 'case'})`;
}

/** Acts of an enterprise that were left at guidance, whatever became of it. */
export async function guidedActs(tx: Tx, uscc: string): Promise<Guided[]> {
  return tx<Guided[]>`
    select id::int, item, act, act_on as "actOn" from exemption where uscc = ${uscc} and decision = 'guided' order by id`;
}

export async function findExemption(tx: Tx, id: number): Promise<Exemption | null> {
  const [row] = await tx<Exemption[]>`select ${exemptionColumns(tx)} from exemption x where x.id = ${id}`;
  return row ?? null;
}

/** Those that the transaction may see: open ones first, the nearest term first. Null: of every enterprise. */
export async function listExemptions(tx: Tx, uscc: string | null, limit: number): Promise<Exemption[]> {
  return tx<Exemption[]>`
    select ${exemptionColumns(tx)} from exemption x where ${uscc}::text is null or x.uscc = ${uscc}
    order by x.state = 'open' desc, case when x.state = 'open' then x.correct_by end, x.id desc limit ${limit}`;
}

/** False where it was settled already. */
export async function settleExemption(
  tx: Tx,
  id: number,
  { state, correctedOn }: { state: 'corrected' | 'case'; correctedOn: IsoDate | null },
): Promise<boolean> {
  const settled = await tx`
    update exemption set state = ${state}, corrected_on = ${correctedOn} where id = ${id} and state = 'open' returning 1`;
  return settled.count > 0;
}

/** Open ones whose term to correct is over, and nobody was asked about today. */
export async function takeUncorrected(tx: Tx, day: IsoDate): Promise<Exemption[]> {
  return tx<Exemption[]>`
    update exemption x set reminded_on = ${day}
    where x.state = 'open' and x.correct_by < ${day} and x.reminded_on is distinct from ${day}
    returning ${exemptionColumns(tx)}`;
}
