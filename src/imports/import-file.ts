import { basename } from 'node:path';
import { CodedError } from '../domain/errors.ts';
import type { RowPlace, RowProblem } from '../domain/facts.ts';
import { dayOf, type IsoDate } from '../domain/ports.ts';
import {
  type IntakeChunk,
  type IntakeDeps,
  type IntakeReport,
  importedBefore,
  takeIn,
} from '../services/intake.ts';
import { type FileLayout, findLayout } from './header.ts';
import { mappings } from './mapping/index.ts';
import { type OpenedFile, openFile, type RawRow } from './readers/open.ts';
import { readRow } from './rows.ts';

/** Rows a chunk: large enough for set-based merging, small enough for flat memory. */
const chunkRows = 4_000;
/** The header must be among the first rows: titles and hints stand above it at most. */
const headerRows = 10;
/** Errors named in the report; all of them are in the quarantine. */
const maxErrors = 1_000;

export interface ImportError extends RowPlace {
  problems: readonly RowProblem[];
}

export interface FileReport extends IntakeReport {
  file: string;
  /** The template's official name. */
  title: string;
  seconds: number;
  /** True where a file with the very same bytes was taken in before: nothing was done. */
  repeated: boolean;
  errors: ImportError[];
  /** Sheets without a header of any template, such as instructions. */
  skippedSheets: string[];
  reasons: Record<string, number>;
}

export interface ImportOptions {
  actor: string;
  /** Take a file in again although its very bytes were taken in before. */
  again?: boolean;
  progress?: (done: number, total: number, rows: number) => void;
}

interface Collected {
  errors: ImportError[];
  skippedSheets: string[];
  reasons: Record<string, number>;
}

function emptyChunk(template: string): IntakeChunk {
  return { template, rows: 0, facts: [], rejected: [], settled: [], idNumbersDropped: 0 };
}

/** One sheet while it is read: rows wait in `head` until it is known which of them is the header. */
interface Sheet {
  name: string;
  head: RawRow[];
  layout: FileLayout | null;
  skipped: boolean;
  chunk: IntakeChunk;
}

function takeRow(sheet: Sheet, layout: FileLayout, raw: RawRow, today: IsoDate, all: Collected): void {
  if (raw.cells.every((cell) => cell === '')) return;
  const { chunk } = sheet;
  const row = readRow(layout, raw, today);
  chunk.rows += 1;
  chunk.idNumbersDropped += row.idNumbersDropped;
  if (row.quarantineId !== null) chunk.settled.push(row.quarantineId);
  if (row.fact) {
    chunk.facts.push(row.fact);
    return;
  }
  const place = { sheet: sheet.name, line: raw.line, problems: row.problems };
  chunk.rejected.push({ ...place, template: chunk.template, cells: row.cells });
  if (all.errors.length < maxErrors) all.errors.push(place);
  for (const { code } of row.problems) all.reasons[code] = (all.reasons[code] ?? 0) + 1;
}

/** Finds the header among the rows that waited; the rows behind it are taken. A sheet without one is skipped. */
function settleHead(sheet: Sheet, file: string, today: IsoDate, all: Collected): void {
  const header = findLayout(file, sheet.head);
  if (header === null) {
    sheet.skipped = true;
    all.skippedSheets.push(sheet.name);
  } else {
    sheet.layout = header.layout;
    sheet.chunk = emptyChunk(header.layout.mapping.template.id);
    for (const row of sheet.head.slice(header.index + 1)) takeRow(sheet, header.layout, row, today, all);
  }
  sheet.head = [];
}

/** Reads the sheets one after the other; each has a header row and a template of its own. */
async function* readChunks(
  file: OpenedFile,
  name: string,
  today: IsoDate,
  all: Collected,
): AsyncGenerator<IntakeChunk> {
  let sheet: Sheet | null = null;
  let found = false;
  const finish = (done: Sheet): IntakeChunk[] => {
    if (done.layout === null && !done.skipped) settleHead(done, name, today, all);
    found ||= done.layout !== null;
    return done.layout === null ? [] : [done.chunk];
  };
  for await (const batch of file.batches()) {
    if (sheet === null || batch.sheet !== sheet.name) {
      if (sheet !== null) yield* finish(sheet);
      sheet = { name: batch.sheet, head: [], layout: null, skipped: false, chunk: emptyChunk('') };
    }
    for (const row of batch.rows) {
      if (sheet.skipped) break;
      if (sheet.layout !== null) takeRow(sheet, sheet.layout, row, today, all);
      else if (sheet.head.push(row) >= headerRows) settleHead(sheet, name, today, all);
      if (sheet.chunk.rows >= chunkRows) {
        yield sheet.chunk;
        sheet.chunk = emptyChunk(sheet.chunk.template);
      }
    }
  }
  if (sheet !== null) yield* finish(sheet);
  if (!found) throw new CodedError('file.noTemplate', { file: name });
}

/** All rows were taken in when these bytes came before; nothing changes by taking them in again. */
function repeatedReport(before: IntakeReport): IntakeReport {
  const unchanged = before.created + before.unchanged + before.corrected + before.withdrawn;
  return { ...before, created: 0, corrected: 0, withdrawn: 0, unchanged };
}

/**
 * Takes one official file in, whole or not at all; rows that cannot be taken in go to quarantine.
 * @throws CodedError `file.*` where the file cannot be read: then nothing has changed.
 */
export async function importFile(
  deps: IntakeDeps,
  path: string,
  options: ImportOptions,
): Promise<FileReport> {
  const started = performance.now();
  const opened = await openFile(path);
  const name = basename(path);
  const all: Collected = { errors: [], skippedSheets: [], reasons: {} };
  const before = options.again ? null : await importedBefore(deps, opened.sha256);
  let report: IntakeReport;
  if (before) {
    report = repeatedReport(before);
  } else {
    const today = dayOf(deps.clock.now());
    const counted = countProgress(readChunks(opened, name, today, all), opened, options.progress);
    report = await takeIn(deps, options.actor, { sha256: opened.sha256, name }, counted);
  }
  const seconds = Math.round(performance.now() - started) / 1000;
  const title = mappings.find(({ template }) => template.id === report.template)?.template.title ?? '';
  return { file: name, ...report, title, seconds, repeated: before !== null, ...all };
}

async function* countProgress(
  chunks: AsyncIterable<IntakeChunk>,
  file: OpenedFile,
  progress: ImportOptions['progress'],
): AsyncGenerator<IntakeChunk> {
  let rows = 0;
  for await (const chunk of chunks) {
    rows += chunk.rows;
    progress?.(file.consumed(), file.bytes, rows);
    yield chunk;
  }
}
