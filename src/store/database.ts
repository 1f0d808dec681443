import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import postgres, { type Sql } from 'postgres';
import { z } from 'zod';
import { CodedError } from '../domain/errors.ts';
import { openEmbedded } from './embedded.ts';

/**
 * Everything that runs SQL gets this. Queries are written for postgres.js, which prepares each of them; drizzle has
 * the schema and the migrations. They must not share a client: drizzle takes its date serializers away.
 */
export interface Database {
  sql: Sql;
  close(): Promise<void>;
}

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url));
const migrationLock = 0x63_78_02;

const unreachable = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
  'ECONNRESET',
  '57P03',
]);

/** The database was away, or a connection to it was cut: what was asked for may be asked for again. */
export function isDatabaseAway(error: unknown): boolean {
  const code = errorCode(error);
  // Classes 08 (connection) and 57P (the server stops or starts) of PostgreSQL's codes.
  return (
    unreachable.has(code) || code === 'CONNECTION_DESTROYED' || code === 'EPIPE' || /^(08|57P)/.test(code)
  );
}

function errorCode(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}

/** Host and database of a URL, never its password. */
function placeOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

/** The role that row-level security binds: it owns nothing. */
const appRole = 'chengxin_app';

function connect(url: string, poolSize: number, role: DatabaseOptions['role']): Database {
  const sql = postgres(url, {
    max: poolSize,
    connection: role === 'app' ? { role: appRole } : {},
    connect_timeout: 5,
    // Its own waits up to 20 s, counted over all connections: soon after a short absence of the server.
    backoff: (failures) => Math.min(0.02 * failures, 0.3),
    onnotice: () => undefined,
    // Dates stay the calendar days they are: no time zone may move them.
    types: { date: { to: 1082, from: [1082], serialize: (day: string) => day, parse: (day: string) => day } },
  });
  return { sql, close: () => sql.end({ timeout: 5 }) };
}

async function waitUntilReachable(
  sql: Sql,
  url: string,
  seconds: number,
  waiting: (place: string) => void,
): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  for (let pause = 250; ; pause = Math.min(pause * 2, 2_000)) {
    try {
      await sql`select 1`;
      return;
    } catch (error) {
      const code = errorCode(error);
      const place = placeOf(url);
      if (!unreachable.has(code)) throw new CodedError('database.refused', { place, code }, { cause: error });
      if (Date.now() + pause > deadline) {
        throw new CodedError('database.unreachable', { place, code, seconds }, { cause: error });
      }
      waiting(place);
      await sleep(pause);
    }
  }
}

const journalSchema = z.object({ entries: z.array(z.object({ when: z.number() })) });

/** Whether the newest migration of this program was applied, by drizzle's own table. */
async function isUpToDate(sql: Sql): Promise<boolean> {
  const journal = journalSchema.parse(
    JSON.parse(readFileSync(join(migrationsFolder, 'meta', '_journal.json'), 'utf8')),
  );
  const [table] = await sql`select 1 where to_regclass('drizzle.__drizzle_migrations') is not null`;
  if (!table) return false;
  const [applied] = await sql<
    { newest: string | null }[]
  >`select max(created_at) as newest from drizzle.__drizzle_migrations`;
  return Number(applied?.newest ?? 0) >= (journal.entries.at(-1)?.when ?? 0);
}

/** Applies what is missing; several processes at once are one after the other. */
export async function migrateDatabase(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    if (await isUpToDate(sql)) return;
    // Only now: loading drizzle takes half a second and 200 MB, at every start of every subcommand.
    const [{ drizzle }, { migrate }] = await Promise.all([
      import('drizzle-orm/postgres-js'),
      import('drizzle-orm/postgres-js/migrator'),
    ]);
    await sql`select pg_advisory_lock(${migrationLock})`;
    await migrate(drizzle(sql), { migrationsFolder });
  } finally {
    await sql.end();
  }
}

export interface DatabaseOptions {
  /** Null: the embedded server in `dataDir`. */
  url: string | null;
  /** Where migrations are made and data are taken in, if that needs another login; null: as `url`. */
  ownerUrl?: string | null;
  /**
   * `app`: as the role that row-level security binds, for whatever answers people. `owner`: for migrations and for
   * taking data in.
   */
  role: 'app' | 'owner';
  dataDir: string;
  poolSize: number;
  retrySeconds: number;
  /** This process is the service of the data folder (embedded server only). */
  service?: boolean;
  /** As `app`: what has to be done with the owner's rights first. */
  prepare?(owner: Database): Promise<void>;
  /** Called each time the server could not be reached and is tried again. */
  waiting?: (place: string) => void;
}

/**
 * Opens the database, brings its schema up to date.
 * @throws CodedError `database.unreachable`, `database.refused`, `data.*`, `embedded.*`
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const server =
    options.url === null ? await openEmbedded(options.dataDir, { service: options.service ?? false }) : null;
  const url = options.url ?? server?.url ?? '';
  const ownerUrl = options.ownerUrl ?? url;
  const opened: Database[] = [];
  const close = async (): Promise<void> => {
    for (const database of opened) await database.close();
    await server?.release();
  };
  try {
    const owner = connect(ownerUrl, options.role === 'owner' ? options.poolSize : 1, 'owner');
    opened.push(owner);
    await waitUntilReachable(owner.sql, ownerUrl, options.retrySeconds, options.waiting ?? (() => undefined));
    await migrateDatabase(ownerUrl);
    if (options.role === 'owner') return { sql: owner.sql, close };
    await options.prepare?.(owner);
    await owner.close();
    // Only now: the role comes with the migrations.
    const app = connect(url, options.poolSize, 'app');
    opened.push(app);
    await waitUntilReachable(app.sql, url, options.retrySeconds, options.waiting ?? (() => undefined));
    return { sql: app.sql, close };
  } catch (error) {
    await close();
    throw error;
  }
}
