import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { explain } from '../../src/cli/output.ts';
import { searchNames } from '../../src/services/search.ts';
import { encodeGb18030, encodeUtf16, writeXlsx } from './fixtures.ts';
import { code, csv, firm, now, penalty, records, rowsIn, snapshot, withImport } from './importing.ts';

const { database, file, refusal, take, takeFile } = withImport();

const party = '行政相对人代码_1(统一社会信用代码)';

/** The tables that hold facts: an import may always leave its own trace in the others. */
async function facts() {
  const { import_file: _files, audit_log: _audit, ...rest } = await snapshot(database());
  return rest;
}

async function versions() {
  return database().sql<{ fact: string; version: number; row: Record<string, unknown> }[]>`
    select fact, version, row from fact_version order by uscc, fact, key, version`;
}

/** Cells as the rows of a sheet, each in inline text. */
function sheetRows(...rows: readonly (readonly string[])[]): string {
  return rows
    .map((row) => `<row>${row.map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`).join('')}</row>`)
    .join('');
}

function sheetOf(...rows: readonly Readonly<Record<string, string>>[]): string {
  const headers = Object.keys(rows[0] ?? {});
  return sheetRows(headers, ...rows.map((row) => headers.map((header) => row[header] ?? '')));
}

describe('a file', () => {
  it.each([
    ['UTF-8', (text: string) => Buffer.from(text)],
    ['UTF-8 with a mark', (text: string) => Buffer.from(`\uFEFF${text}`)],
    ['GB 18030', encodeGb18030],
    ['UTF-16', (text: string) => encodeUtf16(text, 'le')],
  ])('in %s is read alike', async (_, encode) => {
    await take(encode(csv(penalty({ 行政相对人名称: '青岛㐂𠮷示例有限公司' }))));
    const [record] = await records(database());
    expect(record).toMatchObject({ party_name: '青岛㐂𠮷示例有限公司', number: '鲁青示罚〔2026〕1号' });
  });

  it('of Excel is read sheet by sheet; one without a header of ours is named', async () => {
    const path = await writeXlsx(file('book.xlsx'), {
      sheets: [
        { name: '填报说明', rows: sheetRows(['请按模板填写'], ['不得改动表头']) },
        { name: '主体', rows: sheetRows(['市场主体信息'], Object.keys(firm()), Object.values(firm())) },
        { name: '处罚', rows: sheetOf(penalty(), penalty({ 行政处罚决定书文号: '2号', 处罚类别: '鞭打' })) },
      ],
    });
    const report = await takeFile(path);
    expect(report).toMatchObject({ file: 'book.xlsx', rows: 3, created: 2, quarantined: 1 });
    expect(report.skippedSheets).toEqual(['填报说明']);
    expect(report.errors).toMatchObject([{ sheet: '处罚', line: 3 }]);
  });

  it('leaves its trace: file, template, time, who', async () => {
    await take(csv(penalty()), { name: '处罚.csv' });
    const [entry] = await database().sql`select name, template, imported_at, report from import_file`;
    expect(entry).toMatchObject({ name: '处罚.csv', template: 'penalty', imported_at: now });
    expect(entry?.report).toMatchObject({ rows: 1, created: 1 });
    expect((await snapshot(database())).audit_log).toMatchObject([
      { actor: 'test', action: 'import', result: 'penalty:1' },
    ]);
  });

  it('blank lines and cells that say nothing leave nothing', async () => {
    const report = await take(
      csv(penalty({ 处罚有效期: '/', 违法事实: '无', '罚款金额(万元)': '空', 经办: '-' }), {}, {}),
    );
    expect(report).toMatchObject({ rows: 1, created: 1, quarantined: 0 });
    expect((await records(database()))[0]).toMatchObject({
      valid_until: null,
      extra: null,
      details: { facts: '', fineFen: null },
    });
  });

  it('with the short names of the exchange tables is read', async () => {
    const names = [
      'cf_xdr_mc',
      'cf_xdr_lb',
      'cf_xdr_shxym',
      'cf_wsh',
      'cf_wfxw',
      'cf_cflb',
      'cf_jdrq',
      'cf_cfjg',
    ];
    const cells = ['示例公司', '法人', code(1), '1号', '示例', '警告', '46082', '示例局'];
    await take([names, cells].map((row) => row.join(',')).join('\n'));
    expect((await records(database()))[0]).toMatchObject({ number: '1号', decided_on: '2026-03-01' });
  });
});

describe('a file that comes again', () => {
  const content = `\uFEFF${csv(penalty(), penalty({ 行政处罚决定书文号: '2号', [party]: code(2) }), penalty({ 处罚类别: '鞭打' }))}`;

  it('with the same bytes changes no table at all', async () => {
    await take(content);
    const before = await snapshot(database());
    const report = await take(content, { name: '另一个名字.csv' });
    expect(await snapshot(database())).toEqual(before);
    expect(report).toMatchObject({ repeated: true, rows: 3, created: 0, unchanged: 2, quarantined: 1 });
  });

  it('on demand, changes no fact', async () => {
    await take(content);
    const before = await facts();
    const report = await take(content, { again: true });
    expect(await facts()).toEqual(before);
    expect(report).toMatchObject({ repeated: false, created: 0, unchanged: 2, corrected: 0, quarantined: 1 });
  });

  it('with other bytes but the same content changes no record', async () => {
    await take(csv(penalty()));
    const before = await facts();
    const report = await take(encodeGb18030(csv(penalty())));
    expect(report).toMatchObject({ repeated: false, created: 0, unchanged: 1 });
    expect(await facts()).toEqual(before);
  });
});

describe('the same decision', () => {
  it('from two sources is one record with two sources, however its number is written', async () => {
    await take(csv(penalty()));
    const report = await take(
      csv(penalty({ 行政处罚决定书文号: '鲁青示罚[2026]第００1号', 数据来源单位: '示例大数据局' })),
    );
    expect(report).toMatchObject({ created: 0, corrected: 0, unchanged: 1 });
    expect(await records(database())).toMatchObject([
      { sources: ['青岛示例市场监管局', '示例大数据局'], number: '鲁青示罚〔2026〕1号', version: 1 },
    ]);
    expect(await versions()).toEqual([]);
  });

  it('is not another one whose number has the same figures', async () => {
    const numbered = (number: string) => penalty({ 行政处罚决定书文号: number });
    const report = await take(csv(numbered('青罚〔2026〕1-12号'), numbered('青罚〔2026〕11-2号')));
    expect(report).toMatchObject({ created: 2 });
  });

  it('corrected keeps what was said before', async () => {
    await take(csv(penalty()));
    const report = await take(csv(penalty({ '罚款金额(万元)': '0.2' })));
    expect(report).toMatchObject({ created: 0, corrected: 1, unchanged: 0 });
    expect(await records(database())).toMatchObject([{ version: 2, details: { fineFen: 200_000 } }]);
    expect(await versions()).toMatchObject([
      { fact: 'penalty', version: 1, row: { version: 1, details: { fineFen: 100_000 } } },
    ]);
  });

  it('is another one of another enterprise', async () => {
    await take(csv(penalty(), penalty({ [party]: code(2) })));
    expect(await records(database())).toHaveLength(2);
  });

  it('withdrawn by 数据状态 keeps the record as withdrawn', async () => {
    await take(csv(penalty()));
    const report = await take(csv(penalty({ 数据状态: '撤销' })));
    expect(report).toMatchObject({ created: 0, corrected: 0, withdrawn: 1 });
    expect(await records(database())).toMatchObject([{ status: 'withdrawn', version: 2 }]);
    expect(await versions()).toMatchObject([{ row: { status: 'inForce' } }]);
  });

  it('withdrawn by 当前状态 of 2015 withdraws it too', async () => {
    const old = (state: string) =>
      csv({
        行政处罚决定书文号: '1号',
        处罚名称: '示例',
        处罚类别1: '警告',
        行政相对人名称: '示例公司',
        [party]: code(1),
        处罚决定日期: '2016-03-01',
        处罚机关: '示例局',
        当前状态: state,
      });
    await take(old('0'));
    expect(await take(old('1'))).toMatchObject({ withdrawn: 1 });
    expect(await records(database())).toMatchObject([{ status: 'withdrawn' }]);
  });

  it('twice in a file is taken in the order of the file', async () => {
    const report = await take(
      csv(penalty(), penalty(), penalty({ 处罚内容: '改一' }), penalty({ 处罚内容: '改二' })),
    );
    expect(report).toMatchObject({ rows: 4, created: 1, unchanged: 1, corrected: 2 });
    expect(await records(database())).toMatchObject([{ version: 3, line: 5, details: { content: '改二' } }]);
    expect((await versions()).map(({ row }) => (row.details as { content: string }).content)).toEqual([
      '罚款人民币一千元',
      '改一',
    ]);
  });
});

describe('an enterprise', () => {
  it('that is renamed is still found by its old name', async () => {
    await take(csv(firm({ 名称: '青岛海风示例食品有限公司' })));
    const report = await take(csv(firm({ 名称: '青岛山岚示例食品有限公司' })));
    expect(report).toMatchObject({ created: 0, corrected: 1 });
    const [stored] = await database().sql`select name, former_names, version from enterprise`;
    expect(stored).toEqual({
      name: '青岛山岚示例食品有限公司',
      former_names: ['青岛海风示例食品有限公司'],
      version: 2,
    });
    const hits = await searchNames(database().sql, '青岛海风示例食品', 3);
    expect(hits[0]).toMatchObject({ uscc: code(1), name: '青岛海风示例食品有限公司', former: true });
    expect((await searchNames(database().sql, '青岛山岚示例', 3))[0]).toMatchObject({ former: false });
  });

  it('named by a record before it is registered is completed by its registration', async () => {
    await take(csv(penalty({ 行政相对人名称: '青岛示例食品公司' })));
    const stored = () => database().sql`select name, registered, region_code from enterprise`;
    expect(await stored()).toEqual([{ name: '青岛示例食品公司', registered: false, region_code: null }]);
    expect(await searchNames(database().sql, '青岛示例食品公司', 1)).toMatchObject([{ uscc: code(1) }]);
    const report = await take(csv(firm()));
    expect(report).toMatchObject({ created: 1, corrected: 0 });
    expect(await stored()).toEqual([
      { name: '青岛示例食品有限公司', registered: true, region_code: '370202' },
    ]);
    expect(await records(database())).toHaveLength(1);
  });

  it('twice in a file with another name is renamed', async () => {
    const report = await take(csv(firm({ 名称: '青岛甲示例公司' }), firm({ 名称: '青岛乙示例公司' })));
    expect(report).toMatchObject({ created: 1, corrected: 1 });
    const [stored] = await database().sql`select name, former_names from enterprise`;
    expect(stored).toEqual({ name: '青岛乙示例公司', former_names: ['青岛甲示例公司'] });
  });
});

describe('a file that cannot be taken in changes nothing', () => {
  const untouched = async () => expect(rowsIn(await snapshot(database()))).toBe(0);
  const without = (header: string) => {
    const { [header]: _dropped, ...row } = penalty();
    return row;
  };

  it.each([
    ['without a required column', 'file.missingColumns', csv(without('处罚机关'))],
    ['with a column twice', 'file.duplicateColumn', csv(penalty({ cf_wsh: '1号' }))],
    ['with a merged header', 'file.mergedHeader', csv(penalty()).replace('处罚机关,', ',')],
    ['of no template', 'file.noTemplate', csv({ 姓名: '甲', 电话: '1' })],
    ['whose header is all', 'file.noTemplate', '只有一句话\n'],
  ])('%s', async (_, expected, content) => {
    expect(await refusal(file('refused.csv', content))).toBe(expected);
    await untouched();
  });

  it('an .xlsx that was cut off', async () => {
    const path = await writeXlsx(file('whole.xlsx'), { sheets: [{ name: '1', rows: sheetOf(penalty()) }] });
    const bytes = readFileSync(path);
    const cut = file('cut.xlsx', bytes.subarray(0, Math.floor(bytes.length * 0.7)));
    expect(await refusal(cut)).toMatch(/^file\.(truncated|corrupt)$/);
    await untouched();
  });

  it('one that fails in the middle, when thousands of rows are merged', async () => {
    const rows = Array.from({ length: 20_500 }, (_, index) =>
      penalty({ 行政处罚决定书文号: `${index + 1}号`, [party]: code(index % 50) }),
    );
    expect(await refusal(file('middle.csv', `${csv(...rows)}"没有结束的引号`))).toBe('file.csvQuote');
    await untouched();
    // The same rows without the fault: chunks after the first are taken in as well.
    expect(await take(csv(...rows))).toMatchObject({ rows: 20_500, created: 20_500 });
  });

  it('one whose second sheet cannot be read', async () => {
    const path = await writeXlsx(file('second.xlsx'), {
      sheets: [
        { name: '1', rows: sheetOf(penalty()) },
        { name: '2', rows: sheetOf(without('处罚机关')) },
      ],
    });
    expect(await refusal(path)).toBe('file.missingColumns');
    await untouched();
  });

  it('when the disk of the database is full, and says so', async () => {
    const { sql } = database();
    await sql.unsafe(`
      create function disk_full() returns trigger language plpgsql as
        $$ begin raise exception using errcode = '53100'; end $$;
      create trigger disk_full before insert on credit_record execute function disk_full();`);
    try {
      const error: unknown = await take(csv(penalty())).catch((caught: unknown) => caught);
      const told = explain('zh', error);
      expect(told).toMatchObject({ code: 'database.full', exitCode: 4 });
      expect(told.text).not.toContain('53100');
    } finally {
      await sql.unsafe('drop trigger disk_full on credit_record; drop function disk_full;');
    }
    await untouched();
    expect(await take(csv(penalty()))).toMatchObject({ created: 1, repeated: false });
  });
});
