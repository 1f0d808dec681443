import { describe, expect, it } from 'vitest';
import { listQuarantine } from '../../src/services/quarantine.ts';
import { asks } from '../support/asking.ts';
import { code, csv, idNumber, records, snapshot, withImport } from './importing.ts';

const { database, take } = withImport();

const row = (more: Record<string, string> = {}) => ({
  名称: '青岛示例食品有限公司',
  统一社会信用代码: code(1),
  工单号: '示例〔2026〕1号',
  渠道: '12345',
  事项: '反映食品标签问题',
  受理日期: '2026-04-20',
  办理结果: '属实',
  办结日期: '2026-05-02',
  办理单位: '青岛示例市场监管局',
  数据来源单位: '青岛示例热线中心',
  备注: '',
  ...more,
});
const kept = async () => {
  const all = await records(database());
  return all.map(({ kind, number, decided_on, details, extra, status }) => ({
    kind,
    number,
    decided_on,
    details,
    extra,
    status,
  }));
};

describe('投诉举报办理结果', () => {
  it('is taken in, the day being that on which it was settled', async () => {
    expect(await take(csv(row()))).toMatchObject({ template: 'complaint', created: 1, quarantined: 0 });
    expect(await kept()).toEqual([
      {
        kind: 'complaint',
        number: '示例〔2026〕1号',
        decided_on: '2026-05-02',
        details: { channel: '12345', matter: '反映食品标签问题', outcome: 'verified' },
        extra: null,
        status: 'inForce',
      },
    ]);
  });

  it('that is open has the day it was accepted, and is corrected when it is settled', async () => {
    await take(csv(row({ 办理结果: '办理中', 办结日期: '' })));
    expect(await kept()).toMatchObject([{ decided_on: '2026-04-20', details: { outcome: 'open' } }]);
    expect(await take(csv(row({ 办理结果: '部分属实' })))).toMatchObject({ created: 0, corrected: 1 });
    expect(await kept()).toMatchObject([{ decided_on: '2026-05-02', details: { outcome: 'partly' } }]);
  });

  it('under the same number of two channels is two; from two units one', async () => {
    await take(csv(row(), row({ 渠道: '12315' }), row({ 数据来源单位: '另一示例单位' })));
    expect(await kept()).toHaveLength(2);
  });

  it('of which the mark says 撤销 does not count', async () => {
    await take(csv(row({ 备注: '撤销' })));
    expect(await kept()).toMatchObject([{ status: 'withdrawn' }]);
  });

  it.each([
    ['属实而没有办结日期', { 办结日期: '' }, '办结日期', 'cell.required'],
    ['办理中而没有任何日期', { 办理结果: '办理中', 办结日期: '', 受理日期: '' }, '受理日期', 'cell.required'],
    ['明天办结', { 办结日期: '2026-06-01' }, '办结日期', 'date.future'],
    ['结果不明', { 办理结果: '大概' }, '办理结果', 'value.unknown'],
    ['对自然人', { 统一社会信用代码: idNumber }, '统一社会信用代码', 'party.naturalPerson'],
  ])('%s的，隔离', async (_, more, column, reason) => {
    await take(csv(row(more)));
    expect(await listQuarantine(database(), asks(), { limit: 9 })).toMatchObject([
      { problems: [{ column, code: reason }] },
    ]);
    expect(await kept()).toEqual([]);
  });

  it('never keeps who complained: neither the columns for it, nor other ones, nor numbers in the text', async () => {
    const secret = {
      投诉人: '示例来电人某',
      联系电话: '13800138000',
      身份证号: idNumber,
      家庭住址: '示例小区9号楼',
      事项: `请回电13900139000或0532-88881234，证件${idNumber}`,
    };
    // The second row is put aside, and the quarantine keeps nothing of it either.
    const report = await take(csv(row(secret), row({ ...secret, 工单号: '2号', 办理结果: '大概' })));
    expect(report).toMatchObject({ created: 1, quarantined: 1, idNumbersDropped: 14 });
    const everything = JSON.stringify(await snapshot(database()));
    for (const word of ['示例来电人某', '13800138000', '13900139000', '88881234', idNumber, '示例小区9号楼'])
      expect(everything, word).not.toContain(word);
    expect(everything).toContain('请回电***或***，证件***');
  });

  it('keeps nothing of cells beyond the header', async () => {
    const report = await take(`${csv(row()).trimEnd()},示例来电人某,13800138000\r\n`);
    expect(report).toMatchObject({ created: 0, quarantined: 1, reasons: { 'row.tooManyCells': 1 } });
    expect(JSON.stringify(await snapshot(database()))).not.toMatch(/示例来电人某|13800138000/);
  });
});
