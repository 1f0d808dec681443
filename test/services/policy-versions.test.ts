import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { policyFolder } from '../../src/services/policy.ts';
import { proposePolicy, refreshPolicies, shippedPolicies } from '../../src/services/policy-versions.ts';
import { regradeQueued } from '../../src/services/regrade.ts';
import { queueEverybody, rulesOf } from '../../src/services/regrade-all.ts';
import type { Database } from '../../src/store/database.ts';
import { asks } from '../support/asking.ts';
import { codeOf } from '../support/conversation.ts';
import { withDatabase } from '../support/database.ts';
import { testKeys } from '../support/keys.ts';
import { addEnterprises, createAccounts, seededRandom } from '../support/people.ts';

const database = withDatabase();
const random = seededRandom(4);
let app: Database;
const people = createAccounts(() => app, random);
const say = (who: string, text: string) => people.say('telegram', who, text);
const uscc = codeOf(1);
const policies = shippedPolicies();

/** Two minor records instead of three. */
const draft = readFileSync(join(policyFolder, 'shandong.yaml'), 'utf8')
  .replace('id: shandong-1', 'id: shandong-2')
  .replace('    count: 3\n', '    count: 2\n');

async function propose(from: string, text = draft) {
  const deps = { database: app, policies, random };
  const { told, write } = await proposePolicy(deps, asks({ id: 'boss' }, { now: people.clock.now() }), {
    file: 'draft.yaml',
    text,
    from,
  });
  await app.sql.begin(write);
  return told;
}

beforeAll(async () => {
  app = await database.app();
  const { sql } = database();
  await sql`
    insert into person (id, name, role, region_code) values
      ('boss', '示例管理员', 'administrator', '370000'), ('one', '示例甲', 'administrator', '370000'),
      ('two', '示例乙', 'administrator', '370000'), ('city', '示例丙', 'administrator', '370200')`;
  await sql`
    insert into account (platform, user_id, person_id, state, private_chat_id)
    select 'telegram', id, id, 'active', 'dm-' || id from person`;
  await addEnterprises(database(), [[uscc, '青岛示例一公司']]);
  for (const key of ['a', 'b'])
    await sql`
      insert into credit_record (uscc, kind, key, party_name, number, authority, decided_on, status, details, sources,
        source_hashes, content_hash, version, valid_from, file_id, line)
      values (${uscc}, 'penalty', md5(${key})::uuid, '示例', ${key}, '示例市生态环境局', '2026-07-20', 'inForce',
        '{"penaltyKinds": ["warning"], "fineFen": null, "confiscatedFen": null, "violationType": "", "facts": "", "basis": ""}',
        '{}', '{}', md5('x')::uuid, 1, now(), 0, 0)`;
});

describe('a new policy', () => {
  it.each([
    ['for a day that is not to come', '2026-08-03', draft, 'policy.day'],
    ['that is in force already', '2026-09-01', draft.replace('shandong-2', 'shandong-1'), 'policy.twice'],
    ['with a wrong value', '2026-09-01', draft.replace('count: 2', 'count: zwei'), 'policy.invalid'],
  ])('%s is refused', async (_what, from, text, code) => {
    await expect(propose(from, text)).rejects.toMatchObject({ code });
  });

  it('takes two others of the province, and nobody twice', async () => {
    const { approvals } = await propose('2026-09-01');
    const [first = 0, second = 0] = approvals;
    expect((await say('boss', `批准 ${first}`)).text).toContain('应由其他人复核');
    expect((await say('city', `批准 ${first}`)).text).toContain('应由其他人复核');
    expect((await say('one', `批准 ${first}`)).text).toContain('已批准');
    expect((await say('one', `批准 ${second}`)).text).toContain('须由另一人再行复核');
    await refreshPolicies(app, policies);
    expect(policies.on('2026-09-01').id).toBe('shandong-1');
    expect((await say('two', `批准 ${second}`)).text).toContain('已批准');
  });

  it('is in force from its day on; the one before ends, and keeps its decisions', async () => {
    await refreshPolicies(app, policies);
    expect(policies.on('2026-08-31').id).toBe('shandong-1');
    expect(policies.on('2026-09-01').id).toBe('shandong-2');
    const deps = { policies, keys: testKeys, random, clock: people.clock };
    await regradeQueued(app, deps);
    const before = rulesOf(policies, people.clock.now());
    people.clock.at = new Date('2026-08-31T16:30:00Z');
    expect(rulesOf(policies, people.clock.now())).not.toBe(before);
    const run = (period: string) =>
      app.sql.begin(async (tx) => {
        await tx`insert into job_run (job, period, ran_at) values ('rules', ${period}, now())`;
        return queueEverybody(tx, 'rules');
      });
    // The first time there were no other rules before.
    expect(await run(before)).toBe(0);
    expect(await run(rulesOf(policies, people.clock.now()))).toBe(1);
    expect(await regradeQueued(app, deps)).toMatchObject({ judged: 1, changed: 1, failed: [] });
    const changes = await database()
      .sql`select from_class, to_class, cause, policy_id, as_of from class_change`;
    expect([...changes]).toEqual([
      {
        from_class: 'MINOR_DISCREDIT',
        to_class: 'GENERAL_DISCREDIT',
        cause: 'policy',
        policy_id: 'shandong-2',
        as_of: '2026-09-01',
      },
    ]);
  });

  it('that was refused can be proposed anew', async () => {
    const { approvals } = await propose('2026-10-01', draft.replace('shandong-2', 'shandong-3'));
    expect((await say('one', `拒绝 ${approvals[0]}`)).text).toContain('未获批准');
    const other = draft.replace('shandong-2', 'shandong-3').replace('    count: 2\n', '    count: 4\n');
    const again = await propose('2026-10-01', other);
    expect(again).toMatchObject({ id: 'shandong-3', industriesDropped: ['hazardous-chemicals'] });
    // What was asked for the first text is no agreement to the second.
    expect((await say('two', `批准 ${approvals[1]}`)).text).not.toContain('已批准');
    const [version] = await database().sql`select agreed_by from policy_version where id = 'shandong-3'`;
    expect(version).toEqual({ agreed_by: [] });
  });
});
