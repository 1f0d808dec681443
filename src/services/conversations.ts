import type { ChatEvent, Locale } from '../chat/event.ts';
import { type Person, stranger } from '../domain/person.ts';
import { foldText } from '../domain/text.ts';
import type { Database } from '../store/database.ts';
import { readTurn, type TurnRow, writeTurn } from '../store/turns.ts';

/** Platforms on which the user id is a person's id: those that only run beside the service, on this machine. */
const ownPlatforms = new Set(['web', 'terminal']);

/** Longer messages are no number; with blanks and invisible characters around it, one fits well within. */
const longestNumber = 512;

interface Expiring {
  kind: string;
  version: number;
  step: string;
  data: unknown;
  expiresAt: Date;
}

export interface OpenedTurn {
  person: Person;
  locale: Locale;
  dialog: Expiring | null;
  lastActions: readonly string[];
  subject: string | null;
  rev: number;
  offered: {
    intent: string;
    args: Record<string, string>;
    platform: string;
    chatId: string;
    userId: string;
    expiresAt: Date;
  } | null;
}

/** Where conversations stand, in the tables: any replica can answer the next message. */
export function createTurns(database: Database): {
  open(event: ChatEvent): Promise<OpenedTurn>;
  close(event: ChatEvent, rev: number, changes: TurnRow, at: Date): Promise<boolean>;
} {
  return {
    async open(event) {
      const { content } = event;
      const token = content.type === 'action' ? content.token : null;
      // Folded as the router folds it: a full-width 2 is a 2.
      const text =
        content.type === 'text' && content.text.length <= longestNumber ? foldText(content.text) : '';
      const number = /^\d{1,2}$/.test(text) ? Number(text) : null;
      const row = await readTurn(database.sql, event, token, number);
      const known = ownPlatforms.has(event.platform) ? row.person : null;
      return {
        person: known ?? stranger,
        locale: row.locale === 'en' ? 'en' : 'zh',
        dialog: row.dialog && { ...row.dialog, expiresAt: new Date(row.dialog.expiresAt) },
        lastActions: row.lastActions ?? [],
        subject: row.subject,
        rev: row.rev ?? 0,
        offered: row.action && { ...row.action, expiresAt: new Date(row.action.expiresAt) },
      };
    },
    close(event, rev, changes, at) {
      return writeTurn(database.sql, event, rev, changes, event.userId, at);
    },
  };
}
