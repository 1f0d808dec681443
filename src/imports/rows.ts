import type { Fact, RowProblem } from '../domain/facts.ts';
import type { IsoDate } from '../domain/ports.ts';
import { ColumnReader, cleanPersonal, type ReadCell } from './columns.ts';
import type { FileLayout } from './header.ts';
import type { FieldProblem } from './mapping/mapping.ts';
import type { RawRow } from './readers/open.ts';

export interface ReadRow {
  fact: Fact | null;
  problems: RowProblem[];
  /** Header and cell as they came, for the quarantine; ID numbers dropped. Only made when there are problems. */
  cells: [string, string][];
  quarantineId: number | null;
  idNumbersDropped: number;
}

function headerOf(layout: FileLayout, field: string): string {
  return layout.mapping.template.columns.find((column) => column.field === field)?.header ?? '';
}

function toProblem(layout: FileLayout, problem: FieldProblem): RowProblem {
  return { column: headerOf(layout, problem.field), code: problem.code, params: problem.params };
}

/** The name under which a cell beyond the template is kept. */
function extraName(layout: FileLayout, index: number): string {
  return layout.headers[index]?.trim() || `#${index + 1}`;
}

function toQuarantineId(cell: string | undefined): number | null {
  return cell !== undefined && /^\d{1,15}$/.test(cell) ? Number(cell) : null;
}

/**
 * One row of a file: ID numbers are dropped first of all, then the row is mapped and checked as a whole. This is the
 * plain way, which says what is wrong; `RowReader` has the quick one.
 */
export function readRow(layout: FileLayout, row: RawRow, today: IsoDate): ReadRow {
  // Also of a row that is longer than the header.
  const beyond = layout.mapping.template.closed ? { personal: true } : null;
  let idNumbersDropped = 0;
  const kept: string[] = [];
  const cells: Record<string, string> = {};
  const extra: Record<string, string> = {};
  for (let index = 0; index < row.cells.length; index += 1) {
    const column = layout.columns[index] ?? null;
    const cleaned = cleanPersonal(row.cells[index] ?? '', column ?? beyond);
    idNumbersDropped += cleaned.idNumbersDropped;
    kept.push(cleaned.cell);
    if (cleaned.cell === '') continue;
    if (column) cells[column.field] = cleaned.cell;
    else extra[extraName(layout, index)] = cleaned.cell;
  }
  const faults = (row.faults ?? []).map(
    (fault): RowProblem => ({
      column: layout.headers[fault.column] ?? '',
      code: fault.code,
      params: {},
    }),
  );
  const extraColumns =
    row.cells.length > layout.columns.length &&
    row.cells.slice(layout.columns.length).some((cell) => cell !== '');
  if (extraColumns) {
    faults.push({
      column: '',
      code: 'row.tooManyCells',
      params: { cells: row.cells.length, columns: layout.columns.length },
    });
  }
  const mapped =
    faults.length > 0
      ? null
      : layout.mapping.map(cells, {
          line: row.line,
          today,
          extra: Object.keys(extra).length === 0 ? null : extra,
        });
  const problems =
    mapped === null ? faults : 'problems' in mapped ? mapped.problems.map((p) => toProblem(layout, p)) : [];
  return {
    fact: mapped !== null && 'fact' in mapped ? mapped.fact : null,
    problems,
    cells: problems.length === 0 ? [] : kept.map((cell, index) => [layout.headers[index] ?? '', cell]),
    quarantineId: toQuarantineId(cells.quarantineId),
    idNumbersDropped,
  };
}

/**
 * Reads the rows of one sheet. A row whose every cell is sound goes the quick way, which touches only what differs
 * from the row before; where anything is in doubt `readRow` does all of it again and has the last word.
 */
export class RowReader {
  private readonly layout: FileLayout;
  private readonly today: IsoDate;
  private readonly readers: readonly ColumnReader[];
  /** The row in work: what was read in each column. */
  private readonly current: ReadCell[];
  /** The same by field: views of `current`, so that nothing has to be put anywhere for fields that nobody reads. */
  private readonly cells: Readonly<Record<string, string>>;
  private readonly row: Readonly<Record<string, unknown>>;
  /** Columns beyond the template. */
  private readonly beyond: readonly number[];
  /** Every row lacks something: a field that only the schema demands has no column in the file. */
  private readonly lacking: boolean;

  constructor(layout: FileLayout, today: IsoDate) {
    const { columns, mapping } = layout;
    this.layout = layout;
    this.today = today;
    const checks = mapping.fieldChecks(today);
    this.readers = columns.map(
      (column) => new ColumnReader(column, column ? checks[column.field] : undefined),
    );
    this.current = this.readers.map((reader) => reader.empty);
    this.beyond = columns.flatMap((column, index) => (column === null ? [index] : []));
    const { current } = this;
    const cells: PropertyDescriptorMap = {};
    const row: PropertyDescriptorMap = {};
    let lacking = false;
    for (const [field, check] of Object.entries(checks)) {
      const absent = check(undefined);
      row[field] = { enumerable: true, configurable: true, value: absent?.value };
      lacking ||= absent === null && !columns.some((column) => column?.field === field);
    }
    for (const [index, column] of columns.entries()) {
      if (column === null) continue;
      cells[column.field] = { get: () => current[index]?.cell };
      if (checks[column.field]) row[column.field] = { enumerable: true, get: () => current[index]?.value };
    }
    this.cells = Object.defineProperties({}, cells);
    this.row = Object.defineProperties({}, row);
    this.lacking = lacking;
  }

  read(raw: RawRow): ReadRow {
    return (
      (raw.faults || this.lacking ? null : this.readQuickly(raw)) ?? readRow(this.layout, raw, this.today)
    );
  }

  private readQuickly(raw: RawRow): ReadRow | null {
    const { readers, current, cells } = this;
    if (raw.cells.length > readers.length) return null;
    let idNumbersDropped = 0;
    for (let index = 0; index < readers.length; index += 1) {
      const text = raw.cells[index] ?? '';
      let read = current[index];
      if (read?.raw !== text) {
        read = readers[index]?.read(text);
        if (read === undefined) return null;
        current[index] = read;
      }
      if (!read.sound) return null;
      idNumbersDropped += read.idNumbersDropped;
    }
    const fact = this.layout.mapping.build(cells, this.row, {
      line: raw.line,
      today: this.today,
      extra: this.extra(),
    });
    if (fact === null) return null;
    return {
      fact,
      problems: [],
      cells: [],
      quarantineId: toQuarantineId(cells.quarantineId),
      idNumbersDropped,
    };
  }

  private extra(): Record<string, string> | null {
    let extra: Record<string, string> | null = null;
    for (const index of this.beyond) {
      const cell = this.current[index]?.cell ?? '';
      if (cell === '') continue;
      extra ??= {};
      extra[extraName(this.layout, index)] = cell;
    }
    return extra;
  }
}
