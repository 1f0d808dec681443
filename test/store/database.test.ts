import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';

const name = `t_${randomBytes(6).toString('hex')}`;

async function asAdmin(work: (admin: postgres.Sql) => Promise<unknown>): Promise<void> {
  const admin = postgres(inject('serverUrl'), { max: 1, onnotice: () => undefined });
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}

function urlWith(change: { password?: string; pathname?: string }): string {
  return Object.assign(new URL(inject('serverUrl')), change).href;
}

beforeAll(() => asAdmin((admin) => admin`create database ${admin(name)}`));
afterAll(() => asAdmin((admin) => admin`drop database if exists ${admin(name)} with (force)`));

describe('openDatabase', () => {
  it('gives up on a server that is not there within the retry time, telling that it waits', async () => {
    const places: string[] = [];
    const from = Date.now();
    const opening = openDatabase({
      // Nothing listens on port 1.
      url: 'postgres://chengxin:geheim@127.0.0.1:1/nowhere',
      dataDir: '',
      role: 'owner',
      poolSize: 2,
      retrySeconds: 1,
      waiting: (place) => places.push(place),
    });
    const error: unknown = await opening.catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: 'database.unreachable',
      params: { place: '127.0.0.1:1/nowhere', code: 'ECONNREFUSED', seconds: 1 },
    });
    expect(String(error)).not.toContain('geheim');
    expect(Date.now() - from).toBeLessThan(3_000);
    expect(places.length).toBeGreaterThan(0);
    expect(new Set(places)).toEqual(new Set(['127.0.0.1:1/nowhere']));
  });

  it.each([
    { what: 'a wrong password', code: '28P01', change: { password: 'geheim' } },
    { what: 'a missing database', code: '3D000', change: { pathname: '/missing' } },
  ])('does not retry with $what', async ({ code, change }) => {
    const places: string[] = [];
    const error: unknown = await openDatabase({
      url: urlWith(change),
      dataDir: '',
      role: 'owner',
      poolSize: 1,
      retrySeconds: 20,
      waiting: (place) => places.push(place),
    }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'database.refused', params: { code } });
    expect(String(error)).not.toContain('geheim');
    expect(places).toEqual([]);
  });

  it('brings an empty database up to date once when five do so at once', async () => {
    const url = urlWith({ pathname: `/${name}` });
    const opened = await Promise.all(
      Array.from({ length: 5 }, () =>
        openDatabase({ url, dataDir: '', role: 'owner', poolSize: 1, retrySeconds: 5 }),
      ),
    );
    try {
      for (const { sql } of opened) expect(await sql`select uscc from enterprise`).toEqual([]);
      for (const { sql } of opened.slice(0, 1)) {
        const [migrations] = await sql<{ applied: number; different: number }[]>`
          select count(*)::int as applied, count(distinct hash)::int as different
          from drizzle.__drizzle_migrations`;
        expect(migrations?.applied).toBeGreaterThan(0);
        expect(migrations?.applied).toBe(migrations?.different);
      }
    } finally {
      await Promise.all(opened.map((database) => database.close()));
    }
  });
});
