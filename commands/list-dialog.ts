import { z } from 'zod';
import type { IntentArgs } from '../src/chat/command.ts';
import { defineDialog } from '../src/chat/dialog.ts';
import { type Concerned, offices } from '../src/domain/list-entry.ts';

/** Steps that take words: what they fill in. */
const fields = ['penalty', 'basis', 'actOn', 'person'] as const;
export type Field = (typeof fields)[number];
export const isField = (step: string): step is Field => fields.some((one) => one === step);

/** Waits for words of an entry, a statement or a reason; `to` is the intent that takes them. */
export const listDialog = defineDialog({
  kind: 'list',
  version: 1,
  minutes: 30,
  state: z.record(z.string(), z.string()),
  move: (step, state, _text, said) => ({
    next: null,
    effect: isField(step)
      ? { intent: 'lists.enter.said', args: { ...state, field: step, said } }
      : { intent: step, args: { ...state, said } },
  }),
});

const personSchema = z.array(
  z.strictObject({
    name: z.string(),
    office: z.enum(offices),
    source: z.enum(['register', 'officer']),
  }),
);

/** Persons as an action carries them; null: not yet settled. */
export function personsIn({ persons }: IntentArgs): readonly Concerned[] | null {
  return persons === undefined ? null : personSchema.parse(JSON.parse(persons));
}
