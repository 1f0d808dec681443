import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { FakeTelegram } from '../fakes/telegram.ts';

const program = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const secret = 'soak-secret-soak-secret';
const keptErrors = 200_000;

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}

export interface ServiceOptions {
  url: string;
  port: number;
  telegram: FakeTelegram;
  failpoint?: string;
  leaseSeconds: number;
  /** Messages a second, over all chats. */
  rate: number;
  cacheFolder: string;
  /** Keys and checkpoints; shared by replicas. */
  dataFolder: string;
  logLevel?: string;
}

/** The real program, as a process of its own. */
export interface RunningService {
  port: number;
  /** How it ended; rejects where it goes on for longer than so many seconds. */
  exit(seconds: number): Promise<NodeJS.Signals | number | null>;
  alive(): boolean;
  ready(): Promise<boolean>;
  signal(signal: 'SIGKILL' | 'SIGTERM'): void;
  /** What it wrote to stderr, the last 200 kB. */
  errors(): string;
}

export function startService(options: ServiceOptions): RunningService {
  const {
    url,
    port,
    telegram,
    failpoint,
    leaseSeconds,
    rate,
    cacheFolder,
    dataFolder,
    logLevel = 'warn',
  } = options;
  const child: ChildProcess = spawn(process.execPath, [program, 'start'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: cacheFolder,
      DATABASE_URL: url,
      PORT: String(port),
      DATA_DIR: dataFolder,
      LOG_LEVEL: logLevel,
      CONNECT_RETRY_SECONDS: '60',
      LEASE_SECONDS: String(leaseSeconds),
      TELEGRAM_BOT_TOKEN: telegram.token,
      TELEGRAM_API_ROOT: telegram.apiRoot,
      TELEGRAM_WEBHOOK_URL: `http://127.0.0.1:${port}`,
      TELEGRAM_WEBHOOK_SECRET: secret,
      PUBLIC_DAILY_QUOTA: '10000000',
      TELEGRAM_MESSAGES_PER_SECOND: String(rate),
      ...(failpoint === undefined ? {} : { FAILPOINT: failpoint }),
    },
  });
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    errors = (errors + chunk.toString()).slice(-keptErrors);
  });
  const exited: Promise<NodeJS.Signals | number | null> = once(child, 'exit').then(
    ([code, signal]) => signal ?? code,
  );
  return {
    port,
    async exit(seconds) {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(
          () => reject(new Error(`still running after ${seconds} s: ${errors}`)),
          seconds * 1000,
        );
      });
      try {
        return await Promise.race([exited, late]);
      } finally {
        clearTimeout(timer);
      }
    },
    alive: () => child.exitCode === null && child.signalCode === null,
    async ready() {
      try {
        return (await fetch(`http://127.0.0.1:${port}/readyz`)).ok;
      } catch {
        // Not listening yet, or not any more.
        return false;
      }
    },
    signal: (signal) => child.kill(signal),
    errors: () => errors,
  };
}

/** Posts one update to a replica, as Telegram does: the status, or 0 where no answer came. */
export async function post(port: number, update: object, timeoutMs = 10_000): Promise<number> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/telegram/webhook`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
      body: JSON.stringify(update),
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 0;
  }
}

export async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}
