import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idCheckChar, orgCheckChar } from '../../src/domain/check-digits.ts';
import { findIdNumbers, maskIdNumbers } from '../../src/domain/id-number.ts';

/** Made up: sequence 001, a day of birth that anyone may have. */
const made = (first17: string) => first17 + idCheckChar(first17);
const idNumber = made('37020219900101001');

describe('findIdNumbers', () => {
  it('knows the check character of the standard', () => {
    // The example of GB 11643.
    expect(idCheckChar('11010519491231002')).toBe('X');
    expect(findIdNumbers('11010519491231002X')).toEqual([{ start: 0, end: 18, certain: true }]);
  });

  it.each([
    ['alone', idNumber],
    ['glued to Chinese', `身份证${idNumber}，男`],
    ['in groups', '370202 19900101 001'.concat(idNumber.slice(17))],
    ['with dashes', `370202-19900101-${idNumber.slice(14)}`],
    ['full-width', [...idNumber].map((c) => String.fromCodePoint(c.charCodeAt(0) + 0xfee0)).join('')],
    ['with zero-width marks', `370202\u200B${idNumber.slice(6)}`],
    ['lower-case x', '11010519491231002x'],
    ['behind another number', `12 ${idNumber}`],
    ['before another number', `${idNumber} 13800138000`],
  ])('finds it %s', (_how, text) => {
    expect(findIdNumbers(text)).toMatchObject([{ certain: true }]);
    expect(maskIdNumbers(text).text).not.toMatch(/19900101|19491231/);
  });

  it('takes one typed wrong as possible, since it is still a person’s', () => {
    const last = idNumber.endsWith('0') ? '1' : '0';
    expect(findIdNumbers(idNumber.slice(0, 17) + last)).toEqual([{ start: 0, end: 18, certain: false }]);
  });

  it('takes the old form of 15 digits as possible, unless it is a number of an organisation', () => {
    expect(findIdNumbers('370202900101123')).toEqual([{ start: 0, end: 15, certain: false }]);
    expect(findIdNumbers('370202901301123')).toEqual([]); // no such month
    expect(findIdNumbers('110105491231002')).toEqual([]); // the check digit of a 注册号 fits
    expect(findIdNumbers(`37020272010100${orgCheckChar('72010100')}`)).toEqual([]); // 税务登记号
  });

  it.each([
    ['a code that is all digits', '531000005000160090'],
    ['a code that is all digits', '914403001922038216'],
    ['a code that is all digits', '913706007508888383'],
    ['a 注册号', '110108000000016'],
    ['money', '1234567890123.45'],
    ['money', '370202.19900101'],
    ['a day that does not exist', made('37020219900230001')],
    ['a province that does not exist', made('99020219900101001')],
    ['a bank account', '6222021990010100112'],
    ['digits within letters', `A${idNumber}`],
    ['a decision number', '鲁青市监罚字〔2026〕370202199号'],
    ['a phone', '13800138000'],
    ['nothing', ''],
  ])('leaves %s: %s', (_what, text) => {
    expect(findIdNumbers(text)).toEqual([]);
    expect(maskIdNumbers(text)).toEqual({ text, count: 0 });
  });

  it('masks each and leaves the rest as it was', () => {
    expect(maskIdNumbers(`甲${idNumber}，乙 11010519491231002X。`)).toEqual({
      text: '甲***，乙 ***。',
      count: 2,
    });
  });

  it('finds every number made by the standard, wherever it stands', () => {
    const person = fc
      .tuple(
        fc.constantFrom('370102', '110105', '652901', '440304'),
        fc.date({ min: new Date('1901-01-01'), max: new Date('2025-12-31'), noInvalidDate: true }),
        fc.integer({ min: 0, max: 999 }),
      )
      .map(([region, day, order]) =>
        made(region + day.toISOString().slice(0, 10).replaceAll('-', '') + String(order).padStart(3, '0')),
      );
    fc.assert(
      fc.property(
        person,
        fc.constantFrom('', '证件号：', '张三 ', '（'),
        fc.constantFrom('', '。', ' 元', '）'),
        (id, before, after) => {
          expect(maskIdNumbers(before + id + after)).toEqual({ text: `${before}***${after}`, count: 1 });
        },
      ),
    );
  });

  it('takes a long row of digits and blanks in a moment', () => {
    const start = performance.now();
    expect(findIdNumbers('1 2 '.repeat(25_000))).toEqual([]);
    expect(findIdNumbers('3'.repeat(100_000))).toEqual([]);
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});

it('dots between its parts do not hide an ID number', () => {
  expect(maskIdNumbers('经办人 370202.19900101.0017')).toEqual({ text: '经办人 ***', count: 1 });
  expect(maskIdNumbers('罚款 123456.78 元，2026.05.31 缴纳')).toMatchObject({ count: 0 });
});
