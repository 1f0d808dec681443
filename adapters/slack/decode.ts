import { z } from 'zod';
import type { CommandInfo } from '../../src/chat/adapter.ts';
import type { ChatEvent } from '../../src/chat/event.ts';
import { readText, storable } from './text.ts';

export const platform = 'slack';

/** What decoding needs to know beside the payload. */
export interface DecodeContext {
  /** The bot's user id, null until Slack told it. */
  botUserId: string | null;
  commands: readonly CommandInfo[];
  /** Whether an answer may be posted to this `response_url`. */
  mayAnswer(url: string): boolean;
  receivedAt: Date;
}

/** `body` holds only what was checked, for bolt to look at. */
export interface Decoded {
  event: ChatEvent;
  body: Record<string, unknown>;
}

/** Ids are opaque, but go into tables and logs. */
const id = z.string().regex(/^[\x21-\x7E]{1,255}$/);
/** A field that is not needed to answer never loses a message by its shape. */
const loose = z.string().optional().catch(undefined);

const file = z.object({ id, name: z.string().nullish(), size: z.number().int().nonnegative().catch(0) });

/** https://docs.slack.dev/apis/events-api#event-type-structure */
const eventCallback = z.object({
  type: z.literal('event_callback'),
  event_id: id,
  team_id: id,
  authorizations: z
    .array(z.object({ user_id: id, is_bot: z.boolean() }))
    .catch([])
    .default([]),
  event: z.object({
    type: z.enum(['message', 'app_mention']),
    subtype: z.string().nullish(),
    user: id,
    user_team: id.optional().catch(undefined),
    channel: id,
    channel_type: loose,
    text: z.string().nullish(),
    bot_id: z.unknown().optional(),
    edited: z.unknown().optional(),
    files: z.array(file).catch([]).default([]),
  }),
});

/** https://docs.slack.dev/interactivity/implementing-slash-commands#app_command_handling */
const slashCommand = z.object({
  command: z.string().startsWith('/'),
  text: z.string().default(''),
  team_id: id,
  user_id: id,
  channel_id: id,
  channel_name: loose,
  trigger_id: id,
  response_url: loose,
});

/** https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
const blockActions = z.object({
  type: z.literal('block_actions'),
  trigger_id: id.optional().catch(undefined),
  user: z.object({ id, team_id: id.optional().catch(undefined) }),
  team: z.object({ id }).nullish().catch(undefined),
  channel: z.object({ id, name: loose }).optional().catch(undefined),
  container: z
    .object({ channel_id: id.optional(), message_ts: id.optional(), is_ephemeral: z.boolean().optional() })
    .optional()
    .catch(undefined),
  actions: z
    .array(z.object({ value: z.string().min(1).max(2000), action_ts: id.optional().catch(undefined) }))
    .min(1),
  response_url: loose,
});

type Told = Pick<ChatEvent, 'eventId' | 'chatId' | 'chatKind' | 'userId' | 'content'> & {
  via?: string | undefined;
};

/** User ids are unique in a workspace only: `team:user`. */
function personOf(team: string, user: string): string {
  return `${team}:${user}`;
}

/** A direct message is private; so would one of two other people be, where an answer reaches only who asked. */
function kindOf(channel: string, name: string | undefined): ChatEvent['chatKind'] {
  return channel.startsWith('D') && (name === undefined || name === 'directmessage') ? 'private' : 'group';
}

/** Messages of bots, edits and all that is no message of a person are not for us. */
const spoken: readonly unknown[] = [undefined, null, '', 'file_share', 'thread_broadcast'];

function decodeEvent(body: z.infer<typeof eventCallback>, context: DecodeContext): Told | null {
  const { event, authorizations } = body;
  const own = new Set(authorizations.filter((one) => one.is_bot).map((one) => one.user_id));
  if (context.botUserId !== null) own.add(context.botUserId);
  if (
    !spoken.includes(event.subtype) ||
    event.edited != null ||
    event.bot_id != null ||
    own.has(event.user)
  ) {
    return null;
  }
  const mentioned = event.type === 'app_mention';
  // What is said in a channel without calling us is nobody's business.
  if (!mentioned && event.channel_type !== 'im') return null;
  const told = {
    eventId: `evt:${body.event_id}`,
    chatId: event.channel,
    chatKind: mentioned ? ('group' as const) : kindOf(event.channel, undefined),
    userId: personOf(event.user_team ?? body.team_id, event.user),
  };
  const [first] = event.files;
  if (first && !mentioned) {
    const name = storable(first.name ?? '');
    return { ...told, content: { type: 'file', name, bytes: first.size, ref: first.id } };
  }
  const text = readText(event.text ?? '', own.size === 0 && mentioned ? null : own);
  if (text !== '') return { ...told, content: { type: 'text', text } };
  return mentioned ? { ...told, content: { type: 'text', text: helpWord(context.commands) } } : null;
}

function helpWord(commands: readonly CommandInfo[]): string {
  return commands.find((command) => command.id === 'help')?.word ?? '帮助';
}

/** `/chengxin 查询 海尔` and `/chengxin lookup 海尔` say 查询 海尔, and so does `/lookup 海尔`. */
function spokenCommand(slash: string, text: string, commands: readonly CommandInfo[]): string {
  const named = (name: string) => commands.find((command) => command.id === name.toLowerCase());
  const own = named(slash.slice(1));
  if (own) return `${own.word} ${text}`.trim();
  if (text === '') return helpWord(commands);
  const [first = ''] = /^\S+/.exec(text) ?? [];
  const meant = named(first);
  return meant ? `${meant.word}${text.slice(first.length)}` : text;
}

function decodeCommand(body: z.infer<typeof slashCommand>, context: DecodeContext): Told {
  const text = spokenCommand(body.command, readText(body.text, new Set()), context.commands);
  return {
    eventId: `cmd:${body.trigger_id}`,
    chatId: body.channel_id,
    chatKind: kindOf(body.channel_id, body.channel_name ?? ''),
    userId: personOf(body.team_id, body.user_id),
    via: body.response_url,
    content: { type: 'text', text },
  };
}

function decodeActions(body: z.infer<typeof blockActions>): Told | null {
  const { container, channel, user } = body;
  const [action] = body.actions;
  const chatId = channel?.id ?? container?.channel_id;
  const team = user.team_id ?? body.team?.id;
  const unique =
    body.trigger_id ?? (action?.action_ts && `${container?.message_ts ?? ''}:${action.action_ts}`);
  if (!action || !chatId || !team || !unique) return null;
  return {
    eventId: `act:${unique}`,
    chatId,
    chatKind: kindOf(chatId, channel?.name),
    userId: personOf(team, user.id),
    // The button of a message that everybody sees is answered where everybody sees it.
    via: container?.is_ephemeral ? body.response_url : undefined,
    content: { type: 'action', token: storable(action.value) },
  };
}

/** What a person did, from any of Slack's payloads, HTTP or socket; null for what is not for us. Never throws. */
export function decode(payload: unknown, context: DecodeContext): Decoded | null {
  const command = slashCommand.safeParse(payload);
  if (command.success) return decoded(decodeCommand(command.data, context), command.data, context);
  const event = eventCallback.safeParse(payload);
  if (event.success) return decoded(decodeEvent(event.data, context), event.data, context);
  const actions = blockActions.safeParse(payload);
  if (actions.success) return decoded(decodeActions(actions.data), actions.data, context);
  return null;
}

function decoded(told: Told | null, body: Record<string, unknown>, context: DecodeContext): Decoded | null {
  if (told === null) return null;
  const { via, ...said } = told;
  const event: ChatEvent = { platform, ...said, receivedAt: context.receivedAt };
  if (via !== undefined && context.mayAnswer(via)) event.via = via;
  return { event, body };
}
