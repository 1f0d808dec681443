import { Writable } from 'node:stream';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createServer } from '../../src/web/server.ts';
import { startWebChat, type WebChat } from '../adapters/web-chat.ts';
import { codeOf, post, say, visit } from '../adapters/web-client.ts';
import { withDatabase } from '../support/database.ts';

const database = withDatabase();
let chat: WebChat;
beforeEach(async () => {
  chat = await startWebChat(database(), { heartbeatMs: 200 });
});
afterEach(() => chat.close());

describe('the server', () => {
  test('tells whether the service can answer', async () => {
    expect((await fetch(`${chat.origin}/healthz`)).status).toBe(200);
    await chat.close();
    const health = vi.fn(() => Promise.reject(new Error('away')));
    chat = await startWebChat(database(), { health });
    expect((await fetch(`${chat.origin}/healthz`)).status).toBe(503);
  });

  test('does not start with a route that does not say whom it answers', async () => {
    const app = createServer({ health: async () => undefined });
    app.get('/forgotten', async () => 'x');
    await expect(app.ready()).rejects.toThrow('routes without access: GET /forgotten');
    await app.close();
  });

  test('has no page under another name', async () => {
    const response = await fetch(`${chat.origin}/nothing/here`);
    expect([response.status, await codeOf(response)]).toEqual([404, 'web.notFound']);
    expect((await fetch(`${chat.origin}/chat/..%2fadapter.ts`)).status).toBe(404);
  });

  test('logs that something failed and why, but never what a person wrote', async () => {
    await chat.close();
    let logged = '';
    const logger = pino(
      new Writable({
        write(chunk, _encoding, done) {
          logged += String(chunk);
          done();
        },
      }),
    );
    chat = await startWebChat(database(), { logger });
    const { cookie } = await visit(chat);
    const quoting = Object.assign(new Error('constraint'), { code: '23514', detail: 'row (机密文字)' });
    chat.before = () => Promise.reject(quoting);
    await post(chat, say('机密文字'), { cookie });
    await post(chat, '{"text":"机密文字', { cookie });
    expect(logged).toContain('web.busy');
    expect(logged).toContain('23514');
    expect(logged).not.toContain('机密文字');
  });
});
