import { orgCheckChar, usccCheckChar } from './check-digits.ts';

const shape = /^[1-9ANY][1-59][0-9]{6}[0-9A-HJ-NP-RTUW-Y]{10}$/;

/** True for 18 characters of the right shape that pass both checks. The cheap test, for millions of rows. */
export function passesUscc(code: string): boolean {
  return shape.test(code) && orgCheckChar(code.slice(8, 16)) === code[16] && usccCheckChar(code.slice(0, 17)) === code[17];
}
