import { describe, expect, it } from 'vitest';
import { nameKeys } from '../../src/domain/name-keys.ts';
import { nameProbe } from '../../src/domain/name-probe.ts';
import { type NameHit, rankNames } from '../../src/domain/name-score.ts';

const register: [uscc: string, name: string, former?: boolean][] = [
  ['A', '海尔智家股份有限公司'],
  ['A', '青岛海尔股份有限公司', true],
  ['B', '青岛啤酒股份有限公司'],
  ['C', '青岛啤特机械设备有限公司'],
  ['D', '青岛崂山啤酒销售有限公司'],
  ['E', '海信视像科技（青岛）有限公司'],
  ['F', '济南华信科技有限公司'],
  ['G', '烟台华信科技有限公司'],
  ['H', '济南华信科技发展有限公司'],
  ['I', '济南市历下区老王饭店'],
  ['J', '潍坊华新科技有限公司'],
  ['K', '济南振华机械有限公司'],
  ['L', '济南振华机械有限公司'],
  ['M', '山东黄金矿业股份有限公司'],
];

/** Ranks the whole register, as if every name in it were a candidate. */
function ask(query: string): NameHit[] {
  const probe = nameProbe(query);
  if (!probe) return [];
  return rankNames(
    probe,
    register.map(([uscc, name, former = false]) => ({ uscc, name, former, ...nameKeys(name) })),
  );
}

describe('rankNames', () => {
  it.each([
    ['青岛啤酒股份有限公司', 'B', 'exact'],
    ['青島啤酒', 'B', 'name'],
    ['海信视像科技(青岛)有限公司', 'E', 'exact'],
    ['青岛海信视像科技', 'E', 'name'],
    ['海尔智家', 'A', 'core'],
    ['海信', 'E', 'part'],
    ['视像科技', 'E', 'part'],
    ['老王饭店', 'I', 'core'],
    ['青啤', 'B', 'abbreviation'],
    ['山金', 'M', 'abbreviation'],
    ['qingdaopijiu', 'B', 'pinyin'],
    ['hǎi ěr zhì jiā', 'A', 'pinyin'],
    ['hezj', 'A', 'initials'],
    ['qdpj', 'B', 'initials'],
    ['haierzhijiagufenyouxiangongsi', 'A', 'pinyin'],
    ['qingdaoshihaixinshixiangkeji', 'E', 'pinyin'],
    ['haixinshixiangkejiqingdaoyouxiangongsi', 'E', 'pinyin'],
    ['山东海而智家', 'A', 'fuzzy'],
    ['烟台华信科枝有限公司', 'G', 'fuzzy'],
    ['烟台华信科技有限公句', 'G', 'fuzzy'],
    ['烟抬华信科技有限公司', 'G', 'fuzzy'],
    ['烟台市华科信技有限公司', 'G', 'fuzzy'],
  ])('%s is %s, by %s', (query, uscc, matchedBy) => {
    expect(ask(query)[0]).toMatchObject({ uscc, matchedBy });
  });

  it('names an enterprise once, by the name that fits best', () => {
    const hits = ask('青岛海尔');
    expect(hits[0]).toMatchObject({ uscc: 'A', name: '青岛海尔股份有限公司', former: true });
    expect(hits.filter(({ uscc }) => uscc === 'A')).toHaveLength(1);
  });

  it('puts the region that was named first', () => {
    expect(ask('烟台华信科技')[0]?.uscc).toBe('G');
    expect(ask('济南华信科技')[0]?.uscc).toBe('F');
  });

  it('finds nothing where nothing is alike', () => {
    for (const query of ['小米', '深圳市腾讯计算机系统有限公司', 'tengxun', '的'])
      expect(ask(query)).toEqual([]);
  });

  it('keeps scores between 0 and 1, and in order', () => {
    for (const query of ['华信', '济南', '有限公司', '科技', 'h', '海', '青岛啤酒股份有限公司']) {
      const scores = ask(query).map(({ score }) => score);
      expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      for (const score of scores) expect(score > 0 && score <= 1).toBe(true);
    }
  });
});

describe('sure', () => {
  const sureOf = (query: string) =>
    ask(query)
      .filter(({ sure }) => sure)
      .map(({ uscc }) => uscc);

  it.each([
    ['济南华信科技有限公司', 'F'],
    ['青岛海尔股份有限公司', 'A'],
    ['海尔智家', 'A'],
    ['青岛啤酒', 'B'],
    ['历下区老王饭店', 'I'],
    ['潍坊华新科技', 'J'],
  ])('%s', (query, uscc) => {
    expect(sureOf(query)).toEqual([uscc]);
  });

  it.each([
    ['two have the core', '华信科技有限公司'],
    ['another name goes on', '济南华信科技'],
    ['two bear the name', '济南振华机械有限公司'],
    ['another region', '淄博华新科技有限公司'],
    ['another legal form', '潍坊华新科技集团有限公司'],
    ['a wider region was added', '山东潍坊华新科技有限公司'],
    ['one character is another', '潍坊华欣科技有限公司'],
    ['only a short form', '青啤'],
    ['only the sound', 'haierzhijia'],
    ['only a part', '海信'],
    ['only a region', '烟台'],
  ])('never when %s: %s', (_, query) => {
    expect(ask(query).length).toBeGreaterThan(0);
    expect(sureOf(query)).toEqual([]);
  });
});
