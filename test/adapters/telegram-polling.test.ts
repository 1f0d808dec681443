import { setTimeout as sleep } from 'node:timers/promises';
import { Telegraf } from 'telegraf';
import { afterEach, describe, expect, test } from 'vitest';
import type { TelegramOptions } from '../../adapters/telegram/adapter.ts';
import { webhookPath } from '../../adapters/telegram/webhook.ts';
import { startFakeTelegram } from '../fakes/telegram.ts';
import { startTelegram, type TelegramHarness } from '../fakes/telegram-harness.ts';

let telegram: TelegramHarness;
afterEach(() => telegram.close());

async function start(adapter: Partial<TelegramOptions> = {}): Promise<void> {
  telegram = await startTelegram({ mode: 'polling', adapter });
}

const texts = (): unknown[] =>
  telegram.taken.map(({ content }) => (content.type === 'text' ? content.text : content.type));

/** From where it asked, in order; 0: from the earliest. */
const offsets = (): number[] =>
  telegram.fake.calls
    .filter(({ method }) => method === 'getUpdates')
    .map(({ fields }) => Number(fields?.offset ?? 0));

describe('long polling', () => {
  test('takes updates one after another, in their order', async () => {
    await start();
    let atOnce = 0;
    let most = 0;
    telegram.before = async () => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      await sleep(2);
      atOnce -= 1;
    };
    const said = Array.from({ length: 20 }, (_, index) => `第${index}条`);
    const reports = await Promise.all(said.map((text) => telegram.fake.say(text)));
    expect(reports.every(({ acknowledged }) => acknowledged)).toBe(true);
    expect(texts()).toEqual(said);
    expect(most).toBe(1);
  });

  test('does not acknowledge what is not finished yet', async () => {
    await start();
    const held = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    telegram.before = () => {
      reached.resolve();
      return held.promise;
    };
    const said = telegram.fake.say('等一等');
    await reached.promise;
    const asked = offsets().length;
    await sleep(50);
    expect(offsets()).toHaveLength(asked);
    expect(telegram.fake.waiting()).toBe(1);
    held.resolve();
    expect((await said).acknowledged).toBe(true);
    expect(offsets().at(-1)).toBe(Number(telegram.taken[0]?.eventId) + 1);
    expect(telegram.fake.waiting()).toBe(0);
  });

  test('asks again from the one that was not taken over, after a pause, and goes on from there', async () => {
    await start({ retry: { firstMs: 60, maxMs: 60 } });
    let refusals = 2;
    telegram.before = async ({ content }) => {
      if (content.type !== 'text' || content.text !== '二') return;
      refusals -= 1;
      if (refusals >= 0) throw new Error('away');
    };
    const updates = ['一', '二', '三'].map((text) => telegram.fake.text(text));
    const before = performance.now();
    const reports = await Promise.all(updates.map((update) => telegram.fake.deliver(update)));
    expect(reports.map(({ acknowledged }) => acknowledged)).toEqual([true, false, expect.any(Boolean)]);
    await expect.poll(texts).toEqual(['一', '二', '三']);
    // At least half of each of two pauses.
    expect(performance.now() - before).toBeGreaterThan(59);
    const second = updates[1]?.update_id;
    expect(offsets().filter((offset) => offset === second).length).toBeGreaterThanOrEqual(2);
    await expect.poll(() => telegram.fake.waiting()).toBe(0);
  });

  test('leaves what it could not take over to whoever comes next', async () => {
    await start();
    telegram.before = () => Promise.reject(new Error('away'));
    expect(await telegram.say('海尔')).toBe(false);
    await telegram.adapter.stop();
    expect(telegram.fake.waiting()).toBe(1);
    const { fake } = telegram;
    // The process that follows, on the same bot.
    const next = await startTelegram({ mode: 'polling', adapter: { apiRoot: fake.apiRoot } });
    await expect
      .poll(() => next.taken.map(({ content }) => content))
      .toEqual([{ type: 'text', text: '海尔' }]);
    await next.close();
    expect(telegram.taken).toEqual([]);
  });

  test('passes over what is no update, and says so without its content', async () => {
    await start();
    const broken = telegram.fake.deliver({ update_id: 99_000, message: { text: '海尔', chat: { id: 'x' } } });
    expect((await broken).acknowledged).toBe(true);
    expect(await telegram.say('好的')).toBe(true);
    expect(texts()).toEqual(['好的']);
    const line = telegram.logged.find(({ message }) => message === 'telegram: update skipped');
    expect(line?.fields).toEqual({
      updateId: 99_000,
      reason: 'an update is malformed at message.message_id',
    });
  });

  test('hears updates again whose numbers begin lower, as they may after a week of silence', async () => {
    await start();
    expect((await telegram.fake.say('高', { updateId: 900_000 })).acknowledged).toBe(true);
    // Until a long poll came back empty.
    await expect.poll(() => offsets().at(-1), { timeout: 3_000 }).toBe(0);
    expect((await telegram.fake.say('低', { updateId: 5 })).acknowledged).toBe(true);
    expect(texts()).toEqual(['高', '低']);
  });

  test('ends at once when it is stopped', async () => {
    await start({ pollSeconds: 50 });
    await sleep(20);
    const before = performance.now();
    await telegram.adapter.stop();
    expect(performance.now() - before).toBeLessThan(2_000);
    const asked = offsets().length;
    await sleep(50);
    expect(offsets()).toHaveLength(asked);
  });

  test('ends at once also while it waits after a failure', async () => {
    await start({ retry: { firstMs: 20_000, maxMs: 20_000 } });
    telegram.fake.fault({ kind: 'serverError', status: 500 }, { methods: ['getUpdates'] });
    await telegram.say('海尔');
    await expect
      .poll(() => telegram.logged.map(({ message }) => message))
      .toContain('telegram: getUpdates failed');
    const before = performance.now();
    await telegram.adapter.stop();
    expect(performance.now() - before).toBeLessThan(2_000);
  });

  test('stops in the middle of what it was given, and leaves the rest', async () => {
    await start();
    const held = new Map(['零', '一', '二'].map((text) => [text, Promise.withResolvers<void>()]));
    const reached: string[] = [];
    telegram.before = ({ content }) => {
      const text = content.type === 'text' ? content.text : '';
      reached.push(text);
      return held.get(text)?.promise ?? Promise.resolve();
    };
    // While the first is held the others come, so that they are given out together.
    const said = ['零', '一', '二'].map((text) => telegram.fake.say(text));
    await expect.poll(() => reached).toEqual(['零']);
    held.get('零')?.resolve();
    await expect.poll(() => reached).toEqual(['零', '一']);
    const stopping = telegram.adapter.stop();
    for (const { resolve } of held.values()) resolve();
    await stopping;
    expect(texts()).toEqual(['零', '一']);
    expect(telegram.logged.filter(({ level }) => level === 'warn')).toEqual([]);
    expect(telegram.fake.waiting()).toBe(2);
    await Promise.all(said);
  });

  test.each([
    { kind: 'serverError', status: 502 },
    { kind: 'reset', when: 'before' },
    { kind: 'reset', when: 'after' },
    { kind: 'garbled', body: '<html>' },
    { kind: 'garbled', body: 'null' },
    { kind: 'garbled', body: '{"ok":true,"result":{"x":1}}' },
    { kind: 'garbled', body: '{"ok":true}' },
  ] as const)('goes on after %j', async (fault) => {
    await start();
    telegram.fake.fault(fault, { methods: ['getUpdates'], calls: 3 });
    // The poll that is under way is not touched by it; three more are.
    for (const text of ['一', '二']) await telegram.say(text);
    await expect
      .poll(() => telegram.logged.filter(({ message }) => message === 'telegram: getUpdates failed').length, {
        timeout: 3_000,
      })
      .toBe(3);
    await expect.poll(() => [...new Set(texts())]).toEqual(['一', '二']);
  });

  test('waits as long as it is told to', async () => {
    await start();
    telegram.fake.fault({ kind: 'rateLimited', retryAfterSeconds: 1 }, { methods: ['getUpdates'], calls: 1 });
    await telegram.say('一');
    await expect.poll(() => telegram.fake.calls.at(-1)?.status).toBe(429);
    const refused = telegram.fake.calls.at(-1)?.at ?? 0;
    await expect.poll(() => telegram.fake.calls.at(-1)?.at, { timeout: 3_000 }).toBeGreaterThan(refused);
    expect((telegram.fake.calls.at(-1)?.at ?? 0) - refused).toBeGreaterThanOrEqual(999);
  });

  test('goes on once a webhook that somebody set is gone', async () => {
    await start();
    const call = (method: string, fields: object) =>
      fetch(`${telegram.fake.apiRoot}/bot${telegram.fake.token}/${method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(fields),
      });
    await call('setWebhook', { url: 'https://elsewhere.example/hook' });
    await expect
      .poll(() => telegram.logged.at(-1)?.fields)
      .toMatchObject({ code: 409, reason: expect.stringContaining('Conflict') });
    await call('deleteWebhook', {});
    expect(await telegram.say('还在')).toBe(true);
  });

  test('keeps what waited, and takes the webhook away first', async () => {
    const fake = await startFakeTelegram({ limits: 'off' });
    const waited = fake.say('早先');
    telegram = await startTelegram({
      mode: 'polling',
      adapter: { apiRoot: fake.apiRoot, token: fake.token },
    });
    expect((await waited).acknowledged).toBe(true);
    expect(texts()).toEqual(['早先']);
    expect(fake.calls.map(({ method }) => method).slice(0, 3)).toEqual([
      'getMe',
      'deleteWebhook',
      'getUpdates',
    ]);
    expect(fake.calls[1]?.fields).toEqual({ drop_pending_updates: false });
    await telegram.adapter.stop();
    await fake.close();
  });

  test('offers no route to post updates to', async () => {
    await start();
    const answer = await fetch(`${telegram.origin}${webhookPath}`, { method: 'POST', body: '{}' });
    expect(answer.status).toBe(404);
    expect(telegram.adapter.routes).toBeUndefined();
  });

  test('of telegraf acknowledges what a handler threw at, which is why ours is not used', async () => {
    const fake = await startFakeTelegram({ limits: 'off' });
    telegram = await startTelegram({ mode: 'polling' });
    const bot = new Telegraf(fake.token, { telegram: { apiRoot: fake.apiRoot } });
    bot.on('text', () => Promise.reject(new Error('away')));
    bot.catch((error) => {
      throw error;
    });
    const said = fake.say('海尔');
    await expect(bot.launch()).rejects.toThrow('away');
    expect((await said).acknowledged).toBe(true);
    expect(fake.waiting()).toBe(0);
    await fake.close();
  });
});
