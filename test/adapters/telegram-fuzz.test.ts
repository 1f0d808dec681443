import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  type BotIdentity,
  commandWords,
  decodeUpdate,
  needsUsername,
} from '../../adapters/telegram/decode.ts';
import { MalformedUpdate, readUpdate } from '../../adapters/telegram/update.ts';
import { sampleCommands, startTelegram, type TelegramHarness } from '../fakes/telegram-harness.ts';
import { samples } from '../fakes/telegram-samples.ts';

const cases = Number(process.env.CHENGXIN_CASES ?? 2_000);
vi.setConfig({ testTimeout: 30_000 + cases * 10 });

const bot: BotIdentity = {
  id: 7_000_000_001,
  username: 'chengxin_test_bot',
  words: commandWords(sampleCommands),
};

/** What may come to stand in the place of anything. */
const strange = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, -1, 1.5, 2 ** 53, -(2 ** 63), 1e308, '', [], {}, '__proto__'),
  fc.constantFrom<unknown>(
    '\u0000',
    '\uD800',
    '\u202E',
    '/lookup',
    '/lookup@',
    '@chengxin_test_bot',
    '/'.repeat(5_000),
  ),
  fc.integer(),
  fc.string({ unit: 'binary' }),
  fc.jsonValue(),
);

type Path = (string | number)[];

function pathsOf(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...at, key]))];
}

/** One change somewhere: another value, nothing, one more, or twice the same. */
function change(
  value: unknown,
  path: Path,
  how: 'replace' | 'remove' | 'add' | 'wrap',
  by: unknown,
): unknown {
  const [key, ...rest] = path;
  if (key === undefined) {
    if (how === 'wrap') return [value];
    return how === 'add' && typeof value === 'object' && value !== null ? { ...value, added: by } : by;
  }
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value)
    ? [...value]
    : { ...(value as object) };
  const fields = copy as Record<string, unknown>;
  if (rest.length === 0 && how === 'remove') delete fields[key];
  else fields[key] = change(fields[key], rest, how, by);
  return copy;
}

const mutated = fc
  .tuple(
    fc.constantFrom(...samples.values()),
    fc.array(
      fc.tuple(
        fc.nat(),
        fc.constantFrom('replace' as const, 'remove' as const, 'add' as const, 'wrap' as const),
        strange,
      ),
      { minLength: 1, maxLength: 4 },
    ),
  )
  .map(([update, changes]) =>
    changes.reduce<unknown>((value, [pick, how, by]) => {
      const paths = pathsOf(value);
      return change(value, paths[pick % paths.length] ?? [], how, by);
    }, update),
  );

describe('recorded updates, changed in places', () => {
  test('become an event that can be stored, nothing, or a malformed update; never anything else', () => {
    const seen = { event: 0, nothing: 0, malformed: 0 };
    fc.assert(
      fc.property(mutated, fc.boolean(), (body, named) => {
        let update: ReturnType<typeof readUpdate>;
        try {
          update = readUpdate(body);
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedUpdate);
          seen.malformed += 1;
          return;
        }
        needsUsername(update);
        const event = decodeUpdate(update, named ? bot : { ...bot, username: null }, new Date(0));
        if (!event) {
          seen.nothing += 1;
          return;
        }
        seen.event += 1;
        expect(event.platform).toBe('telegram');
        expect(event.eventId).toMatch(/^\d+$/);
        expect(event.chatId).toMatch(/^-?\d+$/);
        expect(event.userId).toMatch(/^(?:chat:)?-?\d+$/);
        if (event.chatKind === 'private') expect(event.via).toBeUndefined();
        for (const text of Object.values(event.content)) {
          if (typeof text !== 'string') continue;
          expect([text.isWellFormed(), text.includes('\u0000')]).toEqual([true, false]);
        }
      }),
      { numRuns: cases },
    );
    // Otherwise the changes are too few or too many to say anything.
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(cases / 50);
  });

  describe('posted to the webhook', () => {
    let telegram: TelegramHarness;
    const unhandled: unknown[] = [];
    const keep = (reason: unknown) => void unhandled.push(reason);
    beforeAll(async () => {
      telegram = await startTelegram({ mode: 'webhook' });
      process.on('unhandledRejection', keep);
    });
    afterAll(async () => {
      process.off('unhandledRejection', keep);
      await telegram.close();
    });

    test('are answered 200 or 400, never 5xx, and nothing is left unhandled', async () => {
      const statuses = new Map<number, number>();
      await fc.assert(
        fc.asyncProperty(mutated, async (body) => {
          const report = await telegram.fake.deliver({ update_id: 1 }, { body: JSON.stringify(body) ?? '' });
          const [status = 0] = report.statuses;
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
          expect([200, 400]).toContain(status);
        }),
        { numRuns: cases },
      );
      expect([...statuses.keys()].sort()).toEqual([200, 400]);
      expect(unhandled).toEqual([]);
    });

    test('as bytes that were changed too', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...samples.values()),
          fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 4 }),
          async (update, changes) => {
            const body = Buffer.from(JSON.stringify(update));
            for (const [at, byte] of changes) body[at % body.length] = byte;
            const { statuses } = await telegram.fake.deliver({ update_id: 1 }, { body });
            expect([200, 400]).toContain(statuses[0]);
          },
        ),
        { numRuns: cases },
      );
      expect(unhandled).toEqual([]);
      expect(await telegram.say('还在')).toBe(true);
    });
  });
});
