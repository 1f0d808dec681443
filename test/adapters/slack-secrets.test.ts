import { spawnSync } from 'node:child_process';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ChatAddress } from '../../src/chat/adapter.ts';
import type { SlackFault } from '../fakes/slack-faults.ts';
import { commandPayload, messagePayload } from '../fakes/slack-payloads.ts';
import { type SlackHarness, startSlack } from './slack-harness.ts';
import { failure, listening, plainCard, rendered, slackAt, until } from './slack-support.ts';

const canary = '金丝雀-canary-7f3a';
afterEach(() => vi.restoreAllMocks());

/** Everything that is printed from now on, whoever prints it. */
function printed(): () => string {
  const lines: unknown[] = [];
  for (const method of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const) {
    vi.spyOn(console, method).mockImplementation((...told: unknown[]) => void lines.push(told));
  }
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((chunk) => {
      lines.push(String(chunk));
      return true;
    });
  }
  return () => inspect(lines, { depth: 8, maxStringLength: null });
}

/** An error with all that a logger could find in it. */
function everything(error: unknown): string {
  return `${inspect(error, { depth: 8, showHidden: true, maxStringLength: null })}${JSON.stringify(error)}`;
}

function secretsOf({ slack }: SlackHarness): string[] {
  return [slack.botToken, slack.appToken, slack.signingSecret, 'fakeSecretOfThisUrl', canary];
}

const faults: SlackFault[] = [
  { kind: 'rateLimited', retryAfterSeconds: 1 },
  { kind: 'rateLimited', retryAfterSeconds: null },
  { kind: 'status', status: 500 },
  { kind: 'status', status: 400 },
  { kind: 'error', error: 'invalid_auth' },
  { kind: 'error', error: `said:${canary}` },
  { kind: 'error', error: canary },
  { kind: 'reset', when: 'before' },
  { kind: 'reset', when: 'after' },
  { kind: 'silence' },
  { kind: 'truncated' },
  { kind: 'truncated', tidy: true },
];

describe('tokens, response_urls and what people write', () => {
  it('stand in no error, no log line, and nothing is printed, whatever Slack does', async () => {
    const output = printed();
    const slack = await startSlack({ adapter: { sendTimeoutMs: 150 } });
    const told: string[] = [];
    const card = plainCard(canary, [{ type: 'text', text: canary }]);
    const message = rendered(slack.adapter, card);
    await slack.slack.deliver(commandPayload(slack.slack.state, slack.slack.origin, slack.inGroup, canary));
    const via = slack.taken[0]?.via ?? '';
    expect(via).toContain('fakeSecretOfThisUrl');
    const answer: ChatAddress = { chatId: slack.group, chatKind: 'group', userId: slack.user, via };
    const sent = await slack.adapter.send(slack.to, message, 'key');
    for (const fault of faults) {
      slack.slack.fault({
        fault,
        calls: ['chat.postMessage', 'chat.update', 'response_url', 'conversations.open'],
      });
      const { adapter } = slack;
      const runs = [
        adapter.send(slack.to, message, 'key'),
        adapter.send(answer, message, 'key'),
        adapter.edit(slack.to, sent, message, 'key'),
        adapter.privateChat(slack.user),
      ];
      told.push(...(await Promise.all(runs.map(failure))).map(everything));
      slack.recover();
    }
    slack.before = async () => {
      throw new Error(canary);
    };
    const body = Buffer.from(`{"${canary}`);
    await slack.slack.deliver(messagePayload(slack.slack.state, slack.person, canary));
    await slack.slack.deliver({ contentType: 'application/json', body });
    await slack.forge(canary);
    await slack.close();
    vi.restoreAllMocks();
    expect(told).toHaveLength(faults.length * 4);
    for (const secret of secretsOf(slack)) {
      expect(told.filter((text) => text.includes(secret))).toEqual([]);
      expect(everything(slack.logged)).not.toContain(secret);
    }
    expect(output()).toBe('[]');
  });

  it('the same over the socket, from the call that opens it to its end', async () => {
    const output = printed();
    const slack = await startSlack({ by: 'socket', fake: { ackMs: 60 }, start: false });
    // Without a time to wait it would be half a minute.
    for (const fault of faults.filter((one) => one.kind !== 'rateLimited' || one.retryAfterSeconds)) {
      slack.slack.fault({ fault, times: 1, calls: ['apps.connections.open', 'auth.test'] });
    }
    await slack.adapter.start(async () => {
      throw new Error(canary);
    });
    await until('the socket is open', () => slack.slack.sockets.connected === 1, 8_000);
    await slack.slack.deliver(messagePayload(slack.slack.state, slack.person, canary), { by: 'socket' });
    slack.slack.sockets.sendRaw(`{"${canary}`);
    slack.slack.sockets.drop();
    await until('it is open again', () => slack.slack.sockets.opened === 2);
    await slack.close();
    vi.restoreAllMocks();
    expect(slack.logged.length).toBeGreaterThan(5);
    for (const secret of [...secretsOf(slack), 'ticket=']) {
      expect(everything(slack.logged)).not.toContain(secret);
    }
    expect(output()).toBe('[]');
  });

  it('a token that the answer repeats does not come out of the error', async () => {
    const echo = await listening((request, response) => {
      const token = String(request.headers.authorization);
      response.writeHead(403, token, { 'content-type': 'text/html' }).end(`<p>${token}</p>`);
    });
    const adapter = slackAt(`${echo.url}api/`);
    const message = rendered(adapter, plainCard(canary));
    const to = { chatId: 'D1', chatKind: 'private' as const, userId: 'T1:U1' };
    const error = await failure(adapter.send(to, message, 'key'));
    expect(everything(error)).not.toMatch(/xoxb|canary/);
    await echo.close();
  });

  it('a whole process prints not a byte, not even what was bound before anybody listened', () => {
    const harness = new URL('./slack-harness.ts', import.meta.url).href;
    const child = `
      const { startSlack } = await import(${JSON.stringify(harness)});
      for (const by of ['http', 'socket']) {
        const slack = await startSlack({ by, adapter: { sendTimeoutMs: 100 }, fake: { ackMs: 100 } });
        await slack.say('查询');
        slack.before = () => Promise.reject(new Error('away'));
        await slack.say('查询');
        const [message] = slack.adapter.render({ title: 'x', tone: 'good', children: [], source: null }, 'zh');
        for (const fault of [{ kind: 'silence' }, { kind: 'rateLimited', retryAfterSeconds: 1 },
          { kind: 'error', error: 'invalid_auth' }, { kind: 'reset', when: 'after' }, { kind: 'truncated', tidy: true }]) {
          slack.slack.fault({ fault });
          await slack.adapter.send(slack.to, message, 'key').catch(() => undefined);
          slack.recover();
        }
        await slack.adapter.send(slack.to, { text: 'x', blocks: [{ type: 'poem' }] }, 'key').catch(() => undefined);
        slack.slack.sockets.drop();
        await slack.close();
      }`;
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', child], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, NODE_NO_WARNINGS: '1' },
      timeout: 15_000,
    });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
  });
});

describe('what is known of the bot', () => {
  it('is asked for in the background, again and again; meanwhile events are answered', async () => {
    const slack = await startSlack({ start: false });
    slack.slack.fault({ fault: { kind: 'status', status: 502 }, times: 2, calls: ['auth.test'] });
    await slack.adapter.start(async (event) => void slack.taken.push(event));
    const mention = { ...messagePayload(slack.slack.state, slack.inGroup, '查询 <海尔>') };
    const unauthorized = { ...mention.body, authorizations: [] };
    await slack.slack.deliver({ kind: 'event', body: unauthorized });
    expect(slack.taken[0]?.content).toEqual({ type: 'text', text: '查询 <海尔>' });
    await until('the bot is known', () => slack.logged.some(({ message }) => message === 'Slack: signed in'));
    expect(slack.logged.filter(({ level }) => level === 'warn')).toEqual([
      {
        level: 'warn',
        fields: { reason: 'auth.test: HTTP 502' },
        message: 'Slack: not signed in, trying again',
      },
      {
        level: 'warn',
        fields: { reason: 'auth.test: HTTP 502' },
        message: 'Slack: not signed in, trying again',
      },
    ]);
    expect(slack.slack.calls.filter(({ call }) => call === 'auth.test')).toHaveLength(3);
    await slack.close();
  });

  it('once known is not asked for again, and bolt does not ask either', async () => {
    const slack = await startSlack();
    await slack.say('一');
    await until('the bot is known', () => slack.logged.length > 0);
    await slack.say('二');
    await slack.close();
    expect(slack.slack.calls.map(({ call }) => call)).toEqual(['auth.test']);
  });

  it('does not hold up the start where Slack says nothing, and is not asked for sooner than Slack wants', async () => {
    const slack = await startSlack({ start: false });
    slack.slack.fault({
      fault: { kind: 'rateLimited', retryAfterSeconds: 1 },
      times: 1,
      calls: ['auth.test'],
    });
    slack.slack.fault({ fault: { kind: 'silence' }, times: 1, calls: ['auth.test'] });
    const began = performance.now();
    await slack.adapter.start(async () => undefined);
    expect(performance.now() - began).toBeLessThan(900);
    await until('the bot is known', () => slack.logged.some(({ level }) => level === 'info'), 5_000);
    const [first = 0, second = 0] = slack.slack.calls.map(({ at }) => at);
    expect(second - first).toBeGreaterThanOrEqual(990);
    await slack.close();
  });

  it('is not asked for any more after the stop', async () => {
    const slack = await startSlack({ start: false });
    slack.slack.fault({ fault: { kind: 'error', error: 'invalid_auth' }, calls: ['auth.test'] });
    await slack.adapter.start(async () => undefined);
    await until('it was asked', () => slack.logged.length > 0);
    await slack.adapter.stop();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const { length } = slack.slack.calls;
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(slack.slack.calls).toHaveLength(length);
    await slack.close();
  });
});
