import { webApi } from '@slack/bolt';
import { SendError, type SendFault } from '../../src/chat/adapter.ts';

/**
 * What Slack's error codes mean for a message. Codes that are not listed are `invalid`: Slack answers so where the
 * call itself is at fault. https://docs.slack.dev/reference/methods/chat.postMessage#errors
 */
const faults: ReadonlyMap<string, SendFault> = new Map(
  (
    [
      ['rateLimited', 'ratelimited rate_limited message_limit_exceeded'],
      [
        'forbidden',
        `channel_not_found not_in_channel is_archived channel_is_archived user_not_found users_not_found user_disabled
         user_not_visible user_not_in_channel cannot_dm_bot cannot_dm_user no_permission action_prohibited
         restricted_action restricted_action_read_only_channel restricted_action_thread_only_channel
         restricted_action_non_threadable_channel messages_tab_disabled not_allowed_for_user`,
      ],
      [
        // Ours to mend, or passing; least of all the person's fault, who must not be unlinked for it. That includes
        // account_inactive, which says that the token's own account or workspace is gone.
        'unreachable',
        `invalid_auth not_authed token_revoked token_expired account_inactive missing_scope not_allowed_token_type
         access_denied accesslimited two_factor_setup_required org_login_required team_added_to_org
         team_access_not_granted ekm_access_denied enterprise_is_restricted service_unavailable request_timeout
         rollup_error no_team no_service`,
      ],
      // Slack: «It's possible some aspect of the operation succeeded before the error was raised.»
      ['ambiguous', 'fatal_error internal_error internal_server_error'],
    ] as const
  ).flatMap(([fault, codes]) => codes.split(/\s+/).map((code) => [code, fault] as const)),
);

/** Failures before anything was written: nobody can have taken the message. */
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
]);

const defaultRetryAfterMs = 30_000;

/** A refusal by its code. A text that is no code is a broken answer, and may hold anything: it is never repeated. */
export function platformError(call: string, code: string, retryAfterSeconds?: number, where = ''): SendError {
  if (!/^[a-z][a-z0-9_]{0,59}$/.test(code)) return new SendError('ambiguous', `${call}: broken answer`);
  const fault = faults.get(code) ?? 'invalid';
  if (fault !== 'rateLimited') return new SendError(fault, `${call}: ${code}${where}`);
  const wait = retryAfterSeconds === undefined ? defaultRetryAfterMs : Math.max(1, retryAfterSeconds) * 1000;
  return new SendError('rateLimited', `${call}: ${code}`, wait);
}

export function httpError(call: string, status: number): SendError {
  const invalid = status === 400 || status === 413 || status === 414;
  return new SendError(invalid ? 'invalid' : 'unreachable', `${call}: HTTP ${status}`);
}

/** A call that got no answer, or half of one. */
export function networkError(call: string, error: unknown): SendError {
  const codes = causes(error).map((one) => ('code' in one && typeof one.code === 'string' ? one.code : ''));
  const never = codes.find((code) => neverSent.has(code));
  if (never !== undefined) return new SendError('unreachable', `${call}: ${never}`);
  const named = codes.find((code) => /^[A-Z][A-Z0-9_]{1,40}$/.test(code));
  const timedOut = causes(error).some(({ name }) => name === 'TimeoutError' || name === 'AbortError');
  return new SendError(
    'ambiguous',
    `${call}: ${timedOut ? 'no answer in time' : (named ?? 'no whole answer')}`,
  );
}

/** An error and what it came from; fetch hides the reason two levels down. */
function causes(error: unknown): Error[] {
  const found: Error[] = [];
  for (let next = error; next instanceof Error && found.length < 8; next = next.cause) {
    found.push(next);
    if (next instanceof AggregateError) found.push(...next.errors.filter((one) => one instanceof Error));
  }
  return found;
}

/** Slack names the places it does not like; `[json-pointer:/blocks/0/text]` holds no text of ours. */
function places(messages: readonly string[] | undefined): string {
  const found = (messages ?? []).flatMap(
    (message) => /\[json-pointer:(\/[\w/]{1,80})\]/.exec(message)?.[1] ?? [],
  );
  return found.length === 0 ? '' : ` (${found.slice(0, 3).join(', ')})`;
}

/** What a failed call of the Web API client means. */
export function callError(call: string, error: unknown): SendError {
  if (error instanceof SendError) return error;
  if (error instanceof webApi.WebAPIRateLimitedError)
    return platformError(call, 'ratelimited', error.retryAfter);
  if (error instanceof webApi.WebAPIHTTPError) return httpError(call, error.statusCode);
  if (error instanceof webApi.WebAPIPlatformError) {
    const { error: code, response_metadata: about } = error.data;
    // An answer that is no object at all comes out here too, without a code.
    return platformError(
      call,
      typeof code === 'string' ? code : '',
      about?.retryAfter,
      places(about?.messages),
    );
  }
  return networkError(call, error);
}
