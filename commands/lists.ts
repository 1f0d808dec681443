import type { ActionSpec, CardChild, DraftCard } from '../src/chat/card.ts';
import type { Command, Decided, IntentArgs, Outcome, Turn } from '../src/chat/command.ts';
import type { Locale } from '../src/chat/event.ts';
import { notice } from '../src/chat/notice.ts';
import { say } from '../src/chat/words/index.ts';
import { listKinds } from '../src/domain/credit.ts';
import { textLength } from '../src/domain/list-entry.ts';
import { rights } from '../src/domain/rights.ts';
import { inspectIdentifier } from '../src/domain/uscc.ts';
import type { CreditDeps } from '../src/services/credit.ts';
import { caseActions, caseFields } from '../src/services/list-cards.ts';
import type { ListCase, ListDeps } from '../src/services/list-cases.ts';
import { dropListCase, proceedListCase } from '../src/services/list-hearing.ts';
import { removeFromList } from '../src/services/list-leaving.ts';
import { type ListsView, listsOf, oneCase, openCases, personsListed } from '../src/services/list-views.ts';
import { creditNotes } from './credit-card.ts';
import { listDialog } from './list-dialog.ts';
import { askPerson, enter, said, send } from './lists-enter.ts';
import { caseLine, checkStatement, sendStatement, shown, state, stateText } from './lists-state.ts';
import { whichEnterprise } from './which.ts';

type Deps = ListDeps & CreditDeps;

const forms: readonly (readonly [RegExp, string, readonly string[]])[] = [
  [/^(?:名单办理|list cases)$/i, 'lists.open', []],
  [/^(?:名单人员|list persons)\s*(.*)$/is, 'lists.persons', ['words']],
  [/^(?:列入(?:失信)?(?:黑)?名单|enter list)\s*(.*)$/is, 'lists.enter', ['words']],
  [/^(?:提请列入|propose entry)\s*第?(\d{1,9})号?$/i, 'lists.proceed', ['id']],
  [/^(?:不予列入|drop entry)\s*第?(\d{1,9})号?$/i, 'lists.drop', ['id']],
  [/^(?:移出(?:失信)?(?:黑)?名单|leave list)\s*(.*)$/is, 'lists.remove', ['words']],
  [/^(?:更正列入|错列更正|correct list)\s*(.*)$/is, 'lists.correct', ['words']],
  [/^(?:我要|我想|提出)?(?:陈述申辩|陈述|申辩|state view)\s*第?(\d{1,9})?号?$/i, 'lists.state', ['id']],
  [/^(?:名单|lists?)\s*(?:第|#)(\d{1,9})号?$/i, 'lists.case', ['id']],
  [/^(?:查询?)?(?:失信)?(?:黑名单|名录名单|名单)(?:查询)?\s*(.*)$/is, 'lists.of', ['words']],
  [/^\/?lists?\b\s*(.*)$/is, 'lists.of', ['words']],
];

function parse(text: string): Decided | null {
  for (const [form, intent, names] of forms) {
    const found = form.exec(text);
    if (!found) continue;
    const args = names.flatMap((name, index) => {
      const value = found[index + 1];
      return value === undefined ? [] : [[name, value.trim()] as const];
    });
    return { intent, args: Object.fromEntries(args) };
  }
  return null;
}

/** Code, list and reason of a removal. */
const removal = /^(\S{18})\s+(\S+)\s+(.+)$/s;

async function remove(deps: Deps, turn: Turn, args: IntentArgs, wrongly: boolean): Promise<Outcome> {
  const { locale } = turn;
  const [, code = '', word = '', reason = ''] = removal.exec(args.words ?? '') ?? [];
  const list = listKinds.find((one) =>
    [one, say('zh', `list.${one}`), say('en', `list.${one}`)].some((name) => name === word),
  );
  if (!list) return { card: notice(locale, 'neutral', 'lists.remove.title', 'lists.remove.how') };
  const uscc = inspectIdentifier(code).normalized;
  const { told, write } = await removeFromList(deps, turn, uscc, { list, reason, wrongly });
  const key = wrongly ? 'lists.remove.wrongly' : 'lists.remove.done';
  const params = { name: told.name, list: say(locale, `list.${list}`) };
  return { card: notice(locale, 'good', 'lists.remove.title', key, params), write, subject: uscc };
}

function openActions(cases: readonly ListCase[], locale: Locale): ActionSpec[] {
  return cases.slice(0, shown).map(({ id }) => ({
    label: say(locale, 'lists.case.action', { id }),
    intent: 'lists.case',
    args: { id: String(id) },
  }));
}

function ofCard({ credit, entries, cases, madeHere }: ListsView, turn: Turn): DraftCard {
  const { locale } = turn;
  const { name, uscc } = credit.enterprise;
  const items = entries.map((record) => {
    const until = madeHere.get(record.id)?.untilOn ?? null;
    return say(locale, 'lists.of.entry', {
      list: say(locale, `list.${record.details.list}`),
      number: record.number,
      authority: record.authority,
      day: record.decidedOn,
      until:
        until === null ? say(locale, 'lists.of.until.none') : say(locale, 'lists.of.until', { day: until }),
    });
  });
  const children: CardChild<ActionSpec>[] = [
    items.length === 0
      ? { type: 'text', text: say(locale, 'lists.of.none') }
      : { type: 'list', ordered: false, items },
  ];
  if (cases.length > 0)
    children.push(
      { type: 'text', text: say(locale, 'lists.of.cases') },
      { type: 'list', ordered: false, items: cases.map((one) => caseLine(one, locale)) },
    );
  if (credit.standing === 'outside') children.push({ type: 'note', text: say(locale, 'lists.of.outside') });
  children.push(...creditNotes(credit, locale).filter(({ type }) => type === 'note'));
  const actions = openActions(cases, locale);
  if (credit.standing === 'jurisdiction')
    actions.push({
      label: say(locale, 'lists.persons.action'),
      intent: 'lists.persons',
      args: { code: uscc },
    });
  if (actions.length > 0) children.push({ type: 'actions', actions });
  return { title: say(locale, 'lists.of.title', { name }), tone: 'neutral', children, source: null };
}

async function of(deps: Deps, turn: Turn, args: IntentArgs): Promise<Outcome> {
  const which = await whichEnterprise(deps, turn, args.code ?? args.words ?? '', 'lists.of');
  if ('outcome' in which) return which.outcome;
  const view = await listsOf(deps, turn, which.uscc);
  if (!view) return { card: notice(turn.locale, 'notice', 'lookup.nothing.title', 'lookup.nothing.text') };
  return { card: ofCard(view, turn), subject: which.uscc };
}

async function open(deps: Deps, turn: Turn): Promise<Outcome> {
  const { locale } = turn;
  const cases = await openCases(deps, turn);
  if (cases.length === 0) return { card: notice(locale, 'neutral', 'lists.open.title', 'lists.open.none') };
  const children: CardChild<ActionSpec>[] = [
    { type: 'list', ordered: false, items: cases.map((one) => caseLine(one, locale)) },
    { type: 'actions', actions: openActions(cases, locale) },
  ];
  return { card: { title: say(locale, 'lists.open.title'), tone: 'neutral', children, source: null } };
}

async function one(deps: Deps, turn: Turn, args: IntentArgs): Promise<Outcome> {
  const { locale, person } = turn;
  const { found, waiting } = await oneCase(deps, turn, Number(args.id));
  const undecided = found.state === 'noticed' || (found.state === 'asked' && !waiting);
  const state = undecided || found.state === 'asked' ? stateText(found, waiting, locale) : null;
  const fields = [
    ...caseFields(found, locale),
    ...(state === null ? [] : [{ label: say(locale, 'lists.case.state'), value: state }]),
  ];
  const mine = {
    label: say(locale, 'lists.state.action'),
    intent: 'lists.state',
    args: { id: String(found.id) },
  };
  const actions =
    person.role === 'official' && undecided
      ? caseActions(found, locale)
      : person.role === 'enterprise' && found.statedAt === null && state !== null && found.basis !== ''
        ? [mine]
        : [];
  return {
    card: {
      title: say(locale, 'lists.case.title', { id: found.id }),
      tone: 'neutral',
      children: [
        { type: 'fields', fields },
        ...(actions.length === 0 ? [] : [{ type: 'actions' as const, actions }]),
      ],
      source: null,
    },
    subject: found.uscc,
  };
}

async function persons(deps: Deps, turn: Turn, args: IntentArgs): Promise<Outcome> {
  const { locale } = turn;
  const which = await whichEnterprise(deps, turn, args.code ?? args.words ?? '', 'lists.persons');
  if ('outcome' in which) return which.outcome;
  const { name, persons: found } = await personsListed(deps, turn, which.uscc);
  const items = found.map((one) =>
    say(locale, 'lists.persons.line', {
      office: say(locale, `lists.office.${one.office}`),
      name: one.name,
      source: say(locale, `lists.person.${one.source}`),
      list: say(locale, `list.${one.list}`),
      day: one.actOn ?? '',
    }),
  );
  return {
    card: {
      title: say(locale, 'lists.persons.title', { name }),
      tone: 'neutral',
      children: [
        items.length === 0
          ? { type: 'text', text: say(locale, 'lists.persons.none') }
          : { type: 'list', ordered: false, items },
        { type: 'note', text: say(locale, 'lists.persons.note') },
      ],
      source: null,
    },
    subject: which.uscc,
  };
}

async function proceed(deps: Deps, turn: Turn, args: IntentArgs): Promise<Outcome> {
  const { told, write } = await proceedListCase(deps, turn, Number(args.id));
  return { card: notice(turn.locale, 'notice', 'lists.asked.title', 'lists.asked.text', told), write };
}

async function askDrop(deps: Deps, turn: Turn, args: IntentArgs): Promise<Outcome> {
  const { found } = await oneCase(deps, turn, Number(args.id));
  const params = { id: found.id, name: found.name, list: '', ...textLength };
  return {
    card: notice(turn.locale, 'neutral', 'lists.case.title', 'lists.drop.ask', params),
    dialog: listDialog.open('lists.drop.said', { id: String(found.id) }),
  };
}

async function drop(deps: Deps, turn: Turn, args: IntentArgs): Promise<Outcome> {
  const { told, write } = await dropListCase(deps, turn, Number(args.id), args.said ?? '');
  const params = { id: told.id, name: told.name };
  return { card: notice(turn.locale, 'good', 'lists.case.title', 'lists.drop.done', params), write };
}

/** 名单: who is in which list, how one gets in, and out again. */
export function listsCommand(deps: Deps): Command {
  return {
    id: 'lists',
    roles: rights['list.view'],
    usage: 'command.lists.usage',
    summary: 'command.lists.summary',
    parse,
    intents: {
      'lists.of': (turn, args) => of(deps, turn, args),
      'lists.open': (turn) => open(deps, turn),
      'lists.case': (turn, args) => one(deps, turn, args),
      'lists.persons': (turn, args) => persons(deps, turn, args),
      'lists.enter': (turn, args) => enter(deps, turn, args),
      'lists.enter.said': (turn, args) => said(deps, turn, args),
      'lists.enter.person': askPerson,
      'lists.enter.send': (turn, args) => send(deps, turn, args),
      'lists.state': (turn, args) => state(deps, turn, args),
      'lists.state.check': checkStatement,
      'lists.state.send': (turn, args) => sendStatement(deps, turn, args),
      'lists.proceed': (turn, args) => proceed(deps, turn, args),
      'lists.drop': (turn, args) => askDrop(deps, turn, args),
      'lists.drop.said': (turn, args) => drop(deps, turn, args),
      'lists.remove': (turn, args) => remove(deps, turn, args, false),
      'lists.correct': (turn, args) => remove(deps, turn, args, true),
    },
  };
}
