import { describe, expect, it } from 'vitest';
import { leadingPlace, misspeltPlaces, placeNames, trailingPlace } from '../../src/domain/name-places.ts';
import { nameProbe } from '../../src/domain/name-probe.ts';
import { splitName } from '../../src/domain/names.ts';

/** First, and one test, since the names of regions are laid out once. */
it('regions are known by every way of writing them', () => {
  const written = new Map(placeNames());
  const expected: [string, string][] = [
    ['中国', '中国'],
    ['山东', '山东'],
    ['山东省', '山东'],
    ['北京市', '北京'],
    ['广西壮族自治区', '广西'],
    ['宁夏回族自治区', '宁夏'],
    ['新疆维吾尔自治区', '新疆'],
    ['内蒙古自治区', '内蒙古'],
    ['济南市', '济南'],
    ['济南', '济南'],
    ['历下区', '历下'],
    ['历下', '历下'],
    ['曹县', '曹县'],
    ['章丘市', '章丘'],
    ['苍山县', '苍山'],
    ['陵县', '陵县'],
  ];
  expect(expected.filter(([name, short]) => written.get(name) !== short)).toEqual([]);
  for (const name of ['', '曹', '陵', '济', '中', '莱芜市 章丘市']) expect(written.has(name)).toBe(false);
  expect(leadingPlace('广西壮族自治区华信')).toEqual({ short: '广西', length: 7 });
  expect(leadingPlace('中国石化')).toEqual({ short: '中国', length: 2 });
  expect(leadingPlace('曹县华信')).toEqual({ short: '曹县', length: 2 });
  expect(trailingPlace('华信曹县')).toEqual({ short: '曹县', length: 2 });
  expect(trailingPlace('华信广西壮族自治区')).toEqual({ short: '广西', length: 7 });
  expect(trailingPlace('华信济南市')).toEqual({ short: '济南', length: 3 });
  expect(misspeltPlaces('历夏区华信')[0]).toEqual({ short: '历下', length: 3 });
});

describe('a text that is shorter than the region it begins or ends like', () => {
  it.each([
    ['广西', { short: '广西', length: 2 }],
    ['广西壮', { short: '广西', length: 2 }],
    ['广', null],
    ['莱', null],
  ])('%s', (text, expected) => {
    expect(leadingPlace(text)).toEqual(expected);
  });

  it('of the same characters elsewhere is none', () => {
    expect([trailingPlace('东省'), trailingPlace('南市'), leadingPlace('南市华信')]).toEqual([
      null,
      null,
      null,
    ]);
  });
});

describe('a region with a mistake', () => {
  const lengths = (text: string, short: string) =>
    misspeltPlaces(text)
      .filter((one) => one.short === short)
      .map(({ length }) => length);

  it('of two characters is wrong, swapped or has one too many, but lacks none', () => {
    expect([lengths('济难华信', '济南'), lengths('南济华信', '济南')]).toEqual([[2], [2]]);
    expect(lengths('济大南华信', '济南')).toContain(2);
    // 济 alone, or 南 alone, would be no sign of 济南.
    expect([lengths('大济华信', '济南'), lengths('南华信', '济南')]).toEqual([[], []]);
  });

  it('of three characters may lack one', () => {
    expect(lengths('历区华信', '历下')).toContain(2);
    expect(lengths('下区华信', '历下')).toContain(2);
    expect(lengths('区华信', '历下')).toEqual([]);
  });

  it('is swapped only where both characters are there', () => {
    expect(lengths('历区下华信', '历下')).toContain(3);
    expect(lengths('下历区华信', '历下')).toContain(3);
    expect(lengths('下区历华信', '历下')).not.toContain(3);
    // Two mistakes are too many.
    expect(lengths('厉夏区华信', '历下')).toEqual([]);
  });
});

describe('what a search asks the register for', () => {
  const groups = (query: string) => {
    const made = nameProbe(query);
    if (!made) throw new Error('nothing to look for');
    const told = (list: readonly (readonly string[])[]) => list.map((group) => group.join(' '));
    return { whole: told(made.wholeGroups), mistaken: told(made.mistakenGroups), readings: made.readings };
  };

  it('the core, the name as it is written, place and core, and the short form that it may be', () => {
    expect(groups('海尔智家').whole).toEqual(['海尔 尔智 智家']);
    expect(groups('青啤').whole).toEqual(['青啤', '^青啤']);
    expect(groups('青岛啤酒').whole).toEqual(['啤酒', '青岛 岛啤 啤酒', '青岛 岛啤 啤酒', '^啤酒']);
    expect(groups('青岛市啤酒厂').whole).toEqual([
      '啤酒 酒厂',
      '青岛 岛市 市啤 啤酒 酒厂',
      '青岛 岛啤 啤酒 酒厂',
    ]);
    expect(groups('青岛').whole).toEqual(['青岛', '青岛', '青岛']);
    expect(groups('haier').whole).toEqual(['ha ai ie er']);
    expect(groups('haier').mistaken).toEqual([]);
  });

  it('the same without each of the first five characters in turn', () => {
    expect(groups('海尔智').mistaken).toEqual(['尔智', '海智', '海尔', '海 尔 智']);
    expect(groups('济南海尔智').mistaken).toEqual([
      '尔智',
      '海智',
      '海尔',
      '济南 南尔 尔智',
      '济南 南海 海智',
      '济南 南海 海尔',
      '海 尔 智',
    ]);
    expect(groups('海尔智家电').mistaken).toHaveLength(6);
    expect(groups('海尔智家电').mistaken.at(-1)).toBe('海 尔 智 家 电');
    // Of a longer name, what stands before a mistake farther on is enough.
    expect(groups('海尔智家电子').mistaken.slice(4)).toEqual(['海尔 尔智 智家 家子', '海尔 尔智 智家']);
    expect(groups('青岛').mistaken).toEqual([]);
  });

  it('of readings with a mistaken region at most twelve, and none that leaves less than two characters', () => {
    const mistaken = (query: string) =>
      groups(query).readings.filter(({ script, mistakes }) => script === 'name' && mistakes > 0);
    expect(mistaken('南州华信科技').length).toBeLessThanOrEqual(12);
    expect(mistaken('南山华信科技').length).toBeGreaterThan(1);
    expect(mistaken('济难华').filter(({ place }) => place === '济南')).toEqual([]);
    expect(mistaken('济难华信').filter(({ place }) => place === '济南')).toHaveLength(1);
    // After a region, two characters of which one is wrong are rather a brand.
    expect(mistaken('青岛济难华信').filter(({ place }) => place === '济南')).toEqual([]);
  });

  it('of initials at most one region', () => {
    const placed = groups('sdjnhxkj').readings.filter(
      ({ script, core }) => script === 'initials' && core === 'hxkj',
    );
    expect(placed).toEqual([]);
    expect(groups('jituan').readings.map(({ core }) => core)).not.toContain('');
    expect(groups('huaxinjituan').readings.map(({ script, core }) => `${script} ${core}`)).toContain(
      'pinyin huaxin',
    );
  });
});

describe('a name taken apart', () => {
  it.each<[string, string[], string, string]>([
    ['华信有限公司分公司', [], '华信', '有限公司分公司'],
    ['中国山东省济南市历下区章丘华信', ['中国', '山东', '济南', '历下'], '章丘华信', ''],
    ['山东济南华信青岛', ['山东', '济南'], '华信青岛', ''],
    ['济南华信青岛', ['济南'], '华信青岛', ''],
    ['山东华信青岛', ['山东', '青岛'], '华信', ''],
    ['华信青岛', ['青岛'], '华信', ''],
    ['华青岛', [], '华青岛', ''],
  ])('%s', (name, regions, core, form) => {
    expect(splitName(name)).toMatchObject({ regions, place: regions.at(-1) ?? '', core, form });
  });
});
