import type { CreditRecord, RecordStatus } from './credit.ts';
import type { IsoDate } from './ports.ts';

/** Where in a file a row stood. */
export interface RowPlace {
  sheet: string;
  line: number;
}

/** What is wrong with one cell (or, with an empty header, with the row). */
export interface RowProblem {
  /** The column's header as the official template spells it. */
  column: string;
  code: string;
  params: Readonly<Record<string, string | number>>;
}

/** A credit record as one source reported it, ready to be merged. */
export interface RecordFact {
  type: 'record';
  line: number;
  uscc: string;
  name: string;
  kind: CreditRecord['kind'];
  /** Hash of kind and normalised number: the same decision from every source. */
  key: string;
  number: string;
  authority: string;
  authorityCode: string;
  decidedOn: IsoDate;
  validUntil: IsoDate | null;
  publicityUntil: IsoDate | null;
  status: RecordStatus;
  correctedOn: IsoDate | null;
  repairedOn: IsoDate | null;
  details: CreditRecord['details'];
  extra: Readonly<Record<string, string>> | null;
  source: string;
}

/** A market entity as registered, ready to be merged. */
export interface EnterpriseFact {
  type: 'enterprise';
  line: number;
  uscc: string;
  name: string;
  formerNames: readonly string[];
  regionCode: string;
  industryCode: string;
  establishedOn: IsoDate | null;
  registrationStatus: string;
  legalRepresentative: string;
  address: string;
  specialAreas: readonly string[];
  sample: boolean;
  extra: Readonly<Record<string, string>> | null;
}

export interface HolidayFact {
  type: 'holiday';
  line: number;
  day: IsoDate;
  working: boolean;
  name: string;
}

export type Fact = RecordFact | EnterpriseFact | HolidayFact;

/** What nearly all decision numbers are made of: ASCII, common ideographs, and the brackets around the year. */
const usual = /^[\x00-\x7F\u4E00-\u9FFF〔〕（）【】]*$/;

/**
 * A decision number as it is compared: width, brackets, blanks, 第 and 号 and leading zeros make no difference,
 * since two channels rarely spell it alike.
 */
export function foldNumber(number: string): string {
  // Numbers come by the million, and the general way is five times as long.
  return usual.test(number) ? foldUsual(number.toUpperCase()) : foldAny(number);
}

function foldAny(number: string): string {
  return (
    number
      .normalize('NFKC')
      .toUpperCase()
      .replace(/(?:[^\p{L}\p{N}]|[第号字])+/gu, ' ')
      // Between figures something has to part them: 〔2026〕1-12 is not 〔2026〕11-2, and 〔2026〕01 has a leading zero.
      .replace(/(?<!\d) | (?!\d)/g, '')
      .replace(/(?<!\d)0+(?=\d)/g, '')
  );
}

const zero = 0x30;
const [words, firstIdeograph, lastIdeograph] = ['第号字', 0x4e00, 0x9fff];

function isFigure(unit: number): boolean {
  return unit >= zero && unit <= 0x39;
}

/** Letters, but for the words that stand around a number. */
function isLetter(unit: number): boolean {
  if (unit >= firstIdeograph && unit <= lastIdeograph) return !words.includes(String.fromCharCode(unit));
  return unit >= 0x41 && unit <= 0x5a;
}

/** As `foldAny`, of usual text in upper case. */
function foldUsual(text: string): string {
  let folded = '';
  let afterFigure = false;
  let parted = false;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    const figure = isFigure(unit);
    if (!figure && !isLetter(unit)) {
      parted = true;
      continue;
    }
    const within = afterFigure && !parted;
    if (unit === zero && !within && isFigure(text.charCodeAt(index + 1))) continue;
    if (figure && afterFigure && parted) folded += ' ';
    folded += text[index];
    afterFigure = figure;
    parted = false;
  }
  return folded;
}
