import { beforeAll, describe, expect, it } from 'vitest';
import {
  codeOf,
  createConversation,
  enterprises,
  evaluations,
  lists,
  penalties,
} from '../support/conversation.ts';
import { withDatabase } from '../support/database.ts';

const database = withDatabase();
const conversation = createConversation(database);
const [fined, closed, clean] = [codeOf(1), codeOf(2), codeOf(3)];

beforeAll(async () => {
  await conversation.bring(
    enterprises([
      ['青岛示例食品有限公司', fined],
      ['青岛示例机械有限公司', closed],
      ['青岛示例贸易有限公司', clean],
    ]),
    penalties([
      { code: fined, number: '示例罚〔2026〕1号', kinds: '罚款', fine: '5', decidedOn: '2026-05-31' },
      { code: fined, number: '示例罚〔2026〕2号', kinds: '警告', decidedOn: '2026-07-20' },
      { code: closed, number: '示例罚〔2026〕3号', kinds: '责令停产停业', decidedOn: '2026-06-15' },
    ]),
    lists([[closed, '失信被执行人名单', '示例执〔2026〕9号']]),
    evaluations([[fined, '优', '2026年上半年']]),
  );
  await database().sql`
    insert into person (id, name, role, region_code, uscc) values
      ('rep', '示例代表', 'enterprise', null, ${fined}), ('wang', '示例王某', 'official', '370200', null)`;
});

describe('修复', () => {
  it.each([
    '修复',
    '我2026-05-31公示的罚款啥时候能修复？',
    '我们公司的处罚什么时候可以申请修复',
    '怎么修复信用',
    'repair',
  ])('%s: an enterprise is told of its own records', async (words) => {
    const { text } = await conversation.talk('rep').say(words);
    expect(text).toContain('示例罚〔2026〕1号');
    expect(text).toContain('最早可申请日：2026-08-31');
    expect(text).toContain('最长公示至：2027-05-31（届满时已纠正的自动停止）');
    expect(text).toContain('还缺：最短公示期未满、未见纠正和履行完毕的信息、未公开作出信用修复承诺');
    // 轻微失信: nothing to ask for.
    expect(text).toMatch(/示例罚〔2026〕2号.*无需申请，届满自动停止公示.*2026-10-20（届满自动停止）/s);
  });

  it('names what a court decides', async () => {
    const { text } = await conversation.talk('wang').say('修复 青岛示例机械有限公司');
    expect(text).toContain('由认定机关（人民法院）决定');
    expect(text).toContain('最早可申请日：2027-06-15');
  });

  it('of an enterprise without records has nothing to say', async () => {
    expect((await conversation.talk('wang').say(`修复 ${clean}`)).text).toContain('无需修复');
  });

  it('tells the public of what is publicised, and of no minor record', async () => {
    const { text } = await conversation.talk('nobody').say(`修复 ${fined}`);
    expect(text).toContain('示例罚〔2026〕1号');
    expect(text).not.toContain('示例罚〔2026〕2号');
    expect(text).not.toContain('修复第1条后的等级');
  });

  it('does not take a name with the word in it', async () => {
    expect((await conversation.talk('wang').say('查询 青岛生态修复工程公司')).text).not.toContain(
      '信用修复：',
    );
  });
});

describe('修复这条后我是什么等级', () => {
  it('tells class, day, reasons and what has to be done before', async () => {
    const talk = conversation.talk('rep');
    const { text } = await talk.say('修复这条后我是什么等级？');
    expect(text).toContain('目前等级：一般失信');
    expect(text).toContain('修复后等级：轻微失信');
    expect(text).toContain('最早：2026-08-31');
    expect(text).toContain('示例罚〔2026〕1号：最短公示期未满');
  });

  it('is offered by button for one record', async () => {
    const talk = conversation.talk('rep');
    await talk.say('修复');
    expect((await talk.say('1')).text).toContain('修复后等级：轻微失信');
  });

  it('takes records by their numbers in the list, and no others', async () => {
    const talk = conversation.talk('rep');
    const one = (await talk.say('修复第1条后我是什么等级？')).text;
    expect(one).toContain('修复后等级：轻微失信');
    const both = (await talk.say('修复第1条和第2条后我是什么等级')).text;
    // The warning ends by itself: no application can repair it.
    expect(both).toContain('不能通过申请修复，仍按现状计算：示例罚〔2026〕2号');
    expect((await talk.say('修复第7条后是什么等级')).text).toContain('没有这一条');
  });

  it('says what stays', async () => {
    const { text } = await conversation.talk('wang').say(`修复后的等级 ${closed}`);
    expect(text).toContain('修复所选记录后等级不变');
    expect(text).toContain('失信被执行人名单');
  });

  it('is for those who may see everything', async () => {
    expect((await conversation.talk('nobody').say(`修复后是什么等级 ${fined}`)).text).toContain('不能使用');
  });
});
