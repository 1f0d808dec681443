import { z } from 'zod';
import { type Adapter, type CommandInfo, SendError, type Sink } from '../../src/chat/adapter.ts';
import { type Clock, type Random, systemRandom } from '../../src/domain/ports.ts';
import { createApi } from './api.ts';
import { type BotIdentity, commandWords, decodeUpdate, needsUsername, platform } from './decode.ts';
import { TelegramFailure } from './errors.ts';
import { refuseDebugOutput, requireSecret } from './guard.ts';
import { actionBytes, maxButtons } from './keyboard.ts';
import { type AdapterLog, createPolling } from './polling.ts';
import { commandSteps, createRegistration, type Step } from './registration.ts';
import { maxText, renderCard, type TelegramMessage } from './render.ts';
import { Backoff, type RetryTimes } from './retry.ts';
import { editMessage, sendMessage } from './sending.ts';
import { readUpdate, wantedUpdates } from './update.ts';
import { webhookPath, webhookRoute } from './webhook.ts';

export type { TelegramMessage } from './render.ts';

export interface TelegramOptions {
  /** What BotFather gave: `<bot id>:<secret>`. */
  token: string;
  /** `https://api.telegram.org`, or a Bot API server of one's own. */
  apiRoot: string;
  /** `url`: public address of this service, without the route's own path; null: long polling. */
  webhook: { url: string; secret: string } | null;
  commands: readonly CommandInfo[];
  clock: Clock;
  random?: Random;
  /** Never gets a message's text nor the token. */
  log: AdapterLog;
  /** Seconds a long poll stays open; Telegram allows 50. */
  pollSeconds?: number;
  /** Milliseconds in which a call must be answered. */
  sendTimeoutMs?: number;
  /** Over all chats; above 30 messages are sent as paid broadcasts. */
  messagesPerSecond?: number;
  /** Pauses after failures of polling and registration. */
  retry?: RetryTimes;
  /** Where DEBUG and NODE_DEBUG stand. */
  env?: Readonly<Record<string, string | undefined>>;
}

/** Deliveries at once; as many as Telegram does by default. */
const maxConnections = 40;
/** https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this */
const freePerSecond = 30;
const paceOf = (perSecond: number) => ({
  overall: { count: perSecond, ms: 1_000 },
  chat: [{ count: 1, ms: 1_000 }],
  group: [
    { count: 1, ms: 1_000 },
    { count: 20, ms: 60_000 },
  ],
});
const meShape = z.object({ id: z.int(), username: z.string().min(1) });

/**
 * Telegram. Chats and people are Telegram's numeric ids; who speaks as a chat (anonymous administrators, channels) is
 * `chat:<id>`.
 * @throws CodedError `telegram.debug` where debug output would print secrets, `telegram.secret` for a weak one
 */
export function createTelegramAdapter(options: TelegramOptions): Adapter<TelegramMessage> {
  const { token, webhook, commands, clock, log, pollSeconds = 25, sendTimeoutMs = 15_000 } = options;
  const { messagesPerSecond = freePerSecond } = options;
  const { random = systemRandom, retry = { firstMs: 500, maxMs: 30_000 }, env = process.env } = options;
  refuseDebugOutput(env);
  if (webhook) requireSecret(webhook.secret);
  const api = createApi({ token, apiRoot: options.apiRoot, timeoutMs: sendTimeoutMs });
  const bot: BotIdentity = { id: Number(token.split(':')[0]), username: null, words: commandWords(commands) };
  const stopping = new AbortController();
  const { signal } = stopping;
  const underWay = new Set<Promise<void>>();
  let sink: Sink | null = null;

  async function takeOver(body: unknown): Promise<void> {
    const update = readUpdate(body);
    if (!sink) throw new TelegramFailure('stopped');
    // Taken for «not for us» it would be acknowledged and gone.
    if (bot.username === null && needsUsername(update)) throw new TelegramFailure('own name not known yet');
    const event = decodeUpdate(update, bot, clock.now());
    if (!event) return;
    await sink(event);
    if (update.callback_query) answerQuery(update.callback_query.id);
  }

  /** Ends the waiting sign on the button; not waited for, and too late is no harm. */
  function answerQuery(id: string): void {
    // https://core.telegram.org/bots/api#answercallbackquery
    api.call('answerCallbackQuery', { callback_query_id: id }, { signal }).catch((error: unknown) => {
      const { code, message } = error as TelegramFailure;
      if (!signal.aborted) log.info({ code, reason: message }, 'telegram: press not answered');
    });
  }

  function take(body: unknown): Promise<void> {
    const taken = takeOver(body).finally(() => underWay.delete(taken));
    underWay.add(taken);
    return taken;
  }

  const polling = createPolling({
    api,
    take,
    pollSeconds,
    graceMs: sendTimeoutMs,
    backoff: new Backoff(retry, random),
    log,
  });

  const who: Step = {
    name: 'getMe',
    run: async () => {
      // https://core.telegram.org/bots/api#getme
      const me = meShape.parse(await api.call('getMe', {}, { signal }));
      Object.assign(bot, me);
    },
  };
  const way: Step = webhook
    ? {
        name: 'setWebhook',
        run: async () => {
          // https://core.telegram.org/bots/api#setwebhook
          await api.call(
            'setWebhook',
            {
              url: `${webhook.url.replace(/\/+$/, '')}${webhookPath}`,
              secret_token: webhook.secret,
              allowed_updates: wantedUpdates,
              max_connections: maxConnections,
            },
            { signal },
          );
        },
      }
    : {
        name: 'deleteWebhook',
        run: async () => {
          // What waits is kept. https://core.telegram.org/bots/api#deletewebhook
          await api.call('deleteWebhook', { drop_pending_updates: false }, { signal });
          polling.start();
        },
      };
  const registration = createRegistration({
    steps: [who, way, ...commandSteps(api, commands, signal)],
    backoff: new Backoff(retry, random),
    log,
    signal,
  });

  return {
    platform,
    capabilities: {
      buttons: true,
      edit: true,
      ephemeral: false,
      threads: false,
      files: true,
      maxText,
      maxTextUnit: 'utf16',
      actionBytes,
      maxButtons,
      ackMs: 30_000,
      markup: 'entities',
      pace: paceOf(messagesPerSecond),
    },

    async start(taker: Sink) {
      sink = taker;
      await registration.start();
    },

    async stop() {
      sink = null;
      stopping.abort();
      await registration.stop();
      await polling.stop();
      await Promise.allSettled(underWay);
    },

    ...(webhook ? { routes: (app) => webhookRoute(app, { secret: webhook.secret, take, log }) } : {}),

    render: renderCard,

    send: (to, rendered) => sendMessage(api, to, rendered, messagesPerSecond > freePerSecond),

    edit: (to, sent, rendered) => editMessage(api, to, sent, rendered),

    async privateChat(userId) {
      // Who speaks as a chat cannot be written to as a person.
      if (!/^\d+$/.test(userId)) throw new SendError('forbidden', 'not a person');
      return { chatId: userId, chatKind: 'private', userId };
    },
  };
}
