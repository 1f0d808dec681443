import { defineWords } from './words.ts';

/** 监管风险预警. */
export const warningWords = defineWords({
  'command.warnings.usage': { zh: '预警', en: 'warnings' },
  'command.warnings.summary': {
    zh: '查看监管风险预警，签收、反馈处置结果、标记误报',
    en: 'risk warnings: acknowledge, report what was done, mark false alarms',
  },
  'warning.title.raised': { zh: '监管风险预警 #{id}：{name}', en: 'Risk warning #{id}: {name}' },
  'warning.title.escalated': {
    zh: '预警逾期未签收 #{id}：{name}',
    en: 'Warning not acknowledged #{id}: {name}',
  },
  'warning.title.overdue': { zh: '预警逾期未处置 #{id}：{name}', en: 'Warning not dealt with #{id}: {name}' },
  'warning.title.one': { zh: '监管风险预警 #{id}：{name}', en: 'Risk warning #{id}: {name}' },
  'warning.title.withdrawn': { zh: '预警已撤回 #{id}：{name}', en: 'Warning withdrawn #{id}: {name}' },
  'warning.text.escalated': {
    zh: '下级未在期限内签收，现报请处理。',
    en: 'It was not acknowledged in time and now comes to you.',
  },
  'warning.text.overdue': {
    zh: '处置期限已过，请尽快处置并反馈结果。',
    en: 'The term is over: please deal with it and report what was done.',
  },
  'warning.text.withdrawn': {
    zh: '所依据的记录已被撤销或者更正，无需再处置。',
    en: 'The records that it rested on were annulled or corrected; nothing is left to do.',
  },
  'warning.enterprise': { zh: '企业', en: 'enterprise' },
  'warning.reason': { zh: '预警原因', en: 'reason' },
  'warning.clause': { zh: '依据', en: 'clause' },
  'warning.rule': { zh: '规则', en: 'rule' },
  'warning.default': { zh: '{title}（本系统默认）', en: '{title} (our default)' },
  'warning.raisedOn': { zh: '发出日期', en: 'raised on' },
  'warning.acknowledgeBy': { zh: '签收期限', en: 'acknowledge by' },
  'warning.handleBy': { zh: '处置期限', en: 'deal with by' },
  'warning.term.unknown': { zh: '放假安排未导入，暂不计算', en: 'holidays are missing, not counted yet' },
  'warning.record': { zh: '{on} {authority} {number}', en: '{on} {authority} {number}' },
  'warning.acknowledge': { zh: '签收', en: 'acknowledge' },
  'warning.handled': { zh: '已处置', en: 'dealt with' },
  'warning.falseAlarm': { zh: '误报', en: 'false alarm' },
  'warning.why.keyWatch': {
    zh: '移入重点关注企业名单：{ground}',
    en: 'put under key watch: {ground}',
  },
  'warning.why.complaintBurst': {
    zh: '{days}日内有{count}件经核实的投诉举报',
    en: '{count} verified complaints within {days} days',
  },
  'warning.why.severalAgencies': {
    zh: '{days}日内被{count}个部门处罚（{agencies}）',
    en: 'penalties of {count} authorities within {days} days ({agencies})',
  },
  'warning.why.licenceExpiring': {
    zh: '{licence}（{number}）将于{day}到期，未见延续',
    en: '{licence} ({number}) ends on {day}; no renewal is known',
  },
  'warning.why.evaluationDrop': {
    zh: '{issuer}于{day}作出的评价由{from}降为{to}',
    en: '{issuer} on {day}: from {from} to {to}',
  },
  'warning.why.relapse': {
    zh: '{repairedOn}信用修复后，{day}再次受到处罚',
    en: 'penalised on {day}, after a repair on {repairedOn}',
  },
  'warning.why.specialAreaTrouble': {
    zh: '{areas}领域企业近{days}日内有{count}项一般以上失信记录',
    en: '{count} general or serious records within {days} days, in the area of {areas}',
  },
  'warning.kind.keyWatch': { zh: '重点关注', en: 'key watch' },
  'warning.kind.complaintBurst': { zh: '投诉举报集中', en: 'many complaints' },
  'warning.kind.severalAgencies': { zh: '多部门处罚', en: 'several authorities' },
  'warning.kind.licenceExpiring': { zh: '许可将到期', en: 'licence expiring' },
  'warning.kind.evaluationDrop': { zh: '评价骤降', en: 'evaluation drop' },
  'warning.kind.relapse': { zh: '修复后再犯', en: 'relapse' },
  'warning.kind.specialAreaTrouble': { zh: '重点领域失信', en: 'trouble in a special area' },
  'warning.line.raised': {
    zh: '#{id} {name}：{reason}，{by}前签收',
    en: '#{id} {name}: {reason}; acknowledge by {by}',
  },
  'warning.line.escalated': { zh: '#{id} {name}：逾期未签收', en: '#{id} {name}: not acknowledged in time' },
  'warning.line.overdue': { zh: '#{id} {name}：逾期未处置', en: '#{id} {name}: not dealt with in time' },
  'warning.line.one': { zh: '#{id} {name}：{reason}', en: '#{id} {name}: {reason}' },
  'warning.line.withdrawn': { zh: '#{id} {name}：预警已撤回', en: '#{id} {name}: withdrawn' },
  'warning.list.title': { zh: '监管风险预警（{count}）', en: 'Risk warnings ({count})' },
  'warning.list.none': { zh: '没有待处置的预警。', en: 'No warning waits.' },
  'warning.list.line': {
    zh: '#{id} {name}：{kind}，{on}发出，{state}',
    en: '#{id} {name}: {kind}, raised {on}, {state}',
  },
  'warning.list.more': {
    zh: '先列出最要紧的{count}件，其余办结后依次显示。',
    en: 'The {count} most pressing come first; the others follow as these are settled.',
  },
  'warning.list.all': {
    zh: '全部预警请发送「预警 全部」。',
    en: '“warnings all” lists those dealt with as well.',
  },
  'warning.open': { zh: '查看 #{id}', en: 'open #{id}' },
  'warning.state.open': { zh: '待签收', en: 'not acknowledged' },
  'warning.state.acknowledged': { zh: '已签收、待处置', en: 'acknowledged' },
  'warning.state.handled': { zh: '已处置', en: 'dealt with' },
  'warning.state.falseAlarm': { zh: '误报', en: 'false alarm' },
  'warning.state.withdrawn': { zh: '已撤回', en: 'withdrawn' },
  'warning.target': {
    zh: '{who}：{state}{outcome}',
    en: '{who}: {state}{outcome}',
  },
  'warning.target.outcome': { zh: '，{by}反馈：{outcome}', en: ', {by}: {outcome}' },
  'warning.target.region': { zh: '属地监管人员', en: 'supervisors of the region' },
  'warning.acknowledged.text': {
    zh: '已签收，请在{day}前处置并反馈。',
    en: 'Acknowledged. Please deal with it by {day}.',
  },
  'warning.outcome.title': { zh: '预警 #{id}', en: 'Warning #{id}' },
  'warning.outcome.handled': {
    zh: '请用一条消息写明处置情况（{least}至{most}字）。发送「取消」可退出。',
    en: 'What was done, in one message ({least} to {most} characters), please. “cancel” ends this.',
  },
  'warning.outcome.falseAlarm': {
    zh: '请用一条消息写明为何是误报（{least}至{most}字）。发送「取消」可退出。',
    en: 'Why is it a false alarm, in one message ({least} to {most} characters), please. “cancel” ends this.',
  },
  'warning.settled.text': { zh: '已记录，感谢反馈。', en: 'Noted. Thank you.' },
  'error.warning.unknown': {
    zh: '没有编号为 {id} 的预警，或者不在您的管辖范围内。',
    en: 'There is no warning no. {id}, or it is not in your region.',
  },
  'error.warning.notYours': {
    zh: '预警 #{id} 由其他部门处置，您可以查看。',
    en: 'Warning #{id} is for another department to deal with; you may look at it.',
  },
  'error.warning.settled': { zh: '预警 #{id} 已经办结。', en: 'Warning #{id} is settled already.' },
  'error.warning.outcome': {
    zh: '处置情况应为{least}至{most}字，请重新填写。',
    en: 'Please write {least} to {most} characters.',
  },
});
