import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { z } from 'zod';
import { CodedError } from '../domain/errors.ts';
import { type Runner, serverRunner } from './embedded-system.ts';
import { withFolderLock } from './folder-lock.ts';

/** A PostgreSQL server of our own in a folder. Several processes may use it at once; the last one out stops it. */
export interface EmbeddedServer {
  /** `postgres://…` of the database `chengxin`. */
  url: string;
  release(): Promise<void>;
}

const stateSchema = z.object({ port: z.number(), password: z.string() });
type State = z.infer<typeof stateSchema>;

const holderSchema = z.object({ pid: z.number(), since: z.string() });

const serviceLock = 0x63_78_01;
const waitMs = 60_000;

function urlOf(state: State, database: string): string {
  return `postgres://chengxin:${state.password}@127.0.0.1:${state.port}/${database}`;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

function readState(folder: string): State | null {
  const file = join(folder, 'server.json');
  return existsSync(file) ? stateSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : null;
}

function writeState(folder: string, state: State): void {
  writeFileSync(join(folder, 'server.json'), JSON.stringify(state), { mode: 0o600 });
}

/** A cluster is made beside its place and renamed into it, so that an interrupted start leaves no half of one. */
async function makeCluster(folder: string, cluster: string, runner: Runner): Promise<void> {
  const fresh = `${cluster}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  const password = randomBytes(24).toString('hex');
  const passwordFile = join(folder, 'password.tmp');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (runner.uid !== null && runner.gid !== null) {
    chownSync(fresh, runner.uid, runner.gid);
    chownSync(passwordFile, runner.uid, runner.gid);
  }
  try {
    const made = await runner.run('initdb', [
      `--pgdata=${fresh}`,
      '--username=chengxin',
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
    ]);
    if (made.code !== 0) throw new CodedError('embedded.initdb', { output: made.output.trim().slice(-400) });
  } finally {
    rmSync(passwordFile, { force: true });
  }
  writeState(folder, { port: 0, password });
  renameSync(fresh, cluster);
}

/** The server that already runs in this cluster, or null: a killed parent leaves it running. */
async function running(cluster: string, runner: Runner): Promise<boolean> {
  return (
    existsSync(join(cluster, 'postmaster.pid')) &&
    (await runner.run('pg_ctl', ['status', '-D', cluster])).code === 0
  );
}

async function startServer(
  folder: string,
  cluster: string,
  runner: Runner,
  flags: readonly string[],
): Promise<void> {
  const state = readState(folder);
  if (!state) throw new CodedError('embedded.state', { folder });
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    writeState(folder, { ...state, port });
    const options = [
      '-p',
      String(port),
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      "unix_socket_directories=''",
      ...flags,
    ];
    const log = join(cluster, 'server.log');
    const started = await runner.run('pg_ctl', [
      'start',
      '-w',
      '-s',
      '-D',
      cluster,
      '-l',
      log,
      '-o',
      options.join(' '),
    ]);
    if (started.code === 0) return;
    // Another program may have taken the port in between; anything else will fail again and is then told.
    if (attempt === 3) {
      const said = existsSync(log)
        ? readFileSync(log, 'utf8').trim().split('\n').slice(-3).join(' ')
        : started.output;
      throw new CodedError('embedded.start', { output: said.slice(-400) });
    }
    await sleep(100 * attempt);
  }
}

async function openKeeper(folder: string): Promise<{ keeper: postgres.Sql; state: State }> {
  const state = readState(folder);
  if (!state) throw new CodedError('embedded.state', { folder });
  const admin = postgres(urlOf(state, 'postgres'), {
    max: 1,
    onnotice: () => undefined,
    connect_timeout: 30,
  });
  try {
    const [exists] = await admin`select 1 from pg_database where datname = 'chengxin'`;
    if (!exists) await admin`create database chengxin`;
  } finally {
    await admin.end();
  }
  const keeper = postgres(urlOf(state, 'chengxin'), {
    max: 1,
    // Stdout belongs to the answers: a notice must not be printed there.
    onnotice: () => undefined,
    idle_timeout: 0,
    max_lifetime: null,
    connection: { application_name: 'chengxin-keeper' },
  });
  await keeper`select 1`;
  return { keeper, state };
}

async function holdService(folder: string, keeper: postgres.Sql): Promise<void> {
  const holderFile = join(folder, 'service.json');
  const [lock] = await keeper<{ held: boolean }[]>`select pg_try_advisory_lock(${serviceLock}) as held`;
  if (!lock?.held) {
    const holder = holderSchema.safeParse(
      JSON.parse(existsSync(holderFile) ? readFileSync(holderFile, 'utf8') : '{}'),
    );
    throw new CodedError('data.held', {
      folder,
      pid: holder.data?.pid ?? '?',
      since: holder.data?.since ?? '?',
    });
  }
  writeFileSync(holderFile, JSON.stringify({ pid: process.pid, since: new Date().toISOString() }));
}

/**
 * Starts the embedded server of `folder`, or joins the one that runs there already.
 * `service`: this process is THE service of the folder; a second one is refused.
 * @throws CodedError `data.held` (who holds the folder), `data.busy`, `data.folder`, `embedded.*`
 */
export async function openEmbedded(
  folder: string,
  options: { service?: boolean; flags?: readonly string[] } = {},
): Promise<EmbeddedServer> {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw new CodedError('data.folder', { folder }, { cause });
  }
  const cluster = join(folder, 'postgres');
  const runner = await serverRunner(folder);
  return withFolderLock(folder, waitMs, async () => {
    if (!existsSync(join(cluster, 'PG_VERSION'))) await makeCluster(folder, cluster, runner);
    if (!(await running(cluster, runner))) await startServer(folder, cluster, runner, options.flags ?? []);
    const { keeper, state } = await openKeeper(folder);
    const leave = async (): Promise<void> => {
      const [others] = await keeper<{ count: number }[]>`
        select count(*)::int from pg_stat_activity
        where application_name = 'chengxin-keeper' and pid <> pg_backend_pid()`;
      await keeper.end();
      if (others?.count === 0) {
        const stopped = await runner.run('pg_ctl', ['stop', '-w', '-s', '-m', 'fast', '-D', cluster]);
        if (stopped.code !== 0)
          throw new CodedError('embedded.stop', { output: stopped.output.trim().slice(-400) });
      }
    };
    try {
      if (options.service) await holdService(folder, keeper);
    } catch (error) {
      await leave();
      throw error;
    }
    return { url: urlOf(state, 'chengxin'), release: () => withFolderLock(folder, waitMs, leave) };
  });
}
