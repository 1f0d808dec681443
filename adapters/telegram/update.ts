import { z } from 'zod';

/**
 * The parts of an update that are read; all else may be as it likes. What only adds to the meaning is left out where
 * it is of another shape than expected, so that a new kind of it does not cost a person's message.
 * https://core.telegram.org/bots/api#update
 */

const someone = z.object({ id: z.int(), is_bot: z.boolean().optional().catch(undefined) });

/** https://core.telegram.org/bots/api#messageentity */
const entity = z.object({
  type: z.string(),
  offset: z.int().nonnegative(),
  length: z.int().positive(),
  user: z.object({ id: z.int() }).optional().catch(undefined),
});

/** https://core.telegram.org/bots/api#document and its kin; `file_size` may be missing. */
const file = z.object({
  file_id: z.string().min(1),
  file_name: z.string().optional().catch(undefined),
  file_size: z.int().nonnegative().optional().catch(undefined),
});

const entities = z.array(entity).optional().catch(undefined);
const chat = z.object({ id: z.int(), type: z.string().catch('') });

/** https://core.telegram.org/bots/api#message */
const message = z.object({
  message_id: z.int(),
  message_thread_id: z.int().optional().catch(undefined),
  is_topic_message: z.boolean().optional().catch(undefined),
  is_automatic_forward: z.boolean().optional().catch(undefined),
  chat,
  from: someone.optional(),
  sender_chat: z.object({ id: z.int() }).optional(),
  reply_to_message: z
    .object({ from: z.object({ id: z.int() }).optional().catch(undefined) })
    .optional()
    .catch(undefined),
  text: z.string().optional(),
  entities,
  caption: z.string().optional().catch(undefined),
  caption_entities: entities,
  document: file.optional(),
  audio: file.optional().catch(undefined),
  video: file.optional().catch(undefined),
  voice: file.optional().catch(undefined),
  photo: z.array(file).optional().catch(undefined),
});

/** https://core.telegram.org/bots/api#callbackquery */
const callbackQuery = z.object({
  id: z.string(),
  from: someone,
  /** Missing for messages sent through inline mode; of an old message only its chat and id are told. */
  message: z
    .object({ message_id: z.int(), chat, message_thread_id: message.shape.message_thread_id })
    .extend({ is_topic_message: message.shape.is_topic_message })
    .optional(),
  data: z.string().optional(),
});

const update = z.object({
  update_id: z.int().nonnegative(),
  message: message.optional(),
  channel_post: message.optional(),
  callback_query: callbackQuery.optional(),
});

export type Update = z.infer<typeof update>;
export type Message = z.infer<typeof message>;
export type Chat = z.infer<typeof chat>;
export type CallbackQuery = z.infer<typeof callbackQuery>;
export type Entity = z.infer<typeof entity>;

/** What Telegram is asked to send us. */
export const wantedUpdates = ['message', 'channel_post', 'callback_query'] as const;

/** Not an update, or of an unknown form where it matters; the message says where, never what stood there. */
export class MalformedUpdate extends Error {
  constructor(where: string) {
    super(`an update is malformed at ${where || 'its root'}`);
    this.name = 'MalformedUpdate';
  }
}

/** @throws MalformedUpdate */
export function readUpdate(body: unknown): Update {
  const parsed = update.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new MalformedUpdate((parsed.error.issues[0]?.path ?? []).map(String).join('.'));
}

/** The id of what may be no update we understand; null where it has none. */
export function updateIdOf(body: unknown): number | null {
  const parsed = update.pick({ update_id: true }).safeParse(body);
  return parsed.success ? parsed.data.update_id : null;
}
