import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/domain/dates.ts';
import { policyFolder, policyOn, readPolicies } from '../../src/services/policy.ts';
import { nameOf, WatchPlayer } from '../domain/watch-player.ts';
import {
  calendarOf,
  readCase,
  readCases,
  stages,
  stepNames,
  timelineOf,
  type WatchCase,
} from './watch/read.ts';

const policies = readPolicies(policyFolder);
const files = readCases();
const all = files.flatMap(({ cases }) => cases);

/** Played day by day from the first thing that comes in to the last day that the case speaks of. */
function check(own: WatchCase): void {
  const timeline = timelineOf(own);
  const stepDays = own.步骤.flatMap((line) => Object.keys(line));
  const asked = Object.keys(own.阶段);
  const days = [...timeline.keys(), ...asked, ...stepDays].sort();
  const [first = '', last = first] = [days[0], days.at(-1)];
  const player = new WatchPlayer(policyOn(policies, last), calendarOf(own.放假安排));
  player.reachable = own.账号 === '有';
  const told: Record<string, string> = {};
  for (let on = first; on <= last; on = addDays(on, 1)) {
    player.day(on, timeline.get(on));
    if (own.阶段[on] !== undefined) told[on] = player.stage;
  }
  const steps = player.steps.map(({ on, step }) => ({ [on]: nameOf(step) }));
  expect({ 阶段: told, 步骤: steps }).toEqual({ 阶段: own.阶段, 步骤: own.步骤 });
  if (own.约谈期限 !== undefined) expect(player.course?.interviewDueOn).toBe(own.约谈期限);
}

describe.each(files)('$file', ({ cases }) => {
  for (const own of cases) it(`${own.条款}：${own.案例}`, () => check(own));
});

describe('the case tables of watching', () => {
  it('hold at least 50 cases, none of them twice in a file', () => {
    expect(all.length).toBeGreaterThanOrEqual(50);
    for (const { file, cases } of files) {
      const names = cases.map((own) => own.案例);
      expect(new Set(names).size, file).toBe(names.length);
    }
  });

  it('come to every stage and every step', () => {
    const reached = new Set(all.flatMap(({ 阶段 }) => Object.values(阶段)));
    expect([...reached].sort()).toEqual(Object.values(stages).sort());
    const taken = new Set(all.flatMap(({ 步骤 }) => 步骤.flatMap((line) => Object.values(line))));
    expect([...taken].sort()).toEqual(Object.values(stepNames).sort());
  });
});

describe('a case is refused', () => {
  const raw = {
    案例: '第二次失信的，提醒约谈',
    条款: '二（四）三',
    经过: [{ '2026-03-02': { 处罚: { 文号: '示例1号' } } }],
    阶段: { '2026-03-02': '无' },
    步骤: [],
  };

  it('not if it is as README.md says', () => {
    expect(() => readCase(raw)).not.toThrow();
  });

  it.each<[string, unknown]>([
    ['a misspelt key', { ...raw, 步聚: [] }],
    ['a misspelt number', { ...raw, 经过: [{ '2026-03-02': { 处罚: { 文书号: '示例1号' } } }] }],
    ['a stage there is not', { ...raw, 阶段: { '2026-03-02': '关注' } }],
    ['a step there is not', { ...raw, 步骤: [{ '2026-03-02': '警告' }] }],
    ['a day there is not', { ...raw, 阶段: { '2026-02-30': '无' } }],
    [
      'a kind of penalty there is not',
      { ...raw, 经过: [{ '2026-03-02': { 处罚: { 文号: '1', 种类: ['罚金'] } } }] },
    ],
    ['something that cannot come in', { ...raw, 经过: [{ '2026-03-02': '投诉' }] }],
  ])('for %s', (_what, broken) => {
    expect(() => readCase(broken)).toThrow();
  });
});
