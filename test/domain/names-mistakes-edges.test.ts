import { describe, expect, it } from 'vitest';
import { nameKeys } from '../../src/domain/name-keys.ts';
import { nameProbe } from '../../src/domain/name-probe.ts';
import { type NameHit, rankNames } from '../../src/domain/name-score.ts';

/** By what was typed alone, without the readings that mend a mistake. */
function asTyped(query: string, name: string): NameHit | null {
  const probe = nameProbe(query);
  if (!probe) throw new Error('nothing to look for');
  const [asked] = probe.readings;
  return (
    rankNames({ ...probe, readings: [asked] }, [{ uscc: 'A', name, former: false, ...nameKeys(name) }])[0] ??
    null
  );
}

const how = (query: string, name: string) => asTyped(query, name)?.matchedBy ?? null;
const score = (query: string, name: string) => asTyped(query, name)?.score ?? 0;

describe('a region or a legal form that was not recognised counts as part of the core', () => {
  it.each([
    ['济难华信', '济南华信有限公司', 'fuzzy'],
    ['华信济难', '济南华信有限公司', 'fuzzy'],
    ['济难华信科技', '济南华信科技有限公司', 'fuzzy'],
    ['华信有限公句', '济南华信有限公司', 'fuzzy'],
    ['华信有线公丝', '济南华信有限公司', 'fuzzy'],
  ])('%s in %s: %s', (query, name, by) => {
    expect(how(query, name)).toBe(by);
  });

  it('is worth more than the same with the region left aside', () => {
    // One wrong of six, where without the region it would be two too many of six.
    expect(score('济难华信科技', '济南华信科技有限公司')).toBeGreaterThan(
      score('基难华信科技', '济南华信科技有限公司'),
    );
    expect(score('华信科技有限公句', '华信科技有限公司')).toBeGreaterThan(0.7);
  });

  it('does not count twice where it was recognised', () => {
    // The region is known: of the rest one of two is wrong.
    expect(score('济南化信', '济南华信有限公司')).toBeLessThan(score('济难华信', '济南华信有限公司'));
  });
});

describe('how many mistakes are too many', () => {
  it.each<[query: string, name: string, by: string | null, why: string]>([
    ['华信', '华新有限公司', 'fuzzy', 'one of two'],
    ['华信', '大新有限公司', null, 'two of two'],
    ['华信科', '华新科有限公司', 'fuzzy', 'one of three'],
    ['华信科技', '华新科枝有限公司', null, 'two of four'],
    ['华信科技发', '华新科枝发有限公司', null, 'two of five'],
    ['华信科技发展', '华新科枝发展有限公司', 'fuzzy', 'two of six'],
    ['华信科技发展', '华新科枝法展有限公司', null, 'three of six'],
    ['华信科技', '华信科技发展贸易公司', 'part', 'none, but much more'],
    ['信华', '华信有限公司', 'fuzzy', 'swapped'],
    ['华信科技发', '信科技发有限公司', 'fuzzy', 'one too many at the beginning'],
    ['信科枝', '大华信科技发展贸易有限公司', 'fuzzy', 'one of three, of a part'],
    ['信枝', '大华信科技发展贸易有限公司', null, 'one of two, of a part'],
    ['信科枝发', '大华信科技发展贸易有限公司', 'fuzzy', 'one of four, of a part'],
    ['新科枝发', '大华信科技发展贸易有限公司', null, 'two of four, of a part'],
  ])('%s for %s: %s, %s', (query, name, by) => {
    expect(how(query, name)).toBe(by);
  });

  it('each is worth the less, the shorter the name', () => {
    const scores = [
      score('华信科技发展', '华新科技发展有限公司'),
      score('华信科技', '华新科技有限公司'),
      score('华信科', '华新科有限公司'),
      score('华信', '华新有限公司'),
    ];
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(new Set(scores).size).toBe(4);
  });
});

describe('short forms', () => {
  it.each([
    ['华', '大华有限公司', 'part'],
    ['大技', '大华信科技有限公司', 'abbreviation'],
    ['大华科技发贸', '大华信科技发展贸易有限公司', 'abbreviation'],
    ['大华信技发贸易', '大华信科技发展贸易有限公司', 'fuzzy'],
    ['华技', '大华信科技有限公司', null],
  ])('%s for %s: %s', (query, name, by) => {
    expect(how(query, name)).toBe(by);
  });

  it('of the core alone is worth less than of region and core', () => {
    expect(score('青尔家', '青岛海尔智家有限公司')).toBeGreaterThan(0);
    expect(score('海家', '海尔智家有限公司')).toBeLessThan(score('青海家', '青岛海尔智家有限公司') + 0.2);
    expect(score('海智', '海尔智家有限公司')).toBeGreaterThan(score('海家', '海尔智家电器有限公司'));
  });
});
