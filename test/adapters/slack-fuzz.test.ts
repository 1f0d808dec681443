import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decode } from '../../adapters/slack/decode.ts';
import type { ChatEvent } from '../../src/chat/event.ts';
import { type SlackHarness, startSlack } from './slack-harness.ts';
import { cases, formOf, sampleContext, samples } from './slack-samples.ts';

type Json = Record<string, unknown>;

/** All places in a payload, each as the way to it. */
function placesOf(value: unknown, way: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [[...way]];
  return [[...way], ...Object.entries(value).flatMap(([key, inner]) => placesOf(inner, [...way, key]))];
}

function put(value: unknown, way: readonly string[], change: { gone: boolean; to: unknown }): unknown {
  const [key, ...rest] = way;
  if (key === undefined) return change.to;
  if (typeof value !== 'object' || value === null) return value;
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Json;
  if (rest.length === 0 && change.gone) delete copy[key];
  else copy[key] = put(copy[key], rest, change);
  return copy;
}

const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    '\u0000',
    '\ud800',
    '<@U0BOT>',
    '<',
    '&amp;',
    '__proto__',
    'constructor',
    'x'.repeat(5_000),
  ),
  fc.constantFrom(null, true, 0, -1, 1e308, [], {}, [[]], { type: 'message' }),
  fc.constantFrom(...samples.map(({ payload }) => payload)),
);
const mutated = fc
  .tuple(
    fc.constantFrom(...samples),
    fc.array(fc.tuple(fc.nat(), odd, fc.nat(4)), { minLength: 1, maxLength: 4 }),
  )
  .map(([{ payload }, changes]) => {
    let result: unknown = payload;
    for (const [which, to, kind] of changes) {
      const places = placesOf(result);
      const way = places[which % places.length] ?? [];
      // At times a field that is not known at all.
      result = put(result, kind === 0 ? [...way.slice(0, -1), 'item'] : way, { gone: kind === 1, to });
    }
    return typeof result === 'object' && result !== null && !Array.isArray(result)
      ? (result as Json)
      : { result };
  });

/** What the core may rely on. */
function expectSound(event: ChatEvent): void {
  const { eventId, chatId, userId, chatKind, content, via } = event;
  for (const id of [eventId, chatId, userId]) expect(id).toMatch(/^[\x21-\x7E]{1,600}$/);
  expect(eventId).toMatch(/^(evt|cmd|act):/);
  expect(userId).toMatch(/^[^:].*:./);
  expect(['private', 'group']).toContain(chatKind);
  if (chatKind === 'private') expect(chatId).toMatch(/^D/);
  const said =
    content.type === 'text' ? content.text : content.type === 'action' ? content.token : content.name;
  expect(said.isWellFormed() && !said.includes('\u0000')).toBe(true);
  if (content.type !== 'file') expect(said).not.toBe('');
  if (via !== undefined) expect(via).toMatch(/^https?:\/\/(hooks\.slack\.com|127\.0\.0\.1:\d+)\//);
}

describe('samples with places changed', () => {
  it('are decoded to something sound or to nothing, and never throw', () => {
    let understood = 0;
    let total = 0;
    fc.assert(
      fc.property(mutated, (payload) => {
        total += 1;
        const known = decode(payload, sampleContext());
        if (known === null) return;
        understood += 1;
        expectSound(known.event);
      }),
      cases(2_000),
    );
    // Otherwise the changes go too deep to say anything.
    expect(understood / total).toBeGreaterThan(0.1);
  });
});

describe('over the wire', () => {
  let slack: SlackHarness;
  beforeAll(async () => {
    slack = await startSlack();
  });
  afterAll(() => slack.close());

  it('signed, they are answered 200 or 400, never 5xx', async () => {
    await fc.assert(
      fc.asyncProperty(mutated, async (payload) => {
        const { attempts } = await slack.slack.deliver(formOf(payload));
        expect([200, 400]).toContain(attempts[0]);
      }),
      cases(2_000),
    );
    expect(slack.taken.length).toBeGreaterThan(100);
    for (const event of slack.taken) expectSound(event);
  });

  it('any bytes, signed or not, are answered 200, 400 or 401', async () => {
    const types = fc.constantFrom(
      'application/json',
      'application/x-www-form-urlencoded',
      'text/plain',
      'a/b; c=d',
      '',
    );
    const bodies = fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
      fc.json().map((text) => Buffer.from(text)),
      fc.webQueryParameters().map((text) => Buffer.from(text)),
      fc.json().map((text) => Buffer.from(`payload=${encodeURIComponent(text)}`)),
    );
    await fc.assert(
      fc.asyncProperty(types, bodies, fc.boolean(), async (contentType, body, genuine) => {
        const how = genuine ? {} : { secret: 'a guess' };
        const { attempts } = await slack.slack.deliver({ contentType, body }, how);
        expect(genuine ? [200, 400, 415] : [401, 415]).toContain(attempts[0]);
      }),
      cases(500),
    );
  });
});

describe('over the socket', () => {
  it('frames with places changed do no harm', async () => {
    const slack = await startSlack({ by: 'socket', fake: { ackMs: 2_000 } });
    try {
      const frames = mutated.map((payload) => {
        const envelope = {
          type: 'events_api',
          envelope_id: 'fuzz',
          payload,
          accepts_response_payload: false,
        };
        return envelope;
      });
      const changed = fc.tuple(frames, fc.nat(), odd, fc.boolean()).map(([frame, which, to, gone]) => {
        const places = placesOf(frame);
        return put(frame, places[which % places.length] ?? [], { gone, to });
      });
      let sent = 0;
      await fc.assert(
        fc.asyncProperty(changed, async (frame) => {
          // A notice is obeyed, so it is not one of the things that do no harm.
          if ((frame as Json | null)?.type === 'disconnect') return;
          slack.slack.sockets.sendRaw(JSON.stringify(frame) ?? '');
          sent += 1;
          if (sent % 100 === 0) expect(await slack.say('还在吗')).toBe(true);
        }),
        cases(300),
      );
      expect(await slack.say('还在吗')).toBe(true);
      expect(slack.slack.sockets.opened).toBe(1);
      for (const event of slack.taken) expectSound(event);
    } finally {
      await slack.close();
    }
  });
});
