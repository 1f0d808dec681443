import { SendError } from '../../src/chat/adapter.ts';
import { apiRoot } from './client.ts';
import { httpError, networkError, platformError } from './errors.ts';
import type { SlackMessage } from './render.ts';

/** A `response_url` is good for five messages in half an hour. */
const goneCodes = new Set(['used_url', 'expired_url']);

/**
 * Whether this is an address of Slack's own: whoever could make us post to any other would reach what only this
 * machine can. Checked when it comes in and again before it is used.
 */
export function responseUrls(apiUrl: string): (url: string) => boolean {
  const api = new URL(apiRoot(apiUrl));
  const origins = new Set([api.origin, `${api.protocol}//hooks.${api.host}`, 'https://hooks.slack.com']);
  return (url) => {
    const parsed = url.length <= 2_000 && URL.canParse(url) ? new URL(url) : null;
    return parsed !== null && parsed.username === '' && parsed.password === '' && origins.has(parsed.origin);
  };
}

/**
 * Answers where a slash command was given, also where the bot is no member; only who asked sees it.
 * https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
 * @returns false where the address is used up or too old
 * @throws SendError
 */
export async function respond(
  url: string,
  { text, blocks }: SlackMessage,
  { replace, timeoutMs }: { replace: boolean; timeoutMs: number },
): Promise<boolean> {
  const call = 'response_url';
  let answer: { status: number; retryAfter: number; text: string };
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({
        response_type: 'ephemeral',
        replace_original: replace,
        text,
        mrkdwn: false,
        parse: 'none',
        link_names: false,
        unfurl_links: false,
        unfurl_media: false,
        ...(blocks === null ? {} : { blocks }),
      }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const retryAfter = Number.parseInt(response.headers.get('retry-after') ?? '', 10);
    answer = { status: response.status, retryAfter, text: await response.text() };
  } catch (error) {
    throw networkError(call, error);
  }
  const { status, retryAfter } = answer;
  if (status === 429)
    throw platformError(call, 'ratelimited', Number.isNaN(retryAfter) ? undefined : retryAfter);
  if (status >= 500) throw httpError(call, status);
  const code = refusal(answer.text);
  if (status === 404 || status === 410 || goneCodes.has(code)) return false;
  if (status >= 400) throw /^[a-z_]{1,60}$/.test(code) ? platformError(call, code) : httpError(call, status);
  if (status >= 300) throw new SendError('ambiguous', `${call}: HTTP ${status}`);
  if (code === '') return true;
  // With a good status only JSON refuses; anything else is half an answer.
  throw answer.text.startsWith('{')
    ? platformError(call, code)
    : new SendError('ambiguous', `${call}: broken answer`);
}

/** Empty for `ok` and `{"ok":true}`, otherwise what Slack says instead: a bare code or `{"ok":false,"error":…}`. */
function refusal(text: string): string {
  if (!text.startsWith('{')) return text.trim() === 'ok' ? '' : text.trim();
  try {
    const { ok, error } = JSON.parse(text) as { ok?: unknown; error?: unknown };
    return ok === true ? '' : String(error);
  } catch {
    return text;
  }
}
