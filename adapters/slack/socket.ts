import { SocketModeReceiver } from '@slack/bolt';
import { z } from 'zod';
import { backoff, pause } from './backoff.ts';
import { clientOptions, silentLogger } from './client.ts';
import { callError } from './errors.ts';
import { defaultBackoffMs, type SlackOptions } from './options.ts';

type Client = SocketModeReceiver['client'];

const defaultTimes = {
  /** How long a connection waits to be greeted. */
  helloMs: 30_000,
  /** How long one that Slack gives notice to waits for its last acknowledgements. */
  drainMs: 3_000,
  flushMs: 20,
  /** How long a connection that failed is given to be gone. */
  closeMs: 1_000,
  /** A connection that did not last so long counts as a failure. */
  steadyMs: 10_000,
};

const frame = z.object({ type: z.string() });
const eventEnvelope = z.object({ payload: z.object({ event: z.object({ type: z.string() }) }) });

/** What the socket mode client tells of an envelope. */
interface Enveloped {
  ack(): Promise<void>;
  body: unknown;
}

/** One connection, from the call that asks for its address to its end. */
interface Connection {
  /** Rejects where Slack does not greet us. */
  greeted: Promise<unknown>;
  /** Slack has given notice, or the connection is gone. */
  ending: Promise<void>;
  close(): Promise<void>;
}

export interface SlackSocket {
  /** Resolves after the first attempt to connect, whether or not it succeeded. */
  start(): Promise<void>;
  /** Closes after the envelopes under way have been acknowledged or refused. */
  stop(): Promise<void>;
}

export interface SocketOptions extends SlackOptions {
  appToken: string;
  times?: Partial<typeof defaultTimes>;
}

/**
 * Socket mode over bolt's receiver, of which only the client is used. bolt acknowledges an event before its listeners
 * have run; here an envelope is acknowledged once `take` resolved, and not at all when it rejected: then Slack sends
 * it again. The client's own reconnecting is off: where Slack cannot be reached it rejects a promise nobody holds,
 * which ends the process. https://docs.slack.dev/apis/events-api/using-socket-mode
 */
export function createSocket(options: SocketOptions, take: (payload: unknown) => Promise<void>): SlackSocket {
  const { log, backoffMs = defaultBackoffMs } = options;
  const times = { ...defaultTimes, ...options.times };
  const stopped = new AbortController();
  const open = new Set<Connection>();

  function connect(): Connection {
    const { client } = new SocketModeReceiver({
      appToken: options.appToken,
      logger: silentLogger,
      autoReconnectEnabled: false,
      installerOptions: { clientOptions: clientOptions(options) },
    });
    const underWay = new Set<Promise<void>>();
    const gone = new Promise<void>((resolve) => {
      client.on('disconnected', () => resolve());
    });
    const noticed = new Promise<void>((resolve) => {
      guardFrames(client, resolve);
    });
    client.on('slack_event', ({ ack, body }: Enveloped) => {
      const handled = take(body)
        .then(() => ack())
        // Not taken over, or the connection went in between: in either case Slack delivers it again.
        .catch(() => log.warn({}, 'Slack: an envelope was not acknowledged'))
        .finally(() => underWay.delete(handled));
      underWay.add(handled);
    });
    let failed = false;
    client.on('error', () => {
      failed = true;
    });
    let closed: Promise<void> | null = null;
    async function close(): Promise<void> {
      // A call that still asks for the address would open a connection later on.
      client.on('connecting', () => setImmediate(() => void hangUp(client)));
      await settledWithin(Promise.allSettled(underWay), times.drainMs);
      // The last acknowledgements may still be on their way out.
      await pause(times.flushMs, new AbortController().signal);
      await (failed ? settledWithin(gone, times.closeMs) : hangUp(client));
      open.delete(connection);
    }
    const connection: Connection = {
      greeted: client.start(),
      ending: Promise.race([gone, noticed]),
      close: () => {
        closed ??= close();
        return closed;
      },
    };
    open.add(connection);
    return connection;
  }

  /** Whether the connection lasted, and for how long Slack does not want to be asked for another. */
  async function keepOne(attempted: () => void): Promise<{ lasted: boolean; retryAfterMs: number }> {
    const connection = connect();
    const since = performance.now();
    try {
      await Promise.race([greetedInTime(connection.greeted, times.helloMs), aborted(stopped.signal)]);
      attempted();
      if (!stopped.signal.aborted) {
        log.info({}, 'Slack: socket open');
        await Promise.race([connection.ending, aborted(stopped.signal)]);
      }
      return { lasted: performance.now() - since > times.steadyMs, retryAfterMs: 0 };
    } catch (error) {
      const { message, retryAfterMs } = callError('apps.connections.open', error);
      log.warn({ reason: message }, 'Slack: no socket, trying again');
      attempted();
      return { lasted: false, retryAfterMs };
    } finally {
      // In the background: the next connection need not wait for the last acknowledgements of this one.
      void connection.close();
    }
  }

  async function keepConnected(attempted: () => void): Promise<void> {
    let failures = 0;
    while (!stopped.signal.aborted) {
      const { lasted, retryAfterMs } = await keepOne(attempted);
      failures = lasted ? 0 : failures + 1;
      // Slack recycles connections: the first time the next one is opened at once.
      const wait = failures > 1 ? backoff(backoffMs, failures - 1, retryAfterMs) : retryAfterMs;
      if (wait > 0) await pause(wait, stopped.signal);
    }
  }

  let running: Promise<void> | null = null;
  return {
    start: () =>
      new Promise((resolve) => {
        running = keepConnected(resolve);
      }),
    async stop() {
      stopped.abort();
      await running;
      await Promise.all([...open].map((connection) => connection.close()));
    },
  };
}

/**
 * Lets only well-formed frames through to the client. It emits an event by the name that stands in the payload, so
 * that one called `close` would be taken for the connection's end, and a payload without a name ends the process.
 * Slack's notice to disconnect does not get through either: we close when the last acknowledgement is out.
 */
function guardFrames(client: Client, noticed: () => void): void {
  const theirs = client.listeners('ws_message');
  client.removeAllListeners('ws_message');
  client.on('ws_message', (data: unknown, isBinary: unknown) => {
    const parsed = isBinary === true || typeof data !== 'string' ? null : parse(data);
    const known = frame.safeParse(parsed);
    if (!known.success) return;
    if (known.data.type === 'disconnect') return noticed();
    if (known.data.type !== 'hello') {
      const event = eventEnvelope.safeParse(parsed);
      const name = known.data.type !== 'events_api' ? known.data.type : event.data?.payload.event.type;
      if (name === undefined || client.listenerCount(name) > 0) return;
    }
    for (const listener of theirs) Reflect.apply(listener, client, [data, false]);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/**
 * Closes without waiting for the far end. Asked once, the client sets a timer of half a minute for its answer, and
 * loses it when the connection breaks meanwhile: the process would not end before that. Asked twice it lets go at once.
 */
function hangUp(client: Client): Promise<void> {
  void client.disconnect();
  return client.disconnect();
}

/** Waits for a promise that does not reject, but not for ever. */
async function settledWithin(promise: Promise<unknown>, ms: number): Promise<void> {
  const settled = new AbortController();
  await Promise.race([promise.finally(() => settled.abort()), pause(ms, settled.signal)]);
}

async function greetedInTime(greeted: Promise<unknown>, ms: number): Promise<void> {
  let settled = false;
  const done = (): void => {
    settled = true;
  };
  await settledWithin(greeted.then(done, done), ms);
  if (!settled) throw new DOMException('no hello', 'TimeoutError');
  await greeted;
}
