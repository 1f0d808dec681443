import { describe, expect, it } from 'vitest';
import { dayOf, systemRandom } from '../../src/domain/ports.ts';

describe('dayOf', () => {
  it.each([
    ['2026-11-23T15:59:59.999Z', '2026-11-23'],
    ['2026-11-23T16:00:00.000Z', '2026-11-24'],
    ['2026-12-31T16:00:00.000Z', '2027-01-01'],
  ])('at %s it is %s in Shandong', (instant, day) => {
    expect(dayOf(new Date(instant))).toBe(day);
  });
});

describe('systemRandom', () => {
  it('never gives the same bytes twice, and as many as asked for', () => {
    const seen = new Set(
      Array.from({ length: 2_000 }, () => Buffer.from(systemRandom.bytes(16)).toString('hex')),
    );
    expect(seen.size).toBe(2_000);
    expect([...seen].every((token) => token.length === 32 && token !== '0'.repeat(32))).toBe(true);
    expect(systemRandom.bytes(5_000)).toHaveLength(5_000);
  });
});
