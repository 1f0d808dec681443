import type { ActionSpec, CardChild, DraftCard } from '../src/chat/card.ts';
import type { Turn } from '../src/chat/command.ts';
import { say } from '../src/chat/words/index.ts';
import { addDays } from '../src/domain/dates.ts';
import { lastDayOf } from '../src/domain/inclusive-period.ts';
import { dayOf } from '../src/domain/ports.ts';
import {
  type Answer,
  type Answers,
  answers,
  type Question,
  questions,
  type Suggestion,
} from '../src/domain/tolerance.ts';
import type { Examined } from '../src/services/exemptions.ts';
import { excludedText } from './exclusion-text.ts';
import { type ActState, answersOf } from './exemption-dialog.ts';
import { conditionsText } from './exemption-list.ts';

type Locale = Turn['locale'];

interface Step {
  title: string;
  hint: string;
  tone?: DraftCard['tone'];
  children: readonly CardChild<ActionSpec>[];
}

function card({ title, hint, tone = 'neutral', children }: Step): DraftCard {
  const before = hint === '' ? [] : [{ type: 'text' as const, text: hint }];
  return { title, tone, once: true, children: [...before, ...children], source: null };
}

function button(label: string, state: ActState, more: Partial<ActState>): ActionSpec {
  return { label, intent: 'exemption.go', args: { ...state, ...more } };
}

export function askAct(locale: Locale, hint: string, length: { least: number; most: number }): DraftCard {
  const text = say(locale, 'exemption.ask.act', length);
  return card({ title: say(locale, 'exemption.act'), hint, children: [{ type: 'text', text }] });
}

/** Beyond the red line, or in a key special area: nothing is asked. */
export function excludedCard({ enterprise, policy, excluded }: Examined, locale: Locale): DraftCard | null {
  if (!excluded) return null;
  const next = excluded.by === 'redLine' ? 'exemption.redLine.next' : 'exemption.excluded.next';
  return {
    title: say(locale, 'exemption.title', { name: enterprise.name }),
    tone: 'serious',
    children: [
      { type: 'text', text: excludedText(excluded, policy, locale) },
      { type: 'text', text: say(locale, next) },
      ...sampleNote(enterprise.sample, locale),
    ],
    source: null,
  };
}

function sampleNote(sample: boolean, locale: Locale): CardChild<ActionSpec>[] {
  return sample ? [{ type: 'note', text: say(locale, 'sample.mark') }] : [];
}

export function askDay({ enterprise }: Examined, state: ActState, now: Date, locale: Locale, hint: string) {
  const today = dayOf(now);
  const yesterday = addDays(today, -1);
  const actions = [
    button(say(locale, 'exemption.today', { day: today }), state, { on: today }),
    button(say(locale, 'exemption.yesterday', { day: yesterday }), state, { on: yesterday }),
  ];
  return card({
    title: say(locale, 'exemption.title', { name: enterprise.name }),
    hint,
    children: [
      { type: 'fields', fields: [{ label: say(locale, 'exemption.act'), value: state.act }] },
      { type: 'text', text: say(locale, 'exemption.ask.day') },
      { type: 'actions', actions },
    ],
  });
}

export function askItem({ enterprise, candidates }: Examined, state: ActState, locale: Locale, hint: string) {
  const items = candidates.map(({ id, kind, title }) =>
    button(
      say(locale, 'exemption.candidate', {
        kind: say(locale, `exemption.kind.${kind}`),
        title: title[locale],
      }),
      state,
      { item: id },
    ),
  );
  return card({
    title: say(locale, 'exemption.title', { name: enterprise.name }),
    hint,
    children: [
      { type: 'text', text: say(locale, 'exemption.ask.item') },
      {
        type: 'actions',
        actions: [...items, button(say(locale, 'exemption.item.none'), state, { item: 'none' })],
      },
    ],
  });
}

/** What speaks for and against 首次. */
function firstChildren({ first, hidden, policy }: Examined, locale: Locale): CardChild<ActionSpec>[] {
  const months = policy.tolerance.firstMonths;
  const key = { yes: 'none', no: 'found', unknown: 'unsure' } as const;
  const items = first.before.map(({ kind, number, on, what }) =>
    say(locale, `exemption.before.${kind}`, { number, on, what }),
  );
  if (hidden > 0) items.push(say(locale, 'exemption.before.hidden', { count: hidden }));
  const others = first.others > 0 ? [say(locale, 'exemption.before.others', { count: first.others })] : [];
  return [
    { type: 'text', text: say(locale, `exemption.first.${key[first.proposed]}`, { months }) },
    ...(items.length > 0 ? [{ type: 'list' as const, ordered: false, items }] : []),
    ...others.map((text) => ({ type: 'note' as const, text })),
  ];
}

/** One question, answered by a button, its number, or a word. */
export function askQuestion(
  examined: Examined,
  question: Question,
  state: ActState,
  locale: Locale,
  hint: string,
): DraftCard {
  const { enterprise, policy, item, first } = examined;
  const days = policy.tolerance.correctDays;
  const children: CardChild<ActionSpec>[] = [
    { type: 'text', text: say(locale, `exemption.q.${question}`, { days }) },
  ];
  if (question === 'first') children.push(...firstChildren(examined, locale));
  if (question === 'conditions' && item) {
    children.push({ type: 'text', text: conditionsText(item, locale) });
    if (item.list.origin === 'default') children.push({ type: 'note', text: say(locale, 'exemption.own') });
  }
  children.push({
    type: 'actions',
    actions: answers.map((answer) => ({
      ...button(say(locale, `exemption.${answer}`), state, { [question]: answer }),
      ...(question === 'first' && first.proposed === answer ? { style: 'primary' as const } : {}),
    })),
  });
  return card({ title: say(locale, 'exemption.title', { name: enterprise.name }), hint, children });
}

function reasonsText(suggestion: Suggestion, given: Answers, locale: Locale): string {
  return suggestion.because
    .map((question) => answered(question, given[question] ?? 'unknown', locale))
    .join(say(locale, 'exemption.join'));
}

export function answered(question: Question, answer: Answer, locale: Locale): string {
  const words = {
    question: say(locale, `exemption.short.${question}`),
    answer: say(locale, `exemption.${answer}`),
  };
  return say(locale, 'exemption.answered', words);
}

function suggestionFields({ enterprise, period, item }: Examined, state: ActState, locale: Locale) {
  const given = answersOf(state);
  const told = questions.flatMap((question) => {
    const answer = given[question];
    return answer ? [answered(question, answer, locale)] : [];
  });
  const within = period
    ? say(locale, 'exemption.period.in', { from: period.from, until: lastDayOf(period) })
    : say(locale, 'exemption.period.out');
  return [
    { label: say(locale, 'objection.enterprise'), value: enterprise.name },
    { label: say(locale, 'exemption.act'), value: state.act },
    { label: say(locale, 'exemption.actOn'), value: state.on },
    { label: say(locale, 'exemption.period'), value: within },
    {
      label: say(locale, 'exemption.item'),
      value: item ? item.title[locale] : say(locale, 'exemption.item.none'),
    },
    { label: say(locale, 'exemption.fields.answers'), value: told.join(say(locale, 'exemption.join')) },
  ];
}

/** The suggestion with its grounds, and what the officer may decide. Nothing unknown can be left at guidance. */
export function suggestCard(
  examined: Examined,
  suggestion: Suggestion,
  state: ActState,
  { now, locale, hint }: { now: Date; locale: Locale; hint: string },
): DraftCard {
  const { policy, item, enterprise } = examined;
  const { outcome, grounds, clauses, stillMinor } = suggestion;
  const day = addDays(dayOf(now), policy.tolerance.correctDays);
  const children: CardChild<ActionSpec>[] = [
    { type: 'fields', fields: suggestionFields(examined, state, locale) },
  ];
  if (outcome === 'guide')
    children.push({
      type: 'list',
      ordered: false,
      items: grounds.map(({ ground, clause }) =>
        say(locale, 'exemption.ground.line', { ground: say(locale, `exemption.ground.${ground}`), clause }),
      ),
    });
  else {
    const reasons = reasonsText(suggestion, answersOf(state), locale);
    children.push({ type: 'text', text: say(locale, `exemption.because.${outcome}`, { reasons }) });
  }
  if (stillMinor)
    children.push({
      type: 'note',
      text: say(locale, 'exemption.stillMinor', { clause: clauses.at(-1) ?? '' }),
    });
  if (item?.list.origin === 'default' && outcome === 'guide')
    children.push({ type: 'note', text: say(locale, 'exemption.own') });
  if (outcome !== 'guide')
    children.push({ type: 'note', text: say(locale, 'exemption.basis', { clauses: clauses.join('；') }) });
  children.push({ type: 'note', text: say(locale, 'exemption.officer') });
  children.push(...sampleNote(enterprise.sample, locale));
  const decide = (decision: 'guided' | 'case', primary: boolean): ActionSpec => ({
    label: say(locale, `exemption.decide.${decision}`, { day }),
    ...(primary ? { style: 'primary' as const } : {}),
    intent: 'exemption.decide',
    args: { ...state, decision },
  });
  const guided = outcome === 'unknown' ? [] : [decide('guided', outcome === 'guide')];
  const term = { label: say(locale, 'exemption.decide.term'), intent: 'exemption.term', args: { ...state } };
  const actions = [...guided, decide('case', outcome === 'case'), ...(outcome === 'guide' ? [term] : [])];
  children.push({ type: 'actions', actions });
  return card({
    title: say(locale, 'exemption.suggest.title', { what: say(locale, `exemption.suggest.${outcome}`) }),
    hint,
    tone: outcome === 'guide' ? 'good' : 'warning',
    children,
  });
}
