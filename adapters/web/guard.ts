import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { WebProblem } from './problem.ts';

const cookieName = 'chengxin_session';
const secretBytes = 16;
const loopback: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/** The page's own files and nothing else; text can never become markup, even by a mistake in the page. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

/**
 * Refuses what another site's page could send: a Host that is not ours (DNS rebinding) and an Origin that is
 * not this Host (CSRF). What changes something must bear an Origin.
 * @param hosts names allowed beside the loopback ones, without port
 * @throws WebProblem 403 `web.host`, `web.origin`
 */
export function guardRequest(request: FastifyRequest, hosts: readonly string[]): void {
  const host = request.headers.host ?? '';
  const name = host.replace(/:\d{1,5}$/, '').toLowerCase();
  if (!loopback.includes(name) && !hosts.includes(name)) throw new WebProblem(403, 'web.host');
  const { origin } = request.headers;
  const reads = request.method === 'GET' || request.method === 'HEAD';
  if (origin === undefined && reads) return;
  if (origin !== `http://${host}` && origin !== `https://${host}`) throw new WebProblem(403, 'web.origin');
}

/** Lets the page use its own files, asked for anew each time so that an update shows at once. */
export function allowPage(reply: FastifyReply): void {
  reply.headers({ 'content-security-policy': pagePolicy, 'cache-control': 'no-cache' });
}

/** The secret of the browser's session, or null. */
function secretOf(request: FastifyRequest): string | null {
  return (
    new RegExp(`(?:^|;\\s*)${cookieName}=([0-9a-f]{${secretBytes * 2}})(?:;|$)`).exec(
      request.headers.cookie ?? '',
    )?.[1] ?? null
  );
}

/** Gives the browser a session unless it has one. */
export function ensureSession(
  request: FastifyRequest,
  reply: FastifyReply,
  random: { bytes(length: number): Uint8Array },
): void {
  if (secretOf(request)) return;
  const secret = Buffer.from(random.bytes(secretBytes)).toString('hex');
  reply.header('set-cookie', `${cookieName}=${secret}; HttpOnly; SameSite=Strict; Path=/chat`);
}

/**
 * The chat of this browser with this persona. It is stored with every message, so it holds a digest of the
 * cookie: who reads the database cannot enter the chat.
 * @throws WebProblem 401 `web.session`
 */
export function chatOf(request: FastifyRequest, persona: string): string {
  const secret = secretOf(request);
  if (!secret) throw new WebProblem(401, 'web.session');
  const session = createHash('sha256').update(secret).digest('hex').slice(0, 32);
  return `${session}:${persona}`;
}
