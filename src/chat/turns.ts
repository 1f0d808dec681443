import type { Person } from '../domain/person.ts';
import type { AuditNote, Decided, OpenDialog } from './command.ts';
import type { ChatEvent, Locale } from './event.ts';

/** An action that was offered earlier, as its row says; rights are checked again when it is pressed. */
export interface OfferedAction extends Decided {
  userId: string;
  chatId: string;
  platform: string;
  expiresAt: Date;
}

/** What is known when an event arrives: who it is, and where the conversation stands. */
export interface OpenTurn {
  person: Person;
  locale: Locale;
  dialog: (OpenDialog & { expiresAt: Date }) | null;
  lastActions: readonly string[];
  subject: string | null;
  rev: number;
  /** The row of the token that was pressed, or of the number that was replied; null where there is none. */
  offered: OfferedAction | null;
}

/** What an answer changes, written in one go before it leaves. */
export interface TurnChanges {
  locale: Locale;
  dialog: (OpenDialog & { expiresAt: Date }) | null;
  subject: string | null;
  /** Actions of the new card; null leaves those of the last card as they are. */
  actions: readonly (Decided & { token: string })[] | null;
  actionsExpireAt: Date;
  audit: readonly AuditNote[];
}

/** The router's way to the tables; implemented by `services/conversations.ts`. */
export interface Turns {
  open(event: ChatEvent): Promise<OpenTurn>;
  /** False where another event of this conversation came in between: nothing was written then. */
  close(event: ChatEvent, rev: number, changes: TurnChanges, at: Date): Promise<boolean>;
}
