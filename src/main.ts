#!/usr/bin/env node
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino, { type Logger } from 'pino';
import { createTerminalAdapter, type TerminalMessage } from '../adapters/terminal/adapter.ts';
import type { Adapter, Sink } from './chat/adapter.ts';
import type { Handle } from './chat/router.ts';
import type { CliContext } from './cli/context.ts';
import { runProgram } from './cli/program.ts';
import type { Service, TerminalChat } from './cli/running.ts';
import { CodedError } from './domain/errors.ts';
import { dayOf } from './domain/ports.ts';
import { importFile } from './imports/import-file.ts';
import { ensurePersonas, personHere } from './services/personas.ts';
import { refreshPolicies, shippedPolicies } from './services/policy-versions.ts';
import type { Database } from './store/database.ts';

/** The composition root: the only place that knows every room. Also the program `chengxin`. */

function createLogger(level: string): Logger {
  // To stderr: stdout belongs to the answers.
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));
}

/** An event becomes a card, the card goes out at once: for conversations of this process alone. */
function sinkFor<Rendered>(adapter: Adapter<Rendered>, handle: Handle): Sink {
  return async (event) => {
    const { card, locale } = await handle(event);
    const { chatId, chatKind, userId } = event;
    for (const [index, rendered] of adapter.render(card, locale).entries()) {
      await adapter.send({ chatId, chatKind, userId }, rendered, `${event.eventId}:${index}`);
    }
  };
}

/** Makes the sample province in the very form in which departments send data, and takes it in by the very importer. */
async function bringSample(database: Database, context: CliContext): Promise<void> {
  const { SAMPLE_ENTITIES, SAMPLE_SEED } = context.config;
  const { writeSample } = await import('./sample/sample.ts');
  const dir = mkdtempSync(join(tmpdir(), 'chengxin-sample-'));
  try {
    const asOf = dayOf(context.clock.now());
    const { files } = await writeSample({ entities: SAMPLE_ENTITIES, seed: SAMPLE_SEED, dir, asOf });
    for (const { path } of files) {
      await importFile({ database, clock: context.clock }, path, { actor: 'sample' });
    }
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

async function isEmpty(database: Database): Promise<boolean> {
  const [row] = await database.sql<{ empty: boolean }[]>`
    select not exists (select 1 from import_file) and not exists (select 1 from enterprise) as empty`;
  return row?.empty ?? false;
}

async function prepare(
  context: CliContext,
  owner: Database,
  makingSample: (() => void) | null,
): Promise<void> {
  if (context.config.DATABASE_URL !== undefined) return;
  if (makingSample && context.config.SAMPLE_ENTITIES > 0 && (await isEmpty(owner))) {
    makingSample();
    await bringSample(owner, context);
  }
  await ensurePersonas(owner);
}

async function startService(context: CliContext, database: Database): Promise<Service> {
  const { config } = context;
  const logger = createLogger(config.LOG_LEVEL);
  const [{ createServer }, { createDelivery }] = await Promise.all([
    import('./web/server.ts'),
    import('./compose.ts'),
  ]);
  const delivery = await createDelivery({ context, database, logger });
  let ready = false;
  const app = createServer({
    logger,
    health: async () => {
      await database.sql`select 1`;
    },
    ready: () => ready,
    metrics: delivery.metrics,
  });
  delivery.routes(app);
  try {
    await app.listen({ host: config.HOST, port: config.PORT });
  } catch (error) {
    await app.close();
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new CodedError('port.taken', { host: config.HOST, port: config.PORT }, { cause: error });
  }
  await delivery.start();
  ready = true;
  const address = app.server.address();
  return {
    url: `http://${config.HOST}:${typeof address === 'object' && address !== null ? address.port : config.PORT}/`,
    async stop() {
      ready = false;
      await delivery.stop();
      await app.close();
    },
  };
}

async function openChat(context: CliContext, database: Database, personId: string): Promise<TerminalChat> {
  const person = await personHere(database, personId);
  const { commandsFor, createHandle } = await import('./compose.ts');
  const logger = createLogger(context.config.LOG_LEVEL);
  const replies: TerminalMessage[] = [];
  const adapter = createTerminalAdapter((message) => replies.push(message));
  const policies = shippedPolicies();
  await refreshPolicies(database, policies);
  const sink = sinkFor(adapter, createHandle({ context, database, logger }, false, policies));
  const verbs = commandsFor({ context, database, logger });
  return {
    name: person.name,
    messages: (words) =>
      joinWords(words, (word) => verbs.some((command) => command.wantsArgument?.(word) ?? false)),
    async say(text) {
      await sink({
        platform: adapter.platform,
        eventId: randomUUID(),
        chatId: `terminal:${person.id}`,
        chatKind: 'private',
        userId: person.id,
        content: { type: 'text', text },
        receivedAt: context.clock.now(),
      });
      return replies.splice(0);
    },
  };
}

/** 「查询 海尔」 without quotes reaches us as two words but is meant as one message. */
function joinWords(words: readonly string[], wantsArgument: (word: string) => boolean): string[] {
  const messages: string[] = [];
  for (const word of words) {
    const last = messages.at(-1);
    if (last !== undefined && wantsArgument(last)) messages[messages.length - 1] = `${last} ${word}`;
    else messages.push(word);
  }
  return messages;
}

process.exitCode = await runProgram(process.argv, process.env, { prepare, startService, openChat });
// The client of a platform may leave a timer of minutes behind an answer that broke off (node-fetch 2 does): a service
// that has finished does not wait for it.
if (process.argv[2] === 'start') setTimeout(() => process.exit(), 500).unref();
