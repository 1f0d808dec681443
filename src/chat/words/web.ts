import { defineWords } from './words.ts';

/** The web chat's page (served to it as JSON) and what the web server answers when it refuses. */
export const webWords = defineWords({
  'web.title': { zh: '诚信 · 信用监管机器人', en: 'Chengxin · credit supervision bot' },
  'web.sample': { zh: '示例数据', en: 'Sample data' },
  'web.skip': { zh: '跳到输入框', en: 'Skip to the message box' },
  'web.personas': { zh: '以谁的身份对话', en: 'Talk as' },
  'web.log': { zh: '对话记录', en: 'Conversation' },
  'web.bot': { zh: '机器人', en: 'Bot' },
  'web.me': { zh: '我', en: 'Me' },
  'web.composer': { zh: '发送消息', en: 'Send a message' },
  'web.input': { zh: '消息', en: 'Message' },
  'web.placeholder': { zh: '企业名称或信用代码', en: 'Company name or code' },
  'web.hint': { zh: '回车发送，Shift+回车换行', en: 'Enter sends, Shift+Enter starts a new line' },
  'web.send': { zh: '发送', en: 'Send' },
  'web.welcome': {
    zh: '请输入企业名称或统一社会信用代码查询信用状况；发送「帮助」看看还能做什么。',
    en: 'Type a company name or unified social credit code to see its credit; send “help” to see what else there is.',
  },
  'web.chips': { zh: '常用', en: 'Often used' },
  'web.chip.help': { zh: '帮助', en: 'Help' },
  'web.chip.query': { zh: '查询', en: 'Query' },
  'web.chip.me': { zh: '我', en: 'Me' },
  'web.state.connecting': { zh: '正在连接…', en: 'Connecting…' },
  'web.state.online': { zh: '已连接', en: 'Connected' },
  'web.state.offline': { zh: '已断开，正在重连…', en: 'Disconnected, reconnecting…' },
  'web.sending': { zh: '发送中', en: 'Sending' },
  'web.failed': { zh: '未发送：{reason}', en: 'Not sent: {reason}' },
  'web.pressed': { zh: '（按钮）', en: '(button)' },
  'web.table': { zh: '表格，可左右滚动', en: 'Table, scrolls sideways' },
  'web.gap': { zh: '更早的消息未显示', en: 'Earlier messages are not shown' },
  'error.web.host': {
    zh: '只能通过 localhost 或 127.0.0.1 访问本地聊天。',
    en: 'The local chat answers only at localhost or 127.0.0.1.',
  },
  'error.web.origin': {
    zh: '请求不是从本页面发出的，已拒绝。',
    en: 'The request did not come from this page and was refused.',
  },
  'error.web.session': { zh: '会话已失效，请刷新页面。', en: 'The session is gone; please reload the page.' },
  'error.web.persona': { zh: '没有这个身份。', en: 'There is no such persona.' },
  'error.web.malformed': {
    zh: '请求的格式不对，无法读懂。',
    en: 'The request is not in the expected form and could not be read.',
  },
  'error.web.tooLarge': {
    zh: '消息太长，请缩短到 512 个字以内。',
    en: 'The message is too long; please keep it within 512 characters.',
  },
  'error.web.busy': {
    zh: '服务暂时无法处理，请稍后再试。',
    en: 'The service cannot take this right now; please try again shortly.',
  },
  'error.web.notFound': { zh: '没有这个页面。', en: 'There is no such page.' },
  'error.web.refused': { zh: '请求被拒绝。', en: 'The request was refused.' },
  'error.web.internal': {
    zh: '服务内部出错，已记录。',
    en: 'Something failed inside the service; it has been logged.',
  },
});
