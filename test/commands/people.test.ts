import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/database.ts';
import { withDatabase } from '../support/database.ts';
import { addOrg, createAccounts, seededRandom } from '../support/people.ts';

const database = withDatabase();
let app: Database;
const people = createAccounts(() => app, seededRandom(5));
const admin = (text: string) => people.say('telegram', 'admin', text);
const second = (text: string) => people.say('telegram', 'second', text);

beforeAll(async () => {
  app = await database.app();
  const { sql } = database();
  await addOrg(database(), { id: 'market', name: '示例市场监管局', regionCode: '370200' });
  await sql`
    insert into person (id, name, role, region_code) values ('admin', '示例甲', 'administrator', '370200'),
      ('second', '示例乙', 'administrator', '370000'), ('far', '示例丙', 'official', '370600')`;
  await sql`
    insert into account (platform, user_id, person_id, state, private_chat_id)
    values ('telegram', 'admin', 'admin', 'active', 'dm-admin'), ('telegram', 'second', 'second', 'active', 'dm-second')`;
});

/** Number of the request that a card names. */
const numberIn = (text: string): string => /第(\d+)号/.exec(text)?.[1] ?? 'none';

describe('an administrator in the chat', () => {
  it('adds a person, makes a code, and the person binds with it', async () => {
    const added = await admin('新增人员 Zhang.San 张三 监管科员 示例市场监管局 青岛市');
    expect(added.text).toContain('张三（zhang.san），监管科员');
    const made = await admin('绑定码 zhang.san');
    const code = /[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(made.text)?.[0];
    const bound = await people.say('slack', 'T:U7', `绑定 ${code}`);
    expect((await second(`批准 ${numberIn(bound.text)}`)).text).toContain('已批准');
    expect((await people.say('slack', 'T:U7', '我')).text).toContain('示例市场监管局');
    expect((await admin('人员 zhang')).text).toContain(
      'zhang.san | 张三 | 监管科员 | 示例市场监管局 370200 | 已绑定',
    );
  });

  it('sees and changes nobody outside of the region', async () => {
    expect((await admin('人员')).text).not.toContain('far');
    for (const text of ['绑定码 far', '停用 far 试试', '角色 far 执法人员', '额度 far', '额度 far 1'])
      expect((await admin(text)).text, text).toContain('您的辖区内没有编号为「far」的人员');
    expect((await admin('新增人员 x.y 某 监管科员 示例市场监管局 烟台市')).text).toContain('不在您的辖区内');
    expect((await second('人员')).text).toContain('far');
  });

  it('changes a role with a second administrator only, and what was open is over then', async () => {
    const asked = await admin('角色 zhang.san 执法人员');
    expect(asked.text).toContain('已送另一名管理员复核');
    expect((await admin(`批准 ${numberIn(asked.text)}`)).text).toContain('应由其他人复核');
    expect((await people.say('slack', 'T:U7', '我')).text).toContain('监管科员');
    expect((await second(`同意 ${numberIn(asked.text)}`)).text).toContain('已批准');
    expect((await people.say('slack', 'T:U7', '我')).text).toContain('执法人员');
    // The log itself tells what was asked for and agreed to.
    const id = numberIn(asked.text);
    const notes = await database()
      .sql`select action, actor, result from audit_log where action like 'role.%' order by seq`;
    const result = `${id}:official>inspector`;
    expect(notes).toEqual([
      { action: 'role.ask', actor: 'admin', result },
      { action: 'role.approved', actor: 'second', result },
    ]);
  });

  it('takes a role away in the middle of a question: what it offered is refused', async () => {
    const question = await people.say('slack', 'T:U7', '事由');
    expect(question.text).toContain('行政审批');
    const asked = await admin('角色 zhang.san 公众');
    await second(`批准 ${numberIn(asked.text)}`);
    expect((await question.press('行政审批')).text).toContain('您的身份（公众）不能使用此功能');
    const back = await admin('角色 zhang.san 监管科员');
    await second(`批准 ${numberIn(back.text)}`);
  });

  it('does not agree to what has changed since', async () => {
    const asked = await admin('角色 zhang.san 抽查计划员');
    const other = await admin('角色 zhang.san 执法人员');
    await second(`批准 ${numberIn(other.text)}`);
    expect((await second(`批准 ${numberIn(asked.text)}`)).text).toContain('情况已变');
    expect((await second(`拒绝 ${numberIn(asked.text)}`)).text).toContain('未获批准');
  });

  it('disables at once, and enables with a second administrator', async () => {
    expect((await admin('停用 zhang.san')).text).toContain('停用 编号 原因');
    expect((await admin('停用 zhang.san 调离')).text).toContain('即时生效');
    expect((await people.say('slack', 'T:U7', '我')).text).toContain('公众');
    expect((await admin('停用 zhang.san 再次')).text).toContain('已停用');
    const asked = await admin('启用 zhang.san');
    expect((await people.say('slack', 'T:U7', '我')).text).toContain('公众');
    await second(`批准 ${numberIn(asked.text)}`);
    expect((await people.say('slack', 'T:U7', '我')).text).toContain('执法人员');
    expect((await admin('停用 admin 自己')).text).toContain('不能停用自己');
  });

  it('lowers a quota alone, and raises it with a second administrator', async () => {
    expect((await admin('额度 zhang.san 5')).text).toContain('每日 5 家，已生效');
    expect((await admin('额度 zhang.san')).text).toContain('每日可查 5 家企业，今日已查 0 家');
    const asked = await admin('额度 zhang.san 9000');
    expect(asked.text).toContain('复核');
    expect((await admin('额度 zhang.san')).text).toContain('每日可查 5 家');
    await second(`批准 ${numberIn(asked.text)}`);
    expect((await admin('额度 zhang.san')).text).toContain('每日可查 9000 家');
  });

  it('looks after departments and accounts', async () => {
    expect((await admin('新增部门 tax 示例税务局 青岛市 行业 market')).text).toContain('示例税务局（tax）');
    expect((await admin('部门')).text).toContain('tax | 示例税务局 | 行业主管部门 | 370200 | market');
    expect((await admin('撤销部门 market')).text).toContain('还有下级部门');
    expect((await admin('部门额度 tax 100')).text).toContain('每日 100 家，已生效');
    expect((await admin('部门额度 tax 9999999')).text).toContain('复核');
    expect((await admin('撤销部门 tax')).text).toContain('已撤销');
    expect((await admin('新增部门 far 示例远方局 烟台市 综合')).text).toContain('不在您的辖区内');
    expect((await admin('新增部门 x')).text).toContain('新增部门 编号 名称');
    expect((await admin('账号 zhang.san')).text).toContain('slack T:U7（有效）');
    expect((await admin('解除账号 zhang.san slack T:U8')).text).toContain('没有这样的绑定');
    expect((await admin('解除账号 zhang.san slack T:U7')).text).toContain('已解绑');
    expect((await people.say('slack', 'T:U7', '我')).text).toContain('公众');
    expect((await admin('账号 zhang.san')).text).toContain('没有绑定账号');
  });

  it('is told how it is said where it was said wrong', async () => {
    for (const [text, how] of [
      ['新增人员', '新增人员 编号 姓名'],
      ['新增人员 a', '新增人员 编号 姓名'],
      ['绑定码', '绑定码 编号'],
      ['角色 zhang.san', '角色 编号 新角色'],
      ['启用', '启用 编号'],
      ['额度', '额度 编号'],
    ] as const)
      expect((await admin(text)).text, text).toContain(how);
    expect((await admin('新增人员 b.c 某 国王 示例市场监管局')).text).toContain('没有角色');
    expect((await admin('新增人员 b.c 某 监管科员 无此局')).text).toContain('没有部门');
    expect((await admin('新增人员 b.c 某 监管科员')).text).toContain('须写明部门');
    expect((await admin('新增人员 b.c 某 监管科员 示例市场监管局 370000')).text).toContain('不在您的辖区内');
    expect((await second('新增人员 b.c 某 监管科员 示例市场监管局 370600')).text).toContain(
      '须在部门「示例市场监管局」的辖区内',
    );
    expect((await admin('新增人员 b.c 某 企业 123')).text).toContain('不是有效的统一社会信用代码');
    expect((await admin('新增人员 zhang.san 某 公众')).text).toContain('已被使用');
    expect((await admin('新增人员 b.c 某 监管科员 示例市场监管局 370101')).text).toContain(
      '不是有效的行政区划代码',
    );
    expect((await admin('新增人员 b.c 某 监管科员 示例市场监管局 371202')).text).toContain('已撤销');
  });
});

describe('everybody else', () => {
  it('is refused, in every way to say it', async () => {
    for (const text of [
      '人员',
      '停用 admin x',
      '绑定码 admin',
      '角色 admin 公众',
      '新增人员 q 某 公众',
      '待批',
      '批准 1',
    ])
      expect((await people.say('telegram', 'nobody', text)).text, text).toContain('不能使用此功能');
    const notes = await database()
      .sql`select distinct result from audit_log where actor like 't:%' and action like 'people%'`;
    expect(notes).toEqual([{ result: 'denied' }]);
  });
});
