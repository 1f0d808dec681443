import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  encodePayload,
  newAgent,
  type PostOptions,
  postDelivery,
  type Tampering,
  type WireBody,
} from './slack-deliver.ts';
import { type SlackFault, type SlackFaultRule, SlackFaults, type SlackLimits } from './slack-faults.ts';
import { type ApiArgs, limited, SlackMethods } from './slack-methods.ts';
import type { SlackPayload } from './slack-payloads.ts';
import { SlackSockets } from './slack-socket.ts';
import { type Shown, SlackState, show } from './slack-state.ts';

export interface FakeSlackOptions {
  teamId?: string;
  /** How long an acknowledgement is waited for; 3 s at Slack. */
  ackMs?: number;
  /** Pauses before the first, second and third repetition of a delivery. At Slack 0, 1 and 5 minutes. */
  retryPausesMs?: readonly number[];
  limits?: SlackLimits;
  now?: () => number;
}

/** A call that arrived, whatever became of it. */
export interface ApiCall {
  call: string;
  args: ApiArgs;
  at: number;
  /** 0: there was no answer. */
  status: number;
}

export interface DeliverOptions extends Tampering {
  by?: 'http' | 'socket';
  /** How often it is repeated where nobody acknowledges it; 3 at Slack. */
  retries?: number;
}

export interface Delivered {
  acknowledged: boolean;
  /** What came of each attempt: a status, or how it failed. */
  attempts: (number | 'timeout' | 'cut' | 'acknowledged')[];
}

/** A workspace on a server of its own: the Web API, response_urls, signed deliveries and socket mode. */
export interface FakeSlack {
  origin: string;
  apiUrl: string;
  botToken: string;
  appToken: string;
  signingSecret: string;
  state: SlackState;
  sockets: SlackSockets;
  calls: ApiCall[];
  /** Where deliveries by HTTP go. */
  endpoint: string;
  setLimits(limits: SlackLimits): void;
  fault(rule: SlackFaultRule): void;
  recover(): void;
  deliver(payload: SlackPayload | WireBody, options?: DeliverOptions): Promise<Delivered>;
  /** What can be read in a channel, oldest first; also what only one person sees. */
  seen(channel: string): Shown[];
  close(): Promise<void>;
}

export const signingSecret = 'fake-signing-secret-0001';
const bodyLimit = 4 * 1024 * 1024;

async function readArgs(request: IncomingMessage): Promise<ApiArgs> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > bodyLimit) throw new Error('body too large');
  }
  const text = Buffer.concat(chunks).toString('utf8');
  if (/json/.test(request.headers['content-type'] ?? '')) return JSON.parse(text) as ApiArgs;
  return Object.fromEntries(new URLSearchParams(text));
}

export async function startFakeSlack(options: FakeSlackOptions = {}): Promise<FakeSlack> {
  const { teamId = 'T0FAKE', ackMs = 3_000, retryPausesMs = [0, 20, 60], now = Date.now } = options;
  const tokens = { bot: 'xoxb-fake-bot-token-0001', app: 'xapp-fake-app-token-0001' };
  const state = new SlackState(teamId, 'U0FAKEBOT', now);
  const sockets = new SlackSockets();
  const faults = new SlackFaults();
  const agent = newAgent();
  const calls: ApiCall[] = [];
  let origin = '';
  const methods = new SlackMethods(state, tokens, now, {
    socket: () => `${origin.replace('http', 'ws')}/link/?ticket=${sockets.ticket()}`,
    file: (id) => `${origin}/files-pri/${id}`,
  });
  methods.limits = options.limits ?? 'real';

  function run(call: string, path: string, args: ApiArgs, request: IncomingMessage) {
    if (call === 'response_url') {
      const { status, text } = methods.respond(path, args);
      return { status, headers: {}, text };
    }
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? null;
    const { status, headers, body } = methods.call(call, args, token);
    return { status, headers, text: JSON.stringify(body) };
  }

  /** True where the fault was all there is to say. */
  async function suffer(fault: SlackFault, entry: ApiCall, response: ServerResponse): Promise<boolean> {
    if (fault.kind === 'slow') await sleep(fault.ms);
    if (fault.kind === 'silence' && fault.when !== 'after') return true;
    if (fault.kind === 'reset' && fault.when === 'before') {
      response.socket?.resetAndDestroy();
      return true;
    }
    const answer =
      fault.kind === 'rateLimited'
        ? limited(fault.retryAfterSeconds)
        : fault.kind === 'status'
          ? { status: fault.status, headers: {}, body: { oops: true } }
          : fault.kind === 'error'
            ? { status: 200, headers: {}, body: { ok: false, error: fault.error } }
            : null;
    if (answer === null) return false;
    entry.status = answer.status;
    response.writeHead(answer.status, answer.headers).end(JSON.stringify(answer.body));
    return true;
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://fake');
    const call = pathname.startsWith('/api/') ? pathname.slice('/api/'.length) : 'response_url';
    const args = await readArgs(request);
    const channel = call === 'response_url' ? state.responseUrls.get(pathname)?.channel : args.channel;
    const entry: ApiCall = { call, args, at: now(), status: 0 };
    calls.push(entry);
    const fault = faults.take(call, typeof channel === 'string' ? channel : undefined);
    if (fault && (await suffer(fault, entry, response))) return;
    const { status, headers, text } = run(call, pathname, args, request);
    if (fault?.kind === 'silence') return;
    if (fault?.kind === 'reset') return void response.socket?.resetAndDestroy();
    entry.status = status;
    if (fault?.kind === 'truncated') {
      const half = text.slice(0, Math.ceil(text.length / 2));
      if (fault.tidy) return void response.writeHead(status, headers).end(half);
      response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(text) });
      response.write(half, () => response.socket?.destroy());
      return;
    }
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers }).end(text);
  }

  /** A file's content, for who may have it. */
  function giveFile(request: IncomingMessage, response: ServerResponse): void {
    const file = state.files.get(request.url?.split('/').at(-1) ?? '');
    const known = request.headers.authorization === `Bearer ${tokens.bot}`;
    response.writeHead(!known ? 403 : file ? 200 : 404).end(known ? file?.content : undefined);
  }

  const server = createServer((request, response) => {
    if (request.method === 'GET') return giveFile(request, response);
    handle(request, response).catch(() => response.destroy());
  });
  server.on('upgrade', (request, socket, head) => sockets.upgrade(request, socket, head));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function attempt(
    payload: SlackPayload | WireBody,
    how: DeliverOptions,
    retry: { num: number; reason: string } | null,
  ) {
    const about = { ackMs, ...(retry && { retry }) };
    if (how.by === 'socket') {
      if (!('kind' in payload)) throw new Error('a socket carries payloads only');
      return sockets.deliver(payload, how.cutAt === undefined ? about : { ...about, cutAt: how.cutAt });
    }
    const wire = 'kind' in payload ? encodePayload(payload) : payload;
    const post: PostOptions = { now, agent, ...about, ...how, secret: how.secret ?? signingSecret };
    return postDelivery(fake.endpoint, wire, post);
  }

  const fake: FakeSlack = {
    origin,
    apiUrl: `${origin}/api/`,
    botToken: tokens.bot,
    appToken: tokens.app,
    signingSecret,
    state,
    sockets,
    calls,
    endpoint: '',
    setLimits: (limits) => {
      methods.limits = limits;
    },
    fault: (rule) => faults.add(rule),
    recover: () => faults.recover(),
    async deliver(payload, how = {}) {
      const attempts: Delivered['attempts'] = [];
      for (let num = 0; num <= (how.retries ?? 0); num += 1) {
        const last = attempts.at(-1);
        const reason =
          last === 'timeout' ? 'http_timeout' : last === 'cut' ? 'connection_failed' : 'http_error';
        if (num > 0) await sleep(retryPausesMs[num - 1] ?? 0);
        const result = await attempt(payload, how, num === 0 ? null : { num, reason });
        attempts.push(result);
        if (result === 'acknowledged' || (typeof result === 'number' && result >= 200 && result < 300)) {
          return { acknowledged: true, attempts };
        }
      }
      return { acknowledged: false, attempts };
    },
    seen: (channel) => state.messages(channel).map(show),
    async close() {
      sockets.drop();
      agent.destroy();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return fake;
}
