import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SlackMessage } from '../../adapters/slack/adapter.ts';
import type { ChatAddress } from '../../src/chat/adapter.ts';
import { type SlackHarness, startSlack } from './slack-harness.ts';
import { failure, listening, plainCard, rendered, slackAt } from './slack-support.ts';

let slack: SlackHarness;
beforeEach(async () => {
  slack = await startSlack();
});
afterEach(() => slack.close());

const message = (text = '海尔'): SlackMessage => rendered(slack.adapter, plainCard(text));
const send = (to: ChatAddress = slack.to, text?: string) => slack.adapter.send(to, message(text), 'key-1');
const shown = (chat = slack.chat) => slack.seen(chat).map(({ text }) => text);
const callsOf = (call: string) => slack.slack.calls.filter((one) => one.call === call);

describe('sending and changing', () => {
  it('gives the timestamp as the id of the message, by which it is changed', async () => {
    const sent = await send();
    expect(sent.messageId).toMatch(/^\d+\.\d{6}$/);
    await slack.adapter.edit(slack.to, sent, message('青岛'), 'key-2');
    expect(slack.seen(slack.chat)).toMatchObject([{ ...sent, text: '青岛', edited: true, notified: [] }]);
  });

  it('in the plain form the blocks of before are gone, with their buttons', async () => {
    const card = plainCard('海尔', [{ type: 'actions', actions: [{ label: '依据', token: 't' }] }]);
    const full = rendered(slack.adapter, card);
    const plain = rendered(slack.adapter, plainCard('<!channel> @here 海尔'), true);
    const sent = await slack.adapter.send(slack.to, full, 'key');
    await slack.adapter.edit(slack.to, sent, plain, 'key');
    expect(slack.seen(slack.chat)).toMatchObject([
      { text: '【<!channel> @here 海尔】', buttons: [], notified: [] },
    ]);
  });

  it('opens the private chat with a person, the same each time', async () => {
    const opened = await slack.adapter.privateChat(slack.user);
    expect(opened).toEqual({ chatId: slack.chat, chatKind: 'private', userId: slack.user });
    slack.slack.state.addUser('U0ZHAO');
    const other = await slack.adapter.privateChat('T0FAKE:U0ZHAO');
    expect(other.chatId).not.toBe(slack.chat);
    await send(other);
    expect(shown(other.chatId)).toEqual(['海尔']);
  });

  it.each([
    ['nobody', 'T0FAKE:U0NOBODY', 'forbidden'],
    ['somebody who left', 'T0FAKE:U0GONE', 'forbidden'],
    ['a bot', 'T0FAKE:U0ROBOT', 'forbidden'],
    ['an id of another platform', '12345', 'invalid'],
  ])('has no private chat with %s', async (_name, userId, fault) => {
    slack.slack.state.addUser('U0GONE').deleted = true;
    slack.slack.state.addUser('U0ROBOT').bot = true;
    expect((await failure(slack.adapter.privateChat(userId))).fault).toBe(fault);
  });
});

describe('failures', () => {
  const codes = {
    forbidden: `channel_not_found not_in_channel is_archived user_disabled user_not_found cannot_dm_bot
      restricted_action restricted_action_read_only_channel no_permission messages_tab_disabled`,
    invalid: `invalid_blocks invalid_blocks_format msg_too_long msg_blocks_too_long no_text too_many_attachments
      invalid_arguments message_not_found cant_update_message edit_window_closed some_code_of_next_year`,
    unreachable: `invalid_auth not_authed token_revoked token_expired account_inactive missing_scope
      team_added_to_org service_unavailable request_timeout ekm_access_denied`,
    ambiguous: 'fatal_error internal_error',
    rateLimited: 'ratelimited rate_limited',
  };
  const listed = Object.entries(codes).flatMap(([fault, names]) =>
    names.split(/\s+/).map((code) => [code, fault] as const),
  );

  it.each(listed)('%s is %s, sending as changing', async (code, fault) => {
    const sent = await send();
    slack.slack.fault({ fault: { kind: 'error', error: code } });
    const sending = await failure(send());
    expect([sending.fault, sending.message]).toEqual([fault, `chat.postMessage: ${code}`]);
    const changing = await failure(slack.adapter.edit(slack.to, sent, message(), 'key'));
    expect([changing.fault, changing.message]).toEqual([fault, `chat.update: ${code}`]);
  });

  it.each([
    [{ kind: 'rateLimited', retryAfterSeconds: 42 } as const, 'rateLimited', 42_000],
    [{ kind: 'rateLimited', retryAfterSeconds: 0 } as const, 'rateLimited', 1_000],
    [{ kind: 'rateLimited', retryAfterSeconds: null } as const, 'rateLimited', 30_000],
    [{ kind: 'status', status: 500 } as const, 'unreachable', 0],
    [{ kind: 'status', status: 502 } as const, 'unreachable', 0],
    [{ kind: 'status', status: 404 } as const, 'unreachable', 0],
    [{ kind: 'status', status: 413 } as const, 'invalid', 0],
    [{ kind: 'reset', when: 'before' } as const, 'ambiguous', 0],
    [{ kind: 'reset', when: 'after' } as const, 'ambiguous', 0],
    [{ kind: 'silence' } as const, 'ambiguous', 0],
    [{ kind: 'silence', when: 'after' } as const, 'ambiguous', 0],
    [{ kind: 'truncated' } as const, 'ambiguous', 0],
    [{ kind: 'truncated', tidy: true } as const, 'ambiguous', 0],
    [{ kind: 'slow', ms: 600 } as const, 'ambiguous', 0],
  ])('%o is %s; the client does not try again by itself', async (fault, expected, retryAfterMs) => {
    slack.slack.fault({ fault });
    const error = await failure(send());
    expect([error.fault, error.retryAfterMs]).toEqual([expected, retryAfterMs]);
    expect(callsOf('chat.postMessage')).toHaveLength(1);
    slack.recover();
    await send();
    expect(callsOf('chat.postMessage')).toHaveLength(2);
  });

  it('a 429 is told at once, and the other chats go on', async () => {
    slack.slack.fault({ fault: { kind: 'rateLimited', retryAfterSeconds: 30 }, channel: slack.chat });
    const began = performance.now();
    const results = await Promise.allSettled([
      send(),
      ...Array.from({ length: 20 }, () => send({ ...slack.to, chatId: slack.group, chatKind: 'group' })),
    ]);
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
  });

  it('chats that do not answer do not hold up the others', async () => {
    await slack.close();
    slack = await startSlack({ adapter: { sendTimeoutMs: 1_500 } });
    slack.slack.fault({ fault: { kind: 'silence' }, channel: slack.chat });
    const silent = Array.from({ length: 150 }, () => failure(send()));
    const began = performance.now();
    await send({ ...slack.to, chatId: slack.group, chatKind: 'group' });
    expect(performance.now() - began).toBeLessThan(1_000);
    await Promise.all(silent);
  });

  it('nobody there: not taken', async () => {
    const gone = await listening(() => undefined);
    await gone.close();
    const adapter = slackAt(`${gone.url}api/`);
    const error = await failure(adapter.send(slack.to, message(), 'key'));
    expect([error.fault, error.message]).toEqual(['unreachable', 'chat.postMessage: ECONNREFUSED']);
    const via = `${gone.url}commands/1`;
    expect(
      (await failure(adapter.send({ ...slack.to, chatKind: 'group', via }, message(), 'key'))).fault,
    ).toBe('unreachable');
  });

  it('a name that does not exist: not taken', async () => {
    const adapter = slackAt('http://slack.invalid/api/');
    expect((await failure(adapter.send(slack.to, message(), 'key'))).fault).toBe('unreachable');
  });

  it.each([
    ['null', 'null'],
    ['a list', '[]'],
    ['a page', '<html>Please log in to the network</html>'],
    ['nothing', ''],
    ['success without a timestamp', '{"ok":true}'],
    ['an odd success', '{"ok":true,"ts":5}'],
  ])('%s for an answer: perhaps taken', async (_name, answer) => {
    const odd = await listening((_request, response) => response.end(answer));
    const adapter = slackAt(`${odd.url}api`);
    const error = await failure(adapter.send(slack.to, message(), 'key'));
    expect(error.fault).toBe('ambiguous');
    expect(error.message.length).toBeLessThan(80);
    await odd.close();
  });

  it('the places that Slack names are told, and nothing else of what it says', async () => {
    const blocks = [
      { type: 'header' as const, text: { type: 'plain_text' as const, text: '长'.repeat(151) } },
    ];
    const error = await failure(slack.adapter.send(slack.to, { text: '长', blocks }, 'key'));
    expect(error.message).toBe('chat.postMessage: invalid_blocks (/blocks/0/text/text)');
  });

  it('a wrong token is not the fault of the chat', async () => {
    const adapter = slackAt(slack.slack.apiUrl, { botToken: 'xoxb-wrong' });
    const error = await failure(adapter.send(slack.to, message(), 'key'));
    expect([error.fault, error.message]).toEqual(['unreachable', 'chat.postMessage: invalid_auth']);
  });
});

describe('the pace', () => {
  it('what the adapter says it keeps, the platform takes; faster it does not', async () => {
    const { pace } = slack.adapter.capabilities;
    expect(pace).toEqual({
      overall: null,
      chat: [{ count: 1, ms: 1_000 }],
      group: [{ count: 1, ms: 1_000 }],
    });
    slack.slack.setLimits('real');
    await send();
    const error = await failure(send());
    expect([error.fault, error.retryAfterMs]).toEqual(['rateLimited', 1_000]);
    await send({ ...slack.to, chatId: slack.group, chatKind: 'group' });
    await new Promise((resolve) => setTimeout(resolve, 1_005));
    await send();
  });
});
