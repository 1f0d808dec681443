import { defineWords } from './words.ts';

/** Messages on their way, and updates that were put aside. */
export const outboxWords = defineWords({
  'cli.outbox': { zh: '查看、重发、放弃未送达的消息', en: 'look at, send again and give up messages' },
  'cli.outbox.list': { zh: '列出未送达的消息', en: 'messages that did not arrive' },
  'cli.outbox.retry': { zh: '重新发送', en: 'send again' },
  'cli.outbox.drop': { zh: '说明理由后放弃发送', en: 'give up, with a reason' },
  'cli.outbox.ids': { zh: '消息编号', en: 'ids of messages' },
  'cli.outbox.state': {
    zh: '状态：ready、ambiguous、dead、dropped、sent；缺省为 ambiguous 和 dead',
    en: 'state: ready, ambiguous, dead, dropped, sent; by default ambiguous and dead',
  },
  'cli.inbox': { zh: '查看、重新处理搁置的来信', en: 'look at updates that were put aside, try them again' },
  'cli.inbox.list': { zh: '列出搁置的来信', en: 'updates that were put aside' },
  'cli.inbox.retry': { zh: '重新处理', en: 'try again' },
  'cli.inbox.ids': { zh: '来信编号', en: 'ids of updates' },
  'outbox.none': { zh: '没有这样的消息。', en: 'There are no such messages.' },
  'outbox.line': {
    zh: '{id}  {at}  {platform}  {state}  失败 {failures} 次  {title}  {reason}',
    en: '{id}  {at}  {platform}  {state}  failed {failures}×  {title}  {reason}',
  },
  'outbox.state.ready': { zh: '待发', en: 'waiting' },
  'outbox.state.sent': { zh: '已发', en: 'sent' },
  'outbox.state.ambiguous': { zh: '不确定是否送达', en: 'perhaps sent' },
  'outbox.state.dead': { zh: '无法送达', en: 'given up' },
  'outbox.state.dropped': { zh: '已放弃', en: 'dropped' },
  'outbox.changed': { zh: '已处理 {count} 条。', en: '{count} changed.' },
  'inbox.none': { zh: '没有搁置的来信。', en: 'No update was put aside.' },
  'inbox.line': {
    zh: '{id}  {at}  {platform}  已试 {attempts} 次  {reason}',
    en: '{id}  {at}  {platform}  tried {attempts}×  {reason}',
  },
  'error.outbox.state': {
    zh: '没有状态「{state}」。可用：{known}。',
    en: 'There is no state “{state}”. Known: {known}.',
  },
  'error.outbox.unknown': {
    zh: '编号 {ids} 不存在，或其状态不允许此操作；未作任何改动。',
    en: 'Ids {ids} do not exist, or are in no state for this; nothing was changed.',
  },
  'error.config.needs': {
    zh: '设置了 {name}，还需要设置 {needs}。',
    en: 'With {name} set, {needs} is needed too.',
  },
});
