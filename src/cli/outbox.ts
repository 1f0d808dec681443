import { say } from '../chat/words/index.ts';
import { buriedUpdates, dropMessages, messagesIn, retryMessages, retryUpdates } from '../services/outbox.ts';
import type { CliContext } from './context.ts';
import { operator } from './operator.ts';
import { exitCodes } from './output.ts';

function time(at: Date): string {
  return at.toISOString().slice(0, 19).replace('T', ' ');
}

/** Messages that were given up, or those in the state that is asked for. */
export function runOutboxList(
  context: CliContext,
  options: { json?: boolean; state?: string; limit: number },
): Promise<number> {
  const { output } = context;
  return context.withDatabase(async (database) => {
    const rows = await messagesIn(database, operator(context), options.state, options.limit);
    if (options.json) output.json(rows.map(({ seq, ...row }) => ({ id: seq, ...row })));
    else if (rows.length === 0) output.line(say(output.locale, 'outbox.none'));
    for (const row of options.json ? [] : rows) {
      const { seq, platform, state, title, failures, reason, createdAt } = row;
      output.line(
        say(output.locale, 'outbox.line', {
          id: seq,
          at: time(createdAt),
          platform,
          state: say(output.locale, `outbox.state.${state as 'ready'}`),
          title,
          failures,
          reason: reason ?? '',
        }),
      );
    }
    return exitCodes.ok;
  });
}

/** Updates that were put aside. */
export function runInboxList(
  context: CliContext,
  options: { json?: boolean; limit: number },
): Promise<number> {
  const { output } = context;
  return context.withDatabase(async (database) => {
    const rows = await buriedUpdates(database, operator(context), options.limit);
    if (options.json) output.json(rows.map(({ seq, ...row }) => ({ id: seq, ...row })));
    else if (rows.length === 0) output.line(say(output.locale, 'inbox.none'));
    for (const row of options.json ? [] : rows) {
      const { seq, platform, attempts, reason, receivedAt } = row;
      const params = { id: seq, at: time(receivedAt), platform, attempts, reason };
      output.line(say(output.locale, 'inbox.line', params));
    }
    return exitCodes.ok;
  });
}

type Change = (typeof changes)[keyof typeof changes];

const changes = {
  retry: retryMessages,
  drop: dropMessages,
  again: retryUpdates,
} as const;

async function run(
  context: CliContext,
  change: Change,
  ids: readonly number[],
  options: { json?: boolean; reason?: string },
): Promise<number> {
  const { output } = context;
  return context.withDatabase(async (database) => {
    await change(database, operator(context), ids, options.reason ?? '');
    if (options.json) output.json({ ids });
    else output.line(say(output.locale, 'outbox.changed', { count: ids.length }));
    return exitCodes.ok;
  });
}

type Options = { json?: boolean; reason?: string };

export const runOutboxRetry = (context: CliContext, ids: number[], options: Options): Promise<number> =>
  run(context, changes.retry, ids, options);

export const runOutboxDrop = (context: CliContext, ids: number[], options: Options): Promise<number> =>
  run(context, changes.drop, ids, options);

export const runInboxRetry = (context: CliContext, ids: number[], options: Options): Promise<number> =>
  run(context, changes.again, ids, options);
