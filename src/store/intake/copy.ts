import type { TransactionSql } from 'postgres';
import { copyIn } from '../copy-in.ts';
import type { StagedRows } from './copy-text.ts';

/** Streams rows into a table by COPY. */
export async function copyRows(
  tx: TransactionSql,
  table: string,
  columns: readonly string[],
  staged: StagedRows,
): Promise<void> {
  await copyIn(tx`copy ${tx(table)} (${tx(columns)}) from stdin`, async ({ write, end }) => {
    for (const piece of staged.pieces) await write(piece);
    await end();
  });
}
