import { describe, expect, it } from 'vitest';
import { stageJudged } from '../../src/store/classes-all.ts';
import { withDatabase } from '../support/database.ts';

const database = withDatabase();
const row = {
  uscc: 'x',
  creditClass: 'TRUSTWORTHY',
  provisional: false,
  policyId: 'p',
  nextOn: null,
} as const;

describe('a COPY of the judged', () => {
  it('is called off where the reading fails, and the connection goes on', async () => {
    const { sql } = database();
    const failing = sql.begin((tx) =>
      stageJudged(tx, async (add) => {
        add(row);
        throw new Error('the reading failed');
      }),
    );
    await expect(failing).rejects.toThrow('the reading failed');
    expect(await Promise.all(Array.from({ length: 8 }, () => sql`select 1 as one`))).toHaveLength(8);
  }, 10_000);

  it('tells what the server has against the last row', async () => {
    const bad = database().sql.begin((tx) =>
      stageJudged(tx, async (add) => add({ ...row, nextOn: 'never' })),
    );
    await expect(bad).rejects.toMatchObject({ code: '22007' });
  }, 10_000);
});
