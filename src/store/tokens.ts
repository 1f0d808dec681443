import type { Sql, TransactionSql } from 'postgres';
import type { TurnKey, TurnRow } from './turns.ts';

/** Stores the tokens of a message that answers nobody; those of an answer are written with its turn. */
export async function offerActions(
  tx: Sql | TransactionSql,
  key: TurnKey,
  actions: TurnRow['actions'],
  expiresAt: Date,
): Promise<void> {
  if (actions.length === 0) return;
  await tx`
    insert into action_token (token, platform, chat_id, user_id, intent, args, card_key, label, expires_at)
    select token, ${key.platform}, ${key.chatId}, ${key.userId}, intent, args, "cardKey", label, ${expiresAt}
    from jsonb_to_recordset(${tx.json(actions as never)})
      as a(token text, intent text, args jsonb, "cardKey" text, label text)`;
}
