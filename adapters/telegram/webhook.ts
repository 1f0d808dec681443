import type { FastifyInstance } from 'fastify';
import { declareAccess } from '../../src/chat/access.ts';
import { secretComparer } from './guard.ts';
import type { AdapterLog } from './polling.ts';
import { MalformedUpdate } from './update.ts';

/** Bears no secret: paths end up in logs of proxies. */
export const webhookPath = '/telegram/webhook';
/** Far above any update: a text has at most 4096 characters, and files are not in it. */
const bodyLimit = 1024 * 1024;
/** Anybody can knock: one line in so many milliseconds tells as much as thousands. */
const refusalLogMs = 10_000;
const utf8 = new TextDecoder('utf-8', { fatal: true });

interface WebhookOptions {
  secret: string;
  /** Resolves once the update is taken over. @throws MalformedUpdate for one that never will be */
  take: (body: unknown) => Promise<void>;
  log: AdapterLog;
}

/**
 * The route that Telegram posts updates to: 200 once it is taken over, 503 when it was not (Telegram comes again), 400
 * for what is no update, 401 without the secret. https://core.telegram.org/bots/api#setwebhook
 */
export function webhookRoute(app: FastifyInstance, { secret, take, log }: WebhookOptions): void {
  const isGenuine = secretComparer(secret);
  let refusalLoggedAt = Number.NEGATIVE_INFINITY;
  app.register(async (scope) => {
    declareAccess(scope, 'platform');
    // Bytes are put together before they are read: telegraf's reader makes text of each TCP segment by itself.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      'application/json',
      { parseAs: 'buffer', bodyLimit },
      (_request, bytes, done) => {
        try {
          done(null, JSON.parse(utf8.decode(bytes as Buffer)));
        } catch {
          done(Object.assign(new Error('no JSON in UTF-8'), { statusCode: 400 }));
        }
      },
    );
    // Before the body is read.
    scope.addHook('onRequest', async (request, reply) => {
      if (isGenuine(request.headers['x-telegram-bot-api-secret-token'])) return;
      if (performance.now() - refusalLoggedAt >= refusalLogMs) {
        refusalLoggedAt = performance.now();
        log.warn({}, 'telegram: delivery without the secret refused');
      }
      return reply.code(401).header('connection', 'close').send();
    });
    scope.post(webhookPath, async (request, reply) => {
      try {
        await take(request.body);
      } catch (error) {
        if (error instanceof MalformedUpdate) {
          log.warn({ reason: error.message }, 'telegram: update refused');
          return reply.code(400).send();
        }
        log.warn(
          { error: error instanceof Error ? error.name : typeof error },
          'telegram: update not taken over',
        );
        return reply.code(503).send();
      }
      // Nothing in the answer: a method called by it could neither fail nor tell the message's id.
      return reply.code(200).send();
    });
  });
}
