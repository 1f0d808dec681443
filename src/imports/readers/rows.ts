/** One row as it stands in the file, before anybody knows what its columns mean. */
export interface RawRow {
  /** From 1: the physical line on which the row begins (.csv), or the row's number in its sheet (.xlsx). */
  line: number;
  cells: string[];
  /** Cells whose text cannot be trusted; `column` is an index into `cells`, `code` has its words under `problem.<code>`. */
  faults?: CellFault[];
}

export interface CellFault {
  column: number;
  code: string;
}

export interface RawBatch {
  /** The sheet's name; '' for .csv. */
  sheet: string;
  rows: RawRow[];
}

/** What the decoder puts where bytes stand for no character; also left behind by programs that lost text earlier. */
export const replacementCharacter = '\uFFFD';

/** Marks a cell of the row as not to be trusted. */
export function addFault(row: RawRow, column: number, code: string): void {
  row.faults ??= [];
  row.faults.push({ column, code });
}
