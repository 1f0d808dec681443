import type { ActionSpec, DraftCard, Field, Tone } from '../chat/card.ts';
import type { Locale } from '../chat/event.ts';
import { say, sayIfKnown } from '../chat/words/index.ts';
import type { Policy } from '../domain/policy.ts';
import type { IsoDate } from '../domain/ports.ts';
import type { WarningBasis } from '../store/warnings.ts';

/** What a card about a warning says. */
export interface WarningShown {
  id: number;
  uscc: string;
  name: string;
  sample: boolean;
  kind: string;
  severity: string;
  rule: string;
  raisedOn: IsoDate;
  basis: WarningBasis;
  acknowledgeBy: IsoDate | null;
  handleBy: IsoDate | null;
}

export type WarningOccasion = 'raised' | 'escalated' | 'overdue' | 'one' | 'withdrawn';

const shown = 6;
const tones: Readonly<Record<string, Tone>> = { urgent: 'serious', high: 'warning', normal: 'notice' };

/** Why it was raised, in a sentence. */
export function warningReason(locale: Locale, { kind, basis }: Pick<WarningShown, 'kind' | 'basis'>): string {
  const said = Object.entries(basis.values).map(([name, value]) => [
    name,
    sayIfKnown(locale, `grade.${value}`) ?? value,
  ]);
  return sayIfKnown(locale, `warning.why.${kind}`, Object.fromEntries(said)) ?? kind;
}

export function warningFields(warning: WarningShown, policy: Policy, locale: Locale): Field[] {
  const rule = policy.rules.get(warning.rule);
  const term = (day: IsoDate | null): string => day ?? say(locale, 'warning.term.unknown');
  return [
    { label: say(locale, 'warning.enterprise'), value: warning.name },
    { label: say(locale, 'credit.code'), value: warning.uscc },
    { label: say(locale, 'warning.reason'), value: warningReason(locale, warning) },
    ...(rule
      ? [
          { label: say(locale, 'warning.clause'), value: rule.clause },
          ...(rule.origin === 'default'
            ? [
                {
                  label: say(locale, 'warning.rule'),
                  value: say(locale, 'warning.default', { title: rule.title[locale] }),
                },
              ]
            : [{ label: say(locale, 'warning.rule'), value: rule.title[locale] }]),
        ]
      : []),
    { label: say(locale, 'warning.raisedOn'), value: warning.raisedOn },
    { label: say(locale, 'warning.acknowledgeBy'), value: term(warning.acknowledgeBy) },
    { label: say(locale, 'warning.handleBy'), value: term(warning.handleBy) },
  ];
}

export function warningRecords({ basis }: Pick<WarningShown, 'basis'>, locale: Locale): string[] {
  const lines = basis.records
    .slice(0, shown)
    .map(({ number, authority, on }) => say(locale, 'warning.record', { number, authority, on }));
  const { length } = basis.records;
  return length > shown ? [...lines, say(locale, 'repair.more', { shown, count: length })] : lines;
}

/** Acknowledge, dealt with, false alarm; what cannot be done any more is left out. */
export function warningActions(id: number, acknowledged: boolean, locale: Locale): ActionSpec[] {
  const args = { id: String(id) };
  return [
    ...(acknowledged
      ? []
      : [
          {
            label: say(locale, 'warning.acknowledge'),
            style: 'primary' as const,
            intent: 'warning.acknowledge',
            args,
          },
        ]),
    { label: say(locale, 'warning.handled'), intent: 'warning.outcome', args: { ...args, state: 'handled' } },
    {
      label: say(locale, 'warning.falseAlarm'),
      intent: 'warning.outcome',
      args: { ...args, state: 'falseAlarm' },
    },
  ];
}

/** For a department: a warning, and what it may do about it. */
export function warningCard(
  warning: WarningShown,
  policy: Policy,
  occasion: WarningOccasion,
  acknowledged = false,
) {
  return (locale: Locale): DraftCard => {
    const records = warningRecords(warning, locale);
    const { id, name } = warning;
    return {
      title: say(locale, `warning.title.${occasion}`, { id, name }),
      tone: occasion === 'withdrawn' ? 'neutral' : (tones[warning.severity] ?? 'notice'),
      children: [
        ...(occasion === 'one' || occasion === 'raised'
          ? []
          : [{ type: 'text' as const, text: say(locale, `warning.text.${occasion}`) }]),
        { type: 'fields', fields: warningFields(warning, policy, locale) },
        ...(records.length > 0 ? [{ type: 'list' as const, ordered: false, items: records }] : []),
        ...(occasion === 'withdrawn'
          ? []
          : [{ type: 'actions' as const, actions: warningActions(id, acknowledged, locale) }]),
        ...(warning.sample ? [{ type: 'note' as const, text: say(locale, 'sample.mark') }] : []),
      ],
      source: null,
    };
  };
}

/** As a line of a digest. */
export function warningLine(warning: WarningShown, occasion: WarningOccasion) {
  return {
    group: 'warnings' as const,
    text: (locale: Locale): string =>
      say(locale, `warning.line.${occasion}`, {
        id: warning.id,
        name: warning.name,
        reason: warningReason(locale, warning),
        by: warning.acknowledgeBy ?? say(locale, 'warning.term.unknown'),
      }),
  };
}
