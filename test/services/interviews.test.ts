import { beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '../../src/domain/dates.ts';
import {
  bookInterview,
  interviewSlots,
  noteRectified,
  settleAppointment,
} from '../../src/services/interviews.ts';
import { watchOf } from '../../src/services/watch.ts';
import type { Database } from '../../src/store/database.ts';
import { calendarOf } from '../cases/watch/read.ts';
import { importHolidays } from '../soak/supervision/world.ts';
import { asks } from '../support/asking.ts';
import { codeOf } from '../support/conversation.ts';
import { withDatabase } from '../support/database.ts';
import { testKeys } from '../support/keys.ts';
import { addEnterprises, seededRandom } from '../support/people.ts';
import { penalise, policies, simulated } from './watching.ts';

const database = withDatabase();
const random = seededRandom(12);
let app: Database;
const play = simulated(() => app, random, '2026-03-02');
const firms = Array.from({ length: 5 }, (_, index) => codeOf(index));
const deps = () => ({ database: app, policies, keys: testKeys, random });
const rep = (index: number) =>
  asks(
    { id: `rep-${index}`, role: 'enterprise', regionCode: null, uscc: firms[index] ?? '' },
    { now: play.clock.now() },
  );
const wang = () => asks({ id: 'wang', role: 'official', regionCode: '370200' }, { now: play.clock.now() });
const messages = async (user: string, like: string): Promise<string[]> => {
  const rows = await database().sql<{ title: string }[]>`
    select body->'card'->>'title' as title from outbox where user_id = ${user} and key like ${like} order by seq`;
  return rows.map(({ title }) => title);
};

/** Twice penalised, and so reminded. */
async function reminded(index: number, on: string): Promise<string> {
  const uscc = firms[index] ?? '';
  play.at(on);
  for (const [n, decidedOn] of [
    [1, addDays(on, -10)],
    [2, on],
  ] as const)
    await penalise(database(), uscc, { number: `示例${index}第${n}号`, decidedOn, kinds: ['warning'] });
  await play.settle();
  expect((await watchOf(deps(), wang(), uscc)).stage).toBe('reminded');
  return uscc;
}

async function book(index: number, which: number): Promise<Date> {
  const { free } = await interviewSlots(deps(), rep(index));
  const slot = free[which] ?? new Date(0);
  const { write } = await bookInterview(deps(), rep(index), slot);
  await app.sql.begin(write);
  return slot;
}

async function settle(index: number, rectifyDays: number | null): Promise<void> {
  const [{ id = 0 } = {}] = await database().sql<{ id: number }[]>`
    select id::int from interview where uscc = ${firms[index] ?? ''} and state = 'booked'`;
  const { write } = await settleAppointment(deps(), wang(), id, { state: 'held', rectifyDays });
  await app.sql.begin(write);
  await play.settle();
}

beforeAll(async () => {
  app = await database.app();
  const { sql } = database();
  await importHolidays(database(), calendarOf([2025, 2026]).days);
  await addEnterprises(
    database(),
    firms.map((uscc, index) => [uscc, `示例第${index}号公司`] as const),
  );
  for (const [index, uscc] of firms.entries())
    await sql`insert into person (id, name, role, uscc) values (${`rep-${index}`}, '示例代表', 'enterprise', ${uscc})`;
  await sql`insert into person (id, name, role, region_code) values ('wang', '示例王某', 'official', '370200')`;
  // The fourth has no account yet.
  await sql`
    insert into account (platform, user_id, person_id, state, private_chat_id)
    select 'telegram', id, id, 'active', 'dm-' || id from person where id <> 'rep-3'`;
  await play.settle();
});

describe('an appointment', () => {
  it('can be changed until the day before, and the officials hear of each change', async () => {
    await reminded(0, '2026-03-02');
    const first = await book(0, 4);
    play.at('2026-03-02', '10:01');
    await book(0, 6);
    play.at('2026-03-02', '10:02');
    // Back to the first: what they heard last must be true.
    expect(await book(0, 4)).toEqual(first);
    expect(await messages('wang', 'interview:%')).toHaveLength(3);
  });

  it('cannot be put off on its day, nor after nobody came', async () => {
    // Thursday 5 March, 09:30.
    for (const [day, time] of [
      ['2026-03-04', '23:59'],
      ['2026-03-05', '00:01'],
      ['2026-03-05', '12:00'],
      ['2026-03-09', '10:00'],
    ] as const) {
      play.at(day, time);
      const { free } = await interviewSlots(deps(), rep(0));
      const asked = bookInterview(deps(), rep(0), free[0] ?? new Date(0));
      if (day === '2026-03-04') await expect(asked).resolves.toBeDefined();
      else await expect(asked).rejects.toMatchObject({ code: 'interview.late' });
    }
  });
});

describe('a rectification', () => {
  it('that is noted twice was done the first time', async () => {
    const uscc = await reminded(1, '2026-03-03');
    await book(1, 0);
    play.at('2026-03-05');
    await settle(1, 5);
    for (const day of ['2026-03-09', '2026-03-20']) {
      play.at(day);
      const { write } = await noteRectified(deps(), wang(), uscc);
      await app.sql.begin(write);
      await play.settle();
    }
    const { course, stage } = await watchOf(deps(), wang(), uscc);
    expect(course).toMatchObject({ rectifyBy: '2026-03-10', rectifiedOn: '2026-03-09' });
    expect(stage).toBe('interviewed');
  });
});

describe('an enterprise that is listed, taken off and listed again on one day', () => {
  it('hears of it each time', async () => {
    const uscc = await reminded(2, '2026-04-01');
    play.at('2026-04-07');
    const row = { number: '示例2第3号', decidedOn: '2026-04-07', kinds: ['warning'] };
    for (const [minute, status] of [
      ['00', 'inForce'],
      ['01', 'annulled'],
      ['02', 'inForce'],
    ] as const) {
      play.at('2026-04-07', `10:${minute}`);
      await penalise(database(), uscc, { ...row, status });
      await play.settle();
    }
    expect(await messages('rep-2', 'watch:%')).toEqual([
      ...['提醒：请到场约谈', '已移入重点关注企业名单', '已从重点关注企业名单撤出', '已移入重点关注企业名单'],
    ]);
    await play.day('2026-04-08');
    const [digest] = await database().sql<{ body: string }[]>`
      select body::text as body from outbox where user_id = 'wang' and key like 'digest:%' order by seq desc limit 1`;
    expect(digest?.body.match(/移入重点关注名单/g)).toHaveLength(2);
  });
});

describe('who could be told only after the term, while the next holidays are missing', () => {
  it('has the whole term once it can be counted', async () => {
    const uscc = await reminded(3, '2026-12-10');
    const stage = async () => (await watchOf(deps(), wang(), uscc)).stage;
    await database().sql`
      insert into account (platform, user_id, person_id, state, private_chat_id)
      values ('telegram', 'rep-3', 'rep-3', 'active', 'dm-rep-3')`;
    // The term of the reminder ended on 24 December; the one from now on reaches into 2027.
    await play.day('2026-12-28');
    expect((await watchOf(deps(), wang(), uscc)).course).toMatchObject({ told: true, interviewDueOn: null });
    for (const day of ['2026-12-29', '2027-01-20']) await play.day(day);
    expect(await stage()).toBe('reminded');
    await importHolidays(database(), calendarOf([2027]).days);
    await play.day('2027-01-21');
    expect((await watchOf(deps(), wang(), uscc)).course).toMatchObject({ interviewDueOn: '2027-02-04' });
    await play.day('2027-02-04');
    expect(await stage()).toBe('reminded');
    await play.day('2027-02-05');
    expect(await stage()).toBe('keyWatch');
  });
});

describe('what is left over when a course ends', () => {
  it('opens another the same day, though nothing else comes in', async () => {
    const uscc = await reminded(4, '2026-05-06');
    await book(4, 0);
    play.at('2026-05-08');
    await settle(4, 120);
    await play.day('2026-08-10');
    await penalise(database(), uscc, { number: '示例4第3号', decidedOn: '2026-08-10', kinds: ['warning'] });
    await play.settle();
    expect((await watchOf(deps(), wang(), uscc)).stage).toBe('interviewed');
    play.at('2026-08-12');
    const { write } = await noteRectified(deps(), wang(), uscc);
    await app.sql.begin(write);
    await play.settle();
    const { steps, stage } = await watchOf(deps(), wang(), uscc);
    expect(steps.slice(-2).map(({ step, on }) => `${on} ${step}`)).toEqual([
      ...['2026-08-12 improved', '2026-08-12 reminded'],
    ]);
    expect(stage).toBe('reminded');
  });
});
