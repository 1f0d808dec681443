import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { declareAccess } from '../../src/chat/access.ts';
import { type Adapter, type Sink, unlimited } from '../../src/chat/adapter.ts';
import type { Card } from '../../src/chat/card.ts';
import type { ChatEvent, Locale } from '../../src/chat/event.ts';
import { webWords } from '../../src/chat/words/web.ts';
import { decodeCursor, decodePosted } from './decode.ts';
import { allowPage, chatOf, ensureSession, guardRequest } from './guard.ts';
import { Live } from './live.ts';
import { WebProblem } from './problem.ts';
import { chatStream, type WebLog } from './stream.ts';
import { Takeover } from './takeover.ts';

const platform = 'web';
const pageFolder = fileURLToPath(new URL('./page', import.meta.url));
const replayMessages = 200;

/** The page draws cards itself, as elements and text. */
export interface WebMessage {
  card: Card;
  locale: Locale;
}

export interface WebAdapterOptions {
  log: WebLog;
  /** Who can be talked as; everybody who opens the page may, so sample persons only. Not empty. */
  personas: readonly { id: string; label: Readonly<Record<Locale, string>> }[];
  clock: { now(): Date };
  random: { bytes(length: number): Uint8Array };
  /** What may be kept and shown again of a person's text: ID numbers are masked. The core gets the text itself. */
  redact(text: string): string;
  /** Host names allowed beside localhost, 127.0.0.1 and [::1], lower case, without port. */
  hosts?: readonly string[];
  heartbeatMs?: number;
}

/**
 * The local web chat under `/chat/`: one page, answers by server-sent events. A chat is `<session>:<persona>`,
 * the user is the persona. Its routes need the error handler of the server they hang on: refusals are thrown
 * with `statusCode` and `code`.
 */
export function createWebAdapter(options: WebAdapterOptions): Adapter<WebMessage> {
  const { log, personas, clock, random, redact, hosts = [], heartbeatMs = 15_000 } = options;
  const live = new Live();
  const takeover = new Takeover();

  function knownChat(request: FastifyRequest, persona: unknown): { chatId: string; userId: string } {
    const known = personas.find(({ id }) => id === persona);
    if (!known) throw new WebProblem(400, 'web.persona');
    return { chatId: chatOf(request, known.id), userId: known.id };
  }

  async function takeMessage(request: FastifyRequest, reply: FastifyReply) {
    const { persona, id, content } = decodePosted(request.body);
    const { chatId, userId } = knownChat(request, persona);
    const receivedAt = clock.now();
    const event: ChatEvent = {
      platform,
      eventId: id,
      chatId,
      chatKind: 'private',
      userId,
      content,
      receivedAt,
    };
    await takeover.once(event, async () => {
      const kept = content.type === 'text' ? { ...content, text: redact(content.text) } : content;
      await log.append(chatId, 'in', id, kept, receivedAt);
      live.wake(chatId);
    });
    return reply.code(202).send({ id });
  }

  function streamEvents(request: FastifyRequest<{ Querystring: Query }>, reply: FastifyReply) {
    const { chatId } = knownChat(request, request.query.persona);
    const afterSeq = decodeCursor(request.headers['last-event-id'] ?? request.query.after);
    const listener = live.listen(chatId);
    reply.raw.once('close', () => listener.close());
    reply.headers({ 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });
    const stream = chatStream({ log, listener, chatId, afterSeq, replay: replayMessages, heartbeatMs });
    return reply.send(Readable.from(stream));
  }

  return {
    platform,
    capabilities: {
      buttons: true,
      edit: true,
      ephemeral: false,
      threads: false,
      files: false,
      maxText: 1_000_000,
      maxTextUnit: 'utf16',
      actionBytes: 128,
      maxButtons: 100,
      ackMs: 30_000,
      markup: 'dom',
      pace: unlimited,
    },

    async start(sink: Sink) {
      takeover.open(sink);
    },

    async stop() {
      await takeover.close();
      live.close();
    },

    routes(app: FastifyInstance) {
      app.register(async (scope) => {
        declareAccess(scope, 'session');
        scope.addHook('onRequest', async (request, reply) => {
          guardRequest(request, hosts);
          allowPage(reply);
        });
        // Otherwise the server would wait for streams that never end.
        scope.addHook('preClose', async () => live.close());
        await scope.register(fastifyStatic, {
          root: pageFolder,
          prefix: '/chat/',
          cacheControl: false,
          decorateReply: false,
        });
        scope.get('/', (_request, reply) => reply.redirect('/chat/'));
        scope.get('/chat', (_request, reply) => reply.redirect('/chat/'));
        // The session begins here and not with the page: SameSite=Strict withholds the cookie from a page opened
        // by a link on another site, and a new session would then take the place of the old one.
        scope.get('/chat/personas', (request, reply) => {
          ensureSession(request, reply, random);
          return reply.header('cache-control', 'no-store').send({ personas, words: webWords });
        });
        scope.get<{ Querystring: Query }>('/chat/events', streamEvents);
        scope.post('/chat/messages', takeMessage);
      });
    },

    render: (card, locale) => [{ card, locale }],

    async send(to, rendered, deliveryKey) {
      const seq = await log.append(to.chatId, 'out', deliveryKey, rendered, clock.now());
      live.wake(to.chatId);
      return { messageId: String(seq) };
    },

    async edit(to, { messageId }, rendered, deliveryKey) {
      const replacing = { ...rendered, replaces: Number(messageId) };
      await log.append(to.chatId, 'out', deliveryKey, replacing, clock.now());
      live.wake(to.chatId);
    },
  };
}

interface Query {
  persona?: unknown;
  after?: unknown;
}
