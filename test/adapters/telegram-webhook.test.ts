import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { Telegraf } from 'telegraf';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { secretComparer } from '../../adapters/telegram/guard.ts';
import { webhookPath } from '../../adapters/telegram/webhook.ts';
import { startTelegram, type TelegramHarness, webhookSecret } from '../fakes/telegram-harness.ts';
import { sample, samples } from '../fakes/telegram-samples.ts';
import { WebhookPoster } from '../fakes/telegram-webhook.ts';

let telegram: TelegramHarness;
beforeEach(async () => {
  telegram = await startTelegram({ mode: 'webhook' });
});
afterEach(() => telegram.close());

const texts = (): unknown[] =>
  telegram.taken.map(({ content }) => (content.type === 'text' ? content.text : content.type));

/** Everything that was logged, as one text. */
const logged = (): string => JSON.stringify(telegram.logged);

function post(body: string, headers: Record<string, string>): Promise<Response> {
  return fetch(`${telegram.origin}${webhookPath}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
}

/** A proper update but for its encoding: 「海尔」 as GBK writes it. */
const gbk =
  '{"update_id":1,"message":{"message_id":1,"chat":{"id":1,"type":"private"},"from":{"id":1},"text":"\xBA\xA3\xB6\xFB"}}';

const header = 'x-telegram-bot-api-secret-token';

describe('the secret', () => {
  test('is told to Telegram and stands in no path', () => {
    const webhook = telegram.fake.webhook();
    expect(webhook).toMatchObject({ url: `${telegram.origin}${webhookPath}`, secret: webhookSecret });
    const [secretOfToken = ''] = telegram.fake.token.split(':').slice(1);
    expect(webhook?.url).not.toContain(secretOfToken);
    expect(webhook?.url).not.toContain(webhookSecret);
  });

  test.each([
    ['missing', {}],
    ['empty', { [header]: '' }],
    ['another', { [header]: 'another-secret-of-31-characters' }],
    ['cut short', { [header]: webhookSecret.slice(0, -1) }],
    ['too long', { [header]: `${webhookSecret}x` }],
    ['in other case', { [header]: webhookSecret.toUpperCase() }],
    ['given twice', { [header]: `${webhookSecret}, ${webhookSecret}` }],
    ['the token', { [header]: '7000000001:AAFakeFakeFakeFakeFakeFakeFakeFake00' }],
  ])('%s: 401, and nothing is told', async (_name, headers: Record<string, string>) => {
    const answer = await post(JSON.stringify(sample('private-text')), headers);
    expect([answer.status, await answer.text()]).toEqual([401, '']);
    expect(telegram.taken).toEqual([]);
    expect(logged()).not.toMatch(/海尔|secret_1|AAFake/);
  });

  test('is looked at before the body: refused without a byte of it, whatever it would have been', async () => {
    const { port } = new URL(telegram.origin);
    const socket = connect({ host: '127.0.0.1', port: Number(port) });
    socket.write(
      `POST ${webhookPath} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 900000\r\n\r\n`,
    );
    const answer = await new Promise<string>((resolve) => {
      socket.once('data', (bytes) => resolve(bytes.toString()));
    });
    socket.destroy();
    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
    for (const body of ['{', 'x'.repeat(2_000_000)]) expect((await post(body, {})).status).toBe(401);
    // Whoever knocks on and on does not fill the log.
    expect(telegram.logged.filter(({ message }) => message.includes('without the secret'))).toHaveLength(1);
  });

  test('compared is the whole of it', () => {
    const isGenuine = secretComparer('abc');
    expect([
      isGenuine('abc'),
      isGenuine('ab'),
      isGenuine('abcd'),
      isGenuine(''),
      isGenuine(undefined),
    ]).toEqual([true, false, false, false, false]);
    expect(isGenuine(['abc'])).toBe(false);
  });
});

describe('an update', () => {
  test('taken over is answered 200 with nothing in it: no method is called by the answer', async () => {
    expect(await telegram.fake.say('查询 海尔')).toEqual({ acknowledged: true, statuses: [200], answer: '' });
    expect(await telegram.fake.press('token')).toEqual({ acknowledged: true, statuses: [200], answer: '' });
  });

  test('not taken over is answered 503, and Telegram comes again', async () => {
    let refusals = 2;
    telegram.before = async () => {
      refusals -= 1;
      if (refusals >= 0) throw new Error('查询 海尔 could not be stored');
    };
    const report = await telegram.fake.say('查询 海尔', {}, { attempts: 5 });
    expect(report).toEqual({ acknowledged: true, statuses: [503, 503, 200], answer: '' });
    expect(texts()).toEqual(['查询 海尔']);
    expect(telegram.logged.filter(({ message }) => message.includes('not taken over'))).toHaveLength(2);
    expect(logged()).not.toContain('海尔');
  });

  test('that means nothing to us is answered 200', async () => {
    for (const name of [
      'private-sticker',
      'private-edited',
      'group-chatter',
      'press-inline',
      'blocked-by-person',
    ]) {
      const body = JSON.stringify(samples.get(name));
      expect((await telegram.fake.deliver(sample(name), { body })).statuses).toEqual([200]);
    }
    expect(telegram.taken).toEqual([]);
  });

  test.each([
    ['no JSON', '{"update_id":'],
    ['nothing', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['no update', '{"message":{}}'],
    ['another shape', '{"update_id":1,"message":{"message_id":1,"chat":{"id":"x"}}}'],
    ['Chinese in GBK', Buffer.from(gbk, 'latin1')],
    ['half a character', Buffer.from('{"update_id":1,"x":"海').subarray(0, -1)],
    ['UTF-16', Buffer.from('{"update_id":1}', 'utf16le')],
  ])('that is %s is answered 400, and the service goes on', async (_name, body) => {
    const report = await telegram.fake.deliver({ update_id: 1 }, { body });
    expect(report.statuses).toEqual([400]);
    expect(telegram.taken).toEqual([]);
    expect(await telegram.say('还在')).toBe(true);
  });

  test('larger than 1 MiB is answered 413, just below it is taken', async () => {
    const update = telegram.fake.text('海尔');
    const padded = (bytes: number): string => {
      const empty = JSON.stringify({ ...update, padding: '' });
      return JSON.stringify({ ...update, padding: 'x'.repeat(bytes - Buffer.byteLength(empty)) });
    };
    const limit = 1024 * 1024;
    const over = await telegram.fake.deliver(update, { body: padded(limit + 1) });
    expect(over.statuses).toEqual([413]);
    expect(telegram.taken).toEqual([]);
    expect((await telegram.fake.deliver(update, { body: padded(limit) })).statuses).toEqual([200]);
    expect(texts()).toEqual(['海尔']);
  });

  test('of another content type is refused', async () => {
    const report = await telegram.fake.say('海尔', {}, { contentType: 'text/plain' });
    expect(report.statuses).toEqual([415]);
  });

  test('whose connection ends in the middle is not taken over, and comes again', async () => {
    const update = telegram.fake.text('海尔');
    const report = await telegram.fake.deliver(update, { endAfter: 80 });
    expect(report.acknowledged).toBe(false);
    expect(telegram.taken).toEqual([]);
    expect((await telegram.fake.deliver(update)).acknowledged).toBe(true);
    expect(texts()).toEqual(['海尔']);
  });

  test.each([0, -1, 1, 4_102_444_800, Number.MAX_SAFE_INTEGER])(
    'dated %d is taken, with our own time',
    async (date) => {
      const before = Date.now();
      expect((await telegram.fake.say('海尔', { more: { date } })).statuses).toEqual([200]);
      const at = telegram.taken[0]?.receivedAt.getTime() ?? 0;
      expect(at).toBeGreaterThanOrEqual(before);
      expect(at).toBeLessThanOrEqual(Date.now());
    },
  );

  test('nested very deeply where nobody looks is taken like another', async () => {
    const body = JSON.stringify(telegram.fake.text('海尔')).replace(
      /}$/,
      `,"x":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
    );
    expect((await telegram.fake.deliver({ update_id: 1 }, { body })).statuses).toEqual([200]);
  });

  test('does not wait for another that takes long', async () => {
    const held = Promise.withResolvers<void>();
    telegram.before = (event) => (event.chatId === '20002' ? held.promise : Promise.resolve());
    const slow = telegram.fake.say('慢', { user: 20_002 });
    const fast = await Promise.all(Array.from({ length: 20 }, (_, index) => telegram.fake.say(`快${index}`)));
    expect(fast.every(({ acknowledged }) => acknowledged)).toBe(true);
    held.resolve();
    expect((await slow).acknowledged).toBe(true);
  });

  test('delivered up to five times in any order reaches the core under one id', async () => {
    const updates = Array.from({ length: 100 }, (_, index) =>
      telegram.fake.text(`第${index}条`, { user: 10_001 + (index % 7) }),
    );
    const reports = await telegram.fake.deliverAll(updates, {
      copies: (index) => 1 + (index % 5),
      // Each 37th of the 300, until all were there.
      reorder: (list) => list.flatMap((_, index) => list.slice((index * 37) % 300).slice(0, 1)),
    });
    expect(reports).toHaveLength(300);
    expect(reports.every(({ statuses }) => statuses[0] === 200)).toBe(true);
    const said = new Map(telegram.taken.map(({ eventId, content }) => [eventId, content]));
    expect([...said].sort()).toEqual(
      updates.map((update) => [
        String(update.update_id),
        { type: 'text', text: (update.message as { text: string }).text },
      ]),
    );
  });
});

describe('Chinese cut by a TCP segment', () => {
  const words = ['查询 海尔', '𠀀龘😀👨‍👩‍👧‍👦', 'e\u0301 “引号” ——'];

  test('at any byte arrives as it was', async () => {
    const bodies = words.map((text) => telegram.fake.text(text));
    let cuts = 0;
    for (const [index, update] of bodies.entries()) {
      const bytes = Buffer.byteLength(JSON.stringify(update));
      // Many at once, each over a connection of its own.
      const offsets = Array.from({ length: bytes - 1 }, (_, at) => at + 1);
      const reports = await Promise.all(offsets.map((cutAt) => telegram.fake.deliver(update, { cutAt })));
      expect(reports.filter(({ statuses }) => statuses[0] !== 200)).toEqual([]);
      cuts += offsets.length;
      expect(new Set(texts().slice(-offsets.length))).toEqual(new Set([words[index]]));
    }
    expect(telegram.taken).toHaveLength(cuts);
  });

  test('is destroyed by the reader that comes with telegraf, so the cuts do cut', async () => {
    const bot = new Telegraf(telegram.fake.token);
    bot.botInfo = {
      id: 1,
      is_bot: true,
      first_name: 'x',
      username: 'x',
      can_join_groups: false,
      can_read_all_group_messages: false,
      supports_inline_queries: false,
    };
    const heard: string[] = [];
    bot.on('text', ({ message }) => void heard.push(message.text));
    const server = createServer(bot.webhookCallback('/hook'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const poster = new WebhookPoster();
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
    const update = telegram.fake.text('查询 海尔');
    const at = Buffer.from(JSON.stringify(update)).indexOf(Buffer.from('海'));
    try {
      await poster.post({ url, secret: undefined }, update, { cutAt: at + 1 });
    } finally {
      poster.close();
      server.close();
    }
    expect(heard).toHaveLength(1);
    expect(heard[0]).toContain('\uFFFD');
  });
});

describe('stopping', () => {
  test('answers 503 from then on, so that Telegram comes again later', async () => {
    await telegram.adapter.stop();
    expect((await telegram.fake.say('太晚')).statuses).toEqual([503]);
    expect(telegram.taken).toEqual([]);
  });
});
