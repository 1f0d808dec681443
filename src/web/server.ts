import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyRequest,
  LogController,
  type RouteOptions,
} from 'fastify';
import '../chat/access.ts';
import { webWords } from '../chat/words/web.ts';

const bodyLimitBytes = 64 * 1024;
const requestTimeoutMs = 30_000;
const closeGraceMs = 1_000;

interface ServerOptions {
  /** Nothing is logged when it is left out. */
  logger?: FastifyBaseLogger;
  /** Resolves while the service can answer, rejects when it cannot. */
  health(): Promise<void>;
  /** False before the service takes events, and while it stops. Absent: always ready. */
  ready?(): boolean;
  /** For `/metrics`, which answers this machine alone. */
  metrics?(): Promise<{ type: string; text: string }>;
}

/**
 * The HTTP server all platforms and pages hang on, not yet listening. Every response bears headers that let a
 * browser do nothing with it; a page that needs more widens its own `content-security-policy`.
 * `GET /healthz` answers 200, or 503 when `health` rejects; `GET /readyz` 503 also while it starts or stops. Refusals are `{code, message: {zh, en}}`.
 */
export function createServer({ logger, health, ready, metrics }: ServerOptions): FastifyInstance {
  const app: FastifyInstance = Fastify({
    ...(logger ? { loggerInstance: logger } : {}),
    // Paths of webhooks may carry secrets, so requests are not logged one by one.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: bodyLimitBytes,
    requestTimeout: requestTimeoutMs,
  });

  // A route that does not say whom it answers is a mistake: the server does not start with it.
  const added: RouteOptions[] = [];
  app.addHook('onRoute', (route) => void added.push(route));
  app.addHook('onReady', async () => {
    const unsaid = added.filter(({ config }) => !config?.access).map(({ method, url }) => `${method} ${url}`);
    if (unsaid.length > 0) throw new Error(`routes without access: ${unsaid.join(', ')}`);
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

  app.get('/healthz', { config: { access: 'anyone' } }, async (request, reply) => {
    try {
      await health();
    } catch (error) {
      request.log.warn({ error: loggable(error) }, 'unhealthy');
      return reply.code(503).send({ status: 'unavailable' });
    }
    return { status: 'ok' };
  });
  app.get('/readyz', { config: { access: 'anyone' } }, async (_request, reply) => {
    const up = (ready?.() ?? true) && (await answers(health));
    return reply.code(up ? 200 : 503).send({ status: up ? 'ready' : 'unavailable' });
  });
  if (metrics) {
    app.get('/metrics', { config: { access: 'local' } }, async (request, reply) => {
      if (!isLocal(request)) return reply.code(403).send(refusal('web.refused'));
      const { type, text } = await metrics();
      return reply.type(type).send(text);
    });
  }
  return app;
}

async function answers(health: () => Promise<void>): Promise<boolean> {
  try {
    await health();
    return true;
  } catch {
    return false;
  }
}

/** Through a proxy everybody would look local: then the proxy says so. */
function isLocal({ ip, headers }: FastifyRequest): boolean {
  return /^(127\.|::1$|::ffff:127\.)/.test(ip) && headers['x-forwarded-for'] === undefined;
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
