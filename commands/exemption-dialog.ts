import { z } from 'zod';
import type { IntentArgs } from '../src/chat/command.ts';
import { defineDialog } from '../src/chat/dialog.ts';
import { type Answer, type Answers, answers, type Question, questions } from '../src/domain/tolerance.ts';
import { parseExemption } from './exemption-words.ts';

/** What was said so far of an act; '' is not said yet. */
const stateSchema = z.strictObject({
  code: z.string(),
  act: z.string(),
  on: z.string(),
  item: z.string(),
  first: z.string(),
  conditions: z.string(),
  minor: z.string(),
  intentional: z.string(),
  harm: z.string(),
  slight: z.string(),
  corrects: z.string(),
  faultless: z.string(),
  decision: z.string(),
  correctBy: z.string(),
});
export type ActState = z.infer<typeof stateSchema>;

const emptyAct: ActState = {
  code: '',
  act: '',
  on: '',
  item: '',
  first: '',
  conditions: '',
  minor: '',
  intentional: '',
  harm: '',
  slight: '',
  corrects: '',
  faultless: '',
  decision: '',
  correctBy: '',
};

export function actStateOf(args: IntentArgs): ActState {
  const own = Object.keys(emptyAct).map((key) => [key, args[key] ?? '']);
  return stateSchema.parse(Object.fromEntries(own));
}

/** Waits for the next words of a judgement; what they mean depends on the step. Who begins anew is not held to it. */
export const exemptionDialog = defineDialog({
  kind: 'exemption',
  version: 1,
  minutes: 60,
  state: stateSchema,
  move(step, state, text, said) {
    const anew = step === 'reason' ? null : parseExemption(text, said);
    if (anew) return { next: null, effect: anew };
    const words = step === 'act' || step === 'reason' ? said : text;
    return { next: null, effect: { intent: 'exemption.said', args: { ...state, step, said: words } } };
  },
});

/** The answers given so far. */
export function answersOf(state: ActState): Answers {
  const given = questions.flatMap((question): [Question, Answer][] => {
    const answer = answers.find((one) => one === state[question]);
    return answer ? [[question, answer]] : [];
  });
  return Object.fromEntries(given);
}
