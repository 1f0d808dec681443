import { CodedError } from '../../domain/errors.ts';
import { exceedsBytes, type ReaderLimits } from './limits.ts';
import { addFault, type RawRow, replacementCharacter } from './rows.ts';
import { decodeEscapes, RichText } from './xlsx-text.ts';
import { plainNumber, serialToText } from './xlsx-values.ts';
import type { Workbook } from './xlsx-workbook.ts';
import type { Attributes, XmlHandlers } from './xml.ts';

/** A cell whose text is a shared string, to be put in when the chunk has been read. */
export interface SharedCell {
  column: number;
  index: number;
}

export interface SheetRow extends RawRow {
  shared: SharedCell[];
}

/** Elements of a cell that hold its value or its formula. */
type Part = 'v' | 'f' | null;

/**
 * Makes rows of the elements of a sheet (ECMA-376 part 1, 18.3.1.4 c and 18.3.1.73 row). Cells without a value are
 * left out; rows come out when they end, and `take` hands them over.
 */
export class SheetReader implements Required<XmlHandlers> {
  private readonly file: string;
  private readonly workbook: Workbook;
  private readonly limits: ReaderLimits;
  private rows: SheetRow[] = [];
  private inData = false;
  private row: SheetRow = { line: 0, cells: [], shared: [] };
  private column = -1;
  private filled = 0;
  private type = 'n';
  private isDate = false;
  private part: Part = null;
  private value: string | null = null;
  private formula: string | null = null;
  private inline: RichText | null = null;

  constructor(file: string, workbook: Workbook, limits: ReaderLimits) {
    this.file = file;
    this.workbook = workbook;
    this.limits = limits;
  }

  /** The rows that ended since the last call. */
  take(): SheetRow[] {
    const { rows } = this;
    this.rows = [];
    return rows;
  }

  cellTooLarge(): CodedError {
    return new CodedError('file.cellTooLarge', {
      file: this.file,
      line: this.row.line,
      max: this.limits.maxCellBytes,
    });
  }

  open(name: string, attributes: Attributes): void {
    if (name === 'sheetData') this.inData = true;
    if (!this.inData) return;
    if (this.inline) this.inline.open(name);
    else if (name === 'row') this.openRow(attributes);
    else if (name === 'c') this.openCell(attributes);
    else if (name === 'v' || name === 'f') {
      this.part = name;
      if (name === 'v') this.value ??= '';
      else this.formula ??= '';
    } else if (name === 'is') this.inline = new RichText();
  }

  text(text: string): void {
    if (this.inline) this.inline.text(text);
    else if (this.part === 'v') this.value += text;
    else if (this.part === 'f') this.formula += text;
    const length = (this.inline?.length ?? this.value?.length ?? 0) + (this.formula?.length ?? 0);
    if (length > this.limits.maxCellBytes) throw this.cellTooLarge();
  }

  close(name: string): void {
    if (!this.inData) return;
    if (name === 'is') {
      this.value = this.inline?.take() ?? '';
      this.inline = null;
    } else if (this.inline) this.inline.close(name);
    else if (name === 'v' || name === 'f') this.part = null;
    else if (name === 'c') this.closeCell();
    else if (name === 'row') this.rows.push(this.row);
    else if (name === 'sheetData') this.inData = false;
  }

  private openRow(attributes: Attributes): void {
    const line = Number(attributes.r);
    this.row = { line: Number.isInteger(line) && line > 0 ? line : this.row.line + 1, cells: [], shared: [] };
    this.column = -1;
    this.filled = 0;
  }

  private openCell(attributes: Attributes): void {
    this.column = columnOf(attributes.r) ?? this.column + 1;
    this.type = attributes.t ?? 'n';
    this.isDate = this.workbook.dateStyles[Number(attributes.s)] ?? false;
    this.value = null;
    this.formula = null;
  }

  private closeCell(): void {
    const { formula, type } = this;
    const value = this.value ?? '';
    if (value === '') {
      // A formula may well have the result «empty text»; without any result it was never calculated.
      const calculated = type === 'str' && this.value !== null;
      if (formula !== null && !calculated) this.put(`=${formula}`, 'cell.formula');
    } else if (type === 's') this.putShared(value);
    else if (type === 'inlineStr') this.put(value);
    else if (type === 'str') this.put(decodeEscapes(value));
    else if (type === 'b') this.put(value.trim() === '1' ? 'TRUE' : 'FALSE');
    else if (type === 'e') this.put(value, 'cell.error');
    else if (type === 'd') this.put(value.replace(/T00:00:00(\.0+)?Z?$/, '').replace('T', ' '));
    else this.putNumber(value);
  }

  private putShared(value: string): void {
    const index = Number(value);
    if (!Number.isInteger(index)) throw new CodedError('file.corrupt', { file: this.file, part: 'sheet' });
    this.put('');
    this.row.shared.push({ column: this.column, index });
  }

  private putNumber(value: string): void {
    const date = this.isDate ? serialToText(Number(value), this.workbook.date1904) : null;
    const { text, precise } = plainNumber(value);
    if (date !== null) this.put(date);
    else this.put(text, precise ? undefined : 'cell.precision');
  }

  private put(text: string, fault?: string): void {
    const { column, row, limits } = this;
    this.filled += 1;
    // A broken file may name the same column without end.
    if (Math.max(column + 1, this.filled) > limits.maxColumns) {
      throw new CodedError('file.tooManyColumns', {
        file: this.file,
        line: row.line,
        max: limits.maxColumns,
      });
    }
    if (exceedsBytes(text, limits.maxCellBytes)) throw this.cellTooLarge();
    while (row.cells.length < column) row.cells.push('');
    row.cells[column] = text;
    if (fault) addFault(row, column, fault);
    else if (text.includes(replacementCharacter)) addFault(row, column, 'cell.encoding');
  }
}

/** Column of a reference such as `AB12`, from 0; null when it is none. */
function columnOf(reference: string | undefined): number | null {
  if (reference === undefined) return null;
  let column = 0;
  let at = 0;
  for (; at < reference.length; at += 1) {
    const letter = reference.charCodeAt(at) - 0x40;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return at === 0 || at > 3 ? null : column - 1;
}
