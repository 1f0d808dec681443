import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { migrateDatabase } from '../../src/store/database.ts';
import { openEmbedded } from '../../src/store/embedded.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** URL of the run's server, with the migrated template database `template_chengxin`. */
    serverUrl: string;
  }
}

/** One real PostgreSQL for the whole run; each test file gets a copy of the migrated template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'chengxin-test-'));
  const server = await openEmbedded(folder, {
    // Durability is tested where it matters; here a lost database is thrown away anyway.
    flags: ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'max_connections=200'],
  });
  const admin = postgres(server.url, { max: 1, onnotice: () => undefined });
  await admin`create database template_chengxin`;
  await admin.end();
  const template = new URL(server.url);
  template.pathname = '/template_chengxin';
  await migrateDatabase(template.href);
  project.provide('serverUrl', server.url);
  return async () => {
    await server.release();
    rmSync(folder, { recursive: true, force: true });
  };
}
