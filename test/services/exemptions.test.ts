import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cardText } from '../../src/chat/card-text.ts';
import type { CodedError } from '../../src/domain/errors.ts';
import type { Answers } from '../../src/domain/tolerance.ts';
import { remindExemptions } from '../../src/services/exemption-follow-up.ts';
import { type Decision, decideExemption } from '../../src/services/exemptions.ts';
import { shippedPolicies } from '../../src/services/policy-versions.ts';
import type { Database } from '../../src/store/database.ts';
import { asks } from '../support/asking.ts';
import { codeOf } from '../support/conversation.ts';
import { withDatabase } from '../support/database.ts';
import { testKeys } from '../support/keys.ts';
import { addEnterprises, addOrg, createAccounts, type Said, seededRandom } from '../support/people.ts';

const database = withDatabase();
const random = seededRandom(19);
let app: Database;
const people = createAccounts(() => app, random);
const hear = (who: string, text: string): Promise<Said> => people.say('telegram', who, text);
const say = async (who: string, text: string) => (await hear(who, text)).text;
const [mine, p2p, pharmacy, grocer] = [codeOf(1), codeOf(2), codeOf(3), codeOf(4)];
const policies = shippedPolicies();

async function pushed(who: string): Promise<{ text: string; tokens: string[] }[]> {
  const rows = await database().sql<{ body: { card: Parameters<typeof cardText>[0] } }[]>`
    delete from outbox where user_id = ${who} and kind = 'push' returning body`;
  return rows.map(({ body: { card } }) => ({
    text: cardText(card, 'zh'),
    tokens: [...JSON.stringify(card).matchAll(/"token":"([^"]+)"/g)].map(([, token]) => token ?? ''),
  }));
}

const remind = () => app.sql.begin((tx) => remindExemptions(tx, { random, now: people.clock.now() }));

async function penalise(
  uscc: string,
  {
    number,
    type,
    on,
    authority = '示例市市场监督管理局',
  }: { number: string; type: string; on: string; authority?: string },
): Promise<void> {
  await database().sql`
    insert into credit_record (uscc, kind, key, party_name, number, authority, decided_on, status, details, sources,
      source_hashes, content_hash, version, valid_from, file_id, line)
    values (${uscc}, 'penalty', md5(${number})::uuid, '示例', ${number}, ${authority}, ${on}, 'inForce',
      ${database().sql.json({ penaltyKinds: ['warning'], fineFen: null, confiscatedFen: null, violationType: type, facts: '', basis: '' })},
      '{}', '{}', md5(${number})::uuid, 1, now(), 0, 0)`;
}

/** Says one thing after the other; what is answered last. */
async function talk(who: string, ...words: string[]): Promise<string> {
  let last = '';
  for (const one of words) last = await say(who, one);
  return last;
}

beforeAll(async () => {
  app = await database.app();
  const { sql } = database();
  await addOrg(database(), { id: 'market', name: '示例市场监督管理局', regionCode: '370200' });
  await addOrg(database(), {
    id: 'environment',
    name: '示例生态环境局',
    regionCode: '370200',
    breadth: 'line',
  });
  await sql`
    insert into person (id, name, role, org_id, region_code, uscc) values
      ('wang', '示例王某', 'official', 'market', '370200', null),
      ('zhao', '示例赵某', 'inspector', 'market', '370200', null),
      ('qian', '示例钱某', 'inspector', 'environment', '370200', null),
      ('sun', '示例孙某', 'inspector', null, '370100', null),
      ('rep', '示例代表', 'enterprise', null, null, ${mine})`;
  await sql`
    insert into account (platform, user_id, person_id, state, private_chat_id)
    select 'telegram', id, id, 'active', 'dm-' || id from person`;
  await addEnterprises(database(), [
    [mine, '青岛示例智造有限公司'],
    [p2p, '青岛示例网贷信息服务有限公司'],
    [pharmacy, '青岛示例大药房有限公司'],
    [grocer, '青岛示例便利店有限公司'],
  ]);
  await sql`
    insert into credit_record (uscc, kind, key, party_name, number, authority, decided_on, valid_until, status, details, sources,
      source_hashes, content_hash, version, valid_from, file_id, line)
    values (${pharmacy}, 'permit', md5('p')::uuid, '示例', '示例许可1号', '示例市行政审批局', '2026-07-01', '2031-06-30', 'inForce',
      '{"document": "", "category": "普通", "licenceName": "药品经营许可证", "licenceNo": "", "content": "", "validFrom": null}',
      '{}', '{}', md5('p')::uuid, 1, now(), 0, 0)`;
});

beforeEach(async () => {
  people.clock.at = new Date('2026-08-03T02:00:00Z');
  const { sql } = database();
  await sql`delete from inclusive_period`;
  await sql`delete from exemption`;
  await sql`delete from outbox`;
  await sql`delete from conversation`;
  await sql`delete from credit_record where kind = 'penalty'`;
  await sql`
    insert into inclusive_period (uscc, sector, from_on, until_on, months, reason, asked_by, asked_at, state)
    values (${mine}, 'model', '2025-08-01', '2026-08-01', 12, '示例理由', 'wang', now(), 'approved')`;
});

/** The way to the suggestion for an act of a day, with the answers to what is asked. */
const toSuggestion = (...given: string[]) => [`免罚判断 ${mine} 标签漏标净含量`, '2026-08-01', '1', ...given];
const allGood = ['是', '是', '否', '没有', '能'];

async function guide(): Promise<number> {
  await talk('zhao', ...toSuggestion(...allGood), '1');
  const [row] = await database().sql<{ id: string }[]>`select max(id) as id from exemption`;
  await database().sql`delete from outbox`;
  return Number(row?.id);
}

describe('the questions', () => {
  it('are not even asked beyond the red line', async () => {
    const told = await say('zhao', `免罚判断 ${p2p} 标签漏标净含量`);
    expect(told).toContain('红线领域（P2P网贷），不适用');
    expect(told).toContain('二（四）五');
    expect(told).not.toContain('回复 1');
  });

  it('end in a key special area by the day of the act, which may have been before the licence', async () => {
    await say('zhao', `免罚判断 ${pharmacy} 标签漏标净含量`);
    expect(await say('zhao', '2026-07-01')).toMatch(/重点特殊领域：药品.*不适用（本系统默认/s);
    await say('zhao', `免罚判断 ${pharmacy} 标签漏标净含量`);
    expect(await say('zhao', '2026-06-30')).toContain('是清单上的哪一项');
  });

  it('are asked one by one, and lead to the suggestion with its clauses', async () => {
    expect(await say('zhao', `免罚判断 ${mine} 标签漏标净含量`)).toContain('违法行为发生在哪一天');
    expect(await say('zhao', '八月一日')).toContain('没有看懂「八月一日」');
    expect(await say('zhao', '2026-08-04')).toContain('日期有误');
    await talk('zhao', `免罚判断 ${mine} 标签漏标净含量`);
    expect(await say('zhao', '2026年8月1日')).toMatch(
      /回复 1 〔轻微免罚〕预包装商品的标签漏标净含量.*不在清单上/s,
    );
    expect(await say('zhao', '1')).toMatch(/是否首次.*未见同类处罚和指导记录，建议答「是」/s);
    expect(await say('zhao', '也许')).toContain('请回复：是、否、不清楚');
    expect(await say('zhao', '1')).toMatch(/是否符合清单所列的全部条件.*不是官方清单/s);
    expect(await say('zhao', '是')).toContain('是否主观故意');
    expect(await say('zhao', '2')).toContain('是否造成危害后果');
    expect(await say('zhao', '没有')).toContain('能否按期改正（默认15日内）');
    const told = await say('zhao', '能');
    expect(told).toContain('建议：指导改正，一般不予行政处罚');
    expect(told).toContain('行为在包容期内（2025-08-01至2026-08-01）');
    expect(told).toContain('以行政指导为重点（《差异化监管流程再造实施方案》二（四）二）');
    expect(told).toContain('由执法人员依法决定');
    expect(told).toContain('指导改正（最迟2026-08-18改正）');
  });

  it('go by the day of the act: one after the period rests on the law alone', async () => {
    const told = await talk(
      'zhao',
      `免罚判断 ${mine} 标签漏标净含量`,
      '2026-08-02',
      '不在清单上',
      '是',
      '是',
      '否',
      '否',
      '是',
    );
    expect(told).toContain('行为不在包容期内');
    expect(told).toContain('不予行政处罚（《行政处罚法》第三十三条第一款第一句）');
    expect(told).not.toContain('以行政指导为重点');
  });

  it('are understood from a sentence about the enterprise last shown', async () => {
    await say('zhao', `查询 ${mine}`);
    const told = await say('zhao', '包容期内，标签漏标净含量，第一次');
    expect(told).toContain('青岛示例智造有限公司');
    expect(told).toContain('违法行为：标签漏标净含量\n');
  });

  it('ask for the act where it was not said', async () => {
    expect(await say('zhao', `免罚判断 ${mine}`)).toContain('请用一句话写明违法行为');
    expect(await say('zhao', '标签漏标净含量')).toContain('违法行为发生在哪一天');
  });

  it('can be left at any time, and are in the table until then', async () => {
    await talk('zhao', ...toSuggestion('是'));
    const [row] = await database().sql<{ dialog: { step: string; version: number } }[]>`
      select dialog from conversation where user_id = 'zhao'`;
    expect(row?.dialog).toMatchObject({ kind: 'exemption', step: 'conditions', version: 1 });
    await say('zhao', '取消');
    expect(await say('zhao', '是')).not.toContain('是否主观故意');
    expect(await database().sql`select 1 from exemption`).toHaveLength(0);
  });

  it('of an older version of the program are over, and that is said', async () => {
    await talk('zhao', ...toSuggestion('是'));
    await database()
      .sql`update conversation set dialog = jsonb_set(dialog, '{version}', '0') where user_id = 'zhao'`;
    expect(await say('zhao', '符合')).toContain('重新');
  });

  it('are for officials and inspectors of the region', async () => {
    expect(await say('sun', `免罚判断 ${mine} 标签漏标净含量`)).toContain('不在您的管辖范围内');
    expect(await say('rep', `免罚判断 ${mine} 标签漏标净含量`)).toContain('不能使用此功能');
    expect(await say('nobody', `免罚判断 ${mine} 标签漏标净含量`)).toContain('无权');
    const log = await database().sql`
      select result from audit_log where action = 'exemption.begin' and actor = 'rep'`;
    expect(log).toEqual([{ result: 'denied' }]);
  });

  it('offer lists of other departments to nobody', async () => {
    await say('qian', `免罚判断 ${grocer} 销售过期食品`);
    const told = await say('qian', '2026-08-01');
    expect(told).not.toContain('超过保质期');
    await say('zhao', `免罚判断 ${grocer} 销售过期食品`);
    expect(await say('zhao', '2026-08-01')).toContain('经营超过保质期的食品');
  });
});

describe('首次', () => {
  it('is checked in the records, which are shown', async () => {
    await penalise(mine, { number: '示例罚〔2025〕9号', type: '漏标净含量', on: '2025-03-01' });
    await penalise(mine, { number: '示例罚〔2025〕10号', type: '未按规定贮存固体废物', on: '2025-03-01' });
    const told = await talk('zhao', ...toSuggestion());
    expect(told).toContain('行政处罚 示例罚〔2025〕9号，2025-03-01决定：漏标净含量');
    expect(told).toContain('建议答「否」');
    expect(told).toContain('另有其他违法行为的处罚1条');
    expect(told).not.toContain('示例罚〔2025〕10号');
  });

  it('counts what the officer may not read, without showing it', async () => {
    await penalise(mine, {
      number: '示例罚〔2024〕77号',
      type: '漏标净含量',
      on: '2024-09-01',
      authority: '示例市计量局',
    });
    const told = await talk('qian', ...toSuggestion());
    expect(told).toContain('另有其他部门的同类记录1条');
    expect(told).not.toContain('77号');
  });

  it('answered against the records takes a reason, which is kept', async () => {
    await penalise(mine, { number: '示例罚〔2025〕9号', type: '漏标净含量', on: '2025-03-01' });
    expect(await talk('zhao', ...toSuggestion(...allGood), '1')).toContain('请写明理由');
    expect(await say('zhao', '短')).toContain('请写明理由');
    expect(await say('zhao', '该处罚系同名企业，已核实不是本企业')).toContain('已记录');
    const [row] = await database().sql`select decision, reason from exemption`;
    expect(row).toEqual({ decision: 'guided', reason: '该处罚系同名企业，已核实不是本企业' });
  });

  it('is no more after guidance for the same item, for 24 months', async () => {
    await guide();
    const again = [`免罚判断 ${mine} 包装上漏标净含量`, '2026-08-03', '1'];
    expect(await talk('zhao', ...again)).toMatch(/指导改正第\d+号，2026-08-01的行为：标签漏标净含量/);
    const told = await talk('zhao', '否', '是', '否', '否', '是', '否');
    expect(told).toContain('建议：按一般程序处理');
    expect(told).toContain('一般程序中仍应依《行政处罚法》第三十三条第一款第一句不予行政处罚');
    people.clock.at = new Date('2028-08-02T02:00:00Z');
    expect(await talk('zhao', again[0] ?? '', '2028-08-01', '1')).toContain('建议答「否」');
    expect(await talk('zhao', again[0] ?? '', '2028-08-02', '1')).toContain('建议答「是」');
  });
});

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
    const deps = () => ({ database: app, policies, keys: testKeys, random });
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
