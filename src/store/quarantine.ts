import type { Sql, TransactionSql } from 'postgres';
import type { RowPlace, RowProblem } from '../domain/facts.ts';

/** A row that could not be taken in, with the cells as they came (ID numbers dropped). */
export interface RejectedRow extends RowPlace {
  template: string;
  problems: readonly RowProblem[];
  cells: readonly (readonly [string, string])[];
}

export interface QuarantinedRow extends RejectedRow {
  id: number;
  file: string;
  quarantinedAt: Date;
}

/** Stores rejected rows; the same place of the same file is one entry, however often it comes. */
export async function addRejected(
  tx: TransactionSql,
  file: { sha256: string; name: string },
  rows: readonly RejectedRow[],
  at: Date,
): Promise<void> {
  if (rows.length === 0) return;
  const entries = rows.map((row) => ({
    template: row.template,
    sheet: row.sheet,
    line: row.line,
    problems: row.problems,
    cells: row.cells,
  }));
  await tx`
    insert into quarantine (sha256, file, template, sheet, line, problems, cells, quarantined_at)
    select ${file.sha256}, ${file.name}, r.template, r.sheet, r.line, r.problems, r.cells, ${at}
    from jsonb_to_recordset(${tx.json(entries as never)}) as r(template text, sheet text, line int, problems jsonb, cells jsonb)
    on conflict (sha256, sheet, line) do update
      set problems = excluded.problems, cells = excluded.cells, template = excluded.template`;
}

/** Marks entries as dealt with, since their mended rows came in again. */
export async function settleRejected(tx: TransactionSql, ids: readonly number[], at: Date): Promise<void> {
  if (ids.length === 0) return;
  await tx`
    update quarantine set resolved_at = ${at}, resolution = 'reimported'
    where id = any(${ids as number[]}) and resolved_at is null`;
}

/** Open entries, oldest first. */
export async function openRejected(
  sql: Sql,
  filter: { file?: string; template?: string; limit: number; after?: number },
): Promise<QuarantinedRow[]> {
  const rows = await sql<
    {
      id: string;
      file: string;
      template: string;
      sheet: string;
      line: number;
      problems: RowProblem[];
      cells: [string, string][];
      quarantined_at: Date;
    }[]
  >`
    select id, file, template, sheet, line, problems, cells, quarantined_at from quarantine
    where resolved_at is null and id > ${filter.after ?? 0}
      ${filter.file === undefined ? sql`` : sql`and file = ${filter.file}`}
      ${filter.template === undefined ? sql`` : sql`and template = ${filter.template}`}
    order by id limit ${filter.limit}`;
  return rows.map((row) => ({ ...row, id: Number(row.id), quarantinedAt: row.quarantined_at }));
}

/** Closes an entry by a person's decision. False where there is no such open entry. */
export async function dropRejected(
  tx: TransactionSql,
  id: number,
  reason: string,
  at: Date,
): Promise<boolean> {
  const dropped = await tx`
    update quarantine set resolved_at = ${at}, resolution = ${reason} where id = ${id} and resolved_at is null returning id`;
  return dropped.length > 0;
}
