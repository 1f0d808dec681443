import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { WebMessage } from '../adapters/web/adapter.ts';
import { createCommands, dialogs } from '../commands/index.ts';
import type { Adapter, CommandInfo } from './chat/adapter.ts';
import type { Command } from './chat/command.ts';
import { createRouter, type Handle } from './chat/router.ts';
import { say } from './chat/words/index.ts';
import type { CliContext } from './cli/context.ts';
import { jobs } from './compose-jobs.ts';
import type { Config } from './config.ts';
import { failpointFrom } from './delivery/failpoint.ts';
import { createInbox } from './delivery/inbox.ts';
import { describe } from './delivery/log.ts';
import { createMeters } from './delivery/meters.ts';
import { createRecurring } from './delivery/recurring.ts';
import { createSchedule } from './delivery/schedule.ts';
import { createSender, type Sender } from './delivery/sender.ts';
import { maskIdNumbers } from './domain/id-number.ts';
import { systemRandom } from './domain/ports.ts';
import { chainEntries, checkpoint, newestCheckpoint } from './services/audit.ts';
import { createTurns } from './services/conversations.ts';
import { type Keys, keysFolder, openKeys } from './services/keys.ts';
import { sendDueNotices } from './services/notices.ts';
import { personaIds, personHere } from './services/personas.ts';
import { createPolicyBook, type PolicyBook } from './services/policy.ts';
import { refreshPolicies, shippedPolicies } from './services/policy-versions.ts';
import { regradeQueued } from './services/regrade.ts';
import { checkHome, stillHome } from './services/sending.ts';
import { sendWeekly } from './services/weekly.ts';
import { chatWitness, checkpointFile, fileWitness, notedSize } from './services/witnesses.ts';
import type { Database } from './store/database.ts';
import { checkpointRoutes } from './web/checkpoints.ts';

/** The parts put together: with `main.ts` the only place that knows every room. */

const sendGraceMs = 5_000;

export interface Running {
  context: CliContext;
  database: Database;
  logger: Logger;
}

function keysOf({ context, logger }: Pick<Running, 'context' | 'logger'>): Keys {
  const troubled = (error: unknown): void =>
    logger.error(
      describe(error),
      'the keys folder cannot be used any more; going on with the keys there were',
    );
  return openKeys(keysFolder(context.config), { clock: context.clock, troubled });
}

/** All commands; without policies where only their words are asked for. */
export function commandsFor(running: Running, policies = createPolicyBook([])): readonly Command[] {
  const { context, database } = running;
  const keys = keysOf(running);
  const publicQuota = context.config.PUBLIC_DAILY_QUOTA;
  return createCommands({ database, policies, publicQuota, keys, random: systemRandom });
}

/** The router over the tables. `rethrow`: what is unexpected is left to the inbox, which tries again. */
export function createHandle(running: Running, rethrow: boolean, policies: PolicyBook): Handle {
  const { context, database, logger } = running;
  return createRouter({
    commands: commandsFor(running, policies),
    dialogs,
    turns: createTurns(database, keysOf(running)),
    clock: context.clock,
    random: systemRandom,
    failed: (reference, error) => logger.error({ reference, ...describe(error) }, 'a turn failed'),
    rethrow,
  });
}

/**
 * Commands as platforms list them to everybody: by their id, and the first word of how they are called. What only some
 * may do they find by 帮助.
 */
function commandInfos(commands: readonly Command[]): CommandInfo[] {
  return commands
    .filter(({ roles }) => roles.includes('public'))
    .map(({ id, usage, summary }) => ({
      id,
      word: say('zh', usage).split(' ')[0] ?? '',
      summary: { zh: say('zh', summary), en: say('en', summary) },
    }));
}

/** Whoever opens the page may speak as any persona: for the embedded sample province on this machine only. */
async function createWebChat({ context, database }: Running): Promise<Adapter<WebMessage>> {
  const [{ createWebAdapter }, { webMessages }] = await Promise.all([
    import('../adapters/web/adapter.ts'),
    import('./store/web-messages.ts'),
  ]);
  const people = await Promise.all(personaIds.map((id) => personHere(database, id)));
  return createWebAdapter({
    log: webMessages(database.sql),
    personas: people.map(({ id, role }) => ({
      id,
      label: { zh: say('zh', `role.${role}`), en: say('en', `role.${role}`) },
    })),
    clock: context.clock,
    random: systemRandom,
    redact: (text) => maskIdNumbers(text).text,
  });
}

/** A send must have ended, one way or the other, before another replica may take the message over. */
function sendTimeoutMs({ LEASE_SECONDS }: Config): number {
  return LEASE_SECONDS * 500;
}

async function createTelegram({ context, logger }: Running, commands: CommandInfo[], config: Config) {
  const { TELEGRAM_BOT_TOKEN: token, TELEGRAM_WEBHOOK_URL: url, TELEGRAM_WEBHOOK_SECRET: secret } = config;
  if (token === undefined) return null;
  const { createTelegramAdapter } = await import('../adapters/telegram/adapter.ts');
  return createTelegramAdapter({
    token,
    apiRoot: config.TELEGRAM_API_ROOT,
    messagesPerSecond: config.TELEGRAM_MESSAGES_PER_SECOND,
    webhook: url === undefined || secret === undefined ? null : { url, secret },
    commands,
    clock: context.clock,
    log: logger,
    sendTimeoutMs: sendTimeoutMs(config),
  });
}

async function createSlack({ context, logger }: Running, commands: CommandInfo[], config: Config) {
  const { SLACK_BOT_TOKEN: botToken, SLACK_SIGNING_SECRET: secret, SLACK_APP_TOKEN: appToken } = config;
  if (botToken === undefined) return null;
  const { createSlackAdapter } = await import('../adapters/slack/adapter.ts');
  return createSlackAdapter({
    botToken,
    signingSecret: secret ?? null,
    appToken: appToken ?? null,
    apiUrl: config.SLACK_API_URL,
    commands,
    clock: context.clock,
    log: logger,
    sendTimeoutMs: sendTimeoutMs(config),
  });
}

/** An adapter with its own form of a message closed in. */
interface Platform {
  name: string;
  sender: Sender;
  adapter: Pick<Adapter<never>, 'start' | 'stop' | 'routes'>;
}

/** Nothing is sent from a copy: told at the start, and again whenever it is found out. */
function tellHeld({ logger }: Running, reason: string | null): void {
  if (reason !== null)
    logger.error({ reason }, 'nothing is sent until an operator says so: chengxin sending resume');
}

export interface Delivery {
  routes(app: FastifyInstance): void;
  start(): Promise<void>;
  /** First no new events, then those under way, then their answers. */
  stop(): Promise<void>;
  metrics: () => Promise<{ type: string; text: string }>;
}

/** All platforms that are configured, on one inbox and one outbox. */
export async function createDelivery(running: Running): Promise<Delivery> {
  const { context, database, logger } = running;
  const { config, clock } = context;
  const { sql } = database;
  const failpoint = failpointFrom(config.FAILPOINT);
  const leaseSeconds = config.LEASE_SECONDS;
  const meters = createMeters(sql);
  const platforms: Platform[] = [];
  const add = <Rendered>(adapter: Adapter<Rendered> | null): void => {
    if (!adapter) return;
    const sender = createSender({
      sql,
      adapter,
      meters,
      log: logger,
      random: systemRandom,
      failpoint,
      leaseSeconds,
    });
    platforms.push({ name: adapter.platform, sender, adapter });
  };
  const keys = keysOf(running);
  const policies = shippedPolicies();
  await refreshPolicies(database, policies);
  let stopping = false;
  const commands = commandInfos(commandsFor(running));
  const telegram = await createTelegram(running, commands, config);
  const slack = await createSlack(running, commands, config);
  if (config.DATABASE_URL === undefined) add(await createWebChat(running));
  add(telegram);
  add(slack);
  logger.info({ telegram: telegram !== null, slack: slack !== null }, 'platforms');
  const inbox = createInbox({
    sql,
    handle: createHandle(running, true, policies),
    wakeSender: (name, chatId) => platforms.find((platform) => platform.name === name)?.sender.wake(chatId),
    meters,
    log: logger,
    random: systemRandom,
    failpoint,
    leaseSeconds,
  });
  const schedule = createSchedule({ sql, clock, log: logger, failpoint }, jobs(running, policies));
  const noted = checkpointFile(config);
  const witnesses = [fileWitness(noted)];
  const [, chatPlatform, chatId] = /^([a-z]+):(.+)$/.exec(config.CHECKPOINT_CHAT ?? '') ?? [];
  if (chatPlatform && chatId)
    witnesses.push(chatWitness({ database, clock, random: systemRandom }, chatPlatform, chatId));
  const recurring = createRecurring(logger, [
    {
      id: 'home',
      everyMs: 60_000,
      work: async () => tellHeld(running, await stillHome(database, clock.now())),
    },
    {
      id: 'audit',
      everyMs: 1_000,
      work: async () => void (await chainEntries({ database, clock })),
    },
    {
      id: 'grading',
      everyMs: 1_000,
      async work() {
        const deps = { policies, keys, random: systemRandom, clock };
        const { changed, failed } = await regradeQueued(database, deps, {
          stop: () => stopping,
          gently: true,
        });
        if (failed.length > 0)
          logger.error(
            { count: failed.length, failures: [...new Set(failed.map(({ failure }) => failure))] },
            'enterprises could not be judged',
          );
        if (changed > 0) for (const { sender } of platforms) sender.wake();
      },
    },
    {
      id: 'notices',
      everyMs: 30_000,
      async work() {
        const telling = { policies, random: systemRandom, now: clock.now() };
        const sent = (await sendDueNotices(database, telling)) + (await sendWeekly(database, telling));
        if (sent > 0) for (const { sender } of platforms) sender.wake();
      },
    },
    { id: 'policies', everyMs: 60_000, work: () => refreshPolicies(database, policies) },
    {
      id: 'checkpoint',
      everyMs: 60_000,
      async work() {
        await chainEntries({ database, clock });
        await checkpoint({ database, keys, clock, log: logger, witnesses });
      },
    },
  ]);
  return {
    routes(app) {
      checkpointRoutes(app, {
        newest: async () => (await newestCheckpoint(database))?.note ?? null,
        publicKeys: () => keys.vkeys(),
      });
      for (const { adapter } of platforms) adapter.routes?.(app);
    },
    async start() {
      tellHeld(running, await checkHome(database, clock.now(), await notedSize(noted)));
      inbox.start();
      for (const { sender } of platforms) await sender.start();
      for (const { adapter } of platforms) await adapter.start(inbox.accept);
      schedule.start();
      recurring.start();
    },
    async stop() {
      stopping = true;
      await Promise.all(platforms.map(({ adapter }) => adapter.stop()));
      await inbox.stop();
      await Promise.all([
        ...platforms.map(({ sender }) => sender.stop(sendGraceMs)),
        schedule.stop(),
        recurring.stop(),
      ]);
    },
    metrics: () => meters.expose(),
  };
}
