import { beforeEach, describe, expect, it } from 'vitest';
import { type Pace, SendError } from '../../src/chat/adapter.ts';
import { enqueuePush } from '../../src/delivery/outbox.ts';
import { systemClock, systemRandom } from '../../src/domain/ports.ts';
import { dropMessages, messagesIn, retryMessages } from '../../src/services/outbox.ts';
import { createFakePlatform, type FakePlatform } from '../fakes/platform.ts';
import { asks } from '../support/asking.ts';
import { withDatabase } from '../support/database.ts';
import { type Replica, startReplica, until } from './delivering.ts';

const database = withDatabase();
beforeEach(() => database().sql`truncate inbox, outbox, chat_state, send_slot, action_token`);

const noAnswer = async (): Promise<void> => undefined;

async function push(
  chatId: string,
  title: string,
  more: { group?: boolean; text?: string } = {},
): Promise<void> {
  const children = more.text === undefined ? [] : [{ type: 'text' as const, text: more.text }];
  await database().sql.begin((tx) =>
    enqueuePush(
      tx,
      {
        platform: 'fake',
        to: { chatId, chatKind: more.group ? 'group' : 'private', userId: chatId },
        personId: null,
        key: `push:${chatId}:${title}`,
        card: { title, tone: 'neutral', children, source: null },
        locale: 'zh',
      },
      { random: systemRandom, now: systemClock.now() },
    ),
  );
}

async function senders(platform: FakePlatform, count = 1): Promise<Replica[]> {
  return Promise.all(Array.from({ length: count }, () => startReplica(database(), platform, noAnswer)));
}

async function stop(replicas: readonly Replica[]): Promise<void> {
  for (const replica of replicas) await replica.stop();
}

const titles = (platform: FakePlatform, chatId: string): string[] =>
  platform.sent.filter((one) => one.chatId === chatId).map(({ text }) => text.split('】')[0]?.slice(1) ?? '');

/** The most messages in any window of `ms`. */
function most(times: readonly number[], ms: number): number {
  return Math.max(0, ...times.map((at) => times.filter((other) => other >= at && other < at + ms).length));
}

describe('messages', () => {
  it('of a chat go out in their order, once, whatever the number of replicas', async () => {
    const platform = createFakePlatform();
    for (let index = 0; index < 60; index += 1)
      await push(`chat-${index % 4}`, String(index).padStart(2, '0'));
    const replicas = await senders(platform, 3);
    await until('all messages', () => platform.sent.length === 60);
    await stop(replicas);
    for (const chat of [0, 1, 2, 3]) {
      const expected = Array.from({ length: 15 }, (_, index) => String(index * 4 + chat).padStart(2, '0'));
      expect(titles(platform, `chat-${chat}`)).toEqual(expected);
    }
  });

  it('enqueued twice under one key are one, and bear a short number', async () => {
    const platform = createFakePlatform();
    await push('c', 'once');
    await push('c', 'once');
    const replicas = await senders(platform);
    await until('the message', () => platform.sent.length > 0);
    await stop(replicas);
    expect(platform.sent).toHaveLength(1);
    expect(platform.sent[0]?.text).toMatch(/消息编号 [3479ACDEFHJKLMNPRTUWXY]{5}；/);
  });

  it('of another chat do not wait for a slow one', async () => {
    const platform = createFakePlatform();
    platform.before = ({ chatId }) =>
      chatId === 'slow' ? new Promise((resolve) => setTimeout(resolve, 1_000)) : undefined;
    await push('slow', 'first');
    for (let index = 0; index < 100; index += 1) await push(`quick-${index}`, 'x');
    const started = performance.now();
    const replicas = await senders(platform);
    await until('the quick ones', () => platform.sent.length >= 100);
    expect(performance.now() - started).toBeLessThan(900);
    await until('the slow one', () => platform.sent.length === 101);
    await stop(replicas);
  });
});

describe('what the platform allows', () => {
  const pace: Pace = {
    overall: { count: 5, ms: 300 },
    chat: [{ count: 1, ms: 200 }],
    group: [{ count: 2, ms: 500 }],
  };

  it('is kept over all chats and by each chat, by several replicas together', async () => {
    const platform = createFakePlatform({ pace });
    for (let index = 0; index < 30; index += 1) await push(`chat-${index % 10}`, String(index));
    for (let index = 0; index < 6; index += 1) await push('group', String(index), { group: true });
    const replicas = await senders(platform, 3);
    await until('all messages', () => platform.sent.length === 36, 20_000);
    await stop(replicas);
    expect(
      most(
        platform.sent.map(({ at }) => at),
        300,
      ),
    ).toBeLessThanOrEqual(5);
    for (let chat = 0; chat < 10; chat += 1) {
      const times = platform.sent.filter(({ chatId }) => chatId === `chat-${chat}`).map(({ at }) => at);
      expect(most(times, 200)).toBe(1);
    }
    const group = platform.sent.filter(({ chatId }) => chatId === 'group').map(({ at }) => at);
    expect(most(group, 500)).toBe(2);
  });

  it('holds between the parts of a long message', async () => {
    const platform = createFakePlatform({ pace, maxText: 20 });
    await push('c', 'long', { text: '甲'.repeat(30) });
    const replicas = await senders(platform);
    await until('all parts', async () => (await messagesIn(database(), asks(), 'sent', 10)).length === 1);
    await stop(replicas);
    expect(platform.sent.map(({ text }) => text).join('')).toContain('甲'.repeat(30));
    expect(platform.sent.length).toBeGreaterThan(1);
    expect(
      most(
        platform.sent.map(({ at }) => at),
        200,
      ),
    ).toBe(1);
  });
});

describe('a send that fails', () => {
  it('for too many messages is not tried before its time, and holds up its own chat only', async () => {
    const platform = createFakePlatform({ pace: { overall: null, chat: [{ count: 1, ms: 10 }], group: [] } });
    let refused = 0;
    platform.before = ({ chatId }) => {
      if (chatId !== 'busy' || refused > 0) return;
      refused = performance.now();
      throw new SendError('rateLimited', 'too many', 800);
    };
    await push('busy', 'first');
    await push('busy', 'second');
    await push('other', 'x');
    const replicas = await senders(platform);
    await until('all messages', () => platform.sent.length === 3);
    await stop(replicas);
    const [other, first, second] = platform.sent;
    expect([other?.chatId, first?.chatId, second?.chatId]).toEqual(['other', 'busy', 'busy']);
    expect((first?.at ?? 0) - refused).toBeGreaterThanOrEqual(800);
    expect(titles(platform, 'busy')).toEqual(['first', 'second']);
  });

  it('because the platform is away is tried again', async () => {
    const platform = createFakePlatform();
    let failures = 2;
    platform.before = () => {
      failures -= 1;
      if (failures >= 0) throw new SendError('unreachable', '502');
    };
    await push('c', 'x');
    const replicas = await senders(platform);
    await until('the message', () => platform.sent.length === 1);
    await stop(replicas);
  });

  it('without anybody knowing whether it arrived is repeated, but not for ever', async () => {
    const platform = createFakePlatform();
    platform.after = () => {
      throw new SendError('ambiguous', 'no answer');
    };
    await push('c', 'x');
    const replicas = await senders(platform);
    await until(
      'it is given up',
      async () => (await messagesIn(database(), asks(), 'ambiguous', 10)).length === 1,
    );
    await stop(replicas);
    expect(platform.sent).toHaveLength(3);
    // A person sees by the number that it is the same message.
    expect(new Set(platform.sent.map(({ text }) => text)).size).toBe(1);
  });

  it('because of its form is tried once more as plain text, then put aside', async () => {
    const platform = createFakePlatform();
    platform.before = (_to, text) => {
      if (!text.startsWith('plain') || text.includes('never')) throw new SendError('invalid', 'entities');
    };
    await push('c', 'plainly');
    await push('c', 'never');
    await push('c', 'behind');
    const replicas = await senders(platform);
    await until('both others', () => platform.sent.length === 2);
    await stop(replicas);
    expect(await messagesIn(database(), asks(), undefined, 10)).toMatchObject([
      { title: 'never', state: 'dead', reason: 'invalid: entities' },
    ]);
  });

  it('because the person blocked us unlinks the chat, until they write again', async () => {
    const platform = createFakePlatform();
    platform.before = () => {
      throw new SendError('forbidden', 'blocked');
    };
    await push('c', 'first');
    await push('c', 'second');
    const replicas = await senders(platform);
    await until(
      'both are given up',
      async () => (await messagesIn(database(), asks(), 'dead', 10)).length === 2,
    );
    platform.before = () => undefined;
    await replicas[0]?.inbox.accept({
      platform: 'fake',
      eventId: 'hello',
      chatId: 'c',
      chatKind: 'private',
      userId: 'c',
      content: { type: 'text', text: 'hello' },
      receivedAt: new Date(),
    });
    await push('c', 'third');
    await until('the third', () => platform.sent.length === 1);
    await stop(replicas);
    expect(titles(platform, 'c')).toEqual(['third']);
  });
});

describe('messages that were given up', () => {
  it('are sent again or dropped by an operator, all of those named or none', async () => {
    const platform = createFakePlatform();
    platform.before = () => {
      throw new SendError('forbidden', 'blocked');
    };
    await push('c', 'a');
    await push('d', 'b');
    const replicas = await senders(platform);
    await until(
      'both are given up',
      async () => (await messagesIn(database(), asks(), 'dead', 10)).length === 2,
    );
    platform.before = () => undefined;
    const [a, b] = await messagesIn(database(), asks(), 'dead', 10);
    await expect(retryMessages(database(), asks(), [a?.seq ?? 0, 999_999])).rejects.toMatchObject({
      code: 'outbox.unknown',
    });
    expect(await messagesIn(database(), asks(), 'dead', 10)).toHaveLength(2);
    await retryMessages(database(), asks(), [a?.seq ?? 0]);
    await dropMessages(database(), asks(), [b?.seq ?? 0], 'moved away');
    replicas[0]?.sender.wake();
    await until('the message', () => platform.sent.length === 1);
    await stop(replicas);
    expect(titles(platform, 'c')).toEqual(['a']);
    expect(await messagesIn(database(), asks(), 'dropped', 10)).toMatchObject([{ reason: 'moved away' }]);
    await expect(messagesIn(database(), asks(), 'lost', 10)).rejects.toMatchObject({ code: 'outbox.state' });
  });
});

describe('a sender that stops', () => {
  it('lets go of what it did not begin, and waits for what it did', async () => {
    const platform = createFakePlatform();
    platform.before = () => new Promise((resolve) => setTimeout(resolve, 300));
    for (let index = 0; index < 200; index += 1) await push(`chat-${index}`, 'x');
    const [replica] = await senders(platform);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await replica?.stop();
    const sent = await messagesIn(database(), asks(), 'sent', 1_000);
    expect(sent).toHaveLength(platform.sent.length);
    expect(await messagesIn(database(), asks(), 'ready', 1_000)).toHaveLength(200 - platform.sent.length);
    const leased = await database().sql`select 1 from outbox where lease_until is not null`;
    expect(leased).toHaveLength(0);
  });
});
