import type { FastifyInstance } from 'fastify';
import type { Card } from './card.ts';
import type { ChatEvent, Locale } from './event.ts';

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
}

export interface ChatAddress {
  chatId: string;
  userId: string;
}

/** The platform's reference of a message that was sent. */
export interface SentRef {
  messageId: string;
}

/** Resolves once the event is taken over (acknowledge after that), rejects when it must be delivered again. */
export type Sink = (event: ChatEvent) => Promise<void>;

/** One platform. `Rendered` is that platform's own wire form of a message. */
export interface Adapter<Rendered> {
  readonly platform: string;
  readonly capabilities: Capabilities;
  start(sink: Sink): Promise<void>;
  stop(): Promise<void>;
  /** HTTP routes, for platforms that call us. */
  routes?(app: FastifyInstance): void;
  /** Pure: a card may become several messages where it is too long for one. */
  render(card: Card, locale: Locale): Rendered[];
  /** `deliveryKey` is the same when a send is tried again. */
  send(to: ChatAddress, rendered: Rendered, deliveryKey: string): Promise<SentRef>;
}
