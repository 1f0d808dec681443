import type { Fields, FileStore } from './telegram-files.ts';
import { isUploaded } from './telegram-files.ts';
import type { Pacing } from './telegram-limits.ts';
import type { UpdateQueue } from './telegram-queue.ts';
import { BotApiError, badRequest, format, parseJson, readKeyboard } from './telegram-text.ts';
import { fakeChat } from './telegram-updates.ts';
import type { FakeMessage, World } from './telegram-world.ts';

export interface WebhookState {
  url: string;
  secret: string | undefined;
  maxConnections: number;
}

export interface BotCommand {
  command: string;
  description: string;
}

/** What the methods work on. */
export interface BotState {
  bot: { id: number; username: string };
  world: World;
  queue: UpdateQueue;
  pacing: Pacing;
  files: FileStore;
  webhook: WebhookState | null;
  allowedUpdates: readonly string[] | null;
  /** By language; '' for all others. */
  commands: Map<string, BotCommand[]>;
  /** Presses that can still be answered, and since when; those that were. */
  queries: Map<string, number>;
  answered: string[];
  queryTtlMs: number;
}

interface Call {
  fields: Fields;
  /** Arrival. */
  at: number;
  /** Aborted when whoever asked went away. */
  gone: AbortSignal;
}

type Method = (state: BotState, call: Call) => unknown;

function listOf(value: unknown, what: string): unknown[] {
  const list = typeof value === 'string' ? parseJson(value, what) : value;
  if (!Array.isArray(list)) throw badRequest(`can't parse ${what}`);
  return list;
}

function wanted(state: BotState, fields: Fields): void {
  if (fields.allowed_updates === undefined) return;
  state.allowedUpdates = listOf(fields.allowed_updates, 'allowed_updates').map(String);
}

function messageResult(chatId: number, type: Parameters<typeof fakeChat>[1], message: FakeMessage) {
  return {
    message_id: message.messageId,
    chat: fakeChat(chatId, type),
    date: Math.floor(message.at / 1_000),
    text: message.text,
    entities: message.entities,
  };
}

function numberOrNull(value: unknown): number | null {
  return value === undefined ? null : Number(value);
}

function replied(fields: Fields): number | null {
  const given = fields.reply_parameters;
  const read = typeof given === 'string' ? parseJson(given, 'reply parameters') : given;
  return numberOrNull((read as Record<string, unknown> | undefined)?.message_id);
}

/** https://core.telegram.org/bots/api#sendmessage */
const sendMessage: Method = ({ world, pacing }, { fields, at }) => {
  const chat = world.writable(fields.chat_id);
  const shown = format(fields);
  const keyboard = readKeyboard(fields.reply_markup);
  pacing.admit(chat.id, chat.type === 'private' ? 'private' : 'group', at);
  const thread = numberOrNull(fields.message_thread_id);
  const message = world.put(chat, { ...shown, keyboard, at, replyTo: replied(fields), thread, fileId: null });
  return messageResult(chat.id, chat.type, message);
};

/** https://core.telegram.org/bots/api#senddocument */
const sendDocument: Method = ({ world, pacing, files }, { fields, at }) => {
  const chat = world.writable(fields.chat_id);
  const { document } = fields;
  const file = isUploaded(document) ? files.add(document.name, document.bytes) : files.byId(document);
  const keyboard = readKeyboard(fields.reply_markup);
  pacing.admit(chat.id, chat.type === 'private' ? 'private' : 'group', at);
  const text = String(fields.caption ?? '');
  if (text.length > 1_024) throw badRequest('message caption is too long');
  const sent = { text, entities: [], keyboard, at, replyTo: null, thread: null, fileId: file.fileId };
  const message = world.put(chat, sent);
  const { fileId: file_id, name: file_name, bytes } = file;
  return {
    ...messageResult(chat.id, chat.type, message),
    document: { file_id, file_unique_id: file_id, file_name, file_size: bytes.length },
  };
};

/** https://core.telegram.org/bots/api#editmessagetext */
const editMessageText: Method = ({ world }, { fields }) => {
  const chat = world.writable(fields.chat_id);
  const keyboard = readKeyboard(fields.reply_markup);
  return messageResult(
    chat.id,
    chat.type,
    world.edit(chat, fields.message_id, { ...format(fields), keyboard }),
  );
};

/** https://core.telegram.org/bots/api#editmessagereplymarkup */
const editMessageReplyMarkup: Method = ({ world }, { fields }) => {
  const chat = world.writable(fields.chat_id);
  const keyboard = readKeyboard(fields.reply_markup);
  return messageResult(chat.id, chat.type, world.edit(chat, fields.message_id, { keyboard }));
};

/** https://core.telegram.org/bots/api#answercallbackquery */
const answerCallbackQuery: Method = (state, { fields, at }) => {
  const id = String(fields.callback_query_id);
  const pressedAt = state.queries.get(id);
  if (pressedAt === undefined || at - pressedAt > state.queryTtlMs)
    throw badRequest('query is too old and response timeout expired or query ID is invalid');
  state.answered.push(id);
  return true;
};

/** https://core.telegram.org/bots/api#getupdates */
const getUpdates: Method = (state, { fields, gone }) => {
  if (state.webhook) {
    throw new BotApiError(
      409,
      "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    );
  }
  wanted(state, fields);
  const limit = Math.min(100, Math.max(1, Number(fields.limit ?? 100)));
  const seconds = Math.min(50, Math.max(0, Number(fields.timeout ?? 0)));
  return state.queue.ask(Number(fields.offset ?? 0), limit, seconds * 1_000, gone);
};

/** https://core.telegram.org/bots/api#setwebhook */
const setWebhook: Method = (state, { fields }) => {
  const { url, secret_token: secret, max_connections: connections = 40 } = fields;
  if (typeof url !== 'string' || url === '') {
    state.webhook = null;
    return true;
  }
  if (!URL.canParse(url)) throw badRequest('bad webhook: invalid webhook URL specified');
  if (secret !== undefined && !/^[\w-]{1,256}$/.test(String(secret)))
    throw badRequest('secret token contains unallowed characters');
  if (!(Number(connections) >= 1 && Number(connections) <= 100))
    throw badRequest('max_connections must be between 1 and 100');
  wanted(state, fields);
  state.queue.endPoll('terminated by setWebhook request');
  const token = secret === undefined ? undefined : String(secret);
  state.webhook = { url, secret: token, maxConnections: Number(connections) };
  return true;
};

/** https://core.telegram.org/bots/api#deletewebhook */
const deleteWebhook: Method = (state, { fields }) => {
  state.webhook = null;
  if (fields.drop_pending_updates === true) state.queue.drop();
  return true;
};

/** https://core.telegram.org/bots/api#setmycommands */
const setMyCommands: Method = (state, { fields }) => {
  const commands = listOf(fields.commands, 'BotCommand').map((given): BotCommand => {
    const { command, description } = given as Record<string, unknown>;
    if (typeof command !== 'string' || !/^[a-z0-9_]{1,32}$/.test(command))
      throw badRequest('BOT_COMMAND_INVALID');
    if (typeof description !== 'string' || description.length < 1 || description.length > 256)
      throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
    return { command, description };
  });
  if (commands.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH');
  const language = String(fields.language_code ?? '');
  if (!/^(?:[a-z]{2})?$/.test(language)) throw badRequest('invalid language code specified');
  state.commands.set(language, commands);
  return true;
};

/** https://core.telegram.org/bots/api#getme */
const getMe: Method = ({ bot }) => ({
  id: bot.id,
  is_bot: true,
  first_name: '诚信',
  username: bot.username,
  can_join_groups: true,
  can_read_all_group_messages: false,
  supports_inline_queries: false,
});

/** https://core.telegram.org/bots/api#getfile */
const getFile: Method = ({ files }, { fields }) => {
  const { fileId, path, bytes } = files.byId(fields.file_id);
  return { file_id: fileId, file_unique_id: fileId, file_size: bytes.length, file_path: path };
};

export const methods: Readonly<Record<string, Method>> = {
  answerCallbackQuery,
  deleteWebhook,
  editMessageReplyMarkup,
  editMessageText,
  getFile,
  getMe,
  getUpdates,
  sendDocument,
  sendMessage,
  setMyCommands,
  setWebhook,
};
