import type { Command } from 'commander';
import { runOrgAdd, runOrgClose, runOrgList } from './orgs.ts';
import {
  runBindCode,
  runBindList,
  runBindRemove,
  runPersonAdd,
  runPersonDisable,
  runPersonEnable,
  runPersonList,
  runPersonRole,
  runQuotaSet,
  runQuotaShow,
} from './people.ts';
import type { Tools } from './tools.ts';

/** `chengxin person|org|bind|quota`. */
export function definePeople(tools: Tools, program: Command): void {
  const { context, words, subcommand, run, json, whole } = tools;
  const personId = words('cli.person.id');

  const person = subcommand(program, 'person', 'cli.person');
  subcommand(person, 'list', 'cli.person.list')
    .option('--limit <n>', words('cli.option.limit'), whole(1, 100_000), 1_000)
    .option(...json)
    .action(run((options) => runPersonList(context, options)));
  subcommand(person, 'add', 'cli.person.add')
    .argument('<id>', personId)
    .requiredOption('--name <name>', words('cli.person.name'))
    .requiredOption('--role <role>', words('cli.person.role'))
    .option('--org <id>', words('cli.person.org'))
    .option('--region <code>', words('cli.person.region'))
    .option('--uscc <code>', words('cli.person.uscc'))
    .option(...json)
    .action(run((id: string, options) => runPersonAdd(context, id, options)));
  subcommand(person, 'disable', 'cli.person.disable')
    .argument('<id>', personId)
    .requiredOption('--reason <text>', words('cli.option.reason'))
    .option(...json)
    .action(run((id: string, options) => runPersonDisable(context, id, options)));
  subcommand(person, 'enable', 'cli.person.enable')
    .argument('<id>', personId)
    .option(...json)
    .action(run((id: string, options) => runPersonEnable(context, id, options)));

  const role = subcommand(program, 'role', 'cli.role');
  subcommand(role, 'set', 'cli.role.set')
    .argument('<id>', personId)
    .argument('<role>', words('cli.person.role'))
    .option(...json)
    .action(run((id: string, to: string, options) => runPersonRole(context, id, to, options)));

  const org = subcommand(program, 'org', 'cli.org');
  subcommand(org, 'list', 'cli.org.list')
    .option(...json)
    .action(run((options) => runOrgList(context, options)));
  subcommand(org, 'add', 'cli.org.add')
    .argument('<id>', words('cli.org.id'))
    .requiredOption('--name <name>', words('cli.org.name'))
    .requiredOption('--region <code>', words('cli.person.region'))
    .requiredOption('--breadth <breadth>', words('cli.org.breadth'))
    .option('--parent <id>', words('cli.org.parent'))
    .option('--code <code>', words('cli.org.code'))
    .option(...json)
    .action(run((id: string, options) => runOrgAdd(context, id, options)));
  subcommand(org, 'close', 'cli.org.close')
    .argument('<id>', words('cli.org.id'))
    .option(...json)
    .action(run((id: string, options) => runOrgClose(context, id, options)));

  const bind = subcommand(program, 'bind', 'cli.bind');
  subcommand(bind, 'code', 'cli.bind.code')
    .argument('<id>', personId)
    .option('--platform <name>', words('cli.bind.platform'))
    .option('--account <id>', words('cli.bind.account'))
    .option(...json)
    .action(run((id: string, options) => runBindCode(context, id, options)));
  subcommand(bind, 'list', 'cli.bind.list')
    .argument('<id>', personId)
    .option(...json)
    .action(run((id: string, options) => runBindList(context, id, options)));
  subcommand(bind, 'remove', 'cli.bind.remove')
    .argument('<id>', personId)
    .argument('<platform>', words('cli.bind.platform'))
    .argument('<account>', words('cli.bind.account'))
    .option(...json)
    .action(
      run((id: string, platform: string, account: string, options) =>
        runBindRemove(context, id, platform, account, options),
      ),
    );

  const quota = subcommand(program, 'quota', 'cli.quota');
  subcommand(quota, 'show', 'cli.quota.show')
    .argument('<id>', personId)
    .option(...json)
    .action(run((id: string, options) => runQuotaShow(context, id, options)));
  subcommand(quota, 'set', 'cli.quota.set')
    .argument('<id>', words('cli.quota.id'))
    .argument('<n>', words('cli.quota.n'), whole(0, 1_000_000))
    .option('--org', words('cli.quota.org'))
    .option(...json)
    .action(run((id: string, n: number, options) => runQuotaSet(context, id, n, options)));
}
