import { z } from 'zod';
import type { ActionSpec, CardChild } from '../src/chat/card.ts';
import type { Command, IntentArgs, Outcome, Turn } from '../src/chat/command.ts';
import { defineDialog } from '../src/chat/dialog.ts';
import { notice } from '../src/chat/notice.ts';
import { say } from '../src/chat/words/index.ts';
import { lastDayOf, sectors } from '../src/domain/inclusive-period.ts';
import type { Policy } from '../src/domain/policy.ts';
import { rights } from '../src/domain/rights.ts';
import { periodFields } from '../src/services/inclusive-cards.ts';
import {
  askPeriod,
  type InclusiveDeps,
  type InclusivePeriod,
  mayAskPeriod,
  reasonLength,
  stopPeriod,
  viewInclusive,
} from '../src/services/inclusive-periods.ts';
import { excludedText } from './exclusion-text.ts';
import { monthsOf, parseInclusive, sectorOf } from './inclusive-words.ts';
import { whichEnterprise } from './which.ts';

const pastShown = 3;

/** What was said so far of a request; '' is not said yet. */
const stateSchema = z.strictObject({
  code: z.string(),
  sector: z.string(),
  months: z.string(),
  reason: z.string(),
});
type State = z.infer<typeof stateSchema>;

/** Waits for the kind, the term or the reason of a 包容期. */
export const inclusiveDialog = defineDialog({
  kind: 'inclusive',
  version: 1,
  minutes: 30,
  state: stateSchema,
  move: (step, state, text, said) => ({
    next: null,
    effect: { intent: 'inclusive.said', args: { ...state, step, said: step === 'reason' ? said : text } },
  }),
});

function stateOf({ code = '', sector = '', months = '', reason = '' }: IntentArgs): State {
  return { code, sector, months, reason };
}

function line(period: InclusivePeriod, locale: Turn['locale']): string {
  const { from, sector, endedFor } = period;
  const params = { from, until: lastDayOf(period), sector: say(locale, `sector.${sector}`) };
  return endedFor === null
    ? say(locale, 'inclusive.past', params)
    : say(locale, 'inclusive.past.ended', { ...params, reason: endedFor });
}

function stateText(
  { running, asked }: { running: InclusivePeriod | null; asked: InclusivePeriod | null },
  locale: Turn['locale'],
): string {
  if (running) return say(locale, 'inclusive.running');
  return asked
    ? say(locale, 'inclusive.waiting', { months: asked.months })
    : say(locale, 'inclusive.nothing');
}

async function view(deps: InclusiveDeps, turn: Turn, args: IntentArgs): Promise<Outcome> {
  const which = await whichEnterprise(deps, turn, args.code ?? args.words ?? '', 'inclusive.view');
  if ('outcome' in which) return which.outcome;
  const { locale, person } = turn;
  const { enterprise, policy, running, asked, past, excluded } = await viewInclusive(deps, turn, which.uscc);
  const { name, uscc } = enterprise;
  const shown = running ?? asked;
  const plain = [
    { label: say(locale, 'objection.enterprise'), value: name },
    { label: say(locale, 'credit.code'), value: uscc },
  ];
  const fields = [
    ...(shown ? periodFields(shown, locale) : plain),
    { label: say(locale, 'inclusive.state'), value: stateText({ running, asked }, locale) },
  ];
  const mayAsk = !shown && !excluded && person.role !== 'inspector' && person.role !== 'planner';
  const children: CardChild<ActionSpec>[] = [{ type: 'fields', fields }];
  if (excluded) children.push({ type: 'text', text: excludedText(excluded, policy, locale) });
  if (past.length > 0)
    children.push({
      type: 'list',
      ordered: false,
      items: past.slice(0, pastShown).map((one) => line(one, locale)),
    });
  const { clause } = policy.inclusivePeriod;
  children.push({ type: 'note', text: say(locale, 'inclusive.note', { clause }) });
  if (enterprise.sample) children.push({ type: 'note', text: say(locale, 'sample.mark') });
  if (mayAsk)
    children.push({
      type: 'actions',
      actions: [{ label: say(locale, 'inclusive.apply'), intent: 'inclusive.fill', args: { code: uscc } }],
    });
  const tone = excluded ? 'warning' : running ? 'good' : 'neutral';
  return {
    card: { title: say(locale, 'inclusive.title', { name }), tone, children, source: null },
    subject: uscc,
  };
}

/**
 * Begins, or goes on with, filling in a request: what is missing is asked for, then all of it is read back. `hint`: what
 * was wrong with the last answer.
 */
async function fill(deps: InclusiveDeps, turn: Turn, args: IntentArgs, hint = ''): Promise<Outcome> {
  const which = await whichEnterprise(deps, turn, args.code || (args.words ?? ''), 'inclusive.fill');
  if ('outcome' in which) return which.outcome;
  const { name, policy } = await mayAskPeriod(deps, turn, which.uscc);
  const state = { ...stateOf(args), code: which.uscc };
  const { minMonths: least, maxMonths: most, clause } = policy.inclusivePeriod;
  const beyond = state.months !== '' && !(Number(state.months) >= least && Number(state.months) <= most);
  const outcome = beyond
    ? next(
        turn,
        { ...state, months: '' },
        { name, policy, hint: say(turn.locale, 'error.inclusive.months', { least, most, clause }) },
      )
    : next(turn, state, { name, policy, hint });
  return { ...outcome, subject: which.uscc };
}

function next(
  { locale }: Turn,
  state: State,
  { name, policy, hint }: { name: string; policy: Policy; hint: string },
): Outcome {
  const ask = (step: keyof State, text: string, actions: readonly ActionSpec[]): Outcome => {
    return {
      card: {
        title: say(locale, 'inclusive.ask.title', { name }),
        tone: 'neutral',
        once: true,
        children: [
          ...(hint === '' ? [] : [{ type: 'text' as const, text: hint }]),
          { type: 'text', text },
          ...(actions.length > 0 ? [{ type: 'actions' as const, actions }] : []),
        ],
        source: null,
      },
      dialog: inclusiveDialog.open(step, state),
    };
  };
  const button = (label: string, more: Partial<State>): ActionSpec => ({
    label,
    intent: 'inclusive.fill',
    args: { ...state, ...more },
  });
  if (state.sector === '')
    return ask(
      'sector',
      say(locale, 'inclusive.ask.sector'),
      sectors.map((sector) => button(say(locale, `sector.${sector}`), { sector })),
    );
  if (state.months === '') {
    const { minMonths: least, maxMonths: most, clause } = policy.inclusivePeriod;
    const usual = policy.tolerance.usualMonths;
    // No buttons: their numbers would be taken for months, and months for their numbers.
    return ask('months', say(locale, 'inclusive.ask.months', { least, most, usual, clause }), []);
  }
  if (state.reason === '') return ask('reason', say(locale, 'inclusive.ask.reason', reasonLength), []);
  return { card: check(state, name, locale) };
}

/** Read back before it is sent. */
function check(state: State, name: string, locale: Turn['locale']): Outcome['card'] {
  const { code, sector, months, reason } = state;
  const kind = sectors.find((one) => one === sector);
  return {
    title: say(locale, 'inclusive.check.title'),
    tone: 'notice',
    once: true,
    children: [
      {
        type: 'fields',
        fields: [
          { label: say(locale, 'objection.enterprise'), value: name },
          { label: say(locale, 'credit.code'), value: code },
          { label: say(locale, 'inclusive.sector'), value: kind ? say(locale, `sector.${kind}`) : sector },
          { label: say(locale, 'inclusive.term'), value: say(locale, 'inclusive.months', { months }) },
          { label: say(locale, 'inclusive.reason'), value: reason },
        ],
      },
      {
        type: 'actions',
        actions: [
          {
            label: say(locale, 'inclusive.send'),
            style: 'primary',
            intent: 'inclusive.ask',
            args: { ...state },
          },
          { label: say(locale, 'inclusive.rewrite'), intent: 'inclusive.fill', args: { code } },
        ],
      },
    ],
    source: null,
  };
}

/** Words in an open request: taken where they fit what was asked, else it is asked again. */
function heard(deps: InclusiveDeps, turn: Turn, args: IntentArgs): Promise<Outcome> {
  const { step = '', said = '' } = args;
  const { locale } = turn;
  const state = stateOf(args);
  const strange = say(locale, 'inclusive.ask.again', { said });
  if (step === 'sector') {
    const sector = sectorOf(said);
    return fill(deps, turn, { ...state, sector: sector ?? '' }, sector === null ? strange : '');
  }
  if (step === 'months') {
    const months = monthsOf(said);
    const known = months === null ? '' : String(months);
    return fill(deps, turn, { ...state, months: known }, months === null ? strange : '');
  }
  const reason = said.trim();
  const fits = reason.length >= reasonLength.least && reason.length <= reasonLength.most;
  const hint = fits ? '' : say(locale, 'error.inclusive.reason', reasonLength);
  return fill(deps, turn, { ...state, reason: fits ? reason : '' }, hint);
}

async function ask(deps: InclusiveDeps, turn: Turn, args: IntentArgs): Promise<Outcome> {
  const { sector = '', months = '', reason = '' } = args;
  const which = await whichEnterprise(deps, turn, args.code ?? args.words ?? '', 'inclusive.ask', {
    sector,
    months,
    reason,
  });
  if ('outcome' in which) return which.outcome;
  const wanted = { uscc: which.uscc, sector, months: Number(months), reason };
  const { told, write } = await askPeriod(deps, turn, wanted);
  const params = { name: told.name, id: told.approval, until: told.until };
  return {
    card: notice(turn.locale, 'good', 'inclusive.asked.title', 'inclusive.asked.text', params),
    write,
    subject: which.uscc,
  };
}

async function stop(deps: InclusiveDeps, turn: Turn, args: IntentArgs): Promise<Outcome> {
  const { reason = '' } = args;
  const which = await whichEnterprise(deps, turn, args.code ?? args.words ?? '', 'inclusive.end', { reason });
  if ('outcome' in which) return which.outcome;
  const { told, write } = await stopPeriod(deps, turn, which.uscc, reason);
  return {
    card: notice(turn.locale, 'good', 'inclusive.end.title', 'inclusive.end.text', told),
    write,
    subject: which.uscc,
  };
}

/** 包容期: to look at, to ask for, to end. */
export function inclusiveCommand(deps: InclusiveDeps): Command {
  return {
    id: 'inclusive',
    roles: rights['inclusive.view'],
    usage: 'command.inclusive.usage',
    summary: 'command.inclusive.summary',
    parse: parseInclusive,
    intents: {
      'inclusive.view': (turn, args) => view(deps, turn, args),
      'inclusive.fill': (turn, args) => fill(deps, turn, args),
      'inclusive.said': (turn, args) => heard(deps, turn, args),
      'inclusive.ask': (turn, args) => ask(deps, turn, args),
      'inclusive.end': (turn, args) => stop(deps, turn, args),
      'inclusive.endHow': ({ locale }) => ({
        card: notice(locale, 'neutral', 'inclusive.end.title', 'inclusive.end.how', reasonLength),
      }),
    },
  };
}
