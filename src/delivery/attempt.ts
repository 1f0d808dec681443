import type { Sql } from 'postgres';
import { z } from 'zod';
import { type Adapter, type ChatAddress, SendError } from '../chat/adapter.ts';
import type { Card } from '../chat/card.ts';
import { chosenCard } from '../chat/chosen.ts';
import { type ClaimedMessage, sentMessage } from '../store/outbox.ts';
import type { Failpoint } from './failpoint.ts';

const locale = z.enum(['zh', 'en']);
// Written by ourselves a moment ago: its kind is checked, not every child.
const cardBody = z.object({ card: z.custom<Card>((value) => typeof value === 'object'), locale });
const editBody = z.object({ choice: z.string(), locale });

interface AttemptDeps<Rendered> {
  sql: Sql;
  adapter: Adapter<Rendered>;
  failpoint: Failpoint;
  /** After each part that went out. */
  sent(): void;
}

/** Puts what was chosen in the place of the actions, where the message with them stands. */
async function edit<Rendered>(deps: AttemptDeps<Rendered>, message: ClaimedMessage, to: ChatAddress) {
  const { adapter, sql } = deps;
  const original = message.target === null ? null : await sentMessage(sql, message.target);
  if (!original || !adapter.edit) return;
  const { choice, locale: language } = editBody.parse(message.body);
  const { card } = cardBody.parse(original.body);
  const parts = adapter.render(chosenCard(card, choice, language), language, message.plain);
  // Buttons stand on the last part: that is the one that changes.
  const [last, messageId] = [parts.at(-1), original.messageIds.at(-1)];
  if (last === undefined || messageId === undefined || original.messageIds.length !== parts.length) return;
  deps.failpoint('send.started');
  await adapter.edit(to, { messageId }, last, message.key);
  deps.failpoint('send.done');
  deps.sent();
}

/** The id of the chat in which somebody is alone with the bot. @throws SendError */
export async function privateChat<Rendered>(adapter: Adapter<Rendered>, userId: string): Promise<string> {
  const address = await adapter.privateChat?.(userId);
  if (!address) throw new SendError('invalid', 'no private chats here');
  return address.chatId;
}

/**
 * Sends what is left of a message: of several parts the next one where the platform has windows (`onePart`), else
 * all. The ids of what went out are added to `message.messageIds`. Resolves with whether nothing is left.
 * @throws SendError
 */
export async function sendMessage<Rendered>(
  deps: AttemptDeps<Rendered>,
  message: ClaimedMessage,
  onePart: boolean,
): Promise<boolean> {
  const { adapter, failpoint } = deps;
  const { chatId, chatKind, userId, via } = message;
  const to: ChatAddress = { chatId, chatKind, userId, ...(via === null ? {} : { via }) };
  if (message.kind === 'edit') {
    await edit(deps, message, to);
    return true;
  }
  const { card, locale: language } = cardBody.parse(message.body);
  const parts = adapter.render(card, language, message.plain);
  for (;;) {
    const index = message.messageIds.length;
    const part = parts[index];
    if (part === undefined) return true;
    failpoint('send.started');
    const { messageId } = await adapter.send(to, part, `${message.key}:${index}`);
    message.messageIds.push(messageId);
    failpoint('send.done');
    deps.sent();
    if (onePart) return message.messageIds.length >= parts.length;
  }
}
