import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { CodedError } from './domain/errors.ts';

/** What is expected stands in the error, in signs that need no language. */
function whole(min: number, max: number) {
  const expected = `${min}–${max}`;
  return z.coerce.number(expected).int(expected).min(min, expected).max(max, expected);
}

function choice<const T extends readonly string[]>(values: T) {
  return z.enum(values, values.join(' | '));
}

/** Every setting, with its default; the README's table is checked against this by a test. */
const settings = {
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/\S+$/, 'postgres://user:password@host:5432/database')
    .optional()
    .describe('PostgreSQL to use; unset: an embedded server in DATA_DIR'),
  DATABASE_OWNER_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/\S+$/, 'postgres://user:password@host:5432/database')
    .optional()
    .describe('login that owns the tables, for migrations and imports; unset: as DATABASE_URL'),
  DATA_DIR: z
    .string()
    .min(1)
    .default('.data')
    .describe('folder of the embedded database and of other local state'),
  KEYS_DIR: z
    .string()
    .min(1)
    .optional()
    .describe('folder of the keys that must not lie in the database; unset: keys in DATA_DIR'),
  CHECKPOINT_FILE: z
    .string()
    .min(1)
    .optional()
    .describe(
      'file to which checkpoints of the audit log are appended, best where administrators cannot write; unset: checkpoints.txt in DATA_DIR',
    ),
  CHECKPOINT_CHAT: z
    .string()
    .regex(/^[a-z]+:\S+$/, 'telegram:-1001234567890')
    .optional()
    .describe('platform and chat to which a checkpoint is posted every hour'),
  HOST: z.string().min(1).default('127.0.0.1').describe('address the web server listens on'),
  PORT: whole(0, 65_535).default(8080).describe('port the web server listens on'),
  LOG_LEVEL: choice(['fatal', 'error', 'warn', 'info', 'debug', 'silent'])
    .default('info')
    .describe('how much is logged (to stderr, JSON)'),
  LOCALE: choice(['zh', 'en']).default('zh').describe('language of the command line'),
  POOL_SIZE: whole(1, 200).default(10).describe('connections to PostgreSQL'),
  CONNECT_RETRY_SECONDS: whole(0, 600)
    .default(10)
    .describe('how long to go on trying when PostgreSQL cannot be reached'),
  SAMPLE_ENTITIES: whole(0, 1_000_000)
    .default(20_000)
    .describe('enterprises of the sample province made at the first start; 0: none'),
  TELEGRAM_BOT_TOKEN: z
    .string()
    .regex(/^\d+:[\w-]{20,}$/, '123456789:AA…')
    .optional()
    .describe('token of the Telegram bot; unset: Telegram is off'),
  TELEGRAM_WEBHOOK_URL: z
    .string()
    .regex(/^https?:\/\/[^\s?#]+$/, 'https://bot.example.org')
    .optional()
    .describe('public address of this service, where Telegram posts updates; unset: long polling'),
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .regex(/^[\w-]{16,256}$/, '16–256 × A–Z a–z 0–9 _ -')
    .optional()
    .describe('secret that Telegram sends with each update; needed with TELEGRAM_WEBHOOK_URL'),
  TELEGRAM_API_ROOT: z
    .url({ protocol: /^https?$/, error: 'https://api.telegram.org' })
    .default('https://api.telegram.org')
    .describe('address of the Bot API'),
  TELEGRAM_MESSAGES_PER_SECOND: whole(1, 1000)
    .default(30)
    .describe('what the bot may send over all chats; above 30 only with paid broadcasts'),
  SLACK_BOT_TOKEN: z
    .string()
    .regex(/^xoxb-\S+$/, 'xoxb-…')
    .optional()
    .describe('bot token of the Slack app; unset: Slack is off'),
  SLACK_SIGNING_SECRET: z
    .string()
    .regex(/^\S{8,}$/, '8+')
    .optional()
    .describe('signing secret of the Slack app: Slack posts events to /slack/events'),
  SLACK_APP_TOKEN: z
    .string()
    .regex(/^xapp-\S+$/, 'xapp-…')
    .optional()
    .describe('app-level token: events come by socket mode, no public address needed'),
  SLACK_API_URL: z
    .url({ protocol: /^https?$/, error: 'https://slack.com/api/' })
    .default('https://slack.com/api/')
    .describe('address of the Slack Web API'),
  PUBLIC_DAILY_QUOTA: whole(1, 10_000_000)
    .default(100)
    .describe('different enterprises a day that an account without a person may look up'),
  LEASE_SECONDS: whole(1, 600)
    .default(30)
    .describe('seconds after which a replica takes over what another one, killed or cut off, had begun'),
  FAILPOINT: z
    .string()
    .regex(/^[a-z.]+(:\d+)?$/, 'name:n')
    .optional()
    .describe('for tests: the process kills itself at this place'),
  SAMPLE_SEED: z.string().min(1).max(64).default('shandong').describe('seed of the sample province'),
} as const;

const schema = z.object(settings);
export type Config = z.infer<typeof schema>;

/** Settings whose value must not stand in a process list may come from a file named in `<NAME>_FILE`. */
const secrets = [
  'DATABASE_URL',
  'DATABASE_OWNER_URL',
  'TELEGRAM_BOT_TOKEN',
  'TELEGRAM_WEBHOOK_SECRET',
  'SLACK_BOT_TOKEN',
  'SLACK_SIGNING_SECRET',
  'SLACK_APP_TOKEN',
] as const;

/** Settings that are of no use alone. */
function checkTogether(config: Config): void {
  const needs = (name: keyof Config, others: readonly (keyof Config)[]): void => {
    if (config[name] === undefined || others.some((other) => config[other] !== undefined)) return;
    throw new CodedError('config.needs', { name, needs: others.join(' | ') });
  };
  needs('DATABASE_OWNER_URL', ['DATABASE_URL']);
  needs('TELEGRAM_WEBHOOK_URL', ['TELEGRAM_WEBHOOK_SECRET']);
  needs('SLACK_BOT_TOKEN', ['SLACK_SIGNING_SECRET', 'SLACK_APP_TOKEN']);
}

/**
 * Reads the environment once.
 * @throws CodedError `config.invalid` naming the setting and what is expected, `config.secretFile`, `config.secretTwice`, `config.needs`.
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const values: Record<string, string | undefined> = {};
  for (const name of Object.keys(settings)) {
    const value = env[name];
    if (value !== undefined && value !== '') values[name] = value;
  }
  for (const name of secrets) {
    const file = env[`${name}_FILE`];
    if (!file) continue;
    if (values[name] !== undefined) throw new CodedError('config.secretTwice', { name });
    if (!existsSync(file)) throw new CodedError('config.secretFile', { name: `${name}_FILE`, file });
    values[name] = readFileSync(file, 'utf8').trim();
  }
  const parsed = schema.safeParse(values);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = String(issue?.path[0] ?? '');
    // The value itself may be a secret: only its name and what is expected are told.
    throw new CodedError('config.invalid', { name, expected: issue?.message ?? '' });
  }
  checkTogether(parsed.data);
  return { ...parsed.data, DATA_DIR: resolve(parsed.data.DATA_DIR) };
}

/** Name, default and meaning of every setting, for the documentation and its test. */
export function describeSettings(): { name: string; fallback: string; meaning: string }[] {
  return Object.entries(settings).map(([name, type]) => ({
    name,
    fallback: String(type.safeParse(undefined).data ?? ''),
    meaning: type.description ?? '',
  }));
}
