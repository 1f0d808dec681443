import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sql } from 'postgres';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { openEmbedded } from '../../src/store/embedded.ts';
import { type FakeTelegram, startFakeTelegram } from '../fakes/telegram.ts';
import { createEnterprises, Ledger } from './ledger.ts';
import { freePort, type RunningService, startService } from './service.ts';

/** Real PostgreSQL, with real durability, and Telegram's fake with its windows of a chat kept to the letter. */
export interface Stage {
  url: string;
  folder: string;
  database: Database;
  sql: Sql;
  telegram: FakeTelegram;
  ledger: Ledger;
  start(options?: { failpoint?: string; port?: number; url?: string }): Promise<RunningService>;
  close(): Promise<void>;
}

export interface StageOptions {
  enterprises: number;
  /** Short, so that a run need not wait long for what a killed process had begun. */
  leaseSeconds?: number;
  /** Messages a second over all chats; the fake allows just as many. */
  rate?: number;
  flags?: readonly string[];
}

export async function createStage(options: StageOptions): Promise<Stage> {
  const { enterprises, leaseSeconds = 2, rate = 1_000, flags = [] } = options;
  const folder = mkdtempSync(join(tmpdir(), 'chengxin-soak-'));
  const server = await openEmbedded(join(folder, 'data'), { flags: ['-c', 'max_connections=200', ...flags] });
  const database = await openDatabase({
    url: server.url,
    dataDir: '',
    role: 'owner',
    poolSize: 4,
    retrySeconds: 10,
  });
  const { sql } = database;
  await createEnterprises(sql, enterprises);
  // Delivery is tried here, not the first judgment of so many.
  await sql`truncate regrade`;
  const telegram = await startFakeTelegram({
    record: false,
    limits: { overall: { count: rate, ms: 1_000 }, private: { count: 1, ms: 1_000 }, group: null },
  });
  return {
    url: server.url,
    folder,
    database,
    sql,
    telegram,
    ledger: new Ledger(telegram, sql),
    async start({ failpoint, port, url = server.url } = {}) {
      return startService({
        url,
        port: port ?? (await freePort()),
        telegram,
        leaseSeconds,
        rate,
        dataFolder: join(folder, 'service'),
        cacheFolder: join(tmpdir(), 'chengxin-soak-cache'),
        ...(failpoint === undefined ? {} : { failpoint }),
      });
    },
    async close() {
      await telegram.close();
      await Promise.allSettled([database.close()]);
      // In the scenario of its loss this server is gone already.
      await Promise.allSettled([server.release()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
