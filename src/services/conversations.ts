import type { ChatEvent } from '../chat/event.ts';
import { type Claim, type OpenTurn, replyKey, type TurnChanges, type Turns } from '../chat/turns.ts';
import { stranger } from '../domain/person.ts';
import { foldText } from '../domain/text.ts';
import type { Database } from '../store/database.ts';
import { holdsInbox } from '../store/inbox.ts';
import { type OutgoingRow, readTurn, type TurnRow, writeTurn, writeTurnIn } from '../store/turns.ts';

/** Platforms on which the user id is a person's id: those that only run beside the service, on this machine. */
const ownPlatforms = new Set(['web', 'terminal']);

/** Longer messages are no number; with blanks and invisible characters around it, one fits well within. */
const longestNumber = 512;

/** The answer, and the edit of a card that was answered with it. */
function outgoing(event: ChatEvent, { reply, locale, answered }: TurnChanges): OutgoingRow[] {
  const { platform, chatId, chatKind, userId, via = null } = event;
  const key = replyKey(event);
  const to = { platform, chatId, chatKind, userId, via, number: null };
  const answer: OutgoingRow = { ...to, key, kind: 'reply', target: null, body: { card: reply, locale } };
  if (!answered) return [answer];
  const body = { choice: answered.choice, locale };
  return [answer, { ...to, key: `${key}:edit`, kind: 'edit', target: answered.cardKey, body }];
}

function turnRow(
  event: ChatEvent,
  rev: number,
  changes: TurnChanges,
  at: Date,
  claim: Claim | null,
): TurnRow {
  const { write: _write, reply: _reply, answered, ...written } = changes;
  return {
    platform: event.platform,
    chatId: event.chatId,
    userId: event.userId,
    rev,
    actor: event.userId,
    at,
    ...written,
    answered: answered?.cardKey ?? null,
    inbox: claim,
    outgoing: claim ? outgoing(event, changes) : [],
  };
}

class Contended extends Error {}

/** Where conversations stand, in the tables: any replica can answer the next message. */
export function createTurns(database: Database): Turns {
  const { sql } = database;
  return {
    async open(event): Promise<OpenTurn> {
      const { content } = event;
      const token = content.type === 'action' ? content.token : null;
      // Folded as the router folds it: a full-width 2 is a 2.
      const text =
        content.type === 'text' && content.text.length <= longestNumber ? foldText(content.text) : '';
      const number = /^\d{1,2}$/.test(text) ? Number(text) : null;
      const row = await readTurn(sql, event, token, number);
      const known = ownPlatforms.has(event.platform) ? row.person : null;
      return {
        person: known ?? stranger,
        locale: row.locale === 'en' ? 'en' : 'zh',
        dialog: row.dialog && { ...row.dialog, expiresAt: new Date(row.dialog.expiresAt) },
        lastActions: row.lastActions ?? [],
        subject: row.subject,
        rev: row.rev ?? 0,
        offered: row.action && { ...row.action, expiresAt: new Date(row.action.expiresAt) },
      };
    },
    async close(event, rev, changes, at, claim) {
      const row = turnRow(event, rev, changes, at, claim);
      const { write } = changes;
      if (write === null) return writeTurn(sql, row);
      try {
        await sql.begin(async (tx) => {
          // First the turn: whoever comes second waits here and then finds nothing left to do.
          if (!(await writeTurnIn(tx, row))) throw new Contended();
          await write(tx);
        });
        return true;
      } catch (error) {
        if (error instanceof Contended) return false;
        throw error;
      }
    },
    holds: (claim) => holdsInbox(sql, claim.seq, claim.attempt),
  };
}
