import type { ActionSpec, CardChild, DraftCard, Field } from '../src/chat/card.ts';
import type { Command, Decided, IntentArgs, Outcome, Turn } from '../src/chat/command.ts';
import type { Locale } from '../src/chat/event.ts';
import { notice } from '../src/chat/notice.ts';
import { say } from '../src/chat/words/index.ts';
import { type Measure, type Principle, type Scene, scenes } from '../src/domain/measures.ts';
import { rights } from '../src/domain/rights.ts';
import type { CreditDeps } from '../src/services/credit.ts';
import {
  type GreenView,
  lookUpGreenLight,
  lookUpMeasures,
  type MeasureView,
} from '../src/services/measures.ts';
import { classText, classTones, creditNotes } from './credit-card.ts';
import { askedDay } from './day-words.ts';
import { sceneOf } from './scene-words.ts';
import { specialAreasText } from './special-areas-text.ts';
import { whichEnterprise } from './which.ts';

type Child = CardChild<ActionSpec>;

const asked = /^(?:查询?|看看?)?\s*(?:差异化)?(?:监管)?措施\s*(.*)$|^\/?measures?\b\s*(.*)$/is;
const sentence =
  /^(?:对|针对)?(.*?)(?:可以?|能够?|应当|应该|该)?采取(?:哪些|什么|啥|何种)(?:差异化)?(?:监管)?(?:措施|手段)\s*(.*)$/s;
const whom = /^(?:这家|该|此|这个)(?:企业|公司|单位)?$/;
const green = /^(?:守信)?绿灯\s*(.*)$|^\/?green ?light\b\s*(.*)$/is;
const accepted = /(?:受理(?:日期?|时间)?|accepted(?: on)?)\s*[:：为是]?\s*/gi;

function parse(text: string): Decided | null {
  const light = green.exec(text);
  if (light) return { intent: 'measures.green', args: { words: light[1] ?? light[2] ?? '' } };
  const plain = asked.exec(text);
  const long = plain ? null : sentence.exec(text);
  if (!plain && !long) return null;
  const said = plain ? (plain[1] ?? plain[2] ?? '') : `${long?.[1] ?? ''} ${long?.[2] ?? ''}`;
  const past = askedDay(said);
  const rest = (past?.rest ?? said).replace(accepted, ' ').trim();
  const { scene, words } = sceneOf(rest);
  return {
    intent: 'measures',
    args: {
      words: whom.test(words) ? '' : words,
      ...(scene === null ? {} : { scene }),
      ...(past ? { day: past.day } : {}),
    },
  };
}

/** The clause, with the plan by its short name; a default of ours says so. */
function basisText({ clause, origin }: Pick<Principle, 'clause' | 'origin'>, locale: Locale): string {
  const short = clause.replaceAll(say('zh', 'measures.plan.full'), say(locale, 'measures.plan.short'));
  return origin === 'default' ? say(locale, 'measures.basis.default', { clause: short }) : short;
}

function lineOf(measure: Measure, locale: Locale): string {
  const { obligation, title, check } = measure;
  return say(locale, check ? 'measures.line.check' : 'measures.line', {
    obligation: say(locale, `obligation.${obligation}`),
    title: title[locale],
    basis: basisText(measure, locale),
    check: check?.[locale] ?? '',
  });
}

function principle(one: Principle, locale: Locale): Child {
  const text = say(locale, 'measures.principle', {
    title: one.title[locale],
    basis: basisText(one, locale),
  });
  return { type: 'note', text };
}

/** What the measures rest on. */
function fields({ credit, standing, accepted: fixed, day }: MeasureView, locale: Locale): Field[] {
  const { creditClass } = credit.grading;
  const areas = specialAreasText(standing.areas, (id) => credit.records.get(id)?.record, locale);
  const lists = standing.lists.map((list) => say(locale, `list.${list}`)).join(say(locale, 'list.join'));
  return [
    {
      label: fixed ? say(locale, 'measures.class.accepted', { day }) : say(locale, 'measures.class'),
      value: classText(credit, locale),
      tone: classTones[creditClass],
    },
    ...(fixed && fixed.today !== creditClass
      ? [{ label: say(locale, 'measures.class.today'), value: say(locale, `class.${fixed.today}`) }]
      : []),
    { label: say(locale, 'measures.areas'), value: areas ?? say(locale, 'value.none') },
    { label: say(locale, 'measures.lists'), value: lists || say(locale, 'value.none') },
    ...(standing.flags.has('inclusivePeriod')
      ? [{ label: say(locale, 'measures.inclusive'), value: say(locale, 'measures.inclusive.yes') }]
      : []),
  ];
}

/** A heading and a list for each scene that has something. */
function byScene(measures: readonly Measure[], locale: Locale): Child[] {
  return scenes.flatMap((scene): Child[] => {
    const own = measures.filter((one) => one.scene === scene);
    if (own.length === 0) return [];
    return [
      { type: 'text', text: say(locale, `scene.${scene}`) },
      { type: 'list', ordered: false, items: own.map((one) => lineOf(one, locale)) },
    ];
  });
}

function measuresCard(view: MeasureView, locale: Locale): DraftCard {
  const { credit, list, measures, scene, accepted: fixed } = view;
  const { name, uscc } = credit.enterprise;
  const title =
    scene !== null
      ? say(locale, 'measures.title.scene', { name, scene: say(locale, `scene.${scene}`) })
      : say(locale, credit.standing === 'own' ? 'measures.title.own' : 'measures.title', { name });
  return {
    title,
    tone: classTones[credit.grading.creditClass],
    children: [
      { type: 'fields', fields: fields(view, locale) },
      ...(measures.length === 0
        ? [{ type: 'text' as const, text: say(locale, 'measures.none') }]
        : byScene(measures, locale)),
      ...(fixed ? [principle(list.acceptanceDay, locale)] : []),
      ...(credit.grading.creditClass !== 'TRUSTWORTHY' ? [principle(list.lawOnly, locale)] : []),
      { type: 'note', text: say(locale, 'measures.plan.note') },
      ...creditNotes(credit, locale),
      {
        type: 'actions',
        actions: [
          { label: say(locale, 'measures.green.action'), intent: 'measures.green', args: { code: uscc } },
          { label: say(locale, 'measures.lists.action'), intent: 'lists.of', args: { code: uscc } },
        ],
      },
    ],
    source: say(locale, 'measures.source', { asOf: view.day }),
  };
}

function greenText({ light, credit }: GreenView, locale: Locale): string {
  if (light.level !== null) return say(locale, `green.${light.level}`);
  const { grading, enterprise } = credit;
  const reasons = light.refused.map((reason) =>
    say(locale, `green.refusal.${reason}`, {
      class: say(locale, `class.${grading.creditClass}`),
      status: enterprise.registrationStatus ?? '',
    }),
  );
  return say(locale, 'green.refused', { reasons: reasons.join(say(locale, 'clause.join')) });
}

function greenCard(view: GreenView, locale: Locale): DraftCard {
  const { credit, light, list, standing } = view;
  const { name } = credit.enterprise;
  const discredit = light.refused?.includes('discredit') ?? false;
  return {
    title: say(locale, 'green.title', { name }),
    tone: light.level === null ? classTones[credit.grading.creditClass] : 'good',
    children: [
      { type: 'fields', fields: fields(view, locale) },
      { type: 'text', text: greenText(view, locale) },
      ...(discredit ? [{ type: 'text' as const, text: say(locale, 'green.refused.repair') }] : []),
      ...byScene(view.conveniences, locale),
      ...(light.level !== null && standing.flags.has('specialArea')
        ? [{ type: 'note' as const, text: say(locale, 'green.special') }]
        : []),
      principle(list.greenLight, locale),
      ...creditNotes(credit, locale),
    ],
    source: say(locale, 'measures.source', { asOf: view.day }),
  };
}

async function show(deps: CreditDeps, turn: Turn, args: IntentArgs): Promise<Outcome> {
  const { locale } = turn;
  const { scene, day } = args;
  const kept: IntentArgs = { ...(scene ? { scene } : {}), ...(day ? { day } : {}) };
  const which = await whichEnterprise(deps, turn, args.code ?? args.words ?? '', 'measures', kept);
  if ('outcome' in which) return which.outcome;
  const wanted = { scene: scenes.find((one): one is Scene => one === scene) ?? null, day: day ?? null };
  const view = await lookUpMeasures(deps, turn, which.uscc, wanted);
  if (!view) return { card: notice(locale, 'notice', 'lookup.nothing.title', 'lookup.nothing.text') };
  return { card: measuresCard(view, locale), subject: which.uscc };
}

async function light(deps: CreditDeps, turn: Turn, args: IntentArgs): Promise<Outcome> {
  const { locale } = turn;
  const which = await whichEnterprise(deps, turn, args.code ?? args.words ?? '', 'measures.green');
  if ('outcome' in which) return which.outcome;
  const view = await lookUpGreenLight(deps, turn, which.uscc);
  if (!view) return { card: notice(locale, 'notice', 'lookup.nothing.title', 'lookup.nothing.text') };
  return { card: greenCard(view, locale), subject: which.uscc };
}

/** 措施, 绿灯: what an enterprise's class means, scene by scene. */
export function measuresCommand(deps: CreditDeps): Command {
  return {
    id: 'measures',
    roles: rights['measure.view'],
    usage: 'command.measures.usage',
    summary: 'command.measures.summary',
    parse,
    intents: {
      measures: (turn, args) => show(deps, turn, args),
      'measures.green': (turn, args) => light(deps, turn, args),
    },
  };
}
