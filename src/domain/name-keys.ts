import { pinyin } from 'pinyin-pro';
import { type NameParts, splitName } from './names.ts';

/** What a name is found by; one row of `enterprise_name`. */
export interface NameKeys {
  /** Narrowest region named, '' if none. */
  readonly place: string;
  readonly core: string;
  /** Pinyin of the core without tones, ü as v; Latin letters and digits stay. */
  readonly pinyin: string;
  readonly initials: string;
  readonly tokens: readonly string[];
}

/** Characters of a name that get tokens: what comes later tells nothing new, and the row stays small. */
const maxTokenChars = 40;

/** The farthest two characters may stand apart to share a token: 青_啤 in 青岛啤酒 is 2, 好__科 in 好邻居科技 3. */
const reach = 3;

/** Syllables of a folded text, one for each character: 海尔 → hai, er. */
export function syllables(text: string): string[] {
  return pinyin(text, { toneType: 'none', type: 'array', v: true });
}

/** Search keys of a name as registered. */
export function nameKeys(name: string): NameKeys {
  const parts = splitName(name);
  const sounds = syllables(parts.core);
  return {
    place: parts.place,
    core: parts.core,
    pinyin: sounds.join(''),
    initials: sounds.map((sound) => sound[0] ?? '').join(''),
    tokens: tokensOf(parts),
  };
}

/**
 * Single characters and pairs of neighbours of all that is written; in place and core also pairs that stand a little
 * apart, so that a pair still holds when a character between was dropped, added or mistaken, or was left out to
 * shorten the name; and one token for the customary short form of a firm named by region and trade alone.
 */
function tokensOf({ folded, place, core }: NameParts): string[] {
  const written = [...folded].slice(0, maxTokenChars);
  const tokens = new Set([...written, ...pairTokens(written)]);
  const chars = [...(place + core)].slice(0, maxTokenChars);
  for (const [at, first] of chars.entries()) {
    for (const second of chars.slice(at + 1, at + 1 + reach)) tokens.add(first + second);
  }
  const short = shortForm(place, core);
  if (short !== null) tokens.add(shortFormToken(short));
  return [...tokens];
}

/** First characters of region and trade, for a name that has no more than these: 青岛 + 啤酒 → 青啤. */
export function shortForm(place: string, core: string): string | null {
  const [region] = place;
  const [trade, ...more] = core;
  if (region === undefined || trade === undefined || more.length < 1 || more.length > 2) return null;
  return region + trade;
}

export function shortFormToken(short: string): string {
  return `^${short}`;
}

/** Tokens that every name with these characters in this order, next to each other, carries. */
export function pairTokens(chars: readonly string[]): string[] {
  if (chars.length < 2) return [...chars];
  const pairs = new Set<string>();
  for (const [at, second] of chars.entries()) {
    const first = chars[at - 1];
    if (first !== undefined) pairs.add(first + second);
  }
  return [...pairs];
}
