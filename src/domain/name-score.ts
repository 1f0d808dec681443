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
  readonly parts: CandidateParts;
}
interface CandidateParts extends NameParts {
  /** Region and core. */
  readonly whole: string;
}

/** Below this a name has too little in common with what was asked to be worth showing. */
const leastScore = 0.4;

/** The candidates worth showing, best first, one for each enterprise. */
export function rankNames(probe: NameProbe, candidates: readonly NameCandidate[]): NameHit[] {
  const best = new Map<string, Scored>();
  for (const candidate of candidates) {
    const { folded, regions, place, core, form } = splitName(candidate.name);
    const parts = { folded, regions, place, core, form, whole: place + core };
    const match = bestMatch(probe.readings, candidate, parts);
    if (match.score < leastScore) continue;
    const known = best.get(candidate.uscc);
    const scored = { score: match.score, matchedBy: match.matchedBy, candidate, parts };
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

/** What a match is worth, from where it covers next to nothing of the name to where it covers all of it. */
const worth = {
  core: 0.98,
  beginning: [0.78, 0.95],
  inside: [0.7, 0.87],
  /** 青啤 for 青岛啤酒, of a large firm and of another. */
  shortForm: [0.84, 0.92],
  /** Characters of region and core, of both from their beginning, of the core alone. */
  acrossBoth: [0.66, 0.86],
  fromEach: [0.7, 0.9],
  withinCore: [0.62, 0.82],
  mistaken: [0.14, 0.92],
  mistakenPart: [0.11, 0.72],
  sound: { pinyin: { whole: 0.9, beginning: [0.7, 0.85] }, initials: { whole: 0.8, beginning: [0.6, 0.75] } },
} as const;

const malus = {
  former: 0.03,
  /** For each mistake that a reading takes for granted. */
  mistake: 0.1,
  /** What was typed does not stand in the name just so; and for each character that differs: only to break ties. */
  elsewise: 0.005,
  difference: 0.001,
};

function graded([least, most]: readonly [number, number], share: number): number {
  return least + (most - least) * share;
}

function bestMatch(readings: NameProbe['readings'], candidate: NameCandidate, parts: CandidateParts): Match {
  const former = candidate.former ? malus.former : 0;
  const { folded } = readings[0];
  if (folded === parts.folded) return { score: 1 - former, matchedBy: 'exact' };
  let best: Match = { score: 0, matchedBy: 'fuzzy' };
  for (const reading of readings) {
    const match = matchCore(reading, candidate, parts);
    if (!match) continue;
    const doubts = malus.mistake * reading.mistakes + regionMalus(reading, parts) + formMalus(reading, parts);
    const score = match.score - former - doubts;
    if (score > best.score) best = { score, matchedBy: reading.mistakes > 0 ? 'fuzzy' : match.matchedBy };
  }
  if (best.score < leastScore) return best;
  const elsewise = parts.folded.includes(folded) ? 0 : malus.elsewise;
  return { ...best, score: best.score - elsewise - malus.difference * editDistance(folded, parts.folded) };
}

function matchCore(reading: Reading, candidate: NameCandidate, parts: CandidateParts): Match | null {
  if (reading.core === '') return matchPlace(reading, parts);
  if (reading.script !== 'name') return matchSound(reading.core, reading.script, candidate[reading.script]);
  return matchText(reading, parts);
}

/** Only a region, or only a legal form, was named: anything that has it is as good as the next. */
function matchPlace(reading: Reading, parts: NameParts): Match | null {
  return parts.folded.includes(reading.folded) ? { score: 0.5, matchedBy: 'part' } : null;
}

function matchSound(asked: string, script: 'pinyin' | 'initials', sound: string): Match | null {
  const { whole, beginning } = worth.sound[script];
  if (sound === asked) return { score: whole, matchedBy: script };
  if (!sound.startsWith(asked)) return null;
  return { score: graded(beginning, asked.length / sound.length), matchedBy: script };
}

function matchText(reading: Reading, parts: CandidateParts): Match | null {
  const asked = reading.core;
  const { place, core } = parts;
  if (asked === core) {
    return { score: worth.core, matchedBy: place !== '' && reading.place === place ? 'name' : 'core' };
  }
  if (core.startsWith(asked)) {
    return { score: graded(worth.beginning, asked.length / core.length), matchedBy: 'part' };
  }
  const found = [matchInside(reading, parts), matchShortForm(asked, parts), matchMistaken(reading, parts)];
  return found.reduce((best, one) => (one && (!best || one.score > best.score) ? one : best), null);
}

/** A part of place and core, or of the name just as it is written. */
function matchInside(reading: Reading, { folded, whole }: CandidateParts): Match | null {
  if (whole.includes(reading.core)) {
    return { score: graded(worth.inside, reading.core.length / whole.length), matchedBy: 'part' };
  }
  if (!folded.includes(reading.folded)) return null;
  return { score: graded(worth.inside, reading.folded.length / folded.length), matchedBy: 'part' };
}

/** 青啤 for 青岛啤酒; or any characters in their order, beginning with the first of region or core. */
function matchShortForm(asked: string, { place, core, form, whole }: CandidateParts): Match | null {
  if (asked.length < 2 || asked.length > 6) return null;
  const first = asked.codePointAt(0);
  const likeWhole = whole.codePointAt(0) === first;
  if (likeWhole && asked === shortForm(place, core)) {
    return { score: graded(worth.shortForm, largeFirm.test(form) ? 1 : 0), matchedBy: 'abbreviation' };
  }
  if (likeWhole && isSubsequence(asked, whole)) {
    const across = asked[1] === core[0] ? worth.fromEach : worth.acrossBoth;
    const kind = whole === core ? worth.withinCore : across;
    return { score: graded(kind, asked.length / whole.length), matchedBy: 'abbreviation' };
  }
  if (core.codePointAt(0) !== first || !isSubsequence(asked, core)) return null;
  return { score: graded(worth.withinCore, asked.length / core.length), matchedBy: 'abbreviation' };
}

/** Whether all of `part` stands in `text` in the same order, whatever stands between. */
function isSubsequence(part: string, text: string): boolean {
  let at = 0;
  for (let next = 0; next < part.length; ) {
    const char = part.codePointAt(next) ?? 0;
    while (at < text.length && text.codePointAt(at) !== char) at++;
    if (at === text.length) return false;
    const width = char > 0xffff ? 2 : 1;
    at += width;
    next += width;
  }
  return true;
}

/**
 * The core with mistakes in it, or a part with mistakes; a region or a legal form that was not recognised, since it
 * has a mistake in it, counts as part of the core.
 */
function matchMistaken(reading: Reading, { place, core, form, whole }: CandidateParts): Match | null {
  const asked = reading.core;
  let best = mistakenAs(asked, core, 0);
  if (reading.place === '' && place !== '') {
    best = mistakenAs(asked, whole, best);
    best = mistakenAs(asked, core + place, best);
  }
  if (reading.form === '' && form !== '') best = mistakenAs(asked, core + form, best);
  return best > 0 ? { score: best, matchedBy: 'fuzzy' } : null;
}

/** `best`, or what the text is worth where that is more. */
function mistakenAs(asked: string, text: string, best: number): number {
  let better = best;
  const strange = strangersIn(asked, text);
  const longer = Math.max(asked.length, text.length);
  const most = Math.max(1, longer / 3);
  if (strange <= most && Math.abs(asked.length - text.length) <= longer / 3) {
    const wrong = editDistance(asked, text, most);
    if (wrong <= most) better = Math.max(better, graded(worth.mistaken, 1 - wrong / longer));
  }
  const mostOfPart = asked.length / 3;
  if (asked.length < 3 || strange > mostOfPart || better > worth.mistakenPart[1]) return better;
  const wrong = partDistance(asked, text, mostOfPart);
  return wrong <= mostOfPart
    ? Math.max(better, graded(worth.mistakenPart, 1 - wrong / asked.length))
    : better;
}

/** Characters that the text does not have: each is a mistake at the least, which most candidates make too many of. */
function strangersIn(asked: string, text: string): number {
  let count = 0;
  for (let at = 0; at < asked.length; at++) {
    const unit = asked.charCodeAt(at);
    let place = 0;
    while (place < text.length && text.charCodeAt(place) !== unit) place++;
    if (place === text.length) count++;
  }
  return count;
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

const largeFirm = /股份|集团/;

/** Large firms are asked for more often than small ones; a legal form that was said should be the one. */
function formMalus(reading: Reading, { form }: NameParts): number {
  const rank = /分公司$/.test(form) ? 3 : largeFirm.test(form) ? 0 : /公司$/.test(form) ? 1 : 2;
  if (reading.form === '') return 0.003 * rank;
  if (reading.form === form) return 0;
  return (form.includes(reading.form) ? 0.01 : 0.04) + 0.003 * rank;
}
