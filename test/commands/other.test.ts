import { beforeAll, describe, expect, it } from 'vitest';
import { helpCommand } from '../../commands/help.ts';
import { cardText } from '../../src/chat/card-text.ts';
import type { Command } from '../../src/chat/command.ts';
import { stranger } from '../../src/domain/person.ts';
import { codeOf, createConversation, enterprises, penalties } from '../support/conversation.ts';
import { withDatabase } from '../support/database.ts';

const database = withDatabase();
const conversation = createConversation(database);
const name = '青岛海风测试电器有限公司';
const code = codeOf(1);
const other = '青岛白鹭测试纺织有限公司';

beforeAll(() =>
  conversation.bring(
    enterprises([
      [name, code],
      [other, codeOf(2)],
    ]),
    penalties([{ code, number: '测罚字〔2026〕2号', kinds: '罚款', fine: '2' }]),
  ),
);

describe('为什么', () => {
  it.each(['为什么', '为什么是这一类？', '为啥', '依据是什么', 'why?'])(
    'gives rule, clause, record, dates and source of the enterprise last shown: %s',
    async (text) => {
      const talk = conversation.talk('public');
      await talk.say(code);
      const heard = await talk.say(text);
      expect(heard.card.title).toBe(`${name}为什么是「一般失信」`);
      for (const part of [
        '实施方案》二（一）二',
        '测罚字〔2026〕2号',
        '2026-05-01 决定',
        '罚款',
        '截至 2026-08-03',
      ]) {
        expect(heard.text).toContain(part);
      }
    },
  );

  it('asks for an enterprise where none was shown, in another chat too', async () => {
    expect((await conversation.talk('public').say('为什么')).card.title).toBe('请先查询一家企业');
    const talk = conversation.talk('public');
    await talk.say('帮助');
    expect((await talk.say('为什么')).card.title).toBe('请先查询一家企业');
  });

  it('takes a code in the sentence rather than the enterprise last shown', async () => {
    const talk = conversation.talk('public');
    await talk.say(code);
    expect((await talk.say(`为什么${codeOf(2)}是这一类`)).card.title).toContain(other);
    expect((await talk.say('为什么')).card.title).toContain(other);
  });

  it('keeps to the enterprise last shown when a later search finds nothing', async () => {
    const talk = conversation.talk('public');
    await talk.say(code);
    await talk.say('查询 无此企业集团');
    expect((await talk.say('为什么')).card.title).toContain(name);
  });

  it('shows no enterprise for a code that is wrong', async () => {
    const wrong = code.slice(0, 17) + (code.endsWith('0') ? '1' : '0');
    expect((await conversation.talk('public').say(`为什么 ${wrong}`)).text).not.toContain(name);
  });
});

describe('帮助', () => {
  it.each(['帮助', 'help', '/start', '你好', '帮助？'])('lists the commands: %s', async (text) => {
    const heard = await conversation.talk('public').say(text);
    for (const usage of ['查询 企业名称', '为什么', '帮助', '我', '取消', '语言'])
      expect(heard.text).toContain(usage);
  });

  it('lists only what this person may do', async () => {
    const command = (id: string, roles: Command['roles'], usage: Command['usage']): Command => ({
      id,
      roles,
      usage,
      summary: usage,
      parse: () => null,
      intents: {},
    });
    const all = [
      command('a', ['public', 'official'], 'command.me.usage'),
      command('b', ['official'], 'command.why.usage'),
    ];
    const { help } = helpCommand(() => all).intents;
    const { card } = (await help?.(
      {
        person: stranger,
        actor: 'x',
        account: { platform: 'web', userId: 'x', chatId: 'x', chatKind: 'private' },
        used: { own: 0, org: 0 },
        purpose: null,
        locale: 'zh',
        now: new Date(0),
        subject: null,
        waiting: false,
        audit: () => {},
      },
      {},
    )) ?? { card: { title: '', tone: 'neutral', children: [], source: null } };
    const text = cardText(card, 'zh');
    expect(text).toContain('我 | 我');
    expect(text).not.toContain('为什么');
  });
});

describe('我', () => {
  it.each([
    ['official', '示例科员 · 监管科员', '可以查看企业全部信用记录'],
    ['enterprise', '示例企业代表 · 企业', '可以查看本企业全部记录'],
    ['public', '示例公众 · 公众', '公示中的记录'],
    ['nobody', '角色：公众', '公示中的记录'],
  ])('tells the %s who they are and what they may see', async (person, role, rights) => {
    const heard = await conversation.talk(person).say('我');
    expect(heard.text).toContain(role);
    expect(heard.text).toContain(rights);
  });

  it('leads a representative to their own enterprise', async () => {
    const talk = conversation.talk('enterprise');
    const heard = await talk.say('我是谁');
    expect((await talk.press(heard.actions[0]?.token)).card.title).toBe(name);
  });
});

describe('取消', () => {
  it('ends the dialog that waits', async () => {
    const talk = conversation.talk('public');
    await talk.say('查询');
    expect((await talk.say('取消')).card.title).toBe('已取消。');
    expect((await talk.say('取消')).card.title).toBe('没有正在进行的对话。');
  });

  it('says so where nothing waits', async () => {
    expect((await conversation.talk('public').say('cancel')).card.title).toBe('没有正在进行的对话。');
  });
});

describe('语言', () => {
  it('switches the words of this conversation, and they stay so', async () => {
    const talk = conversation.talk('public');
    expect((await talk.say('语言 英文')).card.title).toBe('English it is.');
    expect((await talk.say('help')).card.title).toBe('You can say');
    const heard = await talk.say(code);
    expect(heard.text).toContain('credit class: General discredit');
    expect((await talk.say('1')).card.title).toContain('Why ');
    expect((await conversation.talk('public').say('帮助')).card.title).toBe('您可以这样说');
    expect((await talk.say('中文')).card.title).toBe('已使用中文。');
    expect((await talk.say('帮助')).card.title).toBe('您可以这样说');
  });

  it('asks which where none is named, and takes a number', async () => {
    const talk = conversation.talk('public');
    expect((await talk.say('语言')).actions.map(({ label }) => label)).toEqual(['中文', 'English']);
    expect((await talk.say('2')).locale).toBe('en');
  });
});

it('fails nowhere in all of these', () => {
  expect(conversation.failures).toEqual([]);
});
