import { basename } from 'node:path';
import type { Locale } from '../chat/event.ts';
import { say, sayIfKnown } from '../chat/words/index.ts';
import type { RowProblem } from '../domain/facts.ts';
import { type FileReport, importFile } from '../imports/import-file.ts';
import type { CliContext } from './context.ts';
import { exitCodes, explain, type Output } from './output.ts';

/** A quarantine reason in words; the code itself where a later version knows more reasons than this one. */
export function problemText(locale: Locale, problem: RowProblem): string {
  return sayIfKnown(locale, `problem.${problem.code}`, problem.params) ?? problem.code;
}

function jsonReport(locale: Locale, report: FileReport): unknown {
  const { errors, reasons: _reasons, ...counts } = report;
  const told = errors.flatMap(({ sheet, line, problems }) =>
    problems.map((problem) => ({
      ...(sheet === '' ? {} : { sheet }),
      line,
      column: problem.column,
      code: problem.code,
      reason: problemText(locale, problem),
    })),
  );
  return { ...counts, errors: told };
}

function printReport(output: Output, report: FileReport): void {
  const { locale } = output;
  output.line(say(locale, 'import.report.file', { ...pick(report), template: report.title }));
  if (report.repeated) output.line(say(locale, 'import.report.repeated'));
  output.line(say(locale, 'import.report.counts', { ...pick(report) }));
  for (const sheet of report.skippedSheets) output.line(say(locale, 'import.report.sheet', { sheet }));
  for (const [code, count] of Object.entries(report.reasons)) {
    // The summary stands for many cells: what differs from one to the next is left out.
    const reason = problemText(locale, { column: '', code, params: {} }).replace(/\{\w+\}/g, '…');
    output.line(say(locale, 'import.report.reason', { reason, count }));
  }
  if (report.quarantined > 0) output.line(say(locale, 'import.report.quarantine'));
}

/** The report's plain figures, as placeholders of a text. */
function pick(report: FileReport): Record<string, string | number> {
  const figures = Object.entries(report).filter(
    ([, value]) => typeof value === 'string' || typeof value === 'number',
  );
  return Object.fromEntries(figures) as Record<string, string | number>;
}

/** A line that is written over, on a terminal only. */
function progressLine(
  output: Output,
  file: string,
): ((done: number, total: number, rows: number) => void) | undefined {
  if (!process.stderr.isTTY) return undefined;
  return (done, total, rows) => {
    const percent = total === 0 ? 100 : Math.floor((100 * done) / total);
    const bar = '█'.repeat(Math.floor(percent / 5)).padEnd(20, '░');
    const text = say(output.locale, 'import.progress', { file, percent, rows });
    process.stderr.write(`\r\u001B[K${bar} ${text}${percent === 100 ? '\r\u001B[K' : ''}`);
  };
}

/** Takes files in, one after the other. A refused file changes nothing and does not keep the others out. */
export async function runImport(
  context: CliContext,
  files: readonly string[],
  options: { json?: boolean; again?: boolean },
): Promise<number> {
  const { output, clock } = context;
  return context.withDatabase(async (database) => {
    const told: unknown[] = [];
    let exitCode: number = exitCodes.ok;
    for (const path of files) {
      const progress = options.json ? undefined : progressLine(output, basename(path));
      try {
        const report = await importFile({ database, clock }, path, {
          actor: 'cli',
          again: options.again ?? false,
          ...(progress ? { progress } : {}),
        });
        if (options.json) told.push(jsonReport(output.locale, report));
        else printReport(output, report);
      } catch (error) {
        const { code, text, exitCode: failed } = explain(output.locale, error);
        exitCode = Math.max(exitCode, failed);
        if (options.json) told.push({ file: basename(path), error: { code, message: text } });
        output.hint(text);
      }
    }
    if (options.json) output.json({ files: told });
    return exitCode;
  });
}
