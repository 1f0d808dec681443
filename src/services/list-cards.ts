import type { ActionSpec, CardChild, DraftCard, Field, Tone } from '../chat/card.ts';
import type { Locale } from '../chat/event.ts';
import { say, type WordKey } from '../chat/words/index.ts';
import type { IsoDate } from '../domain/ports.ts';
import type { ListCase } from '../store/list-cases.ts';

type Card = (locale: Locale) => DraftCard;
type Params = Readonly<Record<string, string | number>>;

export function caseFields(found: ListCase, locale: Locale): Field[] {
  const { uscc, name, list, ground, basis, authority, actOn, statementBy, statement } = found;
  const optional: [WordKey, string | null][] = [
    ['lists.basis', basis || null],
    ['lists.actOn', actOn],
    ['lists.statementBy', statementBy],
    ['lists.statement', statement],
  ];
  return [
    { label: say(locale, 'lists.enterprise'), value: name },
    { label: say(locale, 'credit.code'), value: uscc },
    { label: say(locale, 'lists.list'), value: say(locale, `list.${list}`) },
    { label: say(locale, basis === '' ? 'lists.reason' : 'lists.ground'), value: ground },
    ...optional.flatMap(([key, value]) => (value === null ? [] : [{ label: say(locale, key), value }])),
    { label: say(locale, 'lists.authority'), value: authority },
  ];
}

interface Told {
  title: WordKey;
  tone: Tone;
  text: WordKey;
  params?: Params;
  /** In place of the case's own. */
  fields?: readonly Field[];
  actions?: readonly ActionSpec[];
}

function told(
  found: ListCase,
  locale: Locale,
  { title, tone, text, params, fields, actions }: Told,
): DraftCard {
  const list = say(locale, `list.${found.list}`);
  const all = { id: found.id, name: found.name, list, ...params };
  const shown = fields ?? caseFields(found, locale);
  const children: CardChild<ActionSpec>[] = [
    ...(shown.length === 0 ? [] : [{ type: 'fields' as const, fields: shown }]),
    { type: 'text', text: say(locale, text, all) },
  ];
  if (actions && actions.length > 0) children.push({ type: 'actions', actions });
  return { title: say(locale, title, all), tone, children, source: null };
}

/** 拟列入告知, for the enterprise: what, why, by which law, and until when it may state its view. */
export function caseNoticed(found: ListCase, days: number): Card {
  return (locale) =>
    told(found, locale, {
      title: 'lists.noticed.title',
      tone: 'warning',
      text: 'lists.noticed.text',
      params: { days, day: found.statementBy ?? '' },
      actions: [
        {
          label: say(locale, 'lists.state.action'),
          style: 'primary',
          intent: 'lists.state',
          args: { id: String(found.id) },
        },
      ],
    });
}

/** What an official can do about a case that is not decided. */
export function caseActions({ id, statedAt, statementBy, state }: ListCase, locale: Locale): ActionSpec[] {
  const args = { id: String(id) };
  const proceed = {
    label: say(locale, state === 'asked' ? 'lists.proceed.again' : 'lists.proceed.action'),
    style: 'primary' as const,
    intent: 'lists.proceed',
    args,
  };
  const drop = { label: say(locale, 'lists.drop.action'), intent: 'lists.drop', args };
  return statedAt !== null || statementBy !== null || state === 'asked' ? [proceed, drop] : [drop];
}

/** For those who supervise: the enterprise has stated its view. */
export function caseStated(found: ListCase): Card {
  return (locale) =>
    told(found, locale, {
      title: 'lists.stated.title',
      tone: 'notice',
      text: 'lists.stated.text',
      actions: caseActions(found, locale),
    });
}

export function caseDropped(found: ListCase, reason: string): Card {
  return (locale) =>
    told(found, locale, {
      title: 'lists.dropped.title',
      tone: 'good',
      text: 'lists.dropped.text',
      params: { reason },
      fields: [],
    });
}

/** 列入决定, for the enterprise: with how to object, and when it can leave. */
export function caseEntered(
  found: ListCase,
  { number, removal, discredit }: { number: string; removal: IsoDate | null; discredit: boolean },
): Card {
  return (locale) => {
    const { enteredOn, untilOn } = found;
    const fields = [
      { label: say(locale, 'lists.number.label'), value: number },
      ...caseFields(found, locale),
      { label: say(locale, 'lists.enteredOn'), value: enteredOn ?? '' },
      { label: say(locale, 'lists.untilOn'), value: untilOn ?? say(locale, 'lists.untilOn.none') },
    ];
    const { title, text } = discredit
      ? ({
          title: 'lists.entered.title',
          text: removal === null ? 'lists.entered.text' : 'lists.entered.leave',
        } as const)
      : ({ title: 'lists.commended.title', text: 'lists.commended.text' } as const);
    const tone = discredit ? 'serious' : 'good';
    return told(found, locale, { title, tone, text, fields, params: { day: removal ?? '' } });
  };
}

export function caseRemoved(
  found: ListCase,
  { on, wrongly, reason }: { on: IsoDate; wrongly: boolean; reason: string },
): Card {
  return (locale) =>
    told(found, locale, {
      title: 'lists.removed.title',
      tone: 'notice',
      text: wrongly ? 'lists.removed.wrongly' : 'lists.removed.text',
      params: { day: on, reason },
      fields: [],
    });
}

/** The term for a statement is over. */
export function termOver(found: ListCase, to: 'enterprise' | 'official'): Card {
  return (locale) =>
    told(found, locale, {
      title: 'lists.term.title',
      tone: 'notice',
      text: `lists.term.${to}`,
      params: { day: found.statementBy ?? '' },
      actions: to === 'official' ? caseActions(found, locale) : [],
    });
}

export function caseEnding(found: ListCase, to: 'enterprise' | 'official'): Card {
  return (locale) =>
    told(found, locale, {
      title: 'lists.ending.title',
      tone: 'notice',
      text: `lists.ending.${to}`,
      params: { day: found.untilOn ?? '' },
      fields: [],
    });
}

export function caseEnded(found: ListCase, to: 'enterprise' | 'official'): Card {
  return (locale) =>
    told(found, locale, {
      title: 'lists.ended.title',
      tone: 'good',
      text: `lists.ended.${to}`,
      params: { day: found.untilOn ?? '' },
      fields: [],
    });
}
