import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { TransactionSql } from 'postgres';

type CopyValue = string | number | boolean | null;

const special = /[\\\t\n\r]/;
const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function escapeText(text: string): string {
  // NUL cannot stand in PostgreSQL text; cells are cleaned of it long before.
  return special.test(text) ? text.replace(/[\\\t\n\r]/g, (found) => escapes[found] ?? found) : text;
}

/** A value list as an array literal, for COPY. */
export function arrayLiteral(values: readonly string[]): string {
  if (values.length === 0) return '{}';
  return `{${values.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}

function copyLine(values: readonly CopyValue[]): string {
  let line = '';
  for (const [index, value] of values.entries()) {
    if (index > 0) line += '\t';
    if (value === null) line += '\\N';
    else line += typeof value === 'string' ? escapeText(value) : String(value);
  }
  return `${line}\n`;
}

/** Streams rows into a table by COPY, in pieces that the socket can take. */
export async function copyRows<T>(
  tx: TransactionSql,
  table: string,
  columns: readonly string[],
  rows: readonly T[],
  valuesOf: (row: T) => readonly CopyValue[],
): Promise<void> {
  const query = tx`copy ${tx(table)} (${tx(columns)}) from stdin`;
  const stream: Writable = await query.writable();
  const done = finished(stream);
  let piece = '';
  for (const row of rows) {
    piece += copyLine(valuesOf(row));
    if (piece.length > 1 << 17) {
      if (!stream.write(piece)) await once(stream, 'drain');
      piece = '';
    }
  }
  stream.end(piece);
  await done;
}
