import { describe, expect, it } from 'vitest';
import { CodedError } from '../../src/domain/errors.ts';
import { findLayout } from '../../src/imports/header.ts';
import { templates } from '../../src/imports/templates/index.ts';
import { penaltyTemplate } from '../../src/imports/templates/penalty.ts';

const rows = (...cells: readonly (readonly string[])[]) => cells.map((row) => ({ cells: row }));

function refusal(...cells: readonly (readonly string[])[]): CodedError {
  try {
    findLayout('f.csv', rows(...cells));
  } catch (error) {
    if (error instanceof CodedError) return error;
    throw error;
  }
  throw new Error('not refused');
}

const penaltyHeaders = penaltyTemplate.columns.map((column) => column.header);

describe('a header', () => {
  it.each(templates)('of $id is known by its official names', (template) => {
    const headers = template.columns.map((column) => column.header);
    const found = findLayout('f.csv', rows(headers));
    expect(found?.layout.mapping.template.id).toBe(template.id);
    expect(found?.layout.columns.map((column) => column?.field)).toEqual(
      template.columns.map((c) => c.field),
    );
  });

  it.each(templates)('of $id is known by its required columns alone, in any order', (template) => {
    const headers = template.columns.filter((column) => column.required).map((column) => column.header);
    expect(findLayout('f.csv', rows(headers.reverse()))?.layout.mapping.template.id).toBe(template.id);
  });

  it.each(templates)('of $id is known by its short names', (template) => {
    const headers = template.columns.map((column) => column.aliases?.[0] ?? column.header);
    const found = findLayout('f.csv', rows(headers));
    expect(found?.layout.mapping.template.id).toBe(template.id);
    expect(found?.layout.columns.map((column) => column?.field)).toEqual(
      template.columns.map((c) => c.field),
    );
  });

  it.each([
    ['full-width brackets', (header: string) => header.replace('(', '（').replace(')', '）')],
    ['blanks inside', (header: string) => [...header].join(' ')],
    ['a required-mark', (header: string) => `* ${header}`],
    ['capital letters', (header: string) => header.toUpperCase()],
    ['a line break', (header: string) => header.replace('(', '\n(')],
    ['invisible characters', (header: string) => `\u200B${header}\uFEFF`],
  ])('is known with %s', (_, change) => {
    const found = findLayout('f.csv', rows(penaltyHeaders.map(change)));
    expect(found?.layout.mapping.template.id).toBe('penalty');
    expect(found?.layout.columns).not.toContain(null);
  });

  it('may stand below a title and hints', () => {
    const found = findLayout(
      'f.csv',
      rows(['行政处罚信息', ''], ['填报说明：备注可空'], penaltyHeaders, ['甲']),
    );
    expect(found?.index).toBe(2);
  });

  it('may have columns of its own, and those of our quarantine', () => {
    const found = findLayout(
      'f.csv',
      rows([...penaltyHeaders, '经办科室', '隔离编号', '隔离原因', '数据状态']),
    );
    expect(found?.layout.columns.slice(penaltyHeaders.length).map((column) => column?.field ?? null)).toEqual(
      [null, 'quarantineId', 'quarantineReason', 'recordStatus'],
    );
  });

  it('tells the templates of penalties apart, whose codes _2 and _3 are swapped', () => {
    const fields = (headers: string[]) =>
      findLayout('f.csv', rows(headers))?.layout.columns.map((column) => column?.field);
    const party = ['行政相对人名称', '行政相对人代码_1', '行政相对人代码_2', '行政相对人代码_3'];
    const decision = ['行政处罚决定书文号', '处罚决定日期', '处罚机关'];
    expect(
      fields([...party, ...decision, '行政相对人类别', '违法行为类型', '处罚类别'])?.slice(2, 4),
    ).toEqual(['registeredNo', 'orgCode']);
    expect(fields([...party, ...decision, '处罚名称', '处罚类别1'])?.slice(2, 4)).toEqual([
      'orgCode',
      'registeredNo',
    ]);
  });
});

describe('a header that cannot be used', () => {
  it('is none where nothing or only one word is known', () => {
    expect(findLayout('f.csv', [])).toBeNull();
    expect(findLayout('f.csv', rows(['姓名', '电话'], ['甲', '1']))).toBeNull();
    expect(findLayout('f.csv', rows(['名称', '电话']))).toBeNull();
  });

  it('lacks columns that are named', () => {
    const error = refusal(penaltyHeaders.filter((header) => header !== '处罚类别' && header !== '处罚机关'));
    expect(error.code).toBe('file.missingColumns');
    expect(error.params).toEqual({ file: 'f.csv', template: '行政处罚', columns: '处罚类别、处罚机关' });
  });

  it('is merged', () => {
    const merged = penaltyHeaders.map((header) => (header === '处罚机关' ? '' : header));
    expect(refusal(merged).code).toBe('file.mergedHeader');
  });

  it('has a column twice, also by another name', () => {
    const error = refusal([...penaltyHeaders, 'cf_wsh']);
    expect(error.code).toBe('file.duplicateColumn');
    expect(error.params).toEqual({ file: 'f.csv', column: 'cf_wsh' });
  });
});
