import type { z } from 'zod';
import type { Decided, OpenDialog } from './command.ts';

/** What the person's words lead to: an intent that answers, and the step that waits then (null: it is over). */
export interface DialogMove<State> {
  next: { step: string; state: State } | null;
  effect: Decided;
}

/**
 * An explicit state machine. `move` is pure, so that a dialog can be tested and kept in a table; a row of another
 * version than this is not guessed at: the person is told that it is over.
 */
export interface Dialog {
  kind: string;
  version: number;
  /** Minutes after which an unanswered dialog is over. */
  minutes: number;
  /** Null where the stored dialog is of another version or shape. */
  advance(open: OpenDialog, text: string, said: string): { next: OpenDialog | null; effect: Decided } | null;
}

/** Builds a dialog whose state is checked by a schema each time it comes from the table. */
export function defineDialog<State>(definition: {
  kind: string;
  version: number;
  minutes: number;
  state: z.ZodType<State>;
  /** `text` is folded to one width; `said` is as the person wrote it. */
  move(step: string, state: State, text: string, said: string): DialogMove<State>;
}): Dialog & { open(step: string, state: State): OpenDialog } {
  const { kind, version, minutes } = definition;
  const open = (step: string, data: State): OpenDialog => ({ kind, version, step, data });
  return {
    kind,
    version,
    minutes,
    open,
    advance(stored, text, said) {
      const state = definition.state.safeParse(stored.data);
      if (stored.version !== version || !state.success) return null;
      const { next, effect } = definition.move(stored.step, state.data, text, said);
      return { next: next && open(next.step, next.state), effect };
    },
  };
}
