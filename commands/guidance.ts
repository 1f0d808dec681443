import type { ActionSpec, CardChild } from '../src/chat/card.ts';
import type { Command, IntentArgs, Outcome, Turn } from '../src/chat/command.ts';
import { notice } from '../src/chat/notice.ts';
import { say } from '../src/chat/words/index.ts';
import { rights } from '../src/domain/rights.ts';
import { exemptionFields, settleActions } from '../src/services/exemption-cards.ts';
import { type Exemption, exemptionsFor, openExemption } from '../src/services/exemption-follow-up.ts';
import type { ExemptionDeps } from '../src/services/exemptions.ts';
import { acknowledgeSoft } from '../src/services/soft-guidance.ts';
import { parseExemption } from './exemption-words.ts';
import { whichEnterprise } from './which.ts';

/** As many as can be told apart and answered by number. */
const shown = 7;

function stateText({ state, correctBy, correctedOn }: Exemption, locale: Turn['locale']): string {
  return say(locale, `exemption.state.${state}`, { day: correctedOn ?? correctBy ?? '' });
}

async function list(deps: ExemptionDeps, turn: Turn, args: IntentArgs): Promise<Outcome> {
  const { locale } = turn;
  const words = args.code ?? args.words ?? '';
  let uscc: string | null = null;
  if (words !== '') {
    const which = await whichEnterprise(deps, turn, words, 'exemption.list');
    if ('outcome' in which) return which.outcome;
    uscc = which.uscc;
  }
  const found = await exemptionsFor(deps, turn, uscc);
  if (found.length === 0)
    return { card: notice(locale, 'neutral', 'exemption.records.title', 'exemption.records.none') };
  const items = found.map((one) =>
    say(locale, 'exemption.record', {
      id: one.id,
      name: one.name,
      act: one.act,
      on: one.actOn,
      state: stateText(one, locale),
    }),
  );
  const actions = found.slice(0, shown).map(({ id }) => ({
    label: say(locale, 'exemption.settle.id', { id }),
    intent: 'exemption.one',
    args: { id: String(id) },
  }));
  const children: CardChild<ActionSpec>[] = [
    { type: 'list', ordered: false, items },
    { type: 'actions', actions },
  ];
  return {
    card: { title: say(locale, 'exemption.records.title'), tone: 'neutral', children, source: null },
  };
}

async function one(deps: ExemptionDeps, turn: Turn, args: IntentArgs): Promise<Outcome> {
  const { locale, person } = turn;
  const found = await openExemption(deps, turn, Number(args.id));
  const fields = [
    ...exemptionFields(found, locale),
    { label: say(locale, 'exemption.state'), value: stateText(found, locale) },
  ];
  const children: CardChild<ActionSpec>[] = [{ type: 'fields', fields }];
  if (found.state === 'open' && person.role !== 'enterprise') children.push(settleActions(found, locale));
  return {
    card: {
      title: say(locale, 'exemption.one.title', { id: found.id }),
      tone: 'neutral',
      children,
      source: null,
    },
    subject: found.uscc,
  };
}

/** 已知悉: the answer to a 行政提示 or 行政建议. */
async function seen(deps: ExemptionDeps, turn: Turn, args: IntentArgs): Promise<Outcome> {
  const { by = '', id = '' } = args;
  const kind = args.kind === 'prompt' ? 'prompt' : 'advice';
  const { write } = await acknowledgeSoft(deps, turn, { kind, by, id });
  return { card: notice(turn.locale, 'good', 'soft.seen.title', 'soft.seen.text'), write };
}

/** 指导记录: what was left at guidance, for staff and for the enterprise itself. */
export function guidanceCommand(deps: ExemptionDeps): Command {
  return {
    id: 'guidance',
    roles: rights['exemption.list'],
    usage: 'command.guidance.usage',
    summary: 'command.guidance.summary',
    parse(text, said) {
      const decided = parseExemption(text, said);
      return decided?.intent === 'exemption.list' || decided?.intent === 'exemption.one' ? decided : null;
    },
    intents: {
      'exemption.list': (turn, args) => list(deps, turn, args),
      'exemption.one': (turn, args) => one(deps, turn, args),
      'soft.seen': (turn, args) => seen(deps, turn, args),
    },
  };
}
