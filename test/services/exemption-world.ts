import { beforeAll, beforeEach } from 'vitest';
import { cardText } from '../../src/chat/card-text.ts';
import { remindExemptions } from '../../src/services/exemption-follow-up.ts';
import { shippedPolicies } from '../../src/services/policy-versions.ts';
import type { Database } from '../../src/store/database.ts';
import { codeOf } from '../support/conversation.ts';
import { withDatabase } from '../support/database.ts';
import { addEnterprises, addOrg, createAccounts, type Said, seededRandom } from '../support/people.ts';

/** Officers, enterprises of several kinds, and the talk about minor acts; for the top of a test file. */
export function exemptionWorld() {
  const database = withDatabase();
  const random = seededRandom(19);
  let app: Database;
  const people = createAccounts(() => app, random);
  const hear = (who: string, text: string): Promise<Said> => people.say('telegram', who, text);
  const say = async (who: string, text: string) => (await hear(who, text)).text;
  const [mine, p2p, pharmacy, grocer] = [codeOf(1), codeOf(2), codeOf(3), codeOf(4)];
  const policies = shippedPolicies();

  async function pushed(who: string): Promise<{ text: string; tokens: string[] }[]> {
    const rows = await database().sql<{ body: { card: Parameters<typeof cardText>[0] } }[]>`
    delete from outbox where user_id = ${who} and kind = 'push' returning body`;
    return rows.map(({ body: { card } }) => ({
      text: cardText(card, 'zh'),
      tokens: [...JSON.stringify(card).matchAll(/"token":"([^"]+)"/g)].map(([, token]) => token ?? ''),
    }));
  }

  const remind = () => app.sql.begin((tx) => remindExemptions(tx, { random, now: people.clock.now() }));

  async function penalise(
    uscc: string,
    {
      number,
      type,
      on,
      authority = '示例市市场监督管理局',
    }: { number: string; type: string; on: string; authority?: string },
  ): Promise<void> {
    await database().sql`
    insert into credit_record (uscc, kind, key, party_name, number, authority, decided_on, status, details, sources,
      source_hashes, content_hash, version, valid_from, file_id, line)
    values (${uscc}, 'penalty', md5(${number})::uuid, '示例', ${number}, ${authority}, ${on}, 'inForce',
      ${database().sql.json({ penaltyKinds: ['warning'], fineFen: null, confiscatedFen: null, violationType: type, facts: '', basis: '' })},
      '{}', '{}', md5(${number})::uuid, 1, now(), 0, 0)`;
  }

  /** Says one thing after the other; what is answered last. */
  async function talk(who: string, ...words: string[]): Promise<string> {
    let last = '';
    for (const one of words) last = await say(who, one);
    return last;
  }

  beforeAll(async () => {
    app = await database.app();
    const { sql } = database();
    await addOrg(database(), { id: 'market', name: '示例市场监督管理局', regionCode: '370200' });
    await addOrg(database(), {
      id: 'environment',
      name: '示例生态环境局',
      regionCode: '370200',
      breadth: 'line',
    });
    await sql`
    insert into person (id, name, role, org_id, region_code, uscc) values
      ('wang', '示例王某', 'official', 'market', '370200', null),
      ('zhao', '示例赵某', 'inspector', 'market', '370200', null),
      ('qian', '示例钱某', 'inspector', 'environment', '370200', null),
      ('sun', '示例孙某', 'inspector', null, '370100', null),
      ('rep', '示例代表', 'enterprise', null, null, ${mine})`;
    await sql`
    insert into account (platform, user_id, person_id, state, private_chat_id)
    select 'telegram', id, id, 'active', 'dm-' || id from person`;
    await addEnterprises(database(), [
      [mine, '青岛示例智造有限公司'],
      [p2p, '青岛示例网贷信息服务有限公司'],
      [pharmacy, '青岛示例大药房有限公司'],
      [grocer, '青岛示例便利店有限公司'],
    ]);
    await sql`
    insert into credit_record (uscc, kind, key, party_name, number, authority, decided_on, valid_until, status, details, sources,
      source_hashes, content_hash, version, valid_from, file_id, line)
    values (${pharmacy}, 'permit', md5('p')::uuid, '示例', '示例许可1号', '示例市行政审批局', '2026-07-01', '2031-06-30', 'inForce',
      '{"document": "", "category": "普通", "licenceName": "药品经营许可证", "licenceNo": "", "content": "", "validFrom": null}',
      '{}', '{}', md5('p')::uuid, 1, now(), 0, 0)`;
  });

  beforeEach(async () => {
    people.clock.at = new Date('2026-08-03T02:00:00Z');
    const { sql } = database();
    await sql`delete from inclusive_period`;
    await sql`delete from exemption`;
    await sql`delete from outbox`;
    await sql`delete from conversation`;
    await sql`delete from credit_record where kind = 'penalty'`;
    await sql`
    insert into inclusive_period (uscc, sector, from_on, until_on, months, reason, asked_by, asked_at, state)
    values (${mine}, 'model', '2025-08-01', '2026-08-01', 12, '示例理由', 'wang', now(), 'approved')`;
  });

  /** The way to the suggestion for an act of a day, with the answers to what is asked. */
  const toSuggestion = (...given: string[]) => [
    `免罚判断 ${mine} 标签漏标净含量`,
    '2026-08-01',
    '1',
    ...given,
  ];
  const allGood = ['是', '是', '否', '没有', '能'];

  async function guide(): Promise<number> {
    await talk('zhao', ...toSuggestion(...allGood), '1');
    const [row] = await database().sql<{ id: string }[]>`select max(id) as id from exemption`;
    await database().sql`delete from outbox`;
    return Number(row?.id);
  }
  return {
    app: () => app,
    database,
    random,
    people,
    hear,
    say,
    mine,
    p2p,
    pharmacy,
    grocer,
    policies,
    pushed,
    remind,
    penalise,
    talk,
    toSuggestion,
    allGood,
    guide,
  };
}
