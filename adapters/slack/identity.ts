import type { webApi } from '@slack/bolt';
import { backoff, pause } from './backoff.ts';
import { callError } from './errors.ts';
import { defaultBackoffMs, type SlackOptions } from './options.ts';

/** Who the bot is. */
export interface Identity {
  /** Null until Slack has told it. */
  botUserId(): string | null;
  /** Asks in the background until there is an answer: the service runs without it. */
  start(): void;
  stop(): void;
}

/** https://docs.slack.dev/reference/methods/auth.test */
export function createIdentity(client: webApi.WebClient, options: SlackOptions): Identity {
  const { log, backoffMs = defaultBackoffMs } = options;
  const stopped = new AbortController();
  let userId: string | null = null;

  /** Null once it is known, otherwise for how long Slack does not want to be asked. */
  async function ask(): Promise<number | null> {
    try {
      const answer = await client.auth.test();
      userId = answer.user_id ?? null;
      log.info({ team: answer.team_id, bot: answer.user_id }, 'Slack: signed in');
      return null;
    } catch (error) {
      const { message, retryAfterMs } = callError('auth.test', error);
      if (!stopped.signal.aborted) log.warn({ reason: message }, 'Slack: not signed in, trying again');
      return retryAfterMs;
    }
  }

  async function keepAsking(): Promise<void> {
    for (let failures = 1; !stopped.signal.aborted; failures += 1) {
      const retryAfterMs = await ask();
      if (retryAfterMs === null) return;
      await pause(backoff(backoffMs, failures, retryAfterMs), stopped.signal);
    }
  }

  return {
    botUserId: () => userId,
    start: () => void keepAsking(),
    stop: () => stopped.abort(),
  };
}
