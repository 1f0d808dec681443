import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createServer } from '../../src/web/server.ts';
import { encodePayload } from '../fakes/slack-deliver.ts';
import { commandPayload, messagePayload, pressPayload } from '../fakes/slack-payloads.ts';
import { type SlackHarness, startSlack } from './slack-harness.ts';
import { slackAt } from './slack-support.ts';

let slack: SlackHarness;
beforeEach(async () => {
  slack = await startSlack();
});
afterEach(() => slack.close());

const message = (text = '查询 海尔') => messagePayload(slack.slack.state, slack.person, text);
const command = (text = '查询 海尔') =>
  commandPayload(slack.slack.state, slack.slack.origin, slack.inGroup, text);
const press = (data = 'token') => pressPayload(slack.slack.state, slack.slack.origin, slack.person, data);
const delivered = async (...how: Parameters<typeof slack.slack.deliver>) =>
  (await slack.slack.deliver(...how)).attempts;

describe('what cannot be read', () => {
  const json = 'application/json';
  const form = 'application/x-www-form-urlencoded';

  it.each([
    ['broken JSON', json, Buffer.from('{"type":')],
    ['JSON that is no object', json, Buffer.from('[1]')],
    ['null', json, Buffer.from('null')],
    ['nothing', json, Buffer.alloc(0)],
    ['a form with a broken payload', form, Buffer.from('payload=%7B')],
    ['a form whose payload is a list', form, Buffer.from('payload=[]')],
    ['bytes that are no UTF-8', json, Buffer.from('{"type":"event_callback","x":"\xff\xfe"}', 'latin1')],
    [
      'GBK',
      json,
      Buffer.concat([Buffer.from('{"x":"'), Buffer.from([0xba, 0xa3, 0xb6, 0xfb]), Buffer.from('"}')]),
    ],
    ['another type', 'text/plain', Buffer.from('{}')],
    ['deep nesting', json, Buffer.from(`${'['.repeat(200_000)}`)],
  ])('%s: 400', async (_name, contentType, body) => {
    expect(await delivered({ contentType, body })).toEqual([400]);
    expect(slack.taken).toEqual([]);
  });

  it('more than a megabyte: 413; just below it is taken', async () => {
    const { body } = message();
    const padded = (length: number) => {
      const bare = Buffer.byteLength(JSON.stringify({ ...body, padding: '' }));
      const text = JSON.stringify({ ...body, padding: 'x'.repeat(length - bare) });
      return { contentType: json, body: Buffer.from(text) };
    };
    expect(await delivered(padded(1024 * 1024 + 1))).toEqual([413]);
    expect(slack.taken).toEqual([]);
    expect(await delivered(padded(1024 * 1024))).toEqual([200]);
  });

  it('a delivery that ends early is no event', async () => {
    const { body } = encodePayload(message());
    for (const truncateAt of [0, 1, Math.floor(body.length / 2), body.length - 1]) {
      expect(await delivered(message(), { truncateAt })).toEqual(['cut']);
    }
    expect(slack.taken).toEqual([]);
    expect(await slack.say('帮助')).toBe(true);
  });

  it('a body that nobody vouches for is not even waited for', async () => {
    const { port } = new URL(slack.slack.endpoint);
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), '127.0.0.1', () => {
        // Announces a body, and never sends it.
        socket.write(
          'POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n',
        );
      });
      socket.once('data', (data) => {
        socket.destroy();
        resolve(data.toString());
      });
      socket.once('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
  });

  it('other routes of the server keep their own parsers', async () => {
    const app = createServer({ health: async () => undefined });
    const adapter = slackAt(slack.slack.apiUrl);
    adapter.routes?.(app);
    app.post('/other', { config: { access: 'anyone' } }, async (request) => ({ got: request.body }));
    const answer = await app.inject({ method: 'POST', url: '/other', payload: { a: 1 } });
    expect(answer.json()).toEqual({ got: { a: 1 } });
    await app.close();
  });
});

describe('Chinese, cut anywhere', () => {
  it.each([
    ['an event', message],
    ['a slash command', command],
    ['a press', () => press('令牌-海尔')],
  ])('%s arrives whole wherever the TCP segments end', async (_name, payload) => {
    const text = '查询 青岛海尔股份有限公司 🏭𠮷';
    const whole = payload(text);
    const { body } = encodePayload(whole);
    const cuts = Array.from({ length: body.length - 1 }, (_, at) => at + 1);
    const heard = new Set<string>();
    slack.before = async ({ content }) => {
      heard.add(createHash('sha256').update(JSON.stringify(content)).digest('hex'));
    };
    for (let at = 0; at < cuts.length; at += 16) {
      const batch = cuts.slice(at, at + 16);
      const results = await Promise.all(batch.map((cutAt) => delivered(whole, { cutAt })));
      expect(results.flat()).toEqual(batch.map(() => 200));
    }
    expect(slack.taken).toHaveLength(body.length - 1);
    expect(heard.size).toBe(1);
  });
});
