import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { followUpWarnings } from '../../src/services/warning-follow-up.ts';
import { raiseWarnings, takeBackWarnings } from '../../src/services/warning-raising.ts';
import { acknowledgeWarning, openWarning, settleWarning, warningsFor } from '../../src/services/warnings.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { readCalendar } from '../../src/store/holidays.ts';
import { seeing } from '../../src/store/scope.ts';
import { calendarOf } from '../cases/watch/read.ts';
import { importHolidays } from '../soak/supervision/world.ts';
import { asks } from '../support/asking.ts';
import { codeOf } from '../support/conversation.ts';
import { withDatabase } from '../support/database.ts';
import { seededRandom } from '../support/people.ts';
import { policies } from './watching.ts';

const database = withDatabase();
const random = seededRandom(4);
const uscc = codeOf(1);
const firm = { uscc, name: '示例公司', regionCode: '370202', sample: false };
let app: Database;

const instant = (moment: string): Date => new Date(`${moment.replace(' ', 'T')}:00+08:00`);
const policyOn = (moment: string) => policies.on(moment.slice(0, 10));

/** As the program itself sees. */
async function seeingAll<T>(work: Parameters<typeof seeing<T>>[2], by = app): Promise<T> {
  return seeing(by.sql, { sees: 'all' }, work) as Promise<T>;
}

async function announcing(moment: string, by = app) {
  return {
    random,
    now: instant(moment),
    rule: policyOn(moment).notices,
    calendar: await readCalendar(by.sql),
  };
}

type By = { authority: string; authorityCode?: string | null };
const city: By = { authority: '示例市生态环境局' };

/** A warning for records of these departments. */
async function raise(
  moment: string,
  by: readonly By[],
  { cause = 'keyWatch:1', on = app } = {},
): Promise<number> {
  const telling = await announcing(moment, on);
  const records = by.map(({ authority, authorityCode = null }, index) => ({
    ...{
      id: `00000000-0000-0000-0000-00000000000${index}`,
      number: `示例${index}号`,
      authority,
      authorityCode,
    },
    decidedOn: moment.slice(0, 10),
  }));
  const policy = policyOn(moment);
  return seeingAll(
    (tx) =>
      raiseWarnings(tx, telling, [
        {
          ...{
            enterprise: firm,
            kind: 'keyWatch',
            cause,
            subject: '',
            severity: 'high',
            rule: policy.watch.id,
          },
          ...{ policy, records, values: { ground: '示例' } },
        },
      ]),
    on,
  );
}

async function morning(day: string): Promise<{ escalated: number; overdue: number }> {
  const telling = await announcing(`${day} 09:05`);
  return seeingAll((tx) => followUpWarnings(tx, telling, policyOn(day)));
}

/** Titles that came to somebody, without numbers. */
async function heard(user: string): Promise<string[]> {
  const rows = await database().sql<{ title: string }[]>`
    select body->'card'->>'title' as title from outbox where user_id = ${user} order by seq`;
  return rows.map(({ title }) => title.replace(/ #\d+：.*/, ''));
}

async function told(): Promise<string[]> {
  const rows = await database().sql<
    { user: string }[]
  >`select distinct user_id as user from outbox order by 1`;
  return rows.map(({ user }) => user);
}

const targets = () => database().sql<
  { org: string | null; state: string; acknowledgeBy: string | null; handleBy: string | null }[]
>`
  select org_id as org, state, acknowledge_by as "acknowledgeBy", handle_by as "handleBy" from warning_target order by id`;
const away = (person: string, from: string, until: string) => database().sql`
  insert into notice_setting (person_id, away_from, away_until) values (${person}, ${from}, ${until})`;
const block = (person: string) => database().sql`
  insert into chat_state (platform, chat_id, unlinked_at) values ('telegram', ${`dm-${person}`}, now())`;

type Who = 'o-county' | 'o-city' | 'i-city' | 'o-fire' | 'o-prov' | 'o-far' | 'p-far';
const people: Readonly<
  Record<Who, { role: 'official' | 'inspector' | 'planner'; orgId: string; regionCode: string }>
> = {
  'o-county': { role: 'official', orgId: 'county', regionCode: '370202' },
  'o-city': { role: 'official', orgId: 'city', regionCode: '370200' },
  'i-city': { role: 'inspector', orgId: 'city', regionCode: '370200' },
  'o-fire': { role: 'official', orgId: 'fire', regionCode: '370200' },
  'o-prov': { role: 'official', orgId: 'prov', regionCode: '370000' },
  'o-far': { role: 'official', orgId: 'far', regionCode: '370100' },
  'p-far': { role: 'official', orgId: 'far', regionCode: '370100' },
};
const as = (id: Who, moment = '2026-03-02 10:00') => asks({ id, ...people[id] }, { now: instant(moment) });
const deps = () => ({ database: app });

async function acknowledges(who: Who, id: number, moment?: string): Promise<void> {
  const { write } = await acknowledgeWarning(deps(), as(who, moment), id);
  await app.sql.begin(write);
}

async function settles(
  who: Who,
  id: number,
  state: 'handled' | 'falseAlarm' = 'handled',
  moment?: string,
): Promise<void> {
  const { write } = await settleWarning(deps(), as(who, moment), id, { state, outcome: '已现场核查。' });
  await app.sql.begin(write);
}

async function latest(): Promise<number> {
  const [row] = await database().sql<{ id: number }[]>`select max(id)::int as id from risk_warning`;
  return row?.id ?? 0;
}

const replicas: Database[] = [];

beforeAll(async () => {
  app = await database.app();
  const { sql } = database();
  await sql`
    insert into enterprise (uscc, name, region_code, registered, content_hash, version, valid_from, file_id, line)
    values (${uscc}, ${firm.name}, '370202', true, md5('x')::uuid, 1, now(), 0, 0)`;
  await sql`
    insert into org (id, name, code, parent_id, region_code, breadth) values
      ('prov', '示例省生态环境厅', null, null, '370000', 'line'), ('city', '示例市生态环境局', 'SLCODE01', 'prov', '370200', 'line'),
      ('county', '示例区生态环境分局', null, 'city', '370202', 'line'), ('fire', '示例市消防支队', null, null, '370200', 'line'),
      ('far', '示例乙市生态环境局', null, 'prov', '370100', 'line')`;
  for (const [id, { role, orgId, regionCode }] of Object.entries(people))
    await sql`insert into person (id, name, role, org_id, region_code) values (${id}, ${id}, ${role}, ${orgId}, ${regionCode})`;
  await sql`
    insert into person (id, name, role, org_id, region_code, uscc) values
      ('admin', '示例管理员', 'administrator', null, '370000', null), ('rep', '示例代表', 'enterprise', null, null, ${uscc})`;
  await sql`
    insert into account (platform, user_id, person_id, state, private_chat_id)
    select 'telegram', id, id, 'active', 'dm-' || id from person`;
  const options = { url: database.url(), dataDir: '', role: 'app', poolSize: 2, retrySeconds: 5 } as const;
  for (let index = 0; index < 4; index += 1) replicas.push(await openDatabase(options));
});

afterAll(() => Promise.all(replicas.map((one) => one.close())));

beforeEach(async () => {
  await database().sql`
    truncate risk_warning, warning_target, warning_told, notice, notice_setting, outbox, chat_state, holiday, action_token`;
  await importHolidays(database(), calendarOf([2025, 2026]).days);
});

describe('a warning goes to', () => {
  it('the department that is named, and whoever supervises the enterprise next', async () => {
    await raise('2026-03-02 10:00', [city]);
    expect(await told()).toEqual(['i-city', 'o-city', 'o-county']);
    expect(await heard('i-city')).toEqual(['监管风险预警']);
    expect((await targets()).map(({ org }) => org)).toEqual(['city', null]);
  });

  it('a department that is known by its code alone', async () => {
    await raise('2026-03-02 10:00', [{ authority: '示例市环境保护局（旧称）', authorityCode: 'SLCODE01' }]);
    expect(await told()).toEqual(['i-city', 'o-city', 'o-county']);
  });

  it('the region alone where no department is known', async () => {
    await raise('2026-03-02 10:00', [{ authority: '外省某局（示例）' }]);
    expect(await told()).toEqual(['o-county']);
  });

  it('each department once, and a person once who is meant twice', async () => {
    await raise('2026-03-02 10:00', [city, city, { authority: '示例区生态环境分局' }]);
    expect((await targets()).map(({ org }) => org).sort()).toEqual(['city', 'county']);
    expect(await heard('o-county')).toEqual(['监管风险预警']);
  });

  it('the department above where everybody is away or has blocked the bot', async () => {
    await away('o-city', '2026-03-02', '2026-03-02');
    await block('i-city');
    await raise('2026-03-02 10:00', [city]);
    expect(await told()).toEqual(['o-county', 'o-prov']);
    // The day after, somebody is back.
    await raise('2026-03-03 10:00', [city], { cause: 'keyWatch:2' });
    expect(await heard('o-city')).toEqual(['监管风险预警']);
  });

  it('both departments for whom a person above them answers, who hears of it once', async () => {
    for (const person of ['o-city', 'i-city', 'o-far', 'p-far'])
      await away(person, '2026-03-01', '2026-03-31');
    await raise('2026-03-02 10:00', [city, { authority: '示例乙市生态环境局' }]);
    expect(await heard('o-prov')).toEqual(['监管风险预警']);
    await acknowledges('o-prov', await latest());
    const states = (await targets()).filter(({ org }) => org !== null).map(({ state }) => state);
    expect(states).toEqual(['acknowledged', 'acknowledged']);
  });

  it('the administrators where nobody else is there', async () => {
    for (const person of Object.keys(people)) await block(person);
    await raise('2026-03-02 10:00', [city]);
    expect(await told()).toEqual(['admin']);
  });

  it('nobody while there is nobody at all, and to whoever comes when the term is over', async () => {
    for (const person of [...Object.keys(people), 'admin']) await block(person);
    await raise('2026-03-02 10:00', [city]);
    expect(await told()).toEqual([]);
    await database().sql`delete from chat_state where chat_id = 'dm-o-prov'`;
    await morning('2026-03-05');
    expect(await heard('o-prov')).toContain('预警逾期未签收');
  });

  it('everybody once, though four replicas raise it at the same time', async () => {
    const counts = await Promise.all(replicas.map((on) => raise('2026-03-02 10:00', [city], { on })));
    expect(counts.sort()).toEqual([0, 0, 0, 1]);
    expect(await heard('o-city')).toEqual(['监管风险预警']);
    expect(await targets()).toHaveLength(2);
  });
});

describe('what is not acknowledged', () => {
  it('goes up every two working days, and from the top again and again', async () => {
    await raise('2026-03-02 10:00', [city]);
    await settles('o-county', await latest());
    expect((await targets())[0]).toMatchObject({ acknowledgeBy: '2026-03-04', handleBy: '2026-03-16' });
    for (const day of ['2026-03-03', '2026-03-04']) expect((await morning(day)).escalated).toBe(0);
    await morning('2026-03-05');
    expect(await heard('o-prov')).toEqual(['预警逾期未签收']);
    // Its new term: Friday and Monday.
    for (const day of ['2026-03-06', '2026-03-07', '2026-03-08', '2026-03-09'])
      expect((await morning(day)).escalated).toBe(0);
    await morning('2026-03-10');
    // o-county supervises the region; in the department nobody is left.
    expect(await heard('o-county')).toEqual(['监管风险预警', '预警逾期未签收']);
    // Of the city's officials one was told at first; the other was not.
    await morning('2026-03-13');
    expect(await heard('o-fire')).toEqual(['预警逾期未签收']);
    expect(await heard('o-city')).toEqual(['监管风险预警']);
    expect((await morning('2026-03-17')).escalated).toBe(0);
    await morning('2026-03-18');
    expect(await heard('admin')).toEqual(['预警逾期未签收']);
    await morning('2026-03-23');
    expect(await heard('admin')).toEqual(['预警逾期未签收', '预警逾期未签收']);
    expect(await heard('o-prov')).toHaveLength(1);
  });

  it('waits over 国庆, and a worked Saturday counts', async () => {
    await raise('2026-09-30 10:00', [city]);
    // Days 1 and 2 are Thursday the 8th and Friday the 9th.
    expect((await targets())[0]).toMatchObject({ acknowledgeBy: '2026-10-09', handleBy: '2026-10-20' });
    for (const day of ['2026-10-01', '2026-10-05', '2026-10-08', '2026-10-09'])
      expect((await morning(day)).escalated).toBe(0);
    // Saturday 10 October is worked.
    expect((await morning('2026-10-10')).escalated).toBe(2);
    expect((await morning('2026-10-11')).escalated).toBe(0);
  });

  it('stays where it is once it is acknowledged, until it is overdue', async () => {
    await raise('2026-03-02 10:00', [city]);
    const id = await latest();
    await acknowledges('i-city', id);
    await acknowledges('o-county', id);
    for (const day of ['2026-03-05', '2026-03-16'])
      expect(await morning(day)).toEqual({ escalated: 0, overdue: 0 });
    expect(await morning('2026-03-17')).toEqual({ escalated: 0, overdue: 2 });
    expect(await heard('o-city')).toEqual(['监管风险预警', '预警逾期未处置']);
    // A new term of ten working days.
    expect((await morning('2026-03-18')).overdue).toBe(0);
    expect((await targets())[0]?.handleBy).toBe('2026-03-31');
    await settles('i-city', id, 'falseAlarm');
    await settles('o-county', id);
    expect((await targets()).map(({ state }) => state)).toEqual(['falseAlarm', 'handled']);
    expect(await morning('2026-04-01')).toEqual({ escalated: 0, overdue: 0 });
  });
});

describe('holidays that end in December', () => {
  it('leave open what cannot be counted, and only that, until they are imported', async () => {
    await raise('2026-12-25 10:00', [city]);
    expect((await targets())[0]).toMatchObject({ acknowledgeBy: '2026-12-29', handleBy: null });
    await acknowledges('i-city', await latest());
    await acknowledges('o-county', await latest());
    for (const day of ['2026-12-31', '2027-01-18', '2027-01-29'])
      expect(await morning(day)).toEqual({ escalated: 0, overdue: 0 });
    await importHolidays(database(), new Map([...calendarOf([2027]).days]));
    // 4 days of 2026, then 4 to 8 January and the 11th.
    expect((await morning('2027-01-11')).overdue).toBe(0);
    expect((await targets())[0]?.handleBy).toBe('2027-01-11');
    expect((await morning('2027-01-12')).overdue).toBe(2);
  });

  it('give what was passed on meanwhile its term from then, not from when it was raised', async () => {
    await raise('2026-12-25 10:00', [city]);
    await settles('o-county', await latest());
    expect((await morning('2026-12-30')).escalated).toBe(1);
    expect((await targets())[0]).toMatchObject({ acknowledgeBy: null });
    expect((await morning('2027-01-20')).escalated).toBe(0);
    await importHolidays(database(), calendarOf([2027]).days);
    // 31 December and 4 January.
    expect((await morning('2027-01-04')).escalated).toBe(0);
    expect((await targets())[0]).toMatchObject({ acknowledgeBy: '2027-01-04' });
    expect((await morning('2027-01-05')).escalated).toBe(1);
  });
});

describe('a warning is taken back', () => {
  const takeBack = async (moment: string): Promise<void> => {
    const [telling, id] = [await announcing(moment), await latest()];
    await seeingAll((tx) => takeBackWarnings(tx, telling, [id], policyOn(moment)));
  };
  const digests = async (): Promise<string[]> => {
    const rows = await database().sql<
      { person: string }[]
    >`select person_id as person from notice where mode = 'digest' order by 1`;
    return rows.map(({ person }) => person);
  };

  it('quietly from those who had not read it, aloud from those who had', async () => {
    await database()
      .sql`insert into notice_setting (person_id, quiet_from, quiet_until) values ('o-city', '09:00', '12:00')`;
    await raise('2026-03-02 10:00', [city]);
    await takeBack('2026-03-02 11:00');
    expect(await digests()).toEqual(['i-city', 'o-county']);
    expect((await targets()).map(({ state }) => state)).toEqual(['withdrawn', 'withdrawn']);
    expect(await morning('2026-03-31')).toEqual({ escalated: 0, overdue: 0 });
    await expect(acknowledgeWarning(deps(), as('o-city'), await latest())).rejects.toMatchObject({
      code: 'warning.settled',
    });
  });

  it('also from those who have dealt with it', async () => {
    await raise('2026-03-02 10:00', [city]);
    await settles('i-city', await latest());
    await settles('o-county', await latest());
    await takeBack('2026-03-02 11:00');
    expect(await digests()).toEqual(['i-city', 'o-city', 'o-county']);
    expect((await targets()).map(({ state }) => state)).toEqual(['handled', 'handled']);
  });

  it('aloud from those who had read it first, though a later message still waits', async () => {
    await raise('2026-03-02 10:00', [city]);
    await settles('o-county', await latest());
    await database()
      .sql`insert into notice_setting (person_id, quiet_from, quiet_until) values ('admin', '09:00', '12:00')`;
    for (const who of ['o-prov', 'o-county'] as const) await away(who, '2026-03-03', '2026-03-31');
    await block('o-city');
    await block('i-city');
    for (const who of ['o-fire', 'o-far', 'p-far'] as const) await block(who);
    // To the administrator, twice: the first is read, the second waits for the quiet hours to end.
    await morning('2026-03-05');
    await database().sql`delete from notice`;
    await morning('2026-03-10');
    expect(await database().sql`select 1 from notice where person_id = 'admin'`).toHaveLength(1);
    await takeBack('2026-03-10 09:30');
    expect(await digests()).toContain('admin');
  });
});

describe('who may answer, and who may look', () => {
  it('is whoever was told, a colleague of the department, and an official of the region for the region', async () => {
    await away('o-city', '2026-03-02', '2026-03-02');
    await raise('2026-03-02 10:00', [city]);
    const id = await latest();
    await expect(acknowledgeWarning(deps(), as('o-fire'), id)).resolves.toBeDefined(); // for the region: the city is above it
    await expect(acknowledgeWarning(deps(), as('o-far'), id)).rejects.toMatchObject({
      code: 'warning.unknown',
    });
    // Not told, since away: a colleague all the same.
    await acknowledges('o-city', id);
    const [department] = await targets();
    expect(department).toMatchObject({ org: 'city', state: 'acknowledged' });
    await expect(acknowledgeWarning(deps(), as('i-city'), id)).rejects.toMatchObject({
      code: 'warning.settled',
    });
  });

  it('is a colleague elsewhere too, whose department issued a record', async () => {
    await away('o-far', '2026-03-02', '2026-03-02');
    await raise('2026-03-02 10:00', [{ authority: '示例乙市生态环境局' }]);
    await acknowledges('o-far', await latest());
    expect((await targets())[0]).toMatchObject({ org: 'far', state: 'acknowledged' });
    // He sees his department's part of it, not what others do.
    expect((await openWarning(deps(), as('o-far'), await latest())).targets).toHaveLength(1);
  });

  it('is nobody who is not of the department, though he supervises the region', async () => {
    await raise('2026-03-02 10:00', [{ authority: '示例区生态环境分局' }]);
    // The county's department is told; its official is the supervisor as well, so there is no part of the region.
    expect((await targets()).map(({ org }) => org)).toEqual(['county']);
    await expect(acknowledgeWarning(deps(), as('o-fire'), await latest())).rejects.toMatchObject({
      code: 'warning.notYours',
    });
    expect((await openWarning(deps(), as('o-fire'), await latest())).mine).toEqual([]);
  });

  it('never is the enterprise', async () => {
    await raise('2026-03-02 10:00', [city]);
    const id = await latest();
    const rep = asks({ id: 'rep', role: 'enterprise', regionCode: null, uscc });
    await expect(openWarning(deps(), rep, id)).rejects.toMatchObject({ code: 'denied' });
    await expect(warningsFor(deps(), rep, { uscc, openOnly: false })).rejects.toMatchObject({
      code: 'denied',
    });
    for (const sight of [
      { sees: 'own', own: uscc },
      { sees: 'person', own: 'rep' },
    ] as const)
      for (const table of ['risk_warning', 'warning_target', 'warning_told'])
        expect(
          await seeing(app.sql, sight, (tx) => tx`select * from ${tx(table)}`),
          `${sight.sees} ${table}`,
        ).toHaveLength(0);
    // Without any sight there is nothing either; with that of the region there is.
    expect(await app.sql`select * from risk_warning`).toHaveLength(0);
    const region = { sees: 'region', regionCode: '370200' } as const;
    expect(await seeing(app.sql, region, (tx) => tx`select * from risk_warning`)).toHaveLength(1);
    const elsewhere = { sees: 'region', regionCode: '370100' } as const;
    expect(await seeing(app.sql, elsewhere, (tx) => tx`select * from risk_warning`)).toHaveLength(0);
    expect(await told()).not.toContain('rep');
  });

  it('says what came of it, in a sentence', async () => {
    await raise('2026-03-02 10:00', [city]);
    for (const outcome of ['好', ' '.repeat(20), '长'.repeat(501)])
      await expect(
        settleWarning(deps(), as('o-city'), await latest(), { state: 'handled', outcome }),
      ).rejects.toMatchObject({
        code: 'warning.outcome',
      });
  });
});
