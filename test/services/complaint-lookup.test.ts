import { beforeAll, describe, expect, it } from 'vitest';
import { shippedPolicies } from '../../src/services/policy-versions.ts';
import { regradeQueued } from '../../src/services/regrade.ts';
import type { Database } from '../../src/store/database.ts';
import { codeOf } from '../support/conversation.ts';
import { withDatabase } from '../support/database.ts';
import { testKeys } from '../support/keys.ts';
import { addEnterprises, addOrg, createAccounts, seededRandom } from '../support/people.ts';

const database = withDatabase();
const random = seededRandom(9);
let app: Database;
const people = createAccounts(() => app, random);
const firm = codeOf(1);
const text = async (who: string, said: string) => (await people.say('telegram', who, said)).text;
const own = '示例市场监管局';

async function addRecord(kind: string, number: string, day: string, details: object, until?: string) {
  const { sql } = database();
  await sql`
    insert into credit_record (uscc, kind, key, party_name, number, authority, decided_on, valid_until, status, details,
      sources, source_hashes, content_hash, version, valid_from, file_id, line)
    values (${firm}, ${kind}, md5(${number})::uuid, '青岛示例药房', ${number}, ${own}, ${day}, ${until ?? null}, 'inForce',
      ${sql.json(details as never)}, array[${own}], array[md5(${number})::uuid], md5(${number})::uuid, 1, now(), 0, 0)`;
}

beforeAll(async () => {
  app = await database.app();
  const { sql } = database();
  await addOrg(database(), { id: 'all', name: '示例社会信用办', regionCode: '370200' });
  await addOrg(database(), { id: 'market', name: own, regionCode: '370200', breadth: 'line' });
  await addOrg(database(), { id: 'fire', name: '示例消防队', regionCode: '370200', breadth: 'line' });
  await sql`
    insert into person (id, name, role, org_id, region_code, uscc) values
      ('whole', '示例王某', 'official', 'all', '370200', null),
      ('line', '示例李某', 'inspector', 'market', '370200', null),
      ('other', '示例孙某', 'official', 'fire', '370200', null),
      ('far', '示例周某', 'official', null, '370100', null),
      ('rep', '示例代表', 'enterprise', null, null, ${firm})`;
  await sql`
    insert into account (platform, user_id, person_id, state, private_chat_id)
    select 'telegram', id, id, 'active', 'dm-' || id from person`;
  await addEnterprises(database(), [[firm, '青岛示例药房']]);
  await sql`update enterprise set industry_code = '5251', special_areas = '{燃气}' where uscc = ${firm}`;
  const complaint = { channel: '12345', matter: '反映售后问题' };
  for (const [index, outcome] of ['verified', 'verified', 'partly', 'unfounded', 'open'].entries())
    await addRecord('complaint', `工${index}`, '2026-07-20', { ...complaint, outcome });
  const licence = {
    document: '',
    category: '普通',
    licenceName: '药品经营许可证',
    licenceNo: '',
    content: '',
  };
  await addRecord('permit', '许1', '2021-08-04', { ...licence, validFrom: null }, '2026-12-31');
  await regradeQueued(app, { policies: shippedPolicies(), keys: testKeys, random, clock: people.clock });
});

describe('complaints in the look-up', () => {
  const told = '投诉举报（内部）：属实 2 件、部分属实 1 件、不属实 1 件、办理中 1 件；不影响信用等级';

  it.each(['whole', 'line'])('are told to those who supervise: %s', async (who) => {
    expect(await text(who, `查询 ${firm}`)).toContain(told);
  });

  it.each(['other', 'far', 'rep', 'stranger'])('are not told to anybody else: %s', async (who) => {
    const seen = await text(who, `查询 ${firm}`);
    expect(seen).toContain('信用等级：诚信守法');
    expect(seen).not.toMatch(/投诉|属实/);
  });

  it('move no class and leave no trace in the reasons', async () => {
    for (const who of ['whole', 'rep', 'stranger'])
      expect(await text(who, `为什么 ${firm}`)).not.toContain('投诉');
    const [row] = await database().sql<
      { class: string }[]
    >`select class from credit_class where uscc = ${firm}`;
    expect(row?.class).toBe('TRUSTWORTHY');
  });

  it('take nothing away from what an enterprise may ask about itself', async () => {
    const seen = await text('rep', `查询 ${firm}`);
    expect(seen).not.toContain('其他部门未公示的信息未予显示');
    expect(seen).toContain('有效失信记录');
  });
});

describe('special areas in the look-up', () => {
  it('are told with link and reason', async () => {
    const seen = await text('stranger', `查询 ${firm}`);
    expect(seen).toContain('重点特殊领域：药品（经营，持药品经营许可证）、燃气（登记标记）');
  });

  it('of a licence that ran out lately say so', async () => {
    people.clock.at = new Date('2027-03-01T02:00:00Z');
    await database().sql`update enterprise set industry_code = null where uscc = ${firm}`;
    const seen = await text('stranger', `查询 ${firm}`);
    expect(seen).toContain('药品（经营，药品经营许可证已于 2026-12-31 到期）');
    people.clock.at = new Date('2028-01-01T02:00:00Z');
    expect(await text('stranger', `查询 ${firm}`)).not.toContain('药品（');
  });
});
