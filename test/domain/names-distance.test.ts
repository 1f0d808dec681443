import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, partDistance } from '../../src/domain/name-distance.ts';

const text = fc.string({ unit: fc.constantFrom('海', '尔', '智', '家'), maxLength: 5 });

/** The definition, tried out without any table. */
function slowDistance(from: string, to: string): number {
  if (from === '' || to === '') return from.length + to.length;
  const same = from.at(-1) === to.at(-1);
  const ways = [
    slowDistance(from.slice(0, -1), to.slice(0, -1)) + (same ? 0 : 1),
    slowDistance(from.slice(0, -1), to) + 1,
    slowDistance(from, to.slice(0, -1)) + 1,
  ];
  if (from.length > 1 && to.length > 1 && from.at(-1) === to.at(-2) && from.at(-2) === to.at(-1)) {
    ways.push(slowDistance(from.slice(0, -2), to.slice(0, -2)) + 1);
  }
  return Math.min(...ways);
}

describe('distances', () => {
  it('counts one for a wrong, missing, added or swapped character', () => {
    for (const wrong of ['海而智家', '海智家', '海尔尔智家', '海智尔家']) {
      expect(editDistance(wrong, '海尔智家')).toBe(1);
    }
  });

  it('is what the definition says', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(editDistance(a, b)).toBe(slowDistance(a, b));
      }),
    );
  });

  it('of a part is the least to any run of characters', () => {
    fc.assert(
      fc.property(text, text, (part, whole) => {
        let least = part.length;
        for (let from = 0; from <= whole.length; from++) {
          for (let to = from; to <= whole.length; to++) {
            least = Math.min(least, slowDistance(part, whole.slice(from, to)));
          }
        }
        expect(partDistance(part, whole)).toBe(least);
      }),
      { numRuns: 40 },
    );
  });
});
