import { TelegramError } from 'telegraf';
import { z } from 'zod';
import { SendError } from '../../src/chat/adapter.ts';

const defaultRetryMs = 5_000;
const longestReason = 200;

/** Put on errors of connections that were never made: nothing can have been sent over them. */
export const neverConnected = 'TELEGRAM_NEVER_CONNECTED';

/**
 * A call that failed. Made anew from what the client threw and never with it as cause: its errors carry the token in
 * the address (also in the stack) and the payload with what was to be said.
 */
export class TelegramFailure extends Error {
  /** The Bot API's error code; null where no answer came that could be read. */
  readonly code: number | null;
  /** False where the request certainly never left. */
  readonly left: boolean;
  readonly retryAfterMs: number;
  /** The chat's new id, where a group became a supergroup. */
  readonly migratedTo: number | null;

  constructor(reason: string, known: Partial<Omit<TelegramFailure, keyof Error>> = {}) {
    super(reason);
    this.name = 'TelegramFailure';
    this.code = known.code ?? null;
    this.left = known.left ?? true;
    this.retryAfterMs = known.retryAfterMs ?? 0;
    this.migratedTo = known.migratedTo ?? null;
  }
}

/** https://core.telegram.org/bots/api#responseparameters */
const parametersShape = z
  .object({
    retry_after: z.number().nonnegative().optional().catch(undefined),
    migrate_to_chat_id: z.int().optional().catch(undefined),
  })
  .catch({});

/** Takes the token out of a text, whole and in part, and whatever else looks like one. */
export function scrub(text: string, token: string): string {
  let clean = text;
  for (const secret of [token, token.slice(token.indexOf(':') + 1), encodeURIComponent(token)]) {
    if (secret !== '') clean = clean.replaceAll(secret, '***');
  }
  return clean.replace(/\d{3,}(?::|%3A)[\w-]{16,}/gi, '***');
}

/** For logs: neither token, nor who, nor what was said, should Telegram quote it. */
function reasonOf(text: string, token: string): string {
  const quiet = scrub(text, token)
    .replace(/https?:\/\/\S+/g, 'the Bot API')
    .replace(/"[^"]*"|'[^']*'|-?\d{6,}/g, '…');
  return quiet.slice(0, longestReason);
}

/** What a call threw, without what must not be told. */
export function readFailure(error: unknown, token: string): TelegramFailure {
  if (error instanceof TelegramFailure) return error;
  if (error instanceof TelegramError) {
    const code = z.int().nullable().catch(null).parse(error.code);
    const { retry_after, migrate_to_chat_id } = parametersShape.parse(error.parameters ?? {});
    return new TelegramFailure(reasonOf(`${code} ${error.description}`, token), {
      code,
      retryAfterMs: code !== 429 ? 0 : retry_after === undefined ? defaultRetryMs : retry_after * 1_000,
      migratedTo: migrate_to_chat_id ?? null,
    });
  }
  if (!(error instanceof Error)) return new TelegramFailure('unexpected');
  const reason = reasonOf(error.message, token);
  if ((error as { code?: unknown }).code === neverConnected)
    return new TelegramFailure(reason, { left: false });
  const late = error.name === 'AbortError' || error.name === 'TimeoutError';
  return new TelegramFailure(late ? 'no answer in time' : reason);
}

/** Said with 400 where it is the chat, not the message, that is wrong. */
const unwanted =
  /chat not found|user is deactivated|bot was (?:kicked|blocked)|group chat was deactivated|not enough rights|have no rights to send|CHAT_WRITE_FORBIDDEN|CHAT_RESTRICTED|USER_IS_BLOCKED|PEER_ID_INVALID|not a member/i;

/** What it means for a message that was to be sent, or edited. */
export function toSendError(failure: TelegramFailure): SendError {
  const { code, message } = failure;
  if (code === null) return new SendError(failure.left ? 'ambiguous' : 'unreachable', message);
  if (code === 429) return new SendError('rateLimited', message, failure.retryAfterMs);
  // Of the whole bot, not of this message: it waits until the token is mended.
  if (code === 401 || code === 404) return new SendError('unreachable', `${message}: is the token right?`);
  if (code >= 500 || code === 409) return new SendError('unreachable', message);
  if (code === 403 || unwanted.test(message)) return new SendError('forbidden', message);
  return new SendError('invalid', message);
}
