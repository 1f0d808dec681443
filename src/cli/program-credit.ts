import type { Command } from 'commander';
import { runGrade, runRegrade, runRepair } from './grade.ts';
import { runMeasures } from './measures.ts';
import { runPolicyList, runPropose, runSimulate } from './policy.ts';
import type { Tools } from './tools.ts';
import { runWarnings, runWatch } from './watch.ts';

/** `chengxin grade|repair|regrade|measures|watch|warnings|policy`. */
export function defineCredit(tools: Tools, program: Command): void {
  const { context, words, subcommand, run, json, whole, day } = tools;
  const asOf = ['--as-of <day>', words('cli.option.asOf'), day] as const;

  subcommand(program, 'grade', 'cli.grade')
    .argument('<code...>', words('cli.uscc.codes'))
    .option(...asOf)
    .option(...json)
    .action(run((codes: string[], options) => runGrade(context, codes, options)));
  subcommand(program, 'repair', 'cli.repair')
    .argument('<code>', words('cli.uscc.codes'))
    .option(...asOf)
    .option(...json)
    .action(run((code: string, options) => runRepair(context, code, options)));
  subcommand(program, 'regrade', 'cli.regrade')
    .option(...json)
    .action(run((options) => runRegrade(context, options)));
  subcommand(program, 'measures', 'cli.measures')
    .argument('<code>', words('cli.uscc.codes'))
    .option(...asOf)
    .option('--scene <scene>', words('cli.measures.scene'))
    .option(...json)
    .action(run((code: string, options) => runMeasures(context, code, options)));
  subcommand(program, 'watch', 'cli.watch')
    .argument('<code>', words('cli.uscc.codes'))
    .option(...json)
    .action(run((code: string, options) => runWatch(context, code, options)));
  subcommand(program, 'warnings', 'cli.warnings')
    .option('--all', words('cli.warnings.all'))
    .option(...json)
    .action(run((options) => runWarnings(context, options)));

  const policy = subcommand(program, 'policy', 'cli.policy');
  subcommand(policy, 'simulate', 'cli.policy.simulate')
    .argument('<file>', words('cli.policy.file'))
    .option(...asOf)
    .option('--samples <n>', words('cli.policy.samples'), whole(0, 1_000), 5)
    .option(...json)
    .action(run((file: string, options) => runSimulate(context, file, options)));
  subcommand(policy, 'propose', 'cli.policy.propose')
    .argument('<file>', words('cli.policy.file'))
    .requiredOption('--from <day>', words('cli.policy.from'), day)
    .option(...json)
    .action(run((file: string, options) => runPropose(context, file, options)));
  subcommand(policy, 'list', 'cli.policy.list')
    .option(...json)
    .action(run((options) => runPolicyList(context, options)));
}
