import type { AddressInfo } from 'node:net';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { createWebAdapter, type WebAdapterOptions, type WebMessage } from '../../adapters/web/adapter.ts';
import type { Adapter } from '../../src/chat/adapter.ts';
import type { Card } from '../../src/chat/card.ts';
import type { ChatEvent, Locale } from '../../src/chat/event.ts';
import { systemClock, systemRandom } from '../../src/domain/ports.ts';
import type { Database } from '../../src/store/database.ts';
import { webMessages } from '../../src/store/web-messages.ts';
import { createServer } from '../../src/web/server.ts';

export const personas = [
  { id: 'official', label: { zh: '科员', en: 'Official' } },
  { id: 'inspector', label: { zh: '执法人员', en: 'Inspector' } },
  { id: 'enterprise', label: { zh: '企业', en: 'Enterprise' } },
  { id: 'public', label: { zh: '公众', en: 'Public' } },
];

/** A card that says one text, and nothing else. */
export function plainCard(title: string, children: Card['children'] = []): Card {
  return { title, tone: 'neutral', children, source: null };
}

type Answer = (event: ChatEvent) => { cards: Card[]; locale?: Locale };

/** A web chat on a port of its own, with a router that answers as the test says. */
export interface WebChat {
  origin: string;
  adapter: Adapter<WebMessage>;
  app: FastifyInstance;
  /** What the core took over, in order. */
  events: ChatEvent[];
  answer: Answer;
  /** Runs before the core takes an event over; may reject. */
  before: (event: ChatEvent) => Promise<void>;
  close(): Promise<void>;
}

export async function startWebChat(
  database: Database,
  options: Partial<WebAdapterOptions> & {
    logger?: FastifyBaseLogger;
    health?: () => Promise<void>;
    port?: number;
  } = {},
): Promise<WebChat> {
  const { logger, health = async () => undefined, port = 0, ...adapterOptions } = options;
  const adapter = createWebAdapter({
    log: webMessages(database.sql),
    personas,
    clock: systemClock,
    random: systemRandom,
    redact: (text) => text,
    ...adapterOptions,
  });
  const app = createServer(logger ? { logger, health } : { health });
  adapter.routes?.(app);
  const chat: WebChat = {
    origin: '',
    adapter,
    app,
    events: [],
    answer: () => ({ cards: [] }),
    before: async () => undefined,
    async close() {
      await adapter.stop();
      await app.close();
    },
  };
  await adapter.start(async (event) => {
    await chat.before(event);
    chat.events.push(event);
    const { cards, locale = 'zh' } = chat.answer(event);
    for (const [index, card] of cards.entries()) {
      for (const rendered of adapter.render(card, locale)) {
        await adapter.send(event, rendered, `${event.eventId}:${index}`);
      }
    }
  });
  await app.listen({ host: '127.0.0.1', port });
  chat.origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  return chat;
}
