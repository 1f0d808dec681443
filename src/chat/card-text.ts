import type { CardChild, CardOf } from './card.ts';
import type { Locale } from './event.ts';
import { say } from './words/index.ts';

interface Labelled {
  label: string;
}

function childText(child: CardChild<Labelled>, locale: Locale): string[] {
  switch (child.type) {
    case 'text':
    case 'note':
      return [child.text];
    case 'fields':
      return child.fields.map((field) =>
        locale === 'zh' ? `${field.label}：${field.value}` : `${field.label}: ${field.value}`,
      );
    case 'list':
      return child.items.map((item, index) => (child.ordered ? `${index + 1}. ${item}` : `· ${item}`));
    case 'table':
      return [child.columns, ...child.rows].map((row) => row.join(' | '));
    case 'image':
      return [`[${child.alt}]`];
    case 'divider':
      return ['———'];
    case 'actions':
      return [];
  }
}

/** All actions of a card in their order; the number a person replies is the place in this list, from 1. */
export function actionsOf<A>(card: CardOf<A>): A[] {
  return card.children.flatMap((child) => (child.type === 'actions' ? [...child.actions] : []));
}

/** The full text form of a card: everything it says, and its actions by number, for where there are no buttons. */
export function cardText(card: CardOf<Labelled>, locale: Locale): string {
  const lines = [locale === 'zh' ? `【${card.title}】` : `[${card.title}]`];
  for (const child of card.children) lines.push(...childText(child, locale));
  for (const [index, action] of actionsOf(card).entries()) {
    lines.push(say(locale, 'reply.number', { number: index + 1, label: action.label }));
  }
  if (card.source !== null) lines.push(card.source);
  return lines.join('\n');
}
