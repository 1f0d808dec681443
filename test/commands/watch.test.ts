import { beforeAll, describe, expect, it } from 'vitest';
import { queueToday, regradeQueued } from '../../src/services/regrade.ts';
import type { Database } from '../../src/store/database.ts';
import { penalise, policies } from '../services/watching.ts';
import { codeOf } from '../support/conversation.ts';
import { withDatabase } from '../support/database.ts';
import { testKeys } from '../support/keys.ts';
import { addEnterprises, addOrg, createAccounts, seededRandom } from '../support/people.ts';

const database = withDatabase();
const random = seededRandom(12);
let app: Database;
const people = createAccounts(() => app, random);
const say = (who: string, text: string) => people.say('telegram', who, text);
const shop = codeOf(3);
const settle = () => regradeQueued(app, { policies, keys: testKeys, random, clock: people.clock });
const at = (day: string, time = '10:00'): void => {
  people.clock.at = new Date(`${day}T${time}:00+08:00`);
};

beforeAll(async () => {
  app = await database.app();
  const { sql } = database();
  await addOrg(database(), { id: 'market', name: '示例市市场监督管理局', regionCode: '370200' });
  await sql`
    insert into person (id, name, role, org_id, region_code, uscc) values
      ('wang', '示例王某', 'official', 'market', '370200', null),
      ('sun', '示例孙某', 'official', null, '370100', null),
      ('rep', '示例代表', 'enterprise', null, null, ${shop})`;
  await sql`
    insert into account (platform, user_id, person_id, state, private_chat_id)
    select 'telegram', id, id, 'active', 'dm-' || id from person`;
  await addEnterprises(database(), [[shop, '青岛示例面馆']]);
  await sql`insert into holiday (day, working, name, file_id)
    select d::date, false, '国庆节', 0 from generate_series(date '2026-10-01', date '2026-10-07', '1 day') d`;
  at('2026-08-03');
  await settle();
});

describe('an enterprise that was reminded', () => {
  it('sees nothing before, and is told so', async () => {
    expect((await say('rep', '积累关注')).text).toContain('青岛示例面馆没有正在进行的提醒');
    expect((await say('rep', '约谈')).text).toContain('没有需要约谈的事项');
  });

  it('sees where it stands, chooses a time by number, and changes it', async () => {
    await penalise(database(), shop, { number: '示例1号', decidedOn: '2026-07-20', kinds: ['warning'] });
    await penalise(database(), shop, { number: '示例2号', decidedOn: '2026-08-01', kinds: ['warning'] });
    await settle();
    const seen = await say('rep', '积累关注');
    expect(seen.text).toContain('阶段：已提醒，待约谈');
    expect(seen.text).toContain('约谈期限：2026-08-17');
    expect(seen.text).toContain('2026-08-03 提醒约谈');
    expect(seen.text).toContain('本系统默认');
    const choose = await seen.press('选择约谈时间');
    expect(choose.text).toContain('回复 1 2026-08-04 周二 09:30');
    expect(choose.text).toContain('更多时间');
    expect((await say('rep', '2')).text).toContain('2026-08-04 周二 14:30。如需更改');
    const again = await say('rep', '改约');
    expect((await again.press('2026-08-05 周三 09:30')).text).toContain('2026-08-05 周三 09:30');
    expect((await say('wang', '约谈')).text).toContain('2026-08-05 周三 09:30 青岛示例面馆');
    expect((await say('sun', '约谈')).text).toContain('没有约谈安排');
    expect((await say('sun', `积累关注 ${shop}`)).text).toContain('不在您的管辖范围内');
  });

  it('is noted as missing by the official, once the time has passed', async () => {
    at('2026-08-05', '15:00');
    const list = await say('wang', '约谈安排');
    const asked = await list.press('登记结果：青岛示例面馆');
    expect(asked.text).toContain('已到场，15日内整改');
    expect((await asked.press('未到场')).text).toContain('将移入重点关注企业名单');
    await settle();
    expect((await say('wang', `积累关注 ${shop}`)).text).toContain('阶段：重点关注');
    expect((await say('rep', '积累关注')).text).toContain('移入名单：2026-08-05');
  });

  it.each([
    ['安排约谈', '请发送「安排约谈'],
    [`安排约谈 ${shop} 2026-08-01 09:30`, '约谈时间应当晚于现在'],
    [`安排约谈 ${codeOf(9)} 2026-08-12 09:30`, codeOf(9)],
  ])('%s', async (text, told) => {
    expect((await say('wang', text)).text).toContain(told);
  });
});

describe('a warning in the chat', () => {
  it('is listed, opened, acknowledged, and answered in words; too few are asked for again', async () => {
    const list = await say('wang', '预警');
    expect(list.text).toContain('【监管风险预警（1）】');
    expect(list.text).toContain('青岛示例面馆：重点关注，2026-08-05发出，待签收');
    const one = await list.press('查看 #1');
    expect(one.text).toContain('移入重点关注企业名单：未按期到场约谈');
    expect(one.text).toContain('签收期限：2026-08-07');
    const taken = await one.press('签收');
    expect(taken.text).toContain('已签收，请在2026-08-19前处置并反馈');
    expect((await say('wang', '签收 1')).text).toContain('已经办结');
    await taken.press('已处置');
    expect((await say('wang', '好')).text).toContain('请重新填写');
    expect((await say('wang', '已现场核查，督促其参加约谈。')).text).toContain('已记录');
    expect((await say('wang', '预警')).text).toContain('没有待处置的预警');
    const settled = await say('wang', '预警 1');
    expect(settled.text).toContain('已处置，wang反馈：已现场核查，督促其参加约谈。');
    expect(settled.text).not.toContain('回复 1 签收');
  });

  it('is nobody’s business elsewhere, and never the enterprise’s', async () => {
    expect((await say('sun', '预警 1')).text).toContain('没有编号为 1 的预警');
    expect((await say('sun', '误报 1')).text).toContain('没有编号为 1 的预警');
    expect((await say('rep', '预警 1')).text).not.toContain('重点关注，');
    expect((await say('rep', '预警')).text).not.toContain('预警 #1');
  });
});

describe('when to be told', () => {
  it.each([
    ['推送设置', '21:00至08:00（默认）'],
    ['免打扰 22:00-7:30', '已保存'],
    ['推送设置', '22:00至07:30'],
    ['关闭免打扰', '已保存'],
    ['推送设置', '免打扰时段：无'],
    ['汇总 25:00', '时间应写成'],
    ['汇总 9:15', '已保存'],
    ['推送设置', '汇总时间：09:15'],
    ['休假 2026-12-05 至 2026-12-01', '止日不早于起日'],
    ['休假 2026-12-01 至 2026-12-05', '已保存'],
    ['推送设置', '2026-12-01至2026-12-05'],
    ['取消休假', '已保存'],
    ['推送设置', '休假：无'],
    ['关注行业', '关注行业请发送'],
    ['关注行业 餐饮', '不是行业代码'],
    ['关注行业 6210', '已关注行业 6210'],
    ['关注地区 济南市', '不在您的管辖范围内'],
    ['关注地区 市南区', '已关注地区 山东省青岛市市南区'],
    ['我的关注', '行业 6210'],
    ['取消关注行业 6210', '已取消关注行业 6210'],
    ['取消关注行业 6210', '您没有关注'],
  ])('%s', async (text, told) => {
    expect((await say('wang', text)).text).toContain(told);
  });

  it('the night has nothing to do where nothing changes', async () => {
    at('2026-08-06', '00:05');
    await app.sql.begin((tx) => queueToday(tx, people.clock.now()));
    expect(await settle()).toMatchObject({ judged: 0, changed: 0 });
  });
});
