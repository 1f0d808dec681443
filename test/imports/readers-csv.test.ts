import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CodedError } from '../../src/domain/errors.ts';
import { sniffDelimiter } from '../../src/imports/readers/csv.ts';
import { CsvTokenizer } from '../../src/imports/readers/csv-tokenizer.ts';
import { defaultLimits, type ReaderLimits } from '../../src/imports/readers/limits.ts';
import type { RawRow } from '../../src/imports/readers/rows.ts';

function tokenize(
  pieces: readonly string[],
  delimiter = ',',
  limits: ReaderLimits = defaultLimits,
): RawRow[] {
  const tokenizer = new CsvTokenizer('f.csv', delimiter, limits);
  return [...pieces.flatMap((piece) => tokenizer.push(piece)), ...tokenizer.finish()];
}

const cells = (text: string): string[][] => tokenize([text]).map((row) => row.cells);

/** The rows, or the error's code and line: what any cutting of the same text must come to. */
function outcome(pieces: readonly string[]): unknown {
  try {
    return tokenize(pieces);
  } catch (error) {
    if (error instanceof CodedError) return [error.code, error.params];
    throw error;
  }
}

/** Cuts the text after each of these lengths, over and over; 1 cuts between any two units. */
function cut(text: string, lengths: readonly number[]): string[] {
  const pieces: string[] = [];
  for (let at = 0, turn = 0; at < text.length; turn += 1) {
    const length = lengths[turn % lengths.length] ?? 1;
    pieces.push(text.slice(at, at + length));
    at += length;
  }
  return pieces;
}

const lengths = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
const cell = fc.string({
  unit: fc.constantFrom('a', '企', '𠀀', '"', ',', ' ', '\n', '\r', '\r\n'),
  maxLength: 6,
});
const table = fc.array(
  fc.array(cell, { minLength: 1, maxLength: 4 }).filter((row) => row.length > 1 || row[0] !== ''),
  { maxLength: 6 },
);
const lineEnd = fc.constantFrom('\n', '\r\n', '\r');

function write(rows: readonly (readonly string[])[], end: string): string {
  const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => row.map(quoted).join(',') + end).join('');
}

describe('CSV rows', () => {
  test('what is written by RFC 4180 is read back, wherever the text is cut', () => {
    fc.assert(
      fc.property(table, lineEnd, lengths, (rows, end, steps) => {
        expect(tokenize(cut(write(rows, end), steps)).map((row) => row.cells)).toEqual(rows);
      }),
      { numRuns: 500 },
    );
  });

  test('agrees with csv-parse on cells', () => {
    fc.assert(
      fc.property(table, fc.constantFrom('\n', '\r\n'), (rows, end) => {
        const text = write(rows, end);
        const expected: unknown = parse(text, { record_delimiter: end, relax_column_count: true });
        expect(cells(text)).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  test('any text, however broken, comes to the same wherever it is cut', () => {
    const broken = fc.string({
      unit: fc.constantFrom('a', '企', '"', '"', ',', '=', '\n', '\r', '\uFFFD'),
      maxLength: 40,
    });
    fc.assert(
      fc.property(broken, lengths, (text, steps) => {
        expect(outcome(cut(text, steps))).toEqual(outcome([text]));
      }),
      { numRuns: 2_000 },
    );
  });

  test('the line is the physical one, with line breaks inside cells and blank lines counted', () => {
    const rows = tokenize(['名称,事实\r\n甲,"一\n二\r\n三"\r\n\r\n乙,"四\r五"\n丙,六']);
    expect(rows.map((row) => [row.line, row.cells[0]])).toEqual([
      [1, '名称'],
      [2, '甲'],
      [6, '乙'],
      [8, '丙'],
    ]);
  });

  test('the last row needs no line break, and an empty last cell is a cell', () => {
    expect(cells('a,b\nc,')).toEqual([
      ['a', 'b'],
      ['c', ''],
    ]);
    expect(cells('a\n""')).toEqual([['a']]);
    expect(cells('')).toEqual([]);
  });

  test('Excel’s way to keep a code from becoming a number is undone, a formula stays text', () => {
    expect(cells('="91370200264574251E",=1+1,="","=""0531""",=\n')).toEqual([
      ['91370200264574251E', '=1+1', '', '0531', '='],
    ]);
  });

  test('a quote inside an unquoted cell is itself', () => {
    expect(tokenize(['甲"乙"丙,5"\n'])).toEqual([{ line: 1, cells: ['甲"乙"丙', '5"'] }]);
  });

  test('text after a closing quote marks its cell, and the next row is whole again', () => {
    expect(tokenize(['"他说"你好"了",x\n甲,y\n'])).toEqual([
      { line: 1, cells: ['他说你好"了"', 'x'], faults: [{ column: 0, code: 'cell.quote' }] },
      { line: 2, cells: ['甲', 'y'] },
    ]);
  });

  test('a replacement character marks its cell', () => {
    expect(tokenize(['甲,青\uFFFD有限公司\n'])[0]?.faults).toEqual([{ column: 1, code: 'cell.encoding' }]);
  });
});

describe('CSV that is refused', () => {
  const small: ReaderLimits = { ...defaultLimits, maxCellBytes: 100, maxRowBytes: 300, maxColumns: 20 };
  const refused = (text: string): unknown => {
    try {
      return tokenize(cut(text, [7]), ',', small);
    } catch (error) {
      return error instanceof CodedError ? [error.code, error.params.line] : error;
    }
  };

  test('a quote that is never closed is named with its line, before the rest is in memory', () => {
    expect(refused('a\nb,"x\ny",z\nc,"d,e\nf')).toEqual(['file.csvQuote', 4]);
    expect(refused(`a\nb,"c\n${'d,e\n'.repeat(1_000)}`)).toEqual(['file.csvQuote', 2]);
  });

  test('cells, rows and columns have limits, in bytes', () => {
    expect(refused(`a\n${'b'.repeat(101)}\n`)).toEqual(['file.cellTooLarge', 2]);
    expect(refused(`a\n${'企'.repeat(34)}\n`)).toEqual(['file.cellTooLarge', 2]);
    expect(refused(`a\n"${'b'.repeat(200)}`)).toEqual(['file.cellTooLarge', 2]);
    expect(refused(`a\n${`${'b'.repeat(99)},`.repeat(4)}\n`)).toEqual(['file.rowTooLarge', 2]);
    expect(refused(`a\n${','.repeat(20)}\n`)).toEqual(['file.tooManyColumns', 2]);
    expect(refused(`${'企'.repeat(33)}\n`)).toEqual([{ line: 1, cells: ['企'.repeat(33)] }]);
  });
});

test('the delimiter is the most frequent one of the first line that has any', () => {
  expect(sniffDelimiter('名称;代码;日期,时间\n甲,乙,丙,丁,戊')).toBe(';');
  expect(sniffDelimiter('名称\t代码\r\n')).toBe('\t');
  expect(sniffDelimiter('行政处罚信息\n名称\t代码\t日期\n')).toBe('\t');
  expect(sniffDelimiter('"名;称;甲;乙",代码\n')).toBe(',');
  expect(sniffDelimiter('名称\n甲\n')).toBe(',');
});
