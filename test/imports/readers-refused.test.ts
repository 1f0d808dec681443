import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sayIfKnown } from '../../src/chat/words/index.ts';
import { CodedError } from '../../src/domain/errors.ts';
import { defaultLimits, type ReaderLimits } from '../../src/imports/readers/limits.ts';
import { openFile } from '../../src/imports/readers/open.ts';
import { makeFolder, readAll, type WorkbookFixture, writeXlsx, writeZip } from './fixtures.ts';

const file = makeFolder();

/** The code and params with which opening or reading the file fails. */
async function refusal(path: string, limits?: ReaderLimits): Promise<{ code: string; params: object }> {
  try {
    await readAll(path, limits);
  } catch (error) {
    if (error instanceof CodedError) return { code: error.code, params: error.params };
    throw error;
  }
  throw new Error('the file was read');
}

const workbook: WorkbookFixture = {
  sheets: [{ name: 'S', rows: '<row r="1"><c t="s"><v>0</v></c><c s="1"><v>45443</v></c></row>' }],
  strings: '<si><t>示例有限公司</t></si>',
  styles: '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>',
};

/** Changes every header of that part in the zip file's directory (APPNOTE 4.3.12). */
function patchDirectory(path: string, part: string, patch: (header: Buffer) => void): void {
  const bytes = readFileSync(path);
  const signature = Buffer.of(0x50, 0x4b, 0x01, 0x02);
  for (let at = bytes.indexOf(signature); at >= 0; at = bytes.indexOf(signature, at + 1)) {
    const header = bytes.subarray(at);
    if (header.toString('utf8', 46, 46 + header.readUInt16LE(28)) === part) patch(header);
  }
  writeFileSync(path, bytes);
}

describe('what is no such file', () => {
  test('missing, a folder, empty, a device', async () => {
    const folder = file('folder');
    mkdirSync(folder);
    expect(await refusal(file('missing.csv'))).toMatchObject({
      code: 'file.notFound',
      params: { file: 'missing.csv' },
    });
    expect(await refusal(folder)).toMatchObject({ code: 'file.directory' });
    expect(await refusal(file('empty.csv', ''))).toMatchObject({ code: 'file.empty' });
    expect(await refusal('/dev/null')).toMatchObject({ code: 'file.notReadable' });
  });

  const ole = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1016)]);
  test.each([
    ['XLS', ole],
    ['PDF', '%PDF-1.7\n'],
    ['HTML', '\n<html><table><tr><td>企业名称</td></tr></table></html>'],
    ['XML', '\uFEFF<?xml version="1.0"?><Workbook/>'],
    ['RAR', 'Rar!\u001a\u0007'],
  ])('%s is named', async (kind, content) => {
    expect(await refusal(file('data.xls', content))).toMatchObject({
      code: 'file.unsupported',
      params: { kind },
    });
  });

  test('a zip file that is no workbook, and a binary workbook', async () => {
    const zip = await writeZip(file('zip.xlsx'), { 'a.txt': 'a' });
    expect(await refusal(zip)).toMatchObject({ code: 'file.unsupported', params: { kind: 'ZIP' } });
    const target = (part: string): string =>
      `<Relationships><Relationship Id="a" Type="t/officeDocument" Target="${part}"/></Relationships>`;
    const binary = await writeZip(file('b.xlsb'), {
      '_rels/.rels': target('xl/workbook.bin'),
      'xl/workbook.bin': 'b',
    });
    expect(await refusal(binary)).toMatchObject({ code: 'file.unsupported', params: { kind: 'XLSB' } });
    const text = await writeZip(file('d.docx'), {
      '_rels/.rels': target('word/document.xml'),
      'word/document.xml': '<document/>',
    });
    expect(await refusal(text)).toMatchObject({ code: 'file.unsupported', params: { kind: 'ZIP' } });
  });

  test('a password, on the workbook or on the zip file', async () => {
    const protectedBook = Buffer.concat([ole, Buffer.from('EncryptedPackage', 'utf16le')]);
    expect(await refusal(file('secret.xlsx', protectedBook))).toMatchObject({ code: 'file.encrypted' });
    const path = await writeXlsx(file('zipped.xlsx'), workbook);
    patchDirectory(path, 'xl/worksheets/sheet1.xml', (header) =>
      header.writeUInt16LE(header.readUInt16LE(8) | 1, 8),
    );
    expect(await refusal(path)).toMatchObject({ code: 'file.encrypted' });
  });
});

describe('damaged workbooks', () => {
  test('cut anywhere', async () => {
    const whole = readFileSync(await writeXlsx(file('whole.xlsx'), workbook));
    for (let length = 4; length < whole.length; length += 37) {
      const path = file('cut.xlsx', whole.subarray(0, length));
      expect(await refusal(path)).toMatchObject({ code: 'file.truncated', params: { file: 'cut.xlsx' } });
    }
  });

  test('a byte changed anywhere is refused, or changes nothing', async () => {
    const whole = readFileSync(await writeXlsx(file('whole.xlsx'), workbook));
    const expected = (await readAll(file('whole.xlsx'))).rows;
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
        const damaged = Buffer.from(whole);
        damaged[at] = (damaged[at] ?? 0) ^ mask;
        const path = file('damaged.xlsx', damaged);
        const found = await readAll(path).catch((error: unknown) => error);
        if (found instanceof CodedError) expect(found.code).toMatch(/^file\./);
        else expect(found).toMatchObject({ rows: expected });
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ['a document type', '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet><sheetData/></worksheet>'],
    ['unclosed elements', '<worksheet><sheetData><row>'],
    [
      'bytes that are no UTF-8',
      Buffer.concat([Buffer.from('<worksheet>'), Buffer.of(0xff), Buffer.from('</worksheet>')]),
    ],
    ['elements without end', '<a>'.repeat(100)],
    [
      'a string that is not there',
      '<worksheet><sheetData><row><c t="s"><v>7</v></c></row></sheetData></worksheet>',
    ],
    [
      'a string without number',
      '<worksheet><sheetData><row><c t="s"><v>x</v></c></row></sheetData></worksheet>',
    ],
  ])('%s in a sheet', async (_, content) => {
    const path = await writeXlsx(file('xml.xlsx'), {
      ...workbook,
      parts: { 'xl/worksheets/sheet1.xml': content },
    });
    expect(await refusal(path)).toMatchObject({ code: 'file.corrupt' });
  });

  test('a sheet that is listed but not there', async () => {
    const parts = { 'xl/_rels/workbook.xml.rels': '<Relationships/>' };
    expect(await refusal(await writeXlsx(file('lost.xlsx'), { ...workbook, parts }))).toMatchObject({
      code: 'file.corrupt',
    });
  });
});

describe('files that are too large', () => {
  const mebibyte = 1024 * 1024;
  const inline = (text: string): string => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
  const small: ReaderLimits = { ...defaultLimits, maxCellBytes: 20_000, maxRowBytes: 60_000, maxColumns: 30 };
  const tooLarge = async (fixture: Partial<WorkbookFixture>): Promise<object> =>
    refusal(await writeXlsx(file('large.xlsx'), { ...workbook, ...fixture }), small);
  const rows = (content: string | string[]): Partial<WorkbookFixture> => ({
    sheets: [{ name: 'S', rows: content }],
  });

  test('a zip bomb of 300 MB is refused before it is unpacked', async () => {
    function* blanks(): Generator<string> {
      for (let index = 0; index < 300; index += 1) yield ' '.repeat(mebibyte);
    }
    const path = await writeXlsx(file('bomb.xlsx'), { sheets: [{ name: 'S', rows: blanks() }] });
    const started = performance.now();
    await expect(openFile(path)).rejects.toMatchObject({
      code: 'file.zipBomb',
      params: { file: 'bomb.xlsx' },
    });
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  test('a bomb that lies about its size is refused when it exceeds it', async () => {
    const path = await writeXlsx(file('liar.xlsx'), {
      sheets: [{ name: 'S', rows: ' '.repeat(30 * mebibyte) }],
    });
    patchDirectory(path, 'xl/worksheets/sheet1.xml', (header) => header.writeUInt32LE(mebibyte, 24));
    expect(await refusal(path)).toMatchObject({ code: 'file.zipBomb' });
  });

  test('many parts, and many bytes in all, are a bomb as well', async () => {
    const many = await writeXlsx(file('many.xlsx'), workbook);
    const bytes = readFileSync(many);
    // The number of entries, in the record that ends the file.
    bytes.writeUInt16LE(10_001, bytes.length - 12);
    expect(await refusal(file('many.xlsx', bytes))).toMatchObject({ code: 'file.zipBomb' });
    const path = await writeXlsx(file('total.xlsx'), { ...workbook, ...rows(' '.repeat(mebibyte)) });
    expect(await refusal(path, { ...defaultLimits, maxUncompressedBytes: mebibyte })).toMatchObject({
      code: 'file.zipBomb',
    });
  });

  test('one long string that many cells refer to', async () => {
    const cells = Array.from({ length: 300 }, () => '<row><c t="s"><v>0</v></c></row>');
    const path = await writeXlsx(file('many.xlsx'), {
      ...rows(cells),
      sheets: [{ name: 'S', rows: cells }],
      strings: `<si><t>${'x'.repeat(10_000)}</t></si>`,
    });
    expect(await refusal(path, { ...defaultLimits, maxUncompressedBytes: 2 * mebibyte })).toMatchObject({
      code: 'file.zipBomb',
    });
  });

  test('cells, in one piece or in many, with the row', async () => {
    const expected = { code: 'file.cellTooLarge', params: { file: 'large.xlsx', line: 2, max: 20_000 } };
    const second = (cell: string): Partial<WorkbookFixture> => rows(`<row r="1"/><row r="2">${cell}</row>`);
    expect(await tooLarge(second(inline('x'.repeat(20_001))))).toEqual(expected);
    expect(await tooLarge(second(inline('企'.repeat(6_667))))).toEqual(expected);
    expect(await tooLarge(second(inline('</t><t>x'.repeat(20_001))))).toEqual(expected);
    expect(await tooLarge(second(`<c><f>${'<![CDATA[xx]]>'.repeat(10_001)}</f></c>`))).toEqual(expected);
    expect(await tooLarge(second(inline('x'.repeat(mebibyte))))).toEqual(expected);
  });

  test('shared strings, rows and columns', async () => {
    expect(await tooLarge({ strings: `<si><t>${'x'.repeat(20_001)}</t></si>` })).toMatchObject({
      code: 'file.textTooLarge',
    });
    expect(await tooLarge(rows(`<row r="5">${inline('x'.repeat(19_000)).repeat(4)}</row>`))).toMatchObject({
      code: 'file.rowTooLarge',
      params: { line: 5 },
    });
    expect(await tooLarge(rows('<row r="5"><c r="AE5"><v>1</v></c></row>'))).toMatchObject({
      code: 'file.tooManyColumns',
    });
    expect(await tooLarge(rows(`<row r="5">${'<c r="A5"><v>1</v></c>'.repeat(31)}</row>`))).toMatchObject({
      code: 'file.tooManyColumns',
      params: { line: 5 },
    });
  });
});

test('a file that changes while it is read is refused', async () => {
  const path = file('growing.csv', 'a,b\n');
  const opened = await openFile(path);
  writeFileSync(path, 'a,b\nc,d\n');
  await expect(Array.fromAsync(opened.batches())).rejects.toMatchObject({ code: 'file.changed' });
});

test('a full or missing temporary folder has its own error', async () => {
  const strings = Array.from({ length: 40_000 }, () => `<si><t>${'x'.repeat(100)}</t></si>`);
  const path = await writeXlsx(file('spill.xlsx'), { ...workbook, strings });
  const before = process.env.TMPDIR;
  process.env.TMPDIR = join(tmpdir(), 'chengxin-no-such-folder');
  try {
    expect(await refusal(path)).toMatchObject({ code: 'file.tempSpace' });
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
});

test('every code of the readers has its words, with the same placeholders in both languages', () => {
  const folder = new URL('../../src/imports/readers/', import.meta.url);
  const sources = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'));
  const codes = new Set(
    sources.flatMap((source) => source.match(/(?<=')(file|cell)\.[a-zA-Z]+(?=')/g) ?? []),
  );
  expect(codes.size).toBeGreaterThan(20);
  for (const code of codes) {
    const key = code.startsWith('file.') ? `error.${code}` : `problem.${code}`;
    const [zh, en] = [sayIfKnown('zh', key), sayIfKnown('en', key)];
    expect(zh, key).toMatch(/\p{Script=Han}/u);
    expect(en?.match(/\{\w+\}/g)?.sort(), key).toEqual(zh?.match(/\{\w+\}/g)?.sort());
  }
});
