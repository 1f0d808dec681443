import { createHash, timingSafeEqual } from 'node:crypto';
import type { Random } from './ports.ts';

/** Letters and digits that nobody mistakes for each other, even read aloud. */
const alphabet = '3479ACDEFHJKLMNPRTUWXY';
const selectorLength = 4;
const secretLength = 8;

/** 绑定码 is good for ten minutes and five tries. */
export const codeMinutes = 10;
export const codeTries = 5;
/** An account that was wrong five times in a row is not listened to for so long. */
export const lockMinutes = 60;

export interface BindCode {
  selector: string;
  secret: string;
}

/** Evenly distributed: bytes that would favour the first letters are drawn again. */
function letters(random: Random, count: number): string {
  const fair = 256 - (256 % alphabet.length);
  let text = '';
  while (text.length < count) {
    for (const byte of random.bytes(count))
      if (byte < fair && text.length < count) text += alphabet[byte % alphabet.length];
  }
  return text;
}

export function newCode(random: Random): BindCode {
  return { selector: letters(random, selectorLength), secret: letters(random, secretLength) };
}

/** As it is written down and typed: ACDE-FHJK-LMNP. */
export function codeText({ selector, secret }: BindCode): string {
  return `${selector}-${secret.slice(0, 4)}-${secret.slice(4)}`;
}

/** Blanks, dashes and small letters do not matter. Null: cannot be one. */
export function parseCode(text: string): BindCode | null {
  const letters = text.toUpperCase().replace(/[\s-]/g, '');
  if (letters.length !== selectorLength + secretLength) return null;
  if ([...letters].some((letter) => !alphabet.includes(letter))) return null;
  return { selector: letters.slice(0, selectorLength), secret: letters.slice(selectorLength) };
}

/** What is stored: 37 random bits, guessable five times, need no slow hash. */
export function codeHash({ selector, secret }: BindCode): string {
  return createHash('sha256').update(`chengxin/bind/${selector}/${secret}`).digest('base64url');
}

export function sameHash(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
