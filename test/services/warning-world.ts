import { afterAll, beforeAll, beforeEach } from 'vitest';
import { followUpWarnings } from '../../src/services/warning-follow-up.ts';
import { raiseWarnings } from '../../src/services/warning-raising.ts';
import { acknowledgeWarning, settleWarning } from '../../src/services/warnings.ts';
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

export type By = { authority: string; authorityCode?: string | null };

export type Who = 'o-county' | 'o-city' | 'i-city' | 'o-fire' | 'o-prov' | 'o-far' | 'p-far';

/** Departments, people and a firm, and warnings raised about it; for the top of a test file. */
export function warningWorld() {
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
  return {
    app: () => app,
    database,
    uscc,
    firm,
    instant,
    policyOn,
    seeingAll,
    announcing,
    city,
    raise,
    morning,
    heard,
    told,
    targets,
    away,
    block,
    people,
    as,
    deps,
    acknowledges,
    settles,
    latest,
    replicas,
    random,
  };
}
