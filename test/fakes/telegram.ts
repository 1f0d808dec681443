import { type FakeFault, type FaultScope, Faults } from './telegram-faults.ts';
import { FileStore } from './telegram-files.ts';
import { type Limits, noLimits, Pacing, realLimits } from './telegram-limits.ts';
import type { BotCommand, BotState, WebhookState } from './telegram-methods.ts';
import { UpdateQueue } from './telegram-queue.ts';
import { type ApiCall, listen, serveBotApi } from './telegram-server.ts';
import { documentUpdate, type FakeUpdate, pressUpdate, textUpdate, type Where } from './telegram-updates.ts';
import { type PostOptions, type PostReport, WebhookPoster } from './telegram-webhook.ts';
import { type ChatType, type FakeMessage, type Seen, World } from './telegram-world.ts';

export interface FakeTelegramOptions {
  token?: string;
  username?: string;
  limits?: 'real' | 'off' | Limits;
  /** Messages each chat remembers; absent: all. */
  keep?: number;
  /** Whether what was sent is kept with each call; absent: yes. */
  record?: boolean;
  /** Milliseconds in which a press can be answered. */
  queryTtlMs?: number;
  /** Milliseconds after which a delivery that nobody asks for counts as not acknowledged. */
  patienceMs?: number;
  port?: number;
}

/** How a series of updates is delivered. */
export interface SeriesOptions extends PostOptions {
  /** Times each update is delivered. */
  copies?: (index: number) => number;
  /** Puts them in another order. */
  reorder?: (updates: FakeUpdate[]) => FakeUpdate[];
  /** Deliveries at once. */
  concurrency?: number;
}

/**
 * Telegram on this machine: its Bot API over HTTP, with what it enforces, and the people on the other side. Needs no
 * test framework, so that long runs can use it too.
 */
export interface FakeTelegram {
  apiRoot: string;
  token: string;
  bot: { id: number; username: string };
  /** Every call, in the order of arrival. */
  calls: ApiCall[];
  /** The bot's command lists by language, '' for the rest. */
  commands: ReadonlyMap<string, BotCommand[]>;
  /** Presses that were answered, by their ids. */
  answered: readonly string[];
  webhook(): WebhookState | null;
  /** Sends that came before the time a 429 had told them. */
  early(): number;
  /** Updates that nobody acknowledged yet (long polling). */
  waiting(): number;

  /** A person says something; resolves with what became of the delivery. */
  say(text: string, where?: Where, how?: PostOptions): Promise<PostReport>;
  /** A person presses a button, by default of the last message there. */
  press(data: string, where?: Where & { messageId?: number }, how?: PostOptions): Promise<PostReport>;
  sendFile(name: string, bytes: Buffer, where?: Where, how?: PostOptions): Promise<PostReport>;
  /** Delivers an update as it is: to the webhook, or to whoever asks. */
  deliver(update: FakeUpdate, how?: PostOptions): Promise<PostReport>;
  /** Delivers many, perhaps repeated and in another order. */
  deliverAll(updates: readonly FakeUpdate[], how?: SeriesOptions): Promise<PostReport[]>;
  /** The update of a text, not delivered; makes the chat known. */
  text(text: string, where?: Where): FakeUpdate;

  openChat(id: number | string, type?: ChatType): void;
  block(user: number | string): void;
  unblock(user: number | string): void;
  /** Throws the bot out of a group. */
  kick(chat: number | string): void;
  /** A group becomes a supergroup with another id. */
  migrate(from: number | string, to: number | string): void;
  /** From the message at `from` on. */
  seen(chat: number | string, from?: number): Seen[];
  messages(chat: number | string): FakeMessage[];

  fault(fault: FakeFault, scope?: FaultScope): void;
  recover(): void;
  close(): Promise<void>;
}

const defaultUser = 10_001;

export async function startFakeTelegram(options: FakeTelegramOptions = {}): Promise<FakeTelegram> {
  const { token = '7000000001:AAFakeFakeFakeFakeFakeFakeFakeFake00', username = 'chengxin_test_bot' } =
    options;
  const { limits = 'real', keep = Number.POSITIVE_INFINITY, record = true, patienceMs = 1_000 } = options;
  const bot = { id: Number(token.split(':')[0]), username };
  const windows = limits === 'real' ? realLimits : limits === 'off' ? noLimits : limits;
  const world = new World(keep);
  const state: BotState = {
    bot,
    world,
    queue: new UpdateQueue(),
    pacing: new Pacing(windows),
    files: new FileStore(),
    webhook: null,
    allowedUpdates: null,
    commands: new Map(),
    queries: new Map(),
    answered: [],
    queryTtlMs: options.queryTtlMs ?? 15_000,
  };
  const faults = new Faults();
  const calls: ApiCall[] = [];
  const server = serveBotApi({ token, state, faults, record, calls });
  const poster = new WebhookPoster();
  let lastUpdate = 100_000;
  let lastQuery = 0;

  function nextUpdate(): number {
    lastUpdate += 1;
    return lastUpdate;
  }

  function partsOf({ user = defaultUser, chat = user, type, more }: Where) {
    const chatId = Number(chat);
    const kind = type ?? (chatId < 0 ? 'supergroup' : 'private');
    world.open(chatId, kind);
    return { userId: Number(user), chatId, type: kind, ...(more ? { more } : {}) };
  }

  function text(said: string, where: Where = {}): FakeUpdate {
    const parts = { ...partsOf(where), messageId: world.nextMessageId() };
    return textUpdate(where.updateId ?? nextUpdate(), said, parts);
  }

  async function deliver(update: FakeUpdate, how: PostOptions = {}): Promise<PostReport> {
    const { webhook, allowedUpdates } = state;
    const asked = !allowedUpdates || allowedUpdates.some((kind) => kind in update);
    if (!asked && how.body === undefined) return { acknowledged: false, statuses: [], answer: '' };
    if (webhook) return poster.post(webhook, update, how);
    return { acknowledged: await state.queue.add(update, patienceMs), statuses: [], answer: '' };
  }

  const apiRoot = await listen(server, options.port ?? 0);
  return {
    apiRoot,
    token,
    bot,
    calls,
    commands: state.commands,
    answered: state.answered,
    webhook: () => state.webhook,
    early: () => state.pacing.early,
    waiting: () => state.queue.length,

    text,
    say: (said, where, how) => deliver(text(said, where), how),
    press(data, where = {}, how) {
      const parts = partsOf(where);
      lastQuery += 1;
      const id = `${bot.id}${lastQuery}`;
      state.queries.set(id, performance.now());
      const messageId = where.messageId ?? world.messages(parts.chatId).at(-1)?.messageId ?? 1;
      const sender = { id: bot.id, is_bot: true, first_name: '诚信', username };
      const press = { id, data, bot: sender };
      return deliver(pressUpdate(where.updateId ?? nextUpdate(), press, { ...parts, messageId }), how);
    },
    sendFile(name, bytes, where = {}, how) {
      const { fileId } = state.files.add(name, bytes);
      const parts = { ...partsOf(where), messageId: world.nextMessageId() };
      const file = { name, bytes: bytes.length, fileId };
      return deliver(documentUpdate(where.updateId ?? nextUpdate(), file, parts), how);
    },
    deliver,
    async deliverAll(updates, { copies = () => 1, reorder, concurrency = 40, ...how } = {}) {
      const series = updates.flatMap((update, index) => Array.from({ length: copies(index) }, () => update));
      const ordered = (reorder?.(series) ?? series).values();
      const reports: PostReport[] = [];
      const work = async (): Promise<void> => {
        // All workers draw from one iterator.
        for (const update of ordered) reports.push(await deliver(update, how));
      };
      await Promise.all(Array.from({ length: concurrency }, work));
      return reports;
    },

    openChat: (id, type) => void world.open(Number(id), type ?? (Number(id) < 0 ? 'supergroup' : 'private')),
    block: (user) => world.close(Number(user), 'private', 'bot was blocked by the user'),
    unblock: (user) => world.reopen(Number(user)),
    kick: (chat) => world.close(Number(chat), 'supergroup', 'bot was kicked from the supergroup chat'),
    migrate: (from, to) => world.migrate(Number(from), Number(to)),
    seen: (chat, from) => world.seen(Number(chat), from),
    messages: (chat) => world.messages(Number(chat)),

    fault: (fault, scope = {}) => faults.add(fault, scope),
    recover: () => faults.clear(),
    async close() {
      poster.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
