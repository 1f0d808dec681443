import type { Command } from 'commander';
import { runInboxList, runInboxRetry, runOutboxDrop, runOutboxList, runOutboxRetry } from './outbox.ts';
import { runSendingHold, runSendingResume, runSendingStatus } from './sending.ts';
import type { Tools } from './tools.ts';

/** `chengxin outbox|inbox|sending`. */
export function defineDelivery(
  { context, words, subcommand, run, json, whole, ids }: Tools,
  program: Command,
): void {
  const outbox = subcommand(program, 'outbox', 'cli.outbox');
  subcommand(outbox, 'list', 'cli.outbox.list')
    .option('--state <state>', words('cli.outbox.state'))
    .option('--limit <n>', words('cli.option.limit'), whole(1, 100_000), 50)
    .option(...json)
    .action(run((options) => runOutboxList(context, options)));
  subcommand(outbox, 'retry', 'cli.outbox.retry')
    .argument('<id...>', words('cli.outbox.ids'), ids)
    .option(...json)
    .action(run((seqs: number[], options) => runOutboxRetry(context, seqs, options)));
  subcommand(outbox, 'drop', 'cli.outbox.drop')
    .argument('<id...>', words('cli.outbox.ids'), ids)
    .requiredOption('--reason <text>', words('cli.option.reason'))
    .option(...json)
    .action(run((seqs: number[], options) => runOutboxDrop(context, seqs, options)));
  const inbox = subcommand(program, 'inbox', 'cli.inbox');
  subcommand(inbox, 'list', 'cli.inbox.list')
    .option('--limit <n>', words('cli.option.limit'), whole(1, 100_000), 50)
    .option(...json)
    .action(run((options) => runInboxList(context, options)));
  subcommand(inbox, 'retry', 'cli.inbox.retry')
    .argument('<id...>', words('cli.inbox.ids'), ids)
    .option(...json)
    .action(run((seqs: number[], options) => runInboxRetry(context, seqs, options)));

  const sending = subcommand(program, 'sending', 'cli.sending');
  subcommand(sending, 'status', 'cli.sending.status')
    .option(...json)
    .action(run((options) => runSendingStatus(context, options)));
  subcommand(sending, 'hold', 'cli.sending.hold')
    .requiredOption('--reason <text>', words('cli.option.reason'))
    .option(...json)
    .action(run((options) => runSendingHold(context, options)));
  subcommand(sending, 'resume', 'cli.sending.resume')
    .requiredOption('--reason <text>', words('cli.option.reason'))
    .option(...json)
    .action(run((options) => runSendingResume(context, options)));
}
