import { Command } from 'commander';
import { say } from '../chat/words/index.ts';
import { type Config, readConfig } from '../config.ts';
import { type Clock, dayOf, systemClock } from '../domain/ports.ts';
import { openDatabase } from '../store/database.ts';
import { runChat } from './chat.ts';
import type { CliContext } from './context.ts';
import { runImport } from './import.ts';
import { runMigrate, runSample, runSearch, runUscc } from './look.ts';
import { createOutput, exitCodes, explain, type Output } from './output.ts';
import { defineAudit } from './program-audit.ts';
import { defineCredit } from './program-credit.ts';
import { defineDelivery } from './program-delivery.ts';
import { defineDraw } from './program-draw.ts';
import { definePeople } from './program-people.ts';
import { runQuarantineDrop, runQuarantineExport, runQuarantineList } from './quarantine.ts';
import type { Builders } from './running.ts';
import { runStart } from './start.ts';
import { createTools } from './tools.ts';

function createContext(config: Config, output: Output, clock: Clock): CliContext {
  return {
    config,
    clock,
    output,
    async withDatabase(work, options = {}) {
      const database = await openDatabase({
        url: config.DATABASE_URL ?? null,
        ownerUrl: config.DATABASE_OWNER_URL ?? null,
        role: 'owner',
        dataDir: config.DATA_DIR,
        poolSize: config.POOL_SIZE,
        retrySeconds: config.CONNECT_RETRY_SECONDS,
        waiting: (place) => output.hint(say(output.locale, 'cli.waiting', { place })),
        ...options,
      });
      try {
        return await work(database);
      } finally {
        await database.close();
      }
    },
  };
}

/** Runs one subcommand; resolves with its exit code (`exitCodes`). */
export async function runProgram(
  argv: readonly string[],
  env: NodeJS.ProcessEnv,
  builders: Builders,
): Promise<number> {
  let output = createOutput('zh');
  let exitCode: number = exitCodes.ok;
  try {
    const config = readConfig(env);
    output = createOutput(config.LOCALE);
    const context = createContext(config, output, systemClock);
    const program = defineProgram(context, builders, (code) => {
      exitCode = code;
    });
    await program.parseAsync([...argv]);
    return exitCode;
  } catch (error) {
    const commander = error as { code?: unknown; exitCode?: unknown };
    if (typeof commander.code === 'string' && commander.code.startsWith('commander.')) {
      return commander.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    }
    const { code, text, exitCode: failed } = explain(output.locale, error);
    if (argv.includes('--json')) output.json({ error: { code, message: text } });
    output.hint(text);
    return failed;
  }
}

function defineProgram(context: CliContext, builders: Builders, done: (exitCode: number) => void): Command {
  const tools = createTools(context, done);
  const { words, subcommand, run, json, whole, day } = tools;

  const program = new Command('chengxin').description(words('cli.description')).exitOverride();
  program.addHelpText('after', `\n${words('cli.exitCodes')}`);
  subcommand(program, 'start', 'cli.start').action(run(() => runStart(context, builders)));
  subcommand(program, 'chat', 'cli.chat')
    .argument('[text...]', words('cli.chat.text'))
    .option('--as <person>', words('cli.chat.as'), 'public')
    .option(...json)
    .action(run((texts: string[], options) => runChat(context, builders, texts, options)));
  subcommand(program, 'import', 'cli.import')
    .argument('<file...>', words('cli.import.files'))
    .option('--again', words('cli.import.again'))
    .option(...json)
    .action(run((files: string[], options) => runImport(context, files, options)));

  const quarantine = subcommand(program, 'quarantine', 'cli.quarantine');
  subcommand(quarantine, 'list', 'cli.quarantine.list')
    .option('--file <name>', words('cli.option.file'))
    .option('--limit <n>', words('cli.option.limit'), whole(1, 100_000), 50)
    .option(...json)
    .action(run((options) => runQuarantineList(context, options)));
  subcommand(quarantine, 'export', 'cli.quarantine.export')
    .requiredOption('--out <dir>', words('cli.option.out'))
    .option('--file <name>', words('cli.option.file'))
    .option(...json)
    .action(run((options) => runQuarantineExport(context, options)));
  subcommand(quarantine, 'drop', 'cli.quarantine.drop')
    .argument('<id>', words('cli.quarantine.drop'), whole(1, 999_999_999))
    .requiredOption('--reason <text>', words('cli.option.reason'))
    .option(...json)
    .action(run((id: number, options) => runQuarantineDrop(context, id, options)));

  subcommand(program, 'sample', 'cli.sample')
    .option('--entities <n>', words('cli.sample.entities'), whole(1, 10_000_000), 20_000)
    .option('--seed <text>', words('cli.sample.seed'), 'shandong')
    .option('--as-of <day>', words('cli.sample.asOf'), day, dayOf(context.clock.now()))
    .requiredOption('--out <dir>', words('cli.option.out'))
    .option(...json)
    .action(run((options) => runSample(context, options)));
  subcommand(program, 'search', 'cli.search')
    .argument('<text...>', words('cli.search.text'))
    .option('--limit <n>', words('cli.option.limit'), whole(1, 50), 5)
    .option(...json)
    .action(run((texts: string[], options) => runSearch(context, texts.join(' '), options)));
  subcommand(program, 'uscc', 'cli.uscc')
    .argument('<code...>', words('cli.uscc.codes'))
    .option(...json)
    .action(run((codes: string[], options) => runUscc(context, codes, options)));
  subcommand(program, 'migrate', 'cli.migrate')
    .option(...json)
    .action(run((options) => runMigrate(context, options)));

  defineCredit(tools, program);
  defineDelivery(tools, program);
  definePeople(tools, program);
  defineAudit(tools, program);
  defineDraw(tools, program);
  return program;
}
