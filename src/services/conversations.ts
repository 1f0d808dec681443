import type { ChatEvent } from '../chat/event.ts';
import { type Claim, type OpenTurn, replyKey, type TurnChanges, type Turns } from '../chat/turns.ts';
import { privatePrefix, trustedPlatforms } from '../domain/accounts.ts';
import { Overtaken } from '../domain/errors.ts';
import { stranger } from '../domain/person.ts';
import { dayOf, type Pseudonyms } from '../domain/ports.ts';
import { foldText } from '../domain/text.ts';
import type { Database } from '../store/database.ts';
import { holdsInbox } from '../store/inbox.ts';
import { type OutgoingRow, readTurn, type TurnRow, writeTurn, writeTurnIn } from '../store/turns.ts';

/** Longer messages are no number; with blanks and invisible characters around it, one fits well within. */
const longestNumber = 512;

/** The answer, the edit of a card that was answered with it, and what a group is told instead. */
function outgoing(event: ChatEvent, opened: OpenTurn, changes: TurnChanges): OutgoingRow[] {
  const { reply, locale, answered, pointer, forAnyone } = changes;
  const { platform, chatId, chatKind, userId, via = null } = event;
  const { person } = opened;
  const personId = forAnyone || person === stranger ? null : person.id;
  const key = replyKey(event);
  const to = { platform, chatId, chatKind, userId, personId, via, number: null };
  const rows: OutgoingRow[] = [{ ...to, key, kind: 'reply', target: null, body: { card: reply, locale } }];
  if (answered) {
    const body = { choice: answered.choice, locale };
    rows.push({ ...to, key: `${key}:edit`, kind: 'edit', target: answered.cardKey, body });
  }
  if (pointer) {
    const group = { ...to, chatId: pointer.chatId, chatKind: 'group', via: pointer.via, personId: null };
    const body = { card: pointer.card, locale };
    rows.push({ ...group, key: `${key}:pointer`, kind: 'reply', target: null, body });
  }
  return rows;
}

/** Enterprises and strangers stand in the audit log under pseudonyms; people who are known under their id. */
function noted(keys: Pseudonyms, { audit }: TurnChanges): TurnRow['audit'] {
  return audit.map((note) => ({ ...note, subject: note.subject && keys.pseudonym(note.subject) }));
}

function turnRow(
  keys: Pseudonyms,
  event: ChatEvent,
  opened: OpenTurn,
  changes: TurnChanges,
  at: Date,
  claim: Claim | null,
): TurnRow {
  const { platform, chatId, userId, chatKind } = event;
  const { locale, dialog, subject, lastActions, actions, actionsExpireAt, answered, purpose } = changes;
  return {
    platform,
    chatId,
    userId,
    rev: opened.rev,
    actor: opened.actor,
    orgId: opened.person.orgId,
    at,
    day: dayOf(at),
    nowPrivate:
      chatKind === 'private' && chatId !== opened.privateChatId && !chatId.startsWith(privatePrefix),
    purpose,
    locale,
    dialog,
    subject,
    lastActions,
    actions,
    actionsExpireAt,
    audit: noted(keys, changes),
    answered: answered?.cardKey ?? null,
    inbox: claim,
    outgoing: claim ? outgoing(event, opened, changes) : [],
  };
}

/** Where conversations stand, in the tables: any replica can answer the next message. */
export function createTurns(database: Database, keys: Pseudonyms): Turns {
  const { sql } = database;
  return {
    async open(event): Promise<OpenTurn> {
      const { content, platform, chatId, userId, receivedAt } = event;
      const token = content.type === 'action' ? content.token : null;
      // Folded as the router folds it: a full-width 2 is a 2.
      const text =
        content.type === 'text' && content.text.length <= longestNumber ? foldText(content.text) : '';
      const number = /^\d{1,2}$/.test(text) ? Number(text) : null;
      const trusted = trustedPlatforms.has(platform);
      const actor = keys.pseudonym(`${platform}:${userId}`);
      const day = dayOf(receivedAt);
      const row = await readTurn(sql, { platform, chatId, userId, token, number, trusted, actor, day });
      const person = row.person ?? stranger;
      return {
        person,
        actor: row.person?.id ?? actor,
        used: { own: row.used, org: row.usedByOrg },
        purpose: row.purpose?.day === day ? row.purpose.purpose : null,
        privateChatId: row.privateChatId,
        locale: row.locale === 'en' ? 'en' : 'zh',
        dialog: row.dialog && { ...row.dialog, expiresAt: new Date(row.dialog.expiresAt) },
        lastActions: row.lastActions ?? [],
        subject: row.subject,
        rev: row.rev ?? 0,
        offered: row.action && { ...row.action, expiresAt: new Date(row.action.expiresAt) },
      };
    },
    async close(event, opened, changes, at, claim) {
      const row = turnRow(keys, event, opened, changes, at, claim);
      const { write } = changes;
      if (write === null) return writeTurn(sql, row);
      try {
        await sql.begin(async (tx) => {
          // First the turn: whoever comes second waits here and then finds nothing left to do.
          if (!(await writeTurnIn(tx, row))) throw new Overtaken();
          await write(tx);
        });
        return true;
      } catch (error) {
        if (error instanceof Overtaken) return false;
        throw error;
      }
    },
    holds: (claim) => holdsInbox(sql, claim.seq, claim.attempt),
  };
}
