import { type Adapter, type ChatAddress, type Pace, type Sink, unlimited } from '../../src/chat/adapter.ts';
import { cardText } from '../../src/chat/card-text.ts';

export interface FakeMessage {
  chatId: string;
  key: string;
  text: string;
  /** ms of a monotonic clock. */
  at: number;
  messageId: string;
  edited: boolean;
}

export interface FakePlatform {
  adapter: Adapter<string>;
  /** What arrived, in order; a message that was edited keeps its place. */
  sent: FakeMessage[];
  sink: Sink | null;
  /** Runs before a message is taken; may throw a SendError, or wait. */
  before: (to: ChatAddress, text: string, key: string) => Promise<void> | void;
  /** Runs after a message was taken, before its sender hears of it. */
  after: (to: ChatAddress, text: string, key: string) => Promise<void> | void;
}

/** A platform in memory, for what is about the sender and not about any wire: its cards are their text form. */
export function createFakePlatform(
  options: { name?: string; pace?: Pace; maxText?: number } = {},
): FakePlatform {
  const { name = 'fake', pace = unlimited, maxText = 100_000 } = options;
  const fake: FakePlatform = {
    sent: [],
    sink: null,
    before: () => undefined,
    after: () => undefined,
    adapter: {
      platform: name,
      capabilities: {
        buttons: false,
        edit: true,
        ephemeral: false,
        threads: false,
        files: false,
        maxText,
        maxTextUnit: 'utf16',
        actionBytes: 64,
        maxButtons: 0,
        ackMs: 1_000,
        markup: 'none',
        pace,
      },
      async start(sink) {
        fake.sink = sink;
      },
      async privateChat(userId) {
        return { chatId: `alone-${userId}`, chatKind: 'private', userId };
      },
      async stop() {
        fake.sink = null;
      },
      render(card, locale, plain) {
        const text = (plain ? 'plain ' : '') + cardText(card, locale);
        const parts: string[] = [];
        for (let at = 0; at < text.length; at += maxText) parts.push(text.slice(at, at + maxText));
        return parts;
      },
      async send(to, text, key) {
        await fake.before(to, text, key);
        const messageId = String(fake.sent.length + 1);
        fake.sent.push({ chatId: to.chatId, key, text, at: performance.now(), messageId, edited: false });
        await fake.after(to, text, key);
        return { messageId };
      },
      async edit(to, sent, text, key) {
        await fake.before(to, text, key);
        const message = fake.sent.find(({ messageId }) => messageId === sent.messageId);
        if (!message) throw new Error(`there is no message ${sent.messageId}`);
        Object.assign(message, { text, edited: true });
      },
    },
  };
  return fake;
}
