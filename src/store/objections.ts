import type { Sql, TransactionSql } from 'postgres';
import type { IsoDate } from '../domain/ports.ts';

type Tx = Sql | TransactionSql;

/** 异议申诉. */
export interface Objection {
  id: number;
  uscc: string;
  name: string;
  /** Where the enterprise is supervised; null: not known. */
  regionCode: string | null;
  personId: string;
  /** The record it is about; null: the class. */
  recordId: string | null;
  about: string;
  text: string;
  raisedAt: Date;
  dueOn: IsoDate;
  state: 'open' | 'upheld' | 'dismissed';
  answer: string | null;
}

const columns = (tx: Tx) => tx`
  o.id::int, o.uscc, (select e.name from enterprise e where e.uscc = o.uscc) as name,
  (select e.region_code from enterprise e where e.uscc = o.uscc) as "regionCode", o.person_id as "personId",
  o.record_id as "recordId", o.about, o.text, o.raised_at as "raisedAt", o.due_on as "dueOn", o.state, o.answer`;

export async function nextObjectionId(sql: Tx): Promise<number> {
  const [row] = await sql<{ id: string }[]>`
    select nextval(pg_get_serial_sequence('objection', 'id')) as id`;
  return Number(row?.id);
}

/** False where one about the same is open. */
export async function insertObjection(
  tx: Tx,
  objection: Omit<Objection, 'name' | 'regionCode' | 'state' | 'answer'>,
): Promise<boolean> {
  const { id, uscc, personId, recordId, about, text, raisedAt, dueOn } = objection;
  const added = await tx`
    insert into objection (id, uscc, person_id, record_id, about, text, raised_at, due_on, state)
    overriding system value
    values (${id}, ${uscc}, ${personId}, ${recordId}, ${about}, ${text}, ${raisedAt}, ${dueOn}, 'open')
    on conflict (uscc, (coalesce(record_id, ''))) where state = 'open' do nothing`;
  return added.count > 0;
}

export async function findObjection(tx: Tx, id: number): Promise<Objection | null> {
  const [row] = await tx<Objection[]>`select ${columns(tx)} from objection o where o.id = ${id}`;
  return row ?? null;
}

/** Those that the transaction may see: open ones first, the nearest term first. */
export async function listObjections(tx: Tx, limit: number, openOnly: boolean): Promise<Objection[]> {
  return tx<Objection[]>`
    select ${columns(tx)} from objection o where o.state = 'open' or not ${openOnly}
    order by o.state = 'open' desc, case when o.state = 'open' then o.due_on end, o.id desc limit ${limit}`;
}

/** False where it was decided already. */
export async function decideObjection(
  tx: Tx,
  id: number,
  { state, answer, by, at }: { state: 'upheld' | 'dismissed'; answer: string; by: string; at: Date },
): Promise<boolean> {
  const decided = await tx`
    update objection set state = ${state}, answer = ${answer}, decided_by = ${by}, decided_at = ${at}
    where id = ${id} and state = 'open' returning 1`;
  return decided.count > 0;
}

/** Open ones whose term ends this day or is over, and nobody was reminded of today. */
export async function takeOverdue(tx: Tx, day: IsoDate): Promise<Objection[]> {
  return tx<Objection[]>`
    update objection o set reminded_on = ${day}
    where o.state = 'open' and o.due_on <= ${day} and o.reminded_on is distinct from ${day}
    returning ${columns(tx)}`;
}
