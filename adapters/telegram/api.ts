import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Telegram } from 'telegraf';
import type { Opts } from 'telegraf/types';
import { neverConnected, readFailure } from './errors.ts';

/** The documents of these stand where they are called. */
export type Method =
  | 'answerCallbackQuery'
  | 'deleteWebhook'
  | 'editMessageText'
  | 'getMe'
  | 'getUpdates'
  | 'sendMessage'
  | 'setMyCommands'
  | 'setWebhook';

interface CallOptions {
  timeoutMs?: number;
  signal?: AbortSignal;
}

export interface TelegramApi {
  /** The answer's `result`. @throws TelegramFailure */
  call<M extends Method>(method: M, payload: Opts<M>, options?: CallOptions): Promise<unknown>;
}

export interface ApiOptions {
  token: string;
  apiRoot: string;
  /** Milliseconds in which a call must be answered, unless it says otherwise. */
  timeoutMs: number;
}

type CreateConnection = HttpAgent['createConnection'];
/** The client's types know only the signal of a library that came before Node had one; it takes both. */
type ClientSignal = NonNullable<NonNullable<Parameters<Telegram['callApi']>[2]>['signal']>;

/** So long may making a connection take, before it counts as never made. */
const connectMs = 10_000;

/**
 * Marks errors that come before a connection stands: then nothing was sent, and it is not a matter of «perhaps».
 * The client tells this only by the system's error codes, which are the same before and after.
 */
function watchConnecting<A extends HttpAgent>(agent: A, ready: 'connect' | 'secureConnect', ms: number): A {
  const create: CreateConnection = agent.createConnection.bind(agent);
  agent.createConnection = (options, callback) => {
    const socket = create(options, callback);
    if (!socket) return socket;
    const failed = (error: NodeJS.ErrnoException) =>
      // Where several addresses were tried the message is empty.
      Object.assign(error, { message: error.message || error.code, code: neverConnected });
    const timer = setTimeout(() => socket.destroy(new Error('no connection in time')), ms);
    const settled = () => {
      clearTimeout(timer);
      socket.off('error', failed);
    };
    socket.prependOnceListener('error', failed).once(ready, settled).once('close', settled);
    return socket;
  };
  return agent;
}

/**
 * The Bot API over telegraf's client, without the rest of telegraf: its webhook reader breaks characters that are cut
 * by a TCP segment, its polling acknowledges what was not finished, its error handler prints whole updates, and its
 * middleware would do nothing here but cost a third of the throughput.
 * https://core.telegram.org/bots/api#making-requests
 */
export function createApi({ token, apiRoot, timeoutMs }: ApiOptions): TelegramApi {
  const telegram = new Telegram(token, { apiRoot, webhookReply: false });
  // Earlier than the call's own time runs out, which would leave open whether something was sent.
  const connect = Math.min(connectMs, (timeoutMs * 2) / 3);
  // Set afterwards, since the client drops an agent that is given for http.
  telegram.options.agent = apiRoot.startsWith('http:')
    ? watchConnecting(new HttpAgent({ keepAlive: true }), 'connect', connect)
    : watchConnecting(new HttpsAgent({ keepAlive: true }), 'secureConnect', connect);

  return {
    async call(method, payload, options = {}) {
      const limit = AbortSignal.timeout(options.timeoutMs ?? timeoutMs);
      const signal = options.signal ? AbortSignal.any([options.signal, limit]) : limit;
      try {
        return await telegram.callApi(method, payload, { signal: signal as unknown as ClientSignal });
      } catch (error) {
        throw readFailure(error, token);
      }
    },
  };
}
