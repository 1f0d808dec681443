import { beforeAll, describe, expect, it } from 'vitest';
import { usccCheckChar } from '../../src/domain/uscc.ts';
import {
  codeOf,
  createConversation,
  enterprises,
  evaluations,
  everything,
  lists,
  penalties,
  withWrongEnd,
} from '../support/conversation.ts';
import { withDatabase } from '../support/database.ts';
import { testKeys } from '../support/keys.ts';

const database = withDatabase();
const conversation = createConversation(database);

const gale = '青岛海风测试电器有限公司';
const galeCode = codeOf(1);
const watched = '青岛晨雾测试食品有限公司';
const watchedCode = codeOf(2);
const clean = '青岛白鹭测试纺织有限公司';
const cleanCode = codeOf(3);
const starCodes = [11, 12, 13, 14, 15, 16, 17].map(codeOf);
const starNames = ['家电', '物流', '食品', '纺织', '机械', '化工', '药业'].map(
  (trade) => `青岛海星测试${trade}有限公司`,
);
/** Names from files are data like any other, whatever they look like. */
const strangeNames = ["' or 1=1--", '%_测试%商行', '<script>alert(1)</script>测试商行'];
const strangeCodes = [21, 22, 23].map(codeOf);

beforeAll(async () => {
  await conversation.bring(
    enterprises([
      [gale, galeCode, '青岛旧帆测试电器有限公司'],
      [watched, watchedCode],
      [clean, cleanCode],
      ...starNames.map((name, index) => [name, starCodes[index] ?? ''] as const),
      ...strangeNames.map((name, index) => [name, strangeCodes[index] ?? ''] as const),
    ]),
    penalties([
      { code: galeCode, number: '测罚字〔2026〕1号', kinds: '警告', decidedOn: '2026-07-01' },
      { code: galeCode, number: '测罚字〔2026〕2号', kinds: '罚款', fine: '2' },
    ]),
    lists([[watchedCode, '重点关注企业名单', '测重〔2026〕1号']]),
    evaluations([[galeCode, '中', '测评2026-1']]),
  );
});

/** The names of all enterprises but the one meant. */
function othersThan(name: string): string[] {
  return [gale, watched, clean, ...starNames].filter((other) => other !== name);
}

describe('查询 by code', () => {
  it.each([
    ['as it is', galeCode],
    ['in lower case within a sentence', `查一下 ${galeCode.toLowerCase()}`],
    ['glued to the words', `查一下${galeCode.toLowerCase()}`],
    ['in groups', `查询 ${galeCode.slice(0, 4)} ${galeCode.slice(4, 8)} ${galeCode.slice(8)}`],
    [
      'full-width',
      [...galeCode].map((char) => String.fromCodePoint((char.codePointAt(0) ?? 0) + 0xfee0)).join(''),
    ],
    [
      'with bidirectional and zero-width marks',
      `\u202e查询\u202c ${galeCode.slice(0, 9)}\u200b${galeCode.slice(9)}\u2066`,
    ],
    ['with emoji', `🙏查询 ${galeCode} 🙏`],
  ])('finds the enterprise: %s', async (_how, text) => {
    const heard = await conversation.talk('public').say(text);
    expect(heard.card.title).toBe(gale);
    expect(heard.text).toContain(galeCode);
    expect(heard.text).toContain('信用等级：一般失信');
    expect(heard.text).toContain('主要依据');
    expect(heard.text).toContain('截至 2026-08-03');
    expect(heard.text).toContain('示例数据');
  });

  it('says where a mistyped code is wrong and guesses no enterprise', async () => {
    const heard = await conversation.talk('official').say(`查一下 ${withWrongEnd(galeCode)}`);
    expect(heard.text).toContain('校验位不符，请核对第18位');
    expect(heard.text).not.toContain(gale);
    expect(heard.actions).toEqual([]);
  });

  it('shows no enterprise for any single wrong digit', async () => {
    const talk = conversation.talk('official');
    for (let place = 2; place < 8; place += 1) {
      const digit = (Number(galeCode[place]) + 1) % 10;
      const heard = await talk.say(`${galeCode.slice(0, place)}${digit}${galeCode.slice(place + 1)}`);
      expect(heard.card.title).toBe('统一社会信用代码有误');
      for (const name of [gale, ...othersThan(gale)]) expect(heard.text).not.toContain(name);
    }
  });

  it('offers a code with look-alikes mended, and shows the enterprise after the press only', async () => {
    const talk = conversation.talk('public');
    const wrong = galeCode.replace('0', 'O');
    const heard = await talk.say(wrong);
    expect(heard.text).toContain(`是否要查 ${galeCode}？`);
    expect(heard.text).not.toContain(gale);
    expect((await talk.press(heard.actions[0]?.token)).card.title).toBe(gale);
  });

  it('says that nothing was found, which is no good record', async () => {
    const heard = await conversation.talk('public').say(codeOf(900));
    expect(heard.text).toContain('未查到，不代表无失信');
  });

  it('asks for the code where an old number is given', async () => {
    const body = galeCode.slice(8, 17);
    const heard = await conversation.talk('public').say(`查询 ${body}`);
    expect(heard.text).toContain('9位组织机构代码');
    expect(heard.text).not.toContain(gale);
  });

  it('knows a code that is all right but for its inner check', async () => {
    const first17 = `${galeCode.slice(0, 16)}${galeCode[16] === '1' ? '2' : '1'}`;
    const heard = await conversation.talk('public').say(first17 + usccCheckChar(first17));
    expect(heard.text).toContain('第17位');
  });
});

describe('查询 by name', () => {
  it('lists five candidates at the most, each with what tells it apart, and takes a number', async () => {
    const talk = conversation.talk('official');
    const heard = await talk.say('海星测试信用咋样');
    expect(heard.actions).toHaveLength(5);
    for (const { label } of heard.actions)
      expect(label).toMatch(/^青岛海星测试.*（.*，代码尾号 [0-9A-Z]{4}）$/);
    const second = heard.actions[1]?.label.replace(/（.*/, '') ?? '';
    expect((await talk.say('2')).card.title).toBe(second);
  });

  it.each(['２', ' 2 ', '2\u200b'])('takes %j for 2', async (number) => {
    const talk = conversation.talk('public');
    const heard = await talk.say('海星测试');
    const second = heard.actions[1]?.label.replace(/（.*/, '');
    expect((await talk.say(number)).card.title).toBe(second);
  });

  it('tells of a number that was not offered and keeps the offer', async () => {
    const talk = conversation.talk('public');
    await talk.say('海星测试');
    for (const number of ['0', '6', '99']) {
      expect((await talk.say(number)).text).toContain(`没有编号 ${number} 的选项`);
    }
    expect((await talk.say('1')).card.title).toMatch(/^青岛海星测试/);
  });

  it('finds a former name and a name with a mistake in it', async () => {
    const former = await conversation.talk('public').say('查询 青岛旧帆测试电器有限公司');
    expect(former.text).toContain(gale);
    const mistaken = await conversation.talk('public').say('查询 青岛海疯测试电器');
    expect(mistaken.text).toContain(gale);
  });

  it('says that nothing was found, which is no good record', async () => {
    const heard = await conversation.talk('public').say('查询 无此企业集团');
    expect(heard.text).toContain('未查到，不代表无失信');
    expect(heard.actions).toEqual([]);
  });

  it('shows every sort of name as plain text', async () => {
    for (const [index, name] of strangeNames.entries()) {
      const heard = await conversation.talk('official').say(strangeCodes[index] ?? '');
      expect(heard.card.title).toBe(name);
    }
  });
});

describe('words that are neither name nor command', () => {
  it.each([
    "' or 1=1--",
    '%_',
    '<script>',
    '$1 {name} \\',
    '😀',
    '\u202e',
    '\u0000',
    '🙏🙏🙏',
    'ﷺ',
    "查询 '; drop table person; --",
    '查询 %_%',
    '查询 <script>alert(1)</script>',
    '查询 \ud800',
  ])('writes nothing but the conversation and the audit for %j', async (text) => {
    const own = ['conversation', 'audit_log', 'action_token', 'account', 'usage_count', 'usage_seen'];
    const before = await everything(database(), own);
    const heard = await conversation.talk('public').say(text);
    expect(heard.card.title).not.toBe('处理失败');
    expect(await everything(database(), own)).toEqual(before);
  });

  it('refuses a message of 50 000 characters and keeps nothing of it', async () => {
    const talk = conversation.talk('public');
    const heard = await talk.say('海星'.repeat(25_000));
    expect(heard.text).toContain('消息共 50000 字，最多 512 字');
    expect(
      Object.values(await everything(database()))
        .flat()
        .join(),
    ).not.toContain('海星海星');
  });
});

describe('an ID number typed by mistake', () => {
  // Of an area code that is out of use, with a birthday and a check character that fit.
  const idNumber = '11010519491231002X';
  it.each([
    ['alone', idNumber],
    ['in a question', `查一下${idNumber}的信用`],
    ['in groups', '查询 110105 19491231 002X'],
    [
      'full-width',
      `查询 ${[...idNumber].map((char) => String.fromCodePoint((char.codePointAt(0) ?? 0) + 0xfee0)).join('')}`,
    ],
    ['with a zero-width space', '查询 110105\u200b19491231002X'],
    ['with a wrong check character', '查询 110105194912310021'],
  ])('is neither kept nor repeated: %s', async (_how, text) => {
    const talk = conversation.talk('official');
    const first = await talk.say(text);
    // While a dialog waits as well.
    await talk.say('查询');
    const second = await talk.say(text);
    for (const heard of [first, second]) {
      expect(heard.card.title).toBe('请勿发送身份证号');
      expect(JSON.stringify(heard)).not.toMatch(/19491231/);
    }
    const rows = Object.values(await everything(database())).flat();
    expect(rows.filter((row) => row.includes('19491231'))).toEqual([]);
  });
});

describe('what a person may see', () => {
  it('hides evaluations and minor records that are not publicised from the public', async () => {
    const talk = conversation.talk('public');
    const card = await talk.say(galeCode);
    const why = await talk.say('为什么');
    for (const { text } of [card, why]) {
      expect(text).not.toContain('2026〕1号');
      expect(text).not.toContain('测评2026-1');
      expect(text).not.toContain('综合得分');
    }
    expect(card.text).toContain('公示中的失信记录：1 条');
    expect(why.text).toContain('测罚字〔2026〕2号');
  });

  it('hides the entry in the key-watch list from the public, and says that something is not listed', async () => {
    const talk = conversation.talk('public');
    const card = await talk.say(watchedCode);
    const why = await talk.say('为什么');
    expect(card.text).toContain('公示中的失信记录：0 条');
    for (const { text } of [card, why]) expect(text).not.toMatch(/测重〔2026〕1号|重点关注/);
    expect(why.text).toContain('依法不公示');
  });

  it.each(['official', 'inspector'])('shows all to the %s', async (person) => {
    const talk = conversation.talk(person);
    expect((await talk.say(galeCode)).text).toContain('有效失信记录：2 条');
    const why = await talk.say('为什么');
    for (const number of ['测罚字〔2026〕1号', '测罚字〔2026〕2号']) expect(why.text).toContain(number);
    await talk.say(watchedCode);
    expect((await talk.say('为什么')).text).toContain('重点关注企业名单 测重〔2026〕1号');
  });

  it('shows a representative all of their own enterprise, of others the public part', async () => {
    const [row] = await database().sql<{ uscc: string }[]>`select uscc from person where id = 'enterprise'`;
    expect(row?.uscc).toBe(galeCode);
    const talk = conversation.talk('enterprise');
    expect((await talk.say(galeCode)).text).toContain('有效失信记录：2 条');
    expect((await talk.say('为什么')).text).toContain('测罚字〔2026〕1号');
    expect((await talk.say(watchedCode)).text).toContain('公示中的失信记录：0 条');
    expect((await talk.say('为什么')).text).not.toContain('测重〔2026〕1号');
  });

  it('takes a person who is not known for the public', async () => {
    expect((await conversation.talk('nobody').say(galeCode)).text).toContain('公示中的失信记录：1 条');
  });
});

describe('the audit log', () => {
  const notes = () =>
    database().sql<
      { actor: string; action: string; subject: string | null; purpose: string | null; result: string }[]
    >`
      select actor, action, subject, purpose, result from audit_log where action in ('credit.view', 'name.search') order by seq`;

  it('has an entry of every look-up, found or not, without the words that were typed', async () => {
    const before = await notes();
    const talk = conversation.talk('official');
    await talk.say(galeCode);
    await talk.say('为什么');
    await talk.say(codeOf(901));
    await talk.say('查询 无此企业集团');
    expect((await notes()).slice(before.length)).toEqual([
      {
        actor: 'official',
        action: 'credit.view',
        subject: testKeys.pseudonym(galeCode),
        purpose: 'supervision',
        result: 'GENERAL_DISCREDIT',
      },
      {
        actor: 'official',
        action: 'credit.view',
        subject: testKeys.pseudonym(galeCode),
        purpose: 'supervision',
        result: 'GENERAL_DISCREDIT',
      },
      {
        actor: 'official',
        action: 'credit.view',
        subject: testKeys.pseudonym(codeOf(901)),
        purpose: 'supervision',
        result: 'unknown',
      },
      { actor: 'official', action: 'name.search', subject: null, purpose: null, result: '0' },
    ]);
  });

  it('is written with the answer or not at all', async () => {
    const before = await notes();
    const { sql } = database();
    await sql`alter table audit_log add constraint refused check (action <> 'credit.view') not valid`;
    try {
      const talk = conversation.talk('official');
      await expect(talk.say(galeCode)).rejects.toThrow();
      expect(await sql`select 1 from conversation where chat_id = ${talk.chatId}`).toHaveLength(0);
    } finally {
      await sql`alter table audit_log drop constraint refused`;
    }
    expect(await notes()).toEqual(before);
  });
});

it('fails nowhere in all of these', () => {
  expect(conversation.failures).toEqual([]);
});
