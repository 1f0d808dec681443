import { beforeAll, describe, expect, it } from 'vitest';
import { watchUsage } from '../../src/services/quotas.ts';
import type { Database } from '../../src/store/database.ts';
import { codeOf } from '../support/conversation.ts';
import { withDatabase } from '../support/database.ts';
import { addEnterprises, addOrg, createAccounts, seededRandom } from '../support/people.ts';

const database = withDatabase();
const random = seededRandom(11);
let app: Database;
const people = createAccounts(() => app, random);
const firms = Array.from({ length: 70 }, (_, index) => codeOf(index));

beforeAll(async () => {
  app = await database.app();
  const { sql } = database();
  await addOrg(database(), { id: 'market', name: '示例市场监管局' });
  await addOrg(database(), { id: 'tax', name: '示例税务局' });
  await sql`
    insert into person (id, name, role, org_id, region_code, uscc, daily_quota) values
      ('wang', '示例王某', 'official', 'market', '370000', null, null),
      ('zhao', '示例赵某', 'inspector', 'tax', '370000', null, null),
      ('few', '示例某', 'official', 'tax', '370000', null, 3),
      ('boss', '示例管理员', 'administrator', null, '370000', null, null),
      ('rep', '示例代表', 'enterprise', null, null, ${firms[0] ?? ''}, null),
      ('other', '示例代表', 'enterprise', null, null, ${firms[1] ?? ''}, null)`;
  await sql`
    insert into account (platform, user_id, person_id, state, private_chat_id)
    select 'telegram', id, id, 'active', 'dm-' || id from person`;
  await addEnterprises(
    database(),
    firms.map((uscc) => [uscc, `示例${uscc}`] as const),
  );
});

const say = (who: string, text: string) => people.say('telegram', who, text);
const ask = async (): Promise<string> => (await say('rep', '谁查过我')).text;

describe('谁查过我', () => {
  it('tells departments and purposes after a week, never who it was, and of nobody else', async () => {
    await say('wang', `查询 ${firms[0]}`);
    await say('wang', `查询 ${firms[0]}`);
    expect((await say('wang', '事由 审批')).text).toContain('行政审批');
    await say('wang', `查询 ${firms[0]}`);
    await say('rep', `查询 ${firms[0]}`);
    await say('nobody', `查询 ${firms[0]}`);
    await say('wang', `查询 ${firms[1]}`);
    const before = await ask();
    expect(before).toContain('没有可告知');
    people.wait(8 * 24 * 60);
    const text = await ask();
    expect(text).toContain('2026-08-03 | 示例市场监管局 | 日常监管 | 2');
    expect(text).toContain('2026-08-03 | 示例市场监管局 | 行政审批 | 1');
    expect(text).not.toMatch(/wang|王某/);
    expect(text.match(/2026-08-03/g)).toHaveLength(2);
  });

  it('is byte for byte the same before and after an inspector looked (P7)', async () => {
    const before = await ask();
    await say('zhao', `查询 ${firms[0]}`);
    people.wait(10 * 24 * 60);
    expect(await ask()).toBe(before);
    people.wait(180 * 24 * 60);
    expect(await ask()).toContain('示例税务局 | 执法检查 | 1');
  });

  it('is for representatives only', async () => {
    expect((await say('wang', '谁查过我')).text).toContain('不能使用');
    expect((await say('other', '谁查过我')).text).not.toContain('执法检查 | 1');
  });

  it('the purpose that was chosen holds for that day', async () => {
    await say('wang', '事由 资金');
    expect((await say('wang', '事由')).text).toContain('目前为「资金项目」');
    people.wait(24 * 60);
    expect((await say('wang', '事由')).text).toContain('目前为「日常监管」');
  });
});

describe('a quota', () => {
  it('counts different enterprises, and ends with the day', async () => {
    for (const uscc of [firms[0], firms[0], firms[1], firms[2]])
      expect((await say('few', `查询 ${uscc}`)).text).toContain(`示例${uscc}`);
    expect((await say('few', `查询 ${firms[3]}`)).text).toContain('已达 3 家的上限');
    people.wait(24 * 60);
    expect((await say('few', `查询 ${firms[3]}`)).text).toContain(`示例${firms[3]}`);
  });

  it('of a department is that of all its people together', async () => {
    await database().sql`update org set daily_quota = 2 where id = 'tax'`;
    people.wait(24 * 60);
    await say('few', `查询 ${firms[0]}`);
    await say('zhao', `查询 ${firms[1]}`);
    expect((await say('zhao', `查询 ${firms[2]}`)).text).toContain('本部门今日查询企业已达 2 家');
    await database().sql`update org set daily_quota = null where id = 'tax'`;
  });
});

describe('an unusual number of different enterprises', () => {
  it('is told to administrators, once a day for each', async () => {
    people.wait(24 * 60);
    for (const uscc of firms) await say('wang', `查询 ${uscc}`);
    const watch = () => app.sql.begin((tx) => watchUsage(tx, { random, now: people.clock.now() }));
    expect(await watch()).toBe(1);
    expect(await watch()).toBe(1);
    const told = await database().sql<{ text: string }[]>`
      select body::text as text from outbox where user_id = 'boss' and kind = 'push'`;
    expect(told).toHaveLength(1);
    expect(told[0]?.text).toContain('wang');
    expect(told[0]?.text).toContain('70');
  });

  it('is nothing where it is usual', async () => {
    const actor = 'wang';
    for (let back = 1; back <= 5; back += 1)
      await database().sql`
        insert into usage_count (day, who, shard, count)
        values (${people.clock.now().toISOString().slice(0, 10)}::date - ${back}::int, ${actor}, 0, 60)
        on conflict (day, who, shard) do update set count = 60`;
    expect(await app.sql.begin((tx) => watchUsage(tx, { random, now: people.clock.now() }))).toBe(0);
  });
});
