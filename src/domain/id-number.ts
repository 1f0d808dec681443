import { idCheckChar, isRegisteredNo, orgCheckChar } from './check-digits.ts';
import { isIsoDate } from './dates.ts';

/** Where in a text an ID number stands, `end` exclusive. */
export interface IdNumberSpan {
  readonly start: number;
  readonly end: number;
  /** False where it is only possible: the old form of 15 digits, or a check character that does not fit. */
  readonly certain: boolean;
}

/** A shorter text holds no ID number. */
const shortest = 15;
/** 15 to 18 digits, the last perhaps X, full-width or with gaps between as people write them, and no more around. */
const digit = '[0-9０-９]';
const alnum = '[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]';
const gap = '[ .\\u00B7\\uFF0E\\u00A0\\u3000\\u200B-\\u200D\\u2060\\uFEFF-]{0,2}';
const candidate = new RegExp(
  `(?<!${alnum})${digit}(?:${gap}${digit}){13,16}(?:${gap}[0-9０-９XxＸｘ])(?!${alnum})`,
  'g',
);
const provinces = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])/;

function isBirthday(year: string, monthDay: string): boolean {
  return isIsoDate(`${year}-${monthDay.slice(0, 2)}-${monthDay.slice(2)}`);
}

/**
 * Whether a text without gaps is a resident's ID number (GB 11643): `certain` when 18 characters with province,
 * day of birth and check fit; `possible` when only the check does not (typed wrong, it is still a person's), or for
 * the old form of 15 digits, which is not told from 注册号 and 税务登记号 but by their not passing a check of their own.
 *
 * Codes of organisations that are all digits are safe: their positions 3–8 are a registrar's region, whose last two
 * digits would have to be the 19 or 20 of a year.
 */
export function classifyIdNumber(text: string): 'certain' | 'possible' | null {
  if (!provinces.test(text)) return null;
  if (/^\d{17}[\dX]$/.test(text)) {
    // From 1901: bodies of state organs begin with 000, which would read as 1900.
    const year = text.slice(6, 10);
    if (year <= '1900' || year >= '2100' || !isBirthday(year, text.slice(10, 14))) return null;
    return text.charAt(17) === idCheckChar(text.slice(0, 17)) ? 'certain' : 'possible';
  }
  if (!/^\d{15}$/.test(text) || !isBirthday(`19${text.slice(6, 8)}`, text.slice(8, 12))) return null;
  const isTaxNo = text.charAt(14) === orgCheckChar(text.slice(6, 14));
  return isTaxNo || isRegisteredNo(text) ? null : 'possible';
}

/** Resident ID numbers in a text, from left to right. */
export function findIdNumbers(text: string): IdNumberSpan[] {
  // Cells by the ten million come through here, and nearly all are shorter.
  if (text.length < shortest) return [];
  const spans: IdNumberSpan[] = [];
  candidate.lastIndex = 0;
  for (let match = candidate.exec(text); match; match = candidate.exec(text)) {
    const [written] = match;
    const found = classifyIdNumber(
      written
        .normalize('NFKC')
        .toUpperCase()
        .replace(/[^0-9X]/g, ''),
    );
    if (found)
      spans.push({ start: match.index, end: match.index + written.length, certain: found === 'certain' });
    // 「12 370202 19900101 0017」: another number before it may have been taken for its beginning.
    else candidate.lastIndex = match.index + 1;
  }
  return spans;
}

/** Stands where an ID number was. */
export const idNumberMark = '***';

/** The text with every (also merely possible) ID number replaced by `***`, and how many there were. */
export function maskIdNumbers(text: string): { text: string; count: number } {
  const spans = findIdNumbers(text);
  let masked = '';
  let end = 0;
  for (const span of spans) {
    masked += text.slice(end, span.start) + idNumberMark;
    end = span.end;
  }
  return { text: masked + text.slice(end), count: spans.length };
}
