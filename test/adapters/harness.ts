import type { Adapter } from '../../src/chat/adapter.ts';
import type { ChatEvent } from '../../src/chat/event.ts';

/** A message as a person sees it on the platform, after the platform parsed it. */
export interface SeenMessage {
  messageId: string;
  /** Everything that can be read, in reading order; markup is gone, escapes are undone. */
  text: string;
  buttons: { label: string; data: string }[];
  edited: boolean;
}

/** What the platform does to the next calls that send or edit, until `recover()`. */
export type PlatformFault =
  | { kind: 'rateLimited'; retryAfterSeconds: number }
  | { kind: 'serverError'; status: 500 | 502 }
  /** This person blocked the bot, or the bot was thrown out of the chat. */
  | { kind: 'forbidden' }
  | { kind: 'invalid' }
  /** The connection is cut: before the platform did anything, or after it sent the message. */
  | { kind: 'reset'; when: 'before' | 'after' }
  | { kind: 'silence' }
  /** The answer ends in the middle, though the message was sent. */
  | { kind: 'truncated' };

/** How an event reaches us. */
export interface Delivery {
  user?: string;
  chat?: string;
  group?: boolean;
  /** The platform's id of the update; the same again is the same update delivered twice. */
  eventId?: string;
}

/**
 * An adapter on its fake platform, for the contract suite. The fake enforces the platform's limits. `taken` is what
 * the adapter handed to the core; `before` runs first and may reject, as when the database is away.
 */
export interface Harness {
  adapter: Adapter<unknown>;
  taken: ChatEvent[];
  before: (event: ChatEvent) => Promise<void>;
  user: string;
  chat: string;
  group: string;
  /** Resolves with whether the platform saw an acknowledgement of this one delivery. */
  say(text: string, delivery?: Delivery): Promise<boolean>;
  press(data: string, delivery?: Delivery & { messageId?: string }): Promise<boolean>;
  /** Delivers with a wrong secret or signature: whether it was acknowledged as if it were genuine. */
  forge(text: string): Promise<boolean>;
  seen(chat: string): SeenMessage[];
  fault(fault: PlatformFault): void;
  recover(): void;
  close(): Promise<void>;
}
