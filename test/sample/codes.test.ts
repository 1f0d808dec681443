import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inspectIdentifier } from '../../src/domain/uscc.ts';
import { maxEntities, sampleUscc } from '../../src/sample/codes.ts';
import { Dice, spread } from '../../src/sample/dice.ts';
import { NameRegister } from '../../src/sample/names.ts';

const index = fc.integer({ min: 0, max: maxEntities - 1 });

describe('codes of sample entities', () => {
  it('pass both checks at every index', () => {
    fc.assert(
      fc.property(index, fc.constantFrom('91', '92', '93'), (i, category) => {
        expect(inspectIdentifier(sampleUscc(i, category, '370102')).valid).toBe(true);
      }),
    );
  });

  it('differ in the 主体标识码 wherever the index differs', () => {
    const body = (i: number) => sampleUscc(i, '91', '370102').slice(8, 17);
    fc.assert(fc.property(index, index, (a, b) => a === b || body(a) !== body(b)));
    const bodies = new Set(Array.from({ length: 150_000 }, (_, i) => body(i)));
    expect(bodies.size).toBe(150_000);
  });

  it('stay in the range that GB 11714 sets aside for as long as it lasts, PDY00001 to PDY99999', () => {
    const body = (i: number) => sampleUscc(i, '91', '370102').slice(8, 16);
    for (let i = 0; i < 99_999; i += 1) expect(body(i)).toMatch(/^PDY(?!00000)\d{5}$/);
    expect(body(99_999)).toMatch(/^PDY[A-Z]/);
    expect(body(maxEntities - 1)).toMatch(/^PDY[A-Z]/);
  });
});

describe('chance', () => {
  it('is the same on every machine', () => {
    const dice = new Dice('诚信');
    dice.restart(7);
    expect([
      dice.below(1000),
      dice.below(1000),
      dice.between(-5, 5),
      dice.pick('甲乙丙丁'.split('')),
    ]).toEqual([450, 56, 2, '丙']);
  });

  it('gives a stream the same numbers whatever was thrown before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e7 }), fc.nat(50), (stream, throws) => {
        const dice = new Dice('s');
        dice.restart(stream);
        const first = [dice.unit(), dice.unit()];
        dice.restart(stream + 1);
        for (let i = 0; i < throws; i += 1) dice.unit();
        dice.restart(stream);
        expect([dice.unit(), dice.unit()]).toEqual(first);
      }),
    );
  });

  it('falls evenly, over one stream and over the first throws of many', () => {
    const dice = new Dice('s');
    const inStream = new Array<number>(10).fill(0);
    const firsts = new Array<number>(10).fill(0);
    for (let i = 0; i < 20_000; i += 1) {
      dice.restart(i);
      const face = dice.below(10);
      firsts[face] = (firsts[face] ?? 0) + 1;
    }
    for (let i = 0; i < 20_000; i += 1) {
      const face = dice.below(10);
      inStream[face] = (inStream[face] ?? 0) + 1;
    }
    for (const count of [...inStream, ...firsts]) expect(Math.abs(count - 2000)).toBeLessThan(200);
  });

  it('picks by weight', () => {
    expect(spread(['a', 'b', 'c'], (item) => (item === 'b' ? 3 : 1))).toEqual(['a', 'b', 'b', 'b', 'c']);
    expect(() => new Dice('s').pick([])).toThrow(RangeError);
  });
});

describe('the register of names', () => {
  it('never lets a name pass twice, and refuses next to no new one', () => {
    const register = new NameRegister();
    const dice = new Dice('names');
    const known = new Set<string>();
    let refused = 0;
    for (let i = 0; i < 200_000; i += 1) {
      const name = `济南${dice.below(150_000)}食品有限公司`;
      const isFree = register.claim(name);
      if (isFree) expect(known.has(name)).toBe(false);
      else if (!known.has(name)) refused += 1;
      known.add(name);
    }
    expect(refused).toBeLessThan(20);
  });
});
