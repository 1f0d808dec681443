import type { webApi } from '@slack/bolt';
import { type ChatAddress, SendError, type SentRef } from '../../src/chat/adapter.ts';
import { callError } from './errors.ts';
import { defaultSendTimeoutMs, type SlackOptions } from './options.ts';
import type { SlackMessage } from './render.ts';
import { respond, responseUrls } from './respond.ts';

/** Of a message that only one person sees Slack tells no timestamp. */
const ephemeral = 'ephemeral:';

/** Nothing in a text is to become a mention, a link to a channel or a preview; `chat.update` would by default. */
const literal = { parse: 'none', link_names: false } as const;

export interface Sender {
  send(to: ChatAddress, rendered: SlackMessage, deliveryKey: string): Promise<SentRef>;
  edit(to: ChatAddress, sent: SentRef, rendered: SlackMessage): Promise<void>;
  privateChat(userId: string): Promise<ChatAddress>;
}

/** Each call is made once; every failure is a SendError that holds neither token, address nor text. */
export function createSender(client: webApi.WebClient, options: SlackOptions): Sender {
  const mayAnswer = responseUrls(options.apiUrl);
  const timeoutMs = options.sendTimeoutMs ?? defaultSendTimeoutMs;

  /** https://docs.slack.dev/reference/methods/chat.postMessage */
  async function post(channel: string, { text, blocks }: SlackMessage): Promise<SentRef> {
    const ts = await calling('chat.postMessage', async () => {
      const plain = { channel, text, mrkdwn: false, unfurl_links: false, unfurl_media: false, ...literal };
      // As text, which the client would make of them anyway: else it walks through them all for a log nobody reads.
      const body = blocks === null ? plain : { ...plain, blocks: JSON.stringify(blocks) };
      const answer = await client.apiCall('chat.postMessage', body);
      return 'ts' in answer ? answer.ts : undefined;
    });
    if (typeof ts !== 'string') throw new SendError('ambiguous', 'chat.postMessage: no ts in the answer');
    return { messageId: ts };
  }

  async function answer(via: string, rendered: SlackMessage, deliveryKey: string): Promise<SentRef | null> {
    const taken = await respond(via, rendered, { replace: false, timeoutMs });
    return taken ? { messageId: `${ephemeral}${deliveryKey}` } : null;
  }

  /** A private chat is mostly the one with the bot, where a message stays and can be changed. */
  async function sendPrivately(to: ChatAddress, via: string, rendered: SlackMessage, deliveryKey: string) {
    try {
      return await post(to.chatId, rendered);
    } catch (error) {
      if (!(error instanceof SendError) || !isNotMember(error)) throw error;
      return (await answer(via, rendered, deliveryKey)) ?? gone();
    }
  }

  /** In a group only who gave the command sees the answer, as only they saw the command. */
  async function sendInGroup(to: ChatAddress, via: string, rendered: SlackMessage, deliveryKey: string) {
    const answered = await answer(via, rendered, deliveryKey);
    if (answered) return answered;
    try {
      return await post(to.chatId, rendered);
    } catch (error) {
      // The bot may never have been a member there: no reason to think that nobody wants it any more.
      if (error instanceof SendError && error.fault === 'forbidden') gone();
      throw error;
    }
  }

  return {
    async send(to, rendered, deliveryKey) {
      const { via } = to;
      if (via === undefined || !mayAnswer(via)) return post(to.chatId, rendered);
      return to.chatKind === 'private'
        ? sendPrivately(to, via, rendered, deliveryKey)
        : sendInGroup(to, via, rendered, deliveryKey);
    },

    /** https://docs.slack.dev/reference/methods/chat.update */
    async edit(to, { messageId }, rendered) {
      if (messageId.startsWith(ephemeral)) {
        // Such a message can be changed only through the press of one of its own buttons.
        const { via } = to;
        const changed =
          via !== undefined && mayAnswer(via) && (await respond(via, rendered, { replace: true, timeoutMs }));
        if (!changed)
          throw new SendError('invalid', 'response_url: a message for one person cannot be changed later');
        return;
      }
      const { text, blocks } = rendered;
      await calling('chat.update', () =>
        // Empty, not left out: otherwise the old blocks, buttons and all, might stay.
        client.chat.update({ channel: to.chatId, ts: messageId, text, blocks: blocks ?? [], ...literal }),
      );
    },

    /** https://docs.slack.dev/reference/methods/conversations.open */
    async privateChat(userId) {
      const [, user] = /^[^:]+:([^:]+)$/.exec(userId) ?? [];
      if (user === undefined)
        throw new SendError('invalid', 'conversations.open: the user id is not team:user');
      const channel = await calling('conversations.open', async () => {
        const opened = await client.conversations.open({ users: user });
        return opened.channel?.id;
      });
      if (typeof channel !== 'string')
        throw new SendError('ambiguous', 'conversations.open: no channel in the answer');
      return { chatId: channel, chatKind: 'private', userId };
    },
  };
}

async function calling<T>(call: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw callError(call, error);
  }
}

function isNotMember(error: SendError): boolean {
  return /: (channel_not_found|not_in_channel)$/.test(error.message);
}

function gone(): never {
  throw new SendError('invalid', 'response_url: used up or expired, and the bot is no member of the chat');
}
