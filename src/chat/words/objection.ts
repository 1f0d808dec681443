import { defineWords } from './words.ts';

/** 异议申诉. */
export const objectionWords = defineWords({
  'command.objection.usage': { zh: '异议', en: 'objections' },
  'command.objection.summary': {
    zh: '对等级或者记录提出异议；工作人员办理异议',
    en: 'object to a class or a record; officials answer',
  },
  'objection.choose.title': { zh: '您对哪一项有异议', en: 'What do you object to?' },
  'objection.choose.text': {
    zh: '请选择一项，再说明理由。{days}个工作日内答复。',
    en: 'Choose one, then give your reason. You are answered within {days} working days.',
  },
  'objection.choose.class': { zh: '信用等级（{class}）', en: 'Credit class ({class})' },
  'objection.reason.title': { zh: '请说明异议理由', en: 'Your reason, please' },
  'objection.reason.text': {
    zh: '异议事项：{about}。请用一条消息写明理由和证据名称（{least}至{most}字），请勿填写身份证号、电话号码。发送「取消」可退出。',
    en: 'About: {about}. Give reason and evidence in one message ({least} to {most} characters), no ID or telephone numbers. “cancel” ends this.',
  },
  'objection.check.title': { zh: '请核对后提交', en: 'Please check, then send' },
  'objection.send': { zh: '确认提交', en: 'send' },
  'objection.again': { zh: '重新填写', en: 'write again' },
  'objection.raised.title': { zh: '异议已受理', en: 'Objection received' },
  'objection.raised.text': {
    zh: '异议编号：{id}，最迟{day}答复，结果将在此告知。办理期间等级和记录不变。查询进度请发送「异议 {id}」。',
    en: 'No. {id}; you are answered here by {day}. Until then nothing changes. “objections {id}” tells how it stands.',
  },
  'objection.list.title': { zh: '异议', en: 'Objections' },
  'objection.list.none': { zh: '没有待办理的异议。', en: 'No objection waits.' },
  'objection.line': {
    zh: '第{id}号 {name}：{about}（{state}，期限{day}）',
    en: 'No. {id} {name}: {about} ({state}, due {day})',
  },
  'objection.new': { zh: '提出新的异议', en: 'a new objection' },
  'objection.open': { zh: '办理第{id}号', en: 'no. {id}' },
  'objection.enterprise': { zh: '企业', en: 'Enterprise' },
  'objection.about': { zh: '异议事项', en: 'About' },
  'objection.text': { zh: '理由', en: 'Reason' },
  'objection.due': { zh: '答复期限', en: 'Due' },
  'objection.state': { zh: '状态', en: 'State' },
  'objection.answer': { zh: '答复', en: 'Answer' },
  'objection.state.open': { zh: '办理中', en: 'open' },
  'objection.state.upheld': { zh: '异议成立', en: 'upheld' },
  'objection.state.dismissed': { zh: '异议不成立', en: 'dismissed' },
  'objection.new.title': { zh: '请办理异议第{id}号', en: 'Objection no. {id}' },
  'objection.overdue.title': { zh: '异议第{id}号已到答复期限', en: 'Objection no. {id} is due' },
  'objection.one.title': { zh: '异议第{id}号', en: 'Objection no. {id}' },
  'objection.uphold': { zh: '异议成立', en: 'uphold' },
  'objection.dismiss': { zh: '异议不成立', en: 'dismiss' },
  'objection.answering.uphold': {
    zh: '第{id}号拟认定异议成立。请写明核实情况和更正安排（{least}至{most}字），将答复企业。',
    en: 'No. {id}: upheld. Write what was found and how it is corrected ({least} to {most} characters); the enterprise will read it.',
  },
  'objection.answering.dismiss': {
    zh: '第{id}号拟认定异议不成立。请写明理由和依据（{least}至{most}字），将答复企业。',
    en: 'No. {id}: dismissed. Write why ({least} to {most} characters); the enterprise will read it.',
  },
  'objection.decided.title': { zh: '已答复', en: 'Answered' },
  'objection.decided.upheld': {
    zh: '第{id}号异议成立，已答复企业。记录有误的，请数据来源单位更正后重新报送；等级需要先行调整的，请用「调整等级」。',
    en: 'No. {id} is upheld and answered. A wrong record is corrected by who reported it; a class that cannot wait, by “override”.',
  },
  'objection.decided.dismissed': {
    zh: '第{id}号异议不成立，已答复企业。',
    en: 'No. {id} is dismissed and answered.',
  },
  'objection.answered.title': { zh: '异议第{id}号的答复', en: 'Your objection no. {id}' },
  'objection.answered.upheld': {
    zh: '您对「{about}」的异议成立。{answer}',
    en: 'Your objection to “{about}” is upheld. {answer}',
  },
  'objection.answered.dismissed': {
    zh: '您对「{about}」的异议不成立。{answer} 不服的，可以依法申请行政复议或者提起行政诉讼。',
    en: 'Your objection to “{about}” is dismissed. {answer} You may apply for administrative review or go to court.',
  },
  'error.objection.noEnterprise': {
    zh: '您的账号没有绑定企业，不能提出异议。请先向管理员领取绑定码。',
    en: 'Your account speaks for no enterprise. Ask an administrator for a code first.',
  },
  'error.objection.length': {
    zh: '内容应为{least}至{most}字，请重新填写。',
    en: 'Please write {least} to {most} characters.',
  },
  'error.objection.open': {
    zh: '对同一事项的异议正在办理，请等待答复。发送「异议」查看进度。',
    en: 'An objection about the same is open already. Send “objections” to see it.',
  },
  'error.objection.unknown': { zh: '没有第{id}号异议。', en: 'There is no objection no. {id}.' },
  'error.objection.settled': { zh: '第{id}号异议已答复。', en: 'Objection no. {id} was answered already.' },
});
