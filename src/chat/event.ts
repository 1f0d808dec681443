/** Languages a person can choose; Chinese is the default everywhere. */
export type Locale = 'zh' | 'en';

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
  content: { type: 'text'; text: string } | { type: 'action'; token: string };
  receivedAt: Date;
}
