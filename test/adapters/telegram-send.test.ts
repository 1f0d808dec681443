import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TelegramMessage } from '../../adapters/telegram/adapter.ts';
import { type ChatAddress, SendError, type SendFault } from '../../src/chat/adapter.ts';
import type { Card } from '../../src/chat/card.ts';
import { startTelegram, type TelegramHarness } from '../fakes/telegram-harness.ts';

let telegram: TelegramHarness;
beforeEach(async () => {
  telegram = await startTelegram({ mode: 'webhook' });
});
afterEach(() => telegram.close());

function message(text: string, label?: string): TelegramMessage {
  const keyboard = label === undefined ? [] : [[{ text: label, callback_data: 'token' }]];
  return { text, entities: [], keyboard };
}

const person = (chatId = telegram.chat): ChatAddress => ({
  chatId,
  chatKind: 'private',
  userId: telegram.user,
});
const inGroup = (via?: string): ChatAddress => ({
  chatId: telegram.group,
  chatKind: 'group',
  userId: telegram.user,
  ...(via === undefined ? {} : { via }),
});

async function failure(to: ChatAddress, sent: TelegramMessage = message('好')): Promise<SendError> {
  const error = await telegram.adapter.send(to, sent, 'key').catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(SendError);
  return error as SendError;
}

const sends = () => telegram.fake.calls.filter(({ method }) => method === 'sendMessage');

describe('what is sent', () => {
  test('has no parse mode, shows no page it names, and bears the ids as numbers', async () => {
    const card: Card = { title: 'https://evil.example <b>', tone: 'neutral', children: [], source: null };
    const [rendered] = telegram.adapter.render(card, 'zh');
    await telegram.adapter.send(person(), rendered, 'key');
    expect(sends()[0]?.fields).toEqual({
      chat_id: 10_001,
      text: 'https://evil.example <b>',
      entities: [{ type: 'bold', offset: 0, length: 24 }],
      link_preview_options: { is_disabled: true },
    });
  });

  test('is paid for only where more than Telegram allows for nothing was asked for', async () => {
    for (const [messagesPerSecond, paid] of [
      [30, undefined],
      [31, true],
    ] as const) {
      const other = await startTelegram({ mode: 'webhook', adapter: { messagesPerSecond } });
      await other.adapter.send(person(), message('好'), 'key');
      const { overall } = other.adapter.capabilities.pace;
      expect([overall, other.fake.calls.at(-1)?.fields?.allow_paid_broadcast]).toEqual([
        { count: messagesPerSecond, ms: 1_000 },
        paid,
      ]);
      await other.close();
    }
  });

  test('in a group is a reply, in its topic, and does not fail where the question is gone', async () => {
    await telegram.adapter.send(inGroup('21'), message('好'), 'key');
    await telegram.adapter.send(inGroup('32/7'), message('好'), 'key');
    await telegram.adapter.send(inGroup(), message('好'), 'key');
    await telegram.adapter.send(inGroup('https://hooks.example'), message('好'), 'key');
    expect(telegram.fake.messages(telegram.group).map(({ replyTo, thread }) => [replyTo, thread])).toEqual([
      [21, null],
      [32, 7],
      [null, null],
      [null, null],
    ]);
    expect(sends()[0]?.fields?.reply_parameters).toEqual({
      message_id: 21,
      allow_sending_without_reply: true,
    });
  });

  test('answers an event of the adapter itself where it was said', async () => {
    await telegram.say('海尔', { group: true });
    const [event] = telegram.taken;
    if (event) await telegram.adapter.send(event, message('好'), 'key');
    expect(telegram.fake.messages(telegram.group)[0]?.replyTo).toBe(Number(event?.via));
  });

  test('to a group that became a supergroup goes there, once', async () => {
    telegram.fake.migrate(-500, -1_005_555_555_555);
    const to: ChatAddress = { chatId: '-500', chatKind: 'group', userId: '1' };
    const { messageId } = await telegram.adapter.send(to, message('好', '1 一'), 'key');
    expect(telegram.fake.seen(-1_005_555_555_555)).toHaveLength(1);
    expect(sends().map(({ status }) => status)).toEqual([400, 200]);
    await telegram.adapter.edit?.(to, { messageId }, message('已选择'), 'key');
    expect(telegram.fake.seen(-1_005_555_555_555)[0]).toMatchObject({
      text: '已选择',
      buttons: [],
      edited: true,
    });
  });

  test('to a group that moves on and on is given up after one more try', async () => {
    telegram.fake.migrate(-500, -501);
    telegram.fake.migrate(-501, -502);
    const error = await failure({ chatId: '-500', chatKind: 'group', userId: '1' });
    expect(error.fault).toBe('invalid');
    expect(sends()).toHaveLength(2);
  });

  test('to what is no chat of Telegram is not sent', async () => {
    for (const chatId of ['', 'C0123', '@somebody', '1e3', '99999999999999999999']) {
      expect((await failure(person(chatId))).fault).toBe('invalid');
    }
    expect(sends()).toEqual([]);
  });

  test('has a private chat to every person, and to nobody else', async () => {
    expect(await telegram.adapter.privateChat?.('10001')).toEqual({
      chatId: '10001',
      chatKind: 'private',
      userId: '10001',
    });
    for (const userId of ['chat:-1001234567890', '-5', '', 'official']) {
      await expect(telegram.adapter.privateChat?.(userId)).rejects.toMatchObject({ fault: 'forbidden' });
    }
  });
});

describe('an edit', () => {
  test('may bring new buttons', async () => {
    const sent = await telegram.adapter.send(person(), message('旧', '1 一'), 'key');
    await telegram.adapter.edit?.(person(), sent, message('新', '1 二'), 'key');
    expect(telegram.fake.seen(telegram.chat)).toEqual([
      { ...sent, text: '新', buttons: [{ label: '1 二', data: 'token' }], edited: true },
    ]);
  });

  test('of what stands there already is done', async () => {
    const sent = await telegram.adapter.send(person(), message('同样'), 'key');
    await telegram.adapter.edit?.(person(), sent, message('同样'), 'key');
    expect(telegram.fake.calls.at(-1)).toMatchObject({ method: 'editMessageText', status: 400 });
  });

  test('of a message that is gone can never be', async () => {
    await expect(
      telegram.adapter.edit?.(person(), { messageId: '999' }, message('新'), 'key'),
    ).rejects.toMatchObject({ fault: 'invalid' });
  });
});

describe('a refusal', () => {
  test.each<[number, string, SendFault]>([
    [400, 'Bad Request: chat not found', 'forbidden'],
    [400, 'Bad Request: user is deactivated', 'forbidden'],
    [400, 'Bad Request: bot was kicked from the group chat', 'forbidden'],
    [400, 'Bad Request: group chat was deactivated', 'forbidden'],
    [400, 'Bad Request: not enough rights to send text messages to the chat', 'forbidden'],
    [400, 'Bad Request: PEER_ID_INVALID', 'forbidden'],
    [403, 'Forbidden: bot was blocked by the user', 'forbidden'],
    [403, "Forbidden: bot can't initiate conversation with a user", 'forbidden'],
    [400, 'Bad Request: message is too long', 'invalid'],
    [400, 'Bad Request: BUTTON_DATA_INVALID', 'invalid'],
    [400, "Bad Request: can't parse entities: whatever", 'invalid'],
    [413, 'Request Entity Too Large', 'invalid'],
    [401, 'Unauthorized', 'unreachable'],
    [404, 'Not Found', 'unreachable'],
    [409, 'Conflict', 'unreachable'],
    [500, 'Internal Server Error', 'unreachable'],
    [503, 'Service Unavailable', 'unreachable'],
  ])('%d «%s» is %s', async (code, description, fault) => {
    telegram.fake.fault({ kind: 'refused', code, description });
    const error = await failure(person());
    expect(error.fault).toBe(fault);
    expect(error.message).toContain(String(code));
    expect(error.retryAfterMs).toBe(0);
  });

  test('by people and chats that do not want us is told as that', async () => {
    telegram.fake.block(telegram.user);
    expect((await failure(person())).fault).toBe('forbidden');
    telegram.fake.unblock(telegram.user);
    await telegram.adapter.send(person(), message('又好了'), 'key');
    telegram.fake.kick(telegram.group);
    expect((await failure(inGroup())).fault).toBe('forbidden');
    expect((await failure(person('4242'))).fault).toBe('forbidden');
  });

  test('for the pace bears the time, and nobody sends again before it', async () => {
    telegram.fake.fault({ kind: 'rateLimited', retryAfterSeconds: 1 }, { calls: 1 });
    const error = await failure(person());
    expect([error.fault, error.retryAfterMs]).toEqual(['rateLimited', 1_000]);
    await new Promise((resolve) => setTimeout(resolve, error.retryAfterMs + 5));
    expect(sends()).toHaveLength(1);
    await telegram.adapter.send(person(), message('好'), 'key');
    expect(telegram.fake.early()).toBe(0);
    expect(sends()).toHaveLength(2);
  });

  test('for the pace without a time is not a reason to come back at once', async () => {
    telegram.fake.fault({ kind: 'refused', code: 429, description: 'Too Many Requests' });
    const error = await failure(person());
    expect(error.fault).toBe('rateLimited');
    expect(error.retryAfterMs).toBeGreaterThanOrEqual(1_000);
  });

  test('quotes neither people nor what was said, should Telegram do so', async () => {
    const description = 'Bad Request: user 1234567890 said "绝密" and \'绝密\' to -1001234567890';
    telegram.fake.fault({ kind: 'refused', code: 400, description });
    expect((await failure(person())).message).toBe('400 Bad Request: user … said … and … to …');
  });
});

describe('no answer, or none that can be read', () => {
  test.each([
    '<html>bad gateway</html>',
    '',
    'null',
    '[]',
    '{}',
    '{"ok":false}',
    '{"ok":true}',
    '{"ok":true,"result":{"message_id":"7"}}',
  ])('%j: perhaps it was sent', async (body) => {
    telegram.fake.fault({ kind: 'garbled', body });
    expect((await failure(person())).fault).toBe('ambiguous');
    expect(telegram.fake.seen(telegram.chat)).toHaveLength(1);
  });

  test('in time: perhaps it was sent', async () => {
    telegram.fake.fault({ kind: 'slow', ms: 1_500 });
    const before = performance.now();
    expect((await failure(person())).fault).toBe('ambiguous');
    expect(performance.now() - before).toBeLessThan(1_450);
  });

  async function elsewhere(apiRoot: string): Promise<SendError> {
    const other = await startTelegram({ mode: 'webhook', adapter: { apiRoot } });
    const error = await other.adapter.send(person(), message('好'), 'key').catch((thrown: unknown) => thrown);
    await other.close();
    return error as SendError;
  }

  test('where nobody listens: certainly not', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    for (const root of [`http://127.0.0.1:${port}`, `http://localhost:${port}`]) {
      const error = await elsewhere(root);
      expect([error.fault, error.message]).toEqual(['unreachable', expect.stringContaining('ECONNREFUSED')]);
    }
  });

  test('where there is no such name: certainly not', async () => {
    expect((await elsewhere('http://api.telegram.invalid')).fault).toBe('unreachable');
  });

  test('where the connection ends before it is secure: certainly not', async () => {
    const server = createTcpServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    expect((await elsewhere(`https://127.0.0.1:${port}`)).fault).toBe('unreachable');
    server.close();
  });

  test('where a connection is never made: certainly not', async () => {
    // Accepts, and then says nothing of how to be secure.
    const sockets = new Set<{ destroy(): void }>();
    const server = createTcpServer((socket) => sockets.add(socket.on('error', () => undefined)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const error = await elsewhere(`https://127.0.0.1:${port}`);
    expect(error.fault).toBe('unreachable');
    for (const socket of sockets) socket.destroy();
    server.close();
  });

  test('on a connection that was kept: perhaps it was sent', async () => {
    await telegram.adapter.send(person(), message('好'), 'key');
    telegram.fake.fault({ kind: 'reset', when: 'before' });
    expect((await failure(person())).fault).toBe('ambiguous');
  });
});
