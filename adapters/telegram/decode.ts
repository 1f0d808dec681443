import type { CommandInfo } from '../../src/chat/adapter.ts';
import type { ChatEvent, EventContent } from '../../src/chat/event.ts';
import type { CallbackQuery, Chat, Entity, Message, Update } from './update.ts';

export const platform = 'telegram';

/** Who we are on Telegram. */
export interface BotIdentity {
  id: number;
  /** Without @; null until Telegram told it. */
  username: string | null;
  /** What the router hears instead of `/id`, by id in lower case. */
  words: ReadonlyMap<string, string>;
}

/** `/start` is what Telegram's own button sends at the first meeting. */
export function commandWords(commands: readonly CommandInfo[]): ReadonlyMap<string, string> {
  const words = new Map(commands.map(({ id, word }) => [id.toLowerCase(), word]));
  const help = words.get('help');
  if (help !== undefined && !words.has('start')) words.set('start', help);
  return words;
}

/** Whether it can be told only by our username if this concerns us. */
export function needsUsername({ message, channel_post }: Update): boolean {
  const said = message ?? channel_post;
  return said !== undefined && said.chat.type !== 'private' && /@/.test(said.text ?? said.caption ?? '');
}

/** What an update means to the conversation; null where it is not for us. Pure. */
export function decodeUpdate(update: Update, bot: BotIdentity, receivedAt: Date): ChatEvent | null {
  const { message = update.channel_post, callback_query: query } = update;
  const decoded = query ? decodeQuery(query) : message ? decodeMessage(message, bot) : null;
  return decoded && { platform, eventId: String(update.update_id), ...decoded, receivedAt };
}

type Decoded = Omit<ChatEvent, 'platform' | 'eventId' | 'receivedAt'>;

function decodeQuery({ from, message, data }: CallbackQuery): Decoded | null {
  if (!message || data === undefined || from.is_bot) return null;
  const content: EventContent = { type: 'action', token: storable(data) };
  return { ...addressOf(message), userId: String(from.id), content };
}

function decodeMessage(message: Message, bot: BotIdentity): Decoded | null {
  const userId = speakerOf(message);
  const content = userId === null ? null : contentOf(message, bot);
  return content && userId !== null ? { ...addressOf(message), userId, content } : null;
}

function addressOf({
  chat,
  message_id: messageId,
  message_thread_id: thread,
  is_topic_message: inTopic,
}: Pick<Message, 'chat' | 'message_id' | 'message_thread_id' | 'is_topic_message'>): Pick<
  Decoded,
  'chatId' | 'chatKind' | 'via'
> {
  const chatId = String(chat.id);
  if (!isGroup(chat)) return { chatId, chatKind: 'private' };
  // In a group an answer is a reply, and in a topic it stays in the topic.
  return { chatId, chatKind: 'group', via: inTopic && thread ? `${messageId}/${thread}` : String(messageId) };
}

/** Every kind of chat that is not known to be private. */
function isGroup({ type }: Chat): boolean {
  return type !== 'private';
}

/** The numeric id, never the changeable @name. Whoever speaks as a chat is that chat, not a person. */
function speakerOf({ from, sender_chat: as, chat, is_automatic_forward: forwarded }: Message): string | null {
  if (forwarded) return null;
  if (as) return `chat:${as.id}`;
  if (from) return from.is_bot ? null : String(from.id);
  return chat.type === 'channel' ? `chat:${chat.id}` : null;
}

function contentOf(message: Message, bot: BotIdentity): EventContent | null {
  const text = message.text ?? message.caption ?? '';
  const said = isGroup(message.chat) ? saidToUs(message, text, bot) : saidInPrivate(text, bot);
  if (said === null) return null;
  const sent = fileOf(message);
  if (sent) return sent;
  return message.text === undefined ? null : { type: 'text', text: storable(said) };
}

interface Command {
  /** What the router hears. */
  text: string;
  known: boolean;
  /** The bot it names, in lower case; null where it names none. */
  bot: string | null;
}

/** https://core.telegram.org/bots/features#commands */
function commandOf(text: string, { words }: BotIdentity): Command | null {
  const [, id = '', named, rest = ''] = /^\/(\w{1,32})(?:@(\w{1,64}))?(?:\s+([\s\S]*))?$/.exec(text) ?? [];
  if (id === '') return null;
  const word = words.get(id.toLowerCase());
  const opening = id.toLowerCase() === 'start';
  // What follows /start comes from the link that was opened, not from the person.
  const said =
    rest === '' || (opening && word !== undefined) ? (word ?? `/${id}`) : `${word ?? `/${id}`} ${rest}`;
  return { text: said, known: word !== undefined, bot: named?.toLowerCase() ?? null };
}

function saidInPrivate(text: string, bot: BotIdentity): string {
  const command = commandOf(text, bot);
  return command?.known ? command.text : text;
}

/** The words that are meant for us in a group, without our name; null where they are not. */
function saidToUs(message: Message, text: string, bot: BotIdentity): string | null {
  const us = bot.username?.toLowerCase() ?? null;
  const command = commandOf(text, bot);
  if (command?.bot) return command.bot === us ? command.text : null;
  if (command?.known) return command.text;
  const mentions = (message.text === undefined ? message.caption_entities : message.entities) ?? [];
  const named = mentions.find((mention) => isUs(mention, text, us, bot.id));
  if (named) {
    const before = text.slice(0, named.offset).trimEnd();
    const after = text.slice(named.offset + named.length).trimStart();
    const said = before === '' || after === '' ? before + after : `${before} ${after}`;
    // Called by name and nothing more: what can be asked for.
    return said === '' && message.text !== undefined ? (bot.words.get('help') ?? null) : said;
  }
  return message.reply_to_message?.from?.id === bot.id ? text : null;
}

function isUs({ type, offset, length, user }: Entity, text: string, us: string | null, id: number): boolean {
  if (type === 'text_mention') return user?.id === id;
  return type === 'mention' && us !== null && text.slice(offset, offset + length).toLowerCase() === `@${us}`;
}

/** Names of files that Telegram sends without one. */
const unnamed = { photo: 'photo.jpg', video: 'video.mp4', audio: 'audio.mp3', voice: 'voice.ogg' } as const;

function fileOf({ document, audio, video, voice, photo }: Message): EventContent | null {
  const sent = [
    { file: document, name: 'document' },
    // Of a picture there are several sizes, the last is the largest.
    { file: photo?.at(-1), name: unnamed.photo },
    { file: video, name: unnamed.video },
    { file: audio, name: unnamed.audio },
    { file: voice, name: unnamed.voice },
  ].find(({ file }) => file !== undefined);
  if (!sent?.file) return null;
  const { file_name: name = sent.name, file_size: bytes = 0, file_id: ref } = sent.file;
  return { type: 'file', name: storable(name), bytes, ref: storable(ref) };
}

/** PostgreSQL stores neither NUL nor half a surrogate pair. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '\uFFFD');
}
