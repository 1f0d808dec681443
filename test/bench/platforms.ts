import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, createServer, request, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const benchTokens = {
  telegram: '7000000001:AABenchBenchBenchBenchBenchBench000',
  slack: 'xoxb-bench-bench-bench',
  secret: 'bench-secret-bench-secret',
};

const byHand = fileURLToPath(new URL('./by-hand.ts', import.meta.url));
const program = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** A platform that takes everything at once: what is measured is the sender. */
export async function startTaker(): Promise<{ origin: string; taken: () => number; close(): void }> {
  let taken = 0;
  const server: Server = createServer((incoming, outgoing) => {
    incoming.resume().on('end', () => {
      taken += 1;
      const body = JSON.stringify({
        ok: true,
        // Each platform finds its own fields.
        result: {
          message_id: taken,
          id: 7,
          is_bot: true,
          first_name: 'x',
          username: 'x_bot',
          date: 0,
          chat: {},
        },
        ts: `1.${taken}`,
        channel: 'D1',
        team_id: 'T1',
        user_id: 'U0BOT',
        bot_id: 'B1',
      });
      outgoing.writeHead(200, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      });
      outgoing.end(body);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    origin: `http://127.0.0.1:${port}`,
    taken: () => taken,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

export interface Subject {
  port: number;
  metricsPort: number;
  stop(): Promise<void>;
}

async function started(child: ChildProcess, port: number, metricsPort: number): Promise<Subject> {
  for (let waited = 0; ; waited += 1) {
    const up = await fetch(`http://127.0.0.1:${metricsPort}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (up) break;
    if (waited > 300 || child.exitCode !== null) throw new Error('it does not start');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    port,
    metricsPort,
    async stop() {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

export type PlatformName = 'telegram' | 'slack';

export function startByHand(
  platform: PlatformName,
  url: string,
  port: number,
  api: string,
): Promise<Subject> {
  const child = spawn(process.execPath, [byHand, platform, url, String(port), api], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return started(child, port, platform === 'slack' ? port + 1 : port);
}

export function startOurs(platform: PlatformName, url: string, port: number, api: string): Promise<Subject> {
  const settings: Record<PlatformName, Record<string, string>> = {
    telegram: {
      TELEGRAM_BOT_TOKEN: benchTokens.telegram,
      TELEGRAM_API_ROOT: api,
      TELEGRAM_WEBHOOK_URL: `http://127.0.0.1:${port}`,
      TELEGRAM_WEBHOOK_SECRET: benchTokens.secret,
      TELEGRAM_MESSAGES_PER_SECOND: '1000',
    },
    slack: {
      SLACK_BOT_TOKEN: benchTokens.slack,
      SLACK_SIGNING_SECRET: benchTokens.secret,
      SLACK_API_URL: api,
    },
  };
  // Keys and checkpoints of this database, and of no other.
  const dataDir = mkdtempSync(join(tmpdir(), 'chengxin-bench-service-'));
  const child = spawn(process.execPath, [program, 'start'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      DATABASE_URL: url,
      DATA_DIR: dataDir,
      PORT: String(port),
      LOG_LEVEL: 'error',
      PUBLIC_DAILY_QUOTA: '10000000',
      ...settings[platform],
    },
  });
  child.once('exit', () => rmSync(dataDir, { recursive: true, force: true }));
  return started(child, port, port);
}

/** CPU seconds that a process has used, by its own metrics. */
export async function cpuSeconds({ metricsPort }: Subject): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
  return Number(/^process_cpu_seconds_total (\S+)/m.exec(text)?.[1] ?? Number.NaN);
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** Posts a look-up as the platform does; the milliseconds until it was acknowledged. */
export function deliver(platform: PlatformName, port: number, n: number, code: string): Promise<number> {
  const wire = platform === 'telegram' ? telegramUpdate(n, code) : slackCommand(n, code);
  const start = performance.now();
  return new Promise((resolve, reject) => {
    const options = {
      host: '127.0.0.1',
      port,
      path: wire.path,
      method: 'POST',
      headers: wire.headers,
      agent,
    };
    request(options, (response) => {
      response.resume().on('end', () => {
        if (response.statusCode === 200) resolve(performance.now() - start);
        else reject(new Error(`answered ${response.statusCode}`));
      });
    })
      .on('error', reject)
      .end(wire.body);
  });
}

interface Wire {
  path: string;
  headers: Record<string, string | number>;
  body: string;
}

function telegramUpdate(n: number, code: string): Wire {
  const from = { id: 1_000_000 + n, is_bot: false, first_name: '示例' };
  const chat = { id: from.id, type: 'private', first_name: '示例' };
  const message = { message_id: n, from, chat, date: 1_790_000_000, text: `查询 ${code}` };
  const body = JSON.stringify({ update_id: n, message });
  return {
    path: '/telegram/webhook',
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'x-telegram-bot-api-secret-token': benchTokens.secret,
    },
    body,
  };
}

/** https://docs.slack.dev/authentication/verifying-requests-from-slack */
function slackCommand(n: number, code: string): Wire {
  const body = new URLSearchParams({
    token: 'x',
    team_id: 'T1',
    team_domain: 'x',
    channel_id: `D${n}`,
    channel_name: 'directmessage',
    user_id: `U${n}`,
    user_name: 'x',
    command: '/chengxin',
    text: `查询 ${code}`,
    api_app_id: 'A1',
    trigger_id: `1.${n}`,
  }).toString();
  const at = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', benchTokens.secret).update(`v0:${at}:${body}`).digest('hex');
  return {
    path: '/slack/events',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': Buffer.byteLength(body),
      'x-slack-request-timestamp': at,
      'x-slack-signature': `v0=${signature}`,
    },
    body,
  };
}
