import type { FastifyInstance } from 'fastify';
import type { Card } from './card.ts';
import type { ChatEvent, Locale } from './event.ts';

/** At most `count` messages in any `ms` milliseconds. */
export interface Window {
  count: number;
  ms: number;
}

/** What a platform allows to be sent; the sender never exceeds it, whatever the number of replicas. */
export interface Pace {
  /** All chats together; null: no limit. */
  overall: Window | null;
  /** One private chat. */
  chat: readonly Window[];
  /** One group, instead of `chat`. */
  group: readonly Window[];
}

export const unlimited: Pace = { overall: null, chat: [], group: [] };

/** What a platform can do, as data; the core never asks which platform it is. */
export interface Capabilities {
  buttons: boolean;
  edit: boolean;
  ephemeral: boolean;
  threads: boolean;
  files: boolean;
  maxText: number;
  maxTextUnit: 'utf16' | 'bytes' | 'codepoints';
  /** Bytes of callback data a button can carry; 0 where there are no buttons. */
  actionBytes: number;
  maxButtons: number;
  /** Milliseconds in which the platform wants its acknowledgement. */
  ackMs: number;
  markup: 'none' | 'entities' | 'mrkdwn' | 'dom' | 'ansi';
  pace: Pace;
}

export interface ChatAddress {
  chatId: string;
  chatKind: ChatEvent['chatKind'];
  userId: string;
  /** `ChatEvent.via` of the event that is answered. */
  via?: string;
}

/** The platform's reference of a message that was sent. */
export interface SentRef {
  messageId: string;
}

/**
 * Why a message did not go out.
 * - `rateLimited`: not taken; again after `retryAfterMs`, not before.
 * - `unreachable`: not taken (no connection, an answer 5xx); again later.
 * - `ambiguous`: perhaps taken (no answer, a broken one); sent again, since a repeat is better than silence.
 * - `forbidden`: this person or chat does not want or have us any more.
 * - `invalid`: the platform will never take this message as it is.
 */
export type SendFault = 'rateLimited' | 'unreachable' | 'ambiguous' | 'forbidden' | 'invalid';

export class SendError extends Error {
  readonly fault: SendFault;
  readonly retryAfterMs: number;

  /** `reason` goes to logs and the dead letter list: no token, no address, no message text. */
  constructor(fault: SendFault, reason: string, retryAfterMs = 0) {
    super(reason);
    this.name = 'SendError';
    this.fault = fault;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Resolves once the event is taken over (acknowledge after that), rejects when it must be delivered again. */
export type Sink = (event: ChatEvent) => Promise<void>;

/** A command as it is registered with a platform: `/id`, and the words the router hears instead. */
export interface CommandInfo {
  /** Latin letters, digits and _ only. */
  id: string;
  word: string;
  summary: Readonly<Record<Locale, string>>;
}

/** One platform. `Rendered` is that platform's own wire form of a message. */
export interface Adapter<Rendered> {
  readonly platform: string;
  readonly capabilities: Capabilities;
  /** Resolves once events come in; what the platform has to know of us is registered then. */
  start(sink: Sink): Promise<void>;
  /** No new event after this resolves; those under way have been taken over or will be delivered again. */
  stop(): Promise<void>;
  /** HTTP routes, for platforms that call us. */
  routes?(app: FastifyInstance): void;
  /**
   * Pure: a card may become several messages where it is too long for one. `plain`: nothing but text with numbered
   * actions, for a platform that refused the full form.
   */
  render(card: Card, locale: Locale, plain?: boolean): Rendered[];
  /** `deliveryKey` is the same when a send is tried again. @throws SendError */
  send(to: ChatAddress, rendered: Rendered, deliveryKey: string): Promise<SentRef>;
  /** Puts another form in the place of a message that was sent. @throws SendError */
  edit?(to: ChatAddress, sent: SentRef, rendered: Rendered, deliveryKey: string): Promise<void>;
  /** The address of the private chat with a person. @throws SendError */
  privateChat?(userId: string): Promise<ChatAddress>;
}
