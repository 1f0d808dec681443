import type { BoundAction, CardOf } from '../chat/card.ts';
import type { Database } from '../store/database.ts';
import type { CliContext } from './context.ts';

/** A running service; `stop` returns when everything under way is done. */
export interface Service {
  url: string;
  stop(): Promise<void>;
}

export interface ChatReply {
  card: CardOf<BoundAction>;
  text: string;
}

/** A conversation in the terminal. */
export interface TerminalChat {
  /** Who speaks, for the prompt. */
  name: string;
  /** Joins words that belong to one message: a bare 「查询」 and what follows it. */
  messages(words: readonly string[]): string[];
  say(text: string): Promise<ChatReply[]>;
}

/** What only the composition root can build. */
export interface Builders {
  /**
   * With the owner's rights, before anybody is answered: personas and, where `makingSample` is given (and called when
   * that begins), the sample province; on the embedded server only.
   */
  prepare(context: CliContext, owner: Database, makingSample: (() => void) | null): Promise<void>;
  startService(context: CliContext, database: Database): Promise<Service>;
  openChat(context: CliContext, database: Database, personId: string): Promise<TerminalChat>;
}
