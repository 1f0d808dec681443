import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SlackMessage } from '../../adapters/slack/adapter.ts';
import type { ChatAddress } from '../../src/chat/adapter.ts';
import { commandPayload, pressPayload } from '../fakes/slack-payloads.ts';
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

describe('an answer to a slash command', () => {
  async function asked(chat: { user: string; channel: ReturnType<typeof slack.slack.state.addChannel> }) {
    await slack.slack.deliver(commandPayload(slack.slack.state, slack.slack.origin, chat, '查询 海尔'));
    const event = slack.taken.at(-1);
    if (event?.via === undefined) throw new Error('no way to answer');
    return { chatId: event.chatId, chatKind: event.chatKind, userId: event.userId, via: event.via };
  }

  it('is seen in a group by who asked and nobody else, also where the bot is no member', async () => {
    const channel = slack.slack.state.addChannel('C0STRANGE', { member: false });
    const sent = await send(await asked({ user: 'U0ALICE', channel }));
    const [seen] = slack.slack.state.messages('C0STRANGE');
    expect(seen).toMatchObject({ onlyFor: 'U0ALICE' });
    expect(shown('C0STRANGE')).toEqual(['海尔']);
    expect(sent.messageId).toMatch(/^ephemeral:/);
  });

  it('stays in the chat with the bot like any other message', async () => {
    const sent = await send(await asked(slack.person));
    expect(slack.slack.state.find(slack.chat, sent.messageId)).toMatchObject({ onlyFor: null });
    expect(callsOf('response_url')).toEqual([]);
  });

  it('is seen in the chat of two other people by who asked and not by the other', async () => {
    const channel = slack.slack.state.addChannel('D0TWO', { kind: 'im', member: false });
    await send(await asked({ user: 'U0ALICE', channel }));
    expect(slack.slack.state.messages('D0TWO')).toMatchObject([{ onlyFor: 'U0ALICE' }]);
  });

  it('after five of them the sixth is posted, and where the bot is no member it is dead, but nobody is unlinked', async () => {
    const to = await asked(slack.inGroup);
    for (let count = 1; count <= 6; count += 1) await send(to, `第 ${count} 条`);
    expect(slack.slack.state.messages(slack.group).map(({ onlyFor }) => onlyFor)).toEqual([
      ...Array(5).fill('U0ALICE'),
      null,
    ]);
    const strange = await asked({
      user: 'U0ALICE',
      channel: slack.slack.state.addChannel('C0STRANGE', { member: false }),
    });
    for (let count = 1; count <= 5; count += 1) await send(strange);
    const before = callsOf('chat.postMessage').length;
    expect((await failure(send(strange))).fault).toBe('invalid');
    expect(callsOf('chat.postMessage').length).toBe(before + 1);
  });

  it('half an hour later it is posted', async () => {
    await slack.close();
    let now = Date.now();
    slack = await startSlack({ fake: { now: () => now }, adapter: { clock: { now: () => new Date(now) } } });
    const to = await asked(slack.inGroup);
    now += 31 * 60_000;
    await send(to);
    expect(slack.slack.state.messages(slack.group)).toMatchObject([{ onlyFor: null }]);
  });

  it.each([
    [{ kind: 'rateLimited', retryAfterSeconds: 7 } as const, 'rateLimited', 7_000],
    [{ kind: 'rateLimited', retryAfterSeconds: null } as const, 'rateLimited', 30_000],
    [{ kind: 'status', status: 500 } as const, 'unreachable', 0],
    [{ kind: 'reset', when: 'before' } as const, 'ambiguous', 0],
    [{ kind: 'reset', when: 'after' } as const, 'ambiguous', 0],
    [{ kind: 'silence' } as const, 'ambiguous', 0],
    [{ kind: 'truncated' } as const, 'ambiguous', 0],
    [{ kind: 'truncated', tidy: true } as const, 'ambiguous', 0],
    [{ kind: 'error', error: 'invalid_blocks' } as const, 'invalid', 0],
    [{ kind: 'error', error: 'action_prohibited' } as const, 'forbidden', 0],
  ])('on %o it fails as %s, once', async (fault, expected, retryAfterMs) => {
    const to = await asked(slack.inGroup);
    slack.slack.fault({ fault });
    const error = await failure(send(to));
    expect([error.fault, error.retryAfterMs]).toEqual([expected, retryAfterMs]);
    expect(callsOf('response_url')).toHaveLength(1);
    expect(callsOf('chat.postMessage')).toEqual([]);
  });

  it.each(['used_url', 'expired_url'])('%s told with status 200 counts as well', async (error) => {
    const to = await asked(slack.inGroup);
    slack.slack.fault({ fault: { kind: 'error', error }, calls: ['response_url'] });
    await send(to);
    expect(slack.slack.state.messages(slack.group)).toMatchObject([{ onlyFor: null }]);
  });

  it.each([404, 410])('an answer with status %s counts as used up', async (status) => {
    const to = await asked(slack.inGroup);
    slack.slack.fault({ fault: { kind: 'status', status }, calls: ['response_url'] });
    await send(to);
    expect(slack.slack.state.messages(slack.group)).toMatchObject([{ onlyFor: null }]);
  });

  it('an address that is not of Slack, though it stands in our tables, is never called', async () => {
    let called = 0;
    const trap = await listening((_request, response) => {
      called += 1;
      response.end('ok');
    });
    await send({ ...slack.to, chatId: slack.group, chatKind: 'group', via: trap.url });
    expect(called).toBe(0);
    expect(shown(slack.group)).toEqual(['海尔']);
    await trap.close();
  });

  it('is not sent on to where a redirect points', async () => {
    let called = 0;
    const trap = await listening((_request, response) => {
      called += 1;
      response.end('ok');
    });
    const api = await listening((_request, response) =>
      response.writeHead(307, { location: trap.url }).end(),
    );
    const adapter = slackAt(`${api.url}api/`);
    const to = { ...slack.to, chatKind: 'group' as const, via: `${api.url}commands/1` };
    expect((await failure(adapter.send(to, message(), 'key'))).fault).toBe('ambiguous');
    expect((await failure(adapter.send(slack.to, message(), 'key'))).fault).toBe('ambiguous');
    expect(called).toBe(0);
    await Promise.all([trap.close(), api.close()]);
  });

  it('its buttons are answered the same way, and change it', async () => {
    const card = plainCard('请选择', [{ type: 'actions', actions: [{ label: '海尔', token: 'choice' }] }]);
    const sent = await slack.adapter.send(await asked(slack.inGroup), rendered(slack.adapter, card), 'key');
    await slack.slack.deliver(pressPayload(slack.slack.state, slack.slack.origin, slack.inGroup, 'choice'));
    const pressed = slack.taken.at(-1);
    expect(pressed).toMatchObject({ content: { type: 'action', token: 'choice' }, chatKind: 'group' });
    if (pressed?.via === undefined) throw new Error('no way to answer');
    const to = {
      chatId: pressed.chatId,
      chatKind: pressed.chatKind,
      userId: pressed.userId,
      via: pressed.via,
    };
    await slack.adapter.edit(to, sent, message('已选择'), 'key');
    await send(to, '海尔：诚信守法');
    expect(slack.seen(slack.group)).toMatchObject([
      { text: '已选择', buttons: [], edited: true },
      { text: '海尔：诚信守法', edited: false },
    ]);
    expect(slack.slack.state.messages(slack.group).map(({ onlyFor }) => onlyFor)).toEqual([
      'U0ALICE',
      'U0ALICE',
    ]);
    const { via: _via, ...later } = to;
    expect((await failure(slack.adapter.edit(later, sent, message(), 'key'))).fault).toBe('invalid');
  });
});
