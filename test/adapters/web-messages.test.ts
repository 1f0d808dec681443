import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { webWords } from '../../src/chat/words/web.ts';
import { withDatabase } from '../support/database.ts';
import { startWebChat, type WebChat } from './web-chat.ts';
import { codeOf, history, post, say, visit } from './web-client.ts';

const database = withDatabase();
let chat: WebChat;
beforeEach(async () => {
  chat = await startWebChat(database(), { heartbeatMs: 200 });
});
afterEach(() => chat.close());

describe('a message', () => {
  test('becomes an event of the persona in the browser’s own chat', async () => {
    const { cookie } = await visit(chat);
    const message = say('查询 海尔', 'inspector');
    const response = await post(chat, message, { cookie });
    expect(response.status).toBe(202);
    expect(chat.events).toEqual([
      {
        platform: 'web',
        eventId: message.id,
        chatId: expect.stringMatching(/^[0-9a-f]{32}:inspector$/),
        chatKind: 'private',
        userId: 'inspector',
        content: { type: 'text', text: '查询 海尔' },
        receivedAt: expect.any(Date),
      },
    ]);
    // Who reads the database must not be able to enter the chat.
    expect(chat.events[0]?.chatId).not.toContain(cookie.split('=')[1]);
  });

  test('may be a press of a button', async () => {
    const { cookie } = await visit(chat);
    await post(chat, { persona: 'public', id: randomUUID(), token: 'q83vEjRWeJA_-w' }, { cookie });
    expect(chat.events.map(({ content }) => content)).toEqual([{ type: 'action', token: 'q83vEjRWeJA_-w' }]);
  });

  test('posted twice, at once or later, is one event and stands once in the chat', async () => {
    const { cookie } = await visit(chat);
    chat.before = () => sleep(50);
    const message = say('帮助');
    const answers = await Promise.all([post(chat, message, { cookie }), post(chat, message, { cookie })]);
    answers.push(await post(chat, message, { cookie }));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
    expect(chat.events).toHaveLength(1);
    expect(await history(chat, cookie)).toHaveLength(1);
  });

  test('that was not taken over is answered 503 and goes through when it is tried again', async () => {
    const { cookie } = await visit(chat);
    chat.before = async () => {
      chat.before = async () => undefined;
      throw new Error('the database is away');
    };
    const message = say('帮助');
    const first = await post(chat, message, { cookie });
    expect([first.status, await codeOf(first)]).toEqual([503, 'web.busy']);
    expect((await post(chat, message, { cookie })).status).toBe(202);
    expect(chat.events).toHaveLength(1);
    expect(await history(chat, cookie)).toHaveLength(1);
  });

  test('is refused after the stop, so that it is tried again later', async () => {
    const { cookie } = await visit(chat);
    await chat.adapter.stop();
    expect((await post(chat, say('帮助'), { cookie })).status).toBe(503);
    expect(await history(chat, cookie).catch(() => [])).toEqual([]);
  });

  test('of more than 512 characters reaches the core, a body over 64 KiB does not', async () => {
    const { cookie } = await visit(chat);
    expect((await post(chat, say('长'.repeat(5_000)), { cookie })).status).toBe(202);
    const response = await post(chat, say('长'.repeat(50_000)), { cookie });
    expect(response.status).toBe(413);
    expect(await response.json()).toEqual({
      code: 'web.tooLarge',
      message: webWords['error.web.tooLarge'],
    });
    expect(chat.events).toHaveLength(1);
  });

  test('with characters that PostgreSQL cannot hold is kept without them', async () => {
    const { cookie } = await visit(chat);
    expect((await post(chat, say('a\u0000b\uD800c'), { cookie })).status).toBe(202);
    expect((await history(chat, cookie))[0]?.data.body).toEqual({ type: 'text', text: 'a\uFFFDb\uFFFDc' });
  });

  test('is kept and shown as redacted, and told to the core whole', async () => {
    await chat.close();
    chat = await startWebChat(database(), { redact: (text) => text.replaceAll(/\d{18}/g, '*'.repeat(18)) });
    const { cookie } = await visit(chat);
    await post(chat, say('查 123456789012345678'), { cookie });
    expect(chat.events[0]?.content).toEqual({ type: 'text', text: '查 123456789012345678' });
    expect((await history(chat, cookie))[0]?.data.body).toEqual({
      type: 'text',
      text: `查 ${'*'.repeat(18)}`,
    });
  });

  test.each([
    ['{"persona":', 'broken JSON'],
    ['"text"', 'not an object'],
    ['{"persona":"official","id":"1","text":"x"}', 'id is no UUID'],
    [JSON.stringify({ ...say(' \n '), more: 1 }), 'blank'],
    [JSON.stringify({ ...say('x'), token: 'abc' }), 'both text and token'],
    [JSON.stringify({ persona: 'official', id: randomUUID(), token: '../x' }), 'token out of its alphabet'],
  ])('in the wrong form is refused: %s (%s)', async (body) => {
    const { cookie } = await visit(chat);
    const response = await post(chat, body, { cookie });
    expect([response.status, await codeOf(response)]).toEqual([400, 'web.malformed']);
    expect(chat.events).toEqual([]);
  });

  test('of any JSON is never answered 5xx', async () => {
    const { cookie } = await visit(chat);
    const field = fc.oneof(fc.jsonValue(), fc.constant('official'), fc.uuid(), fc.string({ unit: 'binary' }));
    const body = fc.oneof(
      fc.jsonValue(),
      fc.record({ persona: field, id: field, text: field, token: field }, { requiredKeys: [] }),
    );
    await fc.assert(
      fc.asyncProperty(body, async (value) => {
        expect((await post(chat, value, { cookie })).status).toBeLessThan(500);
      }),
      { numRuns: 100 },
    );
  });
});
