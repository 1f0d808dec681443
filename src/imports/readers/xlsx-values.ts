const dayMs = 86_400_000;
const daySeconds = 86_400;
/** 9999-12-31, the last day of Excel's calendar of 1900. */
const lastSerial = 2_958_465;

/** Excel keeps fifteen digits; the later ones of a longer code were replaced by zeros when it was typed. */
const firstImpreciseInteger = 1e15;

/** ECMA-376 part 1, 18.8.30: built-in number formats that show a day or a time, those of East Asia among them. */
const builtinDateRanges: readonly [number, number][] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
];

/** Parts of a format code that are shown as they are or not at all: "text", \x, [colour], _width, *fill. */
const literals = /"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g;

/** Whether numbers of this format are days or times; `code` is the format's own text, if it has one. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return builtinDateRanges.some(([from, to]) => id >= from && id <= to);
  return /[ymdhs年月日]/i.test(code.replace(literals, ''));
}

/**
 * An Excel serial as `YYYY-MM-DD`, with ` HH:MM:SS` only where it has a time, or as the time alone below one day.
 * Serial 60 is 1900-02-29, a day that never was but that Excel counts; it is given back as such, to be refused as a
 * date. Null for what is outside the calendar or no number.
 */
export function serialToText(serial: number, date1904: boolean): string | null {
  const seconds = Math.round(serial * daySeconds);
  const day = Math.floor(seconds / daySeconds);
  if (!(seconds >= 0 && day <= lastSerial)) return null;
  const time = new Date((seconds % daySeconds) * 1000).toISOString().slice(11, 19);
  if (day === 0 && !date1904) return time;
  const epoch = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, day < 60 ? 31 : 30);
  const date =
    !date1904 && day === 60 ? '1900-02-29' : new Date(epoch + day * dayMs).toISOString().slice(0, 10);
  return time === '00:00:00' ? date : `${date} ${time}`;
}

/**
 * The number as people write it: no exponent, and without the noise of binary fractions (0.56999999999999995 is
 * 0.57). `precise` is false for an integer with more digits than Excel keeps, such as a code stored as a number.
 * Text that is no number is given back as it is.
 */
export function plainNumber(raw: string): { text: string; precise: boolean } {
  const text = raw.trim();
  const value = Number(text);
  if (text === '' || !Number.isFinite(value)) return { text, precise: true };
  const precise = Math.abs(value) < firstImpreciseInteger || !Number.isInteger(value);
  return { text: withoutExponent(String(value)), precise };
}

function withoutExponent(text: string): string {
  const [mantissa = '', exponent] = text.split('e');
  if (exponent === undefined) return text;
  const sign = mantissa.startsWith('-') ? '-' : '';
  const [whole = '', fraction = ''] = mantissa.slice(sign.length).split('.');
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return sign + digits.padEnd(point, '0');
}
