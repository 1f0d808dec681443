import { beforeAll, describe, expect, it } from 'vitest';
import type { CodedError } from '../../src/domain/errors.ts';
import { type Person, stranger } from '../../src/domain/person.ts';
import { may, type Right, rights } from '../../src/domain/rights.ts';
import { readScope } from '../../src/domain/scope.ts';
import { lookUpCredit } from '../../src/services/credit.ts';
import { findPeople } from '../../src/services/people.ts';
import { shippedPolicies } from '../../src/services/policy-versions.ts';
import { quotaOf } from '../../src/services/quotas.ts';
import { readCredit } from '../../src/store/credit.ts';
import type { Database } from '../../src/store/database.ts';
import { insertOrg } from '../../src/store/orgs.ts';
import { readTurn } from '../../src/store/turns.ts';
import { asks } from '../support/asking.ts';
import { withDatabase } from '../support/database.ts';
import { seededRandom } from '../support/people.ts';
import { allowed, looksAfter, makeWorld, storeWorld } from './rights-world.ts';

const seed = Number(process.env.CHENGXIN_SEED ?? 20_261_125);
const cases = Number(process.env.CHENGXIN_CASES ?? 10_000);
const random = seededRandom(seed);
const chance = (): number => ((random.bytes(2)[0] ?? 0) * 256 + (random.bytes(2)[1] ?? 0)) / 65_536;
const pick = <T>(of: readonly T[]): T => of[Math.floor(chance() * of.length)] as T;
const world = makeWorld(pick, chance);
const database = withDatabase();
const policies = shippedPolicies();
let app: Database;
/** As the service knows them from an account: with their department's line. */
const known = new Map<string, Person>();

beforeAll(async () => {
  app = await database.app();
  await storeWorld(database().sql, world, async ({ id, name, code, parent, region, breadth }) => {
    const org = {
      id,
      name,
      code,
      parentId: parent?.id ?? null,
      regionCode: region,
      breadth,
      quota: null,
      sample: false,
    };
    await database().sql.begin((tx) => insertOrg(tx, org));
  });
  for (const { id } of world.people) {
    const asked = { platform: 'telegram', chatId: 'c', userId: `u-${id}`, token: null, number: null };
    const turn = await readTurn(app.sql, { ...asked, trusted: false, actor: 'x', day: '2026-08-03' });
    known.set(id, turn.person ?? stranger);
  }
});

/** Many at once over few connections, so that one's scope could reach another's statement if it leaked. */
async function atOnce(count: number, one: () => Promise<void>): Promise<void> {
  for (let done = 0; done < count; done += 64)
    await Promise.all(Array.from({ length: Math.min(64, count - done) }, one));
}

describe(`who may see what, of ${cases} people and enterprises (seed ${seed})`, () => {
  it('is as the oracle has it, for the service and for the database alone', async () => {
    const wrong: string[] = [];
    await atOnce(cases, async () => {
      const person = known.get(pick(world.people).id) ?? stranger;
      const enterprise = pick(world.enterprises);
      const expected = allowed(world, person, enterprise);
      const asking = asks(person, { actor: person.id });
      const [view, facts] = await Promise.all([
        lookUpCredit({ database: app, policies }, asking, enterprise.uscc),
        readCredit(app.sql, enterprise.uscc, readScope(person)),
      ]);
      const shown = new Set(view?.records.keys());
      const readable = new Set(facts?.visible);
      if (shown.symmetricDifference(expected.shown).size > 0)
        wrong.push(
          `${person.id} (${person.role} ${person.regionCode}) ${enterprise.uscc} ${enterprise.region}`,
        );
      if (readable.symmetricDifference(expected.readable).size > 0)
        wrong.push(`database: ${person.id} (${person.role} ${person.regionCode}) ${enterprise.uscc}`);
    });
    expect(wrong.slice(0, 5), `seed ${seed}`).toEqual([]);
  }, 240_000);

  it('has all of them: records that are hidden, and records that are shown for each reason', () => {
    const tally = { hidden: 0, publicised: 0, jurisdiction: 0, own: 0 };
    for (const person of world.people)
      for (const enterprise of world.enterprises) {
        const { shown } = allowed(world, person, enterprise);
        for (const { id, kind } of enterprise.records) {
          if (!shown.has(id)) tally.hidden += 1;
          else if (kind.publicised) tally.publicised += 1;
          else if (person.role === 'enterprise') tally.own += 1;
          else tally.jurisdiction += 1;
        }
      }
    for (const [reason, count] of Object.entries(tally)) expect(count, reason).toBeGreaterThan(0);
  });
});

describe(`whom an administrator looks after, of ${cases} pairs (seed ${seed})`, () => {
  it('is as the oracle has it', async () => {
    const wrong: string[] = [];
    await atOnce(cases, async () => {
      const person = known.get(pick(world.people).id) ?? stranger;
      const subject = pick(world.people);
      const expected = looksAfter(person, subject) ? 'allowed' : 'refused';
      const outcome = await quotaOf(app, asks(person), subject.id).then(
        () => 'allowed',
        (error: CodedError) => (/^(denied|person\.unknown)$/.test(error.code) ? 'refused' : error.code),
      );
      if (outcome !== expected) wrong.push(`${person.id} ${subject.id}: ${outcome}`);
    });
    expect(wrong.slice(0, 5), `seed ${seed}`).toEqual([]);
  }, 240_000);

  it('is also whom they find in lists', async () => {
    for (const person of known.values()) {
      if (person.role !== 'administrator') continue;
      const found = (await findPeople(app, asks(person), '', 1_000)).map(({ id }) => id).sort();
      const expected = world.people.filter((one) => looksAfter(person, one)).map(({ id }) => id);
      expect(found).toEqual(expected.sort());
    }
  });
});

describe('the database without a word about who asks', () => {
  it('shows the service nothing of records, versions, people and the log', async () => {
    for (const table of ['credit_record', 'fact_version', 'person', 'audit_log'])
      expect(await app.sql`select 1 from ${app.sql(table)} limit 1`, table).toHaveLength(0);
  });

  it('lets it change nothing of what it only reads, and take nothing back of the log', async () => {
    for (const table of [
      'credit_record',
      'enterprise',
      'fact_version',
      'audit_log',
      'audit_leaf',
      'audit_checkpoint',
    ]) {
      await expect(app.sql`delete from ${app.sql(table)}`, table).rejects.toThrow(/permission denied/);
      await expect(app.sql`truncate ${app.sql(table)}`, table).rejects.toThrow(/permission denied/);
    }
    await expect(app.sql`update audit_log set result = 'x'`).rejects.toThrow(/permission denied/);
    await expect(app.sql`update credit_record set status = 'withdrawn'`).rejects.toThrow(/permission denied/);
  });

  it('forgets a scope with its transaction', async () => {
    await app.sql`select * from credit_of('{}', 'all', '', '', '', '')`;
    await Promise.all(
      Array.from({ length: 16 }, async () => {
        expect(await app.sql`select 1 from credit_record limit 1`).toHaveLength(0);
      }),
    );
  });
});

describe('a right', () => {
  it('is nobody’s beyond its roles', () => {
    expect(Object.keys(rights).length).toBeGreaterThan(20);
    for (const right of Object.keys(rights) as Right[]) {
      if (!may('public', right)) continue;
      expect(['credit.view', 'name.search', 'account.bind', 'account.release']).toContain(right);
    }
  });
});
