import type { Sql } from 'postgres';
import { beforeAll, describe, expect, it } from 'vitest';
import { searchNames } from '../../src/services/search.ts';
import { indexNames } from '../../src/store/names.ts';
import { makeNames, seededRandom } from '../bench/search-data.ts';
import { askByKind } from '../bench/search-questions.ts';
import { withDatabase } from '../support/database.ts';

async function index(sql: Sql, names: readonly string[], former = false): Promise<void> {
  const rows = names.map((name) => ({ uscc: `code of ${name}`, name, former }));
  for (let from = 0; from < rows.length; from += 4_000) {
    await sql.begin((tx) => indexNames(tx, rows.slice(from, from + 4_000)));
  }
}

describe('a handful of names', () => {
  const database = withDatabase();
  beforeAll(() =>
    index(database().sql, [
      '海尔智家股份有限公司',
      '青岛啤酒股份有限公司',
      '山东黄金矿业股份有限公司',
      '曹县绿源果蔬农民专业合作社',
      '曲阜圣城ABC软件有限公司',
    ]),
  );
  const search = (query: string) => searchNames(database().sql, query, 5);

  it.each([
    ['海尔', '海尔智家股份有限公司', 'part'],
    ['智家', '海尔智家股份有限公司', 'part'],
    ['尔', '海尔智家股份有限公司', 'part'],
    ['山东海而智家', '海尔智家股份有限公司', 'fuzzy'],
    ['haier', '海尔智家股份有限公司', 'pinyin'],
    ['HEZJ', '海尔智家股份有限公司', 'initials'],
    ['青啤', '青岛啤酒股份有限公司', 'abbreviation'],
    ['青島啤酒', '青岛啤酒股份有限公司', 'name'],
    ['清岛啤酒股份有限公司', '青岛啤酒股份有限公司', 'fuzzy'],
    ['山金', '山东黄金矿业股份有限公司', 'abbreviation'],
    ['山矿', '山东黄金矿业股份有限公司', 'abbreviation'],
    ['县绿源', '曹县绿源果蔬农民专业合作社', 'part'],
    ['酒股份', '青岛啤酒股份有限公司', 'part'],
    ['绿源合作社', '曹县绿源果蔬农民专业合作社', 'part'],
    ['lǜyuán', '曹县绿源果蔬农民专业合作社', 'pinyin'],
    ['abc', '曲阜圣城ABC软件有限公司', 'part'],
    ['曲阜', '曲阜圣城ABC软件有限公司', 'part'],
    ['有限公司', '曲阜圣城ABC软件有限公司', 'part'],
  ])('%s finds %s by %s', async (query, name, matchedBy) => {
    expect(await search(query)).toContainEqual(expect.objectContaining({ name, matchedBy }));
  });

  it.each(['', '   ', '%', '_', '\\', "'; drop table enterprise_name; --", '😀', '\u0000', '\ud83d'])(
    'takes %j for nothing or for letters',
    async (query) => {
      expect(await search(query)).toEqual([]);
    },
  );

  it('is not misled by names that are not there', async () => {
    expect(await search('深圳市腾讯计算机系统有限公司')).toEqual([]);
    for (const query of ['海信智家股份有限公司', '海尔智家集团有限公司', '烟台啤酒股份有限公司']) {
      expect((await search(query)).some(({ sure }) => sure)).toBe(false);
    }
  });

  it('answers the longest text that is taken, and refuses a longer one', async () => {
    expect(await search('海尔智家'.repeat(128))).toEqual(expect.any(Array));
    await expect(search('海'.repeat(513))).rejects.toMatchObject({
      code: 'search.tooLong',
      params: { max: 512 },
    });
  });

  it('keeps to the limit', async () => {
    expect(await searchNames(database().sql, '有限公司', 2)).toHaveLength(2);
  });
});

describe('indexNames', () => {
  const database = withDatabase();
  const former = async () => {
    const { sql } = database();
    return sql<{ name: string; former: boolean }[]>`select name, former from enterprise_name order by name`;
  };

  it('takes a name in once, and corrects whether it is a former one', async () => {
    const { sql } = database();
    const [old, present] = ['青岛海尔股份有限公司', '海尔智家股份有限公司'] as const;
    await indexNames(sql, [{ uscc: 'A', name: old, former: false }]);
    await indexNames(sql, [
      { uscc: 'A', name: present, former: true },
      { uscc: 'A', name: old, former: true },
      { uscc: 'A', name: present, former: false },
      { uscc: 'A', name: present, former: true },
    ]);
    expect([...(await former())]).toEqual([
      { name: present, former: false },
      { name: old, former: true },
    ]);
    expect(await searchNames(sql, '青岛海尔', 5)).toMatchObject([{ uscc: 'A', name: old, former: true }]);
    await indexNames(sql, []);
  });

  it('leaves nothing behind when the transaction is rolled back', async () => {
    const { sql } = database();
    const lost = sql.begin(async (tx) => {
      await indexNames(tx, [{ uscc: 'B', name: '烟台万华化学有限公司', former: false }]);
      expect(await searchNames(tx, '万华', 5)).toHaveLength(1);
      throw new Error('given up');
    });
    await expect(lost).rejects.toThrow('given up');
    expect(await searchNames(sql, '万华', 5)).toEqual([]);
  });
});

describe('many names', () => {
  const database = withDatabase();
  const names = makeNames(12_000, 31);
  beforeAll(async () => {
    await index(
      database().sql,
      names.map(({ name }) => name),
    );
  }, 60_000);

  it('leaves common tokens out, so that no list grows for ever', async () => {
    const { sql } = database();
    const [saturated] = await sql<{ count: number }[]>`
      select count(*)::int from name_token where saturated`;
    const [longest] = await sql<{ count: number }[]>`
      select count(*)::int from enterprise_name, unnest(tokens) as token
      group by token order by count(*) desc limit 1`;
    expect(saturated?.count).toBeGreaterThan(0);
    // What saturates in the middle of a batch still gets the rest of the batch.
    expect(longest?.count).toBeLessThan(2_048 + 4_000);
  });

  it('still finds names by what is left, in spite of mistakes', async () => {
    const { sql } = database();
    const questions = askByKind(names, 60, seededRandom(32));
    for (const [kind, asked] of Map.groupBy(questions, (question) => question.kind)) {
      const places: number[] = [];
      for (const { text, wanted } of asked) {
        places.push((await searchNames(sql, text, 5)).findIndex(({ name }) => name === wanted));
      }
      const share = (holds: (place: number) => boolean) => places.filter(holds).length / places.length;
      expect([kind, share((place) => place === 0) >= 0.9, share((place) => place >= 0) >= 0.95]).toEqual([
        kind,
        true,
        true,
      ]);
    }
  });

  it('never reads the whole table, whether the planner knows its size or not', async () => {
    const { sql } = database();
    const scans = async () => {
      await sql`select pg_stat_force_next_flush()`;
      const [row] = await sql<{ scans: number }[]>`
        select seq_scan::int as scans from pg_stat_user_tables where relname = 'enterprise_name'`;
      return row?.scans;
    };
    const one = await sql.reserve();
    try {
      for (const known of [false, true]) {
        if (known) await one`analyze enterprise_name`;
        await one`select pg_stat_force_next_flush()`;
        const before = await scans();
        // More than five: from then on PostgreSQL may plan without looking at the values.
        for (const { name } of names.slice(0, 8)) {
          for (const text of [
            name,
            name.slice(2, 4),
            name.slice(0, 3),
            'haier',
            'hezj',
            '青',
            '有限公司',
            '青岛',
          ]) {
            await searchNames(one, text, 5);
          }
        }
        await one`select pg_stat_force_next_flush()`;
        expect(await scans()).toBe(before);
      }
    } finally {
      one.release();
    }
  });
});
