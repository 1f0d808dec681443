import { orgCheckChar, usccCheckChar } from './check-digits.ts';

/** Authority and category are the pairs of the standard's table 1. */
const shape =
  /^(?:1[1239]|2[19]|3[1-59]|[48][19]|5[1239]|6[129]|7[129]|9[1-3]|A[19]|N[1239]|Y1)\d{6}[0-9A-HJ-NP-RTUW-Y]{10}$/;

/** True for 18 characters of the right shape that pass both checks. The cheap test, for millions of rows. */
export function passesUscc(code: string): boolean {
  return (
    shape.test(code) &&
    orgCheckChar(code.slice(8, 16)) === code[16] &&
    usccCheckChar(code.slice(0, 17)) === code[17]
  );
}
