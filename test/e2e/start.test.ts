import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { afterAll, describe, expect, it } from 'vitest';
import { openEmbedded } from '../../src/store/embedded.ts';
import type { WebChat } from '../adapters/web-chat.ts';
import { listen, post, say, visit } from '../adapters/web-client.ts';

const program = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'chengxin-start-'));
const dataDir = join(folder, 'data');
const pidFile = join(dataDir, 'postgres', 'postmaster.pid');
const children: ChildProcess[] = [];

interface Service {
  child: ChildProcess;
  /** Null when it ended without having started. */
  origin: string | null;
  stderr(): string;
  ended: Promise<number | null>;
}

async function startService(env: NodeJS.ProcessEnv = {}): Promise<Service> {
  const child = spawn(process.execPath, [program, 'start'], {
    env: {
      PATH: process.env.PATH,
      DATA_DIR: dataDir,
      SAMPLE_ENTITIES: '300',
      PORT: '0',
      LOG_LEVEL: 'error',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const started = new Promise<string>((resolve) => {
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      const address = /http:\/\/[\d.]+:\d+(?=\/)/.exec(stdout);
      if (address) resolve(address[0]);
    });
  });
  const origin = await Promise.race([started, ended.then(() => null)]);
  return { child, origin, stderr: () => stderr, ended };
}

async function stop(service: Service): Promise<void> {
  const from = Date.now();
  service.child.kill('SIGTERM');
  expect(await service.ended).toBe(0);
  expect(Date.now() - from).toBeLessThan(10_000);
  expect(existsSync(pidFile)).toBe(false);
}

interface State {
  files: number;
  enterprises: number;
  name: string;
}

/** Looks into the running service's tables as one more user of its server. */
async function look(): Promise<State | undefined> {
  const server = await openEmbedded(dataDir);
  const sql = postgres(server.url, { max: 1 });
  try {
    const [state] = await sql<State[]>`
      select (select count(*)::int from import_file) as files, count(*)::int as enterprises, min(name) as name
      from enterprise`;
    return state;
  } finally {
    await sql.end();
    await server.release();
  }
}

/** Says `text` on the page and waits for the answer on its event stream. */
async function ask(origin: string, text: string): Promise<string> {
  // The client of the adapter's tests needs no more of a chat than its address.
  const chat = { origin } as WebChat;
  const { cookie } = await visit(chat);
  const stream = new AbortController();
  const answers = listen(chat, cookie, { signal: stream.signal });
  expect((await post(chat, say(text), { cookie })).status).toBe(202);
  for await (const sent of answers) {
    if (sent.data?.direction === 'out') {
      // Left open: a browser's stream must not hold up the stop.
      return JSON.stringify(sent.data.body);
    }
  }
  throw new Error('the stream ended without an answer');
}

let first: State | undefined;

afterAll(() => {
  for (const child of children) if (child.exitCode === null) child.kill('SIGKILL');
  // Only after a failed test: the server of a killed service goes on.
  if (existsSync(pidFile)) process.kill(Number(readFileSync(pidFile, 'utf8').split('\n')[0]), 'SIGQUIT');
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

describe('chengxin start', () => {
  it('makes a province, answers on the page, and leaves nothing running', async () => {
    const service = await startService();
    const origin = service.origin ?? expect.fail(service.stderr());
    expect((await fetch(`${origin}/healthz`)).status).toBe(200);
    const page = await fetch(`${origin}/chat/`);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toContain('text/html');
    first = await look();
    expect(first?.enterprises).toBe(300);
    expect(await ask(origin, `查询 ${first?.name}`)).toContain(first?.name);
    await stop(service);
  }, 90_000);

  it('keeps its data and does not make the province again', async () => {
    const service = await startService();
    const origin = service.origin ?? expect.fail(service.stderr());
    expect(await look()).toEqual(first);
    expect(service.stderr()).not.toContain('300');
    expect(await ask(origin, `查询 ${first?.name}`)).toContain(first?.name);
    await stop(service);
  }, 60_000);

  it('says that its port is taken, and takes its database down with it', async () => {
    const other = createServer();
    other.listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = String(typeof address === 'object' ? address?.port : address);
    try {
      const service = await startService({ PORT: port });
      expect(service.origin).toBeNull();
      expect(await service.ended).toBe(4);
      expect(service.stderr()).toContain(port);
      expect(existsSync(pidFile)).toBe(false);
    } finally {
      other.close();
    }
  }, 60_000);
});
