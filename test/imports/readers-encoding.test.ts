import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openFile } from '../../src/imports/readers/open.ts';
import { encodeGb18030, encodeUtf16, makeFolder, readAll, readCells } from './fixtures.ts';

const file = makeFolder();
const text = '企业名称,金额\n示例㐀䶮𠀀有限公司,€1\n青岛示例,￥2\n';
const expected = [
  ['企业名称', '金额'],
  ['示例㐀䶮𠀀有限公司', '€1'],
  ['青岛示例', '￥2'],
];

describe('encodings', () => {
  test.each([
    ['utf-8', Buffer.from(text)],
    ['utf-8', Buffer.from(`\uFEFF${text}`)],
    ['gb18030', encodeGb18030(text)],
    ['utf-16le', encodeUtf16(text, 'le')],
    ['utf-16be', encodeUtf16(text, 'be')],
  ])('%s is found and read', async (encoding, bytes) => {
    const { opened, rows } = await readAll(file('encoding.csv', bytes));
    expect(opened.encoding).toBe(encoding);
    expect(rows.map((row) => row.cells)).toEqual(expected);
  });

  test('the euro of Windows in GBK files, a single byte', async () => {
    const bytes = Buffer.concat([encodeGb18030('金额\n'), Buffer.of(0x80, 0x35, 0x0a)]);
    expect(await readCells(file('euro.csv', bytes))).toEqual([['金额'], ['€5']]);
  });

  test('a file that is ASCII until its last line', async () => {
    const ascii = 'a,b\n'.repeat(600_000);
    for (const [encoding, encode] of [
      ['utf-8', Buffer.from],
      ['gb18030', encodeGb18030],
    ] as const) {
      const path = file('late.csv', Buffer.concat([Buffer.from(ascii), encode('青岛,示例')]));
      const { opened, rows } = await readAll(path);
      expect([opened.encoding, rows.at(-1)?.cells, rows.length]).toEqual([
        encoding,
        ['青岛', '示例'],
        600_001,
      ]);
    }
  });

  // The file is decoded in chunks of 64 KiB and surveyed in chunks of 1 MiB.
  test.each([1 << 16, 1 << 20])('characters cut by the end of a chunk of %i bytes', async (chunk) => {
    for (const [encoding, encode] of [
      ['utf-8', Buffer.from],
      ['gb18030', encodeGb18030],
    ] as const) {
      for (const before of [1, 2, 3]) {
        const filler = 'x,y\n'.repeat((chunk - 4) / 4) + 'z'.repeat(4 - before);
        const { opened, rows } = await readAll(
          file('cut.csv', Buffer.concat([Buffer.from(filler), encode('𠀀㐀青,岛')])),
        );
        expect(opened.encoding).toBe(encoding);
        expect(rows.at(-1)?.cells).toEqual([`${'z'.repeat(4 - before)}𠀀㐀青`, '岛']);
        expect(rows.some((row) => row.faults)).toBe(false);
      }
    }
  });

  test('Chinese text in GB 18030 is never taken for damaged UTF-8', async () => {
    const hanzi = fc.string({
      unit: fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((code) => String.fromCharCode(code)),
      minLength: 20,
      maxLength: 60,
    });
    await fc.assert(
      fc.asyncProperty(hanzi, async (name) => {
        expect(await readCells(file('hanzi.csv', encodeGb18030(`企业名称\n${name}`)))).toEqual([
          ['企业名称'],
          [name],
        ]);
      }),
    );
  });
});

describe('encodings that are refused', () => {
  const lines = Array.from({ length: 50 }, (_, index) => `示例企业${index},济南市\n`).join('');

  test('one broken byte in UTF-8 is named with its line, not read as other characters', async () => {
    const bytes = Buffer.from(lines);
    bytes[bytes.indexOf('企业30') + 1] = 0x41;
    await expect(openFile(file('broken.csv', bytes))).rejects.toMatchObject({
      code: 'file.encoding',
      params: { file: 'broken.csv', line: 31 },
    });
  });

  test('one broken byte in GB 18030 likewise', async () => {
    const bytes = encodeGb18030(lines);
    bytes[bytes.indexOf(encodeGb18030('企业30'))] = 0xff;
    await expect(openFile(file('broken.csv', bytes))).rejects.toMatchObject({
      code: 'file.encoding',
      params: { line: 31 },
    });
  });

  test('neither UTF-8 nor GB 18030', async () => {
    await expect(
      openFile(file('latin.csv', Buffer.from('name,city\nJos\xe9,Le\xf3n\n', 'latin1'))),
    ).rejects.toMatchObject({
      code: 'file.encoding',
      params: { line: 2 },
    });
  });

  test('a file that ends in the middle of a character was not transferred in full', async () => {
    for (const bytes of [Buffer.from(`${lines}青`), encodeGb18030(`${lines}青`)]) {
      await expect(openFile(file('cut.csv', bytes.subarray(0, -1)))).rejects.toMatchObject({
        code: 'file.truncated',
      });
    }
  });

  test('binary content, such as UTF-16 without its mark or zeros after a crash', async () => {
    for (const bytes of [
      encodeUtf16(text, 'le').subarray(2),
      Buffer.concat([Buffer.from(text), Buffer.alloc(512)]),
    ]) {
      await expect(openFile(file('zeros.csv', bytes))).rejects.toMatchObject({ code: 'file.binary' });
    }
  });

  test('a byte sequence without a character, or text that was lost before, marks the cell only', async () => {
    const bytes = Buffer.concat([
      encodeGb18030('名称,住所\n示例,'),
      Buffer.of(0xe3, 0x32, 0x9a, 0x36),
      encodeGb18030('路\n'),
    ]);
    expect((await readAll(file('unmapped.csv', bytes))).rows[1]?.faults).toEqual([
      { column: 1, code: 'cell.encoding' },
    ]);
    const odd = encodeUtf16('名称\n示例', 'le').subarray(0, -1);
    expect((await readAll(file('odd.csv', odd))).rows[1]?.faults).toEqual([
      { column: 0, code: 'cell.encoding' },
    ]);
  });
});
