import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldNumber } from '../../src/domain/facts.ts';
import { findLayout } from '../../src/imports/header.ts';
import type { RawRow } from '../../src/imports/readers/rows.ts';
import { RowReader, readRow } from '../../src/imports/rows.ts';
import { templates } from '../../src/imports/templates/index.ts';
import { code, idNumber } from './importing.ts';

const today = '2026-05-31';

/** Cells that departments write, good and bad, in every column: most rows have something wrong with them. */
const cells = [
  ...[
    '',
    ' ',
    '/',
    '无',
    '示例公司',
    ' 示例\u200B公司',
    '=1+1',
    "'=1+1",
    'x'.repeat(201),
    '甲\n乙',
    `说明${idNumber}`,
  ],
  ...[
    idNumber,
    code(1),
    code(2),
    code(1).toLowerCase(),
    `${code(1).slice(0, 17)}?`,
    '370202',
    '370202000000001',
  ],
  ...['2026-05-31', '2026/5/1', '20260501', '2026-13-01', '2026-06-01', '长期', '46082', '2020-01-01'],
  ...['0.5', '1,000万元', '-1', '85', '85分', '101', '1号', '第００1号', '示〔2026〕1号'],
  ...[
    '警告',
    '警告、罚款',
    '鞭打',
    '暂扣或者吊销许可证',
    '正常',
    '撤销',
    '自然人',
    '法人',
    '优',
    'A',
    '是',
    '12',
    '行政检查',
    '办理中',
    '请回电13800138000',
  ],
];
const good: Readonly<Record<string, string>> = {
  name: '示例公司',
  uscc: code(1),
  partyType: '法人',
  number: '示〔2026〕1号',
  violationType: '示例',
  penaltyName: '示例',
  penaltyKinds: '警告',
  decidedOn: '2026-05-01',
  authority: '示例局',
  category: '普通',
  list: '经营异常名录',
  commitmentType: '主动型',
  matter: '示例',
  channel: '12345',
  outcome: '属实',
  period: '2026-1',
  publicGrade: '优',
  industryGrade: 'A',
  industry: '示例',
  marketScore: '85',
  publicityKind: '行政检查',
  content: '示例',
  regionCode: '370202',
  day: '2026-05-01',
  dayType: '休',
  holidayName: '示例节',
};

describe('the quick way to read a row', () => {
  it.each(templates.map((template) => [template.title, template] as const))(
    '%s: says what the plain one says',
    (_, template) => {
      const fields = [
        ...template.columns.map(({ field }) => field),
        'beyond',
        'recordStatus',
        'quarantineId',
      ];
      const headers = [...template.columns.map(({ header }) => header), '经办', '数据状态', '隔离编号'];
      const layout = findLayout('file', [{ cells: headers }])?.layout;
      if (!layout) throw new Error('no layout');
      const row = fc.record({
        changes: fc.array(fc.tuple(fc.nat({ max: headers.length - 1 }), fc.constantFrom(...cells)), {
          maxLength: 4,
        }),
        length: fc.oneof(fc.constant(headers.length), fc.nat({ max: headers.length + 2 })),
        fault: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, fc.constant(true)),
      });
      fc.assert(
        fc.property(fc.array(row, { maxLength: 60 }), (rows) => {
          const reader = new RowReader(layout, today);
          let sound = 0;
          for (const [index, { changes, length, fault }] of rows.entries()) {
            const texts = fields.map((field) => good[field] ?? '');
            for (const [column, text] of changes) texts[column] = text;
            while (texts.length < length) texts.push(index % 2 === 0 ? '' : '多');
            const raw: RawRow = { line: index + 2, cells: texts.slice(0, length) };
            if (fault) raw.faults = [{ column: 1, code: 'cell.quote' }];
            const plain = readRow(layout, raw, today);
            expect(reader.read(raw)).toEqual(plain);
            if (plain.fact) sound += 1;
          }
          // Of the untouched rows at least.
          expect(sound).toBeGreaterThanOrEqual(
            rows.filter((one) => one.changes.length === 0 && one.length === headers.length && !one.fault)
              .length,
          );
        }),
        { numRuns: 40 },
      );
    },
  );

  it('forgets what a column said when thousands of texts were different', () => {
    const headers = templates[0].columns.map(({ header }) => header);
    const layout = findLayout('file', [{ cells: headers }])?.layout;
    if (!layout) throw new Error('no layout');
    const reader = new RowReader(layout, today);
    for (let index = 0; index < 12_000; index += 1) {
      const values = {
        ...good,
        number: `${index % 9_000}号`,
        content: '长'.repeat(index % 7_000),
        authority: `局${index % 3}`,
      };
      const raw = {
        line: index,
        cells: templates[0].columns.map(({ field }) => (values as Record<string, string>)[field] ?? ''),
      };
      const { fact } = reader.read(raw);
      expect(fact).toMatchObject({
        number: values.number,
        authority: values.authority,
        details: { content: values.content },
      });
    }
  });
});

describe('a decision number', () => {
  /** The rule as it is said, without regard to time. */
  const folded = (number: string): string =>
    number
      .normalize('NFKC')
      .toUpperCase()
      .replace(/(?:[^\p{L}\p{N}]|[第号字])+/gu, ' ')
      .replace(/(?<!\d) | (?!\d)/g, '')
      .replace(/(?<!\d)0+(?=\d)/g, '');

  it('is folded by one rule, whatever it is made of', () => {
    const unit = fc.constantFrom(...'0012aZ 第号字鲁〔〕（）[]-.０１Ａ①㐂𠮷é·'.split(''), 'Ⅳ', '\u0301');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 14 }), (number) => {
        expect(foldNumber(number)).toBe(folded(number));
      }),
      { numRuns: 5_000 },
    );
  });
});
