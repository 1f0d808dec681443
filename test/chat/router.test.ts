import { beforeAll, describe, expect, it } from 'vitest';
import type { Command } from '../../src/chat/command.ts';
import { createRouter } from '../../src/chat/router.ts';
import { CodedError } from '../../src/domain/errors.ts';
import { createTurns } from '../../src/services/conversations.ts';
import { codeOf, createConversation, enterprises } from '../support/conversation.ts';
import { withDatabase } from '../support/database.ts';
import { testKeys } from '../support/keys.ts';

const database = withDatabase();
const conversation = createConversation(database);
const name = '青岛海风测试电器有限公司';
const code = codeOf(1);

beforeAll(() =>
  conversation.bring(
    enterprises([
      [name, code],
      ['青岛海星测试电器有限公司', codeOf(2)],
      ['青岛海星测试物流有限公司', codeOf(3)],
    ]),
  ),
);

describe('the dialog of 查询', () => {
  it('asks for the name, and the next message answers it', async () => {
    const talk = conversation.talk('public');
    expect((await talk.say('查询')).card.title).toBe('请输入企业名称或统一社会信用代码');
    expect((await talk.say(name)).card.title).toBe(name);
    // Answered by the dialog, words are told apart from those that may have been no name at all.
    expect((await talk.say('zzqqxx')).text).toContain('发送「帮助」');
  });

  it('hears a word that would be a command as a name', async () => {
    const talk = conversation.talk('public');
    await talk.say('查询');
    const heard = await talk.say('语言');
    expect(heard.text).toContain('未查到，不代表无失信');
    expect(heard.text).not.toContain('发送「帮助」');
  });

  it('takes a code as well', async () => {
    const talk = conversation.talk('public');
    await talk.say('查一下');
    expect((await talk.say(code.toLowerCase())).card.title).toBe(name);
  });

  it('waits for ten minutes', async () => {
    const [intime, late] = [conversation.talk('public'), conversation.talk('public')];
    await intime.say('查询');
    await late.say('查询');
    conversation.wait(9);
    expect((await intime.say(name)).card.title).toBe(name);
    conversation.wait(1);
    expect((await late.say(name)).text).toContain('上一个对话已更新或已过期');
    // It is over now: the same words are heard afresh.
    expect((await late.say(name)).card.title).toBe(name);
  });

  it('of another version is told to be outdated', async () => {
    const talk = conversation.talk('public');
    await talk.say('查询');
    await database().sql`
      update conversation set dialog = jsonb_set(dialog, '{version}', '99') where chat_id = ${talk.chatId}`;
    expect((await talk.say(name)).text).toContain('上一个对话已更新或已过期');
  });

  it('survives a message that was refused', async () => {
    const talk = conversation.talk('public');
    await talk.say('查询');
    await talk.say('长'.repeat(600));
    expect((await talk.say(name)).card.title).toBe(name);
  });
});

describe('an action', () => {
  it('is bound to the person and the chat, and tells nothing of what it does', async () => {
    const talk = conversation.talk('public');
    const { actions } = await talk.say(code);
    const token = actions[0]?.token ?? '';
    expect(token).toMatch(/^[\w-]{22}$/);
    for (const other of [conversation.talk('official', talk.chatId), conversation.talk('public')]) {
      const heard = await other.press(token);
      expect(heard.card.title).toBe('无权使用这个选项');
      expect(heard.text).not.toContain(name);
    }
    expect((await talk.press(token)).card.title).toContain(name);
  });

  it('is over after a day', async () => {
    const talk = conversation.talk('public');
    const token = (await talk.say(code)).actions[0]?.token;
    conversation.wait(24 * 60);
    expect((await talk.press(token)).card.title).toBe('这个选项已失效');
  });

  it.each(['', 'unknown', "' or 1=1--", 'x'.repeat(5_000)])(
    'that there is not is told so: %#',
    async (token) => {
      expect((await conversation.talk('public').press(token)).card.title).toBe('这个选项已失效');
    },
  );
});

describe('two events of one conversation at once', () => {
  it('are both answered, one after the other', async () => {
    const talk = conversation.talk('official');
    const heard = await Promise.all([talk.say(code), talk.say('我'), talk.say('帮助')]);
    expect(heard.map(({ card }) => card.title)).toEqual([name, '您的身份', '您可以这样说']);
    const [row] = await database().sql<{ rev: number }[]>`
      select rev from conversation where chat_id = ${talk.chatId}`;
    expect(row?.rev).toBe(3);
    // Each attempt that lost wrote nothing, its audit notes included.
    const [notes] = await database().sql<{ count: number }[]>`
      select count(*)::int as count from audit_log where actor = 'official' and subject = ${testKeys.pseudonym(code)}`;
    expect(notes?.count).toBe(1);
  });

  it('gives up with a code where it never comes to its turn', async () => {
    const turns = createTurns(database(), testKeys);
    const router = createRouter({
      commands: [],
      dialogs: [],
      turns: { ...turns, close: async () => false },
      clock: conversation.clock,
      random: { bytes: (length) => new Uint8Array(length) },
      failed: () => {},
    });
    const event = conversation.event('public', 'contended', { type: 'text', text: 'x' });
    await expect(router(event)).rejects.toMatchObject({ code: 'turn.contended' });
  });
});

describe('a command', () => {
  const failing = (id: string, error: unknown, roles: Command['roles'] = ['public']): Command => ({
    id,
    roles,
    usage: 'command.help.usage',
    summary: 'command.help.summary',
    parse: (text) => (text === id ? { intent: id, args: {} } : null),
    intents: {
      [id]: () => {
        throw error;
      },
    },
  });
  const failures: [string, unknown][] = [];
  const fault = new Error('secret detail');
  const hear = async (text: string) => {
    const router = createRouter({
      commands: [
        failing('broken', fault),
        failing('coded', new CodedError('search.tooLong', { max: 512 })),
        failing('foreign', fault, ['administrator']),
      ],
      dialogs: [],
      turns: createTurns(database(), testKeys),
      clock: conversation.clock,
      random: { bytes: (length) => new Uint8Array(length).fill(0xab) },
      failed: (reference, error) => failures.push([reference, error]),
    });
    return router(conversation.event('public', `command-${text}`, { type: 'text', text }));
  };

  it('that fails is told by a reference, the detail goes to the log', async () => {
    const { card } = await hear('broken');
    expect(JSON.stringify(card)).toContain('abababab');
    expect(JSON.stringify(card)).not.toContain('secret');
    expect(failures).toEqual([['abababab', fault]]);
  });

  it('that fails for a reason that has words says them', async () => {
    const { card } = await hear('coded');
    expect(JSON.stringify(card)).toContain('512');
    expect(failures).toHaveLength(1);
  });

  it('that is not for this role is refused, and that is noted', async () => {
    const { card } = await hear('foreign');
    expect(card.title).toBe('无权使用');
    const [note] = await database().sql`select actor, result from audit_log where action = 'foreign'`;
    expect(note).toEqual({ actor: 'public', result: 'denied' });
  });
});
