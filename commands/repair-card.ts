import type { ActionSpec, CardChild, DraftCard, Field } from '../src/chat/card.ts';
import type { Locale } from '../src/chat/event.ts';
import { say } from '../src/chat/words/index.ts';
import type { CreditRecord } from '../src/domain/credit.ts';
import type { Policy } from '../src/domain/policy.ts';
import type { Repair } from '../src/domain/repair.ts';
import type { RepairView, WhatIfView } from '../src/services/credit.ts';
import { classTones } from './credit-card.ts';

type Child = CardChild<ActionSpec>;

/** As many as can be read on a telephone, and answered by number. */
const shown = 5;
const over: ReadonlySet<string> = new Set(['ended', 'repaired', 'void']);

function kindOf(record: CreditRecord, locale: Locale): string {
  return record.kind === 'list'
    ? say(locale, `list.${record.details.list}`)
    : say(locale, `kind.${record.kind}`);
}

function latestText(
  { latest, endsOnlyIfCorrected }: Repair,
  { publicityUntil }: CreditRecord,
  locale: Locale,
): string {
  if (latest === null) return say(locale, 'repair.latest.open');
  if (publicityUntil !== null) return say(locale, 'repair.latest.reported', { day: latest });
  return say(locale, endsOnlyIfCorrected ? 'repair.latest.corrected' : 'repair.latest.itself', {
    day: latest,
  });
}

function missingText({ missing }: Repair, locale: Locale): string {
  if (missing.length === 0) return say(locale, 'repair.missing.none');
  return missing.map((one) => say(locale, `repair.missing.${one}`)).join(say(locale, 'list.join'));
}

/** Rules by their titles, each with its clause. */
function rulesText(ids: readonly string[], policy: Policy, locale: Locale): string {
  return ids
    .flatMap((id) => {
      const rule = policy.rules.get(id);
      return rule
        ? [
            say(locale, 'why.rule', {
              title: rule.title[locale],
              clause: rule.clause,
              origin: say(locale, `origin.${rule.origin}`),
            }),
          ]
        : [];
    })
    .join(say(locale, 'clause.join'));
}

function fields(repair: Repair, record: CreditRecord, policy: Policy, locale: Locale): Field[] {
  const { state, earliest } = repair;
  const applies = state === 'notYet' || state === 'open';
  const ready = state === 'open' && repair.missing.length === 0;
  return [
    {
      label: say(locale, 'repair.state'),
      value: say(locale, state === 'open' && !ready ? 'repair.state.lacking' : `repair.state.${state}`),
      ...(ready ? { tone: 'good' as const } : {}),
    },
    ...(applies && earliest !== null ? [{ label: say(locale, 'repair.earliest'), value: earliest }] : []),
    ...(state === 'elsewhere'
      ? []
      : [{ label: say(locale, 'repair.latest'), value: latestText(repair, record, locale) }]),
    ...(applies ? [{ label: say(locale, 'repair.missing'), value: missingText(repair, locale) }] : []),
    ...(repair.rules.length === 0
      ? []
      : [{ label: say(locale, 'repair.rules'), value: rulesText(repair.rules, policy, locale) }]),
  ];
}

function recordChildren(
  { repair, record }: RepairView['repairs'][number],
  n: number,
  policy: Policy,
  locale: Locale,
): Child[] {
  const tier =
    repair.tier === null
      ? ''
      : say(locale, 'repair.record.tier', { tier: say(locale, `tier.${repair.tier}`) });
  const params = {
    kind: kindOf(record, locale),
    number: record.number,
    authority: record.authority,
    date: record.decidedOn,
    tier,
  };
  return [
    { type: 'text', text: `${n}. ${say(locale, 'repair.record', params)}` },
    { type: 'fields', fields: fields(repair, record, policy, locale) },
  ];
}

/** The records that can still be spoken of, in the order in which they are numbered. */
export function listedRepairs({ repairs }: RepairView): RepairView['repairs'] {
  return repairs.filter(({ repair }) => !over.has(repair.state));
}

/** The answer to 修复. */
export function repairCard(view: RepairView, locale: Locale): DraftCard {
  const { enterprise, policy, standing } = view;
  const live = listedRepairs(view);
  const first = live.slice(0, shown);
  const ended = view.repairs.length - live.length;
  const asks = standing === 'own' || standing === 'jurisdiction';
  const canAsk = first.filter(({ repair }) => repair.state === 'open' || repair.state === 'notYet');
  const code = enterprise.uscc;
  const actions = canAsk.map(({ repair }) => ({
    label: say(locale, 'repair.whatIf', { n: first.findIndex((one) => one.repair === repair) + 1 }),
    intent: 'repair.whatIf',
    args: { code, records: repair.record },
  }));
  const all = { label: say(locale, 'repair.whatIf.all'), intent: 'repair.whatIf', args: { code } };
  return {
    title: say(locale, 'repair.title', { name: enterprise.name }),
    tone: 'neutral',
    children: [
      ...(live.length === 0 ? [{ type: 'text' as const, text: say(locale, 'repair.none') }] : []),
      ...first.flatMap((one, index) => recordChildren(one, index + 1, policy, locale)),
      ...(live.length > shown
        ? [{ type: 'note' as const, text: say(locale, 'repair.more', { shown, count: live.length }) }]
        : []),
      ...(ended > 0 ? [{ type: 'note' as const, text: say(locale, 'repair.ended', { count: ended }) }] : []),
      ...(canAsk.length > 0 ? [{ type: 'note' as const, text: say(locale, 'repair.how') }] : []),
      ...(asks && canAsk.length > 0
        ? [{ type: 'actions' as const, actions: canAsk.length > 1 ? [...actions, all] : actions }]
        : []),
      ...(enterprise.sample ? [{ type: 'note' as const, text: say(locale, 'sample.mark') }] : []),
    ],
    source: say(locale, 'credit.source', { asOf: view.asOf, policy: policy.title[locale] }),
  };
}

/** The answer to 修复后的等级. */
export function whatIfCard(view: WhatIfView, locale: Locale): DraftCard {
  const { enterprise, now, whatIf, policy } = view;
  const { grading, chosen, on, without, beyond } = whatIf;
  const name = enterprise.name;
  const possible = chosen.filter(({ record }) => !beyond.includes(record));
  const then = grading.creditClass;
  const lacking = possible.filter(({ missing }) => missing.length > 0);
  const stuck = chosen.filter(({ record }) => beyond.includes(record)).map(({ decisionNo }) => decisionNo);
  const children: Child[] = [
    {
      type: 'fields',
      fields: [
        { label: say(locale, 'whatIf.now'), value: say(locale, `class.${now}`), tone: classTones[now] },
        { label: say(locale, 'whatIf.then'), value: say(locale, `class.${then}`), tone: classTones[then] },
        { label: say(locale, 'whatIf.on'), value: on },
      ],
    },
    { type: 'text', text: say(locale, then === now ? 'whatIf.same' : 'whatIf.reasons') },
    {
      type: 'list',
      ordered: false,
      items: grading.basis.map(({ rule }) => rulesText([rule], policy, locale)),
    },
    ...(without === then && then !== now
      ? [
          {
            type: 'note' as const,
            text: say(locale, 'whatIf.itself', { class: say(locale, `class.${without}`) }),
          },
        ]
      : []),
    ...(lacking.length === 0
      ? []
      : [
          { type: 'text' as const, text: say(locale, 'whatIf.missing') },
          {
            type: 'list' as const,
            ordered: false,
            items: lacking.map((repair) =>
              say(locale, 'whatIf.missing.item', {
                number: repair.decisionNo,
                missing: missingText(repair, locale),
              }),
            ),
          },
        ]),
    ...(stuck.length === 0
      ? []
      : [
          {
            type: 'note' as const,
            text: say(locale, 'whatIf.beyond', { records: stuck.join(say(locale, 'list.join')) }),
          },
        ]),
    { type: 'note', text: say(locale, 'whatIf.note') },
    ...(enterprise.sample ? [{ type: 'note' as const, text: say(locale, 'sample.mark') }] : []),
  ];
  return {
    title: say(locale, 'whatIf.title', { name }),
    tone: possible.length === 0 ? 'neutral' : classTones[then],
    children: possible.length === 0 ? [{ type: 'text', text: say(locale, 'whatIf.nothing') }] : children,
    source: say(locale, 'credit.source', { asOf: grading.asOf, policy: policy.title[locale] }),
  };
}
