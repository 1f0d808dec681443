import type { Sql, TransactionSql } from 'postgres';

type Tx = Sql | TransactionSql;

export interface Approval {
  id: number;
  kind: string;
  personId: string | null;
  payload: Record<string, string>;
  askedBy: string;
  askedAt: Date;
  expiresAt: Date;
  state: 'open' | 'approved' | 'refused' | 'used';
}

const columns = (sql: Tx) => sql`
  id, kind, person_id as "personId", payload, asked_by as "askedBy", asked_at as "askedAt",
  expires_at as "expiresAt", state`;

type Row = Omit<Approval, 'id'> & { id: string };
const read = (row: Row): Approval => ({ ...row, id: Number(row.id) });

/** Ids are drawn before the turn is written, so that its card can name them. */
export async function nextApprovalId(sql: Tx): Promise<number> {
  const [row] = await sql<{ id: string }[]>`
    select nextval(pg_get_serial_sequence('approval', 'id')) as id`;
  return Number(row?.id);
}

export async function insertApproval(tx: Tx, approval: Omit<Approval, 'state'>): Promise<void> {
  const { id, kind, personId, payload, askedBy, askedAt, expiresAt } = approval;
  await tx`
    insert into approval (id, kind, person_id, payload, asked_by, asked_at, expires_at) overriding system value
    values (${id}, ${kind}, ${personId}, ${tx.json(payload)}, ${askedBy}, ${askedAt}, ${expiresAt})`;
}

export async function findApproval(sql: Tx, id: number): Promise<Approval | null> {
  const [row] = await sql<Row[]>`select ${columns(sql)} from approval where id = ${id}`;
  return row ? read(row) : null;
}

export async function openApprovals(sql: Tx, at: Date, limit: number): Promise<Approval[]> {
  const rows = await sql<Row[]>`
    select ${columns(sql)} from approval where state = 'open' and expires_at > ${at} order by id limit ${limit}`;
  return rows.map(read);
}

/** False where somebody was faster. */
export async function settleApproval(
  tx: Tx,
  id: number,
  from: Approval['state'],
  to: Approval['state'],
  by: string,
  at: Date,
): Promise<boolean> {
  const settled = await tx`
    update approval set state = ${to}, decided_by = coalesce(decided_by, ${by}), decided_at = coalesce(decided_at, ${at})
    where id = ${id} and state = ${from} returning 1`;
  return settled.count > 0;
}
