import { z } from 'zod';
import { type ChatAddress, SendError, type SentRef } from '../../src/chat/adapter.ts';
import type { TelegramApi } from './api.ts';
import { TelegramFailure, toSendError } from './errors.ts';
import type { TelegramMessage } from './render.ts';

const sentShape = z.object({ message_id: z.int() });

/** @throws SendError `invalid` for what can be no chat of Telegram */
function chatIdOf(chatId: string): number {
  const id = Number(chatId);
  if (!/^-?\d+$/.test(chatId) || !Number.isSafeInteger(id)) throw new SendError('invalid', 'no id of a chat');
  return id;
}

/** The parts of a message that sending and editing share; no parse mode, and no look at pages that are named in it. */
function bodyOf({ text, entities }: TelegramMessage) {
  return { text, entities, link_preview_options: { is_disabled: true } };
}

/** An answer in a group is a reply, in its topic; where the question was deleted it is sent all the same. */
function replyOf({ via, chatKind }: ChatAddress) {
  const [, messageId, thread] = /^(\d+)(?:\/(\d+))?$/.exec(via ?? '') ?? [];
  if (chatKind !== 'group' || messageId === undefined) return {};
  return {
    reply_parameters: { message_id: Number(messageId), allow_sending_without_reply: true },
    ...(thread === undefined ? {} : { message_thread_id: Number(thread) }),
  };
}

/**
 * Runs a call, once more with the new id where the group became a supergroup meanwhile.
 * @throws SendError
 */
async function inChat<T>(to: ChatAddress, run: (chatId: number) => Promise<T>): Promise<T> {
  const chatId = chatIdOf(to.chatId);
  try {
    try {
      return await run(chatId);
    } catch (error) {
      if (!(error instanceof TelegramFailure) || error.migratedTo === null) throw error;
      return await run(error.migratedTo);
    }
  } catch (error) {
    throw error instanceof TelegramFailure ? toSendError(error) : error;
  }
}

/** https://core.telegram.org/bots/api#sendmessage */
export function sendMessage(
  api: TelegramApi,
  to: ChatAddress,
  message: TelegramMessage,
  paid: boolean,
): Promise<SentRef> {
  return inChat(to, async (chatId) => {
    const result = await api.call('sendMessage', {
      chat_id: chatId,
      ...bodyOf(message),
      ...replyOf(to),
      ...(paid ? { allow_paid_broadcast: true } : {}),
      ...(message.keyboard.length > 0 ? { reply_markup: { inline_keyboard: message.keyboard } } : {}),
    });
    const sent = sentShape.safeParse(result);
    if (!sent.success) throw new TelegramFailure('sendMessage did not answer with a message');
    return { messageId: String(sent.data.message_id) };
  });
}

/** Without a keyboard the old one is taken away. https://core.telegram.org/bots/api#editmessagetext */
export function editMessage(
  api: TelegramApi,
  to: ChatAddress,
  { messageId }: SentRef,
  message: TelegramMessage,
): Promise<void> {
  return inChat(to, async (chatId) => {
    try {
      await api.call('editMessageText', {
        chat_id: chatId,
        message_id: Number(messageId),
        ...bodyOf(message),
        reply_markup: { inline_keyboard: message.keyboard },
      });
    } catch (error) {
      // It stands there already: an edit whose answer was lost is tried again.
      if (
        error instanceof TelegramFailure &&
        error.code === 400 &&
        /message is not modified/i.test(error.message)
      )
        return;
      throw error;
    }
  });
}
