import type { Command } from '../src/chat/command.ts';
import type { Dialog } from '../src/chat/dialog.ts';
import type { BindDeps } from '../src/services/binding.ts';
import type { CreditDeps } from '../src/services/credit.ts';
import { bindCommand, releaseCommand } from './account.ts';
import { approvalsCommand } from './approvals.ts';
import { cancelCommand } from './cancel.ts';
import { followCommand } from './follow.ts';
import { helpCommand } from './help.ts';
import { historyCommand } from './history.ts';
import { languageCommand } from './language.ts';
import { lookupCommand, lookupDialog } from './lookup.ts';
import { meCommand } from './me.ts';
import { objectionCommand, objectionDialog } from './objection.ts';
import { orgsCommand } from './orgs.ts';
import { overrideCommand } from './override.ts';
import { peopleCommand } from './people.ts';
import { purposeCommand } from './purpose.ts';
import { repairCommand } from './repair.ts';
import { whoLookedCommand } from './who-looked.ts';
import { whyCommand } from './why.ts';

export type CommandDeps = CreditDeps & BindDeps;

/** All commands, in the order in which they are asked; look-up is last, since words alone may be a name. */
export function createCommands(deps: CommandDeps): readonly Command[] {
  const commands: readonly Command[] = [
    helpCommand(() => commands),
    cancelCommand,
    languageCommand,
    bindCommand(deps),
    releaseCommand(deps),
    meCommand,
    peopleCommand(deps),
    orgsCommand(deps),
    approvalsCommand(deps),
    purposeCommand,
    whoLookedCommand(deps),
    objectionCommand(deps),
    overrideCommand(deps),
    historyCommand(deps),
    followCommand(deps),
    repairCommand(deps),
    whyCommand(deps),
    lookupCommand(deps),
  ];
  return commands;
}

export const dialogs: readonly Dialog[] = [lookupDialog, objectionDialog];
