import { describe, expect, it } from 'vitest';
import { batched } from '../../src/store/batch.ts';
import { withDatabase } from '../support/database.ts';

const database = withDatabase();

/** Divides 100 by each number in one statement, and remembers the statements. */
function divider(
  more: { limit?: number; concurrency?: number; apartMs?: number; keyOf?: (item: number) => string } = {},
) {
  const statements: number[][] = [];
  const divide = batched<number, number>({
    limit: 8,
    concurrency: 1,
    ...more,
    async run(sql, items) {
      statements.push([...items]);
      const rows = await sql<{ quotient: number }[]>`
        select 100 / i.x as quotient from unnest(${items as number[]}::int[]) with ordinality as i(x, n) order by n`;
      return rows.map(({ quotient }) => quotient);
    },
  });
  return { divide: (item: number) => divide(database().sql, item), statements };
}

describe('what is asked in the same moment', () => {
  it('shares a statement, and each gets its own answer', async () => {
    const { divide, statements } = divider();
    expect(await Promise.all([1, 2, 4, 5].map(divide))).toEqual([100, 50, 25, 20]);
    expect(statements).toEqual([[1, 2, 4, 5]]);
  });

  it('goes out in statements no larger than the limit', async () => {
    const { divide, statements } = divider({ limit: 3 });
    await Promise.all([1, 2, 3, 4, 5, 6, 7].map(divide));
    expect(statements.map((items) => items.length)).toEqual([3, 3, 1]);
  });

  it('never has two of a key in one statement, and keeps their order', async () => {
    const { divide, statements } = divider({ keyOf: (item) => String(item % 10) });
    await Promise.all([1, 11, 2, 21, 12].map(divide));
    expect(statements).toEqual([[1, 2], [11, 12], [21]]);
  });

  it('fails alone: neighbours of a bad item get their answers', async () => {
    const { divide } = divider();
    const results = await Promise.allSettled([1, 0, 2].map(divide));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(results[2]).toMatchObject({ value: 50 });
  });

  it('shares a statement with what is asked shortly after, and does not wait once there is enough', async () => {
    const { divide, statements } = divider({ apartMs: 400 });
    await divide(1);
    const started = performance.now();
    const few = [divide(2), divide(4)];
    await divide(5);
    await Promise.all(few);
    expect(performance.now() - started).toBeGreaterThan(300);
    const again = performance.now();
    await Promise.all([1, 2, 4, 5, 10, 20, 25, 50].map(divide));
    expect(performance.now() - again).toBeLessThan(300);
    expect(statements.map((items) => items.length)).toEqual([1, 3, 8]);
  });
});
