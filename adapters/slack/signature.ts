import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Seconds by which a delivery's time may differ from ours, either way. */
const windowSeconds = 300;

/** What a delivery says of itself, before its body is looked at. */
export interface Claimed {
  timestamp: string;
  digest: Buffer;
}

/**
 * Null where the headers are missing, malformed or not of now. Also a time ahead of us is refused: bolt's own check
 * would take a delivery that was signed for next year, over and over until then.
 */
export function readClaim(headers: IncomingHttpHeaders, now: Date): Claimed | null {
  const timestamp = headers['x-slack-request-timestamp'];
  const signature = headers['x-slack-signature'];
  if (typeof timestamp !== 'string' || !/^\d{1,12}$/.test(timestamp)) return null;
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > windowSeconds) return null;
  const hex = typeof signature === 'string' ? /^v0=([0-9a-f]{64})$/.exec(signature)?.[1] : undefined;
  return hex === undefined ? null : { timestamp, digest: Buffer.from(hex, 'hex') };
}

/**
 * Whether Slack signed these very bytes, compared in constant time.
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function isSigned(secret: string, { timestamp, digest }: Claimed, raw: Buffer): boolean {
  const ours = createHmac('sha256', secret).update(`v0:${timestamp}:`).update(raw).digest();
  return timingSafeEqual(ours, digest);
}
