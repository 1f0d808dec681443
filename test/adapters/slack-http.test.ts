import { verifySlackRequest } from '@slack/bolt';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isSigned, readClaim } from '../../adapters/slack/signature.ts';
import { disordered, encodePayload, signatureOf } from '../fakes/slack-deliver.ts';
import { commandPayload, eventPayload, messagePayload, pressPayload } from '../fakes/slack-payloads.ts';
import { type SlackHarness, startSlack } from './slack-harness.ts';
import { cases } from './slack-samples.ts';

let slack: SlackHarness;
beforeEach(async () => {
  slack = await startSlack();
});
afterEach(() => slack.close());

const texts = () => slack.taken.map(({ content }) => (content.type === 'text' ? content.text : content.type));
const message = (text = '查询 海尔') => messagePayload(slack.slack.state, slack.person, text);
const command = (text = '查询 海尔') =>
  commandPayload(slack.slack.state, slack.slack.origin, slack.inGroup, text);
const press = (data = 'token') => pressPayload(slack.slack.state, slack.slack.origin, slack.person, data);
const delivered = async (...how: Parameters<typeof slack.slack.deliver>) =>
  (await slack.slack.deliver(...how)).attempts;

describe('the acknowledgement', () => {
  it.each([
    ['an event', message],
    ['a slash command', command],
    ['a press', press],
  ])('of %s is given only once the event is taken over', async (_name, payload) => {
    let release = (): void => undefined;
    slack.before = () =>
      new Promise<void>((resolve) => {
        release = resolve;
      });
    let acknowledged = false;
    const delivery = slack.slack.deliver(payload()).then((result) => {
      acknowledged = true;
      return result;
    });
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(acknowledged).toBe(false);
    release();
    expect((await delivery).attempts).toEqual([200]);
    expect(slack.taken).toHaveLength(1);
  });

  it.each([
    ['an event', message],
    ['a slash command', command],
    ['a press', press],
  ])('of %s is refused with 503 when it was not taken over', async (_name, payload) => {
    slack.before = async () => {
      throw new Error('the database is away');
    };
    expect(await delivered(payload())).toEqual([503]);
    expect(slack.taken).toEqual([]);
  });

  it('refused, the delivery comes again, and bears the same id', async () => {
    const seen: string[] = [];
    slack.before = async (event) => {
      seen.push(event.eventId);
      if (seen.length < 3) throw new Error('not yet');
    };
    expect(await delivered(message(), { retries: 3 })).toEqual([503, 503, 200]);
    expect(new Set(seen).size).toBe(1);
    expect(texts()).toEqual(['查询 海尔']);
  });

  it('delivered up to five times and in any order, it is each time the same event', async () => {
    const seed = Number(process.env.CHENGXIN_SEED ?? Date.now() % 1_000_000);
    const { state, origin } = slack.slack;
    const payloads = Array.from({ length: 60 }, (_, at) =>
      at % 3 === 0
        ? message(`第 ${at} 条`)
        : at % 3 === 1
          ? commandPayload(state, origin, slack.inGroup, `第 ${at} 条`)
          : pressPayload(state, origin, slack.person, `第 ${at} 条`),
    );
    const order = disordered(payloads, { seed, copies: 5 });
    const results = await Promise.all(order.map((payload) => delivered(payload)));
    expect(results.flat(), `seed ${seed}`).toEqual(order.map(() => 200));
    const said = new Map(slack.taken.map(({ eventId, content }) => [eventId, JSON.stringify(content)]));
    expect(said.size, `seed ${seed}`).toBe(60);
    expect(new Set(said.values()).size, `seed ${seed}`).toBe(60);
    expect(slack.taken).toHaveLength(order.length);
  });

  it('too late for Slack, it comes again', async () => {
    let calls = 0;
    slack.before = async () => {
      calls += 1;
      if (calls === 1) await new Promise((resolve) => setTimeout(resolve, 1_300));
    };
    expect(await delivered(message(), { retries: 3 })).toEqual(['timeout', 200]);
    expect(slack.taken.map(({ eventId }) => eventId)).toHaveLength(1);
  });

  it('before the start and after the stop there is none; what is under way is finished', async () => {
    await slack.close();
    slack = await startSlack({ start: false });
    expect(await delivered(message())).toEqual([503]);
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const taken: string[] = [];
    await slack.adapter.start(async ({ eventId }) => {
      await held;
      taken.push(eventId);
    });
    const underWay = delivered(message());
    await new Promise((resolve) => setTimeout(resolve, 50));
    let stopped = false;
    const stop = slack.adapter.stop().then(() => {
      stopped = true;
    });
    expect(await delivered(message())).toEqual([503]);
    expect(stopped).toBe(false);
    release();
    expect(await underWay).toEqual([200]);
    await stop;
    expect(taken).toHaveLength(1);
  });

  it('is given at once for what is not for us', async () => {
    const { state, origin } = slack.slack;
    const reaction = { type: 'reaction_added', user: 'U0ALICE', item: {}, event_ts: '1' };
    expect(await delivered(eventPayload(state, reaction))).toEqual([200]);
    expect(await delivered({ kind: 'interactive', body: { type: 'view_submission', view: {} } })).toEqual([
      200,
    ]);
    expect(await delivered({ kind: 'command', body: { ssl_check: '1', token: 'x' } })).toEqual([200]);
    const channel = state.addChannel('C0OTHER');
    const aside = {
      type: 'message',
      channel_type: 'channel',
      channel: channel.id,
      user: 'U0ALICE',
      text: 'hello',
    };
    expect(await delivered(eventPayload(state, aside))).toEqual([200]);
    expect(await delivered(commandPayload(state, origin, { user: 'U0ALICE', channel }, '帮助'))).toEqual([
      200,
    ]);
    expect(texts()).toEqual(['帮助']);
  });

  it('that events are lost for their number is logged', async () => {
    const body = { type: 'app_rate_limited', team_id: 'T0FAKE', minute_rate_limited: 1_790_000_000 };
    expect(await delivered({ kind: 'event', body })).toEqual([200]);
    expect(slack.logged).toContainEqual({
      level: 'warn',
      fields: { reason: 'app_rate_limited' },
      message: 'Slack: too many events, some are lost',
    });
  });

  it.each(['constructor', '__proto__', 'toString'])(
    'a workspace called %s is one like any other',
    async (team) => {
      const { kind, body } = command();
      expect(await delivered({ kind, body: { ...body, team_id: team } })).toEqual([200]);
      expect(slack.taken[0]?.userId).toBe(`${team}:U0ALICE`);
    },
  );

  it('the challenge is answered, if Slack asked', async () => {
    const body = Buffer.from(JSON.stringify({ type: 'url_verification', challenge: '3eZbrw1aBm2rZgRNFdxV' }));
    const ask = async (secret: string) => {
      const now = Math.floor(Date.now() / 1000);
      const response = await fetch(slack.slack.endpoint, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-slack-request-timestamp': String(now),
          'x-slack-signature': signatureOf(secret, now, body),
        },
        body,
      });
      return [response.status, await response.text()];
    };
    expect(await ask(slack.slack.signingSecret)).toEqual([200, '{"challenge":"3eZbrw1aBm2rZgRNFdxV"}']);
    expect(await ask('another secret')).toEqual([401, '']);
  });
});

describe('who may deliver', () => {
  const now = () => Math.floor(Date.now() / 1000);

  it.each([
    ['another secret', () => ({ secret: 'another secret' })],
    ['no signature', () => ({ signature: null })],
    ['an empty signature', () => ({ signature: '' })],
    ['a signature of another version', () => ({ signature: `v1=${'0'.repeat(64)}` })],
    ['a signature that is too short', () => ({ signature: 'v0=00' })],
    ['a signature that is no hex', () => ({ signature: `v0=${'x'.repeat(64)}` })],
    ['the right signature twice', () => ({ headers: { 'x-slack-signature': 'v0=00, v0=00' } })],
    [
      'another body than was signed',
      () => ({ replaced: (body: Buffer) => Buffer.concat([body, Buffer.from(' ')]) }),
    ],
    ['a time that is no number', () => ({ headers: { 'x-slack-request-timestamp': 'NaN' } })],
    ['no time', () => ({ headers: { 'x-slack-request-timestamp': '' } })],
    ['an old time', () => ({ timestamp: now() - 302 })],
    ['a time ahead', () => ({ timestamp: now() + 302 })],
    ['a time far ahead', () => ({ timestamp: now() + 31_536_000 })],
  ])('%s: 401, and the core hears nothing', async (_name, how) => {
    expect(await delivered(message(), how())).toEqual([401]);
    expect(slack.taken).toEqual([]);
  });

  it.each([-298, 298])('a clock that is %d s off is still good', async (seconds) => {
    expect(await delivered(message(), { timestamp: now() + seconds })).toEqual([200]);
  });

  it('a delivery that is replayed an hour later is refused, and at once it is the same event', async () => {
    const wire = encodePayload(message());
    const signature = signatureOf(slack.slack.signingSecret, now() - 3_600, wire.body);
    expect(await delivered(wire, { timestamp: now() - 3_600, signature })).toEqual([401]);
    expect(await delivered(wire)).toEqual([200]);
    expect(await delivered(wire)).toEqual([200]);
    expect(new Set(slack.taken.map(({ eventId }) => eventId)).size).toBe(1);
  });

  it("Slack's own example is signed as we check it", () => {
    // https://docs.slack.dev/authentication/verifying-requests-from-slack
    const body = Buffer.from(
      'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V' +
        '&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=' +
        '&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN' +
        '&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
    );
    const headers = {
      'x-slack-request-timestamp': '1531420618',
      'x-slack-signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
    };
    const claim = readClaim(headers, new Date(1_531_420_618_000));
    expect(claim && isSigned('8f742231b10e8888abcd99yyyzzz85a5', claim, body)).toBe(true);
    expect(claim && isSigned('8f742231b10e8888abcd99yyyzzz85a6', claim, body)).toBe(false);
  });

  it("bolt's own check agrees, except that it takes what was signed for the future", () => {
    const secret = 'a secret';
    const offset = fc.oneof(
      fc.integer({ min: -400, max: 400 }),
      fc.constantFrom(-301, -300, -299, 299, 300, 301),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), offset, fc.boolean(), (text, seconds, genuine) => {
        const nowMs = 1_790_000_000_000;
        const timestamp = nowMs / 1000 + seconds;
        const body = Buffer.from(text);
        const signature = signatureOf(genuine ? secret : 'another', timestamp, body);
        const headers = { 'x-slack-signature': signature, 'x-slack-request-timestamp': String(timestamp) };
        const claim = readClaim(headers, new Date(nowMs));
        const ours = claim !== null && isSigned(secret, claim, body);
        let theirs = true;
        try {
          verifySlackRequest({
            signingSecret: secret,
            body: text,
            headers: { 'x-slack-signature': signature, 'x-slack-request-timestamp': timestamp },
            nowMilliseconds: nowMs,
          });
        } catch {
          theirs = false;
        }
        expect(ours).toBe(theirs && seconds <= 300);
      }),
      cases(500),
    );
  });
});
