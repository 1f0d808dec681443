import type { Command } from '../src/chat/command.ts';
import type { Dialog } from '../src/chat/dialog.ts';
import type { BindDeps } from '../src/services/binding.ts';
import type { CreditDeps } from '../src/services/credit.ts';
import { bindCommand, releaseCommand } from './account.ts';
import { approvalsCommand } from './approvals.ts';
import { cancelCommand } from './cancel.ts';
import { exemptionCommand } from './exemption.ts';
import { exemptionDialog } from './exemption-dialog.ts';
import { exemptionListCommand } from './exemption-list.ts';
import { followCommand } from './follow.ts';
import { guidanceCommand } from './guidance.ts';
import { helpCommand } from './help.ts';
import { historyCommand } from './history.ts';
import { inclusiveCommand, inclusiveDialog } from './inclusive.ts';
import { languageCommand } from './language.ts';
import { listDialog } from './list-dialog.ts';
import { listsCommand } from './lists.ts';
import { lookupCommand, lookupDialog } from './lookup.ts';
import { meCommand } from './me.ts';
import { measuresCommand } from './measures.ts';
import { noticesCommand } from './notices.ts';
import { objectionCommand, objectionDialog } from './objection.ts';
import { orgsCommand } from './orgs.ts';
import { overrideCommand } from './override.ts';
import { peopleCommand } from './people.ts';
import { purposeCommand } from './purpose.ts';
import { repairCommand } from './repair.ts';
import { softGuidanceCommand } from './soft-guidance.ts';
import { warningDialog, warningsCommand } from './warnings.ts';
import { interviewCommand, watchCommand } from './watch.ts';
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
    measuresCommand(deps),
    listsCommand(deps),
    overrideCommand(deps),
    warningsCommand(deps),
    watchCommand(deps),
    interviewCommand(deps),
    noticesCommand(deps),
    historyCommand(deps),
    followCommand(deps),
    exemptionListCommand,
    exemptionCommand(deps),
    guidanceCommand(deps),
    inclusiveCommand(deps),
    softGuidanceCommand(deps),
    repairCommand(deps),
    whyCommand(deps),
    lookupCommand(deps),
  ];
  return commands;
}

export const dialogs: readonly Dialog[] = [
  lookupDialog,
  objectionDialog,
  warningDialog,
  listDialog,
  exemptionDialog,
  inclusiveDialog,
];
