import { describe, expect, it } from 'vitest';
import type { CodedError } from '../../src/domain/errors.ts';
import type { Answers } from '../../src/domain/tolerance.ts';
import { type Decision, decideExemption } from '../../src/services/exemptions.ts';
import { asks } from '../support/asking.ts';
import { codeOf } from '../support/conversation.ts';
import { testKeys } from '../support/keys.ts';
import { exemptionWorld } from './exemption-world.ts';

const {
  app,
  database,
  random,
  people,
  hear,
  say,
  mine,
  p2p,
  pharmacy,
  grocer,
  policies,
  pushed,
  remind,
  talk,
  toSuggestion,
  allGood,
  guide,
} = exemptionWorld();

describe('the decision', () => {
  it('is kept with all answers, the suggestion and its clauses; the enterprise learns what to correct by when', async () => {
    await talk('zhao', ...toSuggestion(...allGood), '1');
    const [row] = await database().sql`
      select item, act, act_on, answers, suggestion, decision, decided_by, org_id, correct_by, state from exemption`;
    expect(row).toMatchObject({
      item: 'chengxin-net-content',
      act: '标签漏标净含量',
      act_on: '2026-08-01',
      answers: { first: 'yes', conditions: 'yes', intentional: 'no', harm: 'no', corrects: 'yes' },
      suggestion: { outcome: 'guide', grounds: [{ ground: 'period' }, { ground: 'list' }] },
      decision: 'guided',
      decided_by: 'zhao',
      org_id: 'market',
      correct_by: '2026-08-18',
      state: 'open',
    });
    const [told, ...more] = await pushed('rep');
    expect(more).toEqual([]);
    expect(told?.text).toContain('请最迟于2026-08-18自觉改正');
    expect(told?.text).toContain('24个月内再次发生同类行为的，不再视为首次');
    expect(told?.text).not.toContain('zhao');
    const [log] = await database()
      .sql`select subject, result from audit_log where action = 'exemption.decide'`;
    expect(log).toMatchObject({ subject: testKeys.pseudonym(mine) });
    expect(String(log?.result)).toMatch(/^\d+:guide>guided$/);
  });

  it('may set another day, within limits', async () => {
    const term = [...toSuggestion(...allGood), '3'];
    expect(await talk('zhao', ...term)).toContain('最迟哪一天改正');
    expect(await say('zhao', '尽快')).toContain('没有看懂「尽快」');
    expect(await say('zhao', '2026-11-02')).toContain('改正期限应在2026-08-03至2026-11-01之间');
    expect(await talk('zhao', ...term, '2026-08-02')).toContain('改正期限应在');
    expect(await talk('zhao', ...term, '2026-08-10')).toContain('期限2026-08-10');
    await database().sql`delete from exemption`;
    expect(await talk('zhao', ...term, '今天')).toContain('期限2026-08-03');
  });

  it('other than suggested takes a reason', async () => {
    expect(await talk('zhao', ...toSuggestion(...allGood), '2')).toContain('请写明理由');
    expect(await say('zhao', '同一街道多家同时发生，需立案查清来源')).toContain('按一般程序处理');
    expect(await pushed('rep')).toEqual([]);
    const [row] = await database().sql`select decision, state, correct_by from exemption`;
    expect(row).toEqual({ decision: 'case', state: 'case', correct_by: null });
  });

  it('is never guidance where something is not known', async () => {
    const told = await talk('zhao', ...toSuggestion('不清楚', '是', '否', '否', '是', '否'));
    expect(told).toContain('建议：不能判断');
    expect(told).toContain('尚不清楚：首次：不清楚');
    expect(told).not.toContain('指导改正（最迟');
    // Nothing waits for a day: only the ordinary procedure is offered.
    expect(await say('zhao', '2026-08-10')).toContain('没有听懂');
    expect(await database().sql`select 1 from exemption`).toHaveLength(0);
  });

  it('is not held up by a judgement that was left open: whoever begins anew begins anew', async () => {
    await talk('zhao', ...toSuggestion('是', '是'));
    expect(await say('zhao', `免罚判断 ${grocer} 销售过期食品`)).toContain('青岛示例便利店有限公司');
    expect(await talk('zhao', '2026-08-01', '1')).toContain('是否首次');
  });

  it('pressed twice is made once', async () => {
    await talk('zhao', ...toSuggestion('是', '是', '否', '没有'));
    const suggested = await hear('zhao', '能');
    await suggested.press('指导改正（最迟2026-08-18改正）');
    await suggested.press('指导改正（最迟2026-08-18改正）');
    expect(await database().sql`select 1 from exemption`).toHaveLength(1);
  });

  describe('asked of the service alone', () => {
    const deps = () => ({ database: app(), policies, keys: testKeys, random });
    const inspector = () =>
      asks({ id: 'zhao', role: 'inspector', regionCode: '370200', orgId: 'market', line: null });
    const good: Answers = { first: 'yes', minor: 'yes', intentional: 'no', harm: 'no', corrects: 'yes' };
    const wanted: Decision = {
      ...{ uscc: mine, act: '标签漏标净含量', actOn: '2026-08-01', item: 'none', answers: good },
      ...{ decision: 'guided', reason: '', correctBy: null },
    };
    const code = (more: Partial<Decision>): Promise<string> =>
      decideExemption(deps(), inspector(), { ...wanted, ...more }).then(
        () => 'made',
        (error: CodedError) => error.code,
      );

    it('takes what is complete, known and true only', async () => {
      expect(await code({})).toBe('made');
      expect(await code({ uscc: p2p })).toBe('exemption.excluded');
      expect(await code({ uscc: pharmacy })).toBe('exemption.excluded');
      const { corrects: _notAsked, ...incomplete } = good;
      expect(await code({ answers: incomplete })).toBe('exemption.incomplete');
      expect(await code({ answers: { ...good, first: 'unknown', faultless: 'no' } })).toBe(
        'exemption.notKnown',
      );
      expect(await code({ answers: { ...good, intentional: 'yes' } })).toBe('exemption.reason');
      expect(await code({ decision: 'case' })).toBe('exemption.reason');
      expect(await code({ item: 'no-such-item' })).toBe('exemption.item');
      expect(await code({ actOn: '2026-08-04' })).toBe('exemption.day');
      expect(await code({ actOn: '2026-02-30' })).toBe('exemption.day');
      expect(await code({ act: '漏' })).toBe('exemption.act');
      expect(await code({ correctBy: '2026-08-02' })).toBe('exemption.correctBy');
      expect(await code({ reason: '长'.repeat(201) })).toBe('exemption.reason');
      expect(await code({ uscc: codeOf(99) })).toBe('enterprise.unknown');
      const rep = asks({ id: 'rep', role: 'enterprise', uscc: mine, regionCode: null });
      await expect(decideExemption(deps(), rep, wanted)).rejects.toMatchObject({ code: 'denied' });
    });
  });
});

describe('whether it was corrected', () => {
  it('is asked of the officer once the term is over, once a day, and answered by a button', async () => {
    const id = await guide();
    people.clock.at = new Date('2026-08-18T01:00:00Z');
    expect(await remind()).toBe(0);
    people.clock.at = new Date('2026-08-19T01:00:00Z');
    expect((await Promise.all([remind(), remind(), remind()])).reduce((a, b) => a + b)).toBe(1);
    const [asked, ...more] = await pushed('zhao');
    expect(more).toEqual([]);
    expect(asked?.text).toContain('改正期限2026-08-18已过');
    expect((await people.press('telegram', 'zhao', asked?.tokens[0] ?? '')).text).toContain(
      '已按期改正（2026-08-18）',
    );
    expect((await pushed('rep'))[0]?.text).toContain('已按期改正，本次不予行政处罚');
    const [row] = await database().sql`select state, corrected_on, decision from exemption where id = ${id}`;
    expect(row).toEqual({ state: 'corrected', corrected_on: '2026-08-18', decision: 'guided' });
    people.clock.at = new Date('2026-08-20T01:00:00Z');
    expect(await remind()).toBe(0);
    expect(await say('zhao', `未改正 ${id}`)).toContain('已办结');
  });

  it('not corrected it becomes an ordinary case, which the enterprise is told', async () => {
    const id = await guide();
    expect(await say('zhao', `未改正 ${id}`)).toContain('期限届满后才能认定未改正');
    people.clock.at = new Date('2026-08-19T01:00:00Z');
    expect(await say('zhao', `未改正 #${id}`)).toContain('转为一般程序处理');
    expect((await pushed('rep'))[0]?.text).toContain('至2026-08-18未改正，转为一般程序依法处理');
    const [row] = await database().sql`select state, corrected_on from exemption`;
    expect(row).toEqual({ state: 'case', corrected_on: null });
    const [log] = await database()
      .sql`select result from audit_log where action = 'exemption.settle' and result like '%case'`;
    expect(log).toEqual({ result: `${id}:case` });
  });

  it('may be noted before, on a day that is told; a late day is none in time', async () => {
    const id = await guide();
    expect(await say('zhao', `已改正 ${id} 2026-08-04`)).toContain('日期有误');
    people.clock.at = new Date('2026-08-25T01:00:00Z');
    expect(await say('zhao', `已改正 ${id} 2026-08-20`)).toContain('不是按期改正');
    expect(await say('wang', `已改正 ${id} 2026-08-10`)).toContain('已按期改正（2026-08-10）');
  });

  it('is asked of those who supervise the enterprise where the officer cannot be reached', async () => {
    await guide();
    await database().sql`update account set state = null, person_id = null where user_id = 'zhao'`;
    people.clock.at = new Date('2026-08-19T01:00:00Z');
    expect(await remind()).toBe(1);
    expect((await pushed('wang'))[0]?.text).toContain('已到期限');
    await database().sql`update account set state = 'active', person_id = 'zhao' where user_id = 'zhao'`;
  });

  it('is nobody’s business elsewhere', async () => {
    const id = await guide();
    expect(await say('sun', `已改正 ${id}`)).toContain(`没有第${id}号`);
    expect(await say('sun', '指导记录')).toContain('没有指导改正记录');
    expect(await say('rep', `已改正 ${id}`)).toContain('不能使用此功能');
    expect(await say('rep', '指导记录')).toContain('待改正，期限2026-08-18');
    expect(await say('zhao', `指导记录 ${grocer}`)).toContain('没有指导改正记录');
    expect(await say('zhao', `指导 ${id}`)).toMatch(/指导改正第\d+号.*回复 1 已按期改正/s);
  });
});

describe('the list', () => {
  it('is for everybody, with clauses; more of each where a word was given', async () => {
    const whole = await say('nobody', '免罚清单');
    expect(whole).toContain('经营超过保质期的食品、食品添加剂（《食品安全法》第三十四条第十项');
    expect(whole).toContain('不是清单全文');
    const one = await say('nobody', '免罚清单 过期食品');
    expect(one).toContain('违法货值金额不超过500元');
    expect(one).toContain('国市监法〔2025〕10号');
    expect(await say('nobody', '免罚清单 虚假广告')).toContain('仍可依《行政处罚法》第三十三条');
  });

  it('holds what is in force that day', async () => {
    people.clock.at = new Date('2025-01-26T02:00:00Z');
    expect(await say('nobody', '免罚清单')).not.toContain('首违不罚');
    people.clock.at = new Date('2025-01-27T02:00:00Z');
    expect(await say('nobody', '免罚清单')).toContain('首违不罚');
  });
});
