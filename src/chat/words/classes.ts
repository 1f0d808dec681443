import { defineWords } from './words.ts';

/** Changes of class, past days, repair, objections, classes set by hand, following. */
export const classWords = defineWords({
  'classes.from': { zh: '原等级', en: 'Before' },
  'classes.to': { zh: '现等级', en: 'Now' },
  'classes.since': { zh: '自', en: 'Since' },
  'classes.own.title': { zh: '贵单位信用等级变化：{name}', en: 'Your credit class has changed: {name}' },
  'classes.own.object': {
    zh: '对结果有异议的，请回复「异议」，{days}个工作日内答复；了解修复条件和时间，请回复「修复」；查看依据，请回复「为什么」。',
    en: 'If you object, reply “object”: you are answered within {days} working days. For when and how it can be repaired, reply “repair”; for the reasons, “why”.',
  },
  'classes.followed.title': {
    zh: '您关注的企业信用等级变化：{name}',
    en: 'A class you follow has changed: {name}',
  },
  'classes.followed.note': {
    zh: '查看依据，请回复「为什么 {uscc}」；不再关注，请回复「取消关注 {uscc}」。',
    en: 'For the reasons, reply “why {uscc}”; to stop following, “unfollow {uscc}”.',
  },

  'past.source': { zh: '依据现有归集数据；规则 {policy}', en: 'From the data of today; {policy}' },
  'past.note': {
    zh: '以上为{day}的等级，按当日施行的规则、依据现在掌握的当日以前的记录计算。',
    en: 'This is the class on {day}, by the rules of that day, from what is known today of what had happened by then.',
  },
  'past.recorded': {
    zh: '本系统当日记载的等级：{class}。',
    en: 'What the system itself recorded for that day: {class}.',
  },
  'past.unrecorded': {
    zh: '当日本系统尚未对该企业评级，没有当时的记载。',
    en: 'The system had not judged the enterprise by that day.',
  },
  'error.day.future': {
    zh: '{day}尚未到来，不能查询当日的等级。想了解修复后的等级，请回复「修复」。',
    en: '{day} is still to come. For the class after a repair, reply “repair”.',
  },
  'error.credit.pastOthers': {
    zh: '过去的等级仅限本企业和有管辖权的部门查询。可查询其目前的等级。',
    en: 'Past classes are for the enterprise itself and for those who supervise it. You may ask for the class of today.',
  },
  'error.enterprise.unknown': {
    zh: '未查到统一社会信用代码为 {uscc} 的企业。请核对代码。',
    en: 'No enterprise with the code {uscc} is known. Please check the code.',
  },
  'error.enterprise.notYours': {
    zh: '{name}不在您的管辖范围内，不能办理此事项。',
    en: '{name} is not under your supervision.',
  },
  'error.calendar.missing': {
    zh: '缺少{year}年的节假日安排，无法计算工作日期限。已提醒管理员导入，请稍后再试。',
    en: 'The holidays of {year} were not imported: working days cannot be counted. Administrators are told; please try again later.',
  },

  'calendar.missing.title': { zh: '缺少节假日安排', en: 'Holidays are missing' },
  'calendar.missing.text': {
    zh: '尚未导入{years}年的节假日安排（国务院办公厅通知），工作日期限无法计算。请导入「节假日」模板文件。',
    en: 'The holidays of {years} were not imported: working days cannot be counted. Import the holiday template.',
  },

  'which.none.title': { zh: '请说明是哪家企业', en: 'Which enterprise?' },
  'which.none.text': {
    zh: '请在后面加上企业名称或者统一社会信用代码，或者先查询该企业。',
    en: 'Add the name or the code of the enterprise, or look it up first.',
  },
  'which.badCode': {
    zh: '统一社会信用代码有误，请核对。发送代码本身可查看哪一位有误。',
    en: 'The code is wrong. Send the code alone to see which character.',
  },

  'command.history.usage': { zh: '等级变化 企业', en: 'history NAME or CODE' },
  'command.history.summary': { zh: '本系统记载的等级变化和原因', en: 'changes of class and their causes' },
  'history.title': { zh: '等级变化：{name}', en: 'Changes of class: {name}' },
  'history.none': { zh: '本系统没有记载过等级变化。', en: 'No change of class was recorded.' },
  'history.line': {
    zh: '{day}：{from} → {to}（{cause}；{clause}）',
    en: '{day}: {from} → {to} ({cause}; {clause})',
  },
  'history.cause.event': { zh: '有新的或者更正的记录', en: 'something came in' },
  'history.cause.time': { zh: '期限届满', en: 'a term ended' },
  'history.cause.policy': { zh: '规则变化', en: 'the rules changed' },
  'history.cause.override': { zh: '人工调整', en: 'set by hand' },
  'history.note': { zh: '仅列最近10次。', en: 'The last ten at the most.' },

  'command.follow.usage': {
    zh: '关注 企业 / 取消关注 企业 / 我的关注',
    en: 'follow NAME / unfollow NAME / following',
  },
  'command.follow.summary': { zh: '企业等级变化时告知您', en: 'be told when a class changes' },
  'follow.title': { zh: '关注企业', en: 'Following' },
  'follow.done': {
    zh: '已关注{name}，其等级变化时将告知您。',
    en: 'You follow {name} and will be told when its class changes.',
  },
  'unfollow.done': { zh: '已取消关注{name}。', en: 'You no longer follow {name}.' },
  'follow.empty': {
    zh: '您没有关注企业。发送「关注 企业名称」即可关注。',
    en: 'You follow nobody. Send “follow NAME”.',
  },
  'follow.line': { zh: '{name}（{uscc}）：{class}', en: '{name} ({uscc}): {class}' },
  'error.follow.most': {
    zh: '最多关注{most}家企业，请先取消部分关注。',
    en: 'You can follow {most} at the most; unfollow some first.',
  },
  'error.follow.none': { zh: '您没有关注{name}。', en: 'You do not follow {name}.' },

  'command.override.usage': { zh: '调整等级 代码 等级 天数 理由', en: 'override CODE CLASS DAYS REASON' },
  'command.override.summary': {
    zh: '人工调整信用等级（须第二人复核，到期失效）；撤销调整 代码',
    en: 'set a class by hand for a time, with a second person; “end override CODE”',
  },
  'override.title': { zh: '人工调整信用等级', en: 'Class set by hand' },
  'override.how': {
    zh: '请按「调整等级 统一社会信用代码 等级 天数 理由」发送，例如：调整等级 代码 轻微失信 30 法院已裁定中止执行处罚决定。须经第二名工作人员复核，到期自动失效；不能调整为严重失信。',
    en: 'Send “override CODE CLASS DAYS REASON”. A second official has to agree, and it ends by itself. Serious discredit cannot be set by hand.',
  },
  'override.asked': {
    zh: '{name}的等级调整已送复核（第{id}号），批准后即时生效。',
    en: 'The change for {name} waits for a second person (no. {id}).',
  },
  'override.ended': {
    zh: '{name}的人工调整已撤销，恢复按规则评定。',
    en: 'The class set by hand for {name} has ended.',
  },
  'override.subject': {
    zh: '{name}（{uscc}）调整为{class}，{days}日，理由：{reason}',
    en: '{name} ({uscc}) to {class} for {days} days: {reason}',
  },
  'override.note.own': { zh: '人工调整至{to}，理由：{reason}。', en: 'Set by hand until {to}: {reason}.' },
  'override.note': {
    zh: '人工调整至{to}，理由：{reason}（{setBy} 提出，{agreedBy} 复核）。',
    en: 'Set by hand until {to}: {reason} (asked for by {setBy}, agreed to by {agreedBy}).',
  },
  'approval.kind.classOverride': { zh: '人工调整信用等级', en: 'class set by hand' },
  'approval.kind.policy': { zh: '施行新的规则', en: 'a new policy' },
  'error.approval.twice': {
    zh: '您已同意过{id}，须由另一人再行复核。',
    en: 'You have agreed to {id} already: somebody else has to.',
  },
  'error.override.class': {
    zh: '没有「{class}」这一等级。可用：诚信守法、轻微失信、一般失信。',
    en: 'There is no class “{class}”. Use: Trustworthy, Minor discredit, General discredit.',
  },
  'error.override.serious': {
    zh: '不能人工调整为严重失信：须依法列入严重失信主体名单（国办发〔2020〕49号）。',
    en: 'Serious discredit cannot be set by hand: it takes an entry in a statutory list.',
  },
  'error.override.days': {
    zh: '天数应为1至{most}的整数。',
    en: 'Days must be a whole number from 1 to {most}.',
  },
  'error.override.reason': {
    zh: '理由应为{least}至{most}字。',
    en: 'The reason must have {least} to {most} characters.',
  },
  'error.override.none': {
    zh: '{name}目前没有人工调整。',
    en: 'No class set by hand is in force for {name}.',
  },

  'error.policy.day': {
    zh: '施行日期 {day} 应晚于今天。请另定日期。',
    en: 'A policy takes effect on a day to come, not on {day}.',
  },
});
