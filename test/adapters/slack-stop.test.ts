import { afterEach, describe, expect, it } from 'vitest';
import { createSocket, type SocketOptions } from '../../adapters/slack/socket.ts';
import { systemClock } from '../../src/domain/ports.ts';
import { signingSecret, startFakeSlack } from '../fakes/slack.ts';
import { messagePayload } from '../fakes/slack-payloads.ts';
import { type SlackHarness, type SlackHarnessOptions, sampleCommands, startSlack } from './slack-harness.ts';
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
describe('stopping', () => {
  it('acknowledges what is under way, takes nothing more, and closes', async () => {
    const slack = await start({ fake: { ackMs: 300 } });
    const core = gate();
    slack.before = core.pass;
    const first = slack.slack.deliver(message(slack), { by: 'socket' });
    await until('the event is under way', () => core.waiting === 1);
    const stop = slack.adapter.stop();
    const second = slack.slack.deliver(message(slack), { by: 'socket' });
    await sleep(40);
    core.open();
    expect((await first).attempts).toEqual(['acknowledged']);
    await stop;
    expect((await second).attempts).toEqual(['timeout']);
    expect(slack.taken).toHaveLength(1);
    await until('the connection is closed', () => slack.slack.sockets.connected === 0);
    await sleep(150);
    expect(slack.slack.sockets.opened).toBe(1);
  });

  it('does not wait for a far end that says nothing more', async () => {
    const slack = await start();
    slack.slack.sockets.freeze();
    const began = performance.now();
    await slack.adapter.stop();
    expect(performance.now() - began).toBeLessThan(2_500);
    await until('the connection is closed', () => slack.slack.sockets.connected === 0);
  });

  it('while it is still connecting leaves no connection behind', async () => {
    const slack = await start({ start: false });
    slack.slack.fault({ fault: { kind: 'slow', ms: 150 }, calls: ['apps.connections.open'] });
    const started = slack.adapter.start(async () => undefined);
    await sleep(50);
    await slack.adapter.stop();
    await started;
    await sleep(300);
    expect(slack.slack.sockets.connected).toBe(0);
    slack.slack.recover();
  });
});

describe('a far end that never greets', () => {
  it('is left, and the next one asked', async () => {
    const fake = await startFakeSlack();
    open.push(fake);
    fake.sockets.greet = false;
    const options: SocketOptions = {
      botToken: fake.botToken,
      signingSecret: null,
      appToken: fake.appToken,
      apiUrl: fake.apiUrl,
      commands: sampleCommands,
      clock: systemClock,
      log: { info: () => undefined, warn: () => undefined },
      backoffMs: { first: 10, last: 20 },
      times: { helloMs: 100, closeMs: 100 },
    };
    const taken: unknown[] = [];
    const socket = createSocket(options, async (payload) => void taken.push(payload));
    open.unshift({ close: () => socket.stop() });
    await socket.start();
    expect(fake.sockets.opened).toBe(1);
    fake.sockets.greet = true;
    await until('it is connected', () => fake.sockets.opened >= 2 && fake.sockets.connected === 1);
    fake.state.addUser('U1');
    const payload = messagePayload(fake.state, { user: 'U1', channel: fake.state.openDm('U1') }, '帮助');
    expect(await fake.deliver(payload, { by: 'socket' })).toMatchObject({ acknowledged: true });
    expect(taken).toHaveLength(1);
  });
});

describe('both ways at once', () => {
  it('events are taken from HTTP and from the socket', async () => {
    const slack = await start({ adapter: { signingSecret } });
    expect(await slack.slack.deliver(message(slack, '一'), { by: 'http' })).toMatchObject({
      acknowledged: true,
    });
    expect(await slack.slack.deliver(message(slack, '二'), { by: 'socket' })).toMatchObject({
      acknowledged: true,
    });
    expect(slack.taken).toHaveLength(2);
  });

  it('with the socket alone nothing is served by HTTP', async () => {
    const slack = await start();
    expect(await slack.slack.deliver(message(slack), { by: 'http' })).toMatchObject({ attempts: [404] });
    expect(slack.taken).toEqual([]);
  });
});
