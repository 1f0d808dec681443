import type { ActionSpec, CardChild, DraftCard, Field, Tone } from '../src/chat/card.ts';
import type { Locale } from '../src/chat/event.ts';
import { say } from '../src/chat/words/index.ts';
import { type CreditClass, complaintOutcomes, type ListKind } from '../src/domain/credit.ts';
import { regionByCode } from '../src/domain/regions.ts';
import { specialAreasOf } from '../src/domain/special-areas.ts';
import type { CreditView } from '../src/services/credit.ts';
import { specialAreasText } from './special-areas-text.ts';

export const classTones: Record<CreditClass, Tone> = {
  TRUSTWORTHY: 'good',
  MINOR_DISCREDIT: 'notice',
  GENERAL_DISCREDIT: 'warning',
  SERIOUS_DISCREDIT: 'serious',
};

const commendations: ReadonlySet<ListKind> = new Set(['incentive', 'honestModel']);

/** The class as it is shown, with 暂定 where it is provisional. */
export function classText(view: CreditView, locale: Locale): string {
  const name = say(locale, `class.${view.grading.creditClass}`);
  return view.grading.provisional ? say(locale, 'credit.class.provisional', { class: name }) : name;
}

/** Where the answer comes from and as of when. */
export function creditSource(view: CreditView, locale: Locale): string {
  const key = view.past ? 'past.source' : 'credit.source';
  return say(locale, key, { asOf: view.grading.asOf, policy: view.policy.title[locale] });
}

/** 示例数据 and missing registration are said on every card that shows an enterprise. */
export function creditNotes(view: CreditView, locale: Locale): CardChild<ActionSpec>[] {
  const notes: CardChild<ActionSpec>[] = [];
  if (view.standing === 'outside') notes.push({ type: 'note', text: say(locale, 'credit.outside') });
  if (view.standing === 'jurisdiction' && !view.whole)
    notes.push({ type: 'note', text: say(locale, 'credit.partly') });
  if (!view.enterprise.registered) notes.push({ type: 'note', text: say(locale, 'credit.unregistered') });
  if (view.past) {
    const { recorded } = view.past;
    const known = recorded === null ? 'past.unrecorded' : 'past.recorded';
    const params = {
      day: view.grading.asOf,
      class: recorded === null ? '' : say(locale, `class.${recorded}`),
    };
    notes.push(
      { type: 'note', text: say(locale, 'past.note', params) },
      { type: 'note', text: say(locale, known, params) },
    );
  }
  if (view.override && (view.standing === 'own' || view.standing === 'jurisdiction')) {
    const { reason, setBy, agreedBy, to } = view.override;
    // Who it was is for those who supervise; an enterprise is told the reason.
    const text =
      view.standing === 'own'
        ? say(locale, 'override.note.own', { reason, to })
        : say(locale, 'override.note', { reason, setBy, agreedBy, to });
    notes.push({ type: 'note', text });
  }
  if (view.enterprise.sample) notes.push({ type: 'note', text: say(locale, 'sample.mark') });
  return notes;
}

/** Ids of the discredit records that count today and that this person may see. */
function countedRecords(view: CreditView): Set<string> {
  const ids = [...view.grading.basis, ...view.grading.noted].flatMap((entry) => entry.records);
  return new Set(
    ids.filter((id) => view.records.has(id) && view.records.get(id)?.record.kind !== 'evaluation'),
  );
}

/** By what this person may see of it. */
function specialAreas({ enterprise, grading, policy, records }: CreditView, locale: Locale): string | null {
  const dossier = { enterprise, records: [...records.values()].map(({ record }) => record) };
  const areas = specialAreasOf(dossier, policy, grading.asOf);
  return specialAreasText(areas, (id) => records.get(id)?.record, locale);
}

/** What came of complaints, for those who supervise: 「属实 2 件、不属实 1 件（不影响信用等级）」. */
function complaints({ records }: CreditView, locale: Locale): string | null {
  const outcomes = [...records.values()].flatMap(({ record }) =>
    record.kind === 'complaint' && record.status === 'inForce' ? [record.details.outcome] : [],
  );
  const told = complaintOutcomes.flatMap((outcome) => {
    const count = outcomes.filter((one) => one === outcome).length;
    return count === 0 ? [] : [say(locale, `complaint.${outcome}`, { count })];
  });
  const counts = told.join(say(locale, 'list.join'));
  return told.length === 0 ? null : say(locale, 'credit.complaints.value', { counts });
}

function fields(view: CreditView, locale: Locale): Field[] {
  const { enterprise, grading, records } = view;
  const shown = [...records.values()].map(({ record }) => record);
  const permits = shown.filter(
    (record) =>
      record.kind === 'permit' &&
      record.status === 'inForce' &&
      (record.validUntil ?? grading.asOf) >= grading.asOf,
  );
  const lists = shown.flatMap((record) =>
    record.kind === 'list' &&
    commendations.has(record.details.list) &&
    (record.validUntil ?? '9999') > grading.asOf
      ? [say(locale, `list.${record.details.list}`)]
      : [],
  );
  const place = enterprise.regionCode === null ? null : regionByCode(enterprise.regionCode);
  const optional: [Parameters<typeof say>[1], string | null][] = [
    ['credit.formerNames', enterprise.formerNames.join(say(locale, 'list.join')) || null],
    ['credit.region', place?.fullName ?? null],
    ['credit.status', enterprise.registrationStatus],
    ['credit.established', enterprise.establishedOn],
    ['credit.legalRepresentative', enterprise.legalRepresentative],
    ['credit.specialAreas', specialAreas(view, locale)],
    ['credit.lists.good', lists.join(say(locale, 'list.join')) || null],
    ['credit.complaints', complaints(view, locale)],
  ];
  const counted = say(locale, 'credit.count', { count: countedRecords(view).size });
  return [
    {
      label: say(locale, 'credit.class'),
      value: classText(view, locale),
      tone: classTones[grading.creditClass],
    },
    { label: say(locale, 'credit.code'), value: enterprise.uscc },
    ...optional.flatMap(([key, value]) => (value === null ? [] : [{ label: say(locale, key), value }])),
    { label: say(locale, view.whole ? 'credit.records' : 'credit.records.public'), value: counted },
    ...(permits.length === 0
      ? []
      : [
          {
            label: say(locale, 'credit.permits'),
            value: say(locale, 'credit.count', { count: permits.length }),
          },
        ]),
  ];
}

/** The rules behind the class, each with its clause. */
function reasons(view: CreditView, locale: Locale): string[] {
  const told = view.basis.map((entry) =>
    say(locale, 'why.rule', {
      title: view.policy.rules.get(entry.rule)?.title[locale] ?? entry.rule,
      clause: entry.clause,
      origin: say(locale, `origin.${entry.origin}`),
    }),
  );
  return view.basis.length < view.grading.basis.length ? [...told, say(locale, 'why.hidden')] : told;
}

/** The answer to 查询. */
export function creditCard(view: CreditView, locale: Locale): DraftCard {
  return {
    title: view.enterprise.name,
    tone: classTones[view.grading.creditClass],
    children: [
      { type: 'fields', fields: fields(view, locale) },
      { type: 'text', text: say(locale, 'credit.reasons') },
      { type: 'list', ordered: false, items: reasons(view, locale) },
      ...creditNotes(view, locale),
      {
        type: 'actions',
        actions: [
          {
            label: say(locale, 'lookup.why'),
            style: 'primary',
            intent: 'why.code',
            args: { code: view.enterprise.uscc, ...(view.past ? { day: view.grading.asOf } : {}) },
          },
          ...(view.past === null && countedRecords(view).size > 0
            ? [
                {
                  label: say(locale, 'repair.action'),
                  intent: 'repair.code',
                  args: { code: view.enterprise.uscc },
                },
              ]
            : []),
        ],
      },
    ],
    source: creditSource(view, locale),
  };
}
