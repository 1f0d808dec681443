import type { Sql } from 'postgres';

/**
 * The fields of a line of COPY's text format; null for `\N`. What is escaped (tabs, newlines, backslashes) is given
 * back as it was.
 * https://www.postgresql.org/docs/18/sql-copy.html#SQL-COPY-FILE-FORMATS-TEXT
 */
export function copyFields(line: string): (string | null)[] {
  return line
    .split('\t')
    .map((field) => (field === '\\N' ? null : field.includes('\\') ? restored(field) : field));
}

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

function restored(field: string): string {
  return field.replace(/\\(.)/g, (_, letter: string) => escapes[letter] ?? letter);
}

/** Streams the rows of a query, line by line, in the memory of one piece. `query` holds no values
 * from outside. After each piece `pieceDone` is waited for: who writes elsewhere holds up the reading by it. */
export async function copyOut(
  sql: Sql,
  query: string,
  line: (fields: (string | null)[]) => void,
  pieceDone: () => Promise<void> = async () => undefined,
): Promise<void> {
  const stream = await sql.unsafe(`copy (${query}) to stdout`).readable();
  let rest = '';
  const decoder = new TextDecoder();
  for await (const piece of stream) {
    const text = rest + decoder.decode(piece as Uint8Array, { stream: true });
    let start = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      line(copyFields(text.slice(start, end)));
      start = end + 1;
    }
    rest = text.slice(start);
    await pieceDone();
  }
}
