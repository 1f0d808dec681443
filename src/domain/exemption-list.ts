import { z } from 'zod';
import { bilingual, day, origins, text } from './policy-values.ts';
import type { IsoDate } from './ports.ts';
import { foldText } from './text.ts';

/** 首违不罚 (may be let off the first time), 轻微免罚 (is not penalised). */
export const exemptionKinds = ['firstTime', 'minor'] as const;
export type ExemptionKind = (typeof exemptionKinds)[number];

const item = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens'),
  kind: z.enum(exemptionKinds),
  title: bilingual,
  /** Words of which one must stand in what somebody did for the item to be offered. */
  words: z.array(text).min(1),
  /** Law that the act breaks. */
  clause: text,
  /** Besides what the kind itself asks for; all of them must be met. */
  conditions: z.array(bilingual).min(1),
});

const list = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens'),
    title: bilingual,
    /** 文号; null: none. */
    number: text.nullable(),
    effectiveFrom: day,
    effectiveTo: day.nullable(),
    origin: z.enum(origins),
    source: text,
    /** Words of which one must stand in the department's name that applies it; empty: every department. */
    authorities: z.array(text),
    items: z.array(item).min(1),
  })
  .refine((own) => own.effectiveTo === null || own.effectiveFrom <= own.effectiveTo, {
    path: ['effectiveTo'],
    error: 'a day not before effectiveFrom',
  });

/** One item of a 免罚清单, with what its list says of itself. */
export interface ExemptionItem extends z.infer<typeof item> {
  list: Omit<z.infer<typeof list>, 'items'>;
}

/** Checks the content of the catalogue as it was read from YAML. An id stands once over all lists. */
export const exemptionListSchema = z
  .strictObject({ lists: z.array(list).min(1) })
  .transform(({ lists }, context): readonly ExemptionItem[] => {
    const items = lists.flatMap(({ items: own, ...about }) => own.map((one) => ({ ...one, list: about })));
    const seen = new Set<string>();
    for (const { id } of items) {
      if (seen.has(id))
        context.addIssue({
          code: 'custom',
          path: ['lists'],
          message: `an id of its own; ${id} stands twice`,
        });
      seen.add(id);
    }
    return items;
  });

/**
 * Whether an item counts for an act: its list was in force on the day of the act, or is on the day it is judged, since
 * the milder of the two applies (从旧兼从轻, 行政处罚法第三十七条).
 */
export function itemApplies({ list: own }: ExemptionItem, actOn: IsoDate, judgedOn: IsoDate): boolean {
  const inForce = (on: IsoDate): boolean =>
    own.effectiveFrom <= on && (own.effectiveTo === null || on <= own.effectiveTo);
  return inForce(actOn) || inForce(judgedOn);
}

/** Punctuation and blanks make no difference to what somebody did. */
export function foldAct(act: string): string {
  return foldText(act)
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** Pairs of characters that two texts share, of those that the shorter has: 0 to 1. */
function likeness(a: string, b: string): number {
  const pairs = (of: string): Set<string> =>
    new Set(Array.from({ length: Math.max(0, of.length - 1) }, (_, at) => of.slice(at, at + 2)));
  const [first, second] = [pairs(a), pairs(b)];
  const least = Math.min(first.size, second.size);
  return least === 0 ? 0 : first.intersection(second).size / least;
}

/** Half of the pairs of characters: below that, acts of the same law already look alike. */
const alike = 0.5;

/** Whether an act, in somebody's words, is the item's: one of its words stands in it. */
export function isItem({ words }: Pick<ExemptionItem, 'words'>, act: string): boolean {
  const folded = foldAct(act);
  return words.some((word) => folded.includes(foldAct(word)));
}

/** Whether two descriptions are of the same kind of act (同类违法行为), as far as words tell. */
export function isSameAct(a: string, b: string): boolean {
  const [first, second] = [foldAct(a), foldAct(b)];
  if (first.length < 2 || second.length < 2) return false;
  return first.includes(second) || second.includes(first) || likeness(first, second) >= alike;
}

/** Items that words may mean, likeliest first; all of them for no words. Asked for by id, that one. */
export function findItems(items: readonly ExemptionItem[], words: string): readonly ExemptionItem[] {
  const folded = foldAct(words);
  if (folded === '') return items;
  const weigh = (one: ExemptionItem): number => {
    if (one.id === words.trim()) return 3;
    const title = foldAct(one.title.zh);
    if (isItem(one, words)) return 2 + likeness(title, folded);
    if (title.includes(folded) || one.words.some((word) => foldAct(word).includes(folded))) return 2;
    const close = likeness(title, folded);
    return close >= alike ? close : 0;
  };
  return items
    .map((one) => ({ one, weight: weigh(one) }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ one }) => one);
}
