import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import postgres from 'postgres';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openEmbedded } from '../../src/store/embedded.ts';

let folder = '';
let dataDir = '';
let children: ChildProcess[] = [];

/** Another process: opens the folder, tells what came of it, and leaves when its stdin ends. */
const userScript = `
import { openEmbedded } from ${JSON.stringify(new URL('../../src/store/embedded.ts', import.meta.url).href)};
const [folder, service] = process.argv.slice(2);
const tell = (value) => process.stdout.write(JSON.stringify(value) + '\\n');
try {
  const server = await openEmbedded(folder, { service: service === 'service' });
  tell({ url: server.url });
  process.stdin.on('end', () => server.release()).resume();
} catch (error) {
  tell({ code: error.code, params: error.params });
  process.exitCode = 4;
}
`;

interface Told {
  url?: string;
  code?: string;
  params?: Record<string, string | number>;
}

interface User {
  child: ChildProcess;
  pid: number;
  told: Told;
  leave(): Promise<number | null>;
}

async function startUser(service = false): Promise<User> {
  const script = join(folder, 'user.mjs');
  writeFileSync(script, userScript);
  const child = spawn(process.execPath, [script, dataDir, service ? 'service' : ''], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  const ended = once(child, 'exit');
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return {
    child,
    pid: child.pid ?? 0,
    told: JSON.parse(line) as Told,
    async leave() {
      child.stdin.end();
      return (await ended)[0] as number | null;
    },
  };
}

function postmaster(): number | null {
  const file = join(dataDir, 'postgres', 'postmaster.pid');
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : null;
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function query(url: string | undefined, text: string): Promise<unknown[]> {
  const sql = postgres(url ?? '', { max: 1, onnotice: () => undefined });
  try {
    return [...(await sql.unsafe(text))];
  } finally {
    await sql.end();
  }
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chengxin-embedded-'));
  dataDir = join(folder, 'data');
});

afterEach(() => {
  for (const child of children) if (child.exitCode === null) child.kill('SIGKILL');
  children = [];
  const left = postmaster();
  // Only after a failed test: the server of a killed user goes on.
  if (left !== null && alive(left)) process.kill(left, 'SIGQUIT');
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

describe('the embedded server', () => {
  it('starts afresh, stops with its last user, and keeps the data', async () => {
    const first = await openEmbedded(dataDir);
    const pid = postmaster();
    expect(pid).not.toBeNull();
    await query(first.url, 'create table kept (value text)');
    await query(first.url, `insert into kept values ('还在')`);
    await first.release();
    expect(postmaster()).toBeNull();
    // The file goes a moment before the process.
    await expect.poll(() => alive(pid ?? 0), { timeout: 5_000 }).toBe(false);

    const second = await openEmbedded(dataDir);
    expect(await query(second.url, 'select value from kept')).toEqual([{ value: '还在' }]);
    await second.release();
    expect(postmaster()).toBeNull();
  });

  it('keeps its password from other users of the machine', async () => {
    const server = await openEmbedded(dataDir);
    expect(statSync(join(dataDir, 'server.json')).mode & 0o077).toBe(0);
    expect(existsSync(join(dataDir, 'password.tmp'))).toBe(false);
    const wrong = new URL(server.url);
    wrong.password = 'wrong';
    await expect(query(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
    await server.release();
  });

  it('is joined by the next start when the service was killed', async () => {
    const killed = await startUser(true);
    const pid = postmaster();
    await query(killed.told.url, 'create table kept (value int)');
    const ended = once(killed.child, 'exit');
    killed.child.kill('SIGKILL');
    await ended;
    expect(alive(pid ?? 0)).toBe(true);

    const next = await startUser(true);
    expect(next.told.code).toBeUndefined();
    expect(postmaster()).toBe(pid);
    expect(await query(next.told.url, 'select value from kept')).toEqual([]);
    expect(await next.leave()).toBe(0);
    expect(postmaster()).toBeNull();
  });

  it('recovers when the server itself was killed', async () => {
    const server = await startUser();
    await query(server.told.url, 'create table kept (value int)');
    const pid = postmaster() ?? 0;
    const ended = once(server.child, 'exit');
    server.child.kill('SIGKILL');
    await ended;
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => alive(pid), { timeout: 10_000 }).toBe(false);

    const next = await openEmbedded(dataDir);
    expect(postmaster()).not.toBe(pid);
    expect(await query(next.url, 'select value from kept')).toEqual([]);
    await next.release();
  });

  it('has one service: the second is told who holds the folder since when', async () => {
    const before = Date.now();
    const first = await startUser(true);
    const second = await startUser(true);
    expect(second.told).toMatchObject({ code: 'data.held', params: { folder: dataDir, pid: first.pid } });
    const since = Date.parse(String(second.told.params?.since));
    expect(since).toBeGreaterThanOrEqual(before);
    expect(since).toBeLessThanOrEqual(Date.now());
    // The refused one must not take the server away from the first.
    expect(await query(first.told.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(await first.leave()).toBe(0);
    expect(postmaster()).toBeNull();
  });

  it('serves several users at once, beside a service, and the last one out stops it', async () => {
    const users = await Promise.all([startUser(true), startUser(), startUser(), startUser()]);
    expect(new Set(users.map((user) => user.told.url)).size).toBe(1);
    const [service, ...others] = users;
    expect(await service?.leave()).toBe(0);
    expect(postmaster()).not.toBeNull();
    expect(await Promise.all(others.map((user) => user.leave()))).toEqual([0, 0, 0]);
    expect(postmaster()).toBeNull();
    expect(existsSync(join(dataDir, 'start.lock'))).toBe(false);
  });

  it('is made anew after an interrupted initdb', async () => {
    mkdirSync(join(dataDir, 'postgres.new', 'base'), { recursive: true });
    writeFileSync(join(dataDir, 'postgres.new', 'PG_VERSION'), '18\n');
    const server = await openEmbedded(dataDir);
    expect(existsSync(join(dataDir, 'postgres.new'))).toBe(false);
    expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.release();
  });

  it('runs in a folder that only its owner, root in a container, may enter', async () => {
    mkdirSync(dataDir);
    chmodSync(dataDir, 0o700);
    const server = await openEmbedded(dataDir);
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.release();
    expect(postmaster()).toBeNull();
  });

  it('is not kept out by the lock of a dead process', async () => {
    const dead = spawnSync(process.execPath, ['--version']).pid;
    mkdirSync(join(dataDir, 'start.lock'), { recursive: true });
    writeFileSync(join(dataDir, 'start.lock', 'pid'), String(dead));
    const server = await openEmbedded(dataDir);
    await server.release();
    expect(existsSync(join(dataDir, 'start.lock'))).toBe(false);
  });

  it('says so when the folder cannot be made', async () => {
    writeFileSync(dataDir, 'a file');
    await expect(openEmbedded(dataDir)).rejects.toMatchObject({
      code: 'data.folder',
      params: { folder: dataDir },
    });
  });
});
