import { beforeAll, describe, expect, it } from 'vitest';
import { followedScopes, followScope, unfollowScope } from '../../src/services/follow-scopes.ts';
import { setNotices } from '../../src/services/notices.ts';
import { sendWeekly } from '../../src/services/weekly.ts';
import type { Database } from '../../src/store/database.ts';
import { asks } from '../support/asking.ts';
import { codeOf } from '../support/conversation.ts';
import { withDatabase } from '../support/database.ts';
import { addEnterprises, seededRandom } from '../support/people.ts';
import { penalise, policies, simulated } from './watching.ts';

const database = withDatabase();
const random = seededRandom(8);
let app: Database;
const play = simulated(() => app, random, '2026-09-21');
const [one = '', two = ''] = [codeOf(0), codeOf(1)];
const deps = () => ({ database: app, policies });
const wang = () => asks({ id: 'wang', role: 'official', regionCode: '370200' }, { now: play.clock.now() });
const weekly = () => sendWeekly(app, { policies, random, now: play.clock.now() });
const cards = async (user: string, like: string) => {
  const rows = await database().sql<{ text: string }[]>`
    select body::text as text from outbox where user_id = ${user} and key like ${like} order by seq`;
  return rows.map(({ text }) => text);
};

beforeAll(async () => {
  app = await database.app();
  const { sql } = database();
  await addEnterprises(database(), [
    [one, '示例甲公司'],
    [two, '示例乙公司'],
  ]);
  await sql`update enterprise set established_on = '2015-01-01', industry_code = case when uscc = ${one} then '5251' else '6210' end`;
  await sql`
    insert into person (id, name, role, region_code) values
      ('wang', '示例王某', 'official', '370200'), ('elsewhere', '示例赵某', 'official', '370600'), ('admin', '示例管理员', 'administrator', '370000')`;
  await sql`
    insert into account (platform, user_id, person_id, state, private_chat_id)
    select 'telegram', id, id, 'active', 'dm-' || id from person`;
  // 国庆 takes the whole working week from 1 to 8 October; the Saturday after is worked.
  await sql`insert into holiday (day, working, name, file_id)
    select d::date, false, '国庆节', 0 from generate_series(date '2026-10-01', date '2026-10-08', '1 day') d
    union all select '2026-10-10', true, '国庆节', 0`;
  await play.settle();
});

describe('an industry and a region that are followed', () => {
  it('take a code of the standard and a region within one’s own', async () => {
    await expect(followScope(deps(), wang(), 'industry', '饭店')).rejects.toMatchObject({
      code: 'follow.industry',
    });
    await expect(followScope(deps(), wang(), 'industry', '9999')).rejects.toMatchObject({
      code: 'follow.industry',
    });
    await expect(followScope(deps(), wang(), 'region', '烟台市')).rejects.toMatchObject({
      code: 'follow.region',
    });
    for (const [kind, words] of [
      ['industry', '52'],
      ['region', '青岛市'],
    ] as const) {
      const { write } = await followScope(deps(), wang(), kind, words);
      await app.sql.begin(write);
    }
    expect(await followedScopes(deps(), wang())).toEqual([
      { kind: 'industry', code: '52' },
      { kind: 'region', code: '370200' },
    ]);
  });

  it('come with the digest, each change once, although both match', async () => {
    await penalise(database(), one, { number: '示例1号', decidedOn: '2026-09-20' });
    await play.settle();
    expect(await cards('wang', 'class:%')).toEqual([]);
    play.at('2026-09-22', '08:31');
    await play.notices();
    const [digest, ...more] = await cards('wang', 'digest:%');
    expect(more).toEqual([]);
    expect(digest).toContain('示例甲公司：诚信守法变为一般失信');
    expect(await cards('elsewhere', '%')).toEqual([]);
  });

  it('are let go', async () => {
    const { write } = await unfollowScope(deps(), wang(), 'region', '370200');
    await app.sql.begin(write);
    await penalise(database(), two, { number: '示例2号', decidedOn: '2026-09-20' });
    await play.settle();
    play.at('2026-09-23', '08:31');
    await play.notices();
    expect((await cards('wang', 'digest:%')).join('')).not.toContain('示例乙公司');
  });
});

describe('the weekly digest', () => {
  it('comes on the first working day of a week, at one’s own hour, once, whatever the number of replicas', async () => {
    const { write } = await setNotices(deps(), wang(), { digestAt: '09:15' });
    await app.sql.begin(write);
    play.at('2026-09-28', '08:29');
    expect(await weekly()).toBe(0);
    play.at('2026-09-28', '08:30');
    expect(await weekly()).toBe(1);
    play.at('2026-09-28', '09:20');
    const done = await Promise.all([weekly(), weekly(), weekly(), weekly()]);
    expect(done.reduce((sum, count) => sum + count, 0)).toBe(1);
    play.at('2026-09-29', '10:00');
    expect(await weekly()).toBe(0);
    const [card, ...more] = await cards('wang', 'weekly:%');
    expect(more).toEqual([]);
    expect(card).toContain('每周汇总 2026-09-21至2026-09-27');
    expect(card).toMatch(/"label": "等级下降", "value": "2"|"value": "2", "label": "等级下降"/);
    expect(await cards('elsewhere', 'weekly:%')).toHaveLength(1);
    expect((await cards('elsewhere', 'weekly:%'))[0]).toMatch(
      /"label": "等级下降", "value": "0"|"value": "0", "label": "等级下降"/,
    );
    expect(await cards('admin', 'weekly:%')).toEqual([]);
  });

  it('waits for Friday in the week after the holidays', async () => {
    for (const day of ['2026-10-05', '2026-10-06', '2026-10-08']) {
      play.at(day);
      expect(await weekly()).toBe(0);
    }
    play.at('2026-10-09');
    expect(await weekly()).toBe(2);
  });
});
