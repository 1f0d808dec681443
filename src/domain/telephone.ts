import { idNumberMark } from './id-number.ts';

/** Digits as people type them: half or full width, with a blank or dash between. */
const digit = '[0-9０-９]';
const gap = '[ \\u00A0\\u3000\\u200B-\\u200D—－-]?';
const mobile = `[1１](?:${gap}[3-9３-９])(?:${gap}${digit}){9}`;
const landline = `[0０](?:${gap}${digit}){2,3}${gap}${digit}{7,8}`;
const telephone = new RegExp(`(?<!${digit})(?:${mobile}|${landline})(?!${digit})`, 'g');

/**
 * The text with every mobile number (11 digits from 13 to 19) and every landline number with its area code replaced by
 * `***`, and how many there were. Longer runs of digits, as ticket numbers, are left alone.
 */
export function maskTelephones(text: string): { text: string; count: number } {
  let count = 0;
  const masked = text.replace(telephone, () => {
    count += 1;
    return idNumberMark;
  });
  return { text: masked, count };
}
