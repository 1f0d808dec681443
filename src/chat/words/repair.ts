import { defineWords } from './words.ts';

/** 信用修复: when a record can be repaired, and what class follows. */
export const repairWords = defineWords({
  'command.repair.usage': { zh: '修复 企业名称或者统一社会信用代码', en: 'repair NAME or CODE' },
  'command.repair.summary': {
    zh: '每条失信记录最早何时可申请修复、还缺什么、修复后的等级',
    en: 'when each record can be repaired, what is missing, and the class afterwards',
  },
  'repair.action': { zh: '何时可以修复', en: 'When can it be repaired' },
  'repair.title': { zh: '信用修复：{name}', en: 'Credit repair: {name}' },
  'repair.none': {
    zh: '没有您可以查看的失信记录，无需修复。',
    en: 'There is no discredit record that you may see: nothing to repair.',
  },
  'repair.record': {
    zh: '{kind} {number}，{authority}，{date} 作出{tier}',
    en: '{kind} {number}, {authority}, decided {date}{tier}',
  },
  'repair.record.tier': { zh: '，{tier}', en: ', {tier}' },
  'repair.earliest': { zh: '最早可申请日', en: 'Earliest application' },
  'repair.latest': { zh: '最长公示至', en: 'Publicised until at the latest' },
  'repair.latest.corrected': {
    zh: '{day}（届满时已纠正的自动停止）',
    en: '{day} (ends by itself if corrected by then)',
  },
  'repair.latest.reported': { zh: '{day}（报送的公示截止期）', en: '{day} (as reported)' },
  'repair.latest.itself': { zh: '{day}（届满自动停止）', en: '{day} (ends by itself)' },
  'repair.latest.open': { zh: '修复前持续有效', en: 'until it is repaired' },
  'repair.missing': { zh: '还缺', en: 'Still missing' },
  'repair.missing.none': { zh: '无，可以申请', en: 'nothing: it may be asked for' },
  'repair.missing.minimumPeriod': { zh: '最短公示期未满', en: 'the minimum publicity is not over' },
  'repair.missing.correction': {
    zh: '未见纠正和履行完毕的信息',
    en: 'correction and performance were not reported',
  },
  'repair.missing.commitment': { zh: '未公开作出信用修复承诺', en: 'no public commitment to repair' },
  'repair.state': { zh: '状态', en: 'State' },
  'repair.state.byItself': { zh: '无需申请，届满自动停止公示', en: 'no application: it ends by itself' },
  'repair.state.notYet': { zh: '尚不能申请', en: 'not yet' },
  'repair.state.lacking': {
    zh: '最短公示期已满，条件齐备后即可申请',
    en: 'the minimum publicity is over; it may be asked for once nothing is missing',
  },
  'repair.state.open': { zh: '已可申请', en: 'may be asked for' },
  'repair.state.elsewhere': {
    zh: '由认定机关（人民法院）决定，不在本系统办理',
    en: 'decided by the court or authority that made it',
  },
  'repair.state.ended': { zh: '公示已停止，无需修复', en: 'no longer publicised: nothing to repair' },
  'repair.state.repaired': { zh: '已完成修复', en: 'repaired' },
  'repair.state.void': { zh: '决定已不生效，无需修复', en: 'not in force: nothing to repair' },
  'repair.rules': { zh: '依据', en: 'By' },
  'repair.ended': {
    zh: '另有{count}条记录已修复、已停止公示或者已不生效。',
    en: '{count} more records are repaired, ended or not in force.',
  },
  'repair.whatIf': { zh: '修复第{n}条后的等级', en: 'The class after no. {n} is repaired' },
  'repair.whatIf.all': { zh: '全部修复后的等级', en: 'The class after all are repaired' },
  'repair.more': { zh: '仅列出前{shown}条，共{count}条。', en: 'The first {shown} of {count} are shown.' },
  'repair.how': {
    zh: '申请向作出决定的机关或者「信用中国」网站提出；以其认定为准。',
    en: 'Applications go to the authority that decided, or to the Credit China site; what they find counts.',
  },

  'whatIf.title': { zh: '修复后的等级：{name}', en: 'The class after repair: {name}' },
  'whatIf.now': { zh: '目前等级', en: 'Class now' },
  'whatIf.then': { zh: '修复后等级', en: 'Class after repair' },
  'whatIf.on': { zh: '最早', en: 'At the earliest' },
  'whatIf.same': { zh: '修复所选记录后等级不变，原因如下：', en: 'The class stays the same, because:' },
  'whatIf.reasons': { zh: '届时的依据：', en: 'Then, because:' },
  'whatIf.itself': {
    zh: '即使不修复，届时也将为{class}：其他记录到期所致。',
    en: 'Without any repair it would be {class} by then as well: other records end.',
  },
  'whatIf.missing': { zh: '在此之前还须办理：', en: 'Before that:' },
  'whatIf.missing.item': { zh: '{number}：{missing}', en: '{number}: {missing}' },
  'whatIf.beyond': {
    zh: '不能通过申请修复，仍按现状计算：{records}',
    en: 'No application can repair these; they stay as they are: {records}',
  },
  'whatIf.nothing': {
    zh: '没有可以申请修复的记录。',
    en: 'There is no record that can be repaired by application.',
  },
  'whatIf.which.title': { zh: '没有这一条', en: 'No such record' },
  'whatIf.which.text': {
    zh: '请先发送「修复」，按所列序号说明是哪几条，例如「修复第1条和第2条后是什么等级」。',
    en: 'Send “repair” first and name the records by their numbers there.',
  },
  'whatIf.note': {
    zh: '按现行规则和现有记录推算，如有新的记录或者规则变化，结果会不同。',
    en: 'Reckoned by the rules and records of today; new records or rules change it.',
  },
  'error.whatIf.others': {
    zh: '推算修复后的等级需要该企业的全部记录，仅限本企业和有管辖权的部门。',
    en: 'What a repair changes rests on all records: for the enterprise itself and those who supervise it.',
  },
});
