import { z } from 'zod';
import type { IsoDate } from '../domain/ports.ts';
import { foldText, stripInvisible } from '../domain/text.ts';

/** How departments write «nothing» . */
const blanks = new Set(['', '/', '\\', '无', '空', '-', '--', '—', '／', 'NULL', 'null']);

const longestBlank = 4;

/** Roughly what `stripInvisible` takes away, and outer blanks: without Unicode properties, which cost a third of reading. */
const needsCleaning = new RegExp(
  '^\\s|\\s$|[\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F-\\u009F\\u00AD\\u0600-\\u061C\\u06DD\\u070F\\u08E2\\u180B-\\u180F' +
    '\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u206F\\uFE00-\\uFE0F\\uFEFF\\uFFF9-\\uFFFB\\uD800-\\uDFFF]',
);

/** Units that are never taken away: ideographs and kana, ASCII, full-width forms, the customary quotes and dashes. */
function isUsual(unit: number): boolean {
  return (
    (unit >= 0x3000 && unit < 0xd800) ||
    (unit >= 0x20 && unit < 0x7f) ||
    (unit > 0xff00 && unit < 0xfff0) ||
    (unit >= 0x2010 && unit < 0x2028)
  );
}

/** Of usual text only outer blanks, also ideographic ones, have to be taken away. Faster than `needsCleaning`. */
function isClean(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    if (!isUsual(text.charCodeAt(at))) return !needsCleaning.test(text);
  }
  const first = text.charCodeAt(0);
  const last = text.charCodeAt(text.length - 1);
  return first !== 0x20 && first !== 0x3000 && last !== 0x20 && last !== 0x3000;
}

/** The cell without invisible characters and outer blanks; '' for every way to write «nothing». */
export function cleanCell(cell: string): string {
  // Most cells of a row are empty, and rows come by the million.
  if (cell === '') return cell;
  let text = isClean(cell) ? cell : stripInvisible(cell).trim();
  // Put there by our own export, so that a spreadsheet does not run the cell as a formula.
  if (text.charCodeAt(0) === 0x27 && /^'[=+\-@]/.test(text)) text = text.slice(1);
  return text.length <= longestBlank && blanks.has(text) ? '' : text;
}

/** Reports a problem of one cell; the importer turns it into a quarantine entry with the column's header. */
function problem(
  payload: { issues: z.core.$ZodRawIssue[]; value: unknown },
  code: string,
  params: Record<string, string | number> = {},
): void {
  payload.issues.push({ code: 'custom', message: code, input: payload.value, params });
}

/** Optional text of at most `max` characters. */
export function text(max: number): z.ZodType<string, string | undefined> {
  return z
    .string()
    .default('')
    .check((payload) => {
      if (payload.value.length > max) problem(payload, 'cell.tooLong', { max, length: payload.value.length });
    });
}

/** Text that must be there. */
export function requiredText(max: number): z.ZodType<string, string | undefined> {
  return z
    .string()
    .default('')
    .check((payload) => {
      if (payload.value === '') problem(payload, 'cell.required');
      else if (payload.value.length > max)
        problem(payload, 'cell.tooLong', { max, length: payload.value.length });
    });
}

/** A name that is shown to people: letters must be in it, no formula, no line break. */
export const nameCell = requiredText(200).check((payload) => {
  if (payload.value === '') return;
  if (/^[=@]/.test(payload.value)) problem(payload, 'cell.formula');
  else if (!/\p{L}/u.test(payload.value)) problem(payload, 'name.invalid');
  else if (/[\r\n\t]/.test(payload.value)) problem(payload, 'name.lineBreak');
});

const daysBeforeMonth = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function isRealDay(year: number, month: number, day: number): boolean {
  if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1) return false;
  const start = daysBeforeMonth[month - 1] ?? 0;
  const end = daysBeforeMonth[month] ?? 365;
  return day <= end - start + (month === 2 && isLeap(year) ? 1 : 0);
}

const written =
  /^(\d{4})(?:[-/.年])(\d{1,2})(?:[-/.月])(\d{1,2})日?(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$/;
const compact = /^(\d{4})(\d{2})(\d{2})$/;
const serial = /^\d{5}(?:\.\d+)?$/;
const serialDay0 = Date.UTC(1899, 11, 30);

/**
 * `2026/5/31`, `2026-05-31`, `2026年5月31日`, `20260531`, with or without a time of day, or an Excel serial
 * (1900 system) → `2026-05-31`; null for what is no day of the calendar.
 */
export function parseDay(cell: string): IsoDate | null {
  const match = written.exec(cell) ?? compact.exec(cell);
  if (match) {
    const [, year, month, day] = match;
    if (!isRealDay(Number(year), Number(month), Number(day))) return null;
    return `${year}-${(month ?? '').padStart(2, '0')}-${(day ?? '').padStart(2, '0')}`;
  }
  if (serial.test(cell)) {
    // 20000–73050 is 1954–2099: outside of it five digits are hardly meant as a day.
    const days = Math.floor(Number(cell));
    if (days < 20_000 || days > 73_050) return null;
    return new Date(serialDay0 + days * 86_400_000).toISOString().slice(0, 10);
  }
  return null;
}

/** Optional day; far-away ends such as 长期 or 2099-12-31 count as «no end». */
export const dayCell = z
  .string()
  .default('')
  .transform((value, context): IsoDate | null => {
    const cell = foldText(value);
    if (
      cell === '' ||
      cell === '长期' ||
      cell === '永久' ||
      cell.startsWith('2099') ||
      cell.startsWith('9999')
    )
      return null;
    const day = parseDay(cell);
    if (day === null) problem(context, 'date.invalid');
    return day;
  });

/** A day that must be there, and must not lie after `latest`. */
export function requiredDay(latest: () => IsoDate): z.ZodType<IsoDate, string | undefined> {
  return z
    .string()
    .default('')
    .transform((value, context): IsoDate => {
      const cell = foldText(value);
      const day = cell === '' ? null : parseDay(cell);
      if (cell === '') problem(context, 'cell.required');
      else if (day === null) problem(context, 'date.invalid');
      else if (day > latest()) problem(context, 'date.future', { latest: latest() });
      return day ?? '';
    });
}

const decimal = /^(\d{1,12})(?:\.(\d{1,6}))?$/;

/** An amount in 万元, decimal(18,6), as whole fen (万元 × 1 000 000); null where nothing was written. */
export const amountCell = z
  .string()
  .default('')
  .transform((value, context): number | null => {
    const cell = foldText(value).replaceAll(',', '').replace(/万元$/, '').trim();
    if (cell === '') return null;
    if (cell.startsWith('-')) problem(context, 'amount.negative');
    const match = decimal.exec(cell);
    const fen = match ? Number(match[1]) * 1_000_000 + Number((match[2] ?? '').padEnd(6, '0')) : Number.NaN;
    if (!Number.isSafeInteger(fen)) problem(context, 'amount.invalid');
    return fen;
  });

/** A score from 0 to 100; null where nothing was written. */
export const scoreCell = z
  .string()
  .default('')
  .transform((value, context): number | null => {
    const cell = foldText(value).replace(/分$/, '');
    if (cell === '') return null;
    const score = /^\d{1,3}(\.\d{1,4})?$/.test(cell) ? Number(cell) : Number.NaN;
    if (!(score >= 0 && score <= 100)) problem(context, 'score.invalid');
    return score;
  });

/** One of the given words; `fallback` stands for an empty cell, undefined makes the cell required. */
export function oneOf<T extends string>(
  meanings: Readonly<Record<string, T>>,
  fallback?: T,
): z.ZodType<T, string | undefined> {
  return z
    .string()
    .default('')
    .transform((value, context): T => {
      const cell = foldText(value).replaceAll(' ', '').toUpperCase();
      const meaning = Object.hasOwn(meanings, cell) ? meanings[cell] : undefined;
      if (meaning !== undefined) return meaning;
      if (cell === '' && fallback !== undefined) return fallback;
      if (cell === '') problem(context, 'cell.required');
      else
        problem(context, 'value.unknown', {
          value: cell.slice(0, 40),
          allowed: Object.keys(meanings).slice(0, 14).join('、'),
        });
      return fallback ?? (Object.values(meanings)[0] as T);
    });
}
