import { describe, expect, test } from 'vitest';
import { isDateFormat, plainNumber, serialToText } from '../../src/imports/readers/xlsx-values.ts';
import { makeFolder, readAll, readCells, type WorkbookFixture, writeXlsx, writeZip } from './fixtures.ts';

const file = makeFolder();

/** The rows of a one-sheet workbook. */
async function sheet(rows: string, more: Omit<WorkbookFixture, 'sheets'> = {}) {
  const path = await writeXlsx(file('sheet.xlsx'), { sheets: [{ name: 'Sheet1', rows }], ...more });
  return (await readAll(path)).rows.map(({ sheet: _, ...row }) => row);
}

describe('cells', () => {
  test('every type of cell gives its text', async () => {
    const rows = await sheet(
      `<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="inlineStr"><is><t>行内</t></is></c><c r="C1" t="str"><v>结果</v></c>
       <c r="D1" t="b"><v>1</v></c><c r="E1" t="b"><v>0</v></c><c r="F1"><v>12.50</v></c><c r="G1" t="d"><v>2024-05-31T00:00:00</v></c></row>`,
      { strings: '<si><t>零</t></si><si><t>一</t></si>' },
    );
    expect(rows).toEqual([{ line: 1, cells: ['一', '行内', '结果', 'TRUE', 'FALSE', '12.5', '2024-05-31'] }]);
  });

  test('runs of rich text are joined, phonetic hints left out, blanks and escapes kept as they are meant', async () => {
    const strings = `<si><r><t>青岛</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 啤酒 </t></r><rPh sb="0" eb="2"><t>qingdao</t></rPh></si>
      <si><t>一_x000D_&#10;二_x0000_&amp;_x005F_x0041_</t></si><si><t/></si>`;
    const rows = await sheet(
      '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c><c t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r></is></c></row>',
      { strings },
    );
    expect(rows[0]?.cells).toEqual(['青岛 啤酒 ', '一\r\n二&_x0041_', '', '甲乙']);
  });

  test('cells stand in the column that their reference says, else beside the one before', async () => {
    const rows = await sheet(
      '<row r="3"><c r="C3"><v>1</v></c><c><v>2</v></c><c r="AB3"><v>3</v></c><c r="AC3" s="1"/></row><row><c><v>4</v></c></row>',
    );
    expect(rows.map((row) => row.line)).toEqual([3, 4]);
    expect(rows[0]?.cells).toEqual(['', '', '1', '2', ...Array(23).fill(''), '3']);
    expect(rows[1]?.cells).toEqual(['4']);
  });

  test('rows without cells are left out, and columns of the same name are the importer’s business', async () => {
    const rows = await sheet(
      '<row r="1"><c t="inlineStr"><is><t>列</t></is></c><c t="inlineStr"><is><t>列</t></is></c></row><row r="2"/><row r="3"><c s="4"/></row>',
    );
    expect(rows).toEqual([{ line: 1, cells: ['列', '列'] }]);
  });

  test('merged cells have their text in the first only', async () => {
    const path = await writeXlsx(file('merged.xlsx'), {
      sheets: [{ name: 'S', rows: '' }],
      parts: {
        'xl/worksheets/sheet1.xml':
          '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>处罚</t></is></c><c r="B1"/><c r="C1"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells></worksheet>',
      },
    });
    expect(await readCells(path)).toEqual([['处罚', '', '1']]);
  });
});

describe('formulas, errors and numbers that lost digits', () => {
  test('a formula counts by its last result; without one, and for errors, the cell is marked', async () => {
    const rows = await sheet(
      `<row r="1"><c><f>1+1</f><v>2</v></c><c t="str"><f>A1&amp;""</f><v></v></c><c><f>SUM(A1:B1)</f></c>
       <c><f>NOW()</f><v/></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c><c><f t="shared" si="0"/></c></row>`,
    );
    expect(rows).toEqual([
      {
        line: 1,
        cells: ['2', '', '=SUM(A1:B1)', '=NOW()', '#DIV/0!', '='],
        faults: [
          { column: 2, code: 'cell.formula' },
          { column: 3, code: 'cell.formula' },
          { column: 4, code: 'cell.error' },
          { column: 5, code: 'cell.formula' },
        ],
      },
    ]);
  });

  test('a code stored as a number is marked', async () => {
    const rows = await sheet(
      '<row r="1"><c><v>3.7010219900101102E+17</v></c><c><v>370100400012345</v></c></row>',
    );
    expect(rows[0]).toEqual({
      line: 1,
      cells: ['370102199001011000', '370100400012345'],
      faults: [{ column: 0, code: 'cell.precision' }],
    });
  });

  test('a text that was lost before is marked', async () => {
    const rows = await sheet('<row><c t="s"><v>0</v></c></row>', { strings: '<si><t>青\uFFFD</t></si>' });
    expect(rows[0]?.faults).toEqual([{ column: 0, code: 'cell.encoding' }]);
  });

  test.each([
    ['0.56999999999999995', '0.57', true],
    ['1.0000000000000001E-2', '0.01', true],
    ['1.5E-7', '0.00000015', true],
    ['-2.5E-8', '-0.000000025', true],
    ['1E+21', '1000000000000000000000', false],
    ['-1.25E+22', '-12500000000000000000000', false],
    ['999999999999999', '999999999999999', true],
    ['1E+15', '1000000000000000', false],
    ['007', '7', true],
    ['约三万', '约三万', true],
  ])('the number %s is %s', (raw, text, precise) => {
    expect(plainNumber(raw)).toEqual({ text, precise });
  });
});

describe('dates', () => {
  const styles = `<numFmts count="3"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>
    <numFmt numFmtId="165" formatCode="#,##0.00&quot;元/日&quot;"/></numFmts>
    <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
    <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="22"/></cellXfs>`;
  const cells =
    '<row><c s="0"><v>45443</v></c><c s="1"><v>45443</v></c><c s="2"><v>45443</v></c><c s="3"><v>45443</v></c><c s="4"><v>45443.75</v></c><c s="1"><v>-1</v></c></row>';

  test('a number is a date by the format of its cell', async () => {
    expect((await sheet(cells, { styles }))[0]?.cells).toEqual([
      '45443',
      '2024-05-31',
      '2024-05-31',
      '45443',
      '2024-05-31 18:00:00',
      '-1',
    ]);
  });

  test('in the calendar of 1904 as well', async () => {
    expect((await sheet(cells, { styles, date1904: true }))[0]?.cells[1]).toBe('2028-06-01');
  });

  test.each([
    [1, false, '1900-01-01'],
    [59, false, '1900-02-28'],
    // Excel counts a day that never was, since Lotus 1-2-3 did.
    [60, false, '1900-02-29'],
    [61, false, '1900-03-01'],
    [45443.9999999999, false, '2024-06-01'],
    [2958465, false, '9999-12-31'],
    [2958466, false, null],
    [0.5, false, '12:00:00'],
    [0, true, '1904-01-01'],
    [Number.NaN, false, null],
  ])('serial %d (1904: %s) is %s', (serial, date1904, expected) => {
    expect(serialToText(serial, date1904)).toBe(expected);
  });

  test('formats of days and times', () => {
    const custom = (code: string): boolean => isDateFormat(164, code);
    expect(['yyyy/m/d', '[$-804]e年m月d日', 'h:mm AM/PM', 'mm:ss.0', 'm-d;@'].map(custom)).not.toContain(
      false,
    );
    expect(
      ['General', '0.00', '#,##0_d', '"日"0', '[Red]0', '0\\d', '* 0', '@', '¥#,##0'].map(custom),
    ).not.toContain(true);
    expect([14, 22, 31, 45, 57].map((id) => isDateFormat(id, undefined))).not.toContain(false);
    expect([0, 13, 23, 44, 49, 59].map((id) => isDateFormat(id, undefined))).not.toContain(true);
  });
});

describe('workbooks', () => {
  test('visible sheets in the order of their tabs; hidden ones are not data', async () => {
    const row = (value: number): string => `<row><c><v>${value}</v></c></row>`;
    const path = await writeXlsx(file('sheets.xlsx'), {
      sheets: [
        { name: '处罚&amp;许可', rows: row(1) },
        { name: '字典', rows: row(2), state: 'hidden' },
        { name: '空', rows: '' },
        { name: '代码', rows: row(3), state: 'veryHidden' },
        { name: '名单', rows: row(4), state: 'visible' },
      ],
    });
    const { opened, rows } = await readAll(path);
    expect(rows.map((found) => [found.sheet, found.cells])).toEqual([
      ['处罚&许可', ['1']],
      ['名单', ['4']],
    ]);
    expect([opened.format, opened.encoding]).toEqual(['xlsx', null]);
  });

  test('strict OOXML, prefixed elements, absolute targets and other letter cases', async () => {
    const strict = 'http://purl.oclc.org/ooxml/officeDocument/relationships';
    const path = await writeZip(file('strict.xlsx'), {
      '_rels/.rels': `<Relationships><Relationship Id="a" Type="${strict}/officeDocument" Target="/XL/Workbook.xml"/></Relationships>`,
      'xl/workbook.xml': `<x:workbook xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main" xmlns:q="${strict}"><x:sheets><x:sheet name="一" sheetId="1" q:id="b"/></x:sheets></x:workbook>`,
      'xl/_rels/workbook.xml.rels': `<p:Relationships xmlns:p="x"><p:Relationship Id="b" Type="${strict}/worksheet" Target="../xl/worksheets/one.xml"/></p:Relationships>`,
      'xl/worksheets/one.xml':
        '\uFEFF<x:worksheet xmlns:x="x"><x:sheetData><x:row r="2"><x:c r="B2" t="inlineStr"><x:is><x:t><![CDATA[<甲>]]></x:t></x:is></x:c></x:row></x:sheetData><extLst><x:row/><x:c><x:v>9</x:v></x:c></extLst></x:worksheet>',
    });
    expect((await readAll(path)).rows).toEqual([{ sheet: '一', line: 2, cells: ['', '<甲>'] }]);
  });

  test('progress ends at the size of the file, and reading again begins anew', async () => {
    const rows = Array.from({ length: 5_000 }, (_, row) => `<row><c><v>${row}</v></c></row>`).join('');
    const { opened } = await readAll(
      await writeXlsx(file('progress.xlsx'), { sheets: [{ name: 'S', rows }] }),
    );
    expect(opened.consumed()).toBeGreaterThan(opened.bytes * 0.8);
    expect(opened.consumed()).toBeLessThanOrEqual(opened.bytes);
    for await (const batch of opened.batches()) {
      expect(batch.rows[0]?.cells).toEqual(['0']);
      break;
    }
    expect(opened.consumed()).toBeLessThan(opened.bytes / 2);
  });

  test('more text than is kept in memory comes back from the temporary file, in any order', async () => {
    const count = 50_000;
    const text = (index: number): string => `${index}${'企'.repeat(100)}`;
    const strings = Array.from({ length: count }, (_, index) => `<si><t>${text(index)}</t></si>`);
    const order = Array.from({ length: 3_000 }, (_, row) => (row * 7_919) % count);
    const cells = order.map((index) => `<row><c t="s"><v>${index}</v></c></row>`);
    const path = await writeXlsx(file('strings.xlsx'), { sheets: [{ name: 'S', rows: cells }], strings });
    expect(await readCells(path)).toEqual(order.map((index) => [text(index)]));
  });
});
