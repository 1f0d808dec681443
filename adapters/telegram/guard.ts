import { createHash, timingSafeEqual } from 'node:crypto';
import { CodedError } from '../../src/domain/errors.ts';

/** What telegraf's debug output is called; it prints what is sent, also the webhook's secret. */
const debugNames = ['client', 'main', 'polling', 'webhook', 'session', 'session:scene'].map(
  (name) => `telegraf:${name}`,
);
/** Modules of Node whose debug output prints request paths, and with them the token. */
const nodeNames = ['http', 'https', 'http2', 'net', 'tls'];

/** Whether a list of patterns with `*`, and `-` before those that are not meant, names one of `names`. */
function asksFor(patterns: string | undefined, names: readonly string[]): boolean {
  const listed = (patterns ?? '')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  const matches = (pattern: string, name: string): boolean =>
    new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*+/g, '.*')}$`).test(name);
  const some = (name: string, unwanted: boolean): boolean =>
    listed.some(
      (pattern) => pattern.startsWith('-') === unwanted && matches(pattern.replace(/^-/, ''), name),
    );
  return names.some((name) => some(name, false) && !some(name, true));
}

/**
 * Refuses to run where libraries would print the token, the webhook's secret, or what is said.
 * @throws CodedError `telegram.debug`
 */
export function refuseDebugOutput(env: Readonly<Record<string, string | undefined>>): void {
  if (asksFor(env.DEBUG, debugNames)) throw new CodedError('telegram.debug', { name: 'DEBUG' });
  if (asksFor(env.NODE_DEBUG, nodeNames)) throw new CodedError('telegram.debug', { name: 'NODE_DEBUG' });
}

/**
 * Without a secret anybody could deliver. https://core.telegram.org/bots/api#setwebhook
 * @throws CodedError `telegram.secret`
 */
export function requireSecret(secret: string): void {
  if (!/^[\w-]{16,256}$/.test(secret)) throw new CodedError('telegram.secret');
}

/** Compares a secret with one that came, in a time that tells nothing of either. */
export function secretComparer(secret: string): (given: string | readonly string[] | undefined) => boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  const expected = digest(secret);
  return (given) => timingSafeEqual(digest(typeof given === 'string' ? given : ''), expected);
}
