import { addDays } from '../../src/domain/dates.ts';
import { holidaySpans } from '../../src/sample/holidays.ts';
import { watchLists } from '../../src/services/list-leaving.ts';
import { shippedPolicies } from '../../src/services/policy-versions.ts';
import { regradeQueued } from '../../src/services/regrade.ts';
import type { Database } from '../../src/store/database.ts';
import { codeOf } from '../support/conversation.ts';
import { testKeys } from '../support/keys.ts';
import { addEnterprises, addOrg, createAccounts, type Said, seededRandom } from '../support/people.ts';

export const [qingdao, jinan, clean] = [codeOf(1), codeOf(2), codeOf(3)];

/** The State Council's tables of 2026. */
export async function addHolidays({ sql }: Database): Promise<void> {
  const rows = holidaySpans
    .filter(({ from }) => from.startsWith('2026'))
    .flatMap(({ type, from, days }) =>
      Array.from({ length: days }, (_, index) => ({
        day: addDays(from, index),
        working: type === '上班',
        name: '示例',
        file_id: 0,
      })),
    );
  await sql`insert into holiday ${sql(rows)} on conflict do nothing`;
}

/** Two officials and an inspector of Qingdao, one of Jinan, enterprises with and without somebody who speaks for them. */
export function listWorld(database: () => Database, seed: number) {
  const random = seededRandom(seed);
  let app: Database | null = null;
  const bound = (): Database => {
    if (!app) throw new Error('begin() comes first');
    return app;
  };
  const people = createAccounts(bound, random);
  const policies = shippedPolicies();
  const say = (who: string, text: string): Promise<Said> => people.say('telegram', who, text);

  return {
    clock: people.clock,
    say,
    /** As the service has the database. */
    bound,
    async begin(opened: Database): Promise<void> {
      app = opened;
      const { sql } = database();
      await addOrg(database(), { id: 'market', name: '示例市场监管局', regionCode: '370200' });
      await addOrg(database(), { id: 'jinan', name: '示例济南市场监管局', regionCode: '370100' });
      await sql`
        insert into person (id, name, role, org_id, region_code, uscc) values
          ('wang', '示例王某', 'official', 'market', '370200', null),
          ('li', '示例李某', 'official', 'market', '370200', null),
          ('zhao', '示例赵某', 'inspector', 'market', '370200', null),
          ('sun', '示例孙某', 'official', 'jinan', '370100', null),
          ('qian', '示例钱某', 'official', null, '370200', null),
          ('chief', '示例周某', 'administrator', 'market', '370200', null),
          ('rep', '示例代表', 'enterprise', null, null, ${qingdao}),
          ('other', '示例代表二', 'enterprise', null, null, ${jinan})`;
      await sql`
        insert into account (platform, user_id, person_id, state, private_chat_id)
        select 'telegram', id, id, 'active', 'dm-' || id from person`;
      await addEnterprises(database(), [
        [qingdao, '青岛示例一公司'],
        [jinan, '济南示例公司'],
        [clean, '青岛示例三公司'],
      ]);
      await sql`update enterprise set region_code = '370100' where uscc = ${jinan}`;
      await sql`
        update enterprise set legal_representative = '示例乙', valid_from = '2026-05-01', established_on = '2015-01-01'`;
      // Until May somebody else was registered.
      await sql`
        insert into fact_version (uscc, fact, key, version, valid_from, valid_to, row)
        select uscc, 'enterprise', '00000000-0000-0000-0000-000000000000', 0, '2025-01-01', '2026-05-01',
          jsonb_build_object('legal_representative', '示例甲', 'registered', true) from enterprise`;
    },
    /** Classes as they follow from what came in. */
    settle: () => regradeQueued(bound(), { policies, keys: testKeys, random, clock: people.clock }),
    watch: () => bound().sql.begin((tx) => watchLists(tx, { random, now: people.clock.now(), policies })),
    /** The whole dialog, to the card that reads it back. */
    async draft(who: string, code: string, more: Partial<Record<'list' | 'basis' | 'day', string>> = {}) {
      const { list = '严重违法失信名单', basis = '《示例省示例条例》第八条', day = '2026-03-01' } = more;
      const chosen = await (await say(who, `列入名单 ${code}`)).press(list);
      await chosen.press('情节严重');
      await say(who, '示例违法行为，示例罚〔2026〕1号从重罚款');
      await say(who, basis);
      return say(who, day);
    },
    async classOf(uscc: string): Promise<string | undefined> {
      const [row] = await database().sql<{ class: string }[]>`
        select class from credit_class where uscc = ${uscc}`;
      return row?.class;
    },
    /** What was pushed to somebody, newest last, by the beginning of its key. */
    async told(who: string, key: string): Promise<string[]> {
      const rows = await database().sql<{ text: string }[]>`
        select body::text as text from outbox where user_id = ${who} and key like ${`${key}%`} order by seq`;
      return rows.map(({ text }) => text);
    },
    async approvalId(): Promise<number> {
      const [row] = await database().sql<{ id: string }[]>`select max(id) as id from approval`;
      return Number(row?.id);
    },
  };
}
