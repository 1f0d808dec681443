import { editDistance, partDistance } from './name-distance.ts';
import { shortForm } from './name-keys.ts';
import { isWidePlace } from './name-places.ts';
import type { NameProbe, Reading } from './name-probe.ts';
import { type NameParts, splitName } from './names.ts';

/**
 * How a name was found: written just so (`exact`), the same region and core (`name`), the same core, a part
 * of it, a short form, by sound, by initials of the sound, or with mistakes (`fuzzy`).
 */
export type MatchedBy = 'exact' | 'name' | 'core' | 'part' | 'abbreviation' | 'pinyin' | 'initials' | 'fuzzy';

/** A name that may be meant. */
export interface NameCandidate {
  readonly uscc: string;
  readonly name: string;
  /** 曾用名. */
  readonly former: boolean;
  readonly pinyin: string;
  readonly initials: string;
}

/** An enterprise that may be meant, by the best of its names. */
export interface NameHit {
  readonly uscc: string;
  readonly name: string;
  readonly former: boolean;
  /** 0 to 1. */
  readonly score: number;
  readonly matchedBy: MatchedBy;
  /** Almost certainly this one and no other: nobody need be asked which was meant. */
  readonly sure: boolean;
}

interface Match {
  readonly score: number;
  readonly matchedBy: MatchedBy;
}
interface Scored extends Match {
  readonly candidate: NameCandidate;
  readonly parts: NameParts;
}

/** Below this a name has too little in common with what was asked to be worth showing. */
const leastScore = 0.4;

/** The candidates worth showing, best first, one for each enterprise. */
export function rankNames(probe: NameProbe, candidates: readonly NameCandidate[]): NameHit[] {
  const best = new Map<string, Scored>();
  for (const candidate of candidates) {
    const parts = splitName(candidate.name);
    const match = bestMatch(probe.readings, candidate, parts);
    if (match.score < leastScore) continue;
    const known = best.get(candidate.uscc);
    const scored = { ...match, candidate, parts };
    if (!known || order(scored, known) < 0) best.set(candidate.uscc, scored);
  }
  const ranked = [...best.values()].sort(order);
  const sure = sureOne(probe.readings[0], ranked);
  return ranked.map((scored) => ({
    uscc: scored.candidate.uscc,
    name: scored.candidate.name,
    former: scored.candidate.former,
    score: Math.round(scored.score * 1000) / 1000,
    matchedBy: scored.matchedBy,
    sure: scored === sure,
  }));
}

/** Better first; among equals any order that is always the same. */
function order(a: Scored, b: Scored): number {
  return (
    b.score - a.score ||
    (a.parts.folded < b.parts.folded ? -1 : a.parts.folded > b.parts.folded ? 1 : 0) ||
    (a.candidate.uscc < b.candidate.uscc ? -1 : 1)
  );
}

/**
 * The one that is meant beyond reasonable doubt: the name to the letter, or one that was only shortened (without
 * wider regions, without legal form) while nothing else that was found is as near. A mistake, a sound or a short
 * form is never beyond doubt, nor is a name to which something was added.
 */
function sureOne(asked: Reading, ranked: readonly Scored[]): Scored | null {
  const exact = ranked.filter(({ matchedBy }) => matchedBy === 'exact');
  if (exact.length > 0) return exact.length === 1 ? (exact[0] ?? null) : null;
  const agreeing = ranked.filter(
    ({ matchedBy, parts }) =>
      (matchedBy === 'name' || matchedBy === 'core') &&
      (asked.place === '' || asked.place === parts.place) &&
      (asked.form === '' || asked.form === parts.form) &&
      isSubsequence(asked.folded, parts.folded),
  );
  const [only, another] = agreeing;
  if (!only || another) return null;
  // Who gives no legal form may mean any name that goes on: 海尔 is not only 青岛海尔有限公司.
  const goesOn = ({ matchedBy, parts }: Scored) =>
    matchedBy === 'part' &&
    parts.core.startsWith(asked.core) &&
    (asked.place === '' || asked.place === parts.place);
  return asked.form === '' && ranked.some(goesOn) ? null : only;
}

const formerMalus = 0.03;
const mistakeMalus = 0.1;
/** For each character in which the name as a whole differs: only breaks ties. */
const differenceMalus = 0.001;

function bestMatch(readings: NameProbe['readings'], candidate: NameCandidate, parts: NameParts): Match {
  const malus = candidate.former ? formerMalus : 0;
  let best: Match = { score: 0, matchedBy: 'fuzzy' };
  for (const reading of readings) {
    if (reading.script === 'name' && reading.folded === parts.folded)
      return { score: 1 - malus, matchedBy: 'exact' };
    const match = matchCore(reading, candidate, parts);
    if (!match) continue;
    const score =
      match.score -
      malus -
      mistakeMalus * reading.mistakes -
      regionMalus(reading, parts) -
      formMalus(reading, parts);
    const matchedBy = reading.mistakes > 0 ? 'fuzzy' : match.matchedBy;
    if (score > best.score) best = { score, matchedBy };
  }
  if (best.score < leastScore) return best;
  const difference = editDistance(readings[0].folded, parts.folded);
  return { ...best, score: best.score - differenceMalus * difference };
}

function matchCore(reading: Reading, candidate: NameCandidate, parts: NameParts): Match | null {
  if (reading.core === '') return matchPlace(reading, parts);
  if (reading.script !== 'name') return matchSound(reading.core, reading.script, candidate[reading.script]);
  return matchText(reading, parts);
}

/** Only a region, or only a legal form, was named: anything that has it is as good as the next. */
function matchPlace(reading: Reading, parts: NameParts): Match | null {
  return parts.folded.includes(reading.folded) ? { score: 0.5, matchedBy: 'part' } : null;
}

function matchSound(asked: string, script: 'pinyin' | 'initials', sound: string): Match | null {
  const least = script === 'pinyin' ? 0.7 : 0.6;
  if (sound === asked) return { score: least + 0.2, matchedBy: script };
  if (!sound.startsWith(asked)) return null;
  return { score: least + 0.15 * (asked.length / sound.length), matchedBy: script };
}

function matchText(reading: Reading, parts: NameParts): Match | null {
  const { core } = reading;
  if (core === parts.core) {
    return {
      score: 0.98,
      matchedBy: reading.place !== '' && reading.place === parts.place ? 'name' : 'core',
    };
  }
  if (parts.core.startsWith(core))
    return { score: 0.78 + 0.17 * (core.length / parts.core.length), matchedBy: 'part' };
  const whole = parts.place + parts.core;
  const found = [matchShortForm(core, parts), matchInside(core, whole), matchFuzzy(reading, parts)];
  return found.reduce((best, one) => (one && (!best || one.score > best.score) ? one : best), null);
}

function matchInside(asked: string, whole: string): Match | null {
  return whole.includes(asked)
    ? { score: 0.7 + 0.17 * (asked.length / whole.length), matchedBy: 'part' }
    : null;
}

/** 青啤 for 青岛啤酒: first characters of region and trade; or any characters in their order, the first leading. */
function matchShortForm(asked: string, parts: NameParts): Match | null {
  const { place, core, form } = parts;
  if (asked === shortForm(place, core)) {
    return { score: /股份|集团/.test(form) ? 0.92 : 0.84, matchedBy: 'abbreviation' };
  }
  if (asked.length < 2 || asked.length > 6) return null;
  const texts = [
    [place + core, 0.66],
    [core, 0.62],
  ] as const;
  for (const [text, least] of texts) {
    if (text[0] !== asked[0] || !isSubsequence(asked, text)) continue;
    const fromEachPart = text !== core && asked[1] === core[0] ? 0.04 : 0;
    return { score: least + fromEachPart + 0.2 * (asked.length / text.length), matchedBy: 'abbreviation' };
  }
  return null;
}

/** Whether all of `part` stands in `text` in the same order, whatever stands between. */
function isSubsequence(part: string, text: string): boolean {
  let from = 0;
  for (const char of part) {
    const at = text.indexOf(char, from);
    if (at < 0) return false;
    from = at + char.length;
  }
  return true;
}

/** The core with mistakes in it, or a part with mistakes; a region nobody recognised counts as part of the core. */
function matchFuzzy(reading: Reading, parts: NameParts): Match | null {
  const asked = reading.core;
  const texts = [parts.core];
  if (reading.place === '' && parts.place !== '')
    texts.push(parts.place + parts.core, parts.core + parts.place);
  let best = 0;
  for (const text of texts) {
    const longer = Math.max(asked.length, text.length);
    if (Math.abs(asked.length - text.length) <= longer / 3) {
      const wrong = editDistance(asked, text);
      if (wrong <= Math.max(1, longer / 3)) best = Math.max(best, 0.92 * (1 - (0.85 * wrong) / longer));
    }
    if (asked.length < 3 || best > 0.72) continue;
    const wrongInPart = partDistance(asked, text);
    if (wrongInPart <= asked.length / 3)
      best = Math.max(best, 0.72 * (1 - (0.85 * wrongInPart) / asked.length));
  }
  return best > 0 ? { score: best, matchedBy: 'fuzzy' } : null;
}

/** Who names a region means a firm there; who names none rather means one that needs none. */
function regionMalus(reading: Reading, { regions }: NameParts): number {
  if (reading.regions.length === 0)
    return regions.length === 0 ? 0 : regions.every(isWidePlace) ? 0.004 : 0.008;
  if (reading.regions.some((region) => !isWidePlace(region) && regions.includes(region))) return 0;
  if (regions.length === 0) return 0.06;
  if (reading.regions.some((region) => regions.includes(region))) return 0.01;
  return reading.regions.every(isWidePlace) || regions.every(isWidePlace) ? 0.1 : 0.2;
}

/** Large firms are asked for more often than small ones; a legal form that was said should be the one. */
function formMalus(reading: Reading, { form }: NameParts): number {
  const rank = /分公司$/.test(form) ? 3 : /股份|集团/.test(form) ? 0 : /公司$/.test(form) ? 1 : 2;
  if (reading.form === '') return 0.003 * rank;
  if (reading.form === form) return 0;
  return (form.includes(reading.form) ? 0.01 : 0.04) + 0.003 * rank;
}
