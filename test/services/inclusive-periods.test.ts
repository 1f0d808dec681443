import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cardText } from '../../src/chat/card-text.ts';
import { remindInclusivePeriods } from '../../src/services/inclusive-periods.ts';
import { shippedPolicies } from '../../src/services/policy-versions.ts';
import type { Database } from '../../src/store/database.ts';
import { codeOf } from '../support/conversation.ts';
import { withDatabase } from '../support/database.ts';
import { testKeys } from '../support/keys.ts';
import { addEnterprises, addOrg, createAccounts, seededRandom } from '../support/people.ts';

const database = withDatabase();
const random = seededRandom(18);
let app: Database;
const people = createAccounts(() => app, random);
const say = async (who: string, text: string) => (await people.say('telegram', who, text)).text;
const [mine, other, p2p, pharmacy] = [codeOf(1), codeOf(2), codeOf(3), codeOf(4)];
const policies = shippedPolicies();
const reason = '工业互联网平台，安全由人工复核兜底';

/** What was pushed to somebody since the last time, as they read it. */
async function pushed(who: string): Promise<string[]> {
  const rows = await database().sql<{ body: { card: Parameters<typeof cardText>[0] } }[]>`
    delete from outbox where user_id = ${who} and kind = 'push' returning body`;
  return rows.map(({ body }) => cardText(body.card, 'zh'));
}

async function newestApproval(): Promise<number> {
  const [row] = await database().sql<{ id: string }[]>`select max(id) as id from approval`;
  return Number(row?.id);
}

const remind = () =>
  app.sql.begin((tx) => remindInclusivePeriods(tx, { random, now: people.clock.now(), policies }));

beforeAll(async () => {
  app = await database.app();
  const { sql } = database();
  await addOrg(database(), { id: 'market', name: '示例市场监督管理局', regionCode: '370200' });
  await sql`
    insert into person (id, name, role, org_id, region_code, uscc) values
      ('wang', '示例王某', 'official', 'market', '370200', null),
      ('li', '示例李某', 'official', null, '370200', null),
      ('sun', '示例孙某', 'official', null, '370100', null),
      ('zhao', '示例赵某', 'inspector', 'market', '370200', null),
      ('rep', '示例代表', 'enterprise', null, null, ${mine}),
      ('rival', '示例对手', 'enterprise', null, null, ${other})`;
  await sql`
    insert into account (platform, user_id, person_id, state, private_chat_id)
    select 'telegram', id, id, 'active', 'dm-' || id from person`;
  await addEnterprises(database(), [
    [mine, '青岛示例智造有限公司'],
    [other, '青岛示例二公司'],
    [p2p, '青岛示例网贷信息服务有限公司'],
    [pharmacy, '青岛示例大药房有限公司'],
  ]);
  await sql`update enterprise set industry_code = '5251' where uscc = ${pharmacy}`;
});

beforeEach(async () => {
  people.clock.at = new Date('2026-08-03T02:00:00Z');
  await database().sql`delete from inclusive_period`;
  await database().sql`delete from approval`;
  await database().sql`delete from outbox`;
  await database().sql`delete from conversation`;
});

async function grant(months = 24): Promise<void> {
  await say('wang', `包容期申请 ${mine} 新模式 ${months} ${reason}`);
  await say('li', `批准 ${await newestApproval()}`);
  await database().sql`delete from outbox`;
}

describe('a 包容期 is refused, with the clause,', () => {
  it.each([
    [`包容期申请 ${mine} 新模式 11 ${reason}`, '应为12至36个月（《差异化监管流程再造实施方案》二（四）一）'],
    [`包容期申请 ${mine} 新模式 37 ${reason}`, '应为12至36个月'],
    [
      `包容期申请 ${p2p} 新模式 24 ${reason}`,
      '红线领域（P2P网贷，依据「网贷」），不给予包容期（《差异化监管流程再造实施方案》二（四）五）',
    ],
    [`包容期申请 ${pharmacy} 新模式 24 ${reason}`, '重点特殊领域（药品）企业不给予包容期（本系统默认'],
    [`包容期申请 ${mine} 新模式 24 太短`, '理由应为5至200字'],
    [`包容期申请 ${codeOf(99)} 新模式 24 ${reason}`, '未查到'],
    ['结束包容期', '请按「结束包容期'],
    [`结束包容期 ${mine} 发生安全事故`, '目前没有包容期'],
  ])('%s', async (text, told) => {
    expect(await say('wang', text)).toContain(told);
    expect(await database().sql`select 1 from inclusive_period`).toHaveLength(0);
  });

  it('before anything is filled in, where there can be none', async () => {
    expect(await say('wang', `申请包容期 ${p2p}`)).toContain('红线领域');
    expect(await say('wang', `申请包容期 ${pharmacy}`)).toContain('重点特殊领域');
  });

  it('to those who neither supervise nor speak for the enterprise', async () => {
    expect(await say('sun', `包容期申请 ${mine} 新模式 24 ${reason}`)).toContain('不在您的管辖范围内');
    expect(await say('rival', `包容期申请 ${mine} 新模式 24 ${reason}`)).toContain('不在您的管辖范围内');
    expect(await say('zhao', `包容期申请 ${mine} 新模式 24 ${reason}`)).toContain('不能使用此功能');
    expect(await say('nobody', `包容期申请 ${mine} 新模式 24 ${reason}`)).toContain('无权');
  });
});

describe('asked for by an official', () => {
  it('it takes a second one, begins on the day of the agreement, and the enterprise is told', async () => {
    expect(await say('wang', `包容期申请 ${mine} 新模式 2年 ${reason}`)).toContain('已送复核');
    expect((await pushed('li')).join()).toContain('青岛示例智造有限公司');
    expect(await pushed('wang')).toEqual([]);
    const id = await newestApproval();
    expect(await say('wang', `批准 ${id}`)).toContain('应由其他人复核');
    expect(await say('sun', `批准 ${id}`)).toContain('应由其他人复核');
    expect(await say('wang', `包容期 ${mine}`)).toContain('已申请24个月，待复核');
    people.clock.at = new Date('2026-08-05T02:00:00Z');
    expect(await say('li', `批准 ${id}`)).toContain('已批准');
    const told = (await pushed('rep')).join();
    expect(told).toContain('已给予包容期：青岛示例智造有限公司');
    expect(told).toContain('2026-08-05至2028-08-05（24个月');
    const [row] = await database().sql`select state, decided_by, from_on, until_on from inclusive_period`;
    expect(row).toEqual({
      state: 'approved',
      decided_by: 'li',
      from_on: '2026-08-05',
      until_on: '2028-08-05',
    });
    const log = await database().sql`
      select action, subject from audit_log where action like 'inclusivePeriod%'`;
    expect(log.map(({ action }) => action)).toContain('inclusivePeriod.approved');
    expect(JSON.stringify(log)).not.toContain(mine);
  });

  it('is not doubled: neither while it waits nor while it runs', async () => {
    await say('wang', `包容期申请 ${mine} 新模式 24 ${reason}`);
    expect(await say('li', `包容期申请 ${mine} 新业态 12 ${reason}`)).toContain('正在复核');
    await say('li', `批准 ${await newestApproval()}`);
    expect(await say('wang', `包容期申请 ${mine} 新业态 12 ${reason}`)).toContain(
      '已在包容期内，至2028-08-03',
    );
  });

  it('may be asked for again after it was refused, or when nobody agreed within the week', async () => {
    await say('wang', `包容期申请 ${mine} 新模式 24 ${reason}`);
    await say('li', `拒绝 ${await newestApproval()}`);
    expect(await say('wang', `包容期申请 ${mine} 新模式 24 ${reason}`)).toContain('已送复核');
    people.clock.at = new Date('2026-08-11T02:00:00Z');
    expect(await say('wang', `包容期 ${mine}`)).toContain('目前没有包容期');
    expect(await say('wang', `包容期申请 ${mine} 新业态 12 ${reason}`)).toContain('已送复核');
    expect(await say('li', `批准 ${await newestApproval()}`)).toContain('已批准');
    const states = await database().sql`select state from inclusive_period order by id`;
    expect(states.map(({ state }) => state)).toEqual(['refused', 'refused', 'approved']);
  });
});

describe('asked for by the enterprise, in conversation,', () => {
  it('it is filled in step by step, read back, sent, and decided by one official', async () => {
    expect(await say('rep', '申请包容期')).toContain('属于哪一类');
    expect(await say('rep', '共享单车')).toContain('没有看懂「共享单车」');
    expect(await say('rep', '新业态')).toContain('给予几个月');
    expect(await say('rep', '37')).toContain('应为12至36个月');
    expect(await say('rep', '十年')).toContain('没有看懂「十年」');
    expect(await say('rep', '36')).toContain('请用一条消息说明理由');
    expect(await say('rep', '短')).toContain('理由应为5至200字');
    expect(await say('rep', reason)).toMatch(/请核对后提交.*新业态.*36个月/s);
    expect(await say('rep', '1')).toContain('已送有管辖权的工作人员复核');
    expect((await pushed('li')).join()).toContain('包容期36个月');
    expect((await pushed('wang')).join()).toContain('包容期36个月');
    expect(await say('rep', `批准 ${await newestApproval()}`)).toContain('无权');
    await say('wang', `批准 ${await newestApproval()}`);
    expect(await say('rep', '包容期')).toContain('包容期内');
  });

  it('its dialog is in the table, and 取消 ends it', async () => {
    await say('rep', '申请包容期');
    const [row] = await database().sql<{ dialog: { kind: string; step: string } }[]>`
      select dialog from conversation where user_id = 'rep'`;
    expect(row?.dialog).toMatchObject({ kind: 'inclusive', step: 'sector', version: 1 });
    expect(await say('rep', '取消')).toContain('取消');
    expect(await say('rep', '新业态')).not.toContain('给予几个月');
  });

  it('of an older version of the program is not guessed at', async () => {
    await say('rep', '申请包容期');
    await database().sql`
      update conversation set dialog = jsonb_set(dialog, '{version}', '0') where user_id = 'rep'`;
    const told = await say('rep', '新业态');
    expect(told).not.toContain('给予几个月');
    expect(told).toContain('重新');
  });
});

describe('who may see it', () => {
  it('are those who supervise the enterprise, and itself', async () => {
    await grant();
    for (const who of ['wang', 'li', 'zhao', 'rep'])
      expect(await say(who, `包容期 ${mine}`)).toContain('2026-08-03至2028-08-03');
    expect(await say('sun', `包容期 ${mine}`)).toContain('不在您的管辖范围内');
    expect(await say('rival', `包容期 ${mine}`)).toContain('不在您的管辖范围内');
    expect(await say('nobody', `包容期 ${mine}`)).toContain('无权');
  });

  it('is also what the database shows', async () => {
    await grant();
    expect(await app.sql`select 1 from inclusive_period`).toHaveLength(0);
  });
});

describe('taken back', () => {
  it('it ends that day, with a reason that the enterprise is told; only officials may', async () => {
    await grant();
    people.clock.at = new Date('2027-05-10T02:00:00Z');
    expect(await say('rep', `结束包容期 ${mine} 不需要了，谢谢`)).toContain('由有管辖权的工作人员结束');
    expect(await say('sun', `结束包容期 ${mine} 突破安全底线`)).toContain('不在您的管辖范围内');
    expect(await say('wang', `结束包容期 ${mine} 发生安全事故，突破安全底线`)).toContain(
      '自2027-05-10起结束',
    );
    const told = (await pushed('rep')).join();
    expect(told).toContain('发生安全事故，突破安全底线');
    expect(told).not.toContain('wang');
    expect(await say('rep', '包容期')).toContain('2026-08-03至2027-05-09，新模式，提前结束');
    expect(await say('wang', `结束包容期 ${mine} 再次突破安全底线`)).toContain('目前没有包容期');
    const [log] = await database().sql`select subject from audit_log where action = 'inclusive.end'`;
    expect(log).toEqual({ subject: testKeys.pseudonym(mine) });
  });
});

describe('its end', () => {
  it('is told to the enterprise and its supervisors 90, 30 and 7 days before and once over, each once', async () => {
    await grant();
    const told: [string, number][] = [];
    for (
      let day = Date.parse('2028-04-20T01:00:00Z');
      day <= Date.parse('2028-08-10T01:00:00Z');
      day += 86_400_000
    ) {
      people.clock.at = new Date(day);
      const count = await remind();
      if (count > 0) told.push([people.clock.at.toISOString().slice(0, 10), count]);
      expect(await remind()).toBe(0);
    }
    expect(told).toEqual([
      ['2028-05-05', 1],
      ['2028-07-04', 1],
      ['2028-07-27', 1],
      ['2028-08-04', 1],
    ]);
    const own = await pushed('rep');
    expect(own).toHaveLength(4);
    expect(own[0]).toContain('将于2028-08-03到期，还有90天');
    expect(own[3]).toContain('已于2028-08-03届满');
    expect(await pushed('wang')).toHaveLength(4);
    expect(await pushed('sun')).toEqual([]);
  });

  it('is told once, however many replicas ask at the same time', async () => {
    await grant();
    people.clock.at = new Date('2028-05-05T01:00:00Z');
    const counts = await Promise.all([remind(), remind(), remind(), remind()]);
    expect(counts.reduce((sum, one) => sum + one, 0)).toBe(1);
    expect(await pushed('rep')).toHaveLength(1);
  });

  it('is not told where it was taken back', async () => {
    await grant();
    await say('wang', `结束包容期 ${mine} 发生安全事故`);
    await pushed('rep');
    people.clock.at = new Date('2028-08-10T01:00:00Z');
    expect(await remind()).toBe(0);
  });

  it('told late says how many days there really are', async () => {
    await grant();
    people.clock.at = new Date('2028-08-01T01:00:00Z');
    expect(await remind()).toBe(1);
    expect((await pushed('rep')).join()).toContain('还有2天');
  });
});
