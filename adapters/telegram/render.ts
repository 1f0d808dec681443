import type { BoundAction, Card, CardChild } from '../../src/chat/card.ts';
import { actionsOf, cardText } from '../../src/chat/card-text.ts';
import type { Locale } from '../../src/chat/event.ts';
import { say } from '../../src/chat/words/index.ts';
import { type Button, buttonRows, canBeButtons, needsListing } from './keyboard.ts';
import { clean, joinLines, type MessageEntity, type Span, splitRich } from './rich.ts';
import { columnsOf } from './width.ts';

/** UTF-16 units of a message. https://core.telegram.org/bots/api#sendmessage */
export const maxText = 4096;
/** Half-width columns of two lines on a telephone; wider rows of a table are written one cell a line. */
const tableColumns = 72;

/** A message as `sendMessage` and `editMessageText` take it. */
export interface TelegramMessage {
  text: string;
  entities: MessageEntity[];
  keyboard: Button[][];
}

type Line = Span[];
type Child = CardChild<BoundAction>;

/**
 * A card as messages: plain text with entities, never a parse mode. Buttons stand under the last one. `plain`: text
 * only, with numbered actions.
 */
export function renderCard(card: Card, locale: Locale, plain = false): TelegramMessage[] {
  const actions = actionsOf(card);
  const withButtons = !plain && canBeButtons(actions);
  const lines = plain
    ? cardText(card, locale)
        .split('\n')
        .map((text): Line => [{ text: clean(text) }])
    : cardLines(card, locale, withButtons && !needsListing(actions) ? [] : actions);
  const parts = splitRich(joinLines(lines), maxText);
  // A message must say something, if only to hang buttons on.
  const messages = (parts.length > 0 ? parts : [{ text: '—', entities: [] }]).map(
    (part): TelegramMessage => ({ ...part, keyboard: [] }),
  );
  const last = messages.at(-1);
  if (withButtons && last) last.keyboard = buttonRows(card.children);
  return messages;
}

function cardLines(card: Card, locale: Locale, listed: readonly BoundAction[]): Line[] {
  const lines: Line[] = linesOf(card.title, 'bold');
  let before: Child['type'] | 'title' = 'title';
  const add = (type: Child['type'], block: Line[]): void => {
    if (block.length === 0) return;
    if (!joined(before, type)) lines.push([]);
    lines.push(...block);
    before = type;
  };
  for (const child of card.children) add(child.type, childLines(child, locale));
  add(
    'actions',
    listed.flatMap(({ label }, index) => linesOf(say(locale, 'reply.number', { number: index + 1, label }))),
  );
  if (card.source !== null) add('note', linesOf(card.source, 'italic'));
  return lines;
}

/** Whether a block follows the one before it without an empty line. */
function joined(before: Child['type'] | 'title', type: Child['type']): boolean {
  return (
    before === 'title' || (before === 'text' && type === 'list') || (before === 'note' && type === 'note')
  );
}

function childLines(child: Child, locale: Locale): Line[] {
  switch (child.type) {
    case 'text':
      return linesOf(child.text);
    case 'note':
      return linesOf(child.text, 'italic');
    case 'fields':
      return child.fields.flatMap(({ label, value }) => linesOf(pair(label, value, locale)));
    case 'list':
      return child.items.flatMap((item, index) =>
        linesOf(`${child.ordered ? `${index + 1}.` : '·'} ${item}`),
      );
    case 'table':
      return tableLines(child, locale);
    case 'image':
      return linesOf(`[${child.alt}]`);
    case 'divider':
      return linesOf('———');
    case 'actions':
      return [];
  }
}

function tableLines({ columns, rows }: Extract<Child, { type: 'table' }>, locale: Locale): Line[] {
  const narrow = [columns, ...rows].every((row) => columnsOf(row.join(' | ')) <= tableColumns);
  if (narrow || rows.length === 0) {
    return [...linesOf(columns.join(' | '), 'bold'), ...rows.flatMap((row) => linesOf(row.join(' | ')))];
  }
  return rows.flatMap((row, index) => [
    ...(index > 0 ? [[]] : []),
    ...row.flatMap((cell, at) => linesOf(columns[at] ? pair(columns[at], cell, locale) : cell)),
  ]);
}

function pair(label: string, value: string, locale: Locale): string {
  return locale === 'zh' ? `${label}：${value}` : `${label}: ${value}`;
}

function linesOf(text: string, style?: Span['style']): Line[] {
  return clean(text)
    .split('\n')
    .map((line) => [style ? { text: line, style } : { text: line }]);
}
