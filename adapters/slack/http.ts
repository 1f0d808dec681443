import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { declareAccess } from '../../src/chat/access.ts';
import type { SlackOptions } from './options.ts';
import { type Claimed, isSigned, readClaim } from './signature.ts';

export const eventsPath = '/slack/events';
const bodyLimitBytes = 1024 * 1024;

interface Endpoint extends Pick<SlackOptions, 'clock'> {
  secret: string;
  /** Resolves once the delivery is dealt with, rejects when it must come again. */
  take(payload: unknown): Promise<void>;
}

/**
 * Hangs `POST /slack/events` on the server, for events, interactivity and slash commands alike: 200 only once the
 * delivery is taken over, 503 when it is not (Slack repeats it), 401 unless Slack signed it, 400 for what cannot be
 * read. The signature covers the bytes as they came, so inside this scope no body is parsed before it was checked.
 */
export function hangEndpoint(app: FastifyInstance, { secret, clock, take }: Endpoint): void {
  app.register(async (scope) => {
    declareAccess(scope, 'platform');
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    const claims = new WeakMap<FastifyRequest, Claimed>();

    async function refuseUnclaimed(request: FastifyRequest, reply: FastifyReply) {
      const claim = readClaim(request.headers, clock.now());
      // A body that nobody vouches for is not even read.
      if (claim === null) return reply.code(401).header('connection', 'close').send();
      claims.set(request, claim);
    }

    scope.post(
      eventsPath,
      { bodyLimit: bodyLimitBytes, onRequest: refuseUnclaimed },
      async (request, reply) => {
        const claim = claims.get(request);
        const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        if (!claim || !isSigned(secret, claim, raw)) return reply.code(401).send();
        const payload = readBody(request.headers['content-type'] ?? '', raw);
        if (payload === null) return reply.code(400).send();
        // https://docs.slack.dev/reference/events/url_verification
        if (payload.type === 'url_verification') return reply.send({ challenge: String(payload.challenge) });
        try {
          await take(payload);
        } catch {
          return reply.code(503).send();
        }
        return reply.code(200).send();
      },
    );
  });
}

/** Events are JSON; slash commands a form; interactions a form with JSON in its field `payload`. */
function readBody(contentType: string, raw: Buffer): Record<string, unknown> | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(raw);
    if (/^application\/json\b/i.test(contentType)) return asObject(JSON.parse(text));
    if (!/^application\/x-www-form-urlencoded\b/i.test(contentType)) return null;
    const form = Object.fromEntries(new URLSearchParams(text));
    return form.payload === undefined ? form : asObject(JSON.parse(form.payload));
  } catch {
    return null;
  }
}

function asObject(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
}
