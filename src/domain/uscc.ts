import { isRegisteredNo, isUsccChar, orgCheckChar, usccCheckChar } from './check-digits.ts';
import { classifyIdNumber, findIdNumbers, idNumberMark } from './id-number.ts';
import { ancestors, regionByCode } from './regions.ts';
import { stripInvisible } from './text.ts';
import { type Authority, authorityOf, isDepartment } from './uscc-authorities.ts';

export { orgCheckChar, usccCheckChar };

/** 统一社会信用代码, 15-digit 注册号, 9-character 组织机构代码, resident ID number, none of them. */
type IdentifierKind = 'uscc' | 'registeredNo' | 'orgCode' | 'idNumber' | 'unknown';

type IdentifierFault = 'length' | 'alphabet' | 'authority' | 'region' | 'orgCheck' | 'check' | 'idNumber';

interface Fault {
  readonly reason: IdentifierFault;
  readonly position: number;
}

/** What an identifier is, and what is wrong with it. */
export interface IdentifierReport {
  /** As it came; `***` for an ID number, here and in `normalized`. */
  readonly input: string;
  readonly normalized: string;
  /** True for an organisation's identifier that passes every check of its kind. */
  readonly valid: boolean;
  readonly kind: IdentifierKind;
  /** Of a 统一社会信用代码 whose first two characters the standard has. */
  readonly authority: Authority | null;
  /** The registrar's region, or the nearest known above it; null where none is known, which is no fault. */
  readonly region: { readonly code: string; readonly name: string } | null;
  /** The first fault; null when valid. */
  readonly reason: IdentifierFault | null;
  /** Where to look for it, from 1; null where no single position tells. */
  readonly position: number | null;
  /** A code to ask about: look-alike characters replaced, and then both checks pass. Never to be taken unasked. */
  readonly suggestion: string | null;
}

/** Identifier as it is compared: NFKC, upper case, without invisible characters, blanks, dashes, dots. */
export function normalizeIdentifier(input: string): string {
  return stripInvisible(input.normalize('NFKC'))
    .replace(/[\s\p{Pd}\u2212_.·•‧・]/gu, '')
    .toUpperCase();
}

/** Letters that GB 32100 leaves out because they are taken for these. */
const neverUsed: Readonly<Record<string, string>> = { O: '0', I: '1', S: '5', Z: '2', V: 'U' };
/** Further letters that can only be misread digits where digits must stand. */
const inDigitPlace: Readonly<Record<string, string>> = { B: '8', D: '0', G: '6', L: '1', Q: '0' };

/** The first fault of 18 characters, in the order in which they are read. */
function usccFault(code: string): Fault | null {
  for (let position = 1; position <= 18; position++) {
    if (!isUsccChar(code.charAt(position - 1))) return { reason: 'alphabet', position };
  }
  const department = code.charAt(0);
  if (!authorityOf(department, code.charAt(1))) {
    return { reason: 'authority', position: isDepartment(department) ? 2 : 1 };
  }
  const letter = code.slice(2, 8).search(/\D/);
  if (letter >= 0) return { reason: 'region', position: letter + 3 };
  // The check over all before the one within: what people are told to compare is the end of the code.
  if (usccCheckChar(code.slice(0, 17)) !== code.charAt(17)) return { reason: 'check', position: 18 };
  if (orgCheckChar(code.slice(8, 16)) !== code.charAt(16)) return { reason: 'orgCheck', position: 17 };
  return null;
}

/** The code with look-alikes replaced; `asOne` are the positions (from 0) of a lower-case l, read as 1. */
function foldLookAlikes(code: string, asOne: ReadonlySet<number>): string {
  let folded = '';
  for (let index = 0; index < code.length; index++) {
    const char = code.charAt(index);
    const digitsOnly = (index >= 1 && index <= 7) || index === 16;
    folded +=
      neverUsed[char] ?? (digitsOnly ? inDigitPlace[char] : undefined) ?? (asOne.has(index) ? '1' : char);
  }
  return folded;
}

function suggest(code: string, input: string): string | null {
  const bare = stripInvisible(input.normalize('NFKC')).replace(/[^0-9A-Za-z]/g, '');
  const lowerL = new Set([...bare.matchAll(/l/g)].map((match) => match.index));
  for (const asOne of [new Set<number>(), lowerL]) {
    const folded = foldLookAlikes(code, asOne);
    if (folded !== code && usccFault(folded) === null) return folded;
  }
  return null;
}

function regionOf(code: string): IdentifierReport['region'] {
  const region = regionByCode(code) ?? ancestors(code)[0];
  return region ? { code: region.code, name: region.fullName } : null;
}

/** Two digits at the least: an 组织机构代码 is never a word. */
const orgCodeForm = /^(?=(?:.*\d){2})[0-9A-Z]{8}[0-9X]$/;

function passesOrgCheck(code: string): boolean {
  return orgCheckChar(code.slice(0, 8)) === code.charAt(8);
}

/**
 * What a text is as an identifier. Code letters of any case and width, with blanks, dashes or dots between, are
 * accepted; region positions must be digits, but any digits will do, since registrars keep abolished codes.
 * Standards: GB 32100-2015 and GB 11714 (both checks), GS 15-2006, GB 11643.
 */
export function inspectIdentifier(input: string): IdentifierReport {
  const normalized = normalizeIdentifier(input);
  const unknown: IdentifierReport = {
    input,
    normalized,
    valid: false,
    kind: 'unknown',
    authority: null,
    region: null,
    reason: 'length',
    position: null,
    suggestion: null,
  };
  const judged = (valid: boolean, fault: Fault) => (valid ? { valid, reason: null } : fault);
  if (classifyIdNumber(normalized) || findIdNumbers(input).length > 0) {
    return {
      ...unknown,
      input: idNumberMark,
      normalized: idNumberMark,
      kind: 'idNumber',
      reason: 'idNumber',
    };
  }
  if (/^[0-9A-Z]{18}$/.test(normalized)) {
    const fault = usccFault(normalized);
    return {
      ...unknown,
      valid: fault === null,
      kind: 'uscc',
      authority: authorityOf(normalized.charAt(0), normalized.charAt(1)),
      region: regionOf(normalized.slice(2, 8)),
      reason: fault?.reason ?? null,
      position: fault?.position ?? null,
      suggestion: fault === null ? null : suggest(normalized, input),
    };
  }
  if (/^\d{15}$|^\d{6}NA\d{6}X$/.test(normalized)) {
    const verdict = judged(isRegisteredNo(normalized), { reason: 'check', position: 15 });
    return { ...unknown, kind: 'registeredNo', region: regionOf(normalized.slice(0, 6)), ...verdict };
  }
  if (orgCodeForm.test(normalized)) {
    const verdict = judged(passesOrgCheck(normalized), { reason: 'orgCheck', position: 9 });
    return { ...unknown, kind: 'orgCode', ...verdict };
  }
  const strange = normalized.length === 18 ? normalized.search(/[^0-9A-Z]/) : -1;
  return strange < 0 ? unknown : { ...unknown, reason: 'alphabet', position: strange + 1 };
}

interface Run {
  start: number;
  end: number;
  /** Normalised. */
  code: string;
}

const run = /[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]+/g;
/** What people put between the groups of a code. */
const gap = /^[\s\p{Pd}\u2212\u200B-\u200D\u2060\uFEFF.·•‧・]{1,2}$/u;

/** Letters and digits mixed as in a code, perhaps with letters typed for digits; no word, no pinyin. */
function isCodeLike(code: string): boolean {
  return code.replace(/[^0-9]/g, '').length >= 6 && code.replace(/[^0-9OISZL]/g, '').length >= 8;
}

/** A code that stands alone; 16 to 20 characters too, so that a person is told of one too few or too many. */
function isWhole(code: string): boolean {
  if (code.length >= 16 && code.length <= 20) return isCodeLike(code);
  if (code.length === 15) return /^\d+$/.test(code) || isRegisteredNo(code);
  return orgCodeForm.test(code) && passesOrgCheck(code);
}

/** 18 characters in groups: told from dates and amounts in a row by an authority and region that there are. */
function isPlausible(code: string): boolean {
  const folded = foldLookAlikes(code, new Set());
  return (
    isCodeLike(code) &&
    authorityOf(folded.charAt(0), folded.charAt(1)) !== null &&
    regionOf(folded.slice(2, 8)) !== null
  );
}

/** How many runs from `first` on make up exactly 18 characters, with no more than a gap between them; 0 if none do. */
function joinedRuns(text: string, runs: readonly Run[], first: number): { count: number; code: string } {
  let code = '';
  for (let next = first; next < runs.length && code.length < 18; next++) {
    const before = runs[next - 1];
    const current = runs[next];
    if (!current || (next > first && before && !gap.test(text.slice(before.end, current.start)))) break;
    code += current.code;
    if (code.length === 18) return { count: next - first + 1, code };
  }
  return { count: 0, code: '' };
}

/** A valid code inside a longer run, as in `USCC91370200264574251E`. */
function validWithin({ start, code }: Run): { start: number; end: number } | null {
  for (let at = 0; at + 18 <= code.length; at++) {
    const part = code.slice(at, at + 18);
    if (usccFault(part) === null) return { start: start + at, end: start + at + 18 };
  }
  return null;
}

/**
 * Identifiers in a sentence as they are written there, from left to right: glued to other writing, in groups (9137 0200 2645 7425 1E),
 * full-width, or with faults that `inspectIdentifier` can name. Linear in the text's length.
 */
export function findIdentifiers(text: string): string[] {
  const runs: Run[] = [...text.matchAll(run)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    code: match[0].normalize('NFKC').toUpperCase(),
  }));
  const found: string[] = [];
  for (let index = 0; index < runs.length; ) {
    const first = runs[index];
    if (!first) break;
    const joined = joinedRuns(text, runs, index);
    const isJoined =
      joined.count > 0 &&
      (usccFault(joined.code) === null || (!isWhole(first.code) && isPlausible(joined.code)));
    const dashed = text.charAt(first.end) === '-' ? runs[index + 1] : undefined;
    const isDashed =
      dashed?.start === first.end + 1 && first.code.length === 8 && isWhole(first.code + dashed.code);
    const count = isJoined ? joined.count : isDashed ? 2 : 1;
    const last = runs[index + count - 1] ?? first;
    const span =
      count > 1 || isJoined || isWhole(first.code)
        ? { start: first.start, end: last.end }
        : validWithin(first);
    if (span) found.push(text.slice(span.start, span.end));
    index += count;
  }
  return found;
}
