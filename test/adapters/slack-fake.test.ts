import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeSlack, startFakeSlack } from '../fakes/slack.ts';
import { checkBlocks } from '../fakes/slack-blocks.ts';
import { disordered } from '../fakes/slack-deliver.ts';
import { filePayload, messagePayload } from '../fakes/slack-payloads.ts';
import { show } from '../fakes/slack-state.ts';
import { readMrkdwn } from '../fakes/slack-text.ts';
import { listening } from './slack-support.ts';

/** A judge that lets everything pass would be none: what the fake refuses, and whom it would have called. */
const text = (value: string, type = 'plain_text') => ({ type, text: value });
const button = (id: string, label = '键', more: object = {}) => ({
  type: 'button',
  text: text(label),
  action_id: id,
  value: 'v',
  ...more,
});
const section = (value: string) => ({ type: 'section', text: text(value) });
const many = <T>(count: number, make: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at));

describe('blocks', () => {
  const good: [string, unknown[]][] = [
    ['a header of 150', [{ type: 'header', text: text('x'.repeat(150)) }]],
    ['a section of 3000', [section('x'.repeat(3000))]],
    ['ten fields of 300', [{ type: 'section', fields: many(10, () => text('x'.repeat(300))) }]],
    ['25 buttons', [{ type: 'actions', elements: many(25, (at) => button(`a${at}`)) }]],
    ['50 blocks', many(50, () => ({ type: 'divider' }))],
  ];
  it.each(good)('%s is taken', (_name, blocks) => {
    expect(checkBlocks(blocks)).toBeNull();
  });

  const bad: [string, unknown, string][] = [
    ['no list', {}, 'invalid_blocks_format'],
    ['a header of 151', [{ type: 'header', text: text('x'.repeat(151)) }], 'invalid_blocks'],
    ['a header with mark-up', [{ type: 'header', text: text('x', 'mrkdwn') }], 'invalid_blocks'],
    ['a section of 3001', [section('x'.repeat(3001))], 'invalid_blocks'],
    ['a section that is too long escaped', [section('&'.repeat(601))], 'invalid_blocks'],
    ['an empty text', [section('')], 'invalid_blocks'],
    ['a blank text', [section(' \n')], 'invalid_blocks'],
    ['half a surrogate pair', [section('\ud800')], 'invalid_blocks'],
    ['a section without text', [{ type: 'section' }], 'invalid_blocks'],
    ['eleven fields', [{ type: 'section', fields: many(11, () => text('x')) }], 'invalid_blocks'],
    ['no fields', [{ type: 'section', fields: [] }], 'invalid_blocks'],
    ['a field of 2001', [{ type: 'section', fields: [text('x'.repeat(2001))] }], 'invalid_blocks'],
    ['a note of 2001', [{ type: 'context', elements: [text('x'.repeat(2001))] }], 'invalid_blocks'],
    ['eleven notes', [{ type: 'context', elements: many(11, () => text('x')) }], 'invalid_blocks'],
    ['26 buttons', [{ type: 'actions', elements: many(26, (at) => button(`a${at}`)) }], 'invalid_blocks'],
    ['no buttons', [{ type: 'actions', elements: [] }], 'invalid_blocks'],
    ['a label of 76', [{ type: 'actions', elements: [button('a', 'x'.repeat(76))] }], 'invalid_blocks'],
    [
      'a value of 2001',
      [{ type: 'actions', elements: [button('a', 'x', { value: 'v'.repeat(2001) })] }],
      'invalid_blocks',
    ],
    [
      'another style',
      [{ type: 'actions', elements: [button('a', 'x', { style: 'good' })] }],
      'invalid_blocks',
    ],
    ['one action_id twice', many(2, () => ({ type: 'actions', elements: [button('a')] })), 'invalid_blocks'],
    ['one block_id twice', many(2, () => ({ ...section('x'), block_id: 'b' })), 'invalid_blocks'],
    [
      'a picture from inside',
      [{ type: 'image', image_url: 'http://10.0.0.1/x', alt_text: 'x' }],
      'invalid_blocks',
    ],
    ['a block of no kind', [{ type: 'poem' }], 'invalid_blocks'],
    ['no block at all', [null], 'invalid_blocks'],
    ['51 blocks', many(51, () => ({ type: 'divider' })), 'invalid_blocks'],
    ['too much altogether', many(4, () => section('x'.repeat(2900))), 'msg_blocks_too_long'],
  ];
  it.each(bad)('%s is refused', (_name, blocks, error) => {
    expect(checkBlocks(blocks)?.error).toBe(error);
  });
});

describe('whom a text calls', () => {
  it.each([
    ['<!channel>', ['@channel']],
    ['<!here|here>', ['@here']],
    ['<@U0ALICE>', ['@U0ALICE']],
    ['<!subteam^S1|@科室>', ['S1']],
    ['&lt;!channel&gt; @here', []],
  ])('%s', (said, notified) => {
    expect(readMrkdwn(said).notified).toEqual(notified);
  });

  it('bare names call people where they are linked', () => {
    expect(readMrkdwn('@here 海尔 a@channel.example', { names: true }).notified).toEqual(['@here']);
  });

  it('mark-up is read in mrkdwn and in the text, and not in plain text', () => {
    const where = {
      ts: '1.0',
      channel: 'C',
      onlyFor: null,
      edited: false,
      mrkdwn: true,
      names: false,
      at: 0,
    };
    const said = '*粗* _斜_ <!channel> <http://a.example|海尔> &amp;';
    const parsed = { text: '粗 斜 @channel 海尔 &', notified: ['@channel'] };
    expect(show({ ...where, text: said, blocks: [] })).toMatchObject(parsed);
    expect(
      show({ ...where, text: 'x', blocks: [{ type: 'section', text: text(said, 'mrkdwn') }] }),
    ).toMatchObject(parsed);
    expect(show({ ...where, text: 'x', blocks: [section(said)] })).toMatchObject({
      text: said,
      notified: [],
    });
    expect(show({ ...where, text: said, blocks: [section('x')] })).toMatchObject({
      text: 'x',
      notified: ['@channel'],
    });
    expect(show({ ...where, text: said, blocks: [], mrkdwn: false }).text).toBe('*粗* _斜_ @channel 海尔 &');
    const smile = { ...text(':smile:'), emoji: true };
    expect(show({ ...where, text: 'x', blocks: [{ type: 'section', text: smile }] }).text).not.toBe(
      ':smile:',
    );
  });
});

describe('the Web API', () => {
  let fake: FakeSlack;
  beforeEach(async () => {
    fake = await startFakeSlack({ limits: 'off' });
    fake.state.addUser('U0ALICE');
    fake.state.addChannel('C1');
  });
  afterEach(() => fake.close());

  async function call(
    method: string,
    args: Record<string, unknown>,
    token: string | null = fake.botToken,
  ): Promise<Record<string, unknown>> {
    const response = await fetch(`${fake.apiUrl}${method}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(args),
    });
    return { status: response.status, ...((await response.json()) as Record<string, unknown>) };
  }

  it.each([
    ['auth.test', {}, null, 'not_authed'],
    ['auth.test', {}, 'xoxb-wrong', 'invalid_auth'],
    ['apps.connections.open', {}, 'xoxb-fake-bot-token-0001', 'invalid_auth'],
    ['chat.nonsense', {}, undefined, 'unknown_method'],
    ['chat.postMessage', { channel: 'C0NONE', text: 'x' }, undefined, 'channel_not_found'],
    ['chat.postMessage', { channel: 'C1' }, undefined, 'no_text'],
    ['chat.postMessage', { channel: 'C1', text: ' ' }, undefined, 'no_text'],
    ['chat.postMessage', { channel: 'C1', blocks: '{' }, undefined, 'invalid_blocks_format'],
    ['chat.postEphemeral', { channel: 'C1', text: 'x', user: 'U0NOBODY' }, undefined, 'user_not_in_channel'],
    ['chat.update', { channel: 'C1', ts: '1.0', text: 'x' }, undefined, 'message_not_found'],
    ['conversations.open', { users: 'U0NOBODY' }, undefined, 'user_not_found'],
  ])('%s %o is refused: %s %s', async (method, args, token, error) => {
    expect(await call(method, args, token)).toMatchObject({ status: 200, ok: false, error });
  });

  it('knows archived channels, chats of others, and people who left', async () => {
    fake.state.addChannel('C1', { archived: true });
    fake.state.addChannel('C2', { member: false });
    fake.state.addChannel('D2', { kind: 'im', member: false });
    const dm = fake.state.openDm('U0ALICE');
    const errors = async () => {
      const channels = ['C1', 'C2', 'D2', dm.id];
      return Promise.all(
        channels.map(async (channel) => (await call('chat.postMessage', { channel, text: 'x' })).error),
      );
    };
    expect(await errors()).toEqual(['is_archived', 'not_in_channel', 'channel_not_found', undefined]);
    fake.state.addUser('U0ALICE').deleted = true;
    expect((await errors()).at(-1)).toBe('user_disabled');
  });

  it('a text of 40 000 characters is cut, and one of 4000 bytes cannot be changed to', async () => {
    const { ts } = await call('chat.postMessage', { channel: 'C1', text: 'x'.repeat(50_000) });
    expect(fake.seen('C1')[0]?.text).toHaveLength(40_000);
    expect((await call('chat.update', { channel: 'C1', ts, text: '字'.repeat(1_334) })).error).toBe(
      'msg_too_long',
    );
    expect((await call('chat.update', { channel: 'C1', ts, text: '字'.repeat(1_333) })).ok).toBe(true);
  });

  it('a change keeps the old blocks where none are given, and links names unless told not to', async () => {
    const { ts } = await call('chat.postMessage', { channel: 'C1', text: 'x', blocks: [section('旧')] });
    await call('chat.update', { channel: 'C1', ts, text: '新' });
    expect(fake.seen('C1')[0]?.text).toBe('旧');
    await call('chat.update', { channel: 'C1', ts, text: '@here', blocks: [] });
    expect(fake.seen('C1')).toMatchObject([{ text: '@here', notified: ['@here'], edited: true }]);
    await call('chat.update', { channel: 'C1', ts, text: '@here', blocks: [], parse: 'none' });
    expect(fake.seen('C1')).toMatchObject([{ notified: [] }]);
  });

  it('takes one message a second and channel, by arrival', async () => {
    fake.setLimits('real');
    const statuses = await Promise.all(
      ['C1', 'C1', 'C2'].map(async (channel) => {
        fake.state.addChannel(channel);
        return (await call('chat.postMessage', { channel, text: 'x' })).status;
      }),
    );
    expect(statuses.sort()).toEqual([200, 200, 429]);
    fake.setLimits({ count: 2, ms: 10_000 });
    fake.state.addChannel('C3');
    const more = await Promise.all(
      many(3, async () => (await call('chat.postMessage', { channel: 'C3', text: 'x' })).status),
    );
    expect(more.sort()).toEqual([200, 200, 429]);
  });

  it('repeats what nobody acknowledged, three times, and says so', async () => {
    const heard: unknown[] = [];
    const app = await listening((request, response) => {
      const { 'x-slack-retry-num': num, 'x-slack-retry-reason': reason } = request.headers;
      heard.push([num, reason]);
      request.resume().on('end', () => response.writeHead(500).end());
    });
    fake.endpoint = app.url;
    const payload = messagePayload(
      fake.state,
      { user: 'U0ALICE', channel: fake.state.openDm('U0ALICE') },
      'x',
    );
    const { acknowledged, attempts } = await fake.deliver(payload, { retries: 3 });
    expect([acknowledged, attempts]).toEqual([false, [500, 500, 500, 500]]);
    expect(heard).toEqual([[undefined, undefined], ...['1', '2', '3'].map((num) => [num, 'http_error'])]);
    await app.close();
    expect((await fake.deliver(payload)).attempts).toEqual(['cut']);
  });

  it('a file is told of, and given out to who has the token', async () => {
    fake.state.addFile({ id: 'F1', name: '行政处罚.csv', content: Buffer.from('代码,名称') });
    const { body } = filePayload(
      fake.state,
      { user: 'U0ALICE', channel: fake.state.openDm('U0ALICE') },
      'F1',
    );
    expect(body).toMatchObject({ event: { subtype: 'file_share', files: [{ id: 'F1', size: 13 }] } });
    const { file } = (await call('files.info', { file: 'F1' })) as { file: { url_private: string } };
    const get = async (token: string) => {
      const response = await fetch(file.url_private, { headers: { authorization: `Bearer ${token}` } });
      return [response.status, await response.text()];
    };
    expect(await get(fake.botToken)).toEqual([200, '代码,名称']);
    expect((await get('xoxb-wrong'))[0]).toBe(403);
    expect((await call('files.info', { file: 'F2' })).error).toBe('file_not_found');
  });

  it('can bring things in another order and more than once, the same way for the same seed', () => {
    const updates = many(50, (at) => at);
    const first = disordered(updates, { seed: 7, copies: 5 });
    expect(first).toEqual(disordered(updates, { seed: 7, copies: 5 }));
    expect(first).not.toEqual(disordered(updates, { seed: 8, copies: 5 }));
    expect(new Set(first)).toEqual(new Set(updates));
    expect(first.length).toBeGreaterThan(80);
    expect(first.length).toBeLessThanOrEqual(250);
    expect(first).not.toEqual([...first].sort((a, b) => a - b));
  });

  it('faults befall the calls and channels they are meant for, as often as they should', async () => {
    fake.state.addChannel('C2');
    fake.fault({ fault: { kind: 'status', status: 500 }, times: 1, channel: 'C2' });
    const post = async (channel: string) => (await call('chat.postMessage', { channel, text: 'x' })).status;
    expect([await post('C1'), await post('C2'), await post('C2')]).toEqual([200, 500, 200]);
    fake.fault({ fault: { kind: 'rateLimited', retryAfterSeconds: 5 } });
    expect([await post('C1'), (await call('auth.test', {})).status]).toEqual([429, 200]);
    fake.recover();
    expect(await post('C1')).toBe(200);
  });
});
