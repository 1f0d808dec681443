import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterSend, backoff, windowsOf } from '../../src/delivery/pace.ts';

const group = [
  { count: 1, ms: 1_000 },
  { count: 20, ms: 60_000 },
];

describe('the windows of a chat', () => {
  it('are those of its kind', () => {
    const pace = { overall: null, chat: [{ count: 1, ms: 1_000 }], group };
    expect(windowsOf(pace, 'private')).toBe(pace.chat);
    expect(windowsOf(pace, 'group')).toBe(group);
  });

  it('make the next message wait for the strictest of them', () => {
    const full = Array.from({ length: 20 }, (_, index) => 30_000 - index * 1_500);
    const { recent, waitMs } = afterSend(group, full, 500);
    expect(recent).toHaveLength(20);
    // The oldest of the last twenty went out 29 s ago.
    expect(waitMs).toBe(60_000 - 29_000);
  });

  it('are never exceeded, however long sending takes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 4_000 }), { minLength: 1, maxLength: 200 }),
        (delays) => {
          // When a message was sent, and when its answer was there; the next starts as soon as it may.
          const sent: number[] = [];
          let now = 0;
          let recent: number[] = [];
          let claimedAt = 0;
          for (const delay of delays) {
            sent.push(now + Math.floor(delay / 2));
            now += delay;
            const after = afterSend(group, recent, now - claimedAt);
            recent = after.recent;
            now += after.waitMs;
            recent = recent.map((age) => age + after.waitMs);
            claimedAt = now;
          }
          for (const { count, ms } of group) {
            for (const [index, at] of sent.entries()) {
              const earlier = sent[index - count];
              if (earlier !== undefined) expect(at - earlier).toBeGreaterThanOrEqual(ms);
            }
          }
        },
      ),
    );
  });
});

describe('backoff', () => {
  it('doubles, has jitter of a half, and stays below five minutes', () => {
    expect([1, 2, 3].map((failures) => backoff(failures, 1))).toEqual([1_000, 2_000, 4_000]);
    expect(backoff(2, 0)).toBe(1_000);
    expect(backoff(60, 1)).toBe(300_000);
  });
});
