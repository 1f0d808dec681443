import type { Sql, TransactionSql } from 'postgres';
import type { ChatAddress } from '../chat/adapter.ts';
import { bindActions } from '../chat/bind.ts';
import type { DraftCard } from '../chat/card.ts';
import type { Locale } from '../chat/event.ts';
import { say } from '../chat/words/index.ts';
import type { Random } from '../domain/ports.ts';
import { enqueue } from '../store/outbox.ts';
import { offerActions } from '../store/tokens.ts';

/** Letters and digits that nobody mistakes for each other, even read aloud. */
const alphabet = '3479ACDEFHJKLMNPRTUWXY';

/** The short number that a push bears: a person sees by it that a message came twice. */
function shortNumber(random: Random): string {
  return Array.from(random.bytes(5), (byte) => alphabet[byte % alphabet.length]).join('');
}

export interface Push {
  platform: string;
  to: ChatAddress;
  /** Whom it is for: not sent once they have left or let the account go. Null: whoever is there. */
  personId: string | null;
  /** The same key is the same message: enqueued twice it is sent once. */
  key: string;
  card: DraftCard;
  locale: Locale;
}

const actionDays = 30;

/** Puts a message that answers nobody into the outbox, in the caller's transaction. */
export async function enqueuePush(
  tx: Sql | TransactionSql,
  push: Push,
  { random, now }: { random: Random; now: Date },
): Promise<boolean> {
  const { platform, to, personId, key, locale } = push;
  const number = shortNumber(random);
  const note = { type: 'note' as const, text: say(locale, 'push.number', { number }) };
  const draft = { ...push.card, children: [...push.card.children, note] };
  const { card, actions } = bindActions(draft, key, random);
  const row = {
    platform,
    chatId: to.chatId,
    chatKind: to.chatKind,
    userId: to.userId,
    personId,
    via: to.via ?? null,
    key,
    kind: 'push' as const,
    target: null,
    number,
    body: { card, locale },
  };
  const added = await enqueue(tx, [row]);
  if (added === 0) return false;
  const expiresAt = new Date(now.getTime() + actionDays * 86_400_000);
  await offerActions(tx, { platform, chatId: to.chatId, userId: to.userId }, actions, expiresAt);
  return true;
}
