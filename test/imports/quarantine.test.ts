import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { CliContext } from '../../src/cli/context.ts';
import { runQuarantineExport } from '../../src/cli/quarantine.ts';
import { readConfig } from '../../src/config.ts';
import { listQuarantine } from '../../src/services/quarantine.ts';
import { asks } from '../support/asking.ts';
import { code, csv, firm, idNumber, penalty, records, snapshot, withImport } from './importing.ts';

const { clock, database, take } = withImport();

const party = '行政相对人代码_1(统一社会信用代码)';
/** A code whose last character is another. */
const miscounted = code(1).slice(0, 17) + (code(1).endsWith('0') ? '1' : '0');

const open = () => listQuarantine(database(), asks(), { limit: 100 });

describe('a row that cannot be taken in', () => {
  it.each([
    ['of a natural person', { 行政相对人类别: '自然人' }, '行政相对人类别', 'party.naturalPerson'],
    ['with an ID number for a code', { [party]: idNumber }, party, 'party.naturalPerson'],
    ['without a code', { [party]: '/' }, party, 'cell.required'],
    ['with a wrong check digit', { [party]: miscounted }, party, 'uscc.check'],
    ['with a code that is too short', { [party]: code(1).slice(0, 17) }, party, 'uscc.length'],
    ['with an unknown kind of penalty', { 处罚类别: '鞭打' }, '处罚类别', 'penalty.unknownKind'],
    ['decided tomorrow', { 处罚决定日期: '2026-06-01' }, '处罚决定日期', 'date.future'],
    ['decided on no day', { 处罚决定日期: '2026-02-30' }, '处罚决定日期', 'date.invalid'],
    ['with a negative amount', { '罚款金额(万元)': '-1' }, '罚款金额(万元)', 'amount.negative'],
    ['without a number', { 行政处罚决定书文号: '' }, '行政处罚决定书文号', 'cell.required'],
    ['with an unknown status', { 数据状态: '不明' }, '', 'value.unknown'],
    ['with a damaged character', { 违法事实: '超出\uFFFD范围' }, '违法事实', 'cell.encoding'],
    ['published until before its decision', { 公示截止期: '2025-01-01' }, '公示截止期', 'date.order'],
  ])('%s is put aside with its place and reason; the others come in', async (_, cells, column, reason) => {
    const good = { 公示截止期: '', ...penalty() };
    const report = await take(
      csv(good, { ...good, 行政处罚决定书文号: '2号', ...cells }, { ...good, 行政处罚决定书文号: '3号' }),
      { name: '处罚.csv' },
    );
    expect(report).toMatchObject({ rows: 3, created: 2, quarantined: 1, reasons: { [reason]: 1 } });
    const problems = [expect.objectContaining({ column, code: reason })];
    expect(report.errors).toEqual([{ sheet: '', line: 3, problems }]);
    expect(await open()).toMatchObject([
      { file: '处罚.csv', template: 'penalty', sheet: '', line: 3, problems },
    ]);
    expect((await records(database())).map(({ line }) => line)).toEqual([2, 4]);
  });

  it('with only an older number says that the code has to be added', async () => {
    const report = await take(csv(penalty({ [party]: '', '行政相对人代码_3(组织机构代码)': 'PDY000019' })));
    expect(report.reasons).toEqual({ 'uscc.onlyOld': 1 });
  });

  it('with a look-alike letter suggests the code and does not take it', async () => {
    const written = code(1).replace('0', 'O');
    const report = await take(csv(penalty({ [party]: written })));
    expect(report.errors[0]?.problems).toEqual([
      { column: party, code: 'uscc.lookAlike', params: { suggestion: code(1) } },
    ]);
    expect(await records(database())).toEqual([]);
  });

  it('names every problem of the row', async () => {
    const report = await take(csv(penalty({ [party]: '', 处罚决定日期: '昨天', '罚款金额(万元)': '一万' })));
    expect(report.errors[0]?.problems.map((problem) => problem.code).sort()).toEqual([
      'amount.invalid',
      'cell.required',
      'date.invalid',
    ]);
  });

  it('with more cells than columns is not guessed at', async () => {
    const report = await take(`${csv(penalty()).trimEnd()},多出,的\r\n`);
    expect(report.reasons).toEqual({ 'row.tooManyCells': 1 });
  });
});

describe('ID numbers', () => {
  const digits = idNumber.slice(0, 17);
  const spaced = idNumber.replace(/^(.{6})(.{8})/, '$1 $2 ');

  async function expectNowhere(): Promise<void> {
    const stored = JSON.stringify(await snapshot(database()));
    expect(stored).not.toContain(digits);
    expect(stored).not.toContain(spaced);
  }

  it('are dropped from their columns and from free text, and counted', async () => {
    const report = await take(
      csv(
        penalty({
          法定代表人证件号码: idNumber,
          证件号码: '示例护照1',
          违法事实: `负责人（${idNumber}）与${spaced}在场`,
          备注: idNumber,
          另一列: `见${idNumber}`,
        }),
      ),
    );
    expect(report).toMatchObject({ created: 1, idNumbersDropped: 6 });
    expect(JSON.stringify(await snapshot(database()))).not.toContain('示例护照1');
    await expectNowhere();
    const [record] = await records(database());
    expect(record?.details.facts).toBe('负责人（***）与***在场');
    expect(record?.extra).toEqual({ 另一列: '见***' });
  });

  it('are dropped from what is put aside', async () => {
    const report = await take(
      csv(
        penalty({
          [party]: idNumber,
          法定代表人证件号码: idNumber,
          违法事实: `本人${idNumber}`,
          数据状态: idNumber,
          处罚类别: `罚${idNumber}`,
          处罚决定日期: idNumber,
        }),
      ),
    );
    expect(report).toMatchObject({ created: 0, quarantined: 1, idNumbersDropped: 6 });
    expect(JSON.stringify(report)).not.toContain(digits);
    await expectNowhere();
  });

  it('are dropped from the register and from the old template', async () => {
    await take(csv(firm({ 法定代表人证件号码: idNumber, 住所: `示例路1号 ${idNumber}` })));
    await take(
      csv({
        行政处罚决定书文号: '1号',
        处罚名称: '示例',
        处罚类别1: '警告',
        行政相对人名称: '示例公司',
        [party]: code(1),
        '行政相对人代码_5(居民身份证号)': idNumber,
        处罚决定日期: '2016-03-01',
        处罚机关: '示例局',
      }),
    );
    expect(await records(database())).toHaveLength(1);
    await expectNowhere();
  });
});

describe('what is put aside', () => {
  const bad = csv(
    penalty({ 处罚类别: '鞭打', 违法事实: '=1+1，含"引号"\n与换行' }),
    penalty({ 行政处罚决定书文号: '2号', [party]: miscounted }),
  );

  /** Runs the export as the command does and gives the files' texts. */
  async function exported(): Promise<string[]> {
    const out = mkdtempSync(join(tmpdir(), 'chengxin-export-'));
    onTestFinished(() => rmSync(out, { recursive: true, force: true }));
    const context: CliContext = {
      config: readConfig({}),
      clock,
      output: { locale: 'zh', line: () => undefined, json: () => undefined, hint: () => undefined },
      withDatabase: (work) => work(database()),
    };
    expect(await runQuarantineExport(context, { out })).toBe(0);
    return readdirSync(out).map((name) => readFileSync(join(out, name), 'utf8'));
  }

  it('is one entry for each row, however often the file comes', async () => {
    await take(bad);
    const before = await open();
    await take(bad, { again: true });
    expect(await open()).toEqual(before);
    expect(before).toHaveLength(2);
  });

  it('comes out as a file of its template, and settles when it comes in mended', async () => {
    await take(bad);
    const [text = '', ...others] = await exported();
    expect(others).toEqual([]);
    expect(text).toContain('隔离编号,隔离原因');
    expect(text).toContain('鞭打');

    const report = await take(text.replace('鞭打', '罚款').replace(miscounted, code(1)));
    expect(report).toMatchObject({ rows: 2, created: 2, quarantined: 0 });
    expect(await open()).toEqual([]);
    const settled = await database().sql`select resolution, resolved_at from quarantine`;
    expect(settled.map((row) => row.resolution)).toEqual(['reimported', 'reimported']);
    const stored = await records(database());
    expect(stored[0]).toMatchObject({ extra: null, details: { facts: '=1+1，含"引号"\n与换行' } });
  });

  it('is still open where the mended row is as wrong as before', async () => {
    await take(bad);
    const [text = ''] = await exported();
    expect(await take(text.replace('鞭打', '罚款'))).toMatchObject({ created: 1, quarantined: 1 });
    const rest = await open();
    expect(rest).toHaveLength(1);
    expect(rest[0]?.problems).toMatchObject([{ code: 'uscc.check' }]);
  });
});
