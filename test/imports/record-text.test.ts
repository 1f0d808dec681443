import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonbParts, jsonbText } from '../../src/store/intake/jsonb-text.ts';
import { code, csv, penalty, withImport } from './importing.ts';

const { database, take } = withImport();

/** What cells hold after they were cleaned: no NUL and no half of a surrogate pair, which PostgreSQL refuses. */
const cell = fc
  .oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom('"', '\\', '\n', '\u0001', '\u007f', '号', '𠮷') }),
  )
  .map((text) => text.replaceAll('\0', ''))
  .filter((text) => text.isWellFormed());
const value = fc.oneof(
  cell,
  fc.maxSafeInteger(),
  fc.constantFrom(0.5, 99.1234, -1.5),
  fc.boolean(),
  fc.constant(null),
  fc.array(cell),
);
const key = fc.oneof(cell, fc.constantFrom('remark', 'content', 'a', 'b', 'bb', '号', 'ab0'));
const details = fc.dictionary(key, value, { maxKeys: 12 });

describe('the text of a jsonb value', () => {
  it('is the one of PostgreSQL, with and without a key', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(details, { minLength: 1, maxLength: 50 }), async (objects) => {
        const said = await database().sql<{ whole: string; without: string }[]>`
          select value::jsonb::text as whole, (value::jsonb - 'remark')::text as without
          from unnest(${objects.map((object) => JSON.stringify(object))}::text[]) with ordinality as t(value, nth) order by nth`;
        expect(objects.map((object) => jsonbText(object))).toEqual(said.map(({ whole }) => whole));
        const parts = objects.map((object) => jsonbParts(object, 'remark'));
        expect(parts.map((three) => three.join(''))).toEqual(said.map(({ whole }) => whole));
        expect(parts.map(([before, _, after]) => before + after)).toEqual(said.map(({ without }) => without));
      }),
      { numRuns: 60 },
    );
  });

  it('is not made of a number that PostgreSQL would write in another way', () => {
    expect(() => jsonbText({ amount: 1e21 })).toThrow(RangeError);
  });
});

describe('the hashes of a record', () => {
  it('are those that earlier versions had PostgreSQL make, so that the same decision stays the same', async () => {
    const party = '行政相对人代码_1(统一社会信用代码)';
    const rows = Array.from({ length: 40 }, (_, index) =>
      penalty({
        [party]: code(index),
        行政相对人名称: `示例"${index}\\公司`,
        违法事实: index % 3 === 0 ? '说"了"\\一次\t又一次\n又一行' : '',
        处罚有效期: index % 2 === 0 ? '2027-03-01' : '',
        公示截止期: index % 5 === 0 ? '1999-12-31' : '2029-01-01',
        处罚决定日期: '1999-12-01',
        纠正完成日期: index % 7 === 0 ? '2026-04-01' : '',
        处罚机关统一社会信用代码: index % 4 === 0 ? '113701000000000000' : '',
        备注: index % 2 === 0 ? '说明' : '',
        经办: index % 6 === 0 ? '一"科' : '',
        '处 室': '二科',
      }),
    );
    expect(await take(csv(...rows))).toMatchObject({ created: 40, quarantined: 0 });
    const [{ differ } = { differ: -1 }] = await database().sql<{ differ: number }[]>`
      select count(*)::int as differ from credit_record, lateral (select
        (decided_on - date '2000-01-01')::text || '|' || coalesce((valid_until - date '2000-01-01')::text, '') || '|' ||
        coalesce((publicity_until - date '2000-01-01')::text, '') || '|' || status || '|' ||
        coalesce((corrected_on - date '2000-01-01')::text, '') || '|' ||
        coalesce((repaired_on - date '2000-01-01')::text, '') || '|' as decision) as d
      where content_hash <> md5(decision || (details - 'remark')::text)::uuid
        or source_hashes <> array[md5(decision || details::text || '|' || party_name || '|' ||
          number || '|' || authority || '|' || coalesce(authority_code, '') || '|' || coalesce(extra::text, ''))::uuid]`;
    expect(differ).toBe(0);
  });
});
