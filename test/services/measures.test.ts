import { beforeAll, describe, expect, it } from 'vitest';
import { withDatabase } from '../support/database.ts';
import { testKeys } from '../support/keys.ts';
import { clean, jinan, listWorld, qingdao } from './list-world.ts';

const database = withDatabase();
const world = listWorld(database, 53);
const { say } = world;

beforeAll(async () => {
  await world.begin(await database.app());
  const { sql } = database();
  await sql`update enterprise set special_areas = '{药品}' where uscc = ${clean}`;
  await sql`
    insert into credit_record (uscc, kind, key, party_name, number, authority, decided_on, status, details,
      sources, source_hashes, content_hash, version, valid_from, file_id, line)
    values
      (${qingdao}, 'penalty', md5('p')::uuid, '示例', '示例罚〔2026〕1号', '示例市生态环境局', '2026-05-31', 'inForce',
        '{"penaltyKinds": ["fine"], "fineFen": 5000000, "confiscatedFen": null, "violationType": "", "facts": "", "basis": ""}',
        '{}', '{}', md5('x')::uuid, 1, now(), 1, 0),
      (${jinan}, 'list', md5('w')::uuid, '示例', '示例关注1号', '示例单位', '2026-06-01', 'inForce',
        '{"list": "keyWatch", "ground": "示例"}', '{}', '{}', md5('x')::uuid, 1, now(), 1, 0)`;
  await world.settle();
});

describe('what may be done', () => {
  it('is told by class, scene by scene, with clauses, defaults marked', async () => {
    const { text } = await say('wang', `对${qingdao}可以采取哪些措施`);
    expect(text).toContain('信用等级：一般失信');
    expect(text).toContain('· 可以：每年进行一次随机性联合检查（方案二（二）二）');
    expect(text).toContain('· 不得：除每年一次随机性联合检查外，再安排其他检查（方案二（二）二）');
    expect(text).toContain('· 可以：加强核查，要求说明失信行为的纠正情况（方案二（一）五，本系统默认值）');
    expect(text).toContain('不得仅凭评分或者等级实施（国办发〔2020〕49号）');
    for (const scene of ['抽查检查', '资格审查', '评估验收', '信用+市场退出', '评先评优', '从业限制'])
      expect(text).toContain(scene);
    expect(text).not.toContain('依法严惩');
  });

  it.each([
    [`措施 ${qingdao} 金融`, '信用+金融信贷'],
    [`措施 ${qingdao} 信用+行政审批`, '信用+行政审批'],
    [`监管措施 ${qingdao} 招投标`, '公共资源交易、政府采购'],
    [`measures ${qingdao} finance`, '信用+金融信贷'],
  ])('%s: of that scene alone', async (words, scene) => {
    const { text } = await say('wang', words);
    expect(text).toContain(`监管措施（${scene}）：青岛示例一公司`);
    expect(text.split('\n').filter((line) => /^(?:抽查检查|评估验收|从业限制)$/.test(line))).toEqual([]);
  });

  it('is of the enterprise last shown where none is named', async () => {
    await say('zhao', `查询 ${qingdao}`);
    expect((await say('zhao', '可以采取哪些措施？')).text).toContain('监管措施：青岛示例一公司');
  });

  it('holds no “no disturbance” for a key special area', async () => {
    const { text } = await say('wang', `措施 ${clean}`);
    expect(text).toContain('重点特殊领域：药品');
    expect(text).toContain('实行全主体、全品种、全链条严格监管');
    expect(text).toContain('不得：适用「非请勿扰」（重点特殊领域除外');
    expect(text).not.toContain('不得：主动安排检查');
    for (const means of ['公开公示', '行政处罚', '行政强制', '联合惩戒', '移送司法机关'])
      expect(text).toContain(`：${means}：`);
    expect(text).not.toMatch(/\d+\s*(?:元|万元|倍)/);
  });

  it('is fixed on the day of acceptance', async () => {
    const { text } = await say('wang', `措施 ${qingdao} 行政审批 受理日 2026-05-30`);
    expect(text).toContain('受理日（2026-05-30）信用等级：诚信守法');
    expect(text).toContain('现信用等级：一般失信');
    expect(text).toContain('绿色通道');
    expect(text).toContain('受理后等级变化的不影响本次办理（方案二（一）五，本系统默认值）');
    expect((await say('wang', `措施 ${qingdao} 受理日 2027-01-01`)).text).toContain('尚未到来');
  });

  it('is told to the enterprise of itself, and of no other', async () => {
    expect((await say('rep', '措施')).text).toContain('本企业的等级意味着什么：青岛示例一公司');
    expect((await say('rep', `措施 ${jinan}`)).text).toContain('只能查询本企业');
    expect((await say('rep', `绿灯 ${jinan}`)).text).toContain('只能查询本企业');
    expect((await say('rep', `名单 ${jinan}`)).text).toContain('只能查询本企业');
    const rows = await database().sql`
      select action, subject, result from audit_log where actor = 'rep' and result = 'denied' order by seq`;
    expect([...rows]).toEqual([
      { action: 'measure.view', subject: testKeys.pseudonym(jinan), result: 'denied' },
      { action: 'measure.view', subject: testKeys.pseudonym(jinan), result: 'denied' },
      { action: 'list.view', subject: testKeys.pseudonym(jinan), result: 'denied' },
    ]);
  });

  it('is not for the public', async () => {
    expect((await say('nobody', `措施 ${qingdao}`)).text).toContain('不能使用');
    expect((await say('nobody', `绿灯 ${qingdao}`)).text).toContain('不能使用');
  });

  it('outside of the region rests on what is public: no key-watch list, no day that is past', async () => {
    expect((await say('sun', `措施 ${jinan} 监管`)).text).toContain('列入的名录名单：重点关注企业名单');
    const outside = (await say('wang', `措施 ${jinan} 监管`)).text;
    expect(outside).toContain('列入的名录名单：无');
    expect(outside).not.toContain('重点关注企业跟踪监管');
    expect((await say('wang', `措施 ${jinan} 受理日 2026-05-30`)).text).toContain('有管辖权的部门');
  });

  it('is noted with purpose and scene, by pseudonym', async () => {
    const [noted] = await database().sql`
      select subject, purpose, result from audit_log
      where action = 'measure.view' and actor = 'wang' and result = 'finance' limit 1`;
    expect(noted).toEqual({
      subject: testKeys.pseudonym(qingdao),
      purpose: 'supervision',
      result: 'finance',
    });
  });
});

describe('in the inclusive period', () => {
  it('guidance comes first, until the period ends', async () => {
    await database().sql`
      insert into inclusive_period (uscc, sector, from_on, until_on, months, reason, asked_by, asked_at, state)
      values (${qingdao}, 'technology', '2025-08-04', '2026-08-03', 12, '示例', 'wang', now(), 'approved')`;
    const ask = async () => (await say('wang', `措施 ${qingdao} 监管`)).text;
    expect(await ask()).toContain('包容期内以行政指导和服务为重点');
    world.clock.at = new Date('2026-08-03T16:00:00Z');
    expect(await ask()).not.toContain('包容期内以行政指导和服务为重点');
  });
});

describe('the green light', () => {
  it('is refused with the reason, and says the way back', async () => {
    const { text } = await say('rep', '绿灯');
    expect(text).toContain('不适用守信绿灯：信用等级为一般失信');
    expect(text).toContain('请发送「修复」');
  });

  it('does not lessen inspections in a special area', async () => {
    const { text } = await say('wang', `守信绿灯 ${clean}`);
    expect(text).toContain('适用守信绿灯的基础便利');
    expect(text).toContain('不减少安全和质量检查，不适用「非请勿扰」');
  });

  it('is not refused for an objection', async () => {
    await database().sql`
      insert into objection (uscc, person_id, record_id, about, text, raised_at, due_on, state)
      values (${clean}, 'rep', null, '示例', '示例理由', now(), '2026-08-20', 'open')`;
    expect((await say('wang', `绿灯 ${clean}`)).text).toContain('适用守信绿灯的基础便利');
  });

  it('is refused to who does no business any more', async () => {
    await database().sql`update enterprise set registration_status = '注销' where uscc = ${clean}`;
    expect((await say('wang', `绿灯 ${clean}`)).text).toContain('不适用守信绿灯：登记状态为注销');
  });
});
