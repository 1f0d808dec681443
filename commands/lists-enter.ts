import type { ActionSpec, DraftCard } from '../src/chat/card.ts';
import type { IntentArgs, OpenDialog, Outcome, Turn } from '../src/chat/command.ts';
import type { Locale } from '../src/chat/event.ts';
import { notice } from '../src/chat/notice.ts';
import { say, sayIfKnown, type WordKey } from '../src/chat/words/index.ts';
import type { ListKind } from '../src/domain/credit.ts';
import { CodedError } from '../src/domain/errors.ts';
import {
  type Concerned,
  checkActDay,
  checkBasis,
  checkPersonName,
  checkText,
  type ListDraft,
  listGrounds,
  offices,
  textLength,
  withPerson,
} from '../src/domain/list-entry.ts';
import { dayOf, type IsoDate } from '../src/domain/ports.ts';
import { type ListDeps, type Prepared, prepareListCase, startListCase } from '../src/services/list-cases.ts';
import { askedDay } from './day-words.ts';
import { type Field, isField, listDialog, personsIn } from './list-dialog.ts';
import { whichEnterprise } from './which.ts';

function ask(turn: Turn, args: IntentArgs, step: Field, key: WordKey, wrong?: string): Outcome {
  const { locale } = turn;
  const params = { ...textLength, name: args.name ?? '', office: officeText(args.office, locale) };
  const card = notice(locale, wrong === undefined ? 'neutral' : 'error', 'lists.enter.title', key, params);
  const first = wrong === undefined ? [] : [{ type: 'text' as const, text: wrong }];
  const { said: _said, field: _field, ...state } = args;
  return {
    card: { ...card, children: [...first, ...card.children] },
    dialog: listDialog.open(step, state) as OpenDialog,
  };
}

function officeText(office: string | undefined, locale: Locale): string {
  const known = offices.find((one) => one === office);
  return known ? say(locale, `lists.office.${known}`) : '';
}

/** The question for a step. */
function question(step: Field, args: IntentArgs): WordKey {
  switch (step) {
    case 'penalty':
      return args.ground === undefined ? 'lists.enter.reason' : 'lists.enter.penalty';
    case 'basis':
      return 'lists.enter.basis';
    case 'actOn':
      return 'lists.enter.day';
    case 'person':
      return 'lists.person.ask';
  }
}

/** A question answered by a choice; what was settled before goes along. */
function choose(
  turn: Turn,
  args: IntentArgs,
  text: string,
  choices: readonly { label: string; add: IntentArgs }[],
): Outcome {
  const { locale } = turn;
  const actions = choices.map(({ label, add }) => ({
    label,
    intent: 'lists.enter',
    args: { ...args, ...add },
  }));
  const card: DraftCard = {
    title: say(locale, 'lists.enter.title', { name: args.name ?? '' }),
    tone: 'neutral',
    once: true,
    children: [
      { type: 'text', text },
      { type: 'actions', actions },
    ],
    source: null,
  };
  return { card };
}

/** 列入名单: asks for what is missing, one thing after the other, then reads all of it back. */
export async function enter(deps: ListDeps, turn: Turn, given: IntentArgs): Promise<Outcome> {
  const { locale } = turn;
  const { words, code, ...before } = given;
  const which = await whichEnterprise(deps, turn, code ?? words ?? '', 'lists.enter', before);
  if ('outcome' in which) return which.outcome;
  const { uscc } = which;
  const prepared = await prepareListCase(deps, turn, uscc, {
    list: given.list ?? null,
    actOn: given.actOn ?? null,
  });
  const { name, lists } = prepared;
  const args: IntentArgs = { ...before, code: uscc, name };
  const list = lists.find((one) => one === args.list);
  if (list === undefined) {
    const choices = lists.map((one) => ({ label: say(locale, `list.${one}`), add: { list: one } }));
    return { ...choose(turn, args, say(locale, 'lists.enter.list'), choices), subject: uscc };
  }
  const discredit = prepared.discredit.has(list);
  if (discredit && args.ground === undefined) {
    const text = say(locale, 'lists.enter.ground', { list: say(locale, `list.${list}`) });
    const choices = listGrounds.map((ground) => ({
      label: say(locale, `lists.ground.${ground}`),
      add: { ground },
    }));
    return choose(turn, args, text, choices);
  }
  for (const step of ['penalty', 'basis', 'actOn'] as const) {
    if (!discredit && step !== 'penalty') continue;
    if (args[step] === undefined) return ask(turn, args, step, question(step, args));
  }
  return { card: checkCard(deps, turn, args, { list, discredit, prepared }) };
}

/** As registered on the day of the act, until the official says otherwise. */
function personsOf(args: IntentArgs, { representative }: Prepared): readonly Concerned[] {
  const settled = personsIn(args);
  if (settled) return settled;
  return representative
    ? [{ name: representative.name, office: 'legalRepresentative', source: 'register' }]
    : [];
}

function checkCard(
  { policies }: ListDeps,
  turn: Turn,
  args: IntentArgs,
  { list, discredit, prepared }: { list: ListKind; discredit: boolean; prepared: Prepared },
): DraftCard {
  const { locale } = turn;
  const { name, representative } = prepared;
  const persons = discredit ? personsOf(args, prepared) : [];
  const all: IntentArgs = { ...args, persons: JSON.stringify(persons) };
  const ground = listGrounds.find((one) => one === args.ground);
  const lines: [WordKey, string][] = [
    ['lists.enterprise', name],
    ['credit.code', args.code ?? ''],
    ['lists.list', say(locale, `list.${list}`)],
    [
      discredit ? 'lists.ground' : 'lists.reason',
      ground === undefined
        ? (args.penalty ?? '')
        : say(locale, 'lists.ground.whole', {
            ground: say(locale, `lists.ground.${ground}`),
            penalty: args.penalty ?? '',
          }),
    ],
  ];
  if (discredit)
    lines.push(
      ['lists.basis', args.basis ?? ''],
      ['lists.actOn', args.actOn ?? ''],
      [
        'lists.persons',
        persons.map((one) => personText(one, locale)).join(say(locale, 'list.join')) ||
          say(locale, 'value.none'),
      ],
    );
  const hint: WordKey =
    representative === null
      ? 'lists.check.nobody'
      : representative.certain
        ? 'lists.check.certain'
        : 'lists.check.uncertain';
  const about = { name: representative?.name ?? '', from: representative?.from ?? '' };
  const days = policies.on(dayOf(turn.now)).listEntry.statementWorkingDays;
  const { penalty: _p, basis: _b, actOn: _a, persons: _s, ground: _g, ...anew } = args;
  const actions: ActionSpec[] = [
    {
      label: say(locale, discredit ? 'lists.send.discredit' : 'lists.send.good'),
      style: 'primary',
      intent: 'lists.enter.send',
      args: all,
    },
    ...(discredit
      ? offices.map((office) => ({
          label: say(locale, `lists.add.${office}`),
          intent: 'lists.enter.person',
          args: { ...all, office },
        }))
      : []),
    { label: say(locale, 'lists.again'), intent: 'lists.enter', args: anew },
  ];
  return {
    title: say(locale, 'lists.check.title', { name }),
    tone: 'notice',
    once: true,
    children: [
      { type: 'fields', fields: lines.map(([key, value]) => ({ label: say(locale, key), value })) },
      ...(discredit ? [{ type: 'text' as const, text: say(locale, hint, about) }] : []),
      { type: 'text', text: say(locale, discredit ? 'lists.check.discredit' : 'lists.check.good', { days }) },
      { type: 'actions', actions },
    ],
    source: null,
  };
}

function personText({ name, office, source }: Concerned, locale: Locale): string {
  return say(locale, 'lists.person', {
    office: say(locale, `lists.office.${office}`),
    name,
    source: say(locale, `lists.person.${source}`),
  });
}

/** What a step's words fill in. @throws CodedError what is wrong with them */
function filled(field: Field, said: string, args: IntentArgs, today: IsoDate): IntentArgs {
  switch (field) {
    case 'penalty':
      return { penalty: checkText(said) };
    case 'basis':
      return { basis: checkBasis(said) };
    case 'actOn':
      return { actOn: checkActDay(askedDay(said)?.day ?? said.trim(), today) };
    case 'person': {
      const office = offices.find((one) => one === args.office) ?? 'directlyResponsible';
      const added = { name: checkPersonName(said), office, source: 'officer' } as const;
      return { persons: JSON.stringify(withPerson(personsIn(args) ?? [], added)) };
    }
  }
}

/** Words that were asked for: taken, or asked for again with what is wrong. */
export async function said(deps: ListDeps, turn: Turn, args: IntentArgs): Promise<Outcome> {
  const { said: text = '', field = '', ...before } = args;
  if (!isField(field)) return enter(deps, turn, before);
  try {
    return await enter(deps, turn, { ...before, ...filled(field, text, before, dayOf(turn.now)) });
  } catch (error) {
    const wrong =
      error instanceof CodedError ? sayIfKnown(turn.locale, `error.${error.code}`, error.params) : null;
    if (wrong === null || !(error instanceof CodedError) || !asksAgain.has(error.code)) throw error;
    return ask(turn, before, field, question(field, before), wrong);
  }
}

/** Errors about the words themselves. */
const asksAgain: ReadonlySet<string> = new Set([
  'list.text',
  'list.noLaw',
  'list.day',
  'list.person',
  'list.persons',
  'list.idNumber',
]);

export function askPerson(turn: Turn, args: IntentArgs): Outcome {
  return ask(turn, args, 'person', 'lists.person.ask');
}

export async function send(deps: ListDeps, turn: Turn, args: IntentArgs): Promise<Outcome> {
  const draft: ListDraft = {
    list: (args.list ?? '') as ListKind,
    ground: listGrounds.find((one) => one === args.ground) ?? null,
    penalty: args.penalty ?? '',
    basis: args.basis ?? '',
    actOn: args.actOn ?? null,
    persons: personsIn(args) ?? [],
  };
  const { told, write } = await startListCase(deps, turn, args.code ?? '', draft);
  const { locale } = turn;
  const { id, name, approval, statementBy } = told;
  if (approval !== null)
    return {
      card: notice(locale, 'notice', 'lists.asked.title', 'lists.asked.text', { name, approval }),
      write,
    };
  const key = told.reached ? 'lists.started.text' : 'lists.started.paper';
  const params = { id, name, day: statementBy ?? '' };
  return {
    card: notice(locale, told.reached ? 'notice' : 'warning', 'lists.started.title', key, params),
    write,
  };
}
