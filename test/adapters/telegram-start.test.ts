import { afterEach, describe, expect, test } from 'vitest';
import type { TelegramOptions } from '../../adapters/telegram/adapter.ts';
import { webhookPath } from '../../adapters/telegram/webhook.ts';
import { startFakeTelegram } from '../fakes/telegram.ts';
import type { FakeFault, FaultScope } from '../fakes/telegram-faults.ts';
import {
  sampleCommands,
  startTelegram,
  type TelegramHarness,
  webhookSecret,
} from '../fakes/telegram-harness.ts';

let telegram: TelegramHarness;
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await telegram.close();
  for (const close of closing.splice(0)) await close();
});

const methods = (): string[] => telegram.fake.calls.map(({ method }) => method);

describe('at the start', () => {
  test('Telegram is told where to post, with what secret, and which updates', async () => {
    telegram = await startTelegram({ mode: 'webhook' });
    expect(methods()).toEqual(['getMe', 'setWebhook', 'setMyCommands', 'setMyCommands']);
    expect(telegram.fake.calls[1]?.fields).toEqual({
      url: `${telegram.origin}${webhookPath}`,
      secret_token: webhookSecret,
      allowed_updates: ['message', 'channel_post', 'callback_query'],
      max_connections: 40,
    });
  });

  test('commands are listed in Chinese for Chinese, and in English for the rest', async () => {
    const commands = [
      ...sampleCommands,
      { id: 'Why_2', word: '为何', summary: { zh: '长'.repeat(300), en: '😀'.repeat(300) } },
    ];
    telegram = await startTelegram({ mode: 'webhook', adapter: { commands } });
    expect(telegram.fake.commands.get('zh')).toEqual([
      { command: 'lookup', description: '查询企业信用等级和依据' },
      { command: 'why', description: '说明信用等级的依据' },
      { command: 'help', description: '列出您可以使用的功能' },
      { command: 'why_2', description: '长'.repeat(256) },
    ]);
    expect(telegram.fake.commands.get('')?.map(({ description }) => description)).toEqual([
      'look an enterprise up',
      'the reasons behind the class',
      'what you can ask for',
      '😀'.repeat(128),
    ]);
  });

  test('a trailing slash of the address does no harm', async () => {
    const webhook = { url: 'https://bot.example.org/here//', secret: webhookSecret };
    telegram = await startTelegram({ mode: 'webhook', adapter: { webhook } });
    expect(telegram.fake.webhook()?.url).toBe(`https://bot.example.org/here${webhookPath}`);
  });
});

describe('a platform that is away', () => {
  /** An adapter on a fake that is in trouble from the beginning. */
  async function startInTrouble(
    mode: 'webhook' | 'polling',
    troubles: [FakeFault, FaultScope][],
    adapter: Partial<TelegramOptions> = {},
  ) {
    const fake = await startFakeTelegram({ limits: 'off' });
    closing.push(() => fake.close());
    for (const [fault, scope] of troubles) fake.fault(fault, scope);
    telegram = await startTelegram({ mode, adapter: { apiRoot: fake.apiRoot, ...adapter } });
    return fake;
  }

  const down: FakeFault = { kind: 'serverError', status: 502 };

  test.each(['getMe', 'setWebhook', 'setMyCommands'])(
    'in %s does not stop the service, which tries until it succeeds',
    async (method) => {
      const fake = await startInTrouble('webhook', [[down, { methods: [method], calls: 3 }]]);
      await expect.poll(() => telegram.logged.at(-1)?.message).toBe('telegram: registered');
      expect(fake.webhook()?.secret).toBe(webhookSecret);
      expect(fake.commands.size).toBe(2);
      expect(telegram.logged.filter(({ level }) => level === 'warn')).toHaveLength(3);
      expect(telegram.logged[0]?.fields).toMatchObject({ code: 502 });
    },
  );

  test('in deleteWebhook delays polling only', async () => {
    const fake = await startInTrouble('polling', [[down, { methods: ['deleteWebhook'], calls: 2 }]]);
    expect((await fake.say('海尔')).acknowledged).toBe(true);
    expect(telegram.taken).toHaveLength(1);
  });

  test('for good, or not there at all, leaves the service running and able to stop at once', async () => {
    await startInTrouble('polling', [], {
      apiRoot: 'http://127.0.0.1:1',
      retry: { firstMs: 9_000, maxMs: 9_000 },
    });
    const before = performance.now();
    await telegram.adapter.stop();
    expect(performance.now() - before).toBeLessThan(2_000);
  });

  test('and says how long to wait is not asked before', async () => {
    const limited: FakeFault = { kind: 'rateLimited', retryAfterSeconds: 1 };
    const fake = await startInTrouble('webhook', [[limited, { methods: ['setWebhook'], calls: 1 }]]);
    await expect.poll(() => fake.webhook(), { timeout: 3_000 }).not.toBeNull();
    const [first, second] = fake.calls.filter(({ method }) => method === 'setWebhook');
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(999);
  });

  test('and refuses a list of commands is not asked again and again', async () => {
    const refused: FakeFault = {
      kind: 'refused',
      code: 400,
      description: 'Bad Request: BOT_COMMAND_INVALID',
    };
    const fake = await startInTrouble('webhook', [[refused, { methods: ['setMyCommands'], calls: 1 }]]);
    await expect.poll(() => telegram.logged.at(-1)?.message).toBe('telegram: registered');
    expect(fake.calls.filter(({ method }) => method === 'setMyCommands')).toHaveLength(2);
    expect([...fake.commands.keys()]).toEqual(['']);
  });

  test('does not know our name: what may be meant for us comes again, the rest is not held up', async () => {
    const fake = await startFakeTelegram({ limits: 'off' });
    closing.push(() => fake.close());
    const webhook = { url: 'http://127.0.0.1:1', secret: webhookSecret };
    fake.fault(down, { methods: ['getMe'] });
    telegram = await startTelegram({ mode: 'webhook', adapter: { apiRoot: fake.apiRoot, webhook } });
    const post = async (text: string, chat: number): Promise<number> => {
      const answer = await fetch(`${telegram.origin}${webhookPath}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': webhookSecret },
        body: JSON.stringify(fake.text(text, { chat })),
      });
      return answer.status;
    };
    expect(await post('@chengxin_test_bot 海尔', -100)).toBe(503);
    expect(await post('/lookup@chengxin_test_bot 海尔', -100)).toBe(503);
    expect(await post('闲聊', -100)).toBe(200);
    expect(await post('海尔', 10_001)).toBe(200);
    fake.recover();
    await expect.poll(() => post('@chengxin_test_bot 海尔', -100)).toBe(200);
    expect(telegram.taken.map(({ chatKind }) => chatKind)).toEqual(['private', 'group']);
  });
});
