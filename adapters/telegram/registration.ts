import type { CommandInfo } from '../../src/chat/adapter.ts';
import type { TelegramApi } from './api.ts';
import { TelegramFailure, toSendError } from './errors.ts';
import type { AdapterLog } from './polling.ts';
import type { Backoff } from './retry.ts';

/** What Telegram has to be told or asked before events come in. */
export interface Step {
  name: string;
  run(): Promise<void>;
}

export interface Registration {
  /** Resolves when all is done, or at the first failure: what is left is then tried again in the background. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

interface RegistrationOptions {
  steps: readonly Step[];
  backoff: Backoff;
  log: AdapterLog;
  signal: AbortSignal;
}

/** Runs the steps in their order, each until it succeeds: a platform that is away must not stop the service. */
export function createRegistration({ steps, backoff, log, signal }: RegistrationOptions): Registration {
  let running: Promise<void> = Promise.resolve();

  async function runStep({ name, run }: Step, failed: () => void): Promise<void> {
    while (!signal.aborted) {
      try {
        await run();
        return backoff.succeeded();
      } catch (error) {
        if (signal.aborted) return;
        const failure =
          error instanceof TelegramFailure
            ? error
            : new TelegramFailure(error instanceof Error ? error.name : '');
        const refused = toSendError(failure).fault === 'invalid';
        log.warn(
          { step: name, code: failure.code, reason: failure.message },
          refused ? 'telegram: registration refused' : 'telegram: registration failed, trying again',
        );
        failed();
        // Asking the same again would not help.
        if (refused) return;
        await backoff.wait(signal, failure.retryAfterMs);
      }
    }
  }

  return {
    async start() {
      const { promise, resolve } = Promise.withResolvers<void>();
      running = (async () => {
        for (const step of steps) await runStep(step, resolve);
        if (!signal.aborted) log.info({}, 'telegram: registered');
        resolve();
      })();
      await promise;
    },
    stop: () => running,
  };
}

/** https://core.telegram.org/bots/api#botcommand: ids in lower case, descriptions of at most 256 characters. */
export function commandSteps(
  api: TelegramApi,
  commands: readonly CommandInfo[],
  signal: AbortSignal,
): Step[] {
  const listed = (locale: 'zh' | 'en') =>
    commands.map(({ id, summary }) => ({
      command: id.toLowerCase(),
      // Not through the middle of a character.
      description: /^[\s\S]{0,256}(?![\uDC00-\uDFFF])/.exec(summary[locale])?.[0] ?? '',
    }));
  // https://core.telegram.org/bots/api#setmycommands; without a language for those whose language is not listed.
  return [
    {
      name: 'setMyCommands zh',
      run: async () => {
        await api.call('setMyCommands', { commands: listed('zh'), language_code: 'zh' }, { signal });
      },
    },
    {
      name: 'setMyCommands',
      run: async () => {
        await api.call('setMyCommands', { commands: listed('en') }, { signal });
      },
    },
  ];
}
