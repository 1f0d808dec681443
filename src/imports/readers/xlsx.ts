import { CodedError } from '../../domain/errors.ts';
import { exceedsBytes, type ReaderLimits } from './limits.ts';
import { addFault, type RawBatch, type RawRow, replacementCharacter } from './rows.ts';
import type { Source } from './source.ts';
import { SheetReader, type SheetRow } from './xlsx-sheet.ts';
import { SharedStrings } from './xlsx-strings.ts';
import { readWorkbook } from './xlsx-workbook.ts';
import { readXml } from './xml.ts';
import { Archive } from './zip.ts';

/** Reads as much of the workbook as tells whether it can be read at all. Throws like `xlsxBatches`. */
export async function checkWorkbook(source: Source, limits: ReaderLimits): Promise<void> {
  const archive = await Archive.open(source, limits);
  try {
    await readWorkbook(archive, source.file, limits);
  } finally {
    archive.close();
  }
}

/**
 * The rows of the visible sheets, in the order of their tabs; `onRead` is told how many bytes of the file each step
 * took. Merged cells have their text in the first of them only, as it is stored. Throws file.* of every kind.
 */
export async function* xlsxBatches(
  source: Source,
  limits: ReaderLimits,
  onRead: (bytes: number) => void,
): AsyncGenerator<RawBatch> {
  const { file } = source;
  const archive = await Archive.open(source, limits);
  let strings: SharedStrings | undefined;
  try {
    const workbook = await readWorkbook(archive, file, limits);
    strings = await SharedStrings.read(archive, workbook.strings, file, limits, onRead);
    const finisher = new RowFinisher(file, strings, limits);
    for (const { name, part } of workbook.sheets) {
      const reader = new SheetReader(file, workbook, limits);
      const context = { file, part, maxUnits: limits.maxCellBytes, tooLong: () => reader.cellTooLarge() };
      for await (const _ of readXml(archive.read(part, onRead), reader, context)) {
        for await (const rows of finisher.finish(reader.take())) yield { sheet: name, rows };
      }
    }
  } finally {
    await strings?.close();
    archive.close();
  }
}

/** Puts the shared strings into rows, and keeps watch over what they amount to: one long string fills a thousand cells. */
class RowFinisher {
  private readonly file: string;
  private readonly strings: SharedStrings;
  private readonly limits: ReaderLimits;
  private total = 0;

  constructor(file: string, strings: SharedStrings, limits: ReaderLimits) {
    this.file = file;
    this.strings = strings;
    this.limits = limits;
  }

  /** Batches of no more text than a row may have; rows without any cell are left out. */
  async *finish(rows: readonly SheetRow[]): AsyncGenerator<RawRow[]> {
    let batch: RawRow[] = [];
    let size = 0;
    for (const row of rows) {
      const finished = await this.finishRow(row);
      if (finished.cells.length === 0) continue;
      size += this.measure(finished);
      batch.push(finished);
      if (size > this.limits.maxRowBytes) {
        yield batch;
        batch = [];
        size = 0;
      }
    }
    if (batch.length > 0) yield batch;
  }

  private async finishRow({ shared, ...row }: SheetRow): Promise<RawRow> {
    for (const { column, index } of shared) {
      const text = this.strings.cached(index) ?? (await this.strings.load(index));
      if (text === undefined)
        throw new CodedError('file.corrupt', { file: this.file, part: 'sharedStrings' });
      row.cells[column] = text;
      if (text.includes(replacementCharacter)) addFault(row, column, 'cell.encoding');
    }
    while (row.cells.at(-1) === '') row.cells.pop();
    return row;
  }

  /** UTF-16 units of the row's text. */
  private measure(row: RawRow): number {
    const { file, limits } = this;
    const units = row.cells.reduce((sum, cell) => sum + cell.length, 0);
    if (units * 3 > limits.maxRowBytes && exceedsBytes(row.cells.join(''), limits.maxRowBytes)) {
      throw new CodedError('file.rowTooLarge', { file, line: row.line, max: limits.maxRowBytes });
    }
    this.total += units;
    if (this.total > limits.maxUncompressedBytes) throw new CodedError('file.zipBomb', { file });
    return units;
  }
}
