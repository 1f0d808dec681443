import { type Adapter, type SentRef, unlimited } from '../../src/chat/adapter.ts';
import type { Card, Tone } from '../../src/chat/card.ts';
import { cardText } from '../../src/chat/card-text.ts';
import type { Locale } from '../../src/chat/event.ts';

/** A card and its text, as the terminal or a script gets it. */
export interface TerminalMessage {
  card: Card;
  text: string;
}

/** SGR colours of a title; the words say the same without them. */
const colours: Record<Tone, string> = {
  neutral: '1',
  good: '1;32',
  notice: '1;33',
  warning: '1;33',
  serious: '1;31',
  error: '31',
};

/** The text with its title coloured. Escape sequences in the text itself were removed when it was read. */
export function coloured(message: TerminalMessage): string {
  const end = message.text.indexOf('\n');
  const title = end < 0 ? message.text : message.text.slice(0, end);
  return `\u001B[${colours[message.card.tone]}m${title}\u001B[0m${end < 0 ? '' : message.text.slice(end)}`;
}

/** The terminal as a platform: no buttons, every action is answered by its number. */
export function createTerminalAdapter(write: (message: TerminalMessage) => void): Adapter<TerminalMessage> {
  let sent = 0;
  return {
    platform: 'terminal',
    capabilities: {
      buttons: false,
      edit: false,
      ephemeral: false,
      threads: false,
      files: false,
      maxText: Number.MAX_SAFE_INTEGER,
      maxTextUnit: 'codepoints',
      actionBytes: 0,
      maxButtons: 0,
      ackMs: 60_000,
      markup: 'ansi',
      pace: unlimited,
    },
    start: async () => undefined,
    stop: async () => undefined,
    render: (card: Card, locale: Locale) => [{ card, text: cardText(card, locale) }],
    send: async (_to, message): Promise<SentRef> => {
      write(message);
      sent += 1;
      return { messageId: String(sent) };
    },
  };
}
