import { beforeAll, describe, expect, it } from 'vitest';
import {
  arrangeInterview,
  bookInterview,
  interviewSlots,
  settleAppointment,
} from '../../src/services/interviews.ts';
import { acknowledgeWarning, settleWarning, warningsFor } from '../../src/services/warnings.ts';
import { watchOf } from '../../src/services/watch.ts';
import type { Database } from '../../src/store/database.ts';
import { asks } from '../support/asking.ts';
import { codeOf } from '../support/conversation.ts';
import { withDatabase } from '../support/database.ts';
import { testKeys } from '../support/keys.ts';
import { addEnterprises, seededRandom } from '../support/people.ts';
import { penalise, policies, simulated } from './watching.ts';

const database = withDatabase();
const random = seededRandom(6);
let app: Database;
const play = simulated(() => app, random, '2026-03-02');
const firms = Array.from({ length: 8 }, (_, index) => codeOf(index));
const [shop = '', other = '', third = '', silent = ''] = firms;
const deps = () => ({ database: app, policies, keys: testKeys, random });
const rep = (uscc: string) =>
  asks(
    { id: `rep-${firms.indexOf(uscc)}`, role: 'enterprise', regionCode: null, uscc },
    { now: play.clock.now() },
  );
const wang = () =>
  asks({ id: 'wang', role: 'official', regionCode: '370200', orgId: 'env' }, { now: play.clock.now() });
const stage = async (uscc: string) => (await watchOf(deps(), wang(), uscc)).stage;
const steps = async (uscc: string) =>
  (await watchOf(deps(), wang(), uscc)).steps.map(({ step, on }) => `${on} ${step}`);
const classOf = async (uscc: string) => {
  const [row] = await database().sql<
    { class: string }[]
  >`select class from credit_class where uscc = ${uscc}`;
  return row?.class;
};
const messages = async (user: string, like = '%') => {
  const rows = await database().sql<{ key: string; title: string }[]>`
    select key, body->'card'->>'title' as title from outbox where user_id = ${user} and key like ${like} order by seq`;
  return rows.map(({ title }) => title);
};

beforeAll(async () => {
  app = await database.app();
  const { sql } = database();
  await addEnterprises(
    database(),
    firms.map((uscc, index) => [uscc, `示例第${index}号公司`] as const),
  );
  await sql`update enterprise set established_on = '2015-01-01'`;
  await sql`
    insert into org (id, name, code, parent_id, region_code, breadth) values
      ('province', '示例省生态环境厅', null, null, '370000', 'line'), ('env', '示例市生态环境局', null, 'province', '370200', 'line')`;
  await sql`
    insert into person (id, name, role, org_id, region_code, uscc) values
      ('rep-0', '示例代表', 'enterprise', null, null, ${shop}), ('rep-1', '示例代表', 'enterprise', null, null, ${other}),
      ('rep-2', '示例代表', 'enterprise', null, null, ${third}),
      ('wang', '示例王某', 'official', 'env', '370200', null), ('head', '示例李某', 'official', 'province', '370000', null)`;
  await sql`
    insert into account (platform, user_id, person_id, state, private_chat_id)
    select 'telegram', id, id, 'active', 'dm-' || id from person`;
  await sql`insert into holiday (day, working, name, file_id)
    select d::date, false, '示例假日', 0 from generate_series(date '2025-10-01', date '2025-10-08', '1 day') d
    union all select d::date, false, '示例假日', 0 from generate_series(date '2026-10-01', date '2026-10-08', '1 day') d
    union all select d::date, false, '示例假日', 0 from generate_series(date '2027-10-01', date '2027-10-08', '1 day') d`;
  await play.settle();
});

describe('an enterprise that does it again', () => {
  it('is reminded at its second record within 180 days, and chooses a time', async () => {
    await penalise(database(), shop, {
      number: '示例〔2026〕1号',
      decidedOn: '2026-02-20',
      kinds: ['warning'],
    });
    await play.settle();
    expect(await stage(shop)).toBe('none');
    await penalise(database(), shop, {
      number: '示例〔2026〕2号',
      decidedOn: '2026-03-01',
      kinds: ['warning'],
    });
    await play.settle();
    expect(await stage(shop)).toBe('reminded');
    expect(await messages('rep-0', 'watch:%')).toEqual(['提醒：请到场约谈']);
    const { free, due } = await interviewSlots(deps(), rep(shop));
    expect(due).toBe('2026-03-16');
    expect(free[0]?.toISOString()).toBe('2026-03-03T01:30:00.000Z');
    const slot = free[2] ?? new Date(0);
    const { write } = await bookInterview(deps(), rep(shop), slot);
    await app.sql.begin(write);
    await play.settle();
    expect(await messages('wang', 'interview:%')).toEqual(['约谈安排：示例第0号公司']);
    // The same time is gone for the others of the region.
    await penalise(database(), other, { number: '示例〔2026〕3号', decidedOn: '2026-02-20' });
    await penalise(database(), other, { number: '示例〔2026〕4号', decidedOn: '2026-03-02' });
    await play.settle();
    await expect(bookInterview(deps(), rep(other), slot)).rejects.toMatchObject({ code: 'interview.taken' });
  });

  it('is told once, whatever comes in again', async () => {
    await penalise(database(), shop, {
      number: '示例〔2026〕2号',
      decidedOn: '2026-03-01',
      correctedOn: '2026-03-02',
    });
    await play.settle();
    await play.settle();
    expect(await messages('rep-0', 'watch:%')).toEqual(['提醒：请到场约谈']);
  });

  it('comes, and is watched for 90 days; what came of it is noted after the time only', async () => {
    const [{ id = 0 } = {}] = await database().sql<{ id: number }[]>`
      select id::int from interview where uscc = ${shop} and state = 'booked'`;
    await expect(
      settleAppointment(deps(), wang(), id, { state: 'held', rectifyDays: 15 }),
    ).rejects.toMatchObject({ code: 'interview.early' });
    await play.day('2026-03-03');
    expect(await messages('rep-0', 'interview:%')).toEqual(['约谈提醒']);
    await play.day('2026-03-05');
    expect(await messages('wang', 'interview:%:outcome:%')).toEqual(['请登记约谈结果：示例第0号公司']);
    const settled = await settleAppointment(deps(), wang(), id, { state: 'held', rectifyDays: 15 });
    expect(settled.told.rectifyBy).toBe('2026-03-20');
    await app.sql.begin(settled.write);
    await play.settle();
    expect(await stage(shop)).toBe('interviewed');
    expect(await classOf(shop)).toBe('MINOR_DISCREDIT');
  });

  it('goes under key watch with the next one: class, warning, messages', async () => {
    play.at('2026-03-12');
    await penalise(database(), shop, {
      number: '示例〔2026〕5号',
      decidedOn: '2026-03-11',
      kinds: ['warning'],
      correctedOn: '2026-03-20',
    });
    await play.settle();
    expect(await stage(shop)).toBe('keyWatch');
    expect(await classOf(shop)).toBe('GENERAL_DISCREDIT');
    expect(await messages('rep-0', 'watch:%')).toEqual(['提醒：请到场约谈', '已移入重点关注企业名单']);
    expect(await messages('wang', 'warning:%')).toEqual(['监管风险预警 #1：示例第0号公司']);
    const { warnings } = await warningsFor(deps(), wang(), { uscc: shop, openOnly: true });
    expect(warnings).toHaveLength(1);
    const [warning] = warnings;
    expect(warning).toMatchObject({ kind: 'keyWatch', severity: 'high', open: true });
  });

  it('is a warning that goes up when nobody acknowledges it in two working days', async () => {
    await play.day('2026-03-13');
    await play.day('2026-03-16');
    expect(await messages('head', 'warning:%')).toEqual([]);
    await play.day('2026-03-17');
    expect(await messages('head', 'warning:%')).toEqual(['预警逾期未签收 #1：示例第0号公司']);
    await play.day('2026-03-18');
    expect(await messages('head', 'warning:%')).toHaveLength(1);
    const { write } = await acknowledgeWarning(deps(), wang(), 1);
    await app.sql.begin(write);
    await expect(acknowledgeWarning(deps(), wang(), 1)).rejects.toMatchObject({ code: 'warning.settled' });
    const done = await settleWarning(deps(), wang(), 1, { state: 'handled', outcome: '已现场核查并约谈。' });
    await app.sql.begin(done.write);
    const open = await warningsFor(deps(), wang(), { uscc: null, openOnly: true });
    expect(open.warnings.filter(({ uscc }) => uscc === shop)).toEqual([]);
  });

  it('leaves after 180 clean days, with everything rectified', async () => {
    await play.day('2026-09-08');
    expect(await stage(shop)).toBe('keyWatch');
    await penalise(database(), shop, {
      number: '示例〔2026〕1号',
      decidedOn: '2026-02-20',
      kinds: ['warning'],
      correctedOn: '2026-02-21',
    });
    await play.day('2026-09-09');
    expect(await stage(shop)).toBe('none');
    expect(await classOf(shop)).toBe('TRUSTWORTHY');
    expect((await messages('rep-0', 'watch:%')).at(-1)).toBe('已移出重点关注企业名单');
    expect(await steps(shop)).toEqual([
      '2026-03-02 reminded',
      '2026-03-02 booked',
      '2026-03-05 held',
      '2026-03-12 listed',
      '2026-09-09 left',
    ]);
  });
});

describe('a decision that is annulled', () => {
  it('after the third stage takes everything back: list, class, warning, interview', async () => {
    play.at('2026-10-12');
    const rows = ['2026-09-14', '2026-10-12', '2026-10-14'].map((decidedOn, index) => ({
      number: `示例〔2026〕2${index}号`,
      decidedOn,
      kinds: ['warning'],
    }));
    const [a, b, c] = rows;
    if (!a || !b || !c) throw new Error('rows');
    await penalise(database(), third, a);
    await penalise(database(), third, b);
    await play.settle();
    expect(await stage(third)).toBe('reminded');
    play.at('2026-10-14');
    await penalise(database(), third, c);
    await play.settle();
    expect(await stage(third)).toBe('keyWatch');
    const heard = (await messages('wang', 'warning:%')).length;
    await penalise(database(), third, { ...a, status: 'annulled' });
    await play.settle();
    // The two that are left make a new reminder of their own: nobody was rightly reminded before them.
    expect(await steps(third)).toEqual([
      '2026-10-12 reminded',
      '2026-10-14 listed',
      '2026-10-14 unlisted',
      '2026-10-14 recounted',
      '2026-10-14 reminded',
    ]);
    expect(await stage(third)).toBe('reminded');
    expect(await classOf(third)).toBe('MINOR_DISCREDIT');
    expect((await warningsFor(deps(), wang(), { uscc: third, openOnly: false })).warnings[0]).toMatchObject({
      open: false,
      withdrawnOn: '2026-10-14',
    });
    await play.day('2026-10-15');
    expect((await messages('wang', 'digest:%')).length).toBeGreaterThan(0);
    expect((await messages('wang', 'warning:%')).length).toBe(heard);
    await penalise(database(), third, { ...b, status: 'annulled' });
    await play.settle();
    expect(await stage(third)).toBe('none');
  });
});

describe('who cannot be told', () => {
  it('is not listed for an interview that it never heard of; officials hear of it and arrange it', async () => {
    play.at('2026-11-02');
    await penalise(database(), silent, { number: '示例〔2026〕31号', decidedOn: '2026-10-20' });
    await penalise(database(), silent, { number: '示例〔2026〕32号', decidedOn: '2026-11-02' });
    await play.settle();
    for (const day of ['2026-11-03', '2026-11-16', '2026-11-17', '2026-11-30']) await play.day(day);
    expect(await stage(silent)).toBe('reminded');
    const { write } = await arrangeInterview(deps(), wang(), silent, new Date('2026-12-02T01:30:00Z'));
    await app.sql.begin(write);
    await play.day('2026-12-03');
    const [{ id = 0 } = {}] = await database().sql<{ id: number }[]>`
      select id::int from interview where uscc = ${silent} and state = 'booked'`;
    const missed = await settleAppointment(deps(), wang(), id, { state: 'missed', rectifyDays: null });
    await app.sql.begin(missed.write);
    await play.settle();
    expect(await stage(silent)).toBe('keyWatch');
  });
});

describe('holidays that are missing', () => {
  it('leave the term open, and it is counted once they are there', async () => {
    const late = firms[5] ?? '';
    const { sql } = database();
    await sql`delete from holiday where day >= '2027-01-01'`;
    await sql`insert into person (id, name, role, uscc) values ('rep-5', '示例代表', 'enterprise', ${late})`;
    await sql`insert into account (platform, user_id, person_id, state, private_chat_id) values ('telegram', 'rep-5', 'rep-5', 'active', 'dm-rep-5')`;
    play.at('2026-12-28');
    await penalise(database(), late, { number: '示例〔2026〕51号', decidedOn: '2026-12-01' });
    await penalise(database(), late, { number: '示例〔2026〕52号', decidedOn: '2026-12-28' });
    await play.settle();
    const view = await watchOf(deps(), wang(), late);
    expect(view.course).toMatchObject({ interviewDueOn: null, told: true });
    await sql`insert into holiday (day, working, name, file_id)
      select d::date, false, '示例假日', 0 from generate_series(date '2027-10-01', date '2027-10-08', '1 day') d`;
    await play.day('2026-12-29');
    expect((await watchOf(deps(), wang(), late)).course).toMatchObject({ interviewDueOn: '2027-01-11' });
  });
});
