import { webApi } from '@slack/bolt';
import type { FastifyInstance } from 'fastify';
import type { Adapter, Sink } from '../../src/chat/adapter.ts';
import { clientOptions } from './client.ts';
import { platform } from './decode.ts';
import { hangEndpoint } from './http.ts';
import { createIdentity } from './identity.ts';
import type { SlackOptions } from './options.ts';
import { createReceiver } from './receiver.ts';
import { maxTextBytes, render, type SlackMessage } from './render.ts';
import { responseUrls } from './respond.ts';
import { createSender } from './send.ts';
import { createSocket, type SlackSocket } from './socket.ts';

export type { SlackOptions } from './options.ts';
export type { SlackMessage } from './render.ts';

/**
 * Slack, by HTTP (`signingSecret`), socket mode (`appToken`) or both. A chat is a channel, a user is
 * `<workspace>:<user>`, an event's `via` is the `response_url` of a slash command.
 */
export function createSlackAdapter(options: SlackOptions): Adapter<SlackMessage> {
  const client = new webApi.WebClient(options.botToken, clientOptions(options));
  const identity = createIdentity(client, options);
  const mayAnswer = responseUrls(options.apiUrl);
  const receiver = createReceiver(options, () => ({
    botUserId: identity.botUserId(),
    commands: options.commands,
    mayAnswer,
    receivedAt: options.clock.now(),
  }));
  const sender = createSender(client, options);
  const { signingSecret, appToken } = options;
  const socket: SlackSocket | null =
    appToken === null ? null : createSocket({ ...options, appToken }, receiver.take);

  return {
    platform,
    capabilities: {
      buttons: true,
      edit: true,
      ephemeral: true,
      threads: false,
      files: false,
      maxText: maxTextBytes,
      maxTextUnit: 'bytes',
      actionBytes: 2_000,
      maxButtons: 25,
      ackMs: 3_000,
      markup: 'mrkdwn',
      // https://docs.slack.dev/apis/web-api/rate-limits: «1 per second» and channel.
      pace: { overall: null, chat: [{ count: 1, ms: 1_000 }], group: [{ count: 1, ms: 1_000 }] },
    },

    async start(sink: Sink) {
      await receiver.start(sink);
      identity.start();
      await socket?.start();
    },

    async stop() {
      identity.stop();
      await receiver.stop();
      await socket?.stop();
    },

    routes(app: FastifyInstance) {
      if (signingSecret === null) return;
      hangEndpoint(app, { secret: signingSecret, clock: options.clock, take: receiver.take });
    },

    render,
    send: sender.send,
    edit: sender.edit,
    privateChat: sender.privateChat,
  };
}
