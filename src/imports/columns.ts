import { maskIdNumbers } from '../domain/id-number.ts';
import { maskTelephones } from '../domain/telephone.ts';
import { cleanCell } from './cells.ts';
import type { FieldCheck } from './mapping/mapping.ts';
import type { Column } from './templates/template.ts';

/** What was made of the text of one cell. */
export interface ReadCell {
  /** The text as it stood in the file. */
  raw: string;
  /** Cleaned, without ID numbers. */
  cell: string;
  idNumbersDropped: number;
  /** What the schema made of it; undefined in a column that the schema does not know. */
  value: unknown;
  /** Whether the schema has nothing against it. */
  sound: boolean;
}

/** Shorter texts hold no ID number. */
const shortestIdNumber = 15;

/** What decides how a cell is cleaned; null: a column beyond the template. */
type Cleaning = Pick<Column, 'personal' | 'contacts'> | null;

/** Cleans one cell; ID numbers are dropped before anybody else sees it. */
export function cleanPersonal(raw: string, column: Cleaning): { cell: string; idNumbersDropped: number } {
  const cell = cleanCell(raw);
  if (cell === '') return { cell, idNumbersDropped: 0 };
  if (column?.personal) return { cell: '', idNumbersDropped: 1 };
  if (column?.contacts) {
    const first = maskIdNumbers(cell);
    const second = maskTelephones(first.text);
    return { cell: second.text, idNumbersDropped: first.count + second.count };
  }
  if (cell.length < shortestIdNumber) return { cell, idNumbersDropped: 0 };
  const masked = maskIdNumbers(cell);
  return { cell: masked.text, idNumbersDropped: masked.count };
}

/** Texts remembered for a column, and their UTF-16 units: authorities and days, not the contents of decisions. */
const maxRemembered = 8_000;
const maxUnits = 1 << 17;
/** After so many cells a column has to have shown that its texts come again. */
const trial = 4_096;

/** From this length on V8 does not copy a part of a string, but keeps all of what it is part of. */
const sliceLength = 13;

/** The same text without the 64 KB of the file that it was cut from. */
function ownCopy(text: string): string {
  return text.length < sliceLength ? text : Buffer.from(text, 'utf16le').toString('utf16le');
}

/**
 * Reads the cells of one column. Each text goes through cleaning and the schema's own check; in a column whose texts
 * come again and again, as most do, the outcome is remembered, since texts are all that it depends on.
 */
export class ColumnReader {
  private readonly column: Column | null;
  private readonly check: FieldCheck | undefined;
  private remembered: Map<string, ReadCell> | null = new Map();
  private units = 0;
  private asked = 0;
  private found = 0;
  /** Of a cell that says nothing. */
  readonly empty: ReadCell;

  constructor(column: Column | null, check: FieldCheck | undefined) {
    this.column = column;
    this.check = check;
    this.empty = this.make('');
  }

  read(raw: string): ReadCell {
    if (raw === '') return this.empty;
    if (this.remembered === null) return this.make(raw);
    const known = this.remembered.get(raw);
    this.asked += 1;
    if (known) {
      this.found += 1;
      return known;
    }
    if (this.asked >= trial) {
      if (this.found * 2 < this.asked) {
        this.remembered = null;
        return this.make(raw);
      }
      this.asked = 0;
      this.found = 0;
    }
    return this.remember(this.remembered, ownCopy(raw));
  }

  private remember(remembered: Map<string, ReadCell>, raw: string): ReadCell {
    const made = this.make(raw);
    this.units += raw.length;
    if (remembered.size >= maxRemembered || this.units > maxUnits) {
      remembered.clear();
      this.units = raw.length;
    }
    // A text that fills the memory alone is not worth it.
    if (this.units <= maxUnits) remembered.set(raw, made);
    return made;
  }

  private make(raw: string): ReadCell {
    const cleaned = cleanPersonal(raw, this.column);
    const checked = this.check?.(cleaned.cell === '' ? undefined : cleaned.cell);
    return { raw, ...cleaned, value: checked?.value, sound: checked !== null };
  }
}
