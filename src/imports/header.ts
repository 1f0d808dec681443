import { CodedError } from '../domain/errors.ts';
import { foldText } from '../domain/text.ts';
import { mappings } from './mapping/index.ts';
import type { Mapping } from './mapping/mapping.ts';
import { type Column, commonColumns } from './templates/template.ts';

/** A header as it is compared: widths and brackets unified, blanks and required-marks gone. */
function foldHeader(header: string): string {
  return foldText(header).replace(/[\s*]/g, '').toLowerCase();
}

export interface FileLayout {
  mapping: Mapping;
  /** For each column of the file: the template's column, or null for one that is beyond the template. */
  columns: readonly (Column | null)[];
  /** The headers as the file has them. */
  headers: readonly string[];
}

function columnsByHeader(mapping: Mapping): Map<string, Column> {
  const known = new Map<string, Column>();
  for (const column of [...mapping.template.columns, ...commonColumns]) {
    for (const spelling of [column.header, ...(column.aliases ?? [])])
      known.set(foldHeader(spelling), column);
  }
  return known;
}

const spellings = mappings.map((mapping) => ({ mapping, known: columnsByHeader(mapping) }));

interface Match {
  mapping: Mapping;
  columns: (Column | null)[];
  matched: number;
  missing: string[];
}

function matchRow(cells: readonly string[]): Match[] {
  const folded = cells.map(foldHeader);
  return spellings.map(({ mapping, known }) => {
    const columns = folded.map((header) => (header === '' ? null : (known.get(header) ?? null)));
    const fields = new Set(columns.map((column) => column?.field));
    const required = mapping.template.columns.filter((column) => column.required);
    return {
      mapping,
      columns,
      matched: columns.filter((column) => column !== null).length,
      missing: required.filter((column) => !fields.has(column.field)).map((column) => column.header),
    };
  });
}

function better(a: Match, b: Match): Match {
  if ((a.missing.length === 0) !== (b.missing.length === 0)) return a.missing.length === 0 ? a : b;
  return b.matched > a.matched ? b : a;
}

function checkDuplicates(file: string, match: Match, cells: readonly string[]): void {
  const seen = new Set<string>();
  for (const [index, column] of match.columns.entries()) {
    if (column === null) continue;
    if (seen.has(column.field))
      throw new CodedError('file.duplicateColumn', { file, column: cells[index] ?? '' });
    seen.add(column.field);
  }
}

/**
 * Finds the header row among the first rows of a sheet (a title may stand above it) and the template it belongs to.
 * Returns null where nothing looks like a header of ours at all.
 * @throws CodedError `file.missingColumns`, `file.mergedHeader`, `file.duplicateColumn`
 */
export function findLayout(
  file: string,
  rows: readonly { cells: readonly string[] }[],
): { layout: FileLayout; index: number } | null {
  let best: { match: Match; index: number } | null = null;
  for (const [index, row] of rows.entries()) {
    const match = matchRow(row.cells).reduce(better);
    if (best === null || better(best.match, match) === match) best = { match, index };
  }
  // Two known headers are needed before a row counts as a header that lacks something.
  if (best === null || best.match.matched < 2) return null;
  const { match, index } = best;
  const cells = rows[index]?.cells ?? [];
  if (match.missing.length > 0) {
    // A header that spans cells leaves the cells behind it empty: that is then why columns are missing.
    const merged = cells
      .slice(0, -1)
      .some((cell, at) => cell === '' && cells.slice(at + 1).some((later) => later !== ''));
    throw new CodedError(merged ? 'file.mergedHeader' : 'file.missingColumns', {
      file,
      template: match.mapping.template.title,
      columns: match.missing.join('、'),
    });
  }
  checkDuplicates(file, match, cells);
  return { layout: { mapping: match.mapping, columns: columnsOf(match, cells), headers: cells }, index };
}

/** Of a closed template, what stands beyond it is read as personal: dropped and counted. */
function columnsOf({ mapping, columns }: Match, headers: readonly string[]): (Column | null)[] {
  if (!mapping.template.closed) return columns;
  return columns.map((column, at) => column ?? { field: '', header: headers[at] ?? '', personal: true });
}
