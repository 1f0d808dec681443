import type { Command } from '../src/chat/command.ts';
import type { Dialog } from '../src/chat/dialog.ts';
import type { CreditDeps } from '../src/services/credit.ts';
import { cancelCommand } from './cancel.ts';
import { helpCommand } from './help.ts';
import { languageCommand } from './language.ts';
import { lookupCommand, lookupDialog } from './lookup.ts';
import { meCommand } from './me.ts';
import { whyCommand } from './why.ts';

/** All commands, in the order in which they are asked; look-up is last, since words alone may be a name. */
export function createCommands(deps: CreditDeps): readonly Command[] {
  const commands: readonly Command[] = [
    helpCommand(() => commands),
    cancelCommand,
    languageCommand,
    meCommand,
    whyCommand(deps),
    lookupCommand(deps),
  ];
  return commands;
}

export const dialogs: readonly Dialog[] = [lookupDialog];
