import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, inject } from 'vitest';
import { type Database, openDatabase } from '../../src/store/database.ts';

/**
 * A database of its own for this test file, copied from the migrated template; dropped afterwards.
 * `app()` is the same as the service has it, bound by row-level security.
 * Use as `const database = withDatabase();` at the top of a file or describe, then `database().sql`.
 */
export function withDatabase(): (() => Database) & { url(): string; app(): Promise<Database> } {
  let opened: Database | null = null;
  let bound: Promise<Database> | null = null;
  let url = '';
  const name = `t_${randomBytes(6).toString('hex')}`;
  beforeAll(async () => {
    url = await copyTemplate(name);
    opened = await openDatabase({ url, dataDir: '', role: 'owner', poolSize: 8, retrySeconds: 5 });
  });
  afterAll(async () => {
    await (await bound)?.close();
    await opened?.close();
    const admin = postgres(inject('serverUrl'), { max: 1 });
    await admin`drop database if exists ${admin(name)} with (force)`;
    await admin.end();
  });
  const current = (): Database => {
    if (!opened) throw new Error('withDatabase() must stand outside of tests');
    return opened;
  };
  const app = (): Promise<Database> => {
    bound ??= openDatabase({ url, dataDir: '', role: 'app', poolSize: 8, retrySeconds: 5 });
    return bound;
  };
  return Object.assign(current, { url: () => url, app });
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
