import type postgres from 'postgres';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { startProxy, throughPort } from '../soak/proxy.ts';
import { withDatabase } from '../support/database.ts';

/** What the patch of the driver is for (`src/store/patches`): without it each of these hangs or ends the process. */
const database = withDatabase();

async function pidOf(sql: postgres.ISql): Promise<number> {
  const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  return row?.pid ?? 0;
}

describe('a connection that is cut', () => {
  it('in the middle of a transaction fails the transaction, and the next one works', async () => {
    const own = await openDatabase({
      url: database.url(),
      dataDir: '',
      role: 'owner',
      poolSize: 1,
      retrySeconds: 5,
    });
    for (let round = 0; round < 5; round += 1) {
      const failed = own.sql.begin(async (tx) => {
        const pid = await pidOf(tx);
        const sleeping = tx`select pg_sleep(5)`;
        await Promise.all([sleeping, database().sql`select pg_terminate_backend(${pid})`]);
      });
      await expect(failed).rejects.toThrow();
      expect(await own.sql.begin((tx) => pidOf(tx))).toBeGreaterThan(0);
    }
    await own.close();
  });

  it('lets nothing of its transaction run on the connection that comes after it', async () => {
    const own = await openDatabase({
      url: database.url(),
      dataDir: '',
      role: 'owner',
      poolSize: 1,
      retrySeconds: 5,
    });
    await own.sql`create table if not exists cut (what text not null)`;
    const late = own.sql.begin(async (tx) => {
      const pid = await pidOf(tx);
      await database().sql`select pg_terminate_backend(${pid})`;
      await new Promise((resolve) => setTimeout(resolve, 100));
      // The pool has connected anew for somebody else by now.
      await own.sql`select 1`;
      await tx`insert into cut (what) values ('late')`;
    });
    await expect(late).rejects.toThrow();
    expect(await own.sql`select what from cut`).toHaveLength(0);
    await own.close();
  });

  it('at any statement leaves a pool that works', async () => {
    const proxy = await startProxy(Number(new URL(database.url()).port));
    const url = throughPort(database.url(), proxy.port);
    const own = await openDatabase({ url, dataDir: '', role: 'owner', poolSize: 4, retrySeconds: 5 });
    for (let round = 0; round < 40; round += 1) {
      proxy.cut(round % 2 === 0 ? 'after' : 'before');
      const asked = Array.from({ length: 8 }, (_, n) => own.sql<{ n: number }[]>`select ${n}::int as n`);
      const results = await Promise.allSettled(asked);
      expect(results.some(({ status }) => status === 'rejected')).toBe(true);
    }
    const all = await Promise.all(Array.from({ length: 16 }, (_, n) => own.sql`select ${n}::int as n`));
    expect(all.map(([row]) => row?.n)).toEqual(Array.from({ length: 16 }, (_, n) => n));
    await own.close();
    await proxy.close();
  });
});
