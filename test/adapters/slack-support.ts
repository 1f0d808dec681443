import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSlackAdapter, type SlackMessage, type SlackOptions } from '../../adapters/slack/adapter.ts';
import { type Adapter, SendError } from '../../src/chat/adapter.ts';
import type { Card } from '../../src/chat/card.ts';
import { systemClock } from '../../src/domain/ports.ts';
import { sampleCommands } from './slack-harness.ts';

/** A card with nothing on it but what is given. */
export function plainCard(
  title: string,
  children: Card['children'] = [],
  source: string | null = null,
): Card {
  return { title, tone: 'neutral', children, source };
}

/** An adapter that talks to somebody else than the fake. */
export function slackAt(apiUrl: string, more: Partial<SlackOptions> = {}): Adapter<SlackMessage> {
  return createSlackAdapter({
    botToken: 'xoxb-elsewhere',
    signingSecret: 'unused-secret',
    appToken: null,
    apiUrl,
    commands: sampleCommands,
    clock: systemClock,
    log: { info: () => undefined, warn: () => undefined },
    sendTimeoutMs: 400,
    backoffMs: { first: 10, last: 80 },
    ...more,
  });
}

/** The only message that a card becomes. */
export function rendered(
  adapter: Pick<Adapter<SlackMessage>, 'render'>,
  card: Card,
  plain = false,
): SlackMessage {
  const [message, ...more] = adapter.render(card, 'zh', plain);
  if (!message || more.length > 0) throw new Error('one message was expected');
  return message;
}

/** The SendError with which something fails; anything else fails the test. */
export async function failure(run: Promise<unknown>): Promise<SendError> {
  const error = await run.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof SendError)) throw error;
  return error;
}

/** A server that is not Slack. */
export async function listening(listener: RequestListener): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export async function until(what: string, holds: () => boolean, ms = 3_000): Promise<void> {
  for (const began = performance.now(); !holds(); await sleep(5)) {
    if (performance.now() - began > ms) throw new Error(`it never happened: ${what}`);
  }
}

/** A gate for a sink: how many came to it, and the way to open it. */
export function gate(): { pass(): Promise<void>; open(): void; readonly waiting: number } {
  let waiting = 0;
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return {
    async pass() {
      waiting += 1;
      await opened;
    },
    open: () => open(),
    get waiting() {
      return waiting;
    },
  };
}
