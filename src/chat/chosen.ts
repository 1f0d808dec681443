import type { Card } from './card.ts';
import type { Locale } from './event.ts';
import { say } from './words/index.ts';

/** A card after it was answered: what was chosen stands where the actions were. */
export function chosenCard(card: Card, choice: string, locale: Locale): Card {
  const children = card.children.filter((child) => child.type !== 'actions');
  return {
    ...card,
    children: [...children, { type: 'note', text: say(locale, 'card.chosen', { choice }) }],
  };
}
