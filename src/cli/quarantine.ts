import { mkdirSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { say } from '../chat/words/index.ts';
import { csvLine } from '../imports/csv-line.ts';
import { closeQuarantined, listQuarantine, type QuarantinedRow } from '../services/quarantine.ts';
import type { CliContext } from './context.ts';
import { problemText } from './import.ts';
import { operator } from './operator.ts';
import { exitCodes } from './output.ts';

const page = 1_000;

function reasonsOf(context: CliContext, row: QuarantinedRow): string {
  const { locale } = context.output;
  return row.problems
    .map((problem) => `${problem.column}${problem.column === '' ? '' : ' '}${problemText(locale, problem)}`)
    .join(say(locale, 'clause.join'));
}

export async function runQuarantineList(
  context: CliContext,
  options: { json?: boolean; file?: string; limit: number },
): Promise<number> {
  const { output } = context;
  return context.withDatabase(async (database) => {
    const rows = await listQuarantine(
      database,
      operator(context),
      options.file === undefined ? options : { ...options, file: options.file },
    );
    if (options.json) {
      output.json(
        rows.map(({ id, file, template, sheet, line, problems, cells }) => ({
          id,
          file,
          template,
          sheet,
          line,
          problems: problems.map((problem) => ({ ...problem, reason: problemText(output.locale, problem) })),
          cells: Object.fromEntries(cells),
        })),
      );
    } else if (rows.length === 0) output.line(say(output.locale, 'quarantine.none'));
    else {
      for (const row of rows) {
        const sheet = row.sheet === '' ? '' : ` ${row.sheet}`;
        output.line(
          say(output.locale, 'quarantine.line', {
            id: row.id,
            file: row.file,
            sheet,
            line: row.line,
            reasons: reasonsOf(context, row),
          }),
        );
      }
    }
    return exitCodes.ok;
  });
}

/**
 * Writes open entries as files of their own template, one for each header, so that they can be mended in a
 * spreadsheet and imported again; the column 隔离编号 then settles the entry.
 */
export async function runQuarantineExport(
  context: CliContext,
  options: { json?: boolean; out: string; file?: string },
): Promise<number> {
  const { output } = context;
  mkdirSync(options.out, { recursive: true });
  return context.withDatabase(async (database) => {
    const files = new Map<string, { path: string; handle: FileHandle; rows: number }>();
    let after = 0;
    try {
      for (;;) {
        const rows = await listQuarantine(database, operator(context), {
          limit: page,
          after,
          ...(options.file === undefined ? {} : { file: options.file }),
        });
        for (const row of rows) {
          const headers = row.cells.map(([header]) => header);
          const key = [row.template, ...headers].join('\u001F');
          let target = files.get(key);
          if (!target) {
            const path = join(options.out, `quarantine-${row.template}-${files.size + 1}.csv`);
            target = { path, handle: await open(path, 'w'), rows: 0 };
            files.set(key, target);
            // The mark lets a spreadsheet read UTF-8.
            await target.handle.write(`\uFEFF${csvLine([...headers, '隔离编号', '隔离原因'])}`);
          }
          await target.handle.write(
            csvLine([...row.cells.map(([, cell]) => cell), String(row.id), reasonsOf(context, row)]),
          );
          target.rows += 1;
          after = row.id;
        }
        if (rows.length < page) break;
      }
    } finally {
      for (const { handle } of files.values()) await handle.close();
    }
    const written = [...files.values()].map(({ path, rows }) => ({ path, rows }));
    const total = written.reduce((sum, file) => sum + file.rows, 0);
    if (options.json) output.json({ files: written });
    else if (total === 0) output.line(say(output.locale, 'quarantine.none'));
    else {
      const names = written.map((file) => file.path).join(say(output.locale, 'list.join'));
      output.line(say(output.locale, 'quarantine.exported', { rows: total, files: names }));
    }
    return exitCodes.ok;
  });
}

export async function runQuarantineDrop(
  context: CliContext,
  id: number,
  options: { json?: boolean; reason: string },
): Promise<number> {
  const { output } = context;
  return context.withDatabase(async (database) => {
    await closeQuarantined(database, operator(context), id, options.reason);
    if (options.json) output.json({ id, closed: true });
    else output.line(say(output.locale, 'quarantine.dropped', { id }));
    return exitCodes.ok;
  });
}
