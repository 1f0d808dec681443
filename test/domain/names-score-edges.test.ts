import { describe, expect, it } from 'vitest';
import { nameKeys } from '../../src/domain/name-keys.ts';
import { nameProbe } from '../../src/domain/name-probe.ts';
import { type NameHit, rankNames } from '../../src/domain/name-score.ts';

type Known = string | { name: string; former: boolean; uscc?: string };

function ask(query: string, ...names: Known[]): NameHit[] {
  const probe = nameProbe(query);
  if (!probe) throw new Error('nothing to look for');
  const candidates = names.map((known, index) => {
    const {
      name,
      former,
      uscc = `E${index}`,
    } = typeof known === 'string' ? { name: known, former: false } : known;
    return { uscc, name, former, ...nameKeys(name) };
  });
  return rankNames(probe, candidates);
}

const hitOf = (query: string, name: string) => ask(query, name)[0] ?? null;
const scoreOf = (query: string, name: string) => hitOf(query, name)?.score ?? 0;

describe('what is nearer comes first', () => {
  it.each<[why: string, query: string, better: string, ...worse: string[]]>([
    [
      'the name to the letter',
      '华信科技有限公司',
      '华信科技有限公司',
      '济南华信科技有限公司',
      '华信科技发展有限公司',
    ],
    ['the core before what goes on', '华信科技', '济南华信科技有限公司', '济南华信科技发展有限公司'],
    ['less of a rest', '华信', '华信科技有限公司', '华信科技发展有限公司', '华信科技发展贸易有限公司'],
    ['the beginning before the middle', '华信', '华信科技有限公司', '大华信科技有限公司'],
    ['less around the middle', '王饭', '老王饭店', '老王饭店大酒楼'],
    [
      'the region that was named, then none, then others',
      '济南华信科技',
      '济南华信科技有限公司',
      '华信科技有限公司',
      '山东华信科技有限公司',
      '烟台华信科技有限公司',
    ],
    [
      'the province that was named',
      '山东华信科技',
      '山东华信科技有限公司',
      '华信科技有限公司',
      '济南华信科技有限公司',
    ],
    [
      'where none was named: no region, then a province, then a city',
      '华信科技有限公司',
      '华信科技公司',
      '山东华信科技公司',
      '济南华信科技公司',
    ],
    [
      'large firms, then companies, then others, then branches',
      '华信科技',
      '华信科技股份有限公司',
      '华信科技有限公司',
      '华信科技合作社',
      '华信科技有限公司分公司',
    ],
    [
      'the legal form that was named, then one that has it in it, then others',
      '济南华信科技有限公司',
      '济南市华信科技有限公司',
      '济南华信科技股份有限公司',
      '济南华信科技合作社',
    ],
    [
      'the short form of a large firm',
      '青啤',
      '青岛啤酒股份有限公司',
      '青岛啤酒有限公司',
      '青岛啤特机械设备有限公司',
    ],
    ['from region and core, not from within', '青特', '青岛特钢机械设备有限公司', '青岛大特机械设备有限公司'],
    ['from a shorter name', '海智', '海尔智家有限公司', '海尔大智慧家居有限公司'],
    ['the whole sound', 'huaxinkeji', '华信科技有限公司', '华信科技发展有限公司', '华信科技发展贸易有限公司'],
    ['the whole of the initials', 'hxkj', '华信科技有限公司', '华信科技发展有限公司'],
    ['fewer mistakes', '华信科枝发展', '华信科技发展有限公司', '华兴科技发展有限公司'],
    ['the same with a character left out', '华信科技发', '华信科技发展有限公司', '大华信科技发展有限公司'],
  ])('%s: %s', (_, query, ...names) => {
    const order = (given: readonly string[]) => ask(query, ...given).map(({ name }) => name);
    expect(order(names)).toEqual(names);
    expect(order(names.toReversed())).toEqual(names);
    const scores = ask(query, ...names).map(({ score }) => score);
    expect(scores).toEqual([...new Set(scores)]);
  });

  it('of the same enterprise the name in force before a former one', () => {
    const names = [
      { name: '华信科技有限公司', former: true },
      { name: '华信科技股份公司', former: false },
    ];
    const [first, second] = ask('华信科技', ...names);
    expect([first?.former, second?.former]).toEqual([false, true]);
    const same = [true, false].map((former) => ({ name: '华信科技有限公司', former, uscc: 'A' }));
    expect(ask('华信科技有限公司', ...same)).toMatchObject([{ uscc: 'A', former: false, score: 1 }]);
    expect(ask('华信科技有限公司', ...same.toReversed())).toMatchObject([{ former: false, score: 1 }]);
  });

  it('of equals always in the same order', () => {
    const two = ['B', 'A'].map((uscc) => ({ name: '华信科技有限公司', former: false, uscc }));
    const order = (given: readonly Known[]) => ask('华信科技', ...given).map(({ uscc }) => uscc);
    expect([order(two), order(two.toReversed())]).toEqual([
      ['A', 'B'],
      ['A', 'B'],
    ]);
  });
});

describe('how a name was found', () => {
  it.each([
    ['济南华信科技', '济南华信科技有限公司', 'name'],
    ['华信科技', '济南华信科技有限公司', 'core'],
    ['烟台华信科技', '济南华信科技有限公司', 'core'],
    ['华信科技', '华信科技有限公司', 'core'],
    ['南华信', '济南华信科技有限公司', 'part'],
    ['科技有限', '济南华信科技有限公司', 'part'],
    ['济南', '济南华信科技有限公司', 'part'],
    ['有限公司', '济南华信科技有限公司', 'part'],
    ['青啤', '青岛啤酒股份有限公司', 'abbreviation'],
    ['青尔家', '青岛海尔智家有限公司', 'abbreviation'],
    ['海智', '青岛海尔智家有限公司', 'abbreviation'],
    ['海尔智家居', '青岛海尔智家有限公司', 'fuzzy'],
    ['智海尔家', '青岛海尔智家有限公司', null],
    ['尔家', '青岛海尔智家有限公司', null],
    ['海', '青岛大海有限公司', 'part'],
    ['haierzhi', '青岛海尔智家有限公司', 'pinyin'],
    ['erzhijia', '青岛海尔智家有限公司', null],
    ['hez', '青岛海尔智家有限公司', 'initials'],
    ['ezj', '青岛海尔智家有限公司', null],
  ])('%s in %s: %s', (query, name, by) => {
    expect(hitOf(query, name)?.matchedBy ?? null).toBe(by);
  });

  it('with one mistake in three characters, and not with two', () => {
    expect(hitOf('华兴科', '华信科有限公司')?.matchedBy).toBe('fuzzy');
    expect(hitOf('华兴枝', '华信科有限公司')).toBeNull();
    expect(hitOf('华兴科枝发展', '华信科技发展有限公司')?.matchedBy).toBe('fuzzy');
    expect(hitOf('华兴科枝法展', '华信科技发展有限公司')).toBeNull();
  });

  it('with a mistake in a part of it', () => {
    expect(hitOf('信科枝', '济南华信科技发展贸易有限公司')?.matchedBy).toBe('fuzzy');
    expect(hitOf('科枝', '济南华信科技发展贸易有限公司')).toBeNull();
  });

  it('a mistake is worth less the more of it is wrong, and less than what is right', () => {
    const right = scoreOf('华信科技发展', '华信科技发展有限公司');
    const one = scoreOf('华信科技发站', '华信科技发展有限公司');
    const two = scoreOf('华信科枝发站', '华信科技发展有限公司');
    expect(right).toBeGreaterThan(one);
    expect(one).toBeGreaterThan(two);
    expect(two).toBeGreaterThan(0.4);
  });
});

describe('what is worth how much', () => {
  it.each([
    ['华信科技有限公司', '华信科技有限公司', 1],
    ['华信科技', '华信科技有限公司', 0.973],
    ['济南', '济南华信科技有限公司', 0.489],
  ])('%s for %s: %d', (query, name, score) => {
    expect(scoreOf(query, name)).toBe(score);
  });

  it('nothing below 0.4 is shown', () => {
    for (const query of ['华信科技', '华', '信技', '枝', 'hx', 'huaxin', '济南市', '公司'])
      for (const { score } of ask(query, '济南华信科技有限公司', '烟台大华信息技术服务合作社', '青岛啤酒'))
        expect(score).toBeGreaterThanOrEqual(0.4);
  });
});

describe('sure', () => {
  const sure = (query: string, ...names: Known[]) =>
    ask(query, ...names)
      .filter((hit) => hit.sure)
      .map(({ name }) => name);

  it('is one that was only shortened', () => {
    expect(sure('济南华信科技', '山东济南华信科技有限公司')).toEqual(['山东济南华信科技有限公司']);
    expect(sure('华信科技有限公司', '济南华信科技有限公司')).toEqual(['济南华信科技有限公司']);
    // To the letter it is that one, whatever else goes on.
    expect(sure('华信科技有限公司', '济南华信科技有限公司', '华信科技有限公司')).toEqual([
      '华信科技有限公司',
    ]);
  });

  it('is none where another goes on, if no legal form was given', () => {
    expect(sure('华信科技', '济南华信科技有限公司', '济南华信科技发展有限公司')).toEqual([]);
    expect(sure('华信科技有限公司', '济南华信科技有限公司', '济南华信科技发展有限公司')).toEqual([
      '济南华信科技有限公司',
    ]);
    // Of another region than was named: it does not go on from what was asked.
    expect(sure('济南华信科技', '济南华信科技有限公司', '烟台华信科技发展有限公司')).toEqual([
      '济南华信科技有限公司',
    ]);
    // Somewhere in the middle: neither.
    expect(sure('华信科技', '济南华信科技有限公司', '济南大华信科技有限公司')).toEqual([
      '济南华信科技有限公司',
    ]);
  });

  it('is none of another region or form', () => {
    expect(sure('烟台华信科技', '济南华信科技有限公司')).toEqual([]);
    expect(sure('济南华信科技股份有限公司', '济南华信科技有限公司')).toEqual([]);
    expect(sure('华信科技', '济南华信科技有限公司', '烟台华信科技有限公司')).toEqual([]);
  });
});
