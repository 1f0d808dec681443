import type { Random } from '../../src/domain/ports.ts';
import { sendDueNotices } from '../../src/services/notices.ts';
import { shippedPolicies } from '../../src/services/policy-versions.ts';
import { queueToday, regradeQueued } from '../../src/services/regrade.ts';
import { followUpWarnings } from '../../src/services/warning-follow-up.ts';
import { followUpWatch } from '../../src/services/watch-jobs.ts';
import type { Database } from '../../src/store/database.ts';
import { readCalendar } from '../../src/store/holidays.ts';
import { seeing } from '../../src/store/scope.ts';
import { testKeys } from '../support/keys.ts';

export const policies = shippedPolicies();

export interface PenaltyRow {
  number: string;
  decidedOn: string;
  kinds?: readonly string[];
  fineFen?: number | null;
  authority?: string;
  status?: string;
  correctedOn?: string | null;
}

/** A penalty as the importer leaves it; the same number again corrects it. */
export async function penalise({ sql }: Database, uscc: string, row: PenaltyRow): Promise<void> {
  const { number, decidedOn, kinds = ['fine'], authority = '示例市生态环境局' } = row;
  const { fineFen = kinds.includes('fine') ? 5_000_000 : null } = row;
  const { status = 'inForce', correctedOn = null } = row;
  const details = {
    penaltyKinds: kinds,
    fineFen,
    confiscatedFen: null,
    violationType: '',
    facts: '',
    basis: '',
  };
  await sql`
    insert into credit_record (uscc, kind, key, party_name, number, authority, decided_on, status, corrected_on,
      details, sources, source_hashes, content_hash, version, valid_from, file_id, line)
    values (${uscc}, 'penalty', md5(${number})::uuid, '示例', ${number}, ${authority}, ${decidedOn}, ${status}, ${correctedOn},
      ${sql.json(details)}, '{}', '{}', md5('x')::uuid, 1, now(), 0, 0)
    on conflict (uscc, kind, key) do update set status = excluded.status, corrected_on = excluded.corrected_on,
      decided_on = excluded.decided_on, authority = excluded.authority`;
}

/** The service's work on a simulated clock: what comes in, each night, each morning, and what has become due. */
export function simulated(app: () => Database, random: Random, start: string) {
  const clock = { at: new Date(`${start}T10:00:00+08:00`), now: () => clock.at };
  const deps = { policies, keys: testKeys, random, clock };
  const settle = () => regradeQueued(app(), deps);
  const followUp = () =>
    seeing(app().sql, { sees: 'all' }, async (tx) => {
      const policy = policies.on(new Date(clock.at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10));
      const announcing = { random, now: clock.now(), rule: policy.notices, calendar: await readCalendar(tx) };
      await followUpWatch(tx, announcing, policy);
      return followUpWarnings(tx, announcing, policy);
    });
  const notices = () => sendDueNotices(app(), { random, now: clock.now() });
  return {
    clock,
    settle,
    followUp,
    notices,
    /** To a time of a day; nothing is done. */
    at(day: string, time = '10:00') {
      clock.at = new Date(`${day}T${time}:00+08:00`);
    },
    /** A day as the service goes through it: the night, the morning, the digests, and what came in. */
    async day(day: string) {
      clock.at = new Date(`${day}T00:05:00+08:00`);
      await app().sql.begin((tx) => queueToday(tx, clock.now()));
      await settle();
      clock.at = new Date(`${day}T08:31:00+08:00`);
      await notices();
      clock.at = new Date(`${day}T09:05:00+08:00`);
      await followUp();
      await settle();
      clock.at = new Date(`${day}T10:00:00+08:00`);
      await settle();
    },
  };
}
