import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Severity } from '../../src/domain/policy-supervision.ts';
import { announce } from '../../src/services/announce.ts';
import { noticeSettings, sendDueNotices, setNotices } from '../../src/services/notices.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { dropNotices } from '../../src/store/notices.ts';
import { seeing } from '../../src/store/scope.ts';
import { calendarOf } from '../cases/watch/read.ts';
import { importHolidays } from '../soak/supervision/world.ts';
import { asks } from '../support/asking.ts';
import { withDatabase } from '../support/database.ts';
import { seededRandom } from '../support/people.ts';
import { policies } from './watching.ts';

const database = withDatabase();
const random = seededRandom(9);
const calendar = calendarOf([2025, 2026]);
let app: Database;

const instant = (moment: string): Date => new Date(`${moment.replace(' ', 'T')}:00+08:00`);
const dayOf = (moment: string): string => moment.slice(0, 10);

/** Something is to be told; `about` is what it is of. */
async function tells(
  moment: string,
  people: string[],
  severity: Severity,
  key: string,
  about = key,
): Promise<void> {
  const announcing = { random, now: instant(moment), calendar, rule: policies.on(dayOf(moment)).notices };
  const group = severity === 'normal' ? 'watch' : 'warnings';
  await seeing(app.sql, { sees: 'all' }, (tx) =>
    announce(tx, people, announcing, [
      {
        ...{ key, cause: about, severity },
        card: () => ({ title: `卡片${key}`, tone: 'notice', children: [], source: null }),
        line: { group, text: () => `一行${key}` },
      },
    ]),
  );
}

const passes = (moment: string, by = app): Promise<number> =>
  sendDueNotices(by, { random, now: instant(moment) });

/** What came to somebody: titles, and of a digest its lines. */
async function heard(user: string): Promise<string[]> {
  const rows = await database().sql<
    { card: { title: string; children: { type: string; text?: string; items?: string[] }[] } }[]
  >`
    select body->'card' as card from outbox where user_id = ${user} order by seq`;
  return rows.map(({ card: { title, children } }) => {
    const lines = children.flatMap(({ type, text, items }) =>
      type === 'list' ? (items ?? []) : type === 'text' ? [text] : [],
    );
    return lines.length === 0 ? title : `${title}: ${lines.join(' / ')}`;
  });
}

async function sets(person: string, moment: string, change: Parameters<typeof setNotices>[2]): Promise<void> {
  const asking = asks({ id: person, role: 'official', regionCode: '370200' }, { now: instant(moment) });
  const { write } = await setNotices({ database: app, policies }, asking, change);
  await app.sql.begin(write);
}

beforeAll(async () => {
  app = await database.app();
  await importHolidays(database(), calendar.days);
});

beforeEach(async () => {
  const { sql } = database();
  await sql`truncate notice, notice_setting, outbox, account, person cascade`;
  await sql`
    insert into person (id, name, role, region_code) values ('wang', '示例王某', 'official', '370200'),
      ('li', '示例李某', 'official', '370200'), ('nobody', '示例无账号', 'official', '370200')`;
  await sql`
    insert into account (platform, user_id, person_id, state, private_chat_id)
    values ('telegram', 'wang', 'wang', 'active', 'dm-wang'), ('telegram', 'li', 'li', 'active', 'dm-li')`;
});

describe('somebody is told', () => {
  it('at once of what is urgent, at any hour', async () => {
    await tells('2026-03-02 03:00', ['wang'], 'urgent', 'a');
    expect(await heard('wang')).toEqual(['卡片a']);
  });

  it('at once of what matters by day, and when the quiet hours end by night', async () => {
    await tells('2026-03-02 20:59', ['wang'], 'high', 'a');
    await tells('2026-03-02 21:00', ['wang'], 'high', 'b');
    expect(await heard('wang')).toEqual(['卡片a']);
    expect(await passes('2026-03-03 07:59')).toBe(0);
    expect(await passes('2026-03-03 08:00')).toBe(1);
    expect(await heard('wang')).toEqual(['卡片a', '卡片b']);
    expect(await passes('2026-03-03 08:01')).toBe(0);
  });

  it('in their own quiet hours, each', async () => {
    await sets('wang', '2026-03-02 09:00', { quietFrom: '12:00', quietUntil: '14:00' });
    await tells('2026-03-02 13:00', ['wang', 'li'], 'high', 'a');
    expect(await heard('li')).toEqual(['卡片a']);
    expect(await heard('wang')).toEqual([]);
    await passes('2026-03-02 14:00');
    expect(await heard('wang')).toEqual(['卡片a']);
    await tells('2026-03-02 23:00', ['wang', 'li'], 'high', 'b');
    expect(await heard('wang')).toEqual(['卡片a', '卡片b']);
    expect(await heard('li')).toEqual(['卡片a']);
  });

  it('with one digest of all that is ordinary, on the next working day', async () => {
    await tells('2026-09-30 09:00', ['wang'], 'normal', 'a');
    await tells('2026-10-03 12:00', ['wang'], 'normal', 'b');
    for (const moment of ['2026-10-01 08:30', '2026-10-08 08:29']) expect(await passes(moment)).toBe(0);
    expect(await passes('2026-10-08 08:30')).toBe(2);
    expect(await heard('wang')).toEqual(['每日汇总 2026-10-08: 积累关注（2） / 一行a / 一行b']);
  });

  it('of ten lines of a heading, and how many more there are', async () => {
    for (let index = 0; index < 12; index += 1)
      await tells(`2026-03-02 09:${10 + index}`, ['wang'], 'normal', `k${index}`);
    await passes('2026-03-03 08:30');
    const [digest = ''] = await heard('wang');
    expect(digest).toContain('积累关注（12）');
    expect(digest).toContain('一行k9');
    expect(digest).not.toContain('一行k10');
    expect(digest).toContain('另有2条。');
  });

  it('at the hour that they chose; what waits moves with it', async () => {
    await tells('2026-03-02 09:00', ['wang', 'li'], 'normal', 'a');
    await sets('wang', '2026-03-02 10:00', { digestAt: '17:00' });
    expect(await passes('2026-03-02 17:00')).toBe(1);
    expect((await heard('wang')).length).toBe(1);
    expect(await heard('li')).toEqual([]);
    await tells('2026-03-02 18:00', ['wang'], 'normal', 'b');
    // To an hour that is over today: tomorrow.
    await sets('wang', '2026-03-02 19:00', { digestAt: '08:00' });
    await passes('2026-03-02 23:00');
    expect((await heard('wang')).length).toBe(1);
    await passes('2026-03-03 08:00');
    expect((await heard('wang')).length).toBe(2);
  });

  it('nothing of what was taken back before they read it', async () => {
    await tells('2026-03-02 22:00', ['wang', 'li'], 'high', 'a', 'warning:1');
    await tells('2026-03-02 22:00', ['wang'], 'high', 'b', 'warning:2');
    const dropped = await seeing(app.sql, { sees: 'all' }, (tx) => dropNotices(tx, ['warning:1']));
    expect(dropped.map(({ key, personId }) => `${personId} ${key}`).sort()).toEqual(['li a', 'wang a']);
    await passes('2026-03-03 08:00');
    expect(await heard('wang')).toEqual(['卡片b']);
    expect(await heard('li')).toEqual([]);
  });

  it('once, though it is said twice', async () => {
    for (const moment of ['2026-03-02 10:00', '2026-03-02 10:01']) await tells(moment, ['wang'], 'high', 'a');
    for (const moment of ['2026-03-02 22:00', '2026-03-02 22:01']) await tells(moment, ['wang'], 'high', 'b');
    for (const moment of ['2026-03-02 22:00', '2026-03-02 22:01'])
      await tells(moment, ['wang'], 'normal', 'c');
    await passes('2026-03-03 09:00');
    expect(await heard('wang')).toEqual(['卡片a', '卡片b', '每日汇总 2026-03-03: 积累关注（1） / 一行c']);
  });

  it('as soon as they have an account, within 30 days', async () => {
    await tells('2026-03-02 22:00', ['nobody'], 'high', 'a');
    expect(await passes('2026-03-03 08:00')).toBe(0);
    await database().sql`
      insert into account (platform, user_id, person_id, state, private_chat_id)
      values ('telegram', 'nobody', 'nobody', 'active', 'dm-nobody')`;
    expect(await passes('2026-03-03 20:00')).toBe(0);
    expect(await passes('2026-03-04 08:00')).toBe(1);
    expect(await heard('nobody')).toEqual(['卡片a']);
  });

  it('no more after 30 days without', async () => {
    await tells('2026-03-02 22:00', ['nobody'], 'high', 'a');
    const waiting = async () => (await database().sql`select 1 from notice`).length;
    for (let day = 3; day <= 31; day += 1) await passes(`2026-03-${String(day).padStart(2, '0')} 08:00`);
    expect(await waiting()).toBe(1);
    await passes('2026-04-01 08:00');
    await passes('2026-04-02 08:00');
    expect(await waiting()).toBe(0);
    expect(await heard('nobody')).toEqual([]);
  });

  it('once by two replicas that look at the same moment', async () => {
    const other = await openDatabase({
      url: database.url(),
      dataDir: '',
      role: 'app',
      poolSize: 4,
      retrySeconds: 5,
    });
    try {
      for (let index = 0; index < 30; index += 1) {
        await tells('2026-03-02 22:00', ['wang', 'li'], 'high', `h${index}`);
        await tells('2026-03-02 22:00', ['wang', 'li'], 'normal', `n${index}`);
      }
      const counts = await Promise.all(
        [app, other, app, other].map((one, index) => passes(`2026-03-03 08:3${index}`, one)),
      );
      // Whoever found a person taken by another left it: once more finds nothing.
      expect(counts.reduce((sum, one) => sum + one, 0)).toBe(120);
      expect(await passes('2026-03-03 08:40')).toBe(0);
      for (const person of ['wang', 'li']) {
        const titles = await heard(person);
        expect(titles.filter((title) => title.startsWith('卡片'))).toHaveLength(30);
        expect(titles.filter((title) => title.startsWith('每日汇总'))).toHaveLength(1);
        expect(new Set(titles).size).toBe(31);
      }
    } finally {
      await other.close();
    }
  });
});

describe('settings', () => {
  const asking = () =>
    asks({ id: 'wang', role: 'official', regionCode: '370200' }, { now: instant('2026-03-02 09:00') });
  const view = () => noticeSettings({ database: app, policies }, asking());

  it('are the defaults until somebody chooses, and each stays when another is chosen', async () => {
    expect((await view()).times).toEqual({ quietFrom: '21:00', quietUntil: '08:00', digestAt: '08:30' });
    await sets('wang', '2026-03-02 09:00', { digestAt: '17:00' });
    await sets('wang', '2026-03-02 09:00', { quietFrom: '22:00', quietUntil: '07:00' });
    await sets('wang', '2026-03-02 09:00', { awayFrom: '2026-03-03', awayUntil: '2026-03-05' });
    const { times, setting } = await view();
    expect(times).toEqual({ quietFrom: '22:00', quietUntil: '07:00', digestAt: '17:00' });
    expect(setting).toMatchObject({ awayFrom: '2026-03-03', awayUntil: '2026-03-05' });
  });

  it.each([
    [{ digestAt: '24:00' }, 'notices.time'],
    [{ digestAt: '8:30' }, 'notices.time'],
    [{ quietFrom: '21:00', quietUntil: '7' }, 'notices.time'],
    [{ awayFrom: '2026-03-05', awayUntil: '2026-03-04' }, 'notices.days'],
    [{ awayFrom: '2026-02-30', awayUntil: '2026-03-04' }, 'notices.days'],
    // 60 days are the most: from 1 March to 29 April, not to the 30th.
    [{ awayFrom: '2026-03-01', awayUntil: '2026-04-30' }, 'notices.days'],
  ])('refuse %j', async (change, code) => {
    await expect(setNotices({ database: app, policies }, asking(), change)).rejects.toMatchObject({ code });
  });

  it('take sixty days away', async () => {
    await sets('wang', '2026-03-02 09:00', { awayFrom: '2026-03-01', awayUntil: '2026-04-29' });
    expect((await view()).setting?.awayUntil).toBe('2026-04-29');
  });

  it('are nobody else’s', async () => {
    await sets('wang', '2026-03-02 09:00', { digestAt: '17:00' });
    const others = await seeing(
      app.sql,
      { sees: 'person', own: 'li' },
      (tx) => tx`select * from notice_setting`,
    );
    expect(others).toHaveLength(0);
    const own = await seeing(
      app.sql,
      { sees: 'person', own: 'wang' },
      (tx) => tx`select * from notice_setting`,
    );
    expect(own).toHaveLength(1);
  });
});
