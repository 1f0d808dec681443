import { describe, expect, test } from 'vitest';
import { type BotIdentity, commandWords, decodeUpdate } from '../../adapters/telegram/decode.ts';
import { MalformedUpdate, readUpdate, updateIdOf } from '../../adapters/telegram/update.ts';
import type { ChatEvent } from '../../src/chat/event.ts';
import { sampleCommands } from '../fakes/telegram-harness.ts';
import { sample, samples } from '../fakes/telegram-samples.ts';

const at = new Date('2026-11-25T02:00:00Z');
const bot: BotIdentity = {
  id: 7_000_000_001,
  username: 'chengxin_test_bot',
  words: commandWords(sampleCommands),
};

function decode(update: unknown, as: Partial<BotIdentity> = {}): ChatEvent | null {
  return decodeUpdate(readUpdate(update), { ...bot, ...as }, at);
}

type Expected = Omit<Partial<ChatEvent>, 'eventId' | 'platform' | 'receivedAt'> | null;

const person = { chatId: '10001', chatKind: 'private', userId: '10001' } as const;
const group = { chatId: '-1001234567890', chatKind: 'group', userId: '10001' } as const;
const text = (said: string) => ({ content: { type: 'text', text: said } }) as const;
const action = (token: string) => ({ content: { type: 'action', token } }) as const;

/** What each sample means; null: nothing to us. */
const meaning: Record<string, Expected> = {
  'private-text': { ...person, ...text('查询 海尔') },
  'private-command': { ...person, ...text('查询 海尔') },
  'private-start': { ...person, ...text('帮助') },
  'private-start-link': { ...person, ...text('帮助') },
  'private-unknown-command': { ...person, ...text('/weather 济南') },
  'private-document': {
    ...person,
    content: { type: 'file', name: '行政处罚.xlsx', bytes: 20_480, ref: 'BQACAgUAAxkBAAMQexample' },
  },
  'private-photo': {
    ...person,
    content: { type: 'file', name: 'photo.jpg', bytes: 98_000, ref: 'AgACAgUAAxkBAAMRlarge' },
  },
  'private-sticker': null,
  'private-edited': null,
  'group-command-to-us': { ...group, via: '21', ...text('查询 海尔') },
  'group-command-bare': { ...group, via: '22', ...text('查询 海尔') },
  'group-command-to-other': null,
  'group-mention': { ...group, via: '24', ...text('请 查询 海尔') },
  'group-mention-only': { ...group, via: '25', ...text('帮助') },
  'group-chatter': null,
  'group-reply-to-us': { ...group, via: '28', ...text('为什么') },
  'group-reply-to-person': null,
  'group-anonymous-admin': { ...group, userId: 'chat:-1001234567890', via: '30', ...text('查询 海尔') },
  'group-as-channel': { ...group, userId: 'chat:-1003333333333', via: '31', ...text('查询 海尔') },
  'group-topic': { ...group, chatId: '-1002222222222', via: '32/7', ...text('查询 海尔') },
  'group-from-bot': null,
  'group-automatic-forward': null,
  'group-text-mention': { ...group, via: '35', ...text('海尔') },
  'group-migrated': null,
  'group-document-mention': {
    ...group,
    via: '37',
    content: { type: 'file', name: '名录.csv', bytes: 0, ref: 'BQACAgUAAxkBAAMlexample' },
  },
  'channel-post': {
    chatId: '-1003333333333',
    chatKind: 'group',
    userId: 'chat:-1003333333333',
    via: '5',
    ...text('查询 海尔'),
  },
  'unknown-chat-type': { ...group, chatId: '-1004444444444', via: '38', ...text('查询 海尔') },
  'press-private': { ...person, ...action('q83vEjRWeJA_-wABCD0001') },
  'press-group': { ...group, chatId: '-1002222222222', via: '42/7', ...action('q83vEjRWeJA_-wABCD0002') },
  'press-old-message': { ...person, ...action('q83vEjRWeJA_-wABCD0003') },
  'press-inline': null,
  'press-game': null,
  'blocked-by-person': null,
};

describe('the samples', () => {
  test('are all known here', () => {
    expect([...samples.keys()].sort()).toEqual(Object.keys(meaning).sort());
  });

  test.each(Object.entries(meaning))('%s', (name, expected) => {
    const update = sample(name);
    const event = decode(update);
    if (expected === null) expect(event).toBeNull();
    else {
      const known = { platform: 'telegram', eventId: String(update.update_id), receivedAt: at };
      expect(event).toEqual({ ...known, ...expected });
    }
  });
});

describe('commands', () => {
  const said = (words: string, update = 'private-text'): unknown => {
    const { message, ...rest } = sample(update) as unknown as { message: object; update_id: number };
    const content = decode({ ...rest, message: { ...message, text: words } })?.content;
    return content?.type === 'text' ? content.text : null;
  };

  test.each([
    ['/lookup', '查询'],
    ['/lookup  海尔  集团', '查询 海尔  集团'],
    ['/lookup\n海尔', '查询 海尔'],
    ['/LookUp 海尔', '查询 海尔'],
    ['/help', '帮助'],
    ['/start@chengxin_test_bot', '帮助'],
    // Not a command, though it begins like one: word for word.
    ['/lookup海尔', '/lookup海尔'],
    ['/ lookup', '/ lookup'],
    [' /lookup 海尔', ' /lookup 海尔'],
    ['/weather@chengxin_test_bot 济南', '/weather@chengxin_test_bot 济南'],
  ])('%j in private is heard as %j', (words, heard) => {
    expect(said(words)).toBe(heard);
  });

  test.each([
    ['/lookup@CHENGXIN_test_bot', '查询'],
    ['/weather@chengxin_test_bot 济南', '/weather 济南'],
    ['/weather 济南', null],
    ['/start', '帮助'],
    ['/start@other_bot', null],
  ])('%j in a group is heard as %j', (words, heard) => {
    expect(said(words, 'group-chatter')).toBe(heard);
  });

  test('without a help command /start is left as it is', () => {
    const words = commandWords(sampleCommands.filter(({ id }) => id !== 'help'));
    expect(decode(sample('private-start'), { words })?.content).toEqual({ type: 'text', text: '/start' });
  });
});

describe('who speaks', () => {
  test('is never a name that can be changed', () => {
    const event = JSON.stringify([...samples.values()].map((update) => decode(update)));
    expect(event).not.toMatch(/example_10001|GroupAnonymousBot/);
  });

  test('a mention counts only where Telegram marked it, and only of exactly our name', () => {
    const mentioning = (said: string, entities: object[]) => {
      const update = sample('group-chatter') as unknown as { message: object };
      return decode({ ...update, message: { ...update.message, text: said, entities } });
    };
    expect(mentioning('x@chengxin_test_bot.example', [])).toBeNull();
    expect(mentioning('@chengxin_test_bot2 海尔', [{ type: 'mention', offset: 0, length: 19 }])).toBeNull();
    expect(mentioning('@chengxin_test_bot 海尔', [{ type: 'code', offset: 0, length: 18 }])).toBeNull();
    expect(mentioning('@chengxin_test_bot 海尔', [{ type: 'mention', offset: 400, length: 18 }])).toBeNull();
    expect(
      mentioning('海尔 @chengxin_test_bot', [{ type: 'mention', offset: 3, length: 18 }])?.content,
    ).toEqual({ type: 'text', text: '海尔' });
  });
});

describe('what PostgreSQL would not store', () => {
  test('is replaced, in text, names, references and tokens', () => {
    const bad = 'a\u0000b\uD800c';
    const good = 'a\uFFFDb\uFFFDc';
    const message = { message_id: 1, chat: { id: 1, type: 'private' }, from: { id: 1, is_bot: false } };
    expect(decode({ update_id: 1, message: { ...message, text: bad } })?.content).toEqual(text(good).content);
    const document = { file_id: bad, file_name: bad, file_size: 1 };
    expect(decode({ update_id: 1, message: { ...message, document } })?.content).toEqual({
      type: 'file',
      name: good,
      bytes: 1,
      ref: good,
    });
    const query = { id: '1', from: message.from, message, data: bad };
    expect(decode({ update_id: 1, callback_query: query })?.content).toEqual(action(good).content);
  });
});

describe('malformed updates', () => {
  const message = { message_id: 1, chat: { id: 1, type: 'private' }, from: { id: 1 }, text: '海尔' };
  test.each([
    ['nothing', null, 'its root'],
    ['a list', [], 'its root'],
    ['no id', { message }, 'update_id'],
    ['an id in words', { update_id: '1', message }, 'update_id'],
    ['half an id', { update_id: 1.5, message }, 'update_id'],
    ['a text that is none', { update_id: 1, message: { ...message, text: 7 } }, 'message.text'],
    ['no chat', { update_id: 1, message: { ...message, chat: undefined } }, 'message.chat'],
    [
      'a chat without id',
      { update_id: 1, message: { ...message, chat: { type: 'private' } } },
      'message.chat.id',
    ],
    [
      'a person without id',
      { update_id: 1, message: { ...message, from: { is_bot: false } } },
      'message.from.id',
    ],
  ])('%s: the error says where and not what', (_name, update, where) => {
    expect(() => readUpdate(update)).toThrow(MalformedUpdate);
    expect(() => readUpdate(update)).toThrow(`malformed at ${where}`);
  });

  test('what only adds to the meaning may be of a new kind', () => {
    const odd = {
      ...message,
      chat: { id: 1, type: 'private', new_thing: {} },
      from: { id: 1, is_bot: 'maybe' },
      entities: 'none',
      reply_to_message: { from: 7 },
      message_thread_id: 'x',
      photo: {},
    };
    expect(decode({ update_id: 1, message: odd, poll: 3 })?.content).toEqual({ type: 'text', text: '海尔' });
  });

  test('an id is found even where the rest is no update', () => {
    expect(updateIdOf({ update_id: 5, message: 7 })).toBe(5);
    expect(updateIdOf({ update_id: 'x' })).toBeNull();
    expect(updateIdOf(null)).toBeNull();
  });
});
