import { App, LogLevel, type Receiver } from '@slack/bolt';
import type { Sink } from '../../src/chat/adapter.ts';
import type { ChatEvent } from '../../src/chat/event.ts';
import { clientOptions, silentLogger } from './client.ts';
import { type DecodeContext, decode } from './decode.ts';
import type { SlackOptions } from './options.ts';

interface Delivery {
  event: ChatEvent;
  sink: Sink;
  taken: boolean;
}

/** What deliveries go through, whichever way they come in. */
export interface SlackReceiver extends Receiver {
  start(sink: Sink): Promise<void>;
  /** Takes nothing more and waits for what is under way. */
  stop(): Promise<void>;
  /** Resolves once the payload is dealt with, rejects when it must be delivered again. */
  take(payload: unknown): Promise<void>;
}

/**
 * A receiver for bolt inside our own server and socket. bolt acknowledges an event before anybody has seen it; here
 * its `ack` does nothing, and what counts is that the sink resolved: the caller of `take` acknowledges then.
 */
export function createReceiver(options: SlackOptions, context: () => DecodeContext): SlackReceiver {
  const deliveries = new WeakMap<object, Delivery>();
  const underWay = new Set<Promise<void>>();
  let bolt: App | null = null;
  let sink: Sink | null = null;

  async function pass(delivery: Delivery, body: Record<string, unknown>): Promise<void> {
    deliveries.set(body, delivery);
    await bolt?.processEvent({ body, ack: async () => undefined });
    // bolt drops what it does not know without an error: that would be lost.
    if (!delivery.taken) throw new Error('slack: the event was not handed on');
  }

  /** https://docs.slack.dev/reference/events/app_rate_limited: for a minute events are not delivered at all. */
  function noteLoss(payload: unknown): void {
    const { type } = typeof payload === 'object' && payload !== null && 'type' in payload ? payload : {};
    if (type === 'app_rate_limited')
      options.log.warn({ reason: type }, 'Slack: too many events, some are lost');
  }

  const receiver: SlackReceiver = {
    init(app: App) {
      bolt = app;
      app.use(async ({ body }) => {
        const delivery = deliveries.get(body);
        if (!delivery) return;
        await delivery.sink(delivery.event);
        delivery.taken = true;
      });
      // The default one prints the error, and the error holds what was sent.
      app.error(async (error) => {
        throw error;
      });
    },
    async start(to) {
      sink = to;
    },
    async stop() {
      sink = null;
      await Promise.allSettled(underWay);
    },
    async take(payload) {
      const known = decode(payload, context());
      if (known === null) return noteLoss(payload);
      if (sink === null) throw new Error('slack: not started or stopped');
      const passed = pass({ event: known.event, sink, taken: false }, known.body);
      underWay.add(passed);
      try {
        await passed;
      } finally {
        underWay.delete(passed);
      }
    },
  };
  new App({
    receiver,
    // Given as a function, since with `token` bolt would call Slack at once and crash the process where it fails.
    // One `teamId` for all: bolt keeps a client per workspace in an object, under the name that stands in the
    // payload, and `constructor` is one as well.
    authorize: async () => ({ botToken: options.botToken, teamId: 'T' }),
    logger: silentLogger,
    logLevel: LogLevel.ERROR,
    clientOptions: clientOptions(options),
    ignoreSelf: false,
    // The default remembers every conversation for ever.
    convoStore: false,
  });
  return receiver;
}
