import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTelegram, type TelegramHarness } from '../fakes/telegram-harness.ts';

let telegram: TelegramHarness;
beforeEach(async () => {
  telegram = await startTelegram({ mode: 'webhook' });
});
afterEach(() => telegram.close());

describe('a press', () => {
  const answered = (): number =>
    telegram.fake.calls.filter(({ method }) => method === 'answerCallbackQuery').length;

  test('is answered after it was taken over, and not before', async () => {
    const held = Promise.withResolvers<void>();
    telegram.before = () => held.promise;
    const pressed = telegram.fake.press('token');
    await sleep(30);
    expect(answered()).toBe(0);
    held.resolve();
    await pressed;
    await expect.poll(() => telegram.fake.answered.length).toBe(1);
  });

  test('is acknowledged though its answer hangs', async () => {
    telegram.fake.fault({ kind: 'silence' }, { methods: ['answerCallbackQuery'] });
    const told = () => telegram.logged.map(({ message }) => message);
    expect((await telegram.fake.press('token')).acknowledged).toBe(true);
    expect(told()).not.toContain('telegram: press not answered');
    await expect
      .poll(() => telegram.logged.at(-1)?.message, { timeout: 3_000 })
      .toBe('telegram: press not answered');
  });

  test('too old to be answered is no failure', async () => {
    telegram.fake.fault(
      {
        kind: 'refused',
        code: 400,
        description: 'Bad Request: query is too old and response timeout expired or query ID is invalid',
      },
      { methods: ['answerCallbackQuery'] },
    );
    expect((await telegram.fake.press('token')).acknowledged).toBe(true);
    await expect.poll(() => telegram.logged.at(-1)).toMatchObject({ level: 'info', fields: { code: 400 } });
    expect(telegram.taken).toHaveLength(1);
  });

  test('that was not taken over is not answered', async () => {
    telegram.before = () => Promise.reject(new Error('away'));
    expect((await telegram.fake.press('token')).statuses).toEqual([503]);
    await sleep(30);
    expect(answered()).toBe(0);
  });
});
