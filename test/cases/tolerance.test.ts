import { describe, expect, it } from 'vitest';
import { CodedError } from '../../src/domain/errors.ts';
import {
  checkRequest,
  dueReminder,
  excludedOn,
  periodEnd,
  periodOn,
} from '../../src/domain/inclusive-period.ts';
import { checkFirst, nextQuestion, suggest } from '../../src/domain/tolerance.ts';
import { shippedExemptions } from '../../src/services/exemption-list.ts';
import { policyFolder, policyOn, readPolicies } from '../../src/services/policy.ts';
import { readToleranceCase, readToleranceCases, type ToleranceCase } from './tolerance-cases.ts';

const policies = readPolicies(policyFolder);
const files = readToleranceCases();
const all = files.flatMap(({ cases }) => cases);

type Of<Asks extends ToleranceCase['asks']> = Extract<ToleranceCase, { asks: Asks }>;

function itemOf(id: string | null) {
  if (id === null) return null;
  const found = shippedExemptions().find((one) => one.id === id);
  if (!found) throw new Error(`清单中没有「${id}」`);
  return found;
}

function check(own: ToleranceCase): void {
  switch (own.asks) {
    case '申请包容期':
      checkPeriod(own);
      break;
    case '包容期':
      expect(periodOn(own.已知.periods, own.询问.日期) ? 'yes' : 'no').toBe(own.结论.包容期内);
      break;
    case '适用':
      checkExcluded(own);
      break;
    case '首次':
      checkBefore(own);
      break;
    case '判断':
      checkSuggestion(own);
      break;
    case '提醒':
      checkReminder(own);
  }
}

function checkReminder({ 已知, 询问, 结论 }: Of<'提醒'>): void {
  const [period] = 已知.periods;
  if (!period) throw new Error('没有包容期');
  const { remindDays } = policyOn(policies, 询问.日期).tolerance;
  expect(dueReminder(period.until, 询问.日期, remindDays, 询问.已提醒)?.tell ?? null).toBe(结论.提醒);
}

function checkPeriod({ 已知, 询问, 结论 }: Of<'申请包容期'>): void {
  const { 日期: from, 月数: months } = 询问;
  const ask = (): string => {
    checkRequest(已知, policyOn(policies, from), { months, from }, 已知);
    return periodEnd(from, months);
  };
  if ('至' in 结论) expect(ask()).toBe(结论.至);
  else {
    let refused = '';
    try {
      ask();
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      refused = error.code;
      expect(`${error.params.clause ?? error.params.until ?? '二（四）一'}`).toMatch(/二（|^\d{4}-/);
    }
    expect(refused).toBe(结论.拒绝);
  }
}

function checkExcluded({ 已知, 询问, 结论 }: Of<'适用'>): void {
  const found = excludedOn(已知, policyOn(policies, 询问.日期), 询问.日期, 询问.行为);
  expect(found?.by ?? null).toBe(结论.排除);
  if (结论.依据 !== undefined)
    expect(found?.by === 'redLine' ? found.evidence : found?.area.area).toBe(结论.依据);
}

function before({ 已知, 询问 }: Of<'首次'> | Of<'判断'>) {
  const months = policyOn(policies, 询问.行为日期).tolerance.firstMonths;
  const asked = { act: 询问.行为, actOn: 询问.行为日期, item: itemOf(询问.清单事项) };
  return checkFirst(asked, { records: 已知.records, guided: 已知.guided, months });
}

function checkBefore(own: Of<'首次'>): void {
  const found = before(own);
  expect(found.proposed).toBe(own.结论.建议);
  expect(found.before.map(({ number }) => number)).toEqual(own.结论.同类);
  if (own.结论.其他处罚 !== undefined) expect(found.others).toBe(own.结论.其他处罚);
}

function checkSuggestion(own: Of<'判断'>): void {
  const { 已知, 询问, 结论 } = own;
  const item = itemOf(询问.清单事项);
  const situation = {
    inPeriod: periodOn(已知.periods, 询问.行为日期) !== null,
    clause: policyOn(policies, 询问.行为日期).tolerance.clause,
    item: item && {
      kind: item.kind,
      clause: item.clause,
      list: item.list.title.zh,
      origin: item.list.origin,
    },
  };
  // The case answers exactly what is asked, so that no question is forgotten and none is asked in vain.
  const asked: Record<string, string> = {};
  for (let next = nextQuestion(situation, {}); next; next = nextQuestion(situation, asked)) {
    const answer = 询问.回答[next];
    expect(answer, `没有回答「${next}」`).toBeDefined();
    asked[next] = answer ?? 'unknown';
  }
  expect(Object.keys(询问.回答).sort()).toEqual(Object.keys(asked).sort());
  const told = suggest(situation, asked);
  expect({
    建议: told.outcome,
    依据: told.grounds.map(({ ground }) => ground),
    原因: told.because,
    仍可不罚: told.stillMinor,
  }).toEqual(结论);
}

describe.each(files)('tolerance: $file', ({ cases }) => {
  for (const own of cases) it(`${own.条款}：${own.案例}`, () => check(own));
});

describe('the tables on tolerance', () => {
  it('hold at least 60 cases, none of them twice in a file', () => {
    expect(all.length).toBeGreaterThanOrEqual(60);
    for (const { file, cases } of files) {
      const names = cases.map((own) => own.案例);
      expect(new Set(names).size, file).toBe(names.length);
    }
  });

  it('name every sentence of the plan that they are about', () => {
    const clauses = all.map(({ 条款 }) => 条款).join(' ');
    for (const clause of ['二（四）一', '二（四）二', '二（四）五', '第三十三条'])
      expect(clauses).toContain(clause);
  });

  it('refuse what they do not know', () => {
    const raw = {
      案例: '示例',
      条款: '二（四）一',
      已知: {},
      询问: { 问: '包容期', 日期: '2026-08-03' },
      结论: { 包容期内: '否' },
    };
    expect(() => readToleranceCase(raw)).not.toThrow();
    expect(() => readToleranceCase({ ...raw, 已知: { 行业: '6637' } })).toThrow();
    expect(() => readToleranceCase({ ...raw, 结论: { 包容期内: '可能' } })).toThrow();
    expect(() => readToleranceCase({ ...raw, 询问: { 问: '包容', 日期: '2026-08-03' } })).toThrow();
  });
});
