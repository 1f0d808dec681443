import type { Command } from 'commander';
import { runDrawDemo, runDrawVerify } from './draw.ts';
import type { Tools } from './tools.ts';

/** `chengxin draw`. */
export function defineDraw(tools: Tools, program: Command): void {
  const { context, words, subcommand, run, json, whole } = tools;
  const draw = subcommand(program, 'draw', 'cli.draw');
  subcommand(draw, 'demo', 'cli.draw.demo')
    .option('--candidates <n>', words('cli.draw.candidates'), whole(1, 5_000_000), 1_000)
    .option('--seed <text>', words('cli.draw.seed'), 'shandong')
    .requiredOption('--out <file>', words('cli.draw.out'))
    .option(...json)
    .action(run((options) => runDrawDemo(context, options)));
  subcommand(draw, 'verify', 'cli.draw.verify')
    .argument('<file...>', words('cli.draw.file'))
    .option('--key <hex>', words('cli.draw.key'))
    .option('--commit <file>', words('cli.draw.commit'))
    .option(...json)
    .action(run((files: string[], options) => runDrawVerify(context, files, options)));
}
