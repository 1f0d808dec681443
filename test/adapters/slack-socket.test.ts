import { afterEach, describe, expect, it } from 'vitest';
import type { FakeSlack } from '../fakes/slack.ts';
import type { SlackFault } from '../fakes/slack-faults.ts';
import { commandPayload, messagePayload, pressPayload } from '../fakes/slack-payloads.ts';
import { textFrame } from '../fakes/slack-websocket.ts';
import { type SlackHarness, type SlackHarnessOptions, startSlack } from './slack-harness.ts';
import { gate, sleep, until } from './slack-support.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function start(options: SlackHarnessOptions = {}): Promise<SlackHarness> {
  const slack = await startSlack({ by: 'socket', ...options });
  open.push(slack);
  return slack;
}
const message = (slack: SlackHarness, text = '查询 海尔') =>
  messagePayload(slack.slack.state, slack.person, text);
describe('an envelope', () => {
  it.each([
    ['an event', message],
    [
      'a slash command',
      (slack: SlackHarness) => commandPayload(slack.slack.state, slack.slack.origin, slack.inGroup, '帮助'),
    ],
    [
      'a press',
      (slack: SlackHarness) => pressPayload(slack.slack.state, slack.slack.origin, slack.person, 'token'),
    ],
  ])('with %s is acknowledged only once it is taken over', async (_name, payload) => {
    const slack = await start();
    const core = gate();
    slack.before = core.pass;
    const delivery = slack.slack.deliver(payload(slack), { by: 'socket' });
    await until('the event is under way', () => core.waiting === 1);
    await sleep(40);
    expect(slack.slack.sockets.acknowledged).toEqual([]);
    core.open();
    expect((await delivery).attempts).toEqual(['acknowledged']);
    expect(slack.taken).toHaveLength(1);
  });

  it('that was not taken over is not acknowledged, and comes again with the same id', async () => {
    const slack = await start({ fake: { ackMs: 80 } });
    const seen: string[] = [];
    slack.before = async ({ eventId }) => {
      seen.push(eventId);
      if (seen.length < 3) throw new Error('the database is away');
    };
    const { attempts } = await slack.slack.deliver(message(slack), { by: 'socket', retries: 3 });
    expect(attempts).toEqual(['timeout', 'timeout', 'acknowledged']);
    expect(new Set(seen).size).toBe(1);
    expect(slack.taken).toHaveLength(1);
  });

  it('that is not for us is acknowledged', async () => {
    const slack = await start();
    const body = { type: 'view_submission', view: {} };
    expect(await slack.slack.deliver({ kind: 'interactive', body }, { by: 'socket' })).toMatchObject({
      acknowledged: true,
    });
    expect(slack.taken).toEqual([]);
  });

  it('with Chinese arrives whole wherever the TCP segments end', async () => {
    const slack = await start();
    const payload = message(slack, '查询 青岛海尔股份有限公司 🏭𠮷');
    const length = textFrame(JSON.stringify(payload.body)).length;
    for (let cutAt = 1; cutAt <= length; cutAt += 1) {
      const { acknowledged } = await slack.slack.deliver(payload, { by: 'socket', cutAt });
      expect(acknowledged).toBe(true);
    }
    expect(slack.taken).toHaveLength(length);
    expect(new Set(slack.taken.map(({ content }) => JSON.stringify(content))).size).toBe(1);
  });
});

describe('the connection', () => {
  it.each([
    ['is closed', (fake: FakeSlack) => fake.sockets.drop(true)],
    ['is cut', (fake: FakeSlack) => fake.sockets.drop()],
    ['is given notice', (fake: FakeSlack) => fake.sockets.giveNotice()],
  ])('comes again when it %s', async (_name, end) => {
    const slack = await start();
    const arrival = slack.slack.sockets.arrival();
    end(slack.slack);
    await arrival;
    await until('only the new connection is left', () => slack.slack.sockets.connected === 1);
    expect(await slack.say('帮助')).toBe(true);
    expect(slack.slack.sockets.opened).toBe(2);
  });

  it('that is given notice still acknowledges what it brought', async () => {
    const slack = await start();
    const core = gate();
    slack.before = core.pass;
    const delivery = slack.slack.deliver(message(slack), { by: 'socket' });
    await until('the event is under way', () => core.waiting === 1);
    const arrival = slack.slack.sockets.arrival();
    slack.slack.sockets.giveNotice('warning');
    await arrival;
    core.open();
    expect((await delivery).attempts).toEqual(['acknowledged']);
    await until('the old connection is closed', () => slack.slack.sockets.connected === 1);
  });

  it('lost before the acknowledgement: Slack delivers again, nothing breaks', async () => {
    const slack = await start({ fake: { ackMs: 150 } });
    let calls = 0;
    slack.before = async () => {
      calls += 1;
      if (calls > 1) return;
      slack.slack.sockets.drop();
      await sleep(30);
    };
    const { attempts } = await slack.slack.deliver(message(slack), { by: 'socket', retries: 3 });
    expect(attempts.at(-1)).toBe('acknowledged');
    expect(new Set(slack.taken.map(({ eventId }) => eventId)).size).toBe(1);
  });

  const outages: SlackFault[] = [
    { kind: 'status', status: 500 },
    { kind: 'error', error: 'internal_error' },
    { kind: 'error', error: 'invalid_auth' },
    { kind: 'reset', when: 'before' },
    { kind: 'truncated' },
    { kind: 'silence' },
  ];
  it.each(outages)(
    'not to be had at the start (%o): the service starts, and gets it later',
    async (fault) => {
      const slack = await start({ start: false });
      slack.slack.fault({ fault, times: 2, calls: ['apps.connections.open'] });
      await slack.adapter.start(async (event) => void slack.taken.push(event));
      await until('the socket is open', () => slack.slack.sockets.connected === 1);
      expect(await slack.say('帮助')).toBe(true);
      expect(
        slack.logged.filter(({ message: text }) => text === 'Slack: no socket, trying again'),
      ).toHaveLength(2);
    },
  );

  it('is not asked for sooner than Slack wants', async () => {
    const slack = await start({ start: false });
    slack.slack.fault({
      fault: { kind: 'rateLimited', retryAfterSeconds: 1 },
      times: 2,
      calls: ['apps.connections.open'],
    });
    await slack.adapter.start(async () => undefined);
    await until('the socket is open', () => slack.slack.sockets.connected === 1, 6_000);
    const asked = slack.slack.calls
      .filter(({ call }) => call === 'apps.connections.open')
      .map(({ at }) => at);
    expect(asked).toHaveLength(3);
    for (const [index, at] of asked.slice(1).entries()) expect(at - (asked[index] ?? 0)).toBeGreaterThan(980);
  });

  it('not to be had for a while later on: it comes back', async () => {
    const slack = await start();
    slack.slack.fault({
      fault: { kind: 'reset', when: 'before' },
      times: 3,
      calls: ['apps.connections.open'],
    });
    slack.slack.sockets.drop();
    await until(
      'the socket is open again',
      () => slack.slack.sockets.opened === 2 && slack.slack.sockets.connected === 1,
    );
    expect(await slack.say('帮助')).toBe(true);
  });

  it('that always ends at once is not asked for in a tight circle', async () => {
    const slack = await start({ adapter: { backoffMs: { first: 200, last: 400 } } });
    const { sockets } = slack.slack;
    const began = performance.now();
    while (performance.now() - began < 900) {
      sockets.giveNotice();
      await sleep(2);
    }
    expect(sockets.opened).toBeGreaterThan(1);
    expect(sockets.opened).toBeLessThan(8);
  });
});

describe('frames that are not as they should be', () => {
  it.each([
    '',
    'null',
    '[]',
    '5',
    '{',
    '{}',
    '{"type":"events_api"}',
    '{"type":"events_api","envelope_id":"e","payload":null}',
    '{"type":"events_api","envelope_id":"e","payload":{"event":null}}',
    '{"type":"events_api","envelope_id":"e","payload":{"event":{"type":"close"}}}',
    '{"type":"events_api","envelope_id":"e","payload":{"event":{"type":"error"}}}',
    '{"type":"events_api","envelope_id":"e","payload":{"event":{"type":"disconnected"}}}',
    '{"type":"events_api","envelope_id":"e","payload":{"event":{"type":"slack_event"}}}',
    '{"type":"close","envelope_id":"e","payload":{}}',
    '{"type":"connected","envelope_id":"e","payload":{}}',
    '{"type":"interactive","envelope_id":5,"payload":{}}',
  ])('%s does no harm', async (text) => {
    const slack = await start();
    slack.slack.sockets.sendRaw(text);
    expect(await slack.say('帮助')).toBe(true);
    // Taken for the end of the connection, it would be replaced by now.
    await sleep(60);
    expect(slack.slack.sockets.opened).toBe(1);
    expect(slack.taken).toHaveLength(1);
  });
});
