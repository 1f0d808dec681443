import { readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { webWords } from '../../src/chat/words/web.ts';
import { withDatabase } from '../support/database.ts';
import { personas, startWebChat, type WebChat } from './web-chat.ts';
import { codeOf, post, say, visit } from './web-client.ts';

const database = withDatabase();
let chat: WebChat;
beforeEach(async () => {
  chat = await startWebChat(database(), { heartbeatMs: 200 });
});
afterEach(() => chat.close());

describe('who may ask', () => {
  function statusWithHost(host: string): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      const sent = request(
        `${chat.origin}/chat/personas`,
        { headers: { host }, setHost: false },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      );
      sent.on('error', reject).end();
    });
  }

  test.each(['localhost', 'LOCALHOST:1', '127.0.0.1:8080', '[::1]:8080'])('Host %s is ours', async (host) => {
    expect(await statusWithHost(host)).toBe(200);
  });

  test.each([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example:80',
    'evil@localhost',
    '[::2]',
  ])('Host %s is refused', async (host) => {
    expect(await statusWithHost(host)).toBe(403);
  });

  test('a configured host name is accepted', async () => {
    await chat.close();
    chat = await startWebChat(database(), { hosts: ['chat.example'] });
    expect(await statusWithHost('chat.example:8443')).toBe(200);
    expect(await statusWithHost('other.example')).toBe(403);
  });

  test('a message must come from the page itself', async () => {
    const { cookie } = await visit(chat);
    for (const origin of [
      'https://evil.example',
      'null',
      'http://127.0.0.1:1',
      `${chat.origin}.evil.example`,
    ]) {
      const response = await post(chat, say('帮助'), { cookie, origin });
      expect([response.status, await codeOf(response)]).toEqual([403, 'web.origin']);
    }
    const { port } = new URL(chat.origin);
    const bare = await new Promise<number | undefined>((resolve) => {
      const sent = request(
        { port, method: 'POST', path: '/chat/messages', headers: { cookie } },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      );
      sent.end();
    });
    expect(bare).toBe(403);
    expect(chat.events).toEqual([]);
  });

  test('another site cannot read the events either', async () => {
    const { cookie } = await visit(chat);
    const response = await fetch(`${chat.origin}/chat/events?persona=official`, {
      headers: { cookie, origin: 'https://evil.example' },
    });
    expect(response.status).toBe(403);
  });

  test('the session cookie is random, out of reach of scripts and of other sites, and kept', async () => {
    const { response, cookie } = await visit(chat);
    expect(response.headers.get('set-cookie')).toMatch(
      /^chengxin_session=[0-9a-f]{32}; HttpOnly; SameSite=Strict; Path=\/chat$/,
    );
    expect((await visit(chat)).cookie).not.toBe(cookie);
    const again = await fetch(`${chat.origin}/chat/personas`, { headers: { cookie } });
    expect(again.headers.get('set-cookie')).toBeNull();
  });

  test('without a session there is no chat', async () => {
    const posted = await post(chat, say('帮助'), {});
    expect([posted.status, await codeOf(posted)]).toEqual([401, 'web.session']);
    const listened = await fetch(`${chat.origin}/chat/events?persona=official`);
    expect(listened.status).toBe(401);
  });

  test('an unknown persona is refused', async () => {
    const { cookie } = await visit(chat);
    const response = await post(chat, say('帮助', 'root'), { cookie });
    expect([response.status, await codeOf(response)]).toEqual([400, 'web.persona']);
  });
});

describe('the page', () => {
  test('is served with headers that allow its own files only', async () => {
    const home = await fetch(chat.origin, { redirect: 'manual' });
    expect([home.status, home.headers.get('location')]).toEqual([302, '/chat/']);
    const page = await fetch(`${chat.origin}/chat/`);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*|data:/);
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    expect(page.headers.get('referrer-policy')).toBe('same-origin');
    const health = await fetch(`${chat.origin}/healthz`);
    expect(health.headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
  });

  test('tells personas and words', async () => {
    const { response } = await visit(chat);
    expect(await response.json()).toEqual({ personas, words: webWords });
  });

  const pageFolder = fileURLToPath(new URL('../../adapters/web/page/', import.meta.url));
  const files = readdirSync(pageFolder).map((name) => ({
    name,
    text: readFileSync(pageFolder + name, 'utf8'),
  }));

  test('never makes markup from text', () => {
    const sinks =
      /innerHTML|outerHTML|insertAdjacentHTML|setHTML|document\.write|DOMParser|createContextualFragment|srcdoc|\beval\b|new Function|javascript:|\son\w+=|<style|style=/;
    expect(files.length).toBeGreaterThan(5);
    expect(files.filter(({ text }) => sinks.test(text)).map(({ name }) => name)).toEqual([]);
  });

  test('names only words that exist, and what it shows before they come is the same', () => {
    const words: Readonly<Record<string, { zh: string }>> = webWords;
    const named = files.flatMap(({ text }) => text.match(/(?<=['"])web\.[\w.]+(?=['"])/g) ?? []);
    expect(named.length).toBeGreaterThan(15);
    expect(
      named.filter((key) => !Object.hasOwn(words, key) && !Object.hasOwn(words, `error.${key}`)),
    ).toEqual([]);
    const html = files.find(({ name }) => name === 'index.html')?.text ?? '';
    const before = [...html.matchAll(/data-text="([\w.]+)"[^>]*>([^<]+)</g)];
    expect(before).toHaveLength(3);
    for (const [, key = '', shown] of before) expect(shown).toBe(words[key]?.zh);
  });
});
