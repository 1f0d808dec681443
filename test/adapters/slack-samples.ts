import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Parameters } from 'fast-check';
import type { DecodeContext } from '../../adapters/slack/decode.ts';
import { responseUrls } from '../../adapters/slack/respond.ts';
import type { ChatEvent } from '../../src/chat/event.ts';
import type { SlackPayload } from '../fakes/slack-payloads.ts';
import { sampleCommands } from './slack-harness.ts';

export interface Sample {
  name: string;
  payload: Record<string, unknown>;
  /** Without `receivedAt`; null for what is not for us. */
  event: Omit<ChatEvent, 'receivedAt'> | null;
}

const folder = fileURLToPath(new URL('../../adapters/slack/samples/', import.meta.url));

/** What Slack sends (made up), and what it means. */
export const samples: readonly Sample[] = readdirSync(folder).map((file) => ({
  name: file.replace(/\.json$/, ''),
  ...(JSON.parse(readFileSync(`${folder}${file}`, 'utf8')) as Omit<Sample, 'name'>),
}));

export const sampleAt = new Date('2026-11-25T08:00:00Z');

export function sampleContext(more: Partial<DecodeContext> = {}): DecodeContext {
  return {
    botUserId: 'U0BOT',
    commands: sampleCommands,
    mayAnswer: responseUrls('https://slack.com/api/'),
    receivedAt: sampleAt,
    ...more,
  };
}

/** In which of its three forms Slack would send a payload. */
export function formOf(payload: Record<string, unknown>): SlackPayload {
  const { type } = payload;
  const event = ['event_callback', 'url_verification', 'app_rate_limited'].includes(String(type));
  return { kind: 'command' in payload ? 'command' : event ? 'event' : 'interactive', body: payload };
}

/**
 * How often properties are tried, more with `CHENGXIN_CASES` (`share` of it for what is slow). A failure prints its
 * seed, and `CHENGXIN_SEED` repeats it.
 */
export function cases<T>(numRuns: number, share = 1): Parameters<T> {
  const { CHENGXIN_CASES, CHENGXIN_SEED } = process.env;
  return {
    numRuns: Math.max(numRuns, Math.round(Number(CHENGXIN_CASES ?? 0) * share)),
    ...(CHENGXIN_SEED === undefined ? {} : { seed: Number(CHENGXIN_SEED) }),
  };
}
