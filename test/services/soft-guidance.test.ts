import { beforeAll, describe, expect, it } from 'vitest';
import { cardText } from '../../src/chat/card-text.ts';
import type { Database } from '../../src/store/database.ts';
import { codeOf } from '../support/conversation.ts';
import { withDatabase } from '../support/database.ts';
import { addEnterprises, addOrg, createAccounts, seededRandom } from '../support/people.ts';

const database = withDatabase();
let app: Database;
const people = createAccounts(() => app, seededRandom(20));
const say = async (who: string, text: string) => (await people.say('telegram', who, text)).text;
const [mine, silent] = [codeOf(1), codeOf(2)];

async function pushed(who: string) {
  const rows = await database().sql<{ body: { card: Parameters<typeof cardText>[0] } }[]>`
    delete from outbox where user_id = ${who} and kind = 'push' returning body`;
  return rows.map(({ body: { card } }) => ({
    text: cardText(card, 'zh'),
    token: /"token":"([^"]+)"/.exec(JSON.stringify(card))?.[1] ?? '',
  }));
}

beforeAll(async () => {
  app = await database.app();
  const { sql } = database();
  await addOrg(database(), { id: 'market', name: '示例市场监督管理局', regionCode: '370200' });
  await sql`
    insert into person (id, name, role, org_id, region_code, uscc) values
      ('zhao', '示例赵某', 'inspector', 'market', '370200', null),
      ('sun', '示例孙某', 'official', null, '370100', null),
      ('rep', '示例代表', 'enterprise', null, null, ${mine})`;
  await sql`
    insert into account (platform, user_id, person_id, state, private_chat_id)
    select 'telegram', id, id, 'active', 'dm-' || id from person`;
  await addEnterprises(database(), [
    [mine, '青岛示例智造有限公司'],
    [silent, '青岛示例二公司'],
  ]);
});

describe('a 行政提示', () => {
  it('reaches the enterprise, which answers by a button; whoever wrote it is told, once', async () => {
    expect(await say('zhao', `行政提示 ${mine} 近期请自查产品标签，重点核对净含量标注。`)).toContain(
      '已发给青岛示例智造有限公司的1名代表',
    );
    const [told] = await pushed('rep');
    expect(told?.text).toContain('行政提示（示例市场监督管理局）');
    expect(told?.text).toContain('近期请自查产品标签，重点核对净含量标注。');
    expect(told?.text).toContain('不计入信用记录');
    expect((await people.press('telegram', 'rep', told?.token ?? '')).text).toContain('已告知发出人员');
    expect((await people.press('telegram', 'rep', told?.token ?? '')).text).not.toContain('已告知发出人员');
    const read = await pushed('zhao');
    expect(read.map(({ text }) => text.includes('青岛示例智造有限公司已知悉您发出的行政提示'))).toEqual([
      true,
    ]);
    const log = await database().sql`select action, subject from audit_log where action like 'guidance.%'`;
    expect(log.map(({ action }) => action).sort()).toEqual(['guidance.prompt', 'guidance.seen']);
    expect(JSON.stringify(log)).not.toContain(mine);
  });

  it('as advice says that it binds to nothing', async () => {
    await say('zhao', `行政建议 ${mine} 建议设立信用监督岗位。`);
    const [told] = await pushed('rep');
    expect(told?.text).toContain('行政建议（示例市场监督管理局）');
    expect(told?.text).toContain('不具有强制力');
  });

  it.each([
    ['zhao', '行政提示', '请按「行政提示 企业 内容」'],
    ['zhao', `行政提示 ${mine}`, '请按「行政提示 企业 内容」'],
    ['zhao', `行政提示 ${mine} 自查`, '内容应为5至300字'],
    ['zhao', `行政提示 ${silent} 近期请自查产品标签`, '没有绑定代表账号'],
    ['sun', `行政提示 ${mine} 近期请自查产品标签`, '不在您的管辖范围内'],
    ['rep', `行政提示 ${mine} 近期请自查产品标签`, '不能使用此功能'],
    ['nobody', `行政提示 ${mine} 近期请自查产品标签`, '无权'],
  ])('is not sent: %s says %s', async (who, text, told) => {
    expect(await say(who, text)).toContain(told);
    expect(await pushed('rep')).toEqual([]);
  });
});
