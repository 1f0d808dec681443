import type { CommandInfo } from '../../src/chat/adapter.ts';

/** Gets codes and counts only: never what a person wrote, no token, no response_url. */
export interface SlackLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface SlackOptions {
  /** `xoxb-…` */
  botToken: string;
  /** Set: Slack posts to `/slack/events`. Both this and `appToken` may be set; then events are taken from both. */
  signingSecret: string | null;
  /** `xapp-…` with `connections:write`. Set: events come over socket mode. */
  appToken: string | null;
  /** Address of the Web API, `https://slack.com/api/`. */
  apiUrl: string;
  commands: readonly CommandInfo[];
  clock: { now(): Date };
  log: SlackLog;
  /** How long an answer to a call is waited for. */
  sendTimeoutMs?: number;
  /** Pauses between attempts to reach Slack, doubling from the first up to the last. */
  backoffMs?: { first: number; last: number };
}

export const defaultSendTimeoutMs = 15_000;
export const defaultBackoffMs = { first: 1_000, last: 300_000 };
