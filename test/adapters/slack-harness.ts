import type { FastifyInstance } from 'fastify';
import { createSlackAdapter, type SlackMessage, type SlackOptions } from '../../adapters/slack/adapter.ts';
import { eventsPath } from '../../adapters/slack/http.ts';
import type { Adapter, ChatAddress, CommandInfo } from '../../src/chat/adapter.ts';
import type { ChatEvent } from '../../src/chat/event.ts';
import { systemClock } from '../../src/domain/ports.ts';
import { createServer } from '../../src/web/server.ts';
import { type FakeSlack, type FakeSlackOptions, startFakeSlack } from '../fakes/slack.ts';
import type { SlackFault } from '../fakes/slack-faults.ts';
import { messagePayload, pressPayload, type SlackPayload } from '../fakes/slack-payloads.ts';
import type { SlackChannel } from '../fakes/slack-state.ts';
import type { Delivery, Harness, PlatformFault } from './harness.ts';

export const sampleCommands: readonly CommandInfo[] = [
  { id: 'help', word: '帮助', summary: { zh: '列出功能', en: 'what there is' } },
  { id: 'lookup', word: '查询', summary: { zh: '查询企业', en: 'look an enterprise up' } },
  { id: 'me', word: '我', summary: { zh: '身份', en: 'who you are' } },
];

export interface LogLine {
  level: 'info' | 'warn';
  fields: object;
  message: string;
}

/** The Slack adapter on its fake, with what tests of Slack alone want to reach. */
export interface SlackHarness extends Harness {
  adapter: Adapter<SlackMessage> & Required<Pick<Adapter<SlackMessage>, 'edit' | 'privateChat'>>;
  slack: FakeSlack;
  app: FastifyInstance;
  logged: LogLine[];
  by: 'http' | 'socket';
  person: { user: string; channel: SlackChannel };
  inGroup: { user: string; channel: SlackChannel };
  /** Where an answer to the person goes. */
  to: ChatAddress;
}

export interface SlackHarnessOptions {
  by?: 'http' | 'socket';
  fake?: FakeSlackOptions;
  adapter?: Partial<SlackOptions>;
  /** False: the adapter is left to be started by the test. */
  start?: boolean;
}

const faults = {
  forbidden: { kind: 'error', error: 'is_archived' },
  invalid: { kind: 'error', error: 'invalid_blocks' },
} as const satisfies Record<string, SlackFault>;

function faultOf(fault: PlatformFault): SlackFault {
  if (fault.kind === 'serverError') return { kind: 'status', status: fault.status };
  return fault.kind === 'forbidden' || fault.kind === 'invalid' ? faults[fault.kind] : fault;
}

export async function startSlack(options: SlackHarnessOptions = {}): Promise<SlackHarness> {
  const { by = 'http', start = true } = options;
  const slack = await startFakeSlack({ limits: 'off', ackMs: 1_000, ...options.fake });
  const logged: LogLine[] = [];
  const adapter = createSlackAdapter({
    botToken: slack.botToken,
    signingSecret: by === 'http' ? slack.signingSecret : null,
    appToken: by === 'socket' ? slack.appToken : null,
    apiUrl: slack.apiUrl,
    commands: sampleCommands,
    clock: systemClock,
    log: {
      info: (fields, message) => void logged.push({ level: 'info', fields, message }),
      warn: (fields, message) => void logged.push({ level: 'warn', fields, message }),
    },
    sendTimeoutMs: 400,
    backoffMs: { first: 10, last: 80 },
    ...options.adapter,
  });
  const app = createServer({ health: async () => undefined });
  adapter.routes?.(app);
  slack.endpoint = `${await app.listen({ host: '127.0.0.1', port: 0 })}${eventsPath}`;

  slack.state.addUser('U0ALICE');
  const dm = slack.state.openDm('U0ALICE');
  const group = slack.state.addChannel('C0GROUP');
  const userId = `${slack.state.teamId}:U0ALICE`;

  function who({ user, chat, group: inGroup }: Delivery): { user: string; channel: SlackChannel } {
    const own = user?.split(':').at(-1) ?? 'U0ALICE';
    slack.state.addUser(own);
    const id = chat ?? (inGroup ? group.id : dm.id);
    return { user: own, channel: slack.state.channels.get(id) ?? slack.state.addChannel(id) };
  }
  async function deliver(payload: SlackPayload): Promise<boolean> {
    return (await slack.deliver(payload, { by })).acknowledged;
  }

  const { edit, privateChat } = adapter;
  if (!edit || !privateChat) throw new Error('the Slack adapter edits and opens private chats');
  const harness: SlackHarness = {
    adapter: { ...adapter, edit, privateChat },
    slack,
    app,
    logged,
    by,
    person: { user: 'U0ALICE', channel: dm },
    inGroup: { user: 'U0ALICE', channel: group },
    to: { chatId: dm.id, chatKind: 'private', userId },
    taken: [],
    before: async () => undefined,
    user: userId,
    chat: dm.id,
    group: group.id,
    say: (text, delivery = {}) =>
      deliver(messagePayload(slack.state, who(delivery), text, { eventId: delivery.eventId })),
    press: (data, { eventId: triggerId, messageId, ...delivery } = {}) =>
      deliver(pressPayload(slack.state, slack.origin, who(delivery), data, { triggerId, messageId })),
    async forge(text) {
      // Nobody but Slack is on the other end of a socket; what can be tried is to post, which leads nowhere.
      const payload = messagePayload(slack.state, harness.person, text);
      return (await slack.deliver(payload, { by: 'http', secret: 'a-guess-at-the-secret' })).acknowledged;
    },
    seen: (chat) => slack.seen(chat),
    fault: (fault) => slack.fault({ fault: faultOf(fault) }),
    recover: () => slack.recover(),
    async close() {
      await adapter.stop();
      await app.close();
      await slack.close();
    },
  };
  if (start) {
    await adapter.start(async (event: ChatEvent) => {
      await harness.before(event);
      harness.taken.push(event);
    });
  }
  return harness;
}
