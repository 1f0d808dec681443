import { BotApiError, badRequest, type Formatted, type SeenButton } from './telegram-text.ts';

export type ChatType = 'private' | 'group' | 'supergroup' | 'channel';

export interface FakeMessage extends Formatted {
  messageId: number;
  keyboard: SeenButton[][];
  edited: boolean;
  /** Milliseconds since the epoch at which the request arrived. */
  at: number;
  replyTo: number | null;
  thread: number | null;
  fileId: string | null;
}

interface FakeChat {
  id: number;
  type: ChatType;
  messages: Map<number, FakeMessage>;
  /** Why nothing can be sent there. */
  closed: string | null;
  migratedTo: number | null;
}

/** A message as a person sees it; the shape of `SeenMessage` in the adapters' harness. */
export interface Seen {
  messageId: string;
  text: string;
  buttons: { label: string; data: string }[];
  edited: boolean;
}

/** Chats and what stands in them. */
export class World {
  readonly #chats = new Map<number, FakeChat>();
  readonly #keep: number;
  #lastMessage = 0;

  /** @param keep messages of the bot that each chat remembers, the newest */
  constructor(keep: number) {
    this.#keep = keep;
  }

  /** Makes a chat known to the bot, as a first message there does. */
  open(id: number, type: ChatType): FakeChat {
    const known = this.#chats.get(id);
    if (known) return known;
    const chat = { id, type, messages: new Map(), closed: null, migratedTo: null };
    this.#chats.set(id, chat);
    return chat;
  }

  close(id: number, type: ChatType, why: string): void {
    this.open(id, type).closed = why;
  }

  reopen(id: number): void {
    const chat = this.#chats.get(id);
    if (chat) chat.closed = null;
  }

  migrate(from: number, to: number): void {
    this.open(from, 'group').migratedTo = to;
    this.open(to, 'supergroup');
  }

  nextMessageId(): number {
    this.#lastMessage += 1;
    return this.#lastMessage;
  }

  /** @throws BotApiError where the bot cannot write there */
  writable(value: unknown): FakeChat {
    const id = Number(value);
    if (value === undefined || value === '') throw badRequest('chat_id is empty');
    const chat = this.#chats.get(id);
    if (!chat) throw badRequest('chat not found');
    if (chat.closed !== null) throw new BotApiError(403, `Forbidden: ${chat.closed}`);
    if (chat.migratedTo !== null) {
      throw new BotApiError(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
        migrate_to_chat_id: chat.migratedTo,
      });
    }
    return chat;
  }

  put(chat: FakeChat, message: Omit<FakeMessage, 'messageId' | 'edited'>): FakeMessage {
    const sent = { ...message, messageId: this.nextMessageId(), edited: false };
    chat.messages.set(sent.messageId, sent);
    const [oldest] = chat.messages.keys();
    if (chat.messages.size > this.#keep && oldest !== undefined) chat.messages.delete(oldest);
    return sent;
  }

  /** @throws BotApiError where there is none, or where nothing would change */
  edit(
    chat: FakeChat,
    messageId: unknown,
    shown: Partial<Formatted & Pick<FakeMessage, 'keyboard'>>,
  ): FakeMessage {
    const message = chat.messages.get(Number(messageId));
    if (!message) throw badRequest('message to edit not found');
    const after = { ...message, ...shown };
    const face = ({ text, entities, keyboard }: FakeMessage) => JSON.stringify([text, entities, keyboard]);
    if (face(after) === face(message)) {
      throw badRequest(
        'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
      );
    }
    return Object.assign(message, shown, { edited: true });
  }

  messages(id: number): FakeMessage[] {
    return [...(this.#chats.get(id)?.messages.values() ?? [])];
  }

  seen(id: number, from = 0): Seen[] {
    return this.messages(id)
      .slice(from)
      .map(({ messageId, text, keyboard, edited }) => ({
        messageId: String(messageId),
        text,
        buttons: keyboard.flat().map(({ text: label, callback_data: data }) => ({ label, data })),
        edited,
      }));
  }
}
