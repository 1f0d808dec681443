import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { cleanCell } from '../../src/imports/cells.ts';
import { templates } from '../../src/imports/templates/index.ts';
import { commonColumns } from '../../src/imports/templates/template.ts';
import { writeSample } from '../../src/sample/sample.ts';

export const asOf = '2026-11-24';

interface SampleTable {
  template: string;
  text: string;
  headers: string[];
  /** Cells by the template's field names, as written. */
  raw: Record<string, string>[];
  /** The same, every way to write «nothing» as ''. */
  rows: Record<string, string>[];
}

export interface WrittenProvince {
  tables: SampleTable[];
  rows(template: string): Record<string, string>[];
  /** SHA-256 of each file, by name. */
  hashes: string[];
}

/** Writes a province into a folder of its own, reads it back and removes it. */
export async function makeProvince(entities: number, seed: string): Promise<WrittenProvince> {
  const dir = mkdtempSync(join(tmpdir(), 'chengxin-sample-'));
  try {
    const { files } = await writeSample({ entities, seed, dir, asOf });
    const hashes: string[] = [];
    const tables = files.map(({ path, template, rows }) => {
      const bytes = readFileSync(path);
      hashes.push(`${basename(path)} ${createHash('sha256').update(bytes).digest('hex')}`);
      const table = readTable(template, bytes.toString('utf8'));
      if (table.rows.length !== rows)
        throw new Error(`${path}: ${table.rows.length} rows, reported as ${rows}`);
      return table;
    });
    const rows = (template: string) => tables.find((table) => table.template === template)?.rows ?? [];
    return { tables, rows, hashes };
  } finally {
    rmSync(dir, { recursive: true });
  }
}

function readTable(templateId: string, text: string): SampleTable {
  const columns = [...(templates.find(({ id }) => id === templateId)?.columns ?? []), ...commonColumns];
  const [headers = [], ...lines] = parse(text, { bom: true }) as string[][];
  const fields = headers.map((header) => {
    const column = columns.find((one) => one.header === header);
    if (!column) throw new Error(`${templateId} knows no column ${header}`);
    return column.field;
  });
  const raw = lines.map((cells) =>
    Object.fromEntries(fields.map((field, index) => [field, cells[index] ?? ''])),
  );
  const rows = raw.map((row) => Object.fromEntries(Object.entries(row).map(([k, v]) => [k, cleanCell(v)])));
  return { template: templateId, text, headers, raw, rows };
}
