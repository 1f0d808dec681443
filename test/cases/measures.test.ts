import { describe, expect, it } from 'vitest';
import { CodedError } from '../../src/domain/errors.ts';
import { grade } from '../../src/domain/grading.ts';
import { checkDraft, checkHeard, representativeOn } from '../../src/domain/list-entry.ts';
import {
  conveniences,
  greenLight,
  type Measure,
  measuresFor,
  type Obligation,
  standingOf,
} from '../../src/domain/measures.ts';
import { measureList } from '../../src/services/measure-list.ts';
import { policyFolder, policyOn, readPolicies } from '../../src/services/policy.ts';
import { type Case, readCase, readCases } from './measures/read.ts';

const policies = readPolicies(policyFolder);
const list = measureList();
const files = readCases();
const all = files.flatMap(({ cases }) => cases);

type CaseOf<Asks extends Case['asks']> = Extract<Case, { asks: Asks }>;

function standing({ 已知, 询问 }: CaseOf<'措施'> | CaseOf<'绿灯'> | CaseOf<'列入'>) {
  const policy = policyOn(policies, 询问.日期);
  const grading = grade(已知, policy, 询问.日期);
  return standingOf(已知, grading, policy, { inclusivePeriod: 已知.inclusivePeriod });
}

function checkMeasures(own: CaseOf<'措施'>): void {
  const { 询问, 结论 } = own;
  const of = standing(own);
  expect(of.creditClass).toBe(结论.等级);
  const told = measuresFor(list, of, 询问.日期, 询问.场景 ?? null);
  const named = (obligation: Obligation) => ids(told.filter((one) => one.obligation === obligation));
  expect(named('must')).toEqual(expect.arrayContaining(结论.应当 ?? []));
  expect(named('may')).toEqual(expect.arrayContaining(结论.可以 ?? []));
  expect(named('mayNot')).toEqual(expect.arrayContaining(结论.不得 ?? []));
  for (const id of 结论.不适用 ?? []) expect(ids(told)).not.toContain(id);
  if (结论.只有) expect(ids(told).sort()).toEqual(结论.只有.toSorted());
}

function ids(measures: readonly Measure[]): string[] {
  return measures.map(({ id }) => id);
}

function checkGreen(own: CaseOf<'绿灯'>): void {
  const { 已知, 询问, 结论 } = own;
  const of = standing(own);
  const light = greenLight(of, 已知.enterprise, 已知.pendingListing);
  expect(light.level).toBe(结论.绿灯);
  expect(light.refused ?? []).toEqual(结论.理由);
  const told = light.level === null ? [] : ids(conveniences(measuresFor(list, of, 询问.日期), light.level));
  expect(told).toEqual(expect.arrayContaining(结论.便利 ?? []));
  for (const id of 结论.无此便利 ?? []) expect(told).not.toContain(id);
}

/** The code of what is refused; null: nothing is. */
function refusal(work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return error.code;
  }
}

function checkEntry(own: CaseOf<'列入'>): void {
  const { 询问, 结论 } = own;
  const policy = policyOn(policies, 询问.日期);
  const trustworthy = standing(own).creditClass === 'TRUSTWORTHY';
  const code = refusal(() =>
    checkDraft(
      {
        list: 询问.名单,
        ground: 询问.情形 ?? null,
        penalty: 询问.从重处罚,
        basis: 询问.依据,
        actOn: 询问.行为发生日 ?? null,
        persons: 询问.人员.map((name) => ({ name, office: 'directlyResponsible', source: 'officer' })),
      },
      { policy, today: 询问.日期, trustworthy },
    ),
  );
  expect(code).toBe(结论.理由 ?? null);
  expect(code === null).toBe(结论.受理);
}

function check(own: Case): void {
  switch (own.asks) {
    case '措施':
      checkMeasures(own);
      break;
    case '绿灯':
      checkGreen(own);
      break;
    case '列入':
      checkEntry(own);
      break;
    case '任职': {
      const history = own.已知.登记.map(({ 姓名, 自 }) => ({ name: 姓名, from: 自 }));
      const told = representativeOn(history, own.询问.日期);
      expect(told?.name).toBe(own.结论.法定代表人);
      expect(told?.certain).toBe(!own.结论.须核实);
      break;
    }
    case '提请': {
      const { 陈述至, 已陈述 } = own.已知;
      const heard = { statementBy: 陈述至, statedAt: 已陈述 ? new Date(0) : null };
      expect(refusal(() => checkHeard(heard, own.询问.日期)) === null).toBe(own.结论.可以提请);
    }
  }
}

describe.each(files)('$file', ({ cases }) => {
  for (const own of cases) it(`${own.条款}：${own.案例}`, () => check(own));
});

describe('the case tables of measures', () => {
  const named = all.flatMap((own) => {
    if (own.asks !== '措施' && own.asks !== '绿灯') return [];
    if (own.asks === '绿灯') return [...(own.结论.便利 ?? []), ...(own.结论.无此便利 ?? [])];
    const { 应当 = [], 可以 = [], 不得 = [], 不适用 = [], 只有 = [] } = own.结论;
    return [...应当, ...可以, ...不得, ...不适用, ...只有];
  });
  const applied = new Set(
    all.flatMap((own) =>
      own.asks === '措施'
        ? [...(own.结论.应当 ?? []), ...(own.结论.可以 ?? []), ...(own.结论.不得 ?? [])]
        : [],
    ),
  );

  it('hold at least 40 cases, none of them twice in a file', () => {
    expect(all.length).toBeGreaterThanOrEqual(40);
    for (const { file, cases } of files) {
      const names = cases.map((own) => own.案例);
      expect(new Set(names).size, file).toBe(names.length);
    }
  });

  it('name no measure that there is not', () => {
    const there = new Set(ids(list.measures));
    expect(named.filter((id) => !there.has(id))).toEqual([]);
  });

  it('apply every measure of the list', () => {
    expect(ids(list.measures).filter((id) => !applied.has(id))).toEqual([]);
  });

  it.each([
    [
      'a misspelt key',
      {
        案例: 'a',
        条款: 'b',
        已知: { 记绿: [] },
        询问: { 问: '绿灯', 日期: '2026-11-24' },
        结论: { 绿灯: '全部' },
      },
    ],
    [
      'a level there is not',
      { 案例: 'a', 条款: 'b', 询问: { 问: '绿灯', 日期: '2026-11-24' }, 结论: { 绿灯: '黄' } },
    ],
    [
      'a score as a fact',
      {
        案例: 'a',
        条款: 'b',
        已知: { 得分: 59 },
        询问: { 问: '绿灯', 日期: '2026-11-24' },
        结论: { 绿灯: '全部' },
      },
    ],
  ])('refuse %s', (_what, raw) => {
    expect(() => readCase(raw)).toThrow();
  });
});
