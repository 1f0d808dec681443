import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { TransactionSql } from 'postgres';
import type { StagedRows } from './copy-text.ts';

/** Streams rows into a table by COPY. */
export async function copyRows(
  tx: TransactionSql,
  table: string,
  columns: readonly string[],
  staged: StagedRows,
): Promise<void> {
  const query = tx`copy ${tx(table)} (${tx(columns)}) from stdin`;
  const stream: Writable = await query.writable();
  const destroy = stream.destroy.bind(stream);
  // Destroyed when all went well, the client's stream sends one word more, which the server does not answer: the next
  // query would wait for its acknowledgement, 40 ms for every chunk (Nagle's algorithm).
  stream.destroy = (error) => (error ? destroy(error) : stream);
  // And what the server has against the rows when the last of them was sent, the stream would never hear of.
  Object.assign(query, { reject: (error: Error) => stream.destroy(error) });
  const done = once(stream, 'finish');
  // Awaited below; a failure while the stream drains is told by the other promise.
  done.catch(() => undefined);
  for (const piece of staged.pieces) {
    if (!stream.write(piece)) await once(stream, 'drain');
  }
  stream.end();
  await done;
}
