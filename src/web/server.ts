import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  LogController,
} from 'fastify';
import { webWords } from '../chat/words/web.ts';

const bodyLimitBytes = 64 * 1024;
const requestTimeoutMs = 30_000;
const closeGraceMs = 1_000;

interface ServerOptions {
  /** Nothing is logged when it is left out. */
  logger?: FastifyBaseLogger;
  /** Resolves while the service can answer, rejects when it cannot. */
  health(): Promise<void>;
}

/**
 * The HTTP server all platforms and pages hang on, not yet listening. Every response bears headers that let a
 * browser do nothing with it; a page that needs more widens its own `content-security-policy`.
 * `GET /healthz` answers 200, or 503 when `health` rejects. Refusals are `{code, message: {zh, en}}`.
 */
export function createServer({ logger, health }: ServerOptions): FastifyInstance {
  const app: FastifyInstance = Fastify({
    ...(logger ? { loggerInstance: logger } : {}),
    // Paths of webhooks may carry secrets, so requests are not logged one by one.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: bodyLimitBytes,
    requestTimeout: requestTimeoutMs,
  });

  app.addHook('onRequest', async (_request, reply) => {
    reply.headers({
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      // Not `no-referrer`, under which browsers may send `Origin: null` with a page's own requests.
      'referrer-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
    });
  });

  // Browsers keep a connection ready on which they have not asked anything yet: it would hold up the close.
  app.addHook('preClose', async () => {
    setTimeout(() => app.server.closeAllConnections(), closeGraceMs).unref();
  });

  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) request.log.error({ error: loggable(error) }, 'request failed');
    return reply.code(status).send(refusal(codeOf(error, status)));
  });
  app.setNotFoundHandler((_request, reply) => reply.code(404).send(refusal('web.notFound')));

  app.get('/healthz', async (request, reply) => {
    try {
      await health();
    } catch (error) {
      request.log.warn({ error: loggable(error) }, 'unhealthy');
      return reply.code(503).send({ status: 'unavailable' });
    }
    return { status: 'ok' };
  });
  return app;
}

/** Only these fields: a database error's `detail` quotes the row, and with it what a person wrote. */
function loggable(error: unknown): object {
  if (!(error instanceof Error)) return { code: typeof error };
  const { stack, cause } = error;
  return {
    code: (error as { code?: unknown }).code,
    stack,
    ...(cause === undefined ? {} : { cause: loggable(cause) }),
  };
}

/** A refusal's own code where it has words, otherwise the one its status stands for. */
function codeOf(error: FastifyError, status: number): string {
  if (`error.${error.code}` in webWords) return error.code;
  if (status === 413) return 'web.tooLarge';
  if (status === 404) return 'web.notFound';
  if (status === 400 || status === 415) return 'web.malformed';
  return status < 500 ? 'web.refused' : 'web.internal';
}

function refusal(code: string) {
  const words: Readonly<Record<string, Readonly<Record<'zh' | 'en', string>>>> = webWords;
  return { code, message: words[`error.${code}`] };
}
