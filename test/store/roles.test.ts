import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { withDatabase } from '../support/database.ts';

const owner = withDatabase();
const login = `bot_${randomBytes(4).toString('hex')}`;
let database: Database;

beforeAll(async () => {
  const { sql } = owner();
  await sql.unsafe(`create role ${login} login password 'geheim' in role chengxin_app`);
  await sql`
    insert into enterprise (uscc, name, registered, content_hash, version, valid_from, file_id, line)
    values ('X', '示例', true, md5('x')::uuid, 1, now(), 0, 0)`;
  await sql`
    insert into credit_record (uscc, kind, key, party_name, number, authority, decided_on, status, details, sources,
      source_hashes, content_hash, version, valid_from, file_id, line)
    values ('X', 'permit', md5('x')::uuid, '示例', '1', '示例局', '2026-01-01', 'inForce', '{}', '{}', '{}', md5('x')::uuid, 1, now(), 0, 0)`;
  const url = Object.assign(new URL(owner.url()), { username: login, password: 'geheim' }).href;
  database = await openDatabase({
    url,
    ownerUrl: owner.url(),
    dataDir: '',
    role: 'app',
    poolSize: 2,
    retrySeconds: 5,
  });
});
afterAll(async () => {
  await database.close();
  await owner().sql.unsafe(`drop role if exists ${login}`);
});

describe('a login that is nothing but a member of the service’s role', () => {
  it('works as that role', async () => {
    expect(await database.sql`select current_user::text as role`).toEqual([{ role: 'chengxin_app' }]);
    expect(await database.sql`select visible from credit_of('{X}', 'all', '', '', '', '')`).toHaveLength(1);
  });

  it('is bound by row-level security also after it has laid the role down', async () => {
    await database.sql.begin(async (tx) => {
      await tx`set role none`;
      expect(await tx`select current_user::text as role`).toEqual([{ role: login }]);
      expect(await tx`select 1 from credit_record`).toHaveLength(0);
      await expect(tx.savepoint((inner) => inner`delete from audit_log`)).rejects.toThrow(
        /permission denied/,
      );
      await expect(
        tx.savepoint((inner) => inner`drop policy credit_record_read on credit_record`),
      ).rejects.toThrow(/must be owner/);
      await tx`set role chengxin_app`;
    });
  });
});
