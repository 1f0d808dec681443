import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type FakeTelegram, type FakeTelegramOptions, startFakeTelegram } from '../fakes/telegram.ts';
import { Pacing, realLimits } from '../fakes/telegram-limits.ts';
import type { BotApiError } from '../fakes/telegram-text.ts';

/** The fake itself: tests against it are worth what it refuses. */

let fake: FakeTelegram;
beforeEach(async () => {
  fake = await startFakeTelegram();
});
afterEach(() => fake.close());

async function restart(options: FakeTelegramOptions): Promise<void> {
  await fake.close();
  fake = await startFakeTelegram(options);
  for (const chat of [1, 2, -100]) fake.openChat(chat);
}

interface Answer {
  status: number;
  ok: boolean;
  result?: unknown;
  description?: string;
  parameters?: Record<string, number>;
}

async function call(method: string, fields: object = {}, token = fake.token): Promise<Answer> {
  const response = await fetch(`${fake.apiRoot}/bot${token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fields),
  });
  return { status: response.status, ...((await response.json()) as Omit<Answer, 'status'>) };
}

const send = (fields: object): Promise<Answer> => call('sendMessage', { chat_id: 1, text: '好', ...fields });
const keyboard = (...buttons: object[]) => ({
  reply_markup: { inline_keyboard: buttons.map((button) => [button]) },
});
const refused = (answer: Answer): [number, string | undefined] => [answer.status, answer.description];

describe('tokens and chats', () => {
  test('that are wrong are refused', async () => {
    expect(await call('getMe', {}, `${fake.token}x`)).toMatchObject({
      status: 401,
      description: 'Unauthorized',
    });
    expect(await call('getMe', {}, 'nonsense')).toMatchObject({ status: 404 });
    expect(await call('noSuchMethod')).toMatchObject({ status: 404 });
    expect(refused(await send({ chat_id: 4_242 }))).toEqual([400, 'Bad Request: chat not found']);
    fake.block(1);
    expect(refused(await send({}))).toEqual([403, 'Forbidden: bot was blocked by the user']);
    fake.kick(-100);
    expect((await send({ chat_id: -100 })).status).toBe(403);
    fake.unblock(1);
    expect((await send({})).status).toBe(200);
  });
});

describe('texts', () => {
  beforeEach(() => restart({ limits: 'off' }));

  test.each([
    ['', 'message text is empty'],
    [undefined, 'message text is empty'],
    [' \n ', 'text must be non-empty'],
    ['\u200B\u2800', 'text must be non-empty'],
    ['长'.repeat(4_097), 'message is too long'],
    ['😀'.repeat(2_049), 'message is too long'],
  ])('%j is refused', async (text, description) => {
    expect(refused(await send({ text }))).toEqual([400, `Bad Request: ${description}`]);
  });

  test('of 4096 units after blanks are cut are taken', async () => {
    expect((await send({ text: `  ${'长'.repeat(4_096)} \n` })).status).toBe(200);
    expect(fake.seen(1)[0]?.text).toHaveLength(4_096);
  });

  test('are shown as Telegram shows them, with what is set apart moved along', async () => {
    const text = ' \u202Ea\tb\r\u0000\u2028 A\u030A海\u200E\u200F ';
    await send({ text, entities: [{ type: 'bold', offset: text.indexOf('海'), length: 1 }] });
    const [message] = fake.messages(1);
    expect(message?.text).toBe('a b  A海\u200C\u200F');
    expect(message?.entities).toEqual([{ type: 'bold', offset: 6, length: 1 }]);
  });

  test.each([
    [[{ type: 'bold', offset: 0, length: 9 }], 'ends after the end of the text'],
    [[{ type: 'bold', offset: 9, length: 1 }], 'begins after the end of the text'],
    [[{ type: 'bold', offset: -1, length: 1 }], 'incorrect offset'],
    [[{ type: 'bold', offset: 1, length: 1 }], 'begins in a middle of a UTF-16 symbol'],
    [[{ type: 'bold', offset: 0, length: 1 }], 'ends in a middle of a UTF-16 symbol'],
    [[{ type: 'bald', offset: 0, length: 2 }], 'Unsupported type'],
    [[{ type: 'bold', offset: '0', length: 2 }], 'must be a Number'],
    ['[', "can't parse entities JSON object"],
  ])('with entities %j are refused', async (entities, description) => {
    const [status, told] = refused(await send({ text: '😀海', entities }));
    expect([status, told]).toEqual([400, expect.stringContaining(description)]);
    expect(fake.seen(1)).toEqual([]);
  });

  test('edited to what they were are refused, to another are changed', async () => {
    await send(keyboard({ text: '一', callback_data: 'a' }));
    const [sent] = fake.seen(1);
    const edit = (fields: object) =>
      call('editMessageText', { chat_id: 1, message_id: Number(sent?.messageId), ...fields });
    const same = { text: '好', ...keyboard({ text: '一', callback_data: 'a' }) };
    expect((await edit(same)).description).toContain('message is not modified');
    expect((await edit({ text: '好' })).status).toBe(200);
    expect(fake.seen(1)).toEqual([{ messageId: sent?.messageId, text: '好', buttons: [], edited: true }]);
    const markup = keyboard({ text: '二', callback_data: 'b' });
    expect(
      (await call('editMessageReplyMarkup', { chat_id: 1, message_id: Number(sent?.messageId), ...markup }))
        .status,
    ).toBe(200);
    expect(fake.seen(1)[0]?.buttons).toEqual([{ label: '二', data: 'b' }]);
    expect((await call('editMessageText', { chat_id: 1, message_id: 99, text: 'x' })).description).toContain(
      'not found',
    );
  });

  test.each([
    [{ text: '一', callback_data: '' }, 'BUTTON_DATA_INVALID'],
    [{ text: '一', callback_data: 'x'.repeat(65) }, 'BUTTON_DATA_INVALID'],
    [{ text: '一', callback_data: '海'.repeat(22) }, 'BUTTON_DATA_INVALID'],
    [{ text: '一' }, 'BUTTON_TYPE_INVALID'],
    [{ callback_data: 'a' }, 'must be of type String'],
  ])('with the button %j are refused', async (button, description) => {
    expect((await send(keyboard(button))).description).toContain(description);
  });

  test('with 100 buttons are taken, with 101 refused', async () => {
    const buttons = (count: number) =>
      keyboard(
        ...Array.from({ length: count }, (_, index) => ({ text: `${index}`, callback_data: 'x'.repeat(64) })),
      );
    expect((await send(buttons(100))).status).toBe(200);
    expect((await send(buttons(101))).description).toBe('Bad Request: reply markup is too long');
  });
});

describe('the pace', () => {
  /** What came of sends at these milliseconds: admitted, or the seconds it is told to wait. */
  const sends = (arrivals: [at: number, chat: number][]): (true | number | undefined)[] => {
    const pacing = new Pacing(realLimits);
    return arrivals.map(([at, chat]) => {
      try {
        pacing.admit(chat, chat < 0 ? 'group' : 'private', at);
        return true;
      } catch (error) {
        return (error as BotApiError).parameters?.retry_after;
      }
    });
  };

  test('is that of Telegram, to the millisecond', () => {
    expect(
      sends([
        [0, 1],
        [999, 1],
        [1_000, 1],
        [1_001, 1],
        [1_001, 2],
      ]),
    ).toEqual([true, 1, true, 1, true]);
    const all = sends(Array.from({ length: 31 }, (_, index) => [index, index + 1]));
    expect(all).toEqual([...Array<true>(30).fill(true), 1]);
    const group = sends([
      ...Array.from({ length: 21 }, (_, index): [number, number] => [index * 1_000, -1]),
      [60_000, -1],
    ]);
    expect(group).toEqual([...Array<true>(20).fill(true), 40, true]);
  });

  test('is kept to by the server', async () => {
    const answers = [];
    fake.openChat(-100);
    for (let index = 0; index < 21; index += 1) answers.push(await send({ chat_id: -100 }));
    expect(answers.map(({ status }) => status)).toEqual([...Array<number>(20).fill(200), 429]);
    const { retry_after: seconds = 0 } = answers.at(-1)?.parameters ?? {};
    expect([seconds > 50, seconds <= 60]).toEqual([true, true]);
    expect(answers.at(-1)?.description).toBe(`Too Many Requests: retry after ${seconds}`);
  });

  test('told to wait and come before is noticed', async () => {
    await restart({ limits: 'off' });
    fake.fault({ kind: 'rateLimited', retryAfterSeconds: 30 }, { calls: 1 });
    expect((await send({})).status).toBe(429);
    expect(fake.early()).toBe(0);
    await send({});
    expect(fake.early()).toBe(1);
  });

  test('does not count what was refused', async () => {
    await restart({ limits: { overall: null, private: { count: 1, ms: 60_000 }, group: null } });
    expect((await send({ text: '' })).status).toBe(400);
    expect((await send({})).status).toBe(200);
    expect((await send({})).status).toBe(429);
  });
});

describe('updates', () => {
  test('are given out until they are confirmed, and not while a webhook is set', async () => {
    const said = fake.say('一');
    const first = await call('getUpdates', { timeout: 5 });
    expect(first.result).toHaveLength(1);
    expect((await call('getUpdates')).result).toEqual(first.result);
    expect((await said).acknowledged).toBe(false);
    const [{ update_id: id }] = first.result as [{ update_id: number }];
    expect((await call('getUpdates', { offset: id + 1 })).result).toEqual([]);
    expect((await call('getUpdates')).result).toEqual([]);
    await call('setWebhook', { url: 'https://bot.example.org' });
    expect((await call('getUpdates')).status).toBe(409);
  });

  test('asked for by two: the older is sent away', async () => {
    const older = call('getUpdates', { timeout: 5 });
    await expect.poll(() => fake.calls.length).toBe(1);
    const newer = call('getUpdates', { timeout: 5 });
    expect(await older).toMatchObject({
      status: 409,
      description: expect.stringContaining('other getUpdates'),
    });
    void fake.say('一');
    expect((await newer).result).toHaveLength(1);
  });

  test('that were not asked for are not delivered', async () => {
    await call('getUpdates', { allowed_updates: ['callback_query'] });
    expect((await fake.say('一')).acknowledged).toBe(false);
    expect(fake.waiting()).toBe(0);
  });

  test.each([
    [{ url: 'nonsense' }, 'invalid webhook URL'],
    [{ url: 'https://x.example', secret_token: 'with blanks' }, 'unallowed characters'],
    [{ url: 'https://x.example', max_connections: 101 }, 'max_connections'],
  ])('are not posted to %j', async (fields, description) => {
    expect((await call('setWebhook', fields)).description).toContain(description);
    expect(fake.webhook()).toBeNull();
  });
});

describe('presses', () => {
  test('can be answered once they were made, and not too late', async () => {
    await restart({ queryTtlMs: 500 });
    const old = await call('answerCallbackQuery', { callback_query_id: '1' });
    expect(old.description).toContain('query is too old');
    void fake.press('token', { user: 1 });
    const { result } = await call('getUpdates');
    const [{ callback_query: query }] = result as [{ callback_query: { id: string } }];
    expect((await call('answerCallbackQuery', { callback_query_id: query.id })).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 510));
    expect((await call('answerCallbackQuery', { callback_query_id: query.id })).status).toBe(400);
    expect(fake.answered).toEqual([query.id]);
  });
});

describe('files', () => {
  test('that people sent can be fetched', async () => {
    const bytes = Buffer.from('名称,代码\n示例,91');
    void fake.sendFile('名录.csv', bytes, { user: 1 });
    const { result } = await call('getUpdates');
    const [{ message }] = result as [{ message: { document: { file_id: string; file_size: number } } }];
    expect(message.document.file_size).toBe(bytes.length);
    const file = (await call('getFile', { file_id: message.document.file_id })).result as {
      file_path: string;
    };
    const fetched = await fetch(`${fake.apiRoot}/file/bot${fake.token}/${file.file_path}`);
    expect(Buffer.from(await fetched.arrayBuffer())).toEqual(bytes);
    expect((await fetch(`${fake.apiRoot}/file/botwrong/${file.file_path}`)).status).toBe(404);
    expect((await call('getFile', { file_id: 'none' })).description).toContain('wrong file_id');
  });

  test('that the bot sends arrive byte for byte', async () => {
    fake.openChat(1);
    const form = new FormData();
    const bytes = Buffer.from([0, 13, 10, 45, 45, 255, 13, 10]);
    form.set('chat_id', '1');
    form.set('caption', '报告');
    form.set('document', new Blob([bytes]), 'report.pdf');
    const sent = await fetch(`${fake.apiRoot}/bot${fake.token}/sendDocument`, { method: 'POST', body: form });
    expect(sent.status).toBe(200);
    const [message] = fake.messages(1);
    const file = (await call('getFile', { file_id: message?.fileId })).result as { file_path: string };
    const fetched = await fetch(`${fake.apiRoot}/file/bot${fake.token}/${file.file_path}`);
    expect([message?.text, Buffer.from(await fetched.arrayBuffer())]).toEqual(['报告', bytes]);
  });
});

describe('commands', () => {
  test.each([
    [{ command: 'Lookup', description: 'x' }, 'BOT_COMMAND_INVALID'],
    [{ command: 'lookup', description: 'x'.repeat(257) }, 'BOT_COMMAND_DESCRIPTION_INVALID'],
  ])('like %j are refused', async (command, description) => {
    expect((await call('setMyCommands', { commands: [command] })).description).toContain(description);
  });
});
