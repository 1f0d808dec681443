import type { Fact, RowProblem } from '../domain/facts.ts';
import { maskIdNumbers } from '../domain/id-number.ts';
import type { IsoDate } from '../domain/ports.ts';
import { cleanCell } from './cells.ts';
import type { FileLayout } from './header.ts';
import type { FieldProblem } from './mapping/mapping.ts';
import type { RawRow } from './readers/open.ts';
import type { Column } from './templates/template.ts';

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

/** One row of a file: ID numbers are dropped first of all, then the row is mapped and checked. */
export function readRow(layout: FileLayout, row: RawRow, today: IsoDate): ReadRow {
  let idNumbersDropped = 0;
  const kept: string[] = [];
  const cells: Record<string, string> = {};
  const extra: Record<string, string> = {};
  for (let index = 0; index < row.cells.length; index += 1) {
    const column: Column | null | undefined = layout.columns[index];
    let cell = cleanCell(row.cells[index] ?? '');
    if (cell !== '') {
      if (column?.personal) {
        idNumbersDropped += 1;
        cell = '';
      } else if (cell.length >= 15) {
        const masked = maskIdNumbers(cell);
        idNumbersDropped += masked.count;
        cell = masked.text;
      }
    }
    kept.push(cell);
    if (cell === '') continue;
    if (column) cells[column.field] = cell;
    else extra[layout.headers[index]?.trim() || `#${index + 1}`] = cell;
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
  const quarantineId = /^\d{1,15}$/.test(cells.quarantineId ?? '') ? Number(cells.quarantineId) : null;
  return {
    fact: mapped !== null && 'fact' in mapped ? mapped.fact : null,
    problems,
    cells: problems.length === 0 ? [] : kept.map((cell, index) => [layout.headers[index] ?? '', cell]),
    quarantineId,
    idNumbersDropped,
  };
}
