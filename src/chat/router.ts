import { CodedError } from '../domain/errors.ts';
import type { Clock, Random } from '../domain/ports.ts';
import { bindActions } from './bind.ts';
import type { Card, DraftCard } from './card.ts';
import type { AuditNote, Command, Decided, IntentHandler, Outcome, Turn } from './command.ts';
import { type Decision, decide } from './decide.ts';
import type { Dialog } from './dialog.ts';
import type { ChatEvent, Locale } from './event.ts';
import { notice } from './notice.ts';
import { type Claim, inPrivate, type OpenTurn, replyKey, type TurnChanges, type Turns } from './turns.ts';
import { say, sayIfKnown } from './words/index.ts';

const actionMinutes = 24 * 60;
/** Another event of the same conversation may come in between; more than a few times in a row means a fault. */
const attempts = 5;

export interface RouterDeps {
  commands: readonly Command[];
  dialogs: readonly Dialog[];
  turns: Turns;
  clock: Clock;
  random: Random;
  /** Told of what was unexpected; the person gets the reference only. */
  failed: (reference: string, error: unknown) => void;
  /** What was unexpected is thrown, for whoever delivers the update again; absent: it is answered at once. */
  rethrow?: boolean;
}

export interface Answer {
  card: Card;
  locale: Locale;
  /** Where the answer goes: from a group, to the private chat. */
  chatId: string;
  /** What the group is told then. */
  pointer: Card | null;
}

export interface Handle {
  (event: ChatEvent): Promise<Answer>;
  (event: ChatEvent, claim: Claim): Promise<Answer | null>;
}

/**
 * From an event to a card: who is it, is a dialog open, which command. Platforms make no difference here. With the
 * claim on a delivered update the answer is in the outbox when it resolves; null where another replica gave it.
 */
export function createRouter(deps: RouterDeps): Handle {
  const dialogs = new Map(deps.dialogs.map((dialog) => [dialog.kind, dialog]));
  const handlers = new Map<string, { command: Command; handler: IntentHandler }>();
  for (const command of deps.commands) {
    for (const [intent, handler] of Object.entries(command.intents))
      handlers.set(intent, { command, handler });
  }
  const language = { commands: deps.commands, dialogs };

  async function run(decided: Decided, turn: Turn): Promise<Outcome & { failed?: boolean }> {
    const found = handlers.get(decided.intent);
    if (!found) {
      const card = notice(turn.locale, 'notice', 'action.gone.title', 'action.gone.text');
      return { card, failed: true };
    }
    if (!found.command.roles.includes(turn.person.role)) {
      turn.audit({ action: decided.intent, subject: null, purpose: null, result: 'denied' });
      const role = say(turn.locale, `role.${turn.person.role}`);
      const card = notice(turn.locale, 'error', 'denied.title', 'denied.text', { role });
      return { card, failed: true };
    }
    try {
      return await found.handler(turn, decided.args);
    } catch (error) {
      return { card: failure(turn.locale, error), failed: true };
    }
  }

  function failure(locale: Locale, error: unknown): DraftCard {
    const told = error instanceof CodedError ? sayIfKnown(locale, `error.${error.code}`, error.params) : null;
    if (told !== null) {
      return {
        title: say(locale, 'failed.title'),
        tone: 'error',
        children: [{ type: 'text', text: told }],
        source: null,
      };
    }
    if (deps.rethrow) throw error;
    const reference = Buffer.from(deps.random.bytes(4)).toString('hex');
    deps.failed(reference, error);
    return notice(locale, 'error', 'failed.title', 'failed.text', { id: reference });
  }

  /** What is personal or about an enterprise is not said before a group. */
  function staysInGroup(decision: Decision): boolean {
    if ('answer' in decision) return true;
    const command = handlers.get(decision.run.intent)?.command;
    return command === undefined || command.inGroup === true;
  }

  interface Place {
    event: ChatEvent;
    opened: OpenTurn;
    decision: Decision;
    pointer: TurnChanges['pointer'];
  }

  /** What is meant, and where the conversation goes on. */
  async function place(event: ChatEvent, now: Date): Promise<Place> {
    const opened = await deps.turns.open(event);
    const decision = decide(language, event, opened, now);
    if (event.chatKind === 'private' || staysInGroup(decision))
      return { event, opened, decision, pointer: null };
    const alone = inPrivate(event, opened.privateChatId);
    const there = await deps.turns.open(alone);
    const { locale } = there;
    const key = opened.privateChatId === null ? 'group.pointer.unknown' : 'group.pointer.text';
    const { card } = bindActions(notice(locale, 'neutral', 'group.pointer.title', key), '', deps.random);
    return {
      event: alone,
      opened: there,
      decision: event.content.type === 'text' ? decide(language, alone, there, now) : decision,
      pointer: { chatId: event.chatId, via: event.via ?? null, card },
    };
  }

  /** `refused`: what the command wanted to write was refused; the person is told why. */
  async function attempt(
    happened: ChatEvent,
    claim: Claim | null,
    refused: CodedError | null,
  ): Promise<Answer | null> {
    const now = deps.clock.now();
    const { event, opened, decision, pointer } = await place(happened, now);
    const notes: AuditNote[] = [];
    const turn: Turn = {
      person: opened.person,
      actor: opened.actor,
      // Where it was said, which for a few commands matters more than where it is answered.
      account: happened,
      used: opened.used,
      purpose: opened.purpose,
      locale: opened.locale,
      now,
      subject: opened.subject,
      waiting: opened.dialog !== null,
      audit: (note) => notes.push(note),
    };
    const outcome: Outcome & { failed?: boolean } = refused
      ? { card: failure(turn.locale, refused), failed: true }
      : 'answer' in decision
        ? decision.answer
        : await run(decision.run, turn);
    const chosen = 'run' in decision && !outcome.failed ? decision.chosen : undefined;
    const { card, actions } = bindActions(outcome.card, replyKey(event), deps.random);
    const waiting = outcome.dialog ?? ('run' in decision ? decision.next : null);
    const minutes = dialogs.get(waiting?.kind ?? '')?.minutes ?? 0;
    const later = (after: number): Date => new Date(now.getTime() + after * 60_000);
    const changes: TurnChanges = {
      locale: outcome.locale ?? opened.locale,
      subject: outcome.subject ?? opened.subject,
      purpose: outcome.purpose ?? null,
      dialog: outcome.keep ? opened.dialog : waiting && { ...waiting, expiresAt: later(minutes) },
      lastActions: outcome.keep ? opened.lastActions : actions.map(({ token }) => token),
      actions: outcome.keep ? [] : actions,
      actionsExpireAt: later(actionMinutes),
      audit: notes,
      reply: card,
      forAnyone: outcome.forAnyone ?? false,
      pointer,
      answered: chosen?.cardKey ? { cardKey: chosen.cardKey, choice: chosen.label ?? '' } : null,
      write: outcome.write ?? null,
    };
    if (!(await deps.turns.close(event, opened, changes, now, claim))) return null;
    return { card, locale: changes.locale, chatId: event.chatId, pointer: pointer?.card ?? null };
  }

  async function handle(event: ChatEvent): Promise<Answer>;
  async function handle(event: ChatEvent, claim: Claim): Promise<Answer | null>;
  async function handle(event: ChatEvent, claim: Claim | null = null): Promise<Answer | null> {
    let refused: CodedError | null = null;
    for (let tried = 0; tried < attempts; tried += 1) {
      try {
        const answer = await attempt(event, claim, refused);
        if (answer) return answer;
      } catch (error) {
        if (!(error instanceof CodedError) || refused) throw error;
        refused = error;
        continue;
      }
      // Dealt with elsewhere, after our lease had run out: that answer stands.
      if (claim && !(await deps.turns.holds(claim))) return null;
    }
    throw new CodedError('turn.contended', { attempts });
  }

  return handle;
}
