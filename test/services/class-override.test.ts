import { beforeAll, describe, expect, it } from 'vitest';
import { shippedPolicies } from '../../src/services/policy-versions.ts';
import { queueToday, regradeQueued } from '../../src/services/regrade.ts';
import type { Database } from '../../src/store/database.ts';
import { codeOf } from '../support/conversation.ts';
import { withDatabase } from '../support/database.ts';
import { testKeys } from '../support/keys.ts';
import { addEnterprises, addOrg, createAccounts, seededRandom } from '../support/people.ts';

const database = withDatabase();
const random = seededRandom(8);
let app: Database;
const people = createAccounts(() => app, random);
const say = (who: string, text: string) => people.say('telegram', who, text);
const [qingdao, jinan] = [codeOf(1), codeOf(2)];
const deps = () => ({ policies: shippedPolicies(), keys: testKeys, random, clock: people.clock });
const settle = () => regradeQueued(app, deps());
const classOf = async (uscc: string) => {
  const [row] = await database().sql<
    { class: string }[]
  >`select class from credit_class where uscc = ${uscc}`;
  return row?.class;
};

beforeAll(async () => {
  app = await database.app();
  const { sql } = database();
  await addOrg(database(), { id: 'market', name: '示例市场监管局', regionCode: '370200' });
  await sql`
    insert into person (id, name, role, org_id, region_code, uscc) values
      ('wang', '示例王某', 'official', 'market', '370200', null),
      ('li', '示例李某', 'official', 'market', '370200', null),
      ('sun', '示例孙某', 'official', null, '370100', null),
      ('zhao', '示例赵某', 'inspector', 'market', '370200', null),
      ('rep', '示例代表', 'enterprise', null, null, ${qingdao})`;
  await sql`
    insert into account (platform, user_id, person_id, state, private_chat_id)
    select 'telegram', id, id, 'active', 'dm-' || id from person`;
  await addEnterprises(database(), [
    [qingdao, '青岛示例一公司'],
    [jinan, '济南示例公司'],
  ]);
  await sql`update enterprise set region_code = '370100' where uscc = ${jinan}`;
  await settle();
});

describe('a class set by hand', () => {
  it.each([
    [`调整等级 ${qingdao} 严重失信 30 理由理由理由理由理由`, '不能人工调整为严重失信'],
    [`调整等级 ${qingdao} 很差 30 理由理由理由理由理由`, '没有「很差」这一等级'],
    [`调整等级 ${qingdao} 一般失信 91 理由理由理由理由理由`, '1至90'],
    [`调整等级 ${qingdao} 一般失信 30 太短`, '10至200字'],
    [`调整等级 ${jinan} 一般失信 30 理由理由理由理由理由`, '不在您的管辖范围内'],
    ['调整等级', '请按「调整等级'],
  ])('%s', async (text, told) => {
    expect((await say('wang', text)).text).toContain(told);
  });

  it('takes a second official of the region, never the one who asked', async () => {
    const asked = await say('wang', `调整等级 ${qingdao} 一般失信 30 多次投诉已经核实，处罚程序进行中`);
    expect(asked.text).toContain('已送复核');
    const [{ id } = { id: 0 }] = await database().sql<{ id: string }[]>`select id from approval`;
    expect((await say('wang', `批准 ${id}`)).text).toContain('应由其他人复核');
    expect((await say('sun', `批准 ${id}`)).text).toContain('应由其他人复核');
    await settle();
    expect(await classOf(qingdao)).toBe('TRUSTWORTHY');
    // Whoever is asked sees what it is about, also when it is listed later.
    expect((await say('li', '待批')).text).toContain('青岛示例一公司');
    expect((await say('li', `批准 ${id}`)).text).toContain('已批准');
    await settle();
    expect(await classOf(qingdao)).toBe('GENERAL_DISCREDIT');
  });

  it('shows in look-ups: the class to all, reason and people to those who supervise', async () => {
    const seen = await say('zhao', `查询 ${qingdao}`);
    expect(seen.text).toContain('信用等级：一般失信');
    expect(seen.text).toContain(
      '人工调整至2026-09-01，理由：多次投诉已经核实，处罚程序进行中（wang 提出，li 复核）',
    );
    const outside = (await say('nobody', `查询 ${qingdao}`)).text;
    expect(outside).toContain('信用等级：一般失信');
    expect(outside).not.toContain('多次投诉');
    const own = (await say('rep', `查询 ${qingdao}`)).text;
    expect(own).toContain('人工调整至2026-09-01，理由：多次投诉已经核实');
    expect(own).not.toContain('wang');
    expect((await say('wang', `等级变化 ${qingdao}`)).text).toContain('诚信守法 → 一般失信（人工调整');
    const [told] = await database()
      .sql`select body::text as text from outbox where user_id = 'rep' and key like 'class:%'`;
    expect(told?.text).toContain('一般失信');
  });

  it('ends by itself after its last day', async () => {
    people.clock.at = new Date('2026-09-01T02:00:00Z');
    await app.sql.begin((tx) => queueToday(tx, people.clock.now()));
    await settle();
    expect(await classOf(qingdao)).toBe('GENERAL_DISCREDIT');
    people.clock.at = new Date('2026-09-02T02:00:00Z');
    expect(await app.sql.begin((tx) => queueToday(tx, people.clock.now()))).toBe(1);
    await settle();
    expect(await classOf(qingdao)).toBe('TRUSTWORTHY');
    expect((await say('wang', `查询 ${qingdao} 在 2026-08-20 的等级`)).text).toMatch(
      /信用等级：一般失信.*当日记载的等级：一般失信/s,
    );
  });

  it('ends at once when it is taken back', async () => {
    await say('wang', `调整等级 ${qingdao} 轻微失信 10 投诉已经核实，正在责令改正`);
    const [{ id } = { id: 0 }] = await database().sql<{ id: string }[]>`select max(id) as id from approval`;
    await say('li', `批准 ${id}`);
    await settle();
    expect(await classOf(qingdao)).toBe('MINOR_DISCREDIT');
    expect((await say('li', `撤销调整 ${qingdao}`)).text).toContain('已撤销');
    await settle();
    expect(await classOf(qingdao)).toBe('TRUSTWORTHY');
    expect((await say('li', `撤销调整 ${qingdao}`)).text).toContain('目前没有人工调整');
  });
});

describe('after a repair', () => {
  it('a class set by hand still holds on that day', async () => {
    const { sql } = database();
    await sql`
      insert into credit_record (uscc, kind, key, party_name, number, authority, decided_on, status, corrected_on, details,
        sources, source_hashes, content_hash, version, valid_from, file_id, line)
      values (${jinan}, 'penalty', md5('j')::uuid, '示例', '示例罚〔2026〕1号', '示例市生态环境局', '2026-03-01', 'inForce',
        '2026-03-02', '{"penaltyKinds": ["fine"], "fineFen": 5000000, "confiscatedFen": null, "violationType": "", "facts": "", "basis": ""}',
        '{}', '{}', md5('x')::uuid, 1, now(), 0, 0)`;
    const ask = async () => (await say('sun', `修复后是什么等级 ${jinan}`)).text;
    expect(await ask()).toContain('修复后等级：诚信守法');
    await sql`
      insert into class_override (uscc, class, reason, set_by, agreed_by, from_on, until_on)
      values (${jinan}, 'MINOR_DISCREDIT', '示例理由', 'a', 'b', '2026-08-01', '2026-10-01')`;
    expect(await ask()).toMatch(/目前等级：轻微失信.*修复后等级：轻微失信.*修复所选记录后等级不变/s);
  });
});

describe('past days', () => {
  it('are for the enterprise and for those who supervise it, and never to come', async () => {
    expect((await say('rep', `查询 ${qingdao} 在2026年8月1日的等级`)).text).toContain(
      '当日本系统尚未对该企业评级',
    );
    expect((await say('nobody', `查询 ${qingdao} 在2026年8月1日的等级`)).text).toContain('不能使用');
    expect((await say('sun', `查询 ${qingdao} 在2026年8月1日的等级`)).text).toContain(
      '仅限本企业和有管辖权的部门',
    );
    expect((await say('wang', `查询 ${qingdao} 在2027-01-01的等级`)).text).toContain('尚未到来');
  });
});

describe('following', () => {
  it('is for staff, and can be ended', async () => {
    expect((await say('zhao', `关注 ${qingdao}`)).text).toContain('已关注青岛示例一公司');
    expect((await say('zhao', '我的关注')).text).toContain(qingdao);
    expect((await say('wang', '我的关注')).text).toContain('您没有关注企业');
    expect((await say('zhao', `取消关注 ${qingdao}`)).text).toContain('已取消关注');
    expect((await say('zhao', `取消关注 ${qingdao}`)).text).toContain('您没有关注');
    expect((await say('rep', `关注 ${qingdao}`)).text).toContain('不能使用');
  });
});
