import { createTelegramAdapter, type TelegramOptions } from '../../adapters/telegram/adapter.ts';
import { webhookPath } from '../../adapters/telegram/webhook.ts';
import type { CommandInfo } from '../../src/chat/adapter.ts';
import type { ChatEvent } from '../../src/chat/event.ts';
import { systemClock } from '../../src/domain/ports.ts';
import { createServer } from '../../src/web/server.ts';
import type { Harness } from '../adapters/harness.ts';
import { type FakeTelegram, type FakeTelegramOptions, startFakeTelegram } from './telegram.ts';

export const webhookSecret = 'a-secret-only-Telegram-knows_1';

export const sampleCommands: readonly CommandInfo[] = [
  { id: 'lookup', word: '查询', summary: { zh: '查询企业信用等级和依据', en: 'look an enterprise up' } },
  { id: 'why', word: '为什么', summary: { zh: '说明信用等级的依据', en: 'the reasons behind the class' } },
  { id: 'help', word: '帮助', summary: { zh: '列出您可以使用的功能', en: 'what you can ask for' } },
];

export interface LogLine {
  level: 'warn' | 'info';
  fields: object;
  message: string;
}

/** The Telegram adapter on its fake, with all that a test wants to look at. */
export interface TelegramHarness extends Harness {
  fake: FakeTelegram;
  logged: LogLine[];
  /** Address of our own server. */
  origin: string;
  /** What reached the core as it was taken over, without those that `before` refused. */
  taken: ChatEvent[];
}

export interface TelegramHarnessOptions {
  mode: 'webhook' | 'polling';
  fake?: FakeTelegramOptions;
  adapter?: Partial<TelegramOptions>;
}

const person = '10001';
const group = '-1001234567890';

/** Ids as a test names them, and the numbers Telegram has for them; the same name is the same update. */
function updateIds(): (name: string | undefined) => number | undefined {
  const ids = new Map<string, number>();
  return (name) => {
    if (name === undefined) return undefined;
    const id = ids.get(name) ?? 500_000 + ids.size;
    ids.set(name, id);
    return id;
  };
}

export async function startTelegram(options: TelegramHarnessOptions): Promise<TelegramHarness> {
  const fake = await startFakeTelegram({ limits: 'off', ...options.fake });
  const app = createServer({ health: async () => undefined });
  // Our address stands in what Telegram is told, and the routes must be there before we listen.
  const logged: LogLine[] = [];
  const log = {
    warn: (fields: object, message: string) => void logged.push({ level: 'warn', fields, message }),
    info: (fields: object, message: string) => void logged.push({ level: 'info', fields, message }),
  };
  const webhook = options.mode === 'webhook' ? { url: '', secret: webhookSecret } : null;
  const adapter = createTelegramAdapter({
    token: fake.token,
    apiRoot: fake.apiRoot,
    webhook,
    commands: sampleCommands,
    clock: systemClock,
    log,
    pollSeconds: 1,
    sendTimeoutMs: 400,
    retry: { firstMs: 20, maxMs: 100 },
    env: {},
    ...options.adapter,
  });
  adapter.routes?.(app);
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });
  if (webhook) webhook.url = origin;

  const updateId = updateIds();
  const where = ({
    user = person,
    chat,
    group: inGroup,
    eventId,
  }: Parameters<Harness['say']>[1] & object) => {
    const id = updateId(eventId);
    return { user, chat: chat ?? (inGroup ? group : user), ...(id === undefined ? {} : { updateId: id }) };
  };
  const harness: TelegramHarness = {
    adapter: adapter as Harness['adapter'],
    fake,
    logged,
    origin,
    taken: [],
    before: async () => undefined,
    user: person,
    chat: person,
    group,
    // In a group only what is addressed to us is heard.
    say: async (text, delivery = {}) =>
      (await fake.say(delivery.group ? `@${fake.bot.username} ${text}` : text, where(delivery))).acknowledged,
    press: async (data, delivery = {}) => {
      const { messageId } = delivery;
      const pressed = { ...where(delivery), ...(messageId ? { messageId: Number(messageId) } : {}) };
      return (await fake.press(data, pressed)).acknowledged;
    },
    forge: (text) => forge(text),
    seen: (chat) => fake.seen(chat),
    fault: (fault) => fake.fault(fault),
    recover: () => fake.recover(),
    async close() {
      await adapter.stop();
      await app.close();
      await fake.close();
    },
  };

  /** Whoever finds our address posts there, whether or not Telegram does. */
  async function forge(text: string): Promise<boolean> {
    const update = fake.text(text, { user: person });
    const answers = await Promise.all(
      [undefined, '', 'wrong', `${webhookSecret}x`, webhookSecret.slice(0, -1)].map((secret) =>
        fetch(`${origin}${webhookPath}`, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            ...(secret === undefined ? {} : { 'x-telegram-bot-api-secret-token': secret }),
          },
          body: JSON.stringify(update),
        }),
      ),
    );
    return answers.some(({ ok }) => ok);
  }

  fake.openChat(person);
  fake.openChat(group);
  await adapter.start(async (event) => {
    await harness.before(event);
    harness.taken.push(event);
  });
  return harness;
}
