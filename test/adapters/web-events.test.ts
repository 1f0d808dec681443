import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import type { Sql } from 'postgres';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { webMessages } from '../../src/store/web-messages.ts';
import { withDatabase } from '../support/database.ts';
import { plainCard, startWebChat, type WebChat } from './web-chat.ts';
import { history, listen, post, type Sent, say, visit } from './web-client.ts';

const database = withDatabase();
let chat: WebChat;
beforeEach(async () => {
  chat = await startWebChat(database(), { heartbeatMs: 200 });
});
afterEach(() => chat.close());

describe('the events', () => {
  test('begin with the history and go on live', async () => {
    const { cookie } = await visit(chat);
    chat.answer = ({ content }) => ({
      cards: [plainCard(content.type === 'text' ? `答：${content.text}` : '')],
    });
    await post(chat, say('一'), { cookie });
    const events = listen(chat, cookie);
    const seen = async (): Promise<unknown> => {
      const { value } = await events.next();
      const sent = value as Sent;
      return sent.event === 'message' ? sent.data.body : sent.event;
    };
    expect(await seen()).toEqual({ type: 'text', text: '一' });
    expect(await seen()).toEqual({ card: plainCard('答：一'), locale: 'zh' });
    expect(await seen()).toBe('ready');
    await post(chat, say('二'), { cookie });
    expect(await seen()).toEqual({ type: 'text', text: '二' });
    expect(await seen()).toEqual({ card: plainCard('答：二'), locale: 'zh' });
    await events.return(undefined);
  });

  test('are of one persona of one browser', async () => {
    const [one, other] = [await visit(chat), await visit(chat)];
    await post(chat, say('甲', 'official'), { cookie: one.cookie });
    await post(chat, say('乙', 'public'), { cookie: one.cookie });
    await post(chat, say('丙', 'official'), { cookie: other.cookie });
    const texts = async (cookie: string, persona: string): Promise<unknown[]> =>
      (await history(chat, cookie, { persona })).map(({ data }) => data.body.text);
    expect(await texts(one.cookie, 'official')).toEqual(['甲']);
    expect(await texts(one.cookie, 'public')).toEqual(['乙']);
    expect(await texts(other.cookie, 'official')).toEqual(['丙']);
  });

  test('cut anywhere and resumed lose nothing and repeat nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 6 }), async (cuts) => {
        const { cookie } = await visit(chat);
        await post(chat, say('开始'), { cookie });
        const to = {
          chatId: chat.events.at(-1)?.chatId ?? '',
          chatKind: 'private' as const,
          userId: 'official',
        };
        const sends = Promise.all(
          Array.from({ length: 60 }, async (_, index) => {
            await sleep(index % 17);
            const [message] = chat.adapter.render(plainCard(String(index)), 'zh');
            if (message) await chat.adapter.send(to, message, `key-${index}`);
          }),
        );
        const seen: number[] = [];
        let last = '';
        for (const cut of [...cuts, Number.POSITIVE_INFINITY]) {
          const abort = new AbortController();
          let left = cut;
          for await (const sent of listen(chat, cookie, { last, signal: abort.signal })) {
            if (sent.event !== 'message') continue;
            seen.push(sent.data.seq);
            last = sent.id ?? '';
            left -= 1;
            if (left === 0 || seen.length === 61) break;
          }
          abort.abort();
        }
        await sends;
        const stored = await webMessages(database().sql).since(to.chatId, 0, 1_000);
        expect(seen).toEqual(stored.map(({ seq }) => seq));
        expect(stored).toHaveLength(61);
      }),
      { numRuns: 8 },
    );
  });

  test('written by another replica come with the heartbeat', async () => {
    const { cookie } = await visit(chat);
    await post(chat, say('开始'), { cookie });
    const chatId = chat.events[0]?.chatId ?? '';
    const events = listen(chat, cookie);
    for await (const sent of { [Symbol.asyncIterator]: () => ({ next: () => events.next() }) }) {
      if (sent.event === 'ready') break;
    }
    const seq = await webMessages(database().sql).append(chatId, 'out', 'elsewhere', {}, new Date());
    const { value } = await events.next();
    expect((value as Sent).data.seq).toBe(seq);
    await events.return(undefined);
  });

  test('that are too many are cut to the newest 200, and the page is told', async () => {
    const { cookie } = await visit(chat);
    await post(chat, say('开始'), { cookie });
    const chatId = chat.events[0]?.chatId ?? '';
    for (let index = 0; index < 230; index += 1) {
      await webMessages(database().sql).append(chatId, 'out', `k${index}`, { index }, new Date());
    }
    const [gap, ...messages] = await history(chat, cookie);
    expect(gap?.event).toBe('gap');
    expect(messages.map(({ data }) => data.body.index)).toEqual(
      Array.from({ length: 200 }, (_, index) => index + 30),
    );
    expect(await history(chat, cookie, { last: messages[0]?.id ?? '' })).toHaveLength(199);
  });

  test('a send that is tried again is one message', async () => {
    const { cookie } = await visit(chat);
    await post(chat, say('开始'), { cookie });
    const to = { chatId: chat.events[0]?.chatId ?? '', chatKind: 'private' as const, userId: 'official' };
    const message = { card: plainCard('一次'), locale: 'zh' as const };
    const first = await chat.adapter.send(to, message, 'same');
    expect(await chat.adapter.send(to, message, 'same')).toEqual(first);
    expect(await history(chat, cookie)).toHaveLength(2);
  });

  test('end when the server closes, which does not wait for them', async () => {
    const { cookie } = await visit(chat);
    const events = listen(chat, cookie);
    await events.next();
    const rest = (async () => {
      for await (const _ of events);
    })();
    await chat.app.close();
    await rest;
  });
});

describe('the log', () => {
  test('never shows a message before an earlier one of the same chat', async () => {
    const { sql } = database();
    const log = webMessages(sql);
    const committed = Promise.withResolvers<void>();
    const appended = Promise.withResolvers<number>();
    const first = sql.begin(async (transaction) => {
      const slow = webMessages(transaction as unknown as Sql);
      appended.resolve(await slow.append('chat', 'out', 'first', {}, new Date()));
      await committed.promise;
    });
    const firstSeq = await appended.promise;
    const second = log.append('chat', 'out', 'second', {}, new Date());
    const other = await log.append('other chat', 'out', 'first', {}, new Date());
    await sleep(100);
    expect(await log.since('chat', 0, 10)).toEqual([]);
    expect((await log.since('other chat', 0, 10)).map(({ seq }) => seq)).toEqual([other]);
    committed.resolve();
    await first;
    const secondSeq = await second;
    expect((await log.since('chat', 0, 10)).map(({ seq }) => seq)).toEqual([firstSeq, secondSeq]);
  });
});
