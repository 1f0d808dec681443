import { basename } from 'node:path';
import type { RowPlace, RowProblem } from '../domain/facts.ts';
import { dayOf } from '../domain/ports.ts';
import {
  type IntakeChunk,
  type IntakeDeps,
  type IntakeReport,
  importedBefore,
  takeIn,
} from '../services/intake.ts';
import type { ReadChunk, ReadingOrder } from './chunks.ts';
import { startReader, threadBytes } from './reader.ts';
import { openSource, surveyFile } from './readers/open.ts';
import { templates } from './templates/index.ts';

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
  /** Read in a thread of its own; otherwise only a file that is large enough to be worth the start of one is. */
  thread?: boolean;
}

interface Collected {
  errors: ImportError[];
  skippedSheets: string[];
  reasons: Record<string, number>;
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
  const name = basename(path);
  const all: Collected = { errors: [], skippedSheets: [], reasons: {} };
  const source = await openSource(path);
  // It starts while the file is read for its checksum.
  let reader = (options.thread ?? source.bytes >= threadBytes.csv) ? startReader() : null;
  try {
    const file = await surveyFile(source);
    const before = options.again ? null : await importedBefore(deps, file.sha256);
    let report: IntakeReport;
    if (before) {
      report = repeatedReport(before);
    } else {
      if (options.thread ?? source.bytes >= threadBytes[file.format]) reader ??= startReader();
      const order = { file, name, today: dayOf(deps.clock.now()) };
      const read = reader?.read(order) ?? readHere(order);
      const chunks = collect(read, all, (consumed, rows) => options.progress?.(consumed, source.bytes, rows));
      report = await takeIn(deps, options.actor, { sha256: file.sha256, name }, chunks);
    }
    const seconds = Math.round(performance.now() - started) / 1000;
    const title = templates.find(({ id }) => id === report.template)?.title ?? '';
    return { file: name, ...report, title, seconds, repeated: before !== null, ...all };
  } finally {
    await reader?.stop();
  }
}

/** Without a thread; what checks the rows is loaded only now, since with one it is not needed here. */
async function* readHere(order: ReadingOrder): AsyncGenerator<ReadChunk> {
  const { readChunks } = await import('./chunks.ts');
  yield* readChunks(order);
}

/** Hands the chunks on, and notes what the report says of them beside the figures. */
async function* collect(
  chunks: AsyncIterable<ReadChunk>,
  all: Collected,
  progress: (consumed: number, rows: number) => void,
): AsyncGenerator<IntakeChunk> {
  let rows = 0;
  for await (const { chunk, consumed, skippedSheets } of chunks) {
    all.skippedSheets.push(...skippedSheets);
    for (const { sheet, line, problems } of chunk.rejected) {
      if (all.errors.length < maxErrors) all.errors.push({ sheet, line, problems });
      for (const { code } of problems) all.reasons[code] = (all.reasons[code] ?? 0) + 1;
    }
    rows += chunk.rows;
    progress(consumed, rows);
    yield chunk;
  }
}
