const usccAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const orgAlphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const usccWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const orgWeights = [3, 7, 9, 10, 5, 8, 4, 2];
const idWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

function weightedSum(body: string, alphabet: string, weights: readonly number[]): number {
  if (body.length !== weights.length)
    throw new RangeError(`expected ${weights.length} characters, got ${body.length}`);
  let sum = 0;
  for (const [index, weight] of weights.entries()) {
    const value = alphabet.indexOf(body.charAt(index));
    if (value < 0) throw new RangeError(`character ${index + 1} is not in the alphabet`);
    sum += value * weight;
  }
  return sum;
}

/**
 * 校验码 of a 统一社会信用代码 (GB 32100-2015, appendix A) from its first 17 characters, upper case.
 * @throws RangeError on another length or a character outside the code's 31
 */
export function usccCheckChar(first17: string): string {
  // The outer remainder matters: without it, codes whose check is 0 would be refused.
  return usccAlphabet.charAt((31 - (weightedSum(first17, usccAlphabet, usccWeights) % 31)) % 31);
}

/**
 * 校验码 of an 组织机构代码 (GB 11714) from its 8 body characters, upper case: 0–9 or X.
 * @throws RangeError on another length or a character other than 0–9 and A–Z
 */
export function orgCheckChar(first8: string): string {
  return '0X987654321'.charAt(weightedSum(first8, orgAlphabet, orgWeights) % 11);
}

/**
 * Check character of a 公民身份号码 (GB 11643, ISO 7064 MOD 11-2) from its first 17 digits: 0–9 or X.
 * @throws RangeError on another length or anything but digits
 */
export function idCheckChar(first17: string): string {
  return '10X98765432'.charAt(weightedSum(first17, '0123456789', idWeights) % 11);
}

/** True for the first character that the alphabet of GB 32100 has: no I, O, S, V, Z. */
export function isUsccChar(char: string): boolean {
  return char.length === 1 && usccAlphabet.includes(char);
}

/**
 * True for a 15-digit 注册号 (GS 15-2006) whose own check digit (ISO 7064 MOD 11,10) fits. Co-operatives have
 * `NA` in positions 7 and 8 and always X at the end.
 */
export function isRegisteredNo(text: string): boolean {
  if (/^\d{6}NA\d{6}X$/.test(text)) return true;
  if (!/^\d{15}$/.test(text)) return false;
  let product = 10;
  for (const digit of text.slice(0, 14)) {
    product = (((product + Number(digit)) % 10 || 10) * 2) % 11;
  }
  return (product + Number(text.charAt(14))) % 10 === 1;
}
