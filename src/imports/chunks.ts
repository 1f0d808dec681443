import { CodedError } from '../domain/errors.ts';
import type { IsoDate } from '../domain/ports.ts';
import { type IntakeChunk, type RejectedRow, Staging } from '../services/intake.ts';
import { findLayout } from './header.ts';
import { openSurveyed, type RawRow, type SurveyedFile } from './readers/open.ts';
import { RowReader } from './rows.ts';

/** Rows a chunk: large enough for set-based merging, small enough for flat memory. */
const chunkRows = 4_000;
/** And bytes: rows may be a thousand times as long as they usually are. */
const chunkBytes = 1 << 22;
/** The header must be among the first rows: titles and hints stand above it at most. */
const headerRows = 10;

/** What to read, as it can be told to another thread. */
export interface ReadingOrder {
  file: SurveyedFile;
  /** For messages. */
  name: string;
  /** Today in Shandong: no decision can lie after it. */
  today: IsoDate;
}

/** A chunk, and how far the file was read for it. */
export interface ReadChunk {
  chunk: IntakeChunk;
  /** Bytes of the file. */
  consumed: number;
  /** Sheets since the last chunk that have no header of any template. */
  skippedSheets: string[];
}

/** One sheet while it is read: rows wait in `head` until it is known which of them is the header. */
class Sheet {
  readonly name: string;
  readonly order: ReadingOrder;
  skipped = false;
  private head: RawRow[] = [];
  private reader: RowReader | null = null;
  private template = '';
  private readonly staging = new Staging();
  private rows = 0;
  private rejected: RejectedRow[] = [];
  private rejectedUnits = 0;
  private settled: number[] = [];
  private idNumbersDropped = 0;

  constructor(name: string, order: ReadingOrder) {
    this.name = name;
    this.order = order;
  }

  /** True where a header of a template was found. */
  get known(): boolean {
    return this.reader !== null;
  }

  get full(): boolean {
    // A UTF-16 unit is two bytes here, and mostly three on its way into the database.
    return this.rows >= chunkRows || this.staging.bytes + this.rejectedUnits * 3 >= chunkBytes;
  }

  add(row: RawRow): void {
    if (this.reader !== null) this.takeRow(this.reader, row);
    else if (this.head.push(row) >= headerRows) this.settleHead();
  }

  /** No rows follow. */
  end(): void {
    if (this.reader === null && !this.skipped) this.settleHead();
  }

  /** Finds the header among the rows that waited; the rows behind it are taken. A sheet without one is skipped. */
  private settleHead(): void {
    const header = findLayout(this.order.name, this.head);
    if (header === null) this.skipped = true;
    else {
      this.template = header.layout.mapping.template.id;
      this.reader = new RowReader(header.layout, this.order.today);
      for (const row of this.head.slice(header.index + 1)) this.takeRow(this.reader, row);
    }
    this.head = [];
  }

  private takeRow(reader: RowReader, raw: RawRow): void {
    if (raw.cells.every((cell) => cell === '')) return;
    const row = reader.read(raw);
    this.rows += 1;
    this.idNumbersDropped += row.idNumbersDropped;
    if (row.quarantineId !== null) this.settled.push(row.quarantineId);
    if (row.fact) {
      this.staging.add(row.fact);
      return;
    }
    const { problems, cells } = row;
    this.rejected.push({ sheet: this.name, line: raw.line, problems, template: this.template, cells });
    for (const [header, cell] of cells) this.rejectedUnits += header.length + cell.length;
  }

  take(): IntakeChunk {
    const { template, rows, rejected, settled, idNumbersDropped } = this;
    this.rows = 0;
    this.rejected = [];
    this.rejectedUnits = 0;
    this.settled = [];
    this.idNumbersDropped = 0;
    return { template, rows, facts: this.staging.take(), rejected, settled, idNumbersDropped };
  }
}

/**
 * The rows of a file, read and checked, a chunk at a time. Sheets come one after the other; each has a header row and
 * a template of its own.
 * @throws CodedError `file.*`, also in the middle
 */
export async function* readChunks(order: ReadingOrder): AsyncGenerator<ReadChunk> {
  const file = openSurveyed(order.file);
  let skippedSheets: string[] = [];
  let sheet: Sheet | null = null;
  let found = false;
  const pack = (from: Sheet): ReadChunk => {
    const packed = { chunk: from.take(), consumed: file.consumed(), skippedSheets };
    skippedSheets = [];
    return packed;
  };
  const finish = (done: Sheet): ReadChunk[] => {
    done.end();
    found ||= done.known;
    if (!done.known) skippedSheets.push(done.name);
    return done.known ? [pack(done)] : [];
  };
  for await (const batch of file.batches()) {
    if (sheet === null || batch.sheet !== sheet.name) {
      if (sheet !== null) yield* finish(sheet);
      sheet = new Sheet(batch.sheet, order);
    }
    for (const row of batch.rows) {
      if (sheet.skipped) break;
      sheet.add(row);
      if (sheet.full) yield pack(sheet);
    }
  }
  if (sheet !== null) yield* finish(sheet);
  // Of the last sheets: a chunk without rows tells of them.
  if (found && skippedSheets.length > 0) yield pack(new Sheet('', order));
  if (!found) throw new CodedError('file.noTemplate', { file: order.name });
}
