import { createEmulator, type Emulator } from 'emulate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SlackMessage } from '../../adapters/slack/adapter.ts';
import type { Adapter, ChatAddress } from '../../src/chat/adapter.ts';
import { show } from '../fakes/slack-state.ts';
import { startSlack } from './slack-harness.ts';
import { failure, plainCard, rendered, slackAt, until } from './slack-support.ts';

/**
 * The Slack of others (`emulate`, vercel-labs), so that our own fake is not the only judge of what we send. It
 * enforces no limits; deliveries it cannot be asked for from outside: their signatures are judged by bolt's own check
 * and by the example in Slack's documents, in `slack-http.test.ts`.
 */
const botToken = 'xoxb-emulated-bot';
const watcher = 'xoxp-emulated-watcher';
const scopes = ['app_mentions:read', 'chat:write', 'commands', 'im:history', 'im:write'];

let emulator: Emulator;
let adapter: Adapter<SlackMessage>;
const logged: { fields: object; message: string }[] = [];

async function call(
  method: string,
  args: Record<string, string> = {},
  token = watcher,
): Promise<Record<string, unknown>> {
  const response = await fetch(`${emulator.url}/api/${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: new URLSearchParams(args),
  });
  return (await response.json()) as Record<string, unknown>;
}

/** What stands in a channel, newest first, as Slack gives it back. */
async function history(channel: string): Promise<{ ts: string; text: string; blocks?: unknown[] }[]> {
  const { messages } = await call('conversations.history', { channel });
  return messages as { ts: string; text: string; blocks?: unknown[] }[];
}

async function idOf(list: string, key: string, name: string): Promise<string> {
  const found = ((await call(list))[key] as { id: string; name: string }[]).find((one) => one.name === name);
  return found?.id ?? '';
}

beforeAll(async () => {
  emulator = await createEmulator({
    service: 'slack',
    port: 0,
    seed: {
      slack: {
        strict_scopes: true,
        users: [{ name: 'wang', real_name: 'Wang', email: 'wang@example.com' }],
        oauth_apps: [
          {
            client_id: '1.2',
            client_secret: 'unused',
            name: 'chengxin',
            redirect_uris: ['http://localhost/unused'],
            scopes,
            bot_id: 'B00000BOT',
            bot_user_id: 'U00000BOT',
            bot_name: 'chengxin',
          },
        ],
        channels: [{ name: 'office' }, { name: 'closed' }],
        tokens: [
          { token: botToken, type: 'bot', user_id: 'U00000BOT', bot_id: 'B00000BOT', scopes },
          { token: 'xoxb-without-scopes', type: 'bot', user_id: 'U00000BOT', scopes: ['commands'] },
          {
            token: watcher,
            user: 'wang',
            scopes: [
              'channels:read',
              'channels:history',
              'channels:manage',
              'im:read',
              'im:history',
              'users:read',
            ],
          },
        ],
      },
    },
  });
  adapter = slackAt(`${emulator.url}/api/`, {
    botToken,
    log: {
      info: (fields, message) => void logged.push({ fields, message }),
      warn: (fields, message) => void logged.push({ fields, message }),
    },
  });
});
afterAll(async () => {
  await adapter.stop();
  await emulator.close();
});

const card = plainCard('海尔 & <集团>', [
  { type: 'text', text: '<!channel> *正文* &amp;' },
  {
    type: 'fields',
    fields: [
      { label: '等级', value: 'A' },
      { label: '代码', value: '9137' },
    ],
  },
  { type: 'actions', actions: [{ label: '依据', token: 'token-1', style: 'primary' }] },
]);

describe('against the Slack of others', () => {
  it('the bot learns who it is', async () => {
    await adapter.start(async () => undefined);
    await until('the bot is known', () => logged.length > 0);
    expect(logged).toEqual([
      { fields: { team: 'T000000001', bot: 'U00000BOT' }, message: 'Slack: signed in' },
    ]);
  });

  it('opens a private chat, writes there, and changes what it wrote', async () => {
    const user = await idOf('users.list', 'members', 'wang');
    const to = await adapter.privateChat?.(`T000000001:${user}`);
    if (!to) throw new Error('no private chat');
    expect(to.chatId).toMatch(/^D/);
    const message = rendered(adapter, card);
    const sent = await adapter.send(to, message, 'key');
    expect(await history(to.chatId)).toMatchObject([
      { ts: sent.messageId, text: message.text, blocks: message.blocks },
    ]);
    await adapter.edit?.(to, sent, rendered(adapter, plainCard('已选择'), true), 'key');
    const [changed] = await history(to.chatId);
    expect(changed).toMatchObject({ ts: sent.messageId, text: '【已选择】' });
    expect(changed?.blocks ?? []).toEqual([]);
  });

  it('keeps in a channel what our own fake keeps there', async () => {
    const ours = await startSlack();
    const theirChannel = await idOf('conversations.list', 'channels', 'office');
    const group: ChatAddress = { chatId: theirChannel, chatKind: 'group', userId: 'T000000001:U1' };
    for (const plain of [false, true]) {
      const message = rendered(adapter, card, plain);
      await adapter.send(group, message, 'key');
      await ours.adapter.send({ ...ours.to, chatId: ours.group, chatKind: 'group' }, message, 'key');
    }
    const where = { channel: 'C', onlyFor: null, edited: false, mrkdwn: false, names: false, at: 0 };
    const theirs = (await history(theirChannel)).map((one) =>
      show({ ...where, ...one, blocks: one.blocks ?? [] }),
    );
    const content = ({ text, buttons, notified }: ReturnType<typeof show>) => ({ text, buttons, notified });
    expect(theirs.reverse().map(content)).toEqual(ours.slack.seen(ours.group).map(content));
    await ours.close();
  });

  it('its refusals are told as what they are', async () => {
    const message = rendered(adapter, card);
    const to = (chatId: string): ChatAddress => ({ chatId, chatKind: 'group', userId: 'T000000001:U1' });
    const closed = await idOf('conversations.list', 'channels', 'closed');
    expect(await call('conversations.archive', { channel: closed })).toMatchObject({ ok: true });
    const unscoped = slackAt(`${emulator.url}/api/`, { botToken: 'xoxb-without-scopes' });
    const failures = await Promise.all(
      [
        adapter.send(to('C0NOWHERE'), message, 'key'),
        adapter.send(to(closed), message, 'key'),
        adapter.edit?.(to(closed), { messageId: '1.000001' }, message, 'key') ?? Promise.resolve(),
        unscoped.send(to(closed), message, 'key'),
      ].map(failure),
    );
    expect(failures.map(({ fault, message: reason }) => [fault, reason])).toEqual([
      ['forbidden', 'chat.postMessage: channel_not_found'],
      ['forbidden', 'chat.postMessage: is_archived'],
      ['invalid', 'chat.update: message_not_found'],
      ['unreachable', 'chat.postMessage: missing_scope'],
    ]);
  });
});
