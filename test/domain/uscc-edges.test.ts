import { describe, expect, it } from 'vitest';
import {
  idCheckChar,
  isRegisteredNo,
  isUsccChar,
  orgCheckChar,
  usccCheckChar,
} from '../../src/domain/check-digits.ts';
import { classifyIdNumber, findIdNumbers, maskIdNumbers } from '../../src/domain/id-number.ts';
import { findIdentifiers, inspectIdentifier } from '../../src/domain/uscc.ts';
import { passesUscc } from '../../src/domain/uscc-pass.ts';

/** A code that passes both checks. */
function issue(head: string, region: string, body: string): string {
  const first = head + region + body + orgCheckChar(body);
  return first + usccCheckChar(first);
}

const idNumber = (region: string, birthday: string, order = '001') => {
  const first = region + birthday + order;
  return first + idCheckChar(first);
};

describe('check characters', () => {
  it('are not made of anything but a body of the right length and letters', () => {
    for (const wrong of ['', '9137020026457425', '91370200264574251E', '91370200264574I51'])
      expect(() => usccCheckChar(wrong)).toThrow(RangeError);
    for (const wrong of ['2645742', '264574251', '2645742é', 'm1234567'])
      expect(() => orgCheckChar(wrong)).toThrow(RangeError);
    for (const wrong of ['3702021990010100', '37020219900101001X', '3702021990010100A'])
      expect(() => idCheckChar(wrong)).toThrow(RangeError);
    expect(() => orgCheckChar('264')).toThrow('expected 8 characters, got 3');
    expect(() => orgCheckChar('26é57425')).toThrow('character 3 is not in the alphabet');
  });

  it('are of the alphabet of GB 32100, one by one', () => {
    const chars = ['0', 'A', 'Y', 'I', 'O', 'S', 'V', 'Z', 'a', '', '01', 'AB', '-'];
    expect(chars.filter(isUsccChar)).toEqual(['0', 'A', 'Y']);
  });

  it('of 注册号 are looked at in fifteen characters, no more and no less', () => {
    expect(isRegisteredNo('110108000000016')).toBe(true);
    expect(isRegisteredNo('370283NA000123X')).toBe(true);
    for (const wrong of [
      '0110108000000016',
      '1101080000000160',
      '11010800000001',
      'x10108000000016',
      '1370283NA000123X',
      '370283NA000123XX',
      '',
    ])
      expect([wrong, isRegisteredNo(wrong)]).toEqual([wrong, false]);
  });
});

describe('the cheap test', () => {
  it('takes both checks', () => {
    expect(passesUscc('91370200264574251E')).toBe(true);
    expect(passesUscc('91370200264574251F')).toBe(false);
    // Passes the check over all, but not the one within.
    expect(passesUscc('123456789012345678')).toBe(false);
    expect(passesUscc('91370200264574251E0')).toBe(false);
    expect(passesUscc('091370200264574251E')).toBe(false);
  });
});

describe('what is wrong with an identifier', () => {
  it.each([
    ['91A70200264574251E', 'uscc', 'region', 3],
    ['9137020A264574251E', 'uscc', 'region', 8],
    ['?1370200264574251E', 'unknown', 'alphabet', 1],
    ['91370200264574251?', 'unknown', 'alphabet', 18],
    ['1370283NA000123X', 'unknown', 'length', null],
    ['370283NA000123XX', 'unknown', 'length', null],
    ['1101080000000160', 'unknown', 'length', null],
    ['370202199001010014', 'idNumber', 'idNumber', null],
  ])('%s: %s, %s at %s', (input, kind, reason, position) => {
    expect(inspectIdentifier(input)).toMatchObject({ valid: false, kind, reason, position });
  });

  it('the region of a 注册号 is told by its first six digits', () => {
    expect(inspectIdentifier('370202228051231').region?.code).toBe('370202');
  });
});

describe('the suggestion', () => {
  it.each([
    ['9L370200264574251E', '91370200264574251E', 'the category'],
    ['9137020D264574251E', '91370200264574251E', 'the end of the region'],
    ['9137020026457425LE', '91370200264574251E', 'the check within'],
  ])('%s: %s, a letter for a digit in %s', (input, suggestion) => {
    expect(inspectIdentifier(input).suggestion).toBe(suggestion);
  });

  it('leaves letters that may stand where they stand', () => {
    const eight = issue('81', '370200', '26457425');
    expect(inspectIdentifier(`B${eight.slice(1)}`).suggestion).toBeNull();
    const body = issue('91', '370200', '2645B425');
    expect(inspectIdentifier(body.replace('2645B425', '26458425')).suggestion).toBeNull();
  });

  it('reads a small l as 1 where it was typed, and no large L', () => {
    const code = issue('91', '370200', 'MA31KL45');
    const typed = code.replace('MA31KL45', 'MA3lKL45');
    expect(inspectIdentifier(typed).suggestion).toBe(code);
    expect(inspectIdentifier(` ${typed.slice(0, 8)}-${typed.slice(8)}`).suggestion).toBe(code);
    expect(inspectIdentifier(code.replace('MA31KL45', 'MA3LKL45')).suggestion).toBeNull();
    expect(inspectIdentifier(code)).toMatchObject({ valid: true, suggestion: null });
  });
});

describe('identifiers in a sentence', () => {
  it.each<[why: string, text: string, found: string[]]>([
    ['sixteen characters of a code', '查9137020026457425', ['9137020026457425']],
    ['twenty', '查91370200264574251E12', ['91370200264574251E12']],
    ['twenty-one with one in it', '查91370200264574251E123', ['91370200264574251E']],
    ['twenty-one with none in it', '查91370200264574251F123', []],
    ['eight digits among letters', 'ABCDEFGH12345678', ['ABCDEFGH12345678']],
    ['seven', 'ABCDEFGHJ1234567', []],
    ['six, and letters like digits', 'AAAAAAAAOI123456', ['AAAAAAAAOI123456']],
    ['five, and letters like digits', 'OISZLOISZLO12345', []],
    ['fifteen digits, whatever the check says', '注册号110108000000017', ['110108000000017']],
    ['the number of a co-operative', '370283NA000123X', ['370283NA000123X']],
    ['fifteen letters and digits', '37028312345678A', []],
    ['fifteen letters', 'ABCDEFGHJKLMNPQ', []],
    ['an 组织机构代码', '26457425-1', ['26457425-1']],
    ['one with a blank instead', '26457425 1', []],
    ['one with a blank more', '26457425- 1', []],
    ['one with its dash elsewhere', '2645742-51', []],
    ['one of another check', '26457425-2', []],
    ['a code of which the first part could stand alone', '9137020026457425 1E', ['9137020026457425 1E']],
    ['groups with a mistake', '9137 0200 2645 7425 1F', ['9137 0200 2645 7425 1F']],
    ['groups of no authority', '9437 0200 2645 7425 1F', []],
    ['groups of no region', '9199 0200 2645 7425 1F', []],
    ['groups with words between', '9137和0200和2645和7425和1E', []],
    ['groups too far apart', '9137   0200   2645   7425   1E', []],
    ['groups after another word', 'haier查9137 0200 2645 7425 1E', ['9137 0200 2645 7425 1E']],
    ['groups, and then more', '9137 0200 2645 7425 1E 2026', ['9137 0200 2645 7425 1E']],
    [
      'two in groups',
      '9137 0200 2645 7425 1E，9137 0600 7508 8883 83',
      ['9137 0200 2645 7425 1E', '9137 0600 7508 8883 83'],
    ],
    ['groups that come to nineteen', '9137 0200 2645 7425 1EE', []],
  ])('%s: %s', (_, text, found) => {
    expect(findIdentifiers(text)).toEqual(found);
  });
});

describe('ID numbers', () => {
  it('are of people born from 1901 to 2099', () => {
    const years = ['1900', '1901', '1999', '2000', '2099', '2100'];
    const certain = years.filter((year) => classifyIdNumber(idNumber('370202', `${year}0101`)) === 'certain');
    expect(certain).toEqual(['1901', '1999', '2000', '2099']);
  });

  it('are whole: no part of a longer text', () => {
    const valid = idNumber('370202', '19900101');
    for (const wrong of [`${valid}0`, `3${valid}`, `x${valid}`, `${valid}x`, valid.slice(0, 17)])
      expect([wrong, classifyIdNumber(wrong)]).toEqual([wrong, null]);
  });

  it('are found and masked in their places', () => {
    const one = idNumber('370202', '19900101');
    const two = idNumber('370102', '19851231', '002');
    expect(findIdNumbers(`a ${one}，${two}`)).toEqual([
      { start: 2, end: 20, certain: true },
      { start: 21, end: 39, certain: true },
    ]);
    expect(maskIdNumbers(`甲${one}乙${two}丙`)).toEqual({ text: '甲***乙***丙', count: 2 });
    expect(maskIdNumbers('')).toEqual({ text: '', count: 0 });
  });
});
