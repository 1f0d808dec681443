import type { types } from '@slack/bolt';
import type { Card } from '../../src/chat/card.ts';
import { cardText } from '../../src/chat/card-text.ts';
import type { Locale } from '../../src/chat/event.ts';
import { cardBlocks, type Piece } from './blocks.ts';
import { shorten, splitText } from './split.ts';
import { escapeText } from './text.ts';

/** A message as it goes over the wire; `blocks` null: only the text. */
export interface SlackMessage {
  /** Escaped. Beside blocks it is what notifications and screen readers say. */
  text: string;
  blocks: types.KnownBlock[] | null;
}

/**
 * UTF-8 bytes of a message's `text`, escaped. chat.postMessage takes more, but chat.update answers `msg_too_long` at
 * about 4000 bytes (seen by others; the documents speak of characters), and what was sent must stay changeable.
 */
export const maxTextBytes = 3_900;

/** https://docs.slack.dev/reference/block-kit/blocks */
const maxBlocks = 50;
/**
 * Characters of all blocks together. The documents give no number; people saw `msg_blocks_too_long` between 11 000
 * and 13 200, less with many blocks.
 */
const maxWeight = 9_000;

const bytes = (text: string): number => Buffer.byteLength(escapeText(text));

/** Lone surrogates and NUL cannot be sent as they are. */
const sendable = (text: string): string =>
  text.toWellFormed().replaceAll('\u0000', '\uFFFD').replaceAll('\r\n', '\n');

/** Pure. `plain`: text with numbered actions and nothing else. */
export function render(card: Card, locale: Locale, plain = false): SlackMessage[] {
  const whole = sendable(cardText(card, locale));
  const asText = () =>
    splitText(whole, maxTextBytes, bytes).map((part) => ({ text: escapeText(part), blocks: null }));
  if (plain) return asText();
  const messages = packed(cardBlocks(card, locale, sendable));
  if (messages.length === 0) return asText();
  return messages.map((pieces) => {
    const said = messages.length === 1 ? whole : pieces.map(({ text }) => text).join('\n');
    return {
      text: escapeText(shorten(said.trim() === '' ? card.title : said, maxTextBytes, bytes)),
      blocks: pieces.map(({ block }) => block),
    };
  });
}

function packed(pieces: readonly Piece[]): Piece[][] {
  const messages: Piece[][] = [];
  let weight = 0;
  for (const unit of kept(pieces)) {
    const last = messages.at(-1);
    const more = weightOf(unit);
    if (last && last.length + unit.length <= maxBlocks && weight + more <= maxWeight) {
      last.push(...unit);
      weight += more;
    } else {
      messages.push(unit);
      weight = more;
    }
  }
  return messages;
}

/** What must not be parted: the last buttons and the small print below them, so that the last message has both. */
function kept(pieces: readonly Piece[]): Piece[][] {
  const buttons = pieces.findLastIndex(({ block }) => block.type === 'actions');
  const tail = buttons < 0 ? [] : pieces.slice(buttons);
  if (tail.length > maxBlocks || weightOf(tail) > maxWeight) return pieces.map((piece) => [piece]);
  return [
    ...pieces.slice(0, pieces.length - tail.length).map((piece) => [piece]),
    ...(tail.length > 0 ? [tail] : []),
  ];
}

function weightOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { weight }) => sum + weight, 0);
}
