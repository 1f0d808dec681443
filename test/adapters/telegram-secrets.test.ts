import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createTelegramAdapter, type TelegramMessage } from '../../adapters/telegram/adapter.ts';
import type { ChatAddress } from '../../src/chat/adapter.ts';
import { CodedError } from '../../src/domain/errors.ts';
import { systemClock } from '../../src/domain/ports.ts';
import {
  sampleCommands,
  startTelegram,
  type TelegramHarness,
  webhookSecret,
} from '../fakes/telegram-harness.ts';

let telegram: TelegramHarness;
beforeEach(async () => {
  telegram = await startTelegram({ mode: 'webhook' });
});
afterEach(() => telegram.close());

const message: TelegramMessage = { text: '好', entities: [], keyboard: [] };
const person: ChatAddress = { chatId: '10001', chatKind: 'private', userId: '10001' };

describe('the token', () => {
  const canary = '7000000001:AAnaryCanaryCanaryCanaryCanary00000';

  test('that is wrong is told as a matter of the bot, not of the message', async () => {
    const other = await startTelegram({
      mode: 'webhook',
      adapter: { apiRoot: telegram.fake.apiRoot, token: canary },
    });
    const error = await other.adapter.send(person, message, 'key').catch((thrown: unknown) => thrown);
    await other.close();
    expect(error).toMatchObject({ fault: 'unreachable', message: '401 Unauthorized: is the token right?' });
  });

  test('stands in no error and no log, whatever went wrong', async () => {
    const faults = [
      { kind: 'garbled', body: '<html>' },
      { kind: 'reset', when: 'before' },
      { kind: 'silence' },
      { kind: 'refused', code: 400, description: `Bad Request: ${canary} and ${encodeURIComponent(canary)}` },
      { kind: 'serverError', status: 500 },
    ] as const;
    const all = ['getMe', 'setWebhook', 'setMyCommands', 'sendMessage', 'answerCallbackQuery'];
    const told: unknown[] = [];
    for (const fault of faults) {
      const other = await startTelegram({
        mode: 'webhook',
        fake: { token: canary },
        adapter: { token: canary, sendTimeoutMs: 100 },
      });
      other.fake.fault(fault, { methods: all });
      await other.press('token');
      const error = await other.adapter.send(person, message, 'key').catch((thrown: unknown) => thrown);
      told.push(error, (error as Error).stack, (error as Error).message, JSON.stringify(error), other.logged);
      await other.close();
    }
    for (const root of ['http://127.0.0.1:1', 'http://api.telegram.invalid']) {
      const other = await startTelegram({ mode: 'polling', adapter: { token: canary, apiRoot: root } });
      const error = await other.adapter.send(person, message, 'key').catch((thrown: unknown) => thrown);
      told.push(error, (error as Error).stack, other.logged);
      await other.close();
    }
    const text = told.map((one) => inspect(one, { depth: 9, showHidden: true })).join('\n');
    expect(text).toContain('ambiguous');
    expect(text).not.toMatch(/nary/);
    expect(text).not.toContain('7000000001');
  });
});

describe('debug output', () => {
  function build(env: Record<string, string>, secret = webhookSecret): unknown {
    try {
      return createTelegramAdapter({
        token: '7000000001:AAFakeFakeFakeFakeFakeFakeFakeFake00',
        apiRoot: 'http://127.0.0.1:1',
        webhook: { url: 'https://bot.example.org', secret },
        commands: sampleCommands,
        clock: systemClock,
        log: { warn: () => undefined, info: () => undefined },
        env,
      });
    } catch (error) {
      return error instanceof CodedError ? [error.code, error.params] : error;
    }
  }

  test.each([
    'telegraf:*',
    '*',
    'express:*, telegraf:client',
    'telegraf:webhook',
    'TELEGRAF:*',
    'tele*',
    '*,-telegraf:main',
    'x telegraf:polling',
  ])('of telegraf is refused: DEBUG=%s', (DEBUG) => {
    expect(build({ DEBUG })).toEqual(['telegram.debug', { name: 'DEBUG' }]);
  });

  test.each(['http', 'HTTP,net', '*', 'fs,tls'])('of Node is refused: NODE_DEBUG=%s', (value) => {
    expect(build({ NODE_DEBUG: value })).toEqual(['telegram.debug', { name: 'NODE_DEBUG' }]);
  });

  test.each(['', 'express:*', 'telegram:*', '*,-telegraf:*', '-telegraf:*', 'telegraf', 'a.legraf:client'])(
    'of others is allowed: DEBUG=%s',
    (DEBUG) => {
      expect(build({ DEBUG })).toHaveProperty('platform', 'telegram');
      expect(build({ NODE_DEBUG: 'fs,timer' })).toHaveProperty('platform', 'telegram');
    },
  );

  test('a secret that could be guessed, or none, is refused', () => {
    for (const secret of ['', 'short', 'with blanks in it, and long', `${'x'.repeat(257)}`]) {
      expect(build({}, secret)).toEqual(['telegram.secret', {}]);
    }
  });
});

describe('what is said', () => {
  test('is printed and logged nowhere, also where the core throws at it', async () => {
    const canary = '绝密的话';
    const printed: string[] = [];
    const keep = (text: unknown): boolean => {
      printed.push(String(text));
      return true;
    };
    const spies = [
      vi.spyOn(process.stdout, 'write').mockImplementation(keep),
      vi.spyOn(process.stderr, 'write').mockImplementation(keep),
      vi.spyOn(console, 'error').mockImplementation(keep),
      vi.spyOn(console, 'log').mockImplementation(keep),
    ];
    const exitCode = process.exitCode;
    try {
      telegram.before = () => Promise.reject(new Error(canary));
      await telegram.say(canary);
      await telegram.press(canary);
      telegram.fake.fault({ kind: 'refused', code: 400, description: `Bad Request: "${canary}"` });
      const sent = { ...message, text: canary };
      const error = await telegram.adapter.send(person, sent, 'key').catch((thrown: unknown) => thrown);
      telegram.fake.recover();
      telegram.fake.fault({ kind: 'serverError', status: 500 });
      const other = await telegram.adapter.send(person, sent, 'key').catch((thrown: unknown) => thrown);
      const told = inspect([error, other, telegram.logged, printed], { depth: 9, showHidden: true });
      expect(telegram.logged.length).toBeGreaterThanOrEqual(2);
      expect(told).not.toContain(canary);
    } finally {
      for (const spy of spies) spy.mockRestore();
    }
    // Telegraf's own error handler sets it.
    expect(process.exitCode).toBe(exitCode);
  });
});
