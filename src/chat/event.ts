/** Languages a person can choose; Chinese is the default everywhere. */
export type Locale = 'zh' | 'en';

/** What a person did: said something, pressed a button, sent a file. */
export type EventContent =
  /** `masked`: so many ID numbers stood in the text and were taken out before it was stored. */
  | { type: 'text'; text: string; masked?: number }
  | { type: 'action'; token: string }
  /** `ref` is the platform's own reference of the file; nothing is fetched before a command asks for it. */
  | { type: 'file'; name: string; bytes: number; ref: string };

/** One thing a person did on a platform, after the adapter verified and decoded it. */
export interface ChatEvent {
  platform: string;
  /** The platform's own id of this update: the same update delivered twice bears the same id. */
  eventId: string;
  chatId: string;
  /** Unknown kinds of chat count as groups: details are never shown there. */
  chatKind: 'private' | 'group';
  /** The platform's numeric or opaque user id, never a changeable @name. */
  userId: string;
  /** The adapter's own way to answer just this event (Slack's response_url); opaque to the core. */
  via?: string;
  content: EventContent;
  receivedAt: Date;
}

/** Where somebody writes from. */
export type Account = Pick<ChatEvent, 'platform' | 'userId' | 'chatId' | 'chatKind'>;
