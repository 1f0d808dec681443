import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stripInvisible } from '../../src/domain/text.ts';
import {
  amountCell,
  cleanCell,
  dayCell,
  nameCell,
  oneOf,
  parseDay,
  requiredDay,
  requiredText,
  scoreCell,
  text,
} from '../../src/imports/cells.ts';
import { csvLine } from '../../src/imports/csv-line.ts';
import { parsePenaltyKinds } from '../../src/imports/meanings.ts';

/** The value, or the code of the first problem. */
function read(
  cell: {
    safeParse(value: string | undefined): {
      success: boolean;
      data?: unknown;
      error?: { issues: { message: string }[] };
    };
  },
  value: string | undefined,
): unknown {
  const result = cell.safeParse(value);
  return result.success ? result.data : `!${result.error?.issues[0]?.message}`;
}

describe('a cell', () => {
  it('is cleaned of what nobody sees, whatever stands around it', () => {
    const unit = fc.constantFrom(
      ...' \u3000\u00A0\t\n\u0000\u007F\u0085\u00AD\u200B\u202E\u2028\uFEFF\uFE0F\uFFF9示例“（－é𠮷aB7'.split(
        '',
      ),
      '𠮷',
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 12 }), (cell) => {
        // Longer than any word for «nothing», and no apostrophe in front.
        const long = `${cell}示例示例${cell}`;
        expect(cleanCell(long)).toBe(stripInvisible(long).trim());
      }),
      { numRuns: 3_000 },
    );
  });

  it.each(['', ' ', '/', '／', '\\', '无', '空', '-', '--', '—', 'NULL', 'null', '\u3000/ ', '\uFEFF'])(
    'that holds %j is empty',
    (written) => expect(cleanCell(written)).toBe(''),
  );

  it.each([
    [' 甲 ', '甲'],
    ['甲\u200B乙\u202E', '甲乙'],
    ['无锡示例公司', '无锡示例公司'],
    ['0', '0'],
    ["'=1+1", '=1+1'],
    ["'甲", "'甲"],
  ])('%j is %j', (written, clean) => expect(cleanCell(written)).toBe(clean));

  it('that our own export protected from a spreadsheet comes back as it was', () => {
    for (const cell of ['=SUM(A1)', '+1', '-1', '@x']) {
      expect(cleanCell(csvLine([cell]).trimEnd())).toBe(cell);
    }
  });
});

describe('a day', () => {
  it.each([
    '2026-05-31',
    '2026/5/31',
    '2026.5.31',
    '2026年5月31日',
    '2026年05月31日',
    '20260531',
    '2026-05-31 08:30:00',
    '2026-05-31T08:30:00.000',
    '46173',
    '46173.5',
  ])('is read from %j', (written) => expect(parseDay(written)).toBe('2026-05-31'));

  it.each([
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '1899-12-31',
    '31/05/2026',
    '99999',
    '昨天',
  ])('is not read from %j', (written) => expect(parseDay(written)).toBeNull());

  it('is what the calendar has, in every spelling', () => {
    const days = fc.date({ min: new Date('1900-01-01'), max: new Date('2098-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(days, (date) => {
        const day = date.toISOString().slice(0, 10);
        const [year, month, dayOfMonth] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
        expect(parseDay(day.replaceAll('-', ''))).toBe(day);
        expect(parseDay(`${year}/${month}/${dayOfMonth}`)).toBe(day);
        expect(parseDay(`${year}年${month}月${dayOfMonth}日`)).toBe(day);
      }),
    );
  });

  it('without an end is null', () => {
    for (const written of ['', '长期', '永久', '2099-12-31', '2099/12/31', '9999-12-31']) {
      expect(read(dayCell, written)).toBeNull();
    }
    expect(read(dayCell, '２０２６-05-31')).toBe('2026-05-31');
    expect(read(dayCell, '明年')).toBe('!date.invalid');
  });

  it('of a decision is there and not after today', () => {
    const day = requiredDay(() => '2026-05-31');
    expect(read(day, '2026-05-31')).toBe('2026-05-31');
    expect(read(day, '2026-06-01')).toBe('!date.future');
    expect(read(day, '')).toBe('!cell.required');
    expect(read(day, undefined)).toBe('!cell.required');
    expect(read(day, '2026-02-30')).toBe('!date.invalid');
  });
});

describe('an amount in 万元', () => {
  it.each([
    ['', null],
    ['0', 0],
    ['0.1', 100_000],
    ['1', 1_000_000],
    ['0.000001', 1],
    ['1,234.5', 1_234_500_000],
    ['２万元', 2_000_000],
    ['3.10 万元', 3_100_000],
    ['-1', '!amount.negative'],
    ['一万', '!amount.invalid'],
    ['0.0000001', '!amount.invalid'],
    ['1e3', '!amount.invalid'],
    ['999999999999', '!amount.invalid'],
  ])('%j is %j fen', (written, fen) => expect(read(amountCell, written)).toBe(fen));

  it('is exact to the fen', () => {
    fc.assert(
      fc.property(fc.nat(9_000_000), fc.nat(999_999), (whole, fen) => {
        expect(read(amountCell, `${whole}.${String(fen).padStart(6, '0')}`)).toBe(whole * 1_000_000 + fen);
      }),
    );
  });
});

describe('other cells', () => {
  it('scores go from 0 to 100', () => {
    expect(read(scoreCell, '')).toBeNull();
    expect(read(scoreCell, '85.5分')).toBe(85.5);
    expect(read(scoreCell, '100')).toBe(100);
    for (const written of ['101', '-1', '优']) expect(read(scoreCell, written)).toBe('!score.invalid');
  });

  it('texts keep to their length', () => {
    expect(read(text(3), '一二三')).toBe('一二三');
    expect(read(text(3), '一二三四')).toBe('!cell.tooLong');
    expect(read(requiredText(3), '')).toBe('!cell.required');
    expect(read(requiredText(3), '一二三四')).toBe('!cell.tooLong');
  });

  it('names are names', () => {
    expect(read(nameCell, '青岛示例（集团）有限公司')).toBe('青岛示例（集团）有限公司');
    expect(read(nameCell, '=HYPERLINK("x")')).toBe('!cell.formula');
    expect(read(nameCell, '12345')).toBe('!name.invalid');
    expect(read(nameCell, '示例\n公司')).toBe('!name.lineBreak');
  });

  it('words of a list are found by their meaning, and no property of objects is taken for one', () => {
    const grade = oneOf({ 优: 'a', A级: 'b' });
    expect(read(grade, 'Ａ 级')).toBe('b');
    expect(read(grade, '')).toBe('!cell.required');
    for (const written of ['甲', 'constructor', '__proto__'])
      expect(read(grade, written)).toBe('!value.unknown');
    expect(read(oneOf({ 优: 'a' }, 'a'), '')).toBe('a');
  });

  it('kinds of penalty stand in one cell, however joined', () => {
    expect(parsePenaltyKinds('警告；罚款、没收违法所得,其他-责令改正', '')).toEqual({
      kinds: ['warning', 'fine', 'confiscateGains', 'other'],
      unknown: [],
    });
    expect(parsePenaltyKinds('暂扣或者吊销许可证', '吊销许可证').kinds).toEqual(['revokeLicence']);
    expect(parsePenaltyKinds('暂扣或吊销执照', '暂扣三个月').kinds).toEqual(['suspendLicence']);
    expect(parsePenaltyKinds('罚款、鞭打', '')).toEqual({ kinds: ['fine'], unknown: ['鞭打'] });
  });
});
