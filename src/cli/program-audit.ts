import type { Command } from 'commander';
import {
  runAuditCheck,
  runAuditCheckpoint,
  runAuditList,
  runAuditProve,
  runAuditVerify,
  runKeyDestroy,
  runKeyList,
  runKeyRotate,
} from './audit.ts';
import type { Tools } from './tools.ts';

/** `chengxin audit|key`. */
export function defineAudit(tools: Tools, program: Command): void {
  const { context, words, subcommand, run, json, whole } = tools;
  const texts = (value: string, before: string[] = []): string[] => [...before, value];
  const number = whole(1, 999_999_999);

  const audit = subcommand(program, 'audit', 'cli.audit');
  subcommand(audit, 'verify', 'cli.audit.verify')
    .option('--checkpoint <file>', words('cli.audit.checkpoints'), texts)
    .option('--key <key>', words('cli.audit.key'), texts)
    .option(...json)
    .action(run((options) => runAuditVerify(context, options)));
  subcommand(audit, 'list', 'cli.audit.list')
    .option('--actor <id>', words('cli.audit.actor'))
    .option('--subject <value>', words('cli.audit.subject'))
    .option('--action <name>', words('cli.audit.action'))
    .option('--limit <n>', words('cli.option.limit'), whole(1, 100_000), 50)
    .option(...json)
    .action(run((options) => runAuditList(context, options)));
  subcommand(audit, 'prove', 'cli.audit.prove')
    .argument('<id>', words('cli.audit.seq'), number)
    .option('--out <file>', words('cli.option.out'))
    .option(...json)
    .action(run((seq: number, options) => runAuditProve(context, seq, options)));
  subcommand(audit, 'check', 'cli.audit.check')
    .argument('<file>', words('cli.audit.file'))
    .option('--key <key>', words('cli.audit.key'), texts)
    .option(...json)
    .action(run((file: string, options) => runAuditCheck(context, file, options)));
  subcommand(audit, 'checkpoint', 'cli.audit.checkpoint')
    .option(...json)
    .action(run((options) => runAuditCheckpoint(context, options)));

  const key = subcommand(program, 'key', 'cli.key');
  subcommand(key, 'list', 'cli.key.list')
    .option(...json)
    .action(run((options) => runKeyList(context, options)));
  subcommand(key, 'rotate', 'cli.key.rotate')
    .argument('<kind>', words('cli.key.kind'))
    .option('--approval <id>', words('cli.key.approval'), number)
    .option(...json)
    .action(run((kind: string, options) => runKeyRotate(context, kind, options)));
  subcommand(key, 'destroy', 'cli.key.destroy')
    .argument('<id>', words('cli.key.id'))
    .option('--approval <id>', words('cli.key.approval'), number)
    .option(...json)
    .action(run((id: string, options) => runKeyDestroy(context, id, options)));
}
