import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, partDistance } from '../../src/domain/name-distance.ts';
import { nameKeys, pairTokens, shortForm, shortFormToken } from '../../src/domain/name-keys.ts';
import { isWidePlace, leadingPlace, misspeltPlaces, trailingPlace } from '../../src/domain/name-places.ts';
import { type NameProbe, nameProbe } from '../../src/domain/name-probe.ts';
import { splitName } from '../../src/domain/names.ts';
import { makeNames } from '../bench/search-data.ts';

function probe(query: string): NameProbe {
  const made = nameProbe(query);
  if (!made) throw new Error('nothing to look for');
  return made;
}

/** Readings as region | core | form, with script and mistakes. */
const readings = (query: string) =>
  probe(query).readings.map(
    ({ regions, core, form, script, mistakes, settles }) =>
      `${regions.join('+')}|${core}|${form} ${script} ${mistakes}${settles ? ' settles' : ''}`,
  );

describe('how a question is understood', () => {
  it('is nothing without a letter or a digit', () => {
    for (const query of ['', '  ', '？！', '😀']) expect(nameProbe(query)).toBeNull();
    expect(nameProbe('7')).not.toBeNull();
  });

  it('as it was typed, and as a sound', () => {
    expect(readings('济南华信科技有限公司')).toEqual([
      '济南|华信科技|有限公司 name 0 settles',
      '济南|huaxinkeji|有限公司 pinyin 1',
    ]);
    expect(readings('济南')).toEqual(['济南|| name 0 settles']);
  });

  it.each([
    ['华信科技有限公句', '|华信科技|有限公司 name 1 settles'],
    ['华信科技有公司', '|华信科技|有限公司 name 1 settles'],
    ['华信科技有限公公司', '|华信科技|有限公司 name 1 settles'],
    ['华信科技股份有限公丝', '|华信科技|股份有限公司 name 1 settles'],
    ['济难华信科技', '济南|华信科技| name 1'],
    ['济南市历夏区华信科技', '济南+历下|华信科技| name 1'],
  ])('%s with a mistake: %s', (query, expected) => {
    expect(readings(query)).toContain(expected);
  });

  it('with a mistake in the form, the sound takes two for granted', () => {
    expect(readings('华信科技有限公句')).toContain('|huaxinkeji|有限公司 pinyin 2');
  });

  it('does not take two mistakes for a form, nor a form for all of the name', () => {
    expect(readings('华信科技友限公句').filter((one) => one.includes('有限公司'))).toEqual([]);
    expect(readings('华有限公句').filter((one) => one.includes('name 1 settles'))).toEqual([]);
  });

  it('in pinyin with region and form, in any order', () => {
    expect(readings('jinanhuaxinkejiyouxiangongsi')).toContain('济南|huaxinkeji| pinyin 0');
    expect(readings('huaxinkejijinan')).toContain('济南|huaxinkeji| pinyin 0');
    expect(readings('shandongjinanlixiahuaxin')).toContain('山东+济南+历下|huaxin| pinyin 0');
    expect(readings('jnhxkjyxgs')).toContain('济南|hxkj| initials 0');
    expect(readings('lǜyuán')).toContain('|lvyuan| pinyin 0');
    // Initials at the end are no region.
    expect(readings('hxkjjn').filter((one) => /^济南\|.*initials/.test(one))).toEqual([]);
  });

  it('leaves at least two letters for the name', () => {
    expect(readings('jinanh').filter((one) => one.startsWith('济南|'))).toEqual([]);
    expect(readings('jinanhx')).toContain('济南|hx| pinyin 0');
  });

  it('as a part only where neither region nor form was named', () => {
    expect([probe('华信').part, probe('济南华信').part, probe('华信公司').part, probe('济南').part]).toEqual([
      '华信',
      null,
      null,
      null,
    ]);
    expect(probe('huaxin').part).toBeNull();
  });
});

describe('the names that are looked at', () => {
  const made = fc.constantFrom(...makeNames(2_000, 31));
  const found = (query: string, name: string, kinds: 'whole' | 'mistaken' | 'both'): boolean => {
    const tokens = new Set(nameKeys(name).tokens);
    const { wholeGroups, mistakenGroups } = probe(query);
    const groups = [
      ...(kinds === 'mistaken' ? [] : wholeGroups),
      ...(kinds === 'whole' ? [] : mistakenGroups),
    ];
    return groups.some((group) => group.length > 0 && group.every((token) => tokens.has(token)));
  };

  it('hold the name itself, and any part of its core', () => {
    fc.assert(
      fc.property(made, fc.nat(), fc.nat(), ({ name }, from, length) => {
        const { core } = splitName(name);
        const start = from % core.length;
        const part = core.slice(start, start + 1 + (length % 6));
        expect(found(name, name, 'whole')).toBe(true);
        if (splitName(part).core === part) expect(found(part, name, 'whole')).toBe(true);
      }),
    );
  });

  it('hold the name where a character of the core is wrong', () => {
    fc.assert(
      fc.property(made, fc.nat(), ({ name }, at) => {
        const { place, core } = splitName(name);
        if (core.length < 3) return;
        const wrong = [...core].with(at % core.length, '龘').join('');
        expect([place + wrong, found(place + wrong, name, 'mistaken')]).toEqual([place + wrong, true]);
      }),
    );
  });

  it('hold the name where a character of the core is missing or too many', () => {
    fc.assert(
      fc.property(made, fc.nat(), ({ name }, at) => {
        const { place, core } = splitName(name);
        if (core.length < 4) return;
        const place0 = at % core.length;
        const missing = place + [...core].toSpliced(place0, 1).join('');
        const added = place + [...core].toSpliced(place0, 0, '龘').join('');
        expect([missing, found(missing, name, 'both')]).toEqual([missing, true]);
        expect([added, found(added, name, 'mistaken')]).toEqual([added, true]);
      }),
    );
  });

  it('are those of customary short forms', () => {
    expect(found('青啤', '青岛啤酒股份有限公司', 'whole')).toBe(true);
    expect(found('青岛啤', '青岛啤酒股份有限公司', 'both')).toBe(true);
    expect(found('小米', '青岛啤酒股份有限公司', 'both')).toBe(false);
  });

  it('are looked for with bounded work, however long the question', () => {
    const long = Array.from({ length: 400 }, (_, at) => String.fromCodePoint(0x4e00 + at)).join('');
    const { wholeGroups, mistakenGroups } = probe(long);
    for (const group of [...wholeGroups, ...mistakenGroups]) expect(group.length).toBeLessThan(25);
    expect(mistakenGroups.length).toBeLessThan(15);
  });
});

describe('short forms and pairs', () => {
  it.each([
    ['青岛', '啤酒', '青啤'],
    ['潍坊', '柴油机', '潍柴'],
    ['青岛', '海尔啤酒', null],
    ['青岛', '啤', null],
    ['', '啤酒', null],
    ['青岛', '', null],
  ])('%s and %s: %s', (place, core, short) => {
    expect(shortForm(place, core)).toBe(short);
  });

  it('have a mark of their own', () => {
    expect(shortFormToken('青啤')).toBe('^青啤');
    expect([pairTokens([]), pairTokens(['海']), pairTokens([...'海尔海尔'])]).toEqual([
      [],
      ['海'],
      ['海尔', '尔海'],
    ]);
  });
});

describe('regions in names', () => {
  it.each([
    ['济南市华信', { short: '济南', length: 3 }],
    ['济南华信', { short: '济南', length: 2 }],
    ['济南市中区华信', { short: '济南', length: 2 }],
    ['广西壮族自治区华信', { short: '广西', length: 7 }],
    ['济', null],
    ['济北华信', null],
    ['', null],
  ])('%s begins with %j', (text, expected) => {
    expect(leadingPlace(text)).toEqual(expected);
  });

  it.each([
    ['华信济南', { short: '济南', length: 2 }],
    ['华信济南市', { short: '济南', length: 3 }],
    ['南', null],
    ['华信南', null],
    ['', null],
  ])('%s ends with %j', (text, expected) => {
    expect(trailingPlace(text)).toEqual(expected);
  });

  it.each([
    ['济难华信', '济南', 2],
    ['济安南华信', '济南', 2],
    ['南济华信', '济南', 2],
    ['历夏区华信', '历下', 3],
    ['历区华信', '历下', 2],
    ['历区下华信', '历下', 3],
    ['历东下区华信', '历下', 4],
  ])('%s begins with %s but for a mistake, over %i characters', (text, short, length) => {
    expect(misspeltPlaces(text)).toContainEqual({ short, length });
  });

  it('are misspelt only with one mistake, and the longest first', () => {
    expect(
      misspeltPlaces('济南华信').filter(({ short, length }) => short === '济南' && length === 2),
    ).toEqual([]);
    expect(misspeltPlaces('基难华信').filter(({ short }) => short === '济南')).toEqual([]);
    const lengths = misspeltPlaces('历夏区华信').map(({ length }) => length);
    expect(lengths).toEqual(lengths.toSorted((a, b) => b - a));
  });

  it('are wide where they are the country or a province', () => {
    expect(['中国', '山东', '北京', '济南', '历下', ''].map(isWidePlace)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('distances that are cut short', () => {
  const text = fc.string({ unit: fc.constantFrom('海', '尔', '智', '家'), maxLength: 9 });
  it('are exact up to the most, and above it beyond', () => {
    fc.assert(
      fc.property(text, text, fc.integer({ min: 0, max: 6 }), (a, b, most) => {
        for (const distance of [editDistance, partDistance]) {
          const exact = distance(a, b);
          const cut = distance(a, b, most);
          if (exact <= most) expect(cut).toBe(exact);
          else expect(cut).toBeGreaterThan(most);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('of long texts are counted as well', () => {
    const long = '海尔智家'.repeat(50);
    expect(editDistance(long, `${long}海`)).toBe(1);
    expect(editDistance(long, long.slice(4))).toBe(4);
    expect(editDistance('海尔', '海尔')).toBe(0);
    expect(partDistance('智尔', long)).toBe(1);
  });
});
