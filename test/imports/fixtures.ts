import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { afterAll } from 'vitest';
import { ZipFile } from 'yazl';
import type { ReaderLimits } from '../../src/imports/readers/limits.ts';
import { type OpenedFile, openFile, type RawRow } from '../../src/imports/readers/open.ts';

/** Makes the file's folder for this test file; it is gone when its tests are done. */
export function makeFolder(): (name: string, content?: string | Uint8Array) => string {
  const folder = mkdtempSync(join(tmpdir(), 'chengxin-files-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return (name, content) => {
    const path = join(folder, name);
    if (content !== undefined) writeFileSync(path, content);
    return path;
  };
}

/** Writes pieces one after the other, never more than one of them in memory. */
export async function writePieces(path: string, pieces: Iterable<string>): Promise<void> {
  const out = createWriteStream(path);
  for (const piece of gather(pieces)) if (!out.write(piece)) await once(out, 'drain');
  out.end();
  await finished(out);
}

let gb18030: Map<string, number[]> | undefined;

/** Node decodes GB 18030 but does not encode it: the table of its two- and four-byte characters turned round. */
function gb18030Table(): Map<string, number[]> {
  const decoder = new TextDecoder('gb18030');
  const table = new Map<string, number[]>();
  const add = (bytes: number[]): void => {
    const text = decoder.decode(Uint8Array.from(bytes));
    const characters = [...text];
    if (characters.length === 1 && text !== '\uFFFD' && !table.has(text)) table.set(text, bytes);
  };
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) if (trail !== 0x7f) add([lead, trail]);
  }
  for (let lead = 0x81; lead <= 0x84; lead += 1) {
    for (let second = 0x30; second <= 0x39; second += 1) {
      for (let third = 0x81; third <= 0xfe; third += 1) {
        for (let fourth = 0x30; fourth <= 0x39; fourth += 1) add([lead, second, third, fourth]);
      }
    }
  }
  return table;
}

export function encodeGb18030(text: string): Buffer {
  gb18030 ??= gb18030Table();
  const table = gb18030;
  return Buffer.from(
    [...text].flatMap((character) => {
      const code = character.codePointAt(0) ?? 0;
      if (code < 0x80) return [code];
      const bytes = table.get(character);
      if (bytes) return bytes;
      // Above the BMP the four bytes simply count on from 90 30 81 30.
      const index = code - 0x10000;
      return [
        0x90 + Math.floor(index / 12_600),
        0x30 + (Math.floor(index / 1_260) % 10),
        0x81 + (Math.floor(index / 10) % 126),
        0x30 + (index % 10),
      ];
    }),
  );
}

export function encodeUtf16(text: string, order: 'le' | 'be'): Buffer {
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
}

/** All rows of a file with the sheets they came from, as `openFile` gives them. */
export async function readAll(
  path: string,
  limits?: ReaderLimits,
): Promise<{ opened: OpenedFile; rows: (RawRow & { sheet: string })[] }> {
  const opened = await openFile(path, limits);
  const rows: (RawRow & { sheet: string })[] = [];
  for await (const batch of opened.batches()) {
    for (const row of batch.rows) rows.push({ sheet: batch.sheet, ...row });
  }
  return { opened, rows };
}

/** The cells alone. */
export async function readCells(path: string): Promise<string[][]> {
  return (await readAll(path)).rows.map((row) => row.cells);
}

type Part = string | Uint8Array | Iterable<string>;

/** Small pieces in larger ones: a stream costs the same for each. */
function* gather(pieces: Iterable<string>): Generator<string> {
  let gathered = '';
  for (const piece of pieces) {
    gathered += piece;
    if (gathered.length < 1 << 16) continue;
    yield gathered;
    gathered = '';
  }
  yield gathered;
}

/** A zip file of these parts; an iterable is streamed, so that a part may be larger than memory. */
export async function writeZip(path: string, parts: Readonly<Record<string, Part>>): Promise<string> {
  const zip = new ZipFile();
  for (const [name, part] of Object.entries(parts)) {
    if (typeof part === 'string' || part instanceof Uint8Array) zip.addBuffer(Buffer.from(part), name);
    else zip.addReadStream(Readable.from(gather(part), { objectMode: false }), name);
  }
  zip.end();
  const out = createWriteStream(path);
  zip.outputStream.pipe(out);
  await finished(out);
  return path;
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const officeRelationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelationships = 'http://schemas.openxmlformats.org/package/2006/relationships';
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

export interface SheetFixture {
  name: string;
  /** What stands inside `sheetData`. */
  rows: string | Iterable<string>;
  state?: 'visible' | 'hidden' | 'veryHidden';
}

export interface WorkbookFixture {
  sheets: readonly SheetFixture[];
  /** What stands inside `sst`. */
  strings?: string | Iterable<string>;
  /** What stands inside `styleSheet`. */
  styles?: string;
  date1904?: boolean;
  /** Parts to add or to put in the place of the usual ones. */
  parts?: Readonly<Record<string, Part>>;
}

function* wrap(before: string, content: string | Iterable<string>, after: string): Generator<string> {
  yield before;
  if (typeof content === 'string') yield content;
  else yield* content;
  yield after;
}

function relationships(entries: readonly [id: string, type: string, target: string][]): string {
  const items = entries.map(
    ([id, type, target]) =>
      `<Relationship Id="${id}" Type="${officeRelationships}/${type}" Target="${target}"/>`,
  );
  return `${head}<Relationships xmlns="${packageRelationships}">${items.join('')}</Relationships>`;
}

/** An .xlsx as Excel lays it out, of hand-written sheet XML. */
export function writeXlsx(path: string, fixture: WorkbookFixture): Promise<string> {
  const { sheets, strings, styles } = fixture;
  const tabs = sheets.map(({ name, state }, index) => {
    const visibility = state ? ` state="${state}"` : '';
    return `<sheet name="${name}" sheetId="${index + 1}"${visibility} r:id="rId${index + 1}"/>`;
  });
  const properties = fixture.date1904 ? '<workbookPr date1904="1"/>' : '';
  const related: [string, string, string][] = sheets.map((_, index) => [
    `rId${index + 1}`,
    'worksheet',
    `worksheets/sheet${index + 1}.xml`,
  ]);
  if (strings !== undefined) related.push(['rIdS', 'sharedStrings', 'sharedStrings.xml']);
  if (styles !== undefined) related.push(['rIdT', 'styles', '/xl/styles.xml']);

  const parts: Record<string, Part> = {
    '_rels/.rels': relationships([['rId1', 'officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': `${head}<workbook xmlns="${main}" xmlns:r="${officeRelationships}">${properties}<sheets>${tabs.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relationships(related),
  };
  if (styles !== undefined)
    parts['xl/styles.xml'] = `${head}<styleSheet xmlns="${main}">${styles}</styleSheet>`;
  if (strings !== undefined)
    parts['xl/sharedStrings.xml'] = wrap(`${head}<sst xmlns="${main}">`, strings, '</sst>');
  sheets.forEach(({ rows }, index) => {
    const name = `xl/worksheets/sheet${index + 1}.xml`;
    parts[name] = wrap(`${head}<worksheet xmlns="${main}"><sheetData>`, rows, '</sheetData></worksheet>');
  });
  return writeZip(path, { ...parts, ...fixture.parts });
}
