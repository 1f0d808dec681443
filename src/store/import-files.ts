import type { Sql, TransactionSql } from 'postgres';
import type { MergeCounts } from './intake/merge.ts';

export interface StoredReport extends MergeCounts {
  template: string;
  rows: number;
  quarantined: number;
  idNumbersDropped: number;
}

/** The report of a file with these very bytes that was taken in before, or null. */
export async function findImported(sql: Sql, sha256: string): Promise<StoredReport | null> {
  const [row] = await sql<{ report: StoredReport }[]>`
    select report from import_file where sha256 = ${sha256} order by id desc limit 1`;
  return row?.report ?? null;
}

/** Opens the entry of a file; its report follows when the file is through. Files go in one after the other. */
export async function beginImport(
  tx: TransactionSql,
  file: { sha256: string; name: string },
  at: Date,
): Promise<number> {
  await tx`select pg_advisory_xact_lock(hashtext('chengxin import'))`;
  const [row] = await tx<{ id: string }[]>`
    insert into import_file (sha256, name, template, imported_at, report)
    values (${file.sha256}, ${file.name}, '', ${at}, '{}') returning id`;
  return Number(row?.id);
}

export async function finishImport(tx: TransactionSql, id: number, report: StoredReport): Promise<void> {
  await tx`update import_file set template = ${report.template}, report = ${tx.json({ ...report })} where id = ${id}`;
}
