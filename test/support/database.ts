import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, inject } from 'vitest';
import { type Database, openDatabase } from '../../src/store/database.ts';

/**
 * A database of its own for this test file, copied from the migrated template; dropped afterwards.
 * Use as `const database = withDatabase();` at the top of a file or describe, then `database().sql`.
 */
export function withDatabase(): (() => Database) & { url(): string } {
  let opened: Database | null = null;
  let url = '';
  const name = `t_${randomBytes(6).toString('hex')}`;
  beforeAll(async () => {
    url = await copyTemplate(name);
    opened = await openDatabase({ url, dataDir: '', poolSize: 8, retrySeconds: 5 });
  });
  afterAll(async () => {
    await opened?.close();
    const admin = postgres(inject('serverUrl'), { max: 1 });
    await admin`drop database if exists ${admin(name)} with (force)`;
    await admin.end();
  });
  const current = (): Database => {
    if (!opened) throw new Error('withDatabase() must stand outside of tests');
    return opened;
  };
  return Object.assign(current, { url: () => url });
}

async function copyTemplate(name: string): Promise<string> {
  const server = inject('serverUrl');
  const admin = postgres(server, { max: 1 });
  await admin`create database ${admin(name)} template template_chengxin`;
  await admin.end();
  const copy = new URL(server);
  copy.pathname = `/${name}`;
  return copy.href;
}
