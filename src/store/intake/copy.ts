import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { TransactionSql } from 'postgres';
import type { StagedRows } from './copy-text.ts';

/** Streams rows into a table by COPY, in pieces that the socket can take. */
export async function copyRows(
  tx: TransactionSql,
  table: string,
  columns: readonly string[],
  staged: StagedRows,
): Promise<void> {
  const query = tx`copy ${tx(table)} (${tx(columns)}) from stdin`;
  const stream: Writable = await query.writable();
  const done = finished(stream);
  for (const piece of staged.pieces) {
    if (!stream.write(piece)) await once(stream, 'drain');
  }
  stream.end();
  await done;
}
