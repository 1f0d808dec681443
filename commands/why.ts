import type { ActionSpec, CardChild, DraftCard } from '../src/chat/card.ts';
import type { Command, Outcome, Turn } from '../src/chat/command.ts';
import type { Locale } from '../src/chat/event.ts';
import { notice } from '../src/chat/notice.ts';
import { say } from '../src/chat/words/index.ts';
import type { CreditRecord } from '../src/domain/credit.ts';
import type { BasisEntry } from '../src/domain/grading.ts';
import { roles } from '../src/domain/person.ts';
import { findIdentifiers, inspectIdentifier } from '../src/domain/uscc.ts';
import { type CreditDeps, type CreditView, lookUpCredit, lookUpPast } from '../src/services/credit.ts';
import { classText, classTones, creditNotes, creditSource } from './credit-card.ts';
import { askedDay } from './day-words.ts';

type Child = CardChild<ActionSpec>;

/** What a record is called in one phrase: its kind (or list, or dimension) and its number. */
function recordName(record: CreditRecord, locale: Locale): string {
  switch (record.kind) {
    case 'list':
      return `${say(locale, `list.${record.details.list}`)} ${record.number}`;
    case 'evaluation':
      return `${say(locale, `dimension.${record.details.dimension}`)} ${record.number}`;
    default:
      return `${say(locale, `kind.${record.kind}`)} ${record.number}`;
  }
}

/** What a record says, as far as the class depends on it. */
function recordSubstance(record: CreditRecord, locale: Locale): string[] {
  switch (record.kind) {
    case 'penalty':
      return [
        record.details.penaltyKinds
          .map((kind) => say(locale, `penalty.${kind}`))
          .join(say(locale, 'list.join')),
      ];
    case 'commitment':
      return [say(locale, `fulfilment.${record.details.fulfilment}`)];
    case 'evaluation':
      return record.details.grade === null ? [] : [say(locale, `grade.${record.details.grade}`)];
    default:
      return [];
  }
}

function recordLine(view: CreditView, entry: BasisEntry, id: string, locale: Locale): string[] {
  const shown = view.records.get(id);
  if (!shown) return [];
  const { record, tier } = shown;
  const parts = [
    recordName(record, locale),
    record.authority,
    say(locale, 'why.decided', { date: record.decidedOn }),
    ...recordSubstance(record, locale),
    ...(tier === null ? [] : [say(locale, `tier.${tier}`)]),
    ...entry.notes.filter((note) => note.record === id).map((note) => say(locale, `note.${note.code}`)),
  ];
  return [parts.join(say(locale, 'part.join'))];
}

/** One rule that matched: its words and clause, the time it holds, the records behind it. */
function entryChildren(view: CreditView, entry: BasisEntry, locale: Locale): Child[] {
  const title = say(locale, 'why.rule', {
    title: view.policy.rules.get(entry.rule)?.title[locale] ?? entry.rule,
    clause: entry.clause,
    origin: say(locale, `origin.${entry.origin}`),
  });
  const period = say(locale, entry.to === null ? 'why.period.open' : 'why.period', {
    from: entry.from,
    to: entry.to ?? '',
  });
  const items = entry.records.flatMap((id) => recordLine(view, entry, id, locale));
  return [
    { type: 'text', text: `${title}${say(locale, 'part.join')}${period}` },
    ...(items.length === 0 ? [] : [{ type: 'list' as const, ordered: false, items }]),
  ];
}

function scoreFields(view: CreditView, locale: Locale): Child[] {
  const { score } = view.grading;
  // Evaluations are not public: their sum would tell them.
  if (!view.whole || score === null) return [];
  const parts = score.parts.map((part) =>
    say(locale, 'why.score.part', {
      dimension: say(locale, `dimension.${part.dimension}`),
      score: part.value,
      weight: Math.round(part.weight * 100),
    }),
  );
  const missing = score.missing
    .map((dimension) => say(locale, `dimension.${dimension}`))
    .join(say(locale, 'list.join'));
  if (missing !== '') parts.push(say(locale, 'why.score.missing', { dimensions: missing }));
  const value = say(locale, 'why.score.value', {
    score: score.value,
    parts: parts.join(say(locale, 'clause.join')),
  });
  return [{ type: 'fields', fields: [{ label: say(locale, 'why.score'), value }] }];
}

function ignoredChildren(view: CreditView, locale: Locale): Child[] {
  const items = view.grading.ignored.flatMap(({ record: id, reason }) => {
    const shown = view.records.get(id);
    if (!shown) return [];
    return [
      say(locale, 'why.ignored.item', {
        record: recordName(shown.record, locale),
        reason: say(locale, `ignored.${reason}`),
      }),
    ];
  });
  if (items.length === 0) return [];
  return [
    { type: 'text', text: say(locale, 'why.ignored') },
    { type: 'list', ordered: false, items },
  ];
}

function whyCard(view: CreditView, locale: Locale): DraftCard {
  const { grading, enterprise } = view;
  const hidden = view.basis.length < grading.basis.length;
  const noted = view.whole ? grading.noted : [];
  const children: Child[] = [
    ...view.basis.flatMap((entry) => entryChildren(view, entry, locale)),
    ...(hidden ? [{ type: 'note' as const, text: say(locale, 'why.hidden') }] : []),
    ...(noted.length === 0 ? [] : [{ type: 'text' as const, text: say(locale, 'why.noted') }]),
    ...noted.flatMap((entry) => entryChildren(view, entry, locale)),
    ...ignoredChildren(view, locale),
    ...scoreFields(view, locale),
  ];
  if (grading.provisional) {
    const reasons = grading.provisionalReasons.map((reason) => say(locale, `provisional.${reason}`));
    children.push({
      type: 'note',
      text: say(locale, 'why.provisional', { reasons: reasons.join(say(locale, 'list.join')) }),
    });
  }
  if (view.past === null) children.push({ type: 'note', text: say(locale, 'why.object') });
  children.push(...creditNotes(view, locale));
  return {
    title: say(locale, 'why.title', { name: enterprise.name, class: classText(view, locale) }),
    tone: classTones[grading.creditClass],
    children,
    source: creditSource(view, locale),
  };
}

/** 为什么, with whatever people put around it; a code in the sentence names another enterprise than the last. */
function parse(text: string): { intent: string; args: Record<string, string> } | null {
  if (
    !/^(?:请问)?(?:它|这家|该|这个)?(?:企业|公司)?(?:为什么|为啥|为何|凭什么|依据|理由|why\b)/i.test(text) &&
    !/(?:为什么|为啥|凭什么|有什么依据|依据是什么)/.test(text)
  ) {
    return null;
  }
  const past = askedDay(text);
  const day: Record<string, string> = past ? { day: past.day } : {};
  const [identifier] = findIdentifiers(past?.rest ?? text);
  return identifier
    ? { intent: 'why.code', args: { code: identifier, ...day } }
    : { intent: 'why.subject', args: day };
}

async function explain(deps: CreditDeps, turn: Turn, code: string | null, day?: string): Promise<Outcome> {
  const { locale } = turn;
  if (code === null) return { card: notice(locale, 'notice', 'why.noSubject.title', 'why.noSubject.text') };
  const uscc = inspectIdentifier(code).normalized;
  const view =
    day === undefined ? await lookUpCredit(deps, turn, uscc) : await lookUpPast(deps, turn, uscc, day);
  if (!view) return { card: notice(locale, 'notice', 'lookup.nothing.title', 'lookup.nothing.text') };
  return { card: whyCard(view, locale), subject: uscc };
}

/** 为什么: the rules, clauses, records and dates behind the class. */
export function whyCommand(deps: CreditDeps): Command {
  return {
    id: 'why',
    roles,
    usage: 'command.why.usage',
    summary: 'command.why.summary',
    parse,
    intents: {
      'why.subject': (turn, args) => explain(deps, turn, turn.subject, args.day),
      'why.code': (turn, args) => explain(deps, turn, args.code ?? null, args.day),
    },
  };
}
