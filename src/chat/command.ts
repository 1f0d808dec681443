import type { TransactionSql } from 'postgres';
import type { Person, Role } from '../domain/person.ts';
import type { Used } from '../domain/rights.ts';
import type { DraftCard } from './card.ts';
import type { Account, Locale } from './event.ts';
import type { WordKey } from './words/index.ts';

/** An entry for the audit log; written before the answer leaves, in the statement that closes the turn. */
export interface AuditNote {
  action: string;
  subject: string | null;
  purpose: string | null;
  result: string;
}

/** One event being answered: who asks, in which language, and what the conversation was about. */
export interface Turn {
  person: Person;
  actor: string;
  account: Account;
  used: Used;
  /** 查询事由 that was chosen for today; null: that of the role. */
  purpose: string | null;
  locale: Locale;
  now: Date;
  /** The enterprise last shown in this conversation (统一社会信用代码), what 为什么 refers to. */
  subject: string | null;
  /** A dialog waits for an answer. */
  waiting: boolean;
  audit(note: AuditNote): void;
}

/** A dialog that waits for the person's next words; `data` is checked by its schema when it is read. */
export interface OpenDialog {
  kind: string;
  version: number;
  step: string;
  data: unknown;
}

export interface Outcome {
  card: DraftCard;
  /** Opens this dialog. Absent: the one that waited is over. */
  dialog?: OpenDialog;
  subject?: string;
  locale?: Locale;
  /** 查询事由 for the rest of the day. */
  purpose?: string;
  /** The answer is for whoever has the account: it was bound or let go by it. */
  forAnyone?: boolean;
  /**
   * What is changed by it, in the transaction that closes the turn: exactly once, however often the update came.
   * @throws Overtaken where what it rests on has changed meanwhile: the turn is decided anew
   */
  write?: (tx: TransactionSql) => Promise<void>;
  /** True: what waited before (dialog, numbered actions) goes on waiting. */
  keep?: boolean;
}

export type IntentArgs = Readonly<Record<string, string>>;
export interface Decided {
  intent: string;
  args: IntentArgs;
}
export type IntentHandler = (turn: Turn, args: IntentArgs) => Promise<Outcome> | Outcome;

/** A thing a person can ask for, and how they say it. */
export interface Command {
  id: string;
  roles: readonly Role[];
  /** How it is called and what it does, for 帮助 and for registering with platforms. */
  usage: WordKey;
  summary: WordKey;
  /** Heard before an open dialog is. */
  always?: boolean;
  /** It may be answered before a group: nothing about people or enterprises. Else the answer goes to the private chat. */
  inGroup?: boolean;
  /**
   * Where the words are meant for this command: what follows from them; else null. `text` is folded to one width;
   * `said` is as the person wrote it, for what is kept of it.
   */
  parse(text: string, said?: string): Decided | null;
  /** Everything that this command's words, buttons and dialogs can lead to, by intent. */
  intents: Readonly<Record<string, IntentHandler>>;
  /** True for a word that said alone asks for an argument: the terminal joins it with the next word. */
  wantsArgument?(text: string): boolean;
}
