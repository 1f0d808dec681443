import { LogLevel, type webApi } from '@slack/bolt';
import { defaultSendTimeoutMs, type SlackOptions } from './options.ts';

type Logger = NonNullable<webApi.WebClientOptions['logger']>;
type Fetch = NonNullable<webApi.WebClientOptions['fetch']>;

const silence = (): void => undefined;

/** Slack's packages print whole payloads and answers; what is worth knowing is logged by us, from coded errors. */
export const silentLogger: Logger = {
  debug: silence,
  info: silence,
  warn: silence,
  error: silence,
  setLevel: silence,
  getLevel: () => LogLevel.ERROR,
  setName: silence,
};

/** `https://slack.com/api` and `https://slack.com/api/` are the same. */
export function apiRoot(apiUrl: string): string {
  return apiUrl.endsWith('/') ? apiUrl : `${apiUrl}/`;
}

/**
 * The Web API client only ever tries once and never waits by itself: when and how often is decided by whoever keeps
 * the messages. Left alone it would try for half an hour and stop all calls while one chat is rate limited.
 */
export function clientOptions(options: SlackOptions): webApi.WebClientOptions {
  return {
    slackApiUrl: apiRoot(options.apiUrl),
    logger: silentLogger,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: options.sendTimeoutMs ?? defaultSendTimeoutMs,
    // The default of 100 would let one chat's silent calls hold up the others'.
    maxRequestConcurrency: 1_000,
    allowAbsoluteUrls: false,
    fetch: fetchWithRetryAfter,
  };
}

const retryAfterSeconds = 30;

/** A 429 without a readable `Retry-After` would come out of the client as an error of no kind. */
async function fetchWithRetryAfter(...[url, init]: Parameters<Fetch>): Promise<Response> {
  const response = await fetch(url, init);
  if (response.status !== 429 || /^\d+$/.test(response.headers.get('retry-after') ?? '')) return response;
  return new Response(null, { status: 429, headers: { 'retry-after': String(retryAfterSeconds) } });
}
