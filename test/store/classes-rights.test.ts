import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/database.ts';
import { type Seeing, seeing } from '../../src/store/scope.ts';
import { codeOf } from '../support/conversation.ts';
import { withDatabase } from '../support/database.ts';
import { addEnterprises } from '../support/people.ts';

const database = withDatabase();
let app: Database;
const [qingdao, jinan] = [codeOf(1), codeOf(2)];

beforeAll(async () => {
  app = await database.app();
  await addEnterprises(database(), [
    [qingdao, '示例一'],
    [jinan, '示例二'],
  ]);
  const { sql } = database();
  await sql`update enterprise set region_code = '370102' where uscc = ${jinan}`;
  for (const uscc of [qingdao, jinan]) {
    await sql`
      insert into class_change (uscc, from_class, to_class, basis, policy_id, as_of, cause, at)
      values (${uscc}, 'TRUSTWORTHY', 'MINOR_DISCREDIT', '[]', 'x', '2026-01-01', 'event', now())`;
    await sql`
      insert into class_override (uscc, class, reason, set_by, agreed_by, from_on, until_on)
      values (${uscc}, 'MINOR_DISCREDIT', '示例理由', 'a', 'b', '2026-01-01', '2026-02-01')`;
    await sql`
      insert into objection (uscc, person_id, about, text, raised_at, due_on, state)
      values (${uscc}, 'rep', '示例', '示例理由', now(), '2026-02-01', 'open')`;
    await sql`insert into follow (uscc, person_id, since) values (${uscc}, ${uscc === qingdao ? 'wang' : 'li'}, now())`;
  }
});

const tables = ['class_change', 'class_override', 'objection'] as const;

/** Enterprises of the rows that the service's own role sees. */
async function seen(table: string, sight: Seeing | null): Promise<string[]> {
  const read = async (tx: Parameters<Parameters<typeof seeing>[2]>[0]): Promise<string[]> => {
    const rows = await tx<{ uscc: string }[]>`select uscc from ${tx(table)} order by uscc`;
    return rows.map(({ uscc }) => uscc);
  };
  return sight === null ? app.sql.begin(read) : seeing(app.sql, sight, read);
}

describe.each(tables)('PostgreSQL shows of %s', (table) => {
  const both = [qingdao, jinan].toSorted();
  it.each<[string, Seeing | null, readonly string[]]>([
    ['nothing to whoever does not say who asks', null, []],
    ['nothing to whoever looks at people', { sees: 'people', regionCode: '100000' }, []],
    ['its own to an enterprise', { sees: 'own', own: qingdao }, [qingdao]],
    ['what lies in a city to that city', { sees: 'region', regionCode: '370200' }, [qingdao]],
    ['what lies in a county to its city', { sees: 'region', regionCode: '370100' }, [jinan]],
    ['nothing to another county', { sees: 'region', regionCode: '370103' }, []],
    ['all to the province', { sees: 'region', regionCode: '370000' }, both],
    ['all to the program itself', { sees: 'all' }, both],
  ])('%s', async (_what, sight, expected) => {
    expect(await seen(table, sight)).toEqual([...expected]);
  });
});

describe('PostgreSQL', () => {
  it('shows a follower what they follow, and nobody else', async () => {
    expect(await seen('follow', { sees: 'person', own: 'wang' })).toEqual([qingdao]);
    expect(await seen('follow', { sees: 'region', regionCode: '370000' })).toEqual([]);
    expect(await seen('follow', null)).toEqual([]);
  });

  it.each([
    ['an objection for another enterprise', 'objection'],
    ['a class set by hand elsewhere', 'class_override'],
  ])('takes no %s', async (_what, table) => {
    const insert = seeing(app.sql, { sees: 'region', regionCode: '370200' }, (tx) =>
      table === 'objection'
        ? tx`insert into objection (uscc, person_id, about, text, raised_at, due_on, state)
            values (${jinan}, 'x', 'x', 'x', now(), '2026-02-01', 'upheld')`
        : tx`insert into class_override (uscc, class, reason, set_by, agreed_by, from_on, until_on)
            values (${jinan}, 'x', 'x', 'a', 'b', '2026-01-01', '2026-02-01')`,
    );
    await expect(insert).rejects.toMatchObject({ code: '42501' });
  });

  it('lets nobody change or forget history', async () => {
    const change = (words: string) => app.sql.begin((tx) => tx.unsafe(words));
    await expect(change(`update class_change set to_class = 'x'`)).rejects.toMatchObject({ code: '42501' });
    await expect(change('delete from class_change')).rejects.toMatchObject({ code: '42501' });
    await expect(change('delete from objection')).rejects.toMatchObject({ code: '42501' });
  });
});
