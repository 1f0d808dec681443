import type { DraftCard, Tone } from './card.ts';
import type { Locale } from './event.ts';
import { say, type WordKey } from './words/index.ts';

/** A short card of a title and, mostly, one sentence. */
export function notice(
  locale: Locale,
  tone: Tone,
  title: WordKey,
  text: WordKey | null,
  params: Readonly<Record<string, string | number>> = {},
): DraftCard {
  const children = text === null ? [] : [{ type: 'text' as const, text: say(locale, text, params) }];
  return { title: say(locale, title, params), tone, children, source: null };
}
