import type { ChatType } from './telegram-world.ts';

export type FakeUpdate = Record<string, unknown> & { update_id: number };

/** Who says something, and where. */
export interface Where {
  /** Numeric id of the person. */
  user?: number | string;
  /** Numeric id of the chat; absent: the private chat with the person. */
  chat?: number | string;
  type?: ChatType;
  /** The update's id; absent: the next. */
  updateId?: number;
  /** More fields of the message. */
  more?: Readonly<Record<string, unknown>>;
}

const date = 1_790_000_000;

export function fakeUser(id: number): Record<string, unknown> {
  return { id, is_bot: false, first_name: '示例', username: `example_${id}`, language_code: 'zh-hans' };
}

export function fakeChat(id: number, type: ChatType): Record<string, unknown> {
  return type === 'private'
    ? { id, type, first_name: '示例', username: `example_${id}` }
    : { id, type, title: '示例群' };
}

/** Commands and mentions, as Telegram finds them. */
export function foundEntities(text: string): Record<string, unknown>[] {
  const at = (type: string, pattern: RegExp) =>
    [...text.matchAll(pattern)].map(({ 0: found, index }) => ({ type, offset: index, length: found.length }));
  return [
    ...at('bot_command', /(?<![^\s])\/\w{1,32}(?:@\w{3,32})?/g),
    ...at('mention', /(?<![\w@/])@\w{3,32}/g),
  ].sort((one, other) => one.offset - other.offset);
}

export interface MessageParts {
  userId: number;
  chatId: number;
  type: ChatType;
  messageId: number;
  more?: Readonly<Record<string, unknown>>;
}

function base({ userId, chatId, type, messageId }: MessageParts): Record<string, unknown> {
  return {
    message_id: messageId,
    ...(type === 'channel' ? { sender_chat: fakeChat(chatId, type) } : { from: fakeUser(userId) }),
    chat: fakeChat(chatId, type),
    date,
  };
}

/** https://core.telegram.org/bots/api#message */
export function textUpdate(updateId: number, text: string, parts: MessageParts): FakeUpdate {
  const entities = foundEntities(text);
  const message = { ...base(parts), text, ...(entities.length > 0 ? { entities } : {}), ...parts.more };
  return { update_id: updateId, [parts.type === 'channel' ? 'channel_post' : 'message']: message };
}

export function documentUpdate(
  updateId: number,
  file: { name: string; bytes: number; fileId: string },
  parts: MessageParts,
): FakeUpdate {
  const document = {
    file_name: file.name,
    file_size: file.bytes,
    file_id: file.fileId,
    file_unique_id: file.fileId,
  };
  return { update_id: updateId, message: { ...base(parts), document, ...parts.more } };
}

/** https://core.telegram.org/bots/api#callbackquery */
export function pressUpdate(
  updateId: number,
  press: { id: string; data: string; bot: Record<string, unknown> },
  { userId, chatId, type, messageId, more }: MessageParts,
): FakeUpdate {
  return {
    update_id: updateId,
    callback_query: {
      id: press.id,
      from: fakeUser(userId),
      message: {
        message_id: messageId,
        from: press.bot,
        chat: fakeChat(chatId, type),
        date,
        text: '…',
        ...more,
      },
      chat_instance: '1',
      data: press.data,
    },
  };
}
