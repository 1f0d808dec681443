import type { Random } from '../domain/ports.ts';
import type { BoundAction, Card, CardChild, DraftCard } from './card.ts';
import type { NewAction } from './turns.ts';

/**
 * Gives every action a random token; the token's row, not the button, holds what it does. `key` is that of the
 * message: a card that is answered once is found by it again.
 */
export function bindActions(
  draft: DraftCard,
  key: string,
  random: Random,
): { card: Card; actions: NewAction[] } {
  const actions: NewAction[] = [];
  const cardKey = draft.once ? key : null;
  const children = draft.children.map((child): CardChild<BoundAction> => {
    if (child.type !== 'actions') return child;
    const bound = child.actions.map(({ intent, args, ...shown }) => {
      const token = Buffer.from(random.bytes(16)).toString('base64url');
      actions.push({ token, intent, args, cardKey, label: cardKey === null ? null : shown.label });
      return { ...shown, token };
    });
    return { type: 'actions', actions: bound };
  });
  return { card: { ...draft, children }, actions };
}
