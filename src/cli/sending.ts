import { say, sayIfKnown } from '../chat/words/index.ts';
import { type Home, holdSending, resumeSending, sendingState } from '../services/sending.ts';
import { checkpointFile, notedSize } from '../services/witnesses.ts';
import type { Database } from '../store/database.ts';
import type { CliContext } from './context.ts';
import { operator } from './operator.ts';
import { exitCodes } from './output.ts';

async function show(context: CliContext, database: Database, json: boolean | undefined): Promise<number> {
  const { output } = context;
  const home: Home | null = await sendingState(database, operator(context));
  const held = home?.heldSince ?? null;
  const reason = home?.heldReason ?? '';
  if (json) output.json({ held: held !== null, since: held, reason: held === null ? null : reason });
  else if (held === null) output.line(say(output.locale, 'sending.free'));
  else {
    const why = sayIfKnown(output.locale, `sending.reason.${reason}`) ?? reason;
    output.line(say(output.locale, 'sending.heldSince', { since: held.toISOString(), reason: why }));
  }
  return exitCodes.ok;
}

export const runSendingStatus = (context: CliContext, options: { json?: boolean }): Promise<number> =>
  context.withDatabase((database) => show(context, database, options.json));

export const runSendingHold = (
  context: CliContext,
  options: { json?: boolean; reason: string },
): Promise<number> =>
  context.withDatabase(async (database) => {
    await holdSending(database, operator(context), options.reason);
    return show(context, database, options.json);
  });

export const runSendingResume = (
  context: CliContext,
  options: { json?: boolean; reason: string },
): Promise<number> =>
  context.withDatabase(async (database) => {
    const noted = await notedSize(checkpointFile(context.config));
    await resumeSending(database, operator(context), options.reason, noted);
    return show(context, database, options.json);
  });
