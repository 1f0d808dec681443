import { z } from 'zod';
import type { ActionSpec, DraftCard } from '../src/chat/card.ts';
import type { Command, IntentArgs, Outcome, Turn } from '../src/chat/command.ts';
import { defineDialog } from '../src/chat/dialog.ts';
import { notice } from '../src/chat/notice.ts';
import { say, sayIfKnown } from '../src/chat/words/index.ts';
import { roles } from '../src/domain/person.ts';
import { regionByCode } from '../src/domain/regions.ts';
import { findIdentifiers, type IdentifierReport, inspectIdentifier } from '../src/domain/uscc.ts';
import { type CreditDeps, lookUpCredit, lookUpPast } from '../src/services/credit.ts';
import { type FoundName, findByName } from '../src/services/find.ts';
import { creditCard } from './credit-card.ts';
import { askedDay } from './day-words.ts';
import { askedName } from './lookup-words.ts';

/** Candidates shown at the most: as many as can be told apart at a glance. */
const maxCandidates = 5;

/** Waits for the name after 「查询」 alone. */
export const lookupDialog = defineDialog({
  kind: 'lookup',
  version: 1,
  minutes: 10,
  state: z.strictObject({}),
  move: (_step, _state, text) => ({ next: null, effect: decideLookup(text) }),
});

function decideLookup(text: string): { intent: string; args: IntentArgs } {
  const past = askedDay(text);
  const words = past?.rest ?? text;
  const day = past ? { day: past.day } : {};
  const [identifier] = findIdentifiers(words);
  if (identifier) return { intent: 'lookup.code', args: { code: identifier, ...day } };
  const { name } = askedName(words);
  return { intent: 'lookup.name', args: { name: name === '' ? words : name, ...day } };
}

function parse(text: string): { intent: string; args: IntentArgs } | null {
  const past = askedDay(text);
  if (findIdentifiers(text).length > 0) return decideLookup(text);
  const { name, explicit } = askedName(past?.rest ?? text);
  if (past && name !== '') return decideLookup(text);
  if (explicit)
    return name === '' ? { intent: 'lookup.ask', args: {} } : { intent: 'lookup.name', args: { name } };
  // Words alone may be a name: looked for, and answered as not understood where nothing is like them.
  return name.length >= 2 ? { intent: 'lookup.guess', args: { name } } : null;
}

function ask(turn: Turn): Outcome {
  return {
    card: notice(turn.locale, 'neutral', 'lookup.ask.title', 'lookup.ask.text'),
    dialog: lookupDialog.open('name', {}),
  };
}

/** Words that may have been no name at all get a hint of what else can be said. */
function nothing(turn: Turn, guess = false): Outcome {
  const card = notice(turn.locale, 'notice', 'lookup.nothing.title', 'lookup.nothing.text');
  if (!guess) return { card };
  return {
    card: { ...card, children: [...card.children, { type: 'note', text: say(turn.locale, 'unknown.text') }] },
  };
}

async function show(deps: CreditDeps, turn: Turn, uscc: string, day?: string): Promise<Outcome> {
  const view =
    day === undefined ? await lookUpCredit(deps, turn, uscc) : await lookUpPast(deps, turn, uscc, day);
  return view ? { card: creditCard(view, turn.locale), subject: uscc } : nothing(turn);
}

/** What is wrong with a code, and, where folding look-alikes mends it, the mended code to choose; never taken by itself. */
function wrongCode(turn: Turn, report: IdentifierReport): Outcome {
  const { locale } = turn;
  if (report.kind === 'idNumber') {
    return { card: notice(locale, 'warning', 'lookup.idNumber.title', 'lookup.idNumber.text') };
  }
  if (report.kind === 'registeredNo' || report.kind === 'orgCode') {
    const kind = sayIfKnown(locale, `identifier.kind.${report.kind}`) ?? report.kind;
    return { card: notice(locale, 'notice', 'lookup.otherCode.title', 'lookup.otherCode.text', { kind }) };
  }
  const reason = sayIfKnown(locale, `identifier.reason.${report.reason ?? 'check'}`, {
    position: report.position ?? 18,
  });
  const children: DraftCard['children'] = [
    { type: 'fields', fields: [{ label: say(locale, 'credit.code'), value: report.normalized }] },
    { type: 'text', text: reason ?? '' },
  ];
  const suggestion: DraftCard['children'] =
    report.suggestion === null
      ? []
      : [
          { type: 'text', text: say(locale, 'lookup.badCode.suggestion', { code: report.suggestion }) },
          {
            type: 'actions',
            actions: [
              {
                label: say(locale, 'lookup.badCode.use', { code: report.suggestion }),
                intent: 'lookup.code',
                args: { code: report.suggestion },
              },
            ],
          },
        ];
  return {
    card: {
      title: say(locale, 'lookup.badCode.title'),
      tone: 'error',
      once: true,
      children: [...children, ...suggestion],
      source: null,
    },
  };
}

async function byCode(deps: CreditDeps, turn: Turn, args: IntentArgs): Promise<Outcome> {
  const report = inspectIdentifier(args.code ?? '');
  return report.valid && report.kind === 'uscc'
    ? show(deps, turn, report.normalized, args.day)
    : wrongCode(turn, report);
}

function candidateAction(turn: Turn, found: FoundName, day: IntentArgs): ActionSpec {
  const { locale } = turn;
  const place = found.regionCode === null ? null : regionByCode(found.regionCode);
  const params = {
    name: found.currentName,
    former: found.name,
    region: place?.fullName ?? say(locale, 'value.unknown'),
    tail: found.uscc.slice(-4),
  };
  const key = found.former ? 'lookup.candidate.former' : 'lookup.candidate';
  return { label: say(locale, key, params), intent: 'lookup.code', args: { code: found.uscc, ...day } };
}

async function byName(deps: CreditDeps, turn: Turn, args: IntentArgs, guess: boolean): Promise<Outcome> {
  const { locale } = turn;
  const hits = await findByName(deps.database, turn, args.name ?? '', maxCandidates);
  const [first] = hits;
  if (!first) return nothing(turn, guess);
  const day: IntentArgs = args.day === undefined ? {} : { day: args.day };
  if (first.sure) return show(deps, turn, first.uscc, args.day);
  return {
    card: {
      title: say(locale, 'lookup.candidates.title', { count: hits.length }),
      tone: 'neutral',
      once: true,
      children: [
        { type: 'actions', actions: hits.map((hit) => candidateAction(turn, hit, day)) },
        { type: 'note', text: say(locale, 'lookup.candidates.note') },
      ],
      source: null,
    },
  };
}

/** 查询: an enterprise's credit by code, name, part of a name, abbreviation, pinyin or old name. */
export function lookupCommand(deps: CreditDeps): Command {
  return {
    id: 'lookup',
    roles,
    usage: 'command.lookup.usage',
    summary: 'command.lookup.summary',
    parse,
    wantsArgument: (text) => parse(text)?.intent === 'lookup.ask',
    intents: {
      'lookup.ask': ask,
      'lookup.code': (turn, args) => byCode(deps, turn, args),
      'lookup.name': (turn, args) => byName(deps, turn, args, false),
      'lookup.guess': (turn, args) => byName(deps, turn, args, true),
    },
  };
}
