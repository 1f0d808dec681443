import { CodedError } from '../domain/errors.ts';
import type { Clock, Random } from '../domain/ports.ts';
import type { BoundAction, Card, CardChild, DraftCard } from './card.ts';
import type { AuditNote, Command, Decided, IntentHandler, Outcome, Turn } from './command.ts';
import { decide } from './decide.ts';
import type { Dialog } from './dialog.ts';
import type { ChatEvent, Locale } from './event.ts';
import { notice } from './notice.ts';
import type { TurnChanges, Turns } from './turns.ts';
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
}

export interface Answer {
  card: Card;
  locale: Locale;
}

/** Gives every action a random token; the token's row, not the button, holds what it does. */
function bindActions(
  draft: DraftCard,
  random: Random,
): { card: Card; actions: (Decided & { token: string })[] } {
  const actions: (Decided & { token: string })[] = [];
  const children = draft.children.map((child): CardChild<BoundAction> => {
    if (child.type !== 'actions') return child;
    const bound = child.actions.map(({ intent, args, ...shown }) => {
      const token = Buffer.from(random.bytes(16)).toString('base64url');
      actions.push({ token, intent, args });
      return { ...shown, token };
    });
    return { type: 'actions', actions: bound };
  });
  return { card: { ...draft, children }, actions };
}

/** From an event to a card: who is it, is a dialog open, which command. Platforms make no difference here. */
export function createRouter(deps: RouterDeps): (event: ChatEvent) => Promise<Answer> {
  const dialogs = new Map(deps.dialogs.map((dialog) => [dialog.kind, dialog]));
  const handlers = new Map<string, { command: Command; handler: IntentHandler }>();
  for (const command of deps.commands) {
    for (const [intent, handler] of Object.entries(command.intents))
      handlers.set(intent, { command, handler });
  }
  const language = { commands: deps.commands, dialogs };

  async function run(decided: Decided, turn: Turn): Promise<Outcome> {
    const found = handlers.get(decided.intent);
    if (!found) return { card: notice(turn.locale, 'notice', 'action.gone.title', 'action.gone.text') };
    if (!found.command.roles.includes(turn.person.role)) {
      turn.audit({ action: decided.intent, subject: null, purpose: null, result: 'denied' });
      const role = say(turn.locale, `role.${turn.person.role}`);
      return { card: notice(turn.locale, 'error', 'denied.title', 'denied.text', { role }) };
    }
    try {
      return await found.handler(turn, decided.args);
    } catch (error) {
      return { card: failure(turn.locale, error) };
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
    const reference = Buffer.from(deps.random.bytes(4)).toString('hex');
    deps.failed(reference, error);
    return notice(locale, 'error', 'failed.title', 'failed.text', { id: reference });
  }

  async function attempt(event: ChatEvent): Promise<Answer | null> {
    const opened = await deps.turns.open(event);
    const now = deps.clock.now();
    const notes: AuditNote[] = [];
    const turn: Turn = {
      person: opened.person,
      locale: opened.locale,
      now,
      subject: opened.subject,
      waiting: opened.dialog !== null,
      audit: (note) => notes.push(note),
    };
    const decision = decide(language, event, opened, now);
    const outcome = 'answer' in decision ? decision.answer : await run(decision.run, turn);
    const { card, actions } = bindActions(outcome.card, deps.random);
    const waiting = outcome.dialog ?? ('run' in decision ? decision.next : null);
    const minutes = dialogs.get(waiting?.kind ?? '')?.minutes ?? 0;
    const later = (after: number): Date => new Date(now.getTime() + after * 60_000);
    const changes: TurnChanges = {
      locale: outcome.locale ?? opened.locale,
      subject: outcome.subject ?? opened.subject,
      dialog: outcome.keep ? opened.dialog : waiting && { ...waiting, expiresAt: later(minutes) },
      actions: outcome.keep ? null : actions,
      actionsExpireAt: later(actionMinutes),
      audit: notes,
    };
    const written = await deps.turns.close(event, opened.rev, changes, now);
    return written ? { card, locale: changes.locale } : null;
  }

  return async (event) => {
    for (let tried = 0; tried < attempts; tried += 1) {
      const answer = await attempt(event);
      if (answer) return answer;
    }
    throw new CodedError('turn.contended', { attempts });
  };
}
