import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { TelegramServer } from 'telegram-test-api/lib/telegramServer.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTelegramAdapter, type TelegramMessage } from '../../adapters/telegram/adapter.ts';
import type { Adapter } from '../../src/chat/adapter.ts';
import type { Card } from '../../src/chat/card.ts';
import type { ChatEvent } from '../../src/chat/event.ts';
import { systemClock } from '../../src/domain/ports.ts';
import { sampleCommands } from '../fakes/telegram-harness.ts';

/** Against a fake that others wrote, so that ours is not the only judge of what goes over the wire. */

const token = '7000000001:AAFakeFakeFakeFakeFakeFakeFakeFake00';
let server: TelegramServer;
let adapter: Adapter<TelegramMessage>;
let taken: ChatEvent[];

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

beforeEach(async () => {
  server = new TelegramServer({ port: await freePort(), host: '127.0.0.1' });
  await server.start();
  taken = [];
  adapter = createTelegramAdapter({
    token,
    apiRoot: server.config.apiURL,
    webhook: null,
    commands: sampleCommands,
    clock: systemClock,
    log: { warn: () => undefined, info: () => undefined },
    pollSeconds: 1,
    retry: { firstMs: 10, maxMs: 50 },
    env: {},
  });
  await adapter.start(async (event) => void taken.push(event));
});
afterEach(async () => {
  await adapter.stop();
  await server.stop();
});

const card: Card = {
  title: '潍坊齐蓝 <b>_广告_</b> & 公司',
  tone: 'good',
  children: [
    { type: 'fields', fields: [{ label: '信用等级', value: '诚信守法' }] },
    { type: 'actions', actions: [{ label: '查看依据', token: 'q83vEjRWeJA_-wABCD0001' }] },
  ],
  source: null,
};

/** What the other fake keeps of a message of the bot. */
interface Kept {
  message: { chat_id: number; text: string; reply_markup?: { inline_keyboard: unknown } };
}

describe('on telegram-test-api', () => {
  test('texts and commands come in, and cards with buttons go out', async () => {
    const client = server.getClient(token, { userId: 4_711, chatId: 4_711, timeout: 3_000 });
    await client.sendMessage(client.makeMessage('海尔'));
    await client.sendCommand(client.makeCommand('/lookup 海信'));
    await expect
      .poll(() => taken.map(({ content }) => content), { timeout: 3_000 })
      .toEqual([
        { type: 'text', text: '海尔' },
        { type: 'text', text: '查询 海信' },
      ]);
    expect(taken[0]).toMatchObject({ chatId: '4711', userId: '4711', chatKind: 'private' });
    const [message] = adapter.render(card, 'zh');
    const [event] = taken;
    if (!message || !event) throw new Error('nothing to answer with');
    const sent = await adapter.send(event, message, 'key');
    expect(sent.messageId).toMatch(/^\d+$/);
    const { result } = (await client.getUpdates()) as unknown as { result: Kept[] };
    expect(result.map((kept) => kept.message)).toEqual([
      expect.objectContaining({
        chat_id: 4_711,
        text: '潍坊齐蓝 <b>_广告_</b> & 公司\n信用等级：诚信守法',
        reply_markup: {
          inline_keyboard: [[{ text: '1 查看依据', callback_data: 'q83vEjRWeJA_-wABCD0001' }]],
        },
      }),
    ]);
    await adapter.edit?.(event, sent, { ...message, text: '已选择', entities: [], keyboard: [] }, 'key');
    const kept = server.storage.botMessages as unknown as Kept[];
    expect(kept[0]?.message).toMatchObject({ text: '已选择', reply_markup: { inline_keyboard: [] } });
  });

  test('a press comes in as an action', async () => {
    const client = server.getClient(token, { userId: 4_711, chatId: 4_711, timeout: 3_000 });
    const pressed = client.makeCallbackQuery('q83vEjRWeJA_-wABCD0001', { message: { message_id: 5 } });
    await client.sendCallback(pressed);
    await expect
      .poll(() => taken.map(({ content, userId }) => [content, userId]), { timeout: 3_000 })
      .toEqual([[{ type: 'action', token: 'q83vEjRWeJA_-wABCD0001' }, '4711']]);
  });
});
