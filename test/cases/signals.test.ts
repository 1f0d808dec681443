import { describe, expect, it } from 'vitest';
import { signals } from '../../src/domain/policy-supervision.ts';
import { type Finding, signalsOf } from '../../src/domain/signals.ts';
import { specialAreasOf } from '../../src/domain/special-areas.ts';
import { policyFolder, policyOn, readPolicies } from '../../src/services/policy.ts';
import { readCase, readCases, type SignalCase } from './signals/read.ts';

const policies = readPolicies(policyFolder);
const files = readCases();
const all = files.flatMap(({ cases }) => cases);

function told({ signal, since, until, records, values }: Finding, wanted: object | undefined) {
  const 值 = Object.fromEntries(Object.keys(wanted ?? {}).map((key) => [key, values[key]]));
  return { 信号: signal, 自: since, 至: until, 依据: records, ...(wanted && { 值 }) };
}

/** What the program says, of that alone which the case speaks of; all findings there are, if it speaks of any. */
function check({ 已知, 日期, 结论 }: SignalCase): void {
  const policy = policyOn(policies, 日期);
  if (结论.领域) {
    const areas = specialAreasOf(已知, policy, 日期).map(({ area, link, by, evidence }, index) => ({
      ...{ 领域: area, 环节: link, 因: by },
      ...(结论.领域?.[index]?.依据 !== undefined && { 依据: evidence }),
    }));
    expect(areas).toEqual(结论.领域);
  }
  const { findings, nextOn } = signalsOf(已知, policy, 日期);
  if (结论.预警) expect(findings.map((one, index) => told(one, 结论.预警?.[index]?.值))).toEqual(结论.预警);
  if (结论.下一日 !== undefined) expect(nextOn).toBe(结论.下一日);
}

describe.each(files)('$file', ({ cases }) => {
  for (const own of cases) it(`${own.条款}：${own.案例}`, () => check(own));
});

describe('the case tables of signals', () => {
  it('hold at least 60 cases, none of them twice in a file', () => {
    expect(all.length).toBeGreaterThanOrEqual(60);
    for (const { file, cases } of files) {
      const names = cases.map((own) => own.案例);
      expect(new Set(names).size, file).toBe(names.length);
    }
  });

  it('raise every signal, and have cases in which it is not raised', () => {
    const raised = new Set(all.flatMap(({ 结论 }) => 结论.预警 ?? []).map(({ 信号 }) => 信号));
    expect([...raised].sort()).toEqual([...signals].sort());
    for (const { file, cases } of files.filter((one) => one.file !== 'special-areas'))
      expect(cases.filter(({ 结论 }) => 结论.预警?.length === 0).length, file).toBeGreaterThan(1);
  });

  it('flag every area of the plan by licence, industry and register, and every link of the chain', () => {
    const areas = all.flatMap(({ 结论 }) => 结论.领域 ?? []);
    for (const area of ['疫苗', '药品', '特种设备', '危险化学品'])
      for (const by of ['register', 'licence', 'lapsedLicence', 'industry'])
        expect(
          areas.some((one) => one.领域 === area && one.因 === by),
          `${area} ${by}`,
        ).toBe(true);
    expect(new Set(areas.map(({ 环节 }) => 环节))).toEqual(
      new Set(['making', 'selling', 'moving', 'storing', 'using', 'testing', null]),
    );
  });
});

describe('a case is refused', () => {
  const raw = {
    案例: '甲',
    条款: '二（六）一',
    已知: { 记录: [{ 投诉: { 文号: '工1', 日期: '2026-11-01', 结果: '属实' } }] },
    日期: '2026-11-24',
    结论: { 预警: [] },
  };

  it('not if it is as README.md says', () => {
    expect(() => readCase(raw)).not.toThrow();
  });

  it.each<[string, unknown]>([
    ['a misspelt key', { ...raw, 已知: { 纪录: [] } }],
    [
      'an outcome there is not',
      { ...raw, 已知: { 记录: [{ 投诉: { 文号: '工1', 日期: '2026-11-01', 结果: '真' } }] } },
    ],
    ['a day there is not', { ...raw, 日期: '2026-02-30' }],
    ['no conclusion', { ...raw, 结论: {} }],
  ])('for %s', (_what, broken) => {
    expect(() => readCase(broken)).toThrow();
  });
});
