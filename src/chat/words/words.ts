import type { Locale } from '../event.ts';

/** A text for people in every language the bot speaks; `{name}` marks a placeholder. */
export type Words = Readonly<Record<string, Readonly<Record<Locale, string>>>>;

/** Keeps the keys' literal types, so that a misspelt key is a type error. */
export function defineWords<const T extends Words>(words: T): T {
  return words;
}
