import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '../../src/domain/dates.ts';
import { grade } from '../../src/domain/grading.ts';
import { shippedPolicies } from '../../src/services/policy-versions.ts';
import { queueToday, regradeQueued } from '../../src/services/regrade.ts';
import { regradeAll } from '../../src/services/regrade-all.ts';
import { factsOf } from '../../src/store/classes.ts';
import type { Database } from '../../src/store/database.ts';
import { codeOf } from '../support/conversation.ts';
import { withDatabase } from '../support/database.ts';
import { testKeys } from '../support/keys.ts';
import { addEnterprises, seededRandom } from '../support/people.ts';

const database = withDatabase();
const random = seededRandom(5);
const policies = shippedPolicies();
const clock = { at: new Date('2026-08-03T02:00:00Z'), now: () => clock.at };
const today = (): string => new Date(clock.at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
const deps = { policies, keys: testKeys, random, clock };
const firms = Array.from({ length: 6 }, (_, index) => codeOf(index));
const [one = '', two = '', three = ''] = firms;
let app: Database;

interface Row {
  key?: string;
  decidedOn: string;
  kinds?: readonly string[];
  fineFen?: number | null;
  status?: string;
  until?: string | null;
  correctedOn?: string | null;
}

async function penalise(uscc: string, row: Row): Promise<void> {
  const { key = 'a', decidedOn, kinds = ['fine'], fineFen = 5_000_000, status = 'inForce' } = row;
  const { until = null, correctedOn = null } = row;
  const details = {
    penaltyKinds: kinds,
    fineFen,
    confiscatedFen: null,
    violationType: '',
    facts: '',
    basis: '',
  };
  const { sql } = database();
  await sql`
    insert into credit_record (uscc, kind, key, party_name, number, authority, decided_on, publicity_until, status, corrected_on,
      details, sources, source_hashes, content_hash, version, valid_from, file_id, line)
    values (${uscc}, 'penalty', md5(${key})::uuid, '示例', ${`示例${key}号`}, '示例市生态环境局', ${decidedOn}, ${until}, ${status}, ${correctedOn},
      ${sql.json(details)}, '{}', '{}', md5('x')::uuid, 1, now(), 0, 0)
    on conflict (uscc, kind, key) do update set decided_on = excluded.decided_on, details = excluded.details,
      status = excluded.status, publicity_until = excluded.publicity_until, corrected_on = excluded.corrected_on`;
}

const settle = () => regradeQueued(app, deps);
const night = () => app.sql.begin((tx) => queueToday(tx, clock.now()));
const stored = async (uscc: string) => {
  const [row] = await database().sql<
    { class: string; provisional: boolean; since: string; next: string | null }[]
  >`
    select class, provisional, since, next_on as next from credit_class where uscc = ${uscc}`;
  return row;
};
const messages = async (): Promise<{ user: string; text: string }[]> => {
  const rows = await database().sql<{ user: string; text: string }[]>`
    select user_id as user, body::text as text from outbox where key like 'class:%' order by seq`;
  return [...rows];
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
    insert into person (id, name, role, region_code, uscc) values
      ('rep', '示例代表', 'enterprise', null, ${one}), ('wang', '示例王某', 'official', '370200', null)`;
  await sql`
    insert into account (platform, user_id, person_id, state, private_chat_id)
    select 'telegram', id, id, 'active', 'dm-' || id from person`;
  await sql`insert into follow (uscc, person_id, since) values (${one}, 'wang', now())`;
});

describe('an event', () => {
  it('is judged with its enterprise alone; the first judgment is no change', async () => {
    expect(await settle()).toMatchObject({ judged: firms.length, changed: 0, failed: [] });
    expect(await stored(one)).toEqual({
      class: 'TRUSTWORTHY',
      provisional: true,
      since: '2026-08-03',
      next: null,
    });
    expect(await settle()).toMatchObject({ judged: 0, changed: 0, failed: [] });
    expect(await messages()).toEqual([]);
  });

  it('becomes class, history, audit and messages to the enterprise and to whoever follows it', async () => {
    await penalise(one, { decidedOn: '2026-08-01', correctedOn: '2026-08-02' });
    expect(await settle()).toMatchObject({ judged: 1, changed: 1, failed: [] });
    expect(await stored(one)).toMatchObject({
      class: 'GENERAL_DISCREDIT',
      since: '2026-08-03',
      next: '2027-08-02',
    });
    const history = await database().sql`
      select from_class, to_class, cause, as_of, policy_id, basis->0->>'rule' as rule from class_change`;
    expect([...history]).toEqual([
      {
        from_class: 'TRUSTWORTHY',
        to_class: 'GENERAL_DISCREDIT',
        cause: 'event',
        as_of: '2026-08-03',
        policy_id: 'shandong-1',
        rule: 'class.general.record',
      },
    ]);
    const audit = await database()
      .sql`select actor, action, subject, result from audit_log where action = 'class.change'`;
    expect([...audit]).toEqual([
      {
        actor: 'grading',
        action: 'class.change',
        subject: testKeys.pseudonym(one),
        result: 'TRUSTWORTHY>GENERAL_DISCREDIT',
      },
    ]);
    const told = await messages();
    expect(told.map(({ user }) => user)).toEqual(['rep', 'wang']);
    expect(told[0]?.text).toMatch(/贵单位信用等级变化.*诚信守法.*一般失信.*异议/s);
    expect(told[1]?.text).toMatch(/您关注的企业信用等级变化.*一般失信/s);
  });

  it('that changes nothing tells nobody', async () => {
    await penalise(one, { key: 'b', decidedOn: '2026-08-02', kinds: ['warning'], fineFen: null });
    expect(await settle()).toMatchObject({ judged: 1, changed: 0, failed: [] });
    expect(await messages()).toHaveLength(2);
  });

  it('of many replicas is judged by one', async () => {
    await Promise.all(
      firms.map((uscc) => penalise(uscc, { key: 'c', decidedOn: '2026-08-02', kinds: ['closeDown'] })),
    );
    const done = await Promise.all(Array.from({ length: 6 }, settle));
    expect(done.reduce((sum, { judged }) => sum + judged, 0)).toBe(firms.length);
    const [row] = await database()
      .sql`select count(*)::int as count from class_change where to_class = 'SERIOUS_DISCREDIT'`;
    expect(row).toEqual({ count: firms.length });
    expect(await messages()).toHaveLength(4);
  });

  it('that is withdrawn gives the class back, and is told as well', async () => {
    for (const uscc of firms)
      await penalise(uscc, { key: 'c', decidedOn: '2026-08-02', kinds: ['closeDown'], status: 'annulled' });
    await settle();
    expect((await stored(two))?.class).toBe('TRUSTWORTHY');
    expect((await stored(one))?.class).toBe('GENERAL_DISCREDIT');
  });
});

describe('a night', () => {
  it('touches those whose class the day changes, and no others', async () => {
    await penalise(two, { key: 'd', decidedOn: '2026-05-31', kinds: ['warning'], fineFen: null });
    await penalise(three, { key: 'd', decidedOn: '2026-06-15', kinds: ['warning'], fineFen: null });
    await settle();
    expect((await stored(two))?.next).toBe('2026-09-01');
    clock.at = new Date('2026-08-31T17:00:00Z');
    expect(today()).toBe('2026-09-01');
    expect(await night()).toBe(1);
    expect(await settle()).toMatchObject({ judged: 1, changed: 1, failed: [] });
    expect(await stored(two)).toMatchObject({ class: 'TRUSTWORTHY', since: '2026-09-01', next: null });
    expect((await stored(three))?.class).toBe('MINOR_DISCREDIT');
    const [row] = await database()
      .sql`select cause from class_change where uscc = ${two} order by id desc limit 1`;
    expect(row).toEqual({ cause: 'time' });
  });
});

describe('an enterprise that cannot be judged', () => {
  it('holds nobody up, is kept with why, and tried again when something comes in or at night', async () => {
    const { sql } = database();
    await penalise(two, { key: 'x', decidedOn: '2026-08-20', kinds: ['fine'] });
    await sql`update credit_record set details = details - 'penaltyKinds' where uscc = ${two} and number = '示例x号'`;
    await penalise(three, { key: 'x', decidedOn: '2026-08-20', kinds: ['closeDown'] });
    const done = await settle();
    expect(done).toMatchObject({ judged: 1, changed: 1, failed: [{ uscc: two, failure: 'TypeError' }] });
    expect((await stored(three))?.class).toBe('SERIOUS_DISCREDIT');
    expect(await settle()).toMatchObject({ judged: 0, failed: [] });
    await night();
    expect((await settle()).failed).toHaveLength(1);
    expect(await regradeAll(database(), policies, today())).toMatchObject({ total: firms.length, queued: 1 });
    expect((await settle()).failed).toHaveLength(1);
    await penalise(two, { key: 'x', decidedOn: '2026-08-20', kinds: ['warning'], fineFen: null });
    expect((await settle()).failed).toEqual([]);
    expect(await sql`select * from regrade`).toHaveLength(0);
    await penalise(three, { key: 'x', decidedOn: '2026-08-20', kinds: ['closeDown'], status: 'annulled' });
    await settle();
  });
});

describe('what is stored', () => {
  it('is what a full regrade gives, over random histories and clocks', async () => {
    const kinds = fc.constantFrom(['warning'], ['fine'], ['closeDown'], ['other']);
    const step = fc.record({
      firm: fc.nat(firms.length - 1),
      key: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      ago: fc.integer({ min: -20, max: 500 }),
      kinds,
      fineFen: fc.constantFrom(null, 100_000, 5_000_000, 200_000_000),
      status: fc.constantFrom('inForce', 'inForce', 'annulled'),
      lasts: fc.option(fc.integer({ min: 0, max: 300 })),
      corrected: fc.option(fc.integer({ min: 0, max: 60 })),
      days: fc.integer({ min: 0, max: 120 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        for (const { firm, key, ago, lasts, corrected, days, ...more } of steps) {
          const decidedOn = addDays(today(), -ago);
          const later = (n: number | null) => (n === null ? null : addDays(decidedOn, n));
          await penalise(firms[firm] ?? '', {
            key,
            decidedOn,
            until: later(lasts),
            correctedOn: later(corrected),
            ...more,
          });
          await settle();
          clock.at = new Date(clock.at.getTime() + days * 86_400_000);
          await night();
          await settle();
          for (const facts of await factsOf(database().sql, firms)) {
            const full = grade(facts, policies.on(today()), today());
            expect(await stored(facts.enterprise.uscc)).toMatchObject({
              class: full.creditClass,
              provisional: full.provisional,
            });
          }
        }
      }),
      { numRuns: 25 },
    );
    const before = await database().sql`select * from credit_class order by uscc`;
    const all = await regradeAll(database(), policies, today());
    expect(all).toMatchObject({ total: firms.length, written: 0, queued: 0 });
    expect(await database().sql`select * from credit_class order by uscc`).toEqual(before);
  });
});
