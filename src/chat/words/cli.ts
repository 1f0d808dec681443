import { defineWords } from './words.ts';

/** Help and messages of the command line. */
export const cliWords = defineWords({
  'cli.description': {
    zh: '诚信：以信用为基础的差异化监管机器人',
    en: 'chengxin: a bot for credit-based, differentiated supervision',
  },
  'cli.exitCodes': {
    zh: '退出码：0 成功；1 程序出错；2 用法有误；3 输入被拒绝；4 数据库或资源不可用',
    en: 'Exit codes: 0 done; 1 unexpected; 2 usage; 3 input refused; 4 database or resource not available',
  },
  'cli.option.json': { zh: '在标准输出给出一份 JSON', en: 'print one JSON document on stdout' },
  'cli.start': { zh: '启动服务和网页聊天', en: 'start the service with its web chat' },
  'cli.chat': {
    zh: '在终端对话；给出文字时逐条回答后退出',
    en: 'chat in the terminal; with TEXT answer each and leave',
  },
  'cli.chat.text': { zh: '要发送的消息', en: 'messages to send' },
  'cli.chat.as': { zh: '身份：示例角色或用户编号', en: 'who speaks: a sample persona or a person’s id' },
  'cli.import': {
    zh: '导入官方模板文件（.xlsx、.csv）',
    en: 'take in official template files (.xlsx, .csv)',
  },
  'cli.import.files': { zh: '文件', en: 'files' },
  'cli.import.again': {
    zh: '内容相同的文件已导入过也重新导入',
    en: 'take a file in again although its very bytes came before',
  },
  'cli.quarantine': { zh: '查看、导出、关闭隔离记录', en: 'look at, export and close quarantined rows' },
  'cli.quarantine.list': { zh: '列出待处理的隔离记录', en: 'open entries' },
  'cli.quarantine.export': {
    zh: '按模板导出隔离记录，改正后可再次导入',
    en: 'export entries by template, to be mended and imported again',
  },
  'cli.quarantine.drop': { zh: '说明理由后关闭一条隔离记录', en: 'close an entry with a reason' },
  'cli.option.out': { zh: '输出位置', en: 'where to write' },
  'cli.option.limit': { zh: '最多多少条', en: 'how many at most' },
  'cli.option.reason': { zh: '理由', en: 'reason' },
  'cli.option.file': { zh: '只看这个文件的', en: 'only of this file' },
  'cli.sample': {
    zh: '生成示例省数据（官方模板文件）',
    en: 'write a synthetic province as official template files',
  },
  'cli.sample.entities': { zh: '市场主体数量', en: 'number of enterprises' },
  'cli.sample.seed': { zh: '随机种子', en: 'seed' },
  'cli.sample.asOf': { zh: '数据截至日期', en: 'the day the data is as of' },
  'cli.sample.done': { zh: '{file}：{rows} 行', en: '{file}: {rows} rows' },
  'cli.search': { zh: '按名称、简称、拼音查找企业', en: 'find enterprises by name, short name or pinyin' },
  'cli.search.text': { zh: '名称或其一部分', en: 'a name or part of it' },
  'cli.uscc': { zh: '校验统一社会信用代码', en: 'check unified social credit codes' },
  'cli.uscc.codes': { zh: '代码', en: 'codes' },
  'cli.uscc.valid': {
    zh: '{code} 有效：{authority}，{region}',
    en: '{code} is valid: {authority}, {region}',
  },
  'cli.uscc.invalid': { zh: '{code} 无效：{reason}', en: '{code} is not valid: {reason}' },
  'cli.uscc.suggestion': { zh: '  是否为 {code}？', en: '  perhaps {code}?' },
  'cli.migrate': { zh: '更新数据库结构', en: 'bring the database schema up to date' },
  'cli.migrate.done': { zh: '数据库结构已是最新。', en: 'The schema is up to date.' },
  'cli.number': {
    zh: '「{value}」不是 {min} 至 {max} 的整数',
    en: '“{value}” is not a whole number from {min} to {max}',
  },
  'cli.day': { zh: '「{value}」不是有效日期（YYYY-MM-DD）', en: '“{value}” is not a day (YYYY-MM-DD)' },
  'cli.started': { zh: '诚信已启动：{url}', en: 'chengxin runs at {url}' },
  'cli.sampleMaking': {
    zh: '首次启动：正在生成并导入 {entities} 家示例企业……',
    en: 'First start: making and importing {entities} sample enterprises …',
  },
  'cli.stopping': { zh: '正在停止……', en: 'Stopping …' },
  'cli.waiting': {
    zh: '无法连接数据库 {place}，正在重试……',
    en: 'The database {place} cannot be reached; trying again …',
  },
  'cli.chat.prompt': { zh: '{name}> ', en: '{name}> ' },
  'cli.chat.hint': {
    zh: '输入消息后回车；输入 /退出 结束。',
    en: 'Type a message and press Enter; /quit leaves.',
  },
});
