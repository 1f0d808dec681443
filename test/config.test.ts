import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { describeSettings, readConfig } from '../src/config.ts';
import { CodedError } from '../src/domain/errors.ts';

const folder = mkdtempSync(join(tmpdir(), 'chengxin-config-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function refusal(env: NodeJS.ProcessEnv): CodedError {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof CodedError) return error;
    throw error;
  }
  throw new Error('the settings were taken');
}

const wrong: Record<string, string[]> = {
  DATABASE_URL: ['mysql://root:geheim@host/db', 'postgres:/geheim', 'postgres://geheim b'],
  PORT: ['-7', '65536', '80.55', 'eighty'],
  LOG_LEVEL: ['loudest'],
  LOCALE: ['klingon'],
  POOL_SIZE: ['0', '201', 'manyy'],
  CONNECT_RETRY_SECONDS: ['-1', '601', 'soonish'],
  SAMPLE_ENTITIES: ['-1', '1000001', 'lotsof'],
  SAMPLE_SEED: ['q'.repeat(65)],
  TELEGRAM_BOT_TOKEN: ['geheimgeheimgeheim', '12:geheim'],
  TELEGRAM_WEBHOOK_URL: ['ftp://bot.example.org', 'https://bot.example.org/?geheim'],
  TELEGRAM_WEBHOOK_SECRET: ['geheim', 'geheim geheim geheim'],
  TELEGRAM_API_ROOT: ['telegram.geheim', 'file:///geheim'],
  TELEGRAM_MESSAGES_PER_SECOND: ['0', '1001', 'plenty'],
  SLACK_BOT_TOKEN: ['xapp-geheim'],
  SLACK_SIGNING_SECRET: ['geheim', 'geheim geheim'],
  SLACK_APP_TOKEN: ['xoxb-geheim'],
  SLACK_API_URL: ['slack.com/geheim'],
  LEASE_SECONDS: ['0', '601', 'halfminute'],
  FAILPOINT: ['Send.done', 'send.done:x'],
  DATABASE_OWNER_URL: ['mysql://root:geheim@host/db'],
  CHECKPOINT_CHAT: ['geheim', 'Geheim:1'],
  PUBLIC_DAILY_QUOTA: ['0', 'many', '10000001'],
};

describe('settings', () => {
  it('have defaults, and an empty one counts as unset', () => {
    const config = readConfig({ PORT: '', DATABASE_URL: '', HOST: '' });
    expect(config).toMatchObject({ PORT: 8080, HOST: '127.0.0.1', LOCALE: 'zh', POOL_SIZE: 10 });
    expect(config.DATABASE_URL).toBeUndefined();
    expect(config.DATA_DIR).toBe(resolve('.data'));
  });

  it.each(Object.entries(wrong).flatMap(([name, values]) => values.map((value) => ({ name, value }))))(
    '$name=$value is refused by its name',
    ({ name, value }) => {
      const error = refusal({ [name]: value });
      expect(error.code).toBe('config.invalid');
      expect(error.params.name).toBe(name);
      expect(error.params.expected).not.toBe('');
      // A short number may stand in what is expected anyway; anything longer can only come from the value.
      if (value.length > 5) expect(error.message).not.toContain(value);
      expect(error.message).not.toContain('geheim');
    },
  );

  it('that can be wrong are all tried above', () => {
    const anyText = ['DATA_DIR', 'HOST', 'KEYS_DIR', 'CHECKPOINT_FILE'];
    expect(
      describeSettings()
        .map(({ name }) => name)
        .sort(),
    ).toEqual([...Object.keys(wrong), ...anyText].sort());
  });
});

describe('settings of a platform', () => {
  it('that are of no use alone name what they need', () => {
    const webhook = refusal({ TELEGRAM_WEBHOOK_URL: 'https://bot.example.org' });
    expect(webhook).toMatchObject({ code: 'config.needs', params: { needs: 'TELEGRAM_WEBHOOK_SECRET' } });
    const slack = refusal({ SLACK_BOT_TOKEN: 'xoxb-1-2' });
    expect(slack).toMatchObject({ code: 'config.needs', params: { name: 'SLACK_BOT_TOKEN' } });
  });

  it('may come from files', () => {
    const file = join(folder, 'token');
    writeFileSync(file, '123456789:AAAAAAAAAAAAAAAAAAAAAAAA\n');
    const config = readConfig({ TELEGRAM_BOT_TOKEN_FILE: file });
    expect(config.TELEGRAM_BOT_TOKEN).toBe('123456789:AAAAAAAAAAAAAAAAAAAAAAAA');
  });
});

describe('DATABASE_URL_FILE', () => {
  const url = 'postgres://chengxin:geheim@db:5432/chengxin';

  it('gives the URL without the line end', () => {
    const file = join(folder, 'url');
    writeFileSync(file, `${url}\n`);
    expect(readConfig({ DATABASE_URL_FILE: file }).DATABASE_URL).toBe(url);
  });

  it('beside DATABASE_URL is refused', () => {
    const error = refusal({ DATABASE_URL: url, DATABASE_URL_FILE: join(folder, 'url') });
    expect(error).toMatchObject({ code: 'config.secretTwice', params: { name: 'DATABASE_URL' } });
    expect(error.message).not.toContain('geheim');
  });

  it('that does not exist is refused', () => {
    const file = join(folder, 'missing');
    expect(refusal({ DATABASE_URL_FILE: file })).toMatchObject({
      code: 'config.secretFile',
      params: { name: 'DATABASE_URL_FILE', file },
    });
  });

  it('with a wrong value does not tell it', () => {
    const file = join(folder, 'wrong');
    writeFileSync(file, 'geheim');
    const error = refusal({ DATABASE_URL_FILE: file });
    expect(error).toMatchObject({ code: 'config.invalid', params: { name: 'DATABASE_URL' } });
    expect(error.message).not.toContain('geheim');
  });
});
