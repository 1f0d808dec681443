import type { TransactionSql } from 'postgres';
import type { DraftCard } from '../chat/card.ts';
import type { Locale } from '../chat/event.ts';
import { enqueuePush } from '../delivery/outbox.ts';
import type { Random } from '../domain/ports.ts';
import { type AccountKey, addressesOf, privateChatOf } from '../store/accounts.ts';

export interface Telling {
  random: Random;
  now: Date;
  /** The same key is the same message: told twice, an account gets it once. */
  key: string;
  card(locale: Locale): DraftCard;
  /** Accounts that are left out. */
  except?: readonly AccountKey[];
}

/** Writes to an account, whoever's it is; nothing where it never wrote in private. */
export async function tellAccount(
  tx: TransactionSql,
  account: AccountKey,
  { random, now, key, card }: Telling,
): Promise<void> {
  const chat = await privateChatOf(tx, account);
  if (!chat) return;
  const { platform, userId } = account;
  const to = { chatId: chat.chatId, chatKind: 'private' as const, userId };
  const about = { platform, to, personId: null, key: `${key}:${platform}:${userId}` };
  await enqueuePush(tx, { ...about, card: card(chat.locale), locale: chat.locale }, { random, now });
}

/** Writes to people, in the private chats of all their accounts; resolves with how many that are. */
export async function tell(
  tx: TransactionSql,
  personIds: readonly string[],
  { random, now, key, card, except = [] }: Telling,
): Promise<number> {
  const addresses = await addressesOf(tx, personIds);
  const left = addresses.filter(
    ({ platform, userId }) => !except.some((one) => one.platform === platform && one.userId === userId),
  );
  for (const { platform, userId, chatId, personId, locale } of left) {
    const to = { chatId, chatKind: 'private' as const, userId };
    const push = { platform, to, personId, key: `${key}:${platform}:${userId}`, card: card(locale), locale };
    await enqueuePush(tx, push, { random, now });
  }
  return left.length;
}
