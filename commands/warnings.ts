import { z } from 'zod';
import type { ActionSpec, CardChild } from '../src/chat/card.ts';
import type { Command, IntentArgs, Outcome, Turn } from '../src/chat/command.ts';
import { defineDialog } from '../src/chat/dialog.ts';
import { notice } from '../src/chat/notice.ts';
import { say, sayIfKnown } from '../src/chat/words/index.ts';
import { dayOf } from '../src/domain/ports.ts';
import { rights } from '../src/domain/rights.ts';
import { findIdentifiers, inspectIdentifier } from '../src/domain/uscc.ts';
import type { PolicyBook } from '../src/services/policy.ts';
import { warningCard } from '../src/services/warning-cards.ts';
import {
  acknowledgeWarning,
  openWarning,
  outcomeLength,
  settleWarning,
  type Target,
  type WarningDeps,
  type WarningView,
  warningsFor,
} from '../src/services/warnings.ts';

type Deps = WarningDeps & { policies: PolicyBook };

const opened = 6;

/** Waits for what was done about a warning, or why it is a false alarm. */
export const warningDialog = defineDialog({
  kind: 'warning',
  version: 1,
  minutes: 60,
  state: z.strictObject({ id: z.string(), state: z.string() }),
  move: (_step, state, _text, said) => ({
    next: null,
    effect: { intent: 'warning.settle', args: { ...state, text: said } },
  }),
});

async function list(deps: Deps, turn: Turn, args: IntentArgs): Promise<Outcome> {
  const { locale } = turn;
  const uscc = args.code ? inspectIdentifier(args.code).normalized : null;
  const openOnly = args.all !== 'yes' && uscc === null;
  const { warnings, more } = await warningsFor(deps, turn, { uscc, openOnly });
  if (warnings.length === 0)
    return { card: notice(locale, 'neutral', 'warning.list.title', 'warning.list.none', { count: 0 }) };
  const items = warnings.map(({ id, name, kind, raisedOn, withdrawnOn, open }) => {
    const state = withdrawnOn !== null ? 'withdrawn' : open ? 'open' : 'handled';
    return say(locale, 'warning.list.line', {
      id,
      name,
      kind: sayIfKnown(locale, `warning.kind.${kind}`) ?? kind,
      on: raisedOn,
      state: say(locale, `warning.state.${state}`),
    });
  });
  const children: CardChild<ActionSpec>[] = [
    { type: 'list', ordered: false, items },
    {
      type: 'actions',
      actions: warnings.slice(0, opened).map(({ id }) => ({
        label: say(locale, 'warning.open', { id }),
        intent: 'warning.one',
        args: { id: String(id) },
      })),
    },
    ...(more
      ? [{ type: 'note' as const, text: say(locale, 'warning.list.more', { count: warnings.length }) }]
      : []),
    ...(openOnly ? [{ type: 'note' as const, text: say(locale, 'warning.list.all') }] : []),
  ];
  const count = more ? `${warnings.length}+` : warnings.length;
  const title = say(locale, 'warning.list.title', { count });
  return { card: { title, tone: 'neutral', children, source: null } };
}

function targetLine(turn: Turn, { orgName, state, outcome, handledBy }: Target): string {
  const { locale } = turn;
  return say(locale, 'warning.target', {
    who: orgName ?? say(locale, 'warning.target.region'),
    state: say(locale, `warning.state.${state}`),
    outcome: outcome === null ? '' : say(locale, 'warning.target.outcome', { by: handledBy ?? '', outcome }),
  });
}

function cardOf({ policies }: Deps, turn: Turn, { warning, targets, mine }: WarningView): Outcome {
  const open = mine.filter(({ state }) => state === 'open' || state === 'acknowledged');
  const own = open[0] ?? mine[0] ?? targets[0];
  const policy = policies.onOrFirst(dayOf(turn.now));
  const { acknowledgeBy = null, handleBy = null } = own ?? {};
  const occasion = warning.withdrawnOn === null ? 'one' : 'withdrawn';
  const draft = warningCard(
    { ...warning, acknowledgeBy, handleBy },
    policy,
    occasion,
    open.length > 0 && open.every(({ state }) => state === 'acknowledged'),
  )(turn.locale);
  const lines = {
    type: 'list' as const,
    ordered: false,
    items: targets.map((target) => targetLine(turn, target)),
  };
  const children = open.length > 0 ? draft.children : draft.children.filter(({ type }) => type !== 'actions');
  const place = children.findIndex(({ type }) => type === 'actions' || type === 'note');
  const before = place < 0 ? children : children.slice(0, place);
  const after = place < 0 ? [] : children.slice(place);
  return { card: { ...draft, children: [...before, lines, ...after] }, subject: warning.uscc };
}

async function one(deps: Deps, turn: Turn, args: IntentArgs): Promise<Outcome> {
  return cardOf(deps, turn, await openWarning(deps, turn, Number(args.id)));
}

async function acknowledge(deps: Deps, turn: Turn, args: IntentArgs): Promise<Outcome> {
  const { locale } = turn;
  const id = Number(args.id);
  const { write } = await acknowledgeWarning(deps, turn, id);
  const { mine } = await openWarning(deps, turn, id);
  const day = mine[0]?.handleBy ?? say(locale, 'warning.term.unknown');
  const text = { type: 'text' as const, text: say(locale, 'warning.acknowledged.text', { day }) };
  const labels = ['handled', 'falseAlarm'] as const;
  return {
    card: {
      title: say(locale, 'warning.outcome.title', { id }),
      tone: 'good',
      children: [
        text,
        {
          type: 'actions',
          actions: labels.map((state) => ({
            label: say(locale, `warning.${state}`),
            intent: 'warning.outcome',
            args: { id: String(id), state },
          })),
        },
      ],
      source: null,
    },
    write,
  };
}

/** The question for the words; that it may be answered is checked before, so that nobody writes for nothing. */
async function askOutcome(deps: Deps, turn: Turn, args: IntentArgs): Promise<Outcome> {
  const { id = '', state = 'handled' } = args;
  await openWarning(deps, turn, Number(id));
  const text = state === 'falseAlarm' ? 'warning.outcome.falseAlarm' : 'warning.outcome.handled';
  return {
    card: notice(turn.locale, 'neutral', 'warning.outcome.title', text, { id, ...outcomeLength }),
    dialog: warningDialog.open('outcome', { id, state }),
  };
}

async function settle(deps: Deps, turn: Turn, args: IntentArgs): Promise<Outcome> {
  const { id = '', state = '', text = '' } = args;
  const { length } = text.trim();
  if (length < outcomeLength.least || length > outcomeLength.most)
    return {
      card: notice(turn.locale, 'error', 'warning.outcome.title', 'error.warning.outcome', {
        id,
        ...outcomeLength,
      }),
      dialog: warningDialog.open('outcome', { id, state }),
    };
  const outcome = {
    state: state === 'falseAlarm' ? ('falseAlarm' as const) : ('handled' as const),
    outcome: text,
  };
  const { write } = await settleWarning(deps, turn, Number(id), outcome);
  return {
    card: notice(turn.locale, 'good', 'warning.outcome.title', 'warning.settled.text', { id }),
    write,
  };
}

const words = /^(?:(?:监管)?(?:风险)?预警|\/?warnings?)\s*(.*)$/i;
const answer =
  /^(签收|已处置|误报|\/?ack(?:nowledge)?|\/?handled|\/?false alarm)(?:预警)?\s*#?\s*(\d{1,9})$/i;

/** 预警: for those who supervise. */
export function warningsCommand(deps: Deps): Command {
  return {
    id: 'warnings',
    roles: rights['warning.view'],
    usage: 'command.warnings.usage',
    summary: 'command.warnings.summary',
    parse(text) {
      const [, said, number = ''] = answer.exec(text) ?? [];
      if (said) {
        if (/^(?:签收|\/?ack)/i.test(said)) return { intent: 'warning.acknowledge', args: { id: number } };
        const state = /误报|false/i.test(said) ? 'falseAlarm' : 'handled';
        return { intent: 'warning.outcome', args: { id: number, state } };
      }
      const rest = words.exec(text)?.[1]?.trim();
      if (rest === undefined) return null;
      if (rest === '') return { intent: 'warnings', args: {} };
      const id = /^#?(\d{1,9})$/.exec(rest)?.[1];
      if (id) return { intent: 'warning.one', args: { id } };
      if (/^(?:全部|所有|all)$/i.test(rest)) return { intent: 'warnings', args: { all: 'yes' } };
      const [code] = findIdentifiers(rest);
      return code ? { intent: 'warnings', args: { code } } : null;
    },
    intents: {
      warnings: (turn, args) => list(deps, turn, args),
      'warning.one': (turn, args) => one(deps, turn, args),
      'warning.acknowledge': (turn, args) => acknowledge(deps, turn, args),
      'warning.outcome': (turn, args) => askOutcome(deps, turn, args),
      'warning.settle': (turn, args) => settle(deps, turn, args),
    },
  };
}
