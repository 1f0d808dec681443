import type { Sql, TransactionSql } from 'postgres';
import type { ListKind } from '../domain/credit.ts';
import type { Concerned, ListState, Registration } from '../domain/list-entry.ts';
import type { IsoDate } from '../domain/ports.ts';

type Tx = Sql | TransactionSql;

/** 名单办理: one entry from notice to removal. */
export interface ListCase {
  id: number;
  uscc: string;
  name: string;
  regionCode: string | null;
  list: ListKind;
  ground: string;
  basis: string;
  authority: string;
  actOn: IsoDate | null;
  askedBy: string;
  statementBy: IsoDate | null;
  statement: string | null;
  statedAt: Date | null;
  state: ListState;
  enteredOn: IsoDate | null;
  untilOn: IsoDate | null;
  recordKey: string | null;
}

const columns = (tx: Tx) => tx`
  c.id::int, c.uscc, (select e.name from enterprise e where e.uscc = c.uscc) as name,
  (select e.region_code from enterprise e where e.uscc = c.uscc) as "regionCode", c.list, c.ground, c.basis,
  c.authority, c.act_on as "actOn", c.asked_by as "askedBy", c.statement_by as "statementBy", c.statement,
  c.stated_at as "statedAt", c.state, c.entered_on as "enteredOn", c.until_on as "untilOn",
  c.record_key as "recordKey"`;

export async function nextListCaseId(sql: Tx): Promise<number> {
  const [row] = await sql<{ id: string }[]>`
    select nextval(pg_get_serial_sequence('list_case', 'id')) as id`;
  return Number(row?.id);
}

export type NewListCase = Pick<
  ListCase,
  'id' | 'uscc' | 'list' | 'ground' | 'basis' | 'authority' | 'actOn' | 'askedBy' | 'statementBy' | 'state'
> & { askedAt: Date };

/** False where there is an open case or an entry of the same list. */
export async function insertListCase(
  tx: Tx,
  row: NewListCase,
  persons: readonly Concerned[],
): Promise<boolean> {
  const { id, uscc, list, ground, basis, authority, actOn, askedBy, askedAt, statementBy, state } = row;
  const added = await tx`
    insert into list_case (id, uscc, list, ground, basis, authority, act_on, asked_by, asked_at, statement_by, state)
    overriding system value
    values (${id}, ${uscc}, ${list}, ${ground}, ${basis}, ${authority}, ${actOn}, ${askedBy}, ${askedAt},
      ${statementBy}, ${state})
    on conflict (uscc, list) where state in ('noticed', 'asked', 'entered') do nothing`;
  if (added.count === 0) return false;
  for (const { name, office, source } of persons)
    await tx`
      insert into list_person (case_id, uscc, name, office, source, added_by)
      values (${id}, ${uscc}, ${name}, ${office}, ${source}, ${askedBy})`;
  return true;
}

export async function findListCase(tx: Tx, id: number): Promise<ListCase | null> {
  const [row] = await tx<ListCase[]>`select ${columns(tx)} from list_case c where c.id = ${id}`;
  return row ?? null;
}

/** Of an enterprise that the transaction may see, newest first. */
export async function listCasesOf(tx: Tx, uscc: string, limit: number): Promise<ListCase[]> {
  return tx<ListCase[]>`
    select ${columns(tx)} from list_case c where c.uscc = ${uscc} order by c.id desc limit ${limit}`;
}

/** Not yet decided, of all that the transaction may see; the nearest term first. */
export async function openListCases(tx: Tx, limit: number): Promise<ListCase[]> {
  return tx<ListCase[]>`
    select ${columns(tx)} from list_case c where c.state in ('noticed', 'asked')
    order by c.statement_by nulls first, c.id limit ${limit}`;
}

/** False where the case is no longer waiting for a statement, or has one. */
export async function saveStatement(tx: Tx, id: number, statement: string, at: Date): Promise<boolean> {
  const saved = await tx`
    update list_case set statement = ${statement}, stated_at = ${at}
    where id = ${id} and state in ('noticed', 'asked') and stated_at is null returning 1`;
  return saved.count > 0;
}

/** False where the case is not in one of these states any more. */
export async function moveListCase(
  tx: Tx,
  id: number,
  from: readonly ListState[],
  to: ListState,
  by: string,
): Promise<boolean> {
  const moved = await tx`
    update list_case set state = ${to}, decided_by = ${by}
    where id = ${id} and state = any(${from as ListState[]}) returning 1`;
  return moved.count > 0;
}

/** The entry as a credit record, and the case that led to it. False where the case is not waiting for agreement. */
export async function enterList(
  tx: Tx,
  { id, uscc, list, ground, authority }: ListCase,
  entry: { recordKey: string; number: string; on: IsoDate; until: IsoDate | null; by: string; at: Date },
): Promise<boolean> {
  const { recordKey, number, on, until, by, at } = entry;
  const entered = await tx`
    update list_case set state = 'entered', decided_by = ${by}, entered_on = ${on}, until_on = ${until},
      record_key = ${recordKey}, reminded_on = null
    where id = ${id} and state = 'asked' returning 1`;
  if (entered.count === 0) return false;
  // The term is the policy's, which may change: the record itself says no end.
  await tx`select enter_list(${uscc}, ${recordKey}, ${list}, ${number}, ${authority}, ${ground}, ${on}, null, null, ${at})`;
  return true;
}

/** `wrongly`: as if it had never been. False where it was removed already. */
export async function leaveList(
  tx: Tx,
  { id, uscc, recordKey }: ListCase,
  { on, wrongly, by, at }: { on: IsoDate; wrongly: boolean; by: string; at: Date },
): Promise<boolean> {
  const left = await tx`
    update list_case set state = 'removed', decided_by = ${by}, until_on = ${on}
    where id = ${id} and state = 'entered' returning 1`;
  if (left.count === 0) return false;
  await tx`select leave_list(${uscc}, ${recordKey}, ${on}, ${wrongly}, ${at})`;
  return true;
}

/** Cases whose term for a statement is over, and nobody was told yet. */
export async function takeTermsOver(tx: Tx, day: IsoDate): Promise<ListCase[]> {
  return tx<ListCase[]>`
    update list_case c set reminded_on = ${day}
    where c.state = 'noticed' and c.statement_by < ${day} and c.reminded_on is null returning ${columns(tx)}`;
}

/** The last day of entries in a list, by the term that is in force. */
export async function renewTerms(tx: Tx, list: ListKind, months: number): Promise<void> {
  await tx`
    update list_case set until_on = (entered_on + make_interval(months => ${months}))::date
    where state = 'entered' and list = ${list}
      and until_on is distinct from (entered_on + make_interval(months => ${months}))::date`;
}

/** Entries whose last day is near, and nobody was told yet. */
export async function takeEnding(tx: Tx, day: IsoDate, until: IsoDate): Promise<ListCase[]> {
  return tx<ListCase[]>`
    update list_case c set reminded_on = ${day}
    where c.state = 'entered' and c.until_on between ${day} and ${until} and c.reminded_on is null
    returning ${columns(tx)}`;
}

/** Entries whose last day is past: the record ended by itself. */
export async function takeEnded(tx: Tx, day: IsoDate): Promise<ListCase[]> {
  return tx<ListCase[]>`
    update list_case c set state = 'removed' where c.state = 'entered' and c.until_on < ${day}
    returning ${columns(tx)}`;
}

export interface ListedPerson extends Concerned {
  caseId: number;
  list: ListKind;
  state: ListState;
  actOn: IsoDate | null;
}

/** Those to whom open cases and entries of an enterprise extend. */
export async function listPersonsOf(tx: Tx, uscc: string): Promise<ListedPerson[]> {
  return tx<ListedPerson[]>`
    select c.id::int as "caseId", c.list, c.state, c.act_on as "actOn", p.name, p.office, p.source
    from list_person p join list_case c on c.id = p.case_id
    where p.uscc = ${uscc} and c.state in ('noticed', 'asked', 'entered') order by c.id, p.id`;
}

export async function countPersons(tx: Tx, caseId: number): Promise<number> {
  const [row] = await tx<{ count: number }[]>`
    select count(*)::int as count from list_person where case_id = ${caseId}`;
  return row?.count ?? 0;
}

/** Legal representatives as the register had them, each from when it was known; needs sight of all. */
export async function representativesOf(tx: Tx, uscc: string): Promise<Registration[]> {
  return tx<Registration[]>`
    select row->>'legal_representative' as name, to_char(valid_from at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as "from"
    from fact_version where uscc = ${uscc} and fact = 'enterprise' and (row->>'registered')::boolean
    union all
    select legal_representative, to_char(valid_from at time zone 'Asia/Shanghai', 'YYYY-MM-DD')
    from enterprise where uscc = ${uscc}
    order by 2`;
}

/** Whether a second person is being asked about this case. */
export async function isAsked(tx: Tx, caseId: number, now: Date): Promise<boolean> {
  const [row] = await tx`
    select 1 from approval where kind = 'listEntry' and payload->>'case' = ${String(caseId)}
      and state = 'open' and expires_at > ${now} limit 1`;
  return row !== undefined;
}

/** Whether an enterprise stands in a discredit class as it was last judged. */
export async function isDiscredited(tx: Tx, uscc: string): Promise<boolean> {
  const [row] = await tx`select 1 from credit_class where uscc = ${uscc} and class <> 'TRUSTWORTHY'`;
  return row !== undefined;
}

/** What measures depend on besides credit, as far as the transaction may see it. */
export async function circumstancesOf(
  tx: Tx,
  uscc: string,
  day: IsoDate,
  discreditLists: readonly ListKind[],
): Promise<{ inclusivePeriod: boolean; pendingListing: boolean }> {
  const [row] = await tx<{ inclusivePeriod: boolean; pendingListing: boolean }[]>`
    select
      exists (select 1 from inclusive_period i where i.uscc = ${uscc} and i.state in ('approved', 'ended')
        and i.from_on <= ${day} and i.until_on >= ${day} and (i.ended_on is null or i.ended_on > ${day})) as "inclusivePeriod",
      exists (select 1 from list_case c where c.uscc = ${uscc} and c.state in ('noticed', 'asked')
        and c.list = any(${discreditLists as ListKind[]})) as "pendingListing"`;
  return row ?? { inclusivePeriod: false, pendingListing: false };
}
