import { defineWords } from './words.ts';

/** Reasons why a row is in quarantine (`problem.<code>`), why a file is refused, and the report. */
export const importWords = defineWords({
  'problem.cell.required': { zh: '必填，不能为空', en: 'required, must not be empty' },
  'problem.cell.tooLong': { zh: '共 {length} 字，最多 {max} 字', en: '{length} characters, {max} allowed' },
  'problem.cell.formula': {
    zh: '是公式，请改为文本或数值',
    en: 'is a formula; replace it by its text or value',
  },
  'problem.cell.error': { zh: '是错误值，请改正', en: 'is an error value; correct it' },
  'problem.cell.precision': {
    zh: '长数字存为数值，末位已丢失，请改为文本后重填',
    en: 'a long number stored as a number has lost digits; enter it as text',
  },
  'problem.cell.encoding': { zh: '含有无法识别的字符', en: 'holds characters that cannot be read' },
  'problem.row.tooManyCells': {
    zh: '本行有 {cells} 个单元格，表头只有 {columns} 列，可能是引号或分隔符有误',
    en: 'the row has {cells} cells, the header {columns}: perhaps a quote or separator is wrong',
  },
  'problem.name.invalid': { zh: '不是有效的名称', en: 'is not a name' },
  'problem.name.lineBreak': { zh: '名称中不能换行', en: 'a name must not hold a line break' },
  'problem.date.invalid': {
    zh: '不是有效日期，应为 2026-05-31、2026/5/31 或 20260531',
    en: 'is not a date such as 2026-05-31, 2026/5/31 or 20260531',
  },
  'problem.date.future': { zh: '日期晚于今天（{latest}）', en: 'the date lies after today ({latest})' },
  'problem.date.order': {
    zh: '日期早于决定日期（{earlier}）',
    en: 'the date lies before the decision ({earlier})',
  },
  'problem.amount.invalid': {
    zh: '不是有效金额，应为以万元计的数字，最多 6 位小数',
    en: 'is not an amount in units of 10 000 yuan with up to 6 decimals',
  },
  'problem.amount.negative': { zh: '金额不能为负', en: 'an amount must not be negative' },
  'problem.score.invalid': { zh: '应为 0 至 100 的分数', en: 'is not a score from 0 to 100' },
  'problem.value.unknown': {
    zh: '「{value}」不在规定取值中，应为：{allowed}',
    en: '“{value}” is not one of: {allowed}',
  },
  'problem.penalty.unknownKind': {
    zh: '处罚类别「{value}」不在规定取值中',
    en: 'unknown kind of penalty “{value}”',
  },
  'problem.party.naturalPerson': {
    zh: '自然人不是市场主体，不予归集',
    en: 'natural persons are not market entities and are not collected',
  },
  'problem.uscc.onlyOld': {
    zh: '只有旧代码，请补充 18 位统一社会信用代码',
    en: 'only an old number is given; add the 18-character code',
  },
  'problem.uscc.lookAlike': {
    zh: '代码有误，疑为 {suggestion}，请核对',
    en: 'the code is wrong; perhaps {suggestion}? Please check',
  },
  'problem.uscc.length': { zh: '统一社会信用代码应为 18 位', en: 'the code must have 18 characters' },
  'problem.uscc.alphabet': {
    zh: '统一社会信用代码含有不允许的字符',
    en: 'the code holds a character that is not allowed',
  },
  'problem.uscc.authority': {
    zh: '登记管理部门或机构类别代码有误',
    en: 'the authority or category of the code is unknown',
  },
  'problem.uscc.region': {
    zh: '统一社会信用代码第 3–8 位行政区划应为数字',
    en: 'positions 3–8 of the code must be digits',
  },
  'problem.uscc.orgCheck': {
    zh: '主体标识码校验位不符，请核对第 17 位',
    en: 'the organisation code’s check is wrong (position 17)',
  },
  'problem.uscc.check': {
    zh: '校验位不符，请核对第 18 位',
    en: 'the check character is wrong (position 18)',
  },
  'problem.region.format': { zh: '行政区划代码应为 6 位数字', en: 'a region code has six digits' },
  'problem.region.unknown': { zh: '没有行政区划代码 {code}', en: 'there is no region {code}' },

  'error.file.missingColumns': {
    zh: '文件 {file} 按「{template}」模板缺少必填列：{columns}。请补充后重新导入。未导入任何数据。',
    en: 'File {file}, template {template}, lacks the required columns {columns}. Nothing was imported.',
  },
  'error.file.mergedHeader': {
    zh: '文件 {file} 的表头有合并或空白单元格，按「{template}」模板缺少必填列：{columns}。请取消合并后重新导入。未导入任何数据。',
    en: 'The header of {file} has merged or empty cells; template {template} lacks {columns}. Unmerge and import again. Nothing was imported.',
  },
  'error.file.duplicateColumn': {
    zh: '文件 {file} 的列「{column}」重复出现。请删除多余的列。未导入任何数据。',
    en: 'File {file} has the column {column} twice. Remove one. Nothing was imported.',
  },
  'error.file.noTemplate': {
    zh: '文件 {file} 的表头不属于任何已知模板。支持的模板见 docs/templates.md。未导入任何数据。',
    en: 'The header of {file} belongs to no known template (see docs/templates.md). Nothing was imported.',
  },

  'import.report.file': {
    zh: '{file}：{template}，{rows} 行，{seconds} 秒',
    en: '{file}: {template}, {rows} rows, {seconds} s',
  },
  'import.report.repeated': {
    zh: '  相同内容的文件此前已导入，未作改动（如需重新导入，请加 --again）',
    en: '  a file with the same bytes was imported before; nothing changed (--again imports it anew)',
  },
  'import.report.counts': {
    zh: '  新增 {created}，未变 {unchanged}，更正 {corrected}，撤销 {withdrawn}，隔离 {quarantined}，删除证件号码 {idNumbersDropped}',
    en: '  new {created}, unchanged {unchanged}, corrected {corrected}, withdrawn {withdrawn}, quarantined {quarantined}, ID numbers dropped {idNumbersDropped}',
  },
  'import.report.reason': {
    zh: '  隔离原因：{reason}，{count} 行',
    en: '  quarantined: {reason}, {count} rows',
  },
  'import.report.sheet': {
    zh: '  工作表「{sheet}」没有已知表头，已跳过',
    en: '  sheet “{sheet}” has no known header and was skipped',
  },
  'import.report.quarantine': {
    zh: '  查看：chengxin quarantine list；导出修改：chengxin quarantine export --out 目录',
    en: '  look: chengxin quarantine list; mend: chengxin quarantine export --out FOLDER',
  },
  'import.progress': { zh: '{file} {percent}% {rows} 行', en: '{file} {percent}% {rows} rows' },
  'quarantine.none': { zh: '没有待处理的隔离记录。', en: 'The quarantine is empty.' },
  'quarantine.line': {
    zh: '{id}  {file}{sheet} 第 {line} 行  {reasons}',
    en: '{id}  {file}{sheet} line {line}  {reasons}',
  },
  'quarantine.exported': {
    zh: '已导出 {rows} 行到 {files}。改正后可直接导入。',
    en: 'Exported {rows} rows to {files}. Mend and import them.',
  },
  'quarantine.dropped': { zh: '已关闭隔离记录 {id}。', en: 'Quarantine entry {id} closed.' },
});
