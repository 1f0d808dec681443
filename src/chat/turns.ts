import type { TransactionSql } from 'postgres';
import { privatePrefix } from '../domain/accounts.ts';
import type { Person } from '../domain/person.ts';
import type { Used } from '../domain/rights.ts';
import type { Card } from './card.ts';
import type { AuditNote, Decided, OpenDialog } from './command.ts';
import type { ChatEvent, Locale } from './event.ts';

/** An action that was offered earlier, as its row says; rights are checked again when it is pressed. */
export interface OfferedAction extends Decided {
  userId: string;
  chatId: string;
  platform: string;
  expiresAt: Date;
  /** The message of a card that is answered once; what the choice is called there. */
  cardKey: string | null;
  label: string | null;
  used: boolean;
}

/** What is known when an event arrives: who it is, and where the conversation stands. */
export interface OpenTurn {
  person: Person;
  /** Who the audit log will say it was: the person's id, or a pseudonym of the account. */
  actor: string;
  /** Different enterprises looked up today: by the person, and by the whole organisation. */
  used: Used;
  /** 查询事由 that was chosen for today; null: that of the role. */
  purpose: string | null;
  /** The chat in which this account is alone with the bot; null: not known yet. */
  privateChatId: string | null;
  locale: Locale;
  dialog: (OpenDialog & { expiresAt: Date }) | null;
  lastActions: readonly string[];
  subject: string | null;
  rev: number;
  /** The row of the token that was pressed, or of the number that was replied; null where there is none. */
  offered: OfferedAction | null;
}

/** A new token and what it does. */
export interface NewAction extends Decided {
  token: string;
  cardKey: string | null;
  label: string | null;
}

/** What an answer changes, written in one transaction before it leaves. */
export interface TurnChanges {
  locale: Locale;
  dialog: (OpenDialog & { expiresAt: Date }) | null;
  subject: string | null;
  /** Tokens that can be answered by number from now on. */
  lastActions: readonly string[];
  actions: readonly NewAction[];
  actionsExpireAt: Date;
  audit: readonly AuditNote[];
  /** Null: as it was. */
  purpose: string | null;
  reply: Card;
  /** The reply is for whoever has the account, not only for the person it is bound to. */
  forAnyone: boolean;
  /** What a group is told instead of the answer, which goes to the private chat. */
  pointer: { chatId: string; via: string | null; card: Card } | null;
  /** A card that is answered by this turn, and with what. */
  answered: { cardKey: string; choice: string } | null;
  /** What a command writes itself, in the same transaction. */
  write: ((tx: TransactionSql) => Promise<void>) | null;
}

/** The lease on a delivered update; `attempt` is its fencing token. */
export interface Claim {
  seq: number;
  attempt: number;
}

/** The router's way to the tables; implemented by `services/conversations.ts`. */
export interface Turns {
  open(event: ChatEvent): Promise<OpenTurn>;
  /**
   * With a claim the reply goes to the outbox and the update is dealt with, in the same transaction.
   * False where another event of this conversation came in between, or the lease was lost: nothing was written then.
   */
  close(
    event: ChatEvent,
    opened: OpenTurn,
    changes: TurnChanges,
    at: Date,
    claim: Claim | null,
  ): Promise<boolean>;
  /** Whether the update still waits for us. */
  holds(claim: Claim): Promise<boolean>;
}

/** The key of the message that answers an event. */
export function replyKey(event: Pick<ChatEvent, 'platform' | 'eventId'>): string {
  return `${event.platform}:${event.eventId}`;
}

/** The same event as if it had been said to the bot alone. */
export function inPrivate(event: ChatEvent, privateChatId: string | null): ChatEvent {
  const { via: _via, ...rest } = event;
  return { ...rest, chatId: privateChatId ?? `${privatePrefix}${event.userId}`, chatKind: 'private' };
}
