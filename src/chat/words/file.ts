import { defineWords } from './words.ts';

/** Why a file cannot be read, and what to do about it: `error.<code>` of the readers' errors. */
export const fileWords = defineWords({
  'error.file.notFound': {
    zh: '找不到文件 {file}。请检查路径和文件名。',
    en: 'There is no file {file}. Check its path and name.',
  },
  'error.file.notReadable': {
    zh: '无法读取文件 {file}（{reason}）。请检查文件权限和磁盘后重试。未导入任何数据。',
    en: 'File {file} cannot be read ({reason}). Check its rights and the disk, then try again. Nothing was imported.',
  },
  'error.file.directory': {
    zh: '{file} 是文件夹。请指定其中的 .xlsx 或 .csv 文件。',
    en: '{file} is a folder. Name the .xlsx or .csv files in it.',
  },
  'error.file.empty': {
    zh: '文件 {file} 是空的。请重新导出或重新上传。',
    en: 'File {file} is empty. Export or upload it again.',
  },
  'error.file.unsupported': {
    zh: '文件 {file} 是 {kind} 格式，不能导入。请用 Excel 或 WPS 另存为 .xlsx，或导出为 .csv。',
    en: 'File {file} is of the format {kind}, which cannot be imported. Save it as .xlsx, or export it as .csv.',
  },
  'error.file.binary': {
    zh: '文件 {file} 含有二进制内容，不是文本，或已损坏。请重新导出为 .xlsx 或 UTF-8 编码的 .csv。未导入任何数据。',
    en: 'File {file} holds binary data: it is no text, or damaged. Export it again as .xlsx or as .csv in UTF-8. Nothing was imported.',
  },
  'error.file.truncated': {
    zh: '文件 {file} 不完整（可能未传完）。请重新导出或重新上传。未导入任何数据。',
    en: 'File {file} is incomplete (perhaps not fully transferred). Export or upload it again. Nothing was imported.',
  },
  'error.file.corrupt': {
    zh: '文件 {file} 已损坏（{part}）。请用 Excel 或 WPS 打开并另存，或重新上传。未导入任何数据。',
    en: 'File {file} is damaged ({part}). Open and save it anew, or upload it again. Nothing was imported.',
  },
  'error.file.zipBomb': {
    zh: '文件 {file} 解压后大小异常，为安全起见拒绝读取。请重新导出，或分成几个文件。未导入任何数据。',
    en: 'File {file} would unpack to an abnormal size and was refused for safety. Export it again, or in several files. Nothing was imported.',
  },
  'error.file.encrypted': {
    zh: '文件 {file} 已加密。请取消密码保护后另存，再导入。未导入任何数据。',
    en: 'File {file} is protected by a password. Remove it, save, and import again. Nothing was imported.',
  },
  'error.file.encoding': {
    zh: '文件 {file} 第 {line} 行起有无法识别的字符，编码不是 UTF-8 或 GB18030，或该处已损坏。请另存为 UTF-8 编码的 .csv。未导入任何数据。',
    en: 'File {file} holds bytes, first on line {line}, that are neither UTF-8 nor GB18030, or are damaged. Save it as .csv in UTF-8. Nothing was imported.',
  },
  'error.file.csvQuote': {
    zh: '文件 {file} 第 {line} 行有一个双引号没有结束。请补上结束的引号；内容中的引号应写成两个（""）。未导入任何数据。',
    en: 'File {file}: a quote that opens on line {line} is never closed. Close it; a quote inside text is written twice (""). Nothing was imported.',
  },
  'error.file.cellTooLarge': {
    zh: '文件 {file} 第 {line} 行有一个单元格过大，上限为 {max} 字节。请检查该行。未导入任何数据。',
    en: 'File {file}: a cell in row {line} is larger than {max} bytes. Check that row. Nothing was imported.',
  },
  'error.file.rowTooLarge': {
    zh: '文件 {file} 第 {line} 行过大，上限为 {max} 字节。请检查该行。未导入任何数据。',
    en: 'File {file}: row {line} is larger than {max} bytes. Check it. Nothing was imported.',
  },
  'error.file.textTooLarge': {
    zh: '文件 {file} 中有一段文字过大，上限为 {max} 字节。请检查内容特别长的单元格。未导入任何数据。',
    en: 'File {file} holds a text of more than {max} bytes. Look for a very long cell. Nothing was imported.',
  },
  'error.file.tooManyColumns': {
    zh: '文件 {file} 第 {line} 行超过 {max} 列。请检查分隔符，或删除多余的列。未导入任何数据。',
    en: 'File {file}: row {line} has more than {max} columns. Check the separators, or remove columns. Nothing was imported.',
  },
  'error.file.changed': {
    zh: '文件 {file} 在读取过程中被修改。请等它写完后重新导入。未导入任何数据。',
    en: 'File {file} was changed while it was read. Wait until it is written, then import it again. Nothing was imported.',
  },
  'error.file.tempSpace': {
    zh: '读取文件 {file} 时无法写入临时目录 {folder}（可能磁盘已满）。请清理空间，或用 TMPDIR 另设目录。未导入任何数据。',
    en: 'While reading {file}, the temporary folder {folder} could not be written (perhaps the disk is full). Make room, or set TMPDIR. Nothing was imported.',
  },

  'problem.cell.quote': {
    zh: '引号使用有误：内容中的引号应写成两个（""）',
    en: 'has a misplaced quote: a quote inside text is written twice ("")',
  },
});
