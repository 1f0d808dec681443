import { describe, expect, it } from 'vitest';
import { publicityWords } from '../../src/imports/meanings.ts';
import { code, csv, firm, penalty, records, withImport } from './importing.ts';

const { database, take } = withImport();

const party = { 名称: '青岛示例食品有限公司', 统一社会信用代码: code(1) };

async function only(content: string) {
  const report = await take(content);
  expect(report.errors).toEqual([]);
  const [record, ...rest] = await records(database());
  expect(rest).toEqual([]);
  if (!record) throw new Error('no record');
  return { report, record };
}

describe('each template lands where it belongs', () => {
  it('行政处罚', async () => {
    const { report, record } = await only(
      csv(
        penalty({
          '行政相对人代码_2(工商注册号)': '370202000000001',
          处罚依据: '示例条例第一条',
          处罚类别: '罚款、没收违法所得',
          '没收违法所得、没收非法财物的金额(万元)': '1.234567',
          暂扣或吊销证照名称及编号: '示例证1',
          处罚有效期: '2027-03-01',
          公示截止期: '2029/3/1',
          处罚机关统一社会信用代码: '示例机关码',
          备注: '说明',
          纠正完成日期: '2026年4月1日',
          信用修复日期: '20260501',
          经办科室: '一科',
        }),
      ),
    );
    expect(report).toMatchObject({
      template: 'penalty',
      title: '行政处罚',
      rows: 1,
      created: 1,
      quarantined: 0,
    });
    expect(record).toMatchObject({
      uscc: code(1),
      kind: 'penalty',
      party_name: '青岛示例食品有限公司',
      number: '鲁青示罚〔2026〕1号',
      authority: '青岛示例市场监管局',
      authority_code: '示例机关码',
      decided_on: '2026-03-01',
      valid_until: '2027-03-01',
      publicity_until: '2029-03-01',
      status: 'inForce',
      corrected_on: '2026-04-01',
      repaired_on: '2026-05-01',
      sources: ['青岛示例市场监管局'],
      extra: { 经办科室: '一科' },
      version: 1,
      line: 2,
    });
    expect(record.details).toEqual({
      violationType: '超范围经营',
      facts: '超出许可范围经营',
      basis: '示例条例第一条',
      penaltyKinds: ['fine', 'confiscateGains'],
      content: '罚款人民币一千元',
      fineFen: 100_000,
      confiscatedFen: 1_234_567,
      licence: '示例证1',
      remark: '说明',
    });
  });

  it('行政处罚 of 2015, whose _2 and _3 are swapped', async () => {
    const { report, record } = await only(
      csv({
        行政处罚决定书文号: '示罚〔2016〕2号',
        处罚名称: '未按规定申报',
        处罚类别1: '警告',
        处罚类别2: '罚款',
        处罚事由: '逾期申报',
        处罚依据: '示例条例',
        行政相对人名称: '青岛示例食品有限公司',
        '行政相对人代码_1(统一社会信用代码)': code(1),
        '行政相对人代码_2(组织机构代码)': 'PDY00001X',
        '行政相对人代码_3(工商登记码)': '370202000000001',
        处罚结果: '警告并罚款',
        处罚决定日期: '2016/12/31',
        处罚机关: '青岛示例税务局',
        当前状态: '0',
      }),
    );
    expect(report.template).toBe('penalty-2015');
    expect(record).toMatchObject({
      kind: 'penalty',
      decided_on: '2016-12-31',
      status: 'inForce',
      sources: ['青岛示例税务局'],
      details: {
        violationType: '未按规定申报',
        facts: '逾期申报',
        penaltyKinds: ['warning', 'fine'],
        content: '警告并罚款',
        fineFen: null,
      },
    });
  });

  it('行政许可, each licence of a decision for itself', async () => {
    const permit = (licence: string) => ({
      行政相对人名称: '青岛示例食品有限公司',
      行政相对人类别: '法人及非法人组织',
      '行政相对人代码_1(统一社会信用代码)': code(1),
      行政许可决定文书名称: '准予许可决定书',
      行政许可决定文书号: '青示许〔2026〕1号',
      许可类别: '普通',
      许可证书名称: '食品经营许可证',
      许可编号: licence,
      许可内容: '销售',
      许可决定日期: '2026-01-02',
      有效期自: '2026-01-03',
      有效期至: '2099-12-31',
      许可机关: '青岛示例审批局',
      当前状态: '1',
      数据来源单位: '示例大数据局',
    });
    const report = await take(csv(permit('示1'), permit('示2')));
    expect(report).toMatchObject({ template: 'permit', created: 2 });
    const [first] = await records(database());
    expect(first).toMatchObject({
      kind: 'permit',
      decided_on: '2026-01-02',
      valid_until: null,
      status: 'inForce',
      sources: ['示例大数据局'],
      details: {
        document: '准予许可决定书',
        category: '普通',
        licenceName: '食品经营许可证',
        licenceNo: '示1',
        content: '销售',
        validFrom: '2026-01-03',
      },
    });
  });

  it('公共信用综合评价', async () => {
    const { record } = await only(
      csv({
        ...party,
        公共信用综合评价等级: '良',
        评价得分: '88.5',
        评价期次: '2026-1',
        评价日期: '2026-04-01',
      }),
    );
    expect(record).toMatchObject({
      kind: 'evaluation',
      number: '2026-1',
      authority: '国家公共信用信息中心',
      details: { dimension: 'public', grade: 'GOOD', score: 88.5, period: '2026-1' },
    });
  });

  it('行业信用评价, one for each industry', async () => {
    const row = (industry: string, grade: string) => ({
      ...party,
      行业信用评价等级: grade,
      行业领域: industry,
      评价期次: '2025',
      评价日期: '2026-02-01',
      评价机构: '示例交通局',
    });
    expect(await take(csv(row('道路运输', 'Ａ 级'), row('水路运输', 'D')))).toMatchObject({ created: 2 });
    expect(
      (await records(database())).map(({ details }) => [details.dimension, details.grade]).sort(),
    ).toEqual([
      ['industry', 'EXCELLENT'],
      ['industry', 'POOR'],
    ]);
  });

  it('市场信用评价', async () => {
    const row = { ...party, 评价期次: '2025', 评价日期: '2026-02-01', 信用服务机构: '示例征信公司' };
    const { record } = await only(csv({ ...row, 市场信用评价得分: '76' }));
    expect(record).toMatchObject({
      authority: '示例征信公司',
      details: { dimension: 'market', grade: null, score: 76, period: '2025' },
    });
    const report = await take(csv({ ...row, 市场信用评价得分: '/' }));
    expect(report.errors[0]?.problems).toEqual([
      { column: '市场信用评价得分', code: 'cell.required', params: {} },
    ]);
  });

  it.each(Object.entries(publicityWords))('十公示: %s', async (word, kind) => {
    const { record } = await only(
      csv({
        ...party,
        公示类别: word,
        决定文书号: '青示字1号',
        决定日期: '2026-02-01',
        决定机关: '青岛示例局',
        内容: '示例内容',
        公示截止期: '2027-02-01',
      }),
    );
    expect(record).toMatchObject({ kind, publicity_until: '2027-02-01', details: { content: '示例内容' } });
  });

  it.each([
    ['经营异常名录', 'abnormalOperation'],
    ['严重违法失信名单', 'seriousViolation'],
    ['失信被执行人', 'judgmentDefaulter'],
    ['守信激励对象名单', 'incentive'],
  ])('名录名单: %s', async (word, list) => {
    const { record } = await only(
      csv({
        ...party,
        名单类别: word,
        列入决定书文号: '青示列1号',
        列入事由: '示例事由',
        列入日期: '2026-02-01',
        列入机关: '青岛示例局',
        移出日期: '',
      }),
    );
    expect(record).toMatchObject({ kind: 'list', valid_until: null, details: { list, ground: '示例事由' } });
  });

  it('信用承诺', async () => {
    const row = {
      ...party,
      承诺类型: '容缺受理型',
      承诺编号: '诺1',
      承诺事项: '补齐材料',
      承诺作出日期: '2026-02-01',
      承诺有效期: '2026-12-31',
      承诺受理单位: '青岛示例审批局',
      履约状态: '违诺',
    };
    const { record } = await only(csv(row));
    expect(record).toMatchObject({
      kind: 'commitment',
      valid_until: '2026-12-31',
      details: { type: 'DEFERRED_MATERIAL', matter: '补齐材料', fulfilment: 'broken' },
    });
  });

  it('节假日与调休, where a later table corrects an earlier one', async () => {
    const day = (type: string) => ({ 日期: '2027-02-06', 类型: type, 名称: '春节' });
    expect(await take(csv(day('休'), { ...day('班'), 日期: '2027-02-14' }))).toMatchObject({
      template: 'holiday',
      created: 2,
    });
    expect(await take(csv(day('班')))).toMatchObject({ corrected: 1, created: 0 });
    expect(await database().sql`select day, working, name from holiday order by day`).toEqual([
      { day: '2027-02-06', working: true, name: '春节' },
      { day: '2027-02-14', working: true, name: '春节' },
    ]);
  });

  it('市场主体', async () => {
    const report = await take(csv(firm({ 曾用名: '青岛旧名公司；青岛更旧公司', 示例数据: '是', 网址: 'a' })));
    expect(report).toMatchObject({ template: 'enterprise', created: 1, errors: [] });
    const [row] = await database().sql`select * from enterprise`;
    expect(row).toMatchObject({
      uscc: code(1),
      name: '青岛示例食品有限公司',
      former_names: ['青岛旧名公司', '青岛更旧公司'],
      region_code: '370202',
      industry_code: 'C1411',
      established_on: '2015-03-01',
      registration_status: '存续',
      legal_representative: '示例甲',
      address: '示例路1号',
      special_areas: ['药品', '疫苗'],
      registered: true,
      sample: true,
      extra: { 网址: 'a' },
      version: 1,
    });
  });

  it('a street code is known by its county, a development zone by its city', async () => {
    const report = await take(
      csv(
        firm({ 行政区划代码: '370202003001' }),
        firm({ 行政区划代码: '370271', 统一社会信用代码: code(2) }),
        firm({ 行政区划代码: '3702', 统一社会信用代码: code(3) }),
        firm({ 行政区划代码: '999999', 统一社会信用代码: code(4) }),
      ),
    );
    expect(report.errors.map(({ line, problems }) => [line, problems[0]?.code])).toEqual([
      [4, 'region.format'],
      [5, 'region.unknown'],
    ]);
    const stored = await database().sql`select region_code from enterprise order by line`;
    expect(stored.map((row) => row.region_code)).toEqual(['370202', '370271']);
  });
});

describe('what withdraws or stays a record', () => {
  it.each([
    [{ 数据状态: '撤销' }, 'withdrawn'],
    [{ 备注: '作废' }, 'withdrawn'],
    [{ 数据状态: '诉讼撤销' }, 'annulled'],
    [{ 数据状态: '中止执行' }, 'stayed'],
    [{ 数据状态: '修改' }, 'inForce'],
    [{ 备注: '此前撤销过一次' }, 'inForce'],
  ])('%j makes it %s', async (cells, status) => {
    expect((await only(csv(penalty(cells)))).record.status).toBe(status);
  });
});
