import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';
import type { SlackPayload } from './slack-payloads.ts';

/** A delivery as it goes over the wire. */
export interface WireBody {
  contentType: string;
  body: Buffer;
}

/** What is wrong with a delivery, on purpose. */
export interface Tampering {
  /** Signs with this instead of the app's secret. */
  secret?: string;
  /** Seconds; now if left out. */
  timestamp?: number;
  /** The header itself; null: none. */
  signature?: string | null;
  /** What is sent instead of what was signed. */
  replaced?: (body: Buffer) => Buffer;
  /** The first TCP segment ends after so many bytes of the body. */
  cutAt?: number;
  /** The connection ends after so many bytes, though more were announced. */
  truncateAt?: number;
  headers?: Record<string, string>;
}

export interface PostOptions extends Tampering {
  secret: string;
  now: () => number;
  /** How long an acknowledgement is waited for. */
  ackMs: number;
  agent: Agent;
  retry?: { num: number; reason: string };
}

export function encodePayload({ kind, body }: SlackPayload): WireBody {
  if (kind === 'event') {
    return { contentType: 'application/json', body: Buffer.from(JSON.stringify(body)) };
  }
  const fields =
    kind === 'interactive'
      ? { payload: JSON.stringify(body) }
      : Object.fromEntries(Object.entries(body).map(([name, value]) => [name, String(value)]));
  return {
    contentType: 'application/x-www-form-urlencoded',
    body: Buffer.from(new URLSearchParams(fields).toString()),
  };
}

/** https://docs.slack.dev/authentication/verifying-requests-from-slack */
export function signatureOf(secret: string, timestamp: number, body: Buffer): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex')}`;
}

/** The status of the answer, or why there was none. */
export function postDelivery(
  url: string,
  wire: WireBody,
  options: PostOptions,
): Promise<number | 'timeout' | 'cut'> {
  const timestamp = options.timestamp ?? Math.floor(options.now() / 1000);
  const signature =
    options.signature === undefined ? signatureOf(options.secret, timestamp, wire.body) : options.signature;
  const body = options.replaced ? options.replaced(wire.body) : wire.body;
  return new Promise((resolve) => {
    const sent = request(url, {
      method: 'POST',
      agent: options.agent,
      headers: {
        'content-type': wire.contentType,
        'content-length': body.length,
        'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
        'x-slack-request-timestamp': String(timestamp),
        ...(signature === null ? {} : { 'x-slack-signature': signature }),
        ...(options.retry && {
          'x-slack-retry-num': String(options.retry.num),
          'x-slack-retry-reason': options.retry.reason,
        }),
        ...options.headers,
      },
    });
    const timer = setTimeout(() => {
      resolve('timeout');
      sent.destroy();
    }, options.ackMs);
    const end = (result: number | 'cut'): void => {
      clearTimeout(timer);
      resolve(result);
    };
    sent.setNoDelay(true);
    sent.on('response', (response) => {
      response.resume();
      response.once('end', () => end(response.statusCode ?? 0));
      response.once('error', () => end('cut'));
    });
    sent.on('error', () => end('cut'));
    const { cutAt, truncateAt } = options;
    if (truncateAt !== undefined) {
      sent.write(body.subarray(0, truncateAt), () => setTimeout(() => sent.destroy(), 5));
    } else if (cutAt !== undefined && cutAt > 0 && cutAt < body.length) {
      // The rest is written once the first segment has left.
      sent.write(body.subarray(0, cutAt), () => setImmediate(() => sent.end(body.subarray(cutAt))));
    } else sent.end(body);
  });
}

export function newAgent(): Agent {
  return new Agent({ keepAlive: true, maxSockets: 64 });
}

/** Each of them 1 to `copies` times, shuffled; the same for the same seed. */
export function disordered<T>(
  deliveries: readonly T[],
  { seed, copies }: { seed: number; copies: number },
): T[] {
  let state = seed >>> 0;
  const below = (limit: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const all = deliveries.flatMap((delivery) => Array<T>(1 + below(copies)).fill(delivery));
  return all
    .map((delivery) => ({ delivery, place: below(2 ** 32) }))
    .sort((a, b) => a.place - b.place)
    .map(({ delivery }) => delivery);
}
