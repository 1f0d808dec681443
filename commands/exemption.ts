import type { Command, IntentArgs, Outcome, Turn } from '../src/chat/command.ts';
import { notice } from '../src/chat/notice.ts';
import { say } from '../src/chat/words/index.ts';
import { rights } from '../src/domain/rights.ts';
import { nextQuestion, questions, suggest } from '../src/domain/tolerance.ts';
import { settleGuided } from '../src/services/exemption-follow-up.ts';
import {
  actLength,
  type Decision,
  decideExemption,
  type ExemptionDeps,
  examineAct,
  exemptionReasonLength,
  needsReason,
} from '../src/services/exemptions.ts';
import { type ActState, actStateOf, answersOf, exemptionDialog } from './exemption-dialog.ts';
import { askAct, askDay, askItem, askQuestion, excludedCard, suggestCard } from './exemption-steps.ts';
import { answerOf, dayIn, parseExemption } from './exemption-words.ts';
import { whichEnterprise } from './which.ts';

/** Which enterprise it is about, then the first thing that was not said. */
async function begin(deps: ExemptionDeps, turn: Turn, args: IntentArgs): Promise<Outcome> {
  const { act = '' } = args;
  const which = await whichEnterprise(deps, turn, args.code ?? args.words ?? '', 'exemption.begin', { act });
  if ('outcome' in which) return which.outcome;
  return go(deps, turn, actStateOf({ code: which.uscc, act }));
}

function wantedOf({ code, act, on, item }: ActState) {
  return { uscc: code, act, actOn: on === '' ? null : on, item: item === '' ? null : item };
}

/** The next step of a judgement: whatever is missing is asked, then it is suggested. `hint`: what was not understood. */
async function go(deps: ExemptionDeps, turn: Turn, state: ActState, hint = ''): Promise<Outcome> {
  const { locale, now } = turn;
  const subject = state.code;
  const { length } = state.act.trim();
  if (length < actLength.least || length > actLength.most)
    return {
      card: askAct(locale, hint, actLength),
      dialog: exemptionDialog.open('act', { ...state, act: '' }),
      subject,
    };
  const examined = await examineAct(deps, turn, wantedOf(state));
  const excluded = excludedCard(examined, locale);
  if (excluded) return { card: excluded, subject };
  if (state.on === '')
    return {
      card: askDay(examined, state, now, locale, hint),
      dialog: exemptionDialog.open('day', state),
      subject,
    };
  if (state.item === '') {
    if (examined.candidates.length === 0) return go(deps, turn, { ...state, item: 'none' });
    return {
      card: askItem(examined, state, locale, hint),
      dialog: exemptionDialog.open('item', state),
      subject,
    };
  }
  const given = answersOf(state);
  const question = nextQuestion(examined.situation, given);
  if (question)
    return {
      card: askQuestion(examined, question, state, locale, hint),
      dialog: exemptionDialog.open(question, state),
      subject,
    };
  const suggestion = suggest(examined.situation, given);
  return { card: suggestCard(examined, suggestion, state, { now, locale, hint }), subject };
}

/** Another day by which it is to be corrected. */
function askTerm({ locale }: Turn, state: ActState, hint = ''): Outcome {
  const title = say(locale, 'exemption.correctBy');
  const texts = [...(hint === '' ? [] : [hint]), say(locale, 'exemption.ask.term')];
  return {
    card: {
      title,
      tone: 'neutral',
      children: texts.map((text) => ({ type: 'text', text })),
      source: null,
    },
    dialog: exemptionDialog.open('term', state),
  };
}

/** Words in an open judgement: taken where they fit what was asked, else it is asked again. */
async function heard(deps: ExemptionDeps, turn: Turn, args: IntentArgs): Promise<Outcome> {
  const { step = '', said = '' } = args;
  const state = actStateOf(args);
  const strange = say(turn.locale, 'exemption.again', { said });
  switch (step) {
    case 'act':
      return go(deps, turn, { ...state, act: said.trim() }, strange);
    case 'day': {
      const day = dayIn(said, turn.now);
      return go(deps, turn, { ...state, on: day ?? '' }, day === null ? strange : '');
    }
    case 'item':
      return /^(?:不在清单上|都不是|没有|none)$/i.test(said)
        ? go(deps, turn, { ...state, item: 'none' })
        : go(deps, turn, state, strange);
    case 'term': {
      const correctBy = dayIn(said, turn.now);
      if (correctBy === null) return askTerm(turn, state, strange);
      return decide(deps, turn, { ...state, decision: 'guided', correctBy });
    }
    case 'reason':
      return decide(deps, turn, state, said);
  }
  const question = questions.find((one) => one === step);
  const answer = answerOf(said);
  if (!question || answer === null)
    return go(deps, turn, state, say(turn.locale, 'exemption.again.answer', { said }));
  return go(deps, turn, { ...state, [question]: answer });
}

/** The officer's decision; where it differs from the suggestion or from the records, the reason first. */
async function decide(deps: ExemptionDeps, turn: Turn, state: ActState, reason = ''): Promise<Outcome> {
  const { locale } = turn;
  const examined = await examineAct(deps, turn, wantedOf(state));
  const answers = answersOf(state);
  const decision: Decision['decision'] = state.decision === 'guided' ? 'guided' : 'case';
  const suggestion = suggest(examined.situation, answers);
  const short = reason.trim().length < exemptionReasonLength.least;
  const mayAsk = !(decision === 'guided' && suggestion.outcome === 'unknown');
  if (mayAsk && short && needsReason(suggestion, examined.first, { decision, answers }))
    return {
      card: notice(
        locale,
        'neutral',
        'exemption.reason.title',
        'exemption.reason.text',
        exemptionReasonLength,
      ),
      dialog: exemptionDialog.open('reason', state),
    };
  const { told, write } = await decideExemption(deps, turn, {
    uscc: state.code,
    act: state.act,
    actOn: state.on,
    item: state.item,
    answers,
    decision,
    reason,
    correctBy: state.correctBy === '' ? null : state.correctBy,
  });
  const params = { id: told.id, name: told.name, day: told.correctBy ?? '' };
  const text = decision === 'guided' ? 'exemption.decided.guided' : 'exemption.decided.case';
  return { card: notice(locale, 'good', 'exemption.decided.title', text, params), write };
}

async function settle(deps: ExemptionDeps, turn: Turn, args: IntentArgs): Promise<Outcome> {
  const { id = '', corrected = '', on = '' } = args;
  const outcome = { corrected: corrected === 'yes', on: on === '' ? null : on };
  const { told, write } = await settleGuided(deps, turn, Number(id), outcome);
  const text = told.state === 'corrected' ? 'exemption.settle.corrected' : 'exemption.settle.case';
  const params = { id: told.id, day: told.correctedOn ?? '' };
  return { card: notice(turn.locale, 'good', 'exemption.settle.title', text, params), write };
}

/** What the words mean, where it is something of this command's. */
const own = (text: string, said?: string) => {
  const decided = parseExemption(text, said);
  return decided?.intent === 'exemption.begin' || decided?.intent === 'exemption.settle' ? decided : null;
};

/** 免罚判断: the questions to an officer, the decision, and what became of it. */
export function exemptionCommand(deps: ExemptionDeps): Command {
  return {
    id: 'exemption',
    roles: rights['exemption.judge'],
    usage: 'command.exemption.usage',
    summary: 'command.exemption.summary',
    parse: own,
    intents: {
      'exemption.begin': (turn, args) => begin(deps, turn, args),
      'exemption.go': (turn, args) => go(deps, turn, actStateOf(args)),
      'exemption.said': (turn, args) => heard(deps, turn, args),
      'exemption.term': (turn, args) => askTerm(turn, actStateOf(args)),
      'exemption.decide': (turn, args) => decide(deps, turn, actStateOf(args)),
      'exemption.settle': (turn, args) => settle(deps, turn, args),
    },
  };
}
