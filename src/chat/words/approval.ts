import { defineWords } from './words.ts';

/** Agreement of a second person (双人复核). */
export const approvalWords = defineWords({
  'command.approvals.usage': { zh: '待批', en: 'approvals' },
  'command.approvals.summary': { zh: '查看和办理待复核事项', en: 'what waits for your agreement' },
  'approval.list.title': { zh: '待复核事项', en: 'Waiting for agreement' },
  'approval.none': { zh: '没有等您复核的事项。', en: 'Nothing waits for you.' },
  'approval.line': {
    zh: '第{id}号：{kind}，{whom}，{by} 提出',
    en: 'No. {id}: {kind}, {whom}, asked for by {by}',
  },
  'approval.asked.title': { zh: '请复核第{id}号事项', en: 'Please decide on no. {id}' },
  'approval.what': { zh: '事项', en: 'what' },
  'approval.whom': { zh: '内容', en: 'about' },
  'approval.by': { zh: '提出人', en: 'asked for by' },
  'approval.agree': { zh: '批准', en: 'agree' },
  'approval.refuse': { zh: '拒绝', en: 'refuse' },
  'approval.agree.id': { zh: '批准第{id}号', en: 'agree to no. {id}' },
  'approval.refuse.id': { zh: '拒绝第{id}号', en: 'refuse no. {id}' },
  'approval.answered.title': { zh: '复核结果', en: 'Decided' },
  'approval.answered.agreed': {
    zh: '第{id}号（{kind}）已批准，即时生效。',
    en: 'No. {id} ({kind}) was agreed to.',
  },
  'approval.answered.refused': { zh: '第{id}号（{kind}）未获批准。', en: 'No. {id} ({kind}) was refused.' },
  'approval.kind.binding': { zh: '工作人员绑定账号', en: 'account of staff' },
  'approval.kind.role': { zh: '变更角色', en: 'change of role' },
  'approval.kind.enable': { zh: '重新启用人员', en: 'enable a person again' },
  'approval.kind.personQuota': { zh: '提高个人查询额度', en: 'higher quota of a person' },
  'approval.kind.orgQuota': { zh: '提高部门查询额度', en: 'higher quota of a department' },
  'approval.kind.key': { zh: '更换或销毁密钥', en: 'change or destruction of a key' },
  'error.approval.unknown': { zh: '没有第{id}号事项。', en: 'There is no request no. {id}.' },
  'error.approval.settled': {
    zh: '第{id}号事项已办结或已过期。',
    en: 'Request no. {id} was decided already, or has expired.',
  },
  'error.approval.notYours': {
    zh: '第{id}号事项应由其他人复核：提出人和当事人本人不能复核。',
    en: 'Request no. {id} is for somebody else: not for who asked, nor for whom it is about.',
  },
  'error.approval.outdated': {
    zh: '第{id}号事项提出后情况已变，不能照办。请拒绝后重新提出。',
    en: 'Things have changed since request no. {id} was made. Refuse it and ask again.',
  },
});
