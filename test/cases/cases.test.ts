import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/domain/dates.ts';
import { CodedError } from '../../src/domain/errors.ts';
import { type Grading, grade } from '../../src/domain/grading.ts';
import { overrideOn, withOverride } from '../../src/domain/override.ts';
import { repairsOf } from '../../src/domain/repair.ts';
import { afterRepair } from '../../src/domain/what-if.ts';
import { addWorkingDays, isWorkingDay, type WorkingCalendar } from '../../src/domain/working-days.ts';
import { holidaySpans } from '../../src/sample/holidays.ts';
import { policyFolder, policyOn, readPolicies } from '../../src/services/policy.ts';
import { type Case, readCase, readCases } from './read.ts';

const policies = readPolicies(policyFolder);
const inForceOn = (day: string) => policyOn(policies, day);
const files = readCases();
const all = files.flatMap(({ cases }) => cases);

type CaseOf<Asks extends Case['asks']> = Extract<Case, { asks: Asks }>;
type Checked = Readonly<Record<string, unknown>>;

/** What the program says to a case, of that alone which the case speaks of. */
function check(own: Case): void {
  switch (own.asks) {
    case '等级':
      checkClass(own);
      break;
    case '修复':
      checkRepair(own);
      break;
    case '修复后':
      checkAfterRepair(own);
      break;
    case '届满':
    case '工作日':
      checkWorkingDays(own);
  }
}

function compare(told: Checked, then: Checked): void {
  const keys = Object.keys(then).filter((key) => then[key] !== undefined);
  const pick = (from: Checked) => Object.fromEntries(keys.map((key) => [key, from[key]]));
  expect(pick(told)).toEqual(pick(then));
}

function checkClass({ 已知, 询问, 结论 }: CaseOf<'等级'>): void {
  const policy = inForceOn(询问.日期);
  const plain = grade(已知, policy, 询问.日期);
  const grading = withOverride(plain, overrideOn(已知.overrides, 询问.日期), policy);
  const named = new Map(已知.records.map(({ id, number }) => [id, number]));
  const ignored = grading.ignored.map(({ record, reason }) => [named.get(record), reason]);
  compare(
    {
      等级: grading.creditClass,
      依据: grading.basis.map(({ rule }) => rule),
      适用: appliedIn(grading),
      同时符合: grading.noted.map(({ rule }) => rule),
      暂定: grading.provisionalReasons,
      得分: grading.score?.value ?? null,
      计至: grading.basis[0]?.to,
      不计: Object.fromEntries(ignored),
    },
    { ...结论, 适用: 结论.适用?.toSorted() },
  );
}

function appliedIn({ basis }: Grading): string[] {
  return [...new Set(basis.flatMap(({ applied }) => applied))].sort();
}

function checkRepair({ 已知, 询问, 结论 }: CaseOf<'修复'>): void {
  const repairs = repairsOf(已知.records, inForceOn(询问.日期), 询问.日期);
  const told = repairs.find(({ decisionNo }) => decisionNo === 询问.文号);
  expect(told, `文号「${询问.文号}」不是所列的失信记录`).toBeDefined();
  if (!told) return;
  const { 规则, 缺, ...rest } = 结论;
  compare(
    {
      状态: told.state,
      缺: told.missing.toSorted(),
      程度: told.tier,
      最早: told.earliest,
      最晚: told.latest,
      须纠正: told.endsOnlyIfCorrected,
      规则组: told.ruleSet,
      规则: told.rules.toSorted(),
    },
    { ...rest, 缺: 缺.toSorted(), 规则: 规则?.toSorted() },
  );
}

function checkAfterRepair({ 已知, 询问, 结论 }: CaseOf<'修复后'>): void {
  const named = new Map(已知.records.map(({ id, number }) => [number, id]));
  const ids = 询问.文号.map((number) => {
    const id = named.get(number);
    if (id === undefined) throw new Error(`文号「${number}」不是所列的记录`);
    return id;
  });
  const told = afterRepair(已知, inForceOn, new Set(ids), 询问.日期);
  compare(
    {
      日期: told.on,
      等级: told.grading.creditClass,
      不修复: told.without,
      不能修复: 已知.records.filter(({ id }) => told.beyond.includes(id)).map(({ number }) => number),
    },
    结论,
  );
}

function checkWorkingDays(own: CaseOf<'届满'> | CaseOf<'工作日'>): void {
  const calendar = calendarOf(own.已知.放假安排);
  const ask = (): Checked =>
    own.asks === '届满'
      ? { 届满: addWorkingDays(calendar, own.询问.日期, own.询问.工作日) }
      : { 工作日: isWorkingDay(calendar, own.询问.日期) };
  let told: Checked;
  try {
    told = ask();
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'calendar.missing') throw error;
    told = { 缺放假安排: Number(error.params.year) };
  }
  expect(told).toEqual(own.结论);
}

/** The State Council's tables of these years. */
function calendarOf(years: readonly number[]): WorkingCalendar {
  const days = new Map<string, boolean>();
  for (const { type, from, days: length } of holidaySpans) {
    if (!years.includes(Number(from.slice(0, 4)))) continue;
    for (let index = 0; index < length; index += 1) days.set(addDays(from, index), type === '上班');
  }
  return { days };
}

/** Rules that a case names in its conclusion and that the program, as the case passes, did apply. */
function rulesIn(own: Case): string[] {
  if (own.asks === '修复') return own.结论.规则 ?? [];
  if (own.asks !== '等级') return [];
  const { 依据, 适用 = [], 同时符合 = [], 暂定 = [] } = own.结论;
  return [...依据, ...适用, ...同时符合, ...(暂定.length > 0 ? ['class.provisional'] : [])];
}

describe.each(files)('$file', ({ cases }) => {
  for (const own of cases) {
    const name = `${own.条款}：${own.案例}`;
    if (own.待决 === undefined) it(name, () => check(own));
    // Fails as soon as the program does what the case asks: then the 待决 must go.
    else it.fails(`待决（${own.待决}） ${name}`, () => check(own));
  }
});

describe('the case tables', () => {
  it('hold at least 80 cases, none of them twice in a file', () => {
    expect(all.length).toBeGreaterThanOrEqual(80);
    for (const { file, cases } of files) {
      const names = cases.map((own) => own.案例);
      expect(new Set(names).size, file).toBe(names.length);
    }
  });

  it('exercise every rule on class, score, tier, publicity and repair', () => {
    const exercised = new Set(all.filter(({ 待决 }) => 待决 === undefined).flatMap(rulesIn));
    const rules = policies.flatMap((policy) => [...policy.rules.keys()]);
    const spoken = rules.filter((id) => /^(class|score|tier|publicity|repair)\./.test(id));
    expect(spoken.filter((id) => !exercised.has(id))).toEqual([]);
  });

  it('name no rule that there is not', () => {
    const rules = new Set(policies.flatMap((policy) => [...policy.rules.keys()]));
    expect(all.flatMap(rulesIn).filter((id) => !rules.has(id))).toEqual([]);
  });
});

describe('a case is refused', () => {
  const penalty = { 决定日期: '2026-05-31', 种类: ['罚款'], 罚款: '5万元' };
  const 询问 = { 日期: '2026-11-24', 问: '等级' };
  const 结论 = { 等级: '一般失信', 依据: ['class.general.record'] };
  const frame = { 案例: '公示期内罚款5万元', 条款: '二（一）二' };
  const raw = { ...frame, 已知: { 记录: [{ 处罚: penalty }] }, 询问, 结论 };

  it('not if it is as README.md says', () => {
    expect(() => readCase(raw)).not.toThrow();
  });

  it.each<[string, unknown]>([
    ['misspelt 罚款', { ...raw, 已知: { 记录: [{ 处罚: { ...penalty, 罚金: 100 } }] } }],
    ['misspelt 记录', { ...raw, 已知: { 纪录: [{ 处罚: penalty }] } }],
    ['misspelt 依据', { ...raw, 结论: { 等级: '一般失信', 依剧: ['class.general.record'] } }],
    ['misspelt 日期', { ...raw, 询问: { 日子: '2026-11-24', 问: '等级' } }],
    ['a key of the frame too many', { ...raw, note: '…' }],
    ['a question there is not', { ...raw, 询问: { ...询问, 问: '等第' } }],
    ['a class there is not', { ...raw, 结论: { ...结论, 等级: '比较失信' } }],
    [
      'a kind of penalty there is not',
      { ...raw, 已知: { 记录: [{ 处罚: { ...penalty, 种类: ['罚金'] } }] } },
    ],
    ['a day there is not', { ...raw, 询问: { ...询问, 日期: '2026-02-29' } }],
    [
      'an amount without a unit that is known',
      { ...raw, 已知: { 记录: [{ 处罚: { ...penalty, 罚款: '5千' } }] } },
    ],
    ['a tier where a class is asked for', { ...raw, 结论: { ...结论, 程度: '一般' } }],
    // 二（九）二: what was not verified is no record at all, and so has no key.
    ['投诉 as a record', { ...raw, 已知: { 记录: [{ 投诉: { 日期: '2026-05-31' } }] } }],
    ['舆情 as a record', { ...raw, 已知: { 记录: [{ 舆情: { 日期: '2026-05-31' } }] } }],
  ])('for %s', (_what, broken) => {
    expect(() => readCase(broken)).toThrow();
  });
});
