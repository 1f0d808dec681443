import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FakeUpdate } from './telegram-updates.ts';

/** How an update is posted. */
export interface PostOptions {
  /** Tries until 2xx, at most so many; absent: one. */
  attempts?: number;
  /** Pause between tries. */
  retryMs?: number;
  secret?: 'right' | 'wrong' | 'none';
  /** The body goes out in two TCP segments, the first of so many bytes. */
  cutAt?: number;
  /** The connection ends after so many bytes of the body. */
  endAfter?: number;
  /** Instead of the update. */
  body?: string | Buffer;
  contentType?: string;
}

export interface PostReport {
  acknowledged: boolean;
  /** Of each try; 0 where no answer came. */
  statuses: number[];
  /** The body of the last answer. */
  answer: string;
}

interface Target {
  url: string;
  secret: string | undefined;
}

interface Answer {
  status: number;
  body: string;
}

/** Long enough that the kernel sends what was written before as a segment of its own. */
const segmentMs = 2;

/** Posts as Telegram does. https://core.telegram.org/bots/api#setwebhook */
export class WebhookPoster {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 40 });

  async post(target: Target, update: FakeUpdate | null, options: PostOptions = {}): Promise<PostReport> {
    const { attempts = 1, retryMs = 20, body = JSON.stringify(update) } = options;
    const report: PostReport = { acknowledged: false, statuses: [], answer: '' };
    while (!report.acknowledged && report.statuses.length < attempts) {
      if (report.statuses.length > 0) await sleep(retryMs);
      const { status, body: answer } = await this.#once(target, Buffer.from(body), options);
      report.statuses.push(status);
      report.answer = answer;
      report.acknowledged = status >= 200 && status < 300;
    }
    return report;
  }

  close(): void {
    this.#agent.destroy();
  }

  #once(target: Target, body: Buffer, options: PostOptions): Promise<Answer> {
    const { secret = 'right', contentType = 'application/json' } = options;
    const given = secret === 'wrong' ? 'not-the-secret-000' : target.secret;
    const headers: Record<string, string> = {
      'content-type': contentType,
      'content-length': String(body.length),
      ...(secret === 'none' || given === undefined ? {} : { 'x-telegram-bot-api-secret-token': given }),
    };
    const raw = options.cutAt !== undefined || options.endAfter !== undefined;
    return raw ? postRaw(target.url, headers, body, options) : this.#postPlain(target.url, headers, body);
  }

  #postPlain(url: string, headers: Record<string, string>, body: Buffer): Promise<Answer> {
    return new Promise((resolve) => {
      const failed = () => resolve({ status: 0, body: '' });
      const sent = request(url, { method: 'POST', headers, agent: this.#agent }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', failed);
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }),
        );
      });
      sent.on('error', failed).end(body);
    });
  }
}

/** Over a bare socket, so that the test decides what stands in which segment. */
async function postRaw(
  url: string,
  headers: Record<string, string>,
  body: Buffer,
  { cutAt, endAfter }: PostOptions,
): Promise<Answer> {
  const { hostname, port, pathname } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  const lines = Object.entries({ host: `${hostname}:${port}`, connection: 'close', ...headers });
  socket.write(
    `POST ${pathname} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`,
  );
  const answer = readAnswer(socket);
  const first = body.subarray(0, endAfter ?? cutAt);
  await written(socket, first);
  await sleep(segmentMs);
  if (endAfter !== undefined) socket.end();
  else await written(socket, body.subarray(first.length));
  return answer;
}

function written(socket: Socket, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => socket.write(bytes, () => resolve()));
}

async function readAnswer(socket: Socket): Promise<Answer> {
  const chunks: Buffer[] = [];
  await new Promise<void>((resolve) => {
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('close', () => resolve()).on('error', () => resolve());
  });
  const text = Buffer.concat(chunks).toString();
  const end = text.indexOf('\r\n\r\n');
  return {
    status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0),
    body: end < 0 ? '' : text.slice(end + 4),
  };
}
