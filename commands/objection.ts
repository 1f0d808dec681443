import { z } from 'zod';
import type { ActionSpec, CardChild } from '../src/chat/card.ts';
import type { Command, IntentArgs, Outcome, Turn } from '../src/chat/command.ts';
import { defineDialog } from '../src/chat/dialog.ts';
import { notice } from '../src/chat/notice.ts';
import { say } from '../src/chat/words/index.ts';
import { rights } from '../src/domain/rights.ts';
import { type CreditDeps, lookUpCredit } from '../src/services/credit.ts';
import { objectionAsked, objectionFields } from '../src/services/objection-cards.ts';
import {
  answerObjection,
  type ObjectionDeps,
  objectionLength,
  objectionsFor,
  openObjection,
  raiseObjection,
} from '../src/services/objections.ts';

type Deps = ObjectionDeps & CreditDeps;

/** As many records as can be told apart and answered by number. */
const shown = 7;

/** Waits for the reason of an objection, or for the answer to one. */
export const objectionDialog = defineDialog({
  kind: 'objection',
  version: 1,
  minutes: 30,
  state: z.strictObject({
    record: z.string(),
    about: z.string(),
    id: z.string(),
    upheld: z.string(),
  }),
  move: (step, state, _text, said) =>
    step === 'reason'
      ? { next: null, effect: { intent: 'objection.check', args: { ...state, text: said } } }
      : { next: null, effect: { intent: 'objection.write', args: { ...state, text: said } } },
});

/** What the enterprise can object to: its class, and every record that it is held against. */
async function choose(deps: Deps, turn: Turn): Promise<Outcome> {
  const { locale, person } = turn;
  if (person.uscc === null)
    return { card: notice(locale, 'notice', 'objection.choose.title', 'error.objection.noEnterprise') };
  const view = await lookUpCredit(deps, turn, person.uscc);
  if (!view) return { card: notice(locale, 'notice', 'lookup.nothing.title', 'lookup.nothing.text') };
  const counted = new Set([...view.grading.basis, ...view.grading.noted].flatMap(({ records }) => records));
  const records = [...view.records.values()].filter(({ record }) => counted.has(record.id)).slice(0, shown);
  const className = say(locale, `class.${view.grading.creditClass}`);
  const actions: ActionSpec[] = [
    {
      label: say(locale, 'objection.choose.class', { class: className }),
      intent: 'objection.about',
      args: {
        record: '',
        about: say('zh', 'objection.choose.class', { class: say('zh', `class.${view.grading.creditClass}`) }),
      },
    },
    ...records.map(({ record }) => {
      const kind =
        record.kind === 'list' ? (`list.${record.details.list}` as const) : (`kind.${record.kind}` as const);
      return {
        label: `${say(locale, kind)} ${record.number}`,
        intent: 'objection.about',
        args: { record: record.id, about: `${say('zh', kind)} ${record.number}` },
      };
    }),
  ];
  return {
    card: {
      title: say(locale, 'objection.choose.title'),
      tone: 'neutral',
      once: true,
      children: [
        {
          type: 'text',
          text: say(locale, 'objection.choose.text', { days: view.policy.objection.workingDays }),
        },
        { type: 'actions', actions },
      ],
      source: null,
    },
  };
}

function askReason(turn: Turn, args: IntentArgs): Outcome {
  const { record = '', about = '' } = args;
  return {
    card: notice(turn.locale, 'neutral', 'objection.reason.title', 'objection.reason.text', {
      about,
      ...objectionLength,
    }),
    dialog: objectionDialog.open('reason', { record, about, id: '', upheld: '' }),
  };
}

/** Read back before it is sent: an objection bears the name of the enterprise. */
function check(turn: Turn, args: IntentArgs): Outcome {
  const { locale } = turn;
  const { record = '', about = '', text = '' } = args;
  const { length } = text.trim();
  if (length < objectionLength.least || length > objectionLength.most)
    return {
      card: notice(locale, 'error', 'objection.reason.title', 'error.objection.length', objectionLength),
      dialog: objectionDialog.open('reason', { record, about, id: '', upheld: '' }),
    };
  return {
    card: {
      title: say(locale, 'objection.check.title'),
      tone: 'notice',
      once: true,
      children: [
        {
          type: 'fields',
          fields: [
            { label: say(locale, 'objection.about'), value: about },
            { label: say(locale, 'objection.text'), value: text.trim() },
          ],
        },
        {
          type: 'actions',
          actions: [
            {
              label: say(locale, 'objection.send'),
              style: 'primary',
              intent: 'objection.raise',
              args: { record, about, text: text.trim() },
            },
            { label: say(locale, 'objection.again'), intent: 'objection.about', args: { record, about } },
          ],
        },
      ],
      source: null,
    },
  };
}

async function raise(deps: Deps, turn: Turn, args: IntentArgs): Promise<Outcome> {
  const { record = '', about = '', text = '' } = args;
  const { told, write } = await raiseObjection(deps, turn, {
    recordId: record === '' ? null : record,
    about,
    text,
  });
  return {
    card: notice(turn.locale, 'good', 'objection.raised.title', 'objection.raised.text', {
      id: told.id,
      day: told.dueOn,
    }),
    write,
  };
}

async function list(deps: Deps, turn: Turn): Promise<Outcome> {
  const { locale, person } = turn;
  const objections = await objectionsFor(deps, turn);
  if (person.role === 'enterprise' && objections.length === 0) return choose(deps, turn);
  if (objections.length === 0)
    return { card: notice(locale, 'neutral', 'objection.list.title', 'objection.list.none') };
  const items = objections.map((one) =>
    say(locale, 'objection.line', {
      id: one.id,
      name: one.name,
      about: one.about,
      state: say(locale, `objection.state.${one.state}`),
      day: one.dueOn,
    }),
  );
  const mine = person.role === 'enterprise';
  const children: CardChild<ActionSpec>[] = [
    { type: 'list', ordered: false, items },
    {
      type: 'actions',
      actions: mine
        ? [{ label: say(locale, 'objection.new'), intent: 'objection.choose', args: {} }]
        : objections.slice(0, shown).map(({ id }) => ({
            label: say(locale, 'objection.open', { id }),
            intent: 'objection.one',
            args: { id: String(id) },
          })),
    },
  ];
  return { card: { title: say(locale, 'objection.list.title'), tone: 'neutral', children, source: null } };
}

async function one(deps: Deps, turn: Turn, args: IntentArgs): Promise<Outcome> {
  const { locale } = turn;
  const objection = await openObjection(deps, turn, Number(args.id));
  if (objection.state === 'open' && turn.person.role === 'official')
    return { card: objectionAsked(objection, 'one')(locale) };
  const answer =
    objection.answer === null ? [] : [{ label: say(locale, 'objection.answer'), value: objection.answer }];
  return {
    card: {
      title: say(locale, 'objection.one.title', { id: objection.id }),
      tone: 'neutral',
      children: [
        {
          type: 'fields',
          fields: [
            ...objectionFields(objection, locale),
            {
              label: say(locale, 'objection.state'),
              value: say(locale, `objection.state.${objection.state}`),
            },
            ...answer,
          ],
        },
      ],
      source: null,
    },
  };
}

/** The question for the words of the answer; that it may be given is checked when it is written. */
async function askAnswer(deps: Deps, turn: Turn, args: IntentArgs): Promise<Outcome> {
  const { id = '', upheld = '' } = args;
  const objection = await openObjection(deps, turn, Number(id));
  const key = upheld === 'yes' ? 'objection.answering.uphold' : 'objection.answering.dismiss';
  return {
    card: notice(turn.locale, 'neutral', 'objection.one.title', key, {
      id: objection.id,
      ...objectionLength,
    }),
    dialog: objectionDialog.open('answer', { record: '', about: objection.about, id, upheld }),
  };
}

async function write(deps: Deps, turn: Turn, args: IntentArgs): Promise<Outcome> {
  const { id = '', upheld = '', text = '' } = args;
  const answered = await answerObjection(deps, turn, Number(id), { upheld: upheld === 'yes', answer: text });
  const next = upheld === 'yes' ? 'objection.decided.upheld' : 'objection.decided.dismissed';
  return {
    card: notice(turn.locale, 'good', 'objection.decided.title', next, { id: answered.told.id }),
    write: answered.write,
  };
}

const words =
  /^(?:我要|我想|提出|申请)?(?:异议|申诉|异议申诉|异议申请|\/?objections?|object)(?:列表|办理)?\s*#?(\d{1,9})?$/i;

/** 异议: for enterprises to object, for officials to answer. */
export function objectionCommand(deps: Deps): Command {
  return {
    id: 'objections',
    roles: rights['objection.list'],
    usage: 'command.objection.usage',
    summary: 'command.objection.summary',
    parse(text) {
      const found = words.exec(text.trim());
      if (!found) return null;
      return found[1]
        ? { intent: 'objection.one', args: { id: found[1] } }
        : { intent: 'objection', args: {} };
    },
    intents: {
      objection: (turn) => list(deps, turn),
      'objection.choose': (turn) => choose(deps, turn),
      'objection.about': askReason,
      'objection.check': check,
      'objection.raise': (turn, args) => raise(deps, turn, args),
      'objection.one': (turn, args) => one(deps, turn, args),
      'objection.answer': (turn, args) => askAnswer(deps, turn, args),
      'objection.write': (turn, args) => write(deps, turn, args),
    },
  };
}
