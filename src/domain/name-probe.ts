import { editDistance } from './name-distance.ts';
import { pairTokens, shortFormToken, syllables } from './name-keys.ts';
import { misspeltPlaces, placeNames } from './name-places.ts';
import { foldName, type NameParts, splitFolded } from './names.ts';

/** One way to understand what was asked. */
export interface Reading extends NameParts {
  /** What `core` is written in: as names are, in pinyin, or as the initials of pinyin. */
  readonly script: 'name' | 'pinyin' | 'initials';
  /** Mistakes of the asker that this reading takes for granted. */
  readonly mistakes: number;
  /** A name with this region and core is what was meant, so that no other need be looked for by tokens. */
  readonly settles: boolean;
}

/** What to look for. */
export interface NameProbe {
  /** The first is what was asked to the letter. Names whose key begins with a reading's core are candidates. */
  readonly readings: readonly [Reading, ...Reading[]];
  /** Names that carry all tokens of a group are candidates: what was asked, as a part of a name or a short form. */
  readonly wholeGroups: readonly (readonly string[])[];
  /** The same, were one character a mistake. */
  readonly mistakenGroups: readonly (readonly string[])[];
  /** Only a part of a name was asked for: names that hold it make looking for mistakes needless. */
  readonly part: string | null;
}

const latinScript = /^[\p{Script=Latin}\d]+$/u;
const mostMisspeltPlaces = 12;

/** Makes a search out of what a person typed; null if it holds no letter and no digit. */
export function nameProbe(query: string): NameProbe | null {
  const folded = foldName(query);
  if (folded === '') return null;
  const asked: Reading = { ...splitFolded(folded), script: 'name', mistakes: 0, settles: true };
  return latinScript.test(folded) ? latinProbe(asked) : chineseProbe(asked);
}

function chineseProbe(asked: Reading): NameProbe {
  const mended = withMisspeltForm(asked);
  const base = mended ?? asked;
  const readings: [Reading, ...Reading[]] = [asked];
  if (mended) readings.push(mended);
  if (base.core !== '') {
    readings.push({
      ...base,
      script: 'pinyin',
      core: syllables(base.core).join(''),
      mistakes: base.mistakes + 1,
      settles: false,
    });
  }
  readings.push(...withMisspeltPlace(base));
  const part = asked.place === '' && asked.form === '' && asked.core !== '' ? asked.core : null;
  return { readings, wholeGroups: wholeGroups(base), mistakenGroups: mistakenGroups(base), part };
}

/** The longest first: 股份有限公司 also ends in 有限公司. */
const customaryForms =
  '农民专业合作社 股份有限公司 有限责任公司 集团有限公司 专业合作社 个体工商户 有限公司 有限合伙 普通合伙'.split(
    ' ',
  );

/** 华信科技有限公句, 华信科技限公司: a customary legal form with one mistake at the end. */
function withMisspeltForm(asked: Reading): Reading | null {
  const { folded } = asked;
  for (const form of customaryForms) {
    if (form.length <= asked.form.length) continue;
    for (const length of [form.length, form.length + 1, form.length - 1]) {
      const rest = folded.slice(0, -length);
      if (rest.length < 2 || editDistance(folded.slice(-length), form) !== 1) continue;
      return { ...splitFolded(rest + form), folded, script: 'name', mistakes: 1, settles: true };
    }
  }
  return null;
}

/** 济难华信科技, 济南市有丘区华信科技: a region with one mistake, at the beginning or after another region. */
function withMisspeltPlace(asked: Reading): Reading[] {
  const readings: Reading[] = [];
  for (const { short, length } of misspeltPlaces(asked.core)) {
    // After a region two characters, one of them wrong, are more likely a brand than a second region.
    if (asked.core.length - length < 2 || (asked.place !== '' && length < 3)) continue;
    const { regions, place, core } = splitFolded(short + asked.core.slice(length));
    const mistakes = asked.mistakes + 1;
    readings.push({
      ...asked,
      regions: [...asked.regions, ...regions],
      place,
      core,
      mistakes,
      settles: false,
    });
    if (readings.length === mostMisspeltPlaces) break;
  }
  return readings;
}

/** What comes after so many characters tells nothing new, and the work of a search stays bounded. */
const mostChars = 20;

/** Where names differ; what stands before is enough to find a name by that has its mistakes farther on. */
const tellingChars = 5;

function wholeGroups({ folded, place, core }: Reading): string[][] {
  const written = [...folded].slice(0, mostChars);
  const chars = [...core].slice(0, mostChars);
  const groups = [pairTokens(chars.length === 0 ? written : chars)];
  if (core !== folded) groups.push(pairTokens(written));
  if (place !== '') groups.push(pairTokens([...place, ...chars]));
  if (chars.length === 2) groups.push([shortFormToken(core)]);
  return groups;
}

/** Without each of the telling characters in turn; and short forms whose characters stand far apart in the name. */
function mistakenGroups({ place, core }: Reading): string[][] {
  const chars = [...core].slice(0, mostChars);
  const groups = withoutOne(chars, []);
  if (place !== '') groups.push(...withoutOne(chars, [...place]));
  if (chars.length <= tellingChars) groups.push(chars);
  return groups.filter((group) => group.length > 0);
}

function withoutOne(chars: readonly string[], before: readonly string[]): string[][] {
  const groups: string[][] = [];
  for (let at = 0; at < Math.min(chars.length, tellingChars); at++) {
    groups.push(pairTokens([...before, ...chars.toSpliced(at, 1)]));
  }
  if (chars.length > tellingChars) groups.push(pairTokens([...before, ...chars.slice(0, tellingChars - 1)]));
  return groups;
}

/** Latin letters: a brand written so, pinyin, or initials, each perhaps with a region before and a form behind. */
function latinProbe(asked: Reading): NameProbe {
  const typed = withoutTones(asked.folded);
  const readings: [Reading, ...Reading[]] = [asked];
  for (const script of ['pinyin', 'initials'] as const) {
    const { places, forms } = latinForms(script);
    const form = forms.find((one) => typed.length > one.length && typed.endsWith(one)) ?? '';
    const text = typed.slice(0, typed.length - form.length);
    const read: Reading = { ...asked, script, core: text, settles: false };
    readings.push(read, ...withLatinPlaces(read, places, script === 'pinyin' ? 3 : 1));
  }
  return { readings, wholeGroups: wholeGroups(asked), mistakenGroups: [], part: null };
}

/** Regions off, at most `levels`; initials are too short to tell one at the end. */
function withLatinPlaces(read: Reading, places: LatinForms['places'], levels: number): Reading[] {
  const readings: Reading[] = [];
  for (const [written, short] of places) {
    const atEnd = !read.core.startsWith(written);
    if (atEnd && (read.script === 'initials' || !read.core.endsWith(written))) continue;
    const core = atEnd ? read.core.slice(0, -written.length) : read.core.slice(written.length);
    if (core.length < 2) continue;
    const placed = { ...read, regions: [...read.regions, short], place: short, core };
    readings.push(placed);
    if (levels > 1) readings.push(...withLatinPlaces(placed, places, levels - 1));
  }
  return readings;
}

/** hǎi ěr → haier, lǜ → lv. */
function withoutTones(latin: string): string {
  return latin.normalize('NFD').replaceAll('u\u0308', 'v').replace(/\p{M}/gu, '');
}

interface LatinForms {
  readonly places: readonly (readonly [written: string, short: string])[];
  /** Legal forms, the longest first. */
  readonly forms: readonly string[];
}
const latinFormsMade = new Map<'pinyin' | 'initials', LatinForms>();

/** Regions and legal forms as somebody writes them who writes pinyin, or only initials. */
function latinForms(script: 'pinyin' | 'initials'): LatinForms {
  const made = latinFormsMade.get(script);
  if (made) return made;
  const write = (text: string) =>
    syllables(text)
      .map((sound) => (script === 'pinyin' ? sound : sound.slice(0, 1)))
      .join('');
  const forms: LatinForms = {
    places: [...placeNames()].map(([written, short]) => [write(written), short]),
    forms: [...customaryForms, '集团'].map(write),
  };
  latinFormsMade.set(script, forms);
  return forms;
}
