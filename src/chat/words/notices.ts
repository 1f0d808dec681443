import { defineWords } from './words.ts';

/** 推送: digests, quiet hours, being away, following an industry or a region. */
export const noticeWords = defineWords({
  'command.notices.usage': { zh: '推送设置', en: 'notices' },
  'command.notices.summary': {
    zh: '设置免打扰时段、汇总时间、休假',
    en: 'quiet hours, the hour of the digest, being away',
  },
  'digest.title': { zh: '每日汇总 {day}', en: 'Digest of {day}' },
  'digest.group.warnings': { zh: '监管风险预警（{count}）', en: 'Risk warnings ({count})' },
  'digest.group.watch': { zh: '积累关注（{count}）', en: 'Watch ({count})' },
  'digest.group.follows': { zh: '关注的行业和地区（{count}）', en: 'What you follow ({count})' },
  'digest.more': { zh: '另有{count}条。', en: '{count} more.' },
  'digest.class': { zh: '{name}：{from}变为{to}', en: '{name}: {from} to {to}' },
  'digest.open': { zh: '待处置预警', en: 'open warnings' },
  'weekly.title': { zh: '每周汇总 {from}至{to}', en: 'The week {from} to {to}' },
  'weekly.raised': { zh: '新发预警', en: 'warnings raised' },
  'weekly.open': { zh: '尚未处置', en: 'not dealt with' },
  'weekly.overdue': { zh: '其中逾期', en: 'of these overdue' },
  'weekly.falseAlarm': { zh: '标记误报', en: 'false alarms' },
  'weekly.worse': { zh: '等级下降', en: 'classes that fell' },
  'weekly.better': { zh: '等级上升', en: 'classes that rose' },
  'weekly.watched': { zh: '重点关注在列', en: 'under key watch' },
  'weekly.scope': { zh: '范围：您的管辖地区。', en: 'Of the region that you supervise.' },
  'notices.title': { zh: '推送设置', en: 'Notices' },
  'notices.quiet': { zh: '免打扰时段', en: 'quiet hours' },
  'notices.digest': { zh: '汇总时间', en: 'digest at' },
  'notices.away': { zh: '休假', en: 'away' },
  'notices.none': { zh: '无', en: 'none' },
  'notices.span': { zh: '{from}至{until}', en: '{from} to {until}' },
  'notices.default': { zh: '{value}（默认）', en: '{value} (default)' },
  'notices.how': {
    zh: '修改请发送：「免打扰 22:00-07:30」「关闭免打扰」「汇总 08:00」「休假 2026-12-01 至 2026-12-05」「取消休假」。特急预警不受免打扰限制；休假期间预警转由同部门其他人员或者上一级处理。',
    en: 'To change: “quiet 22:00-07:30”, “quiet off”, “digest 08:00”, “away 2026-12-01 to 2026-12-05”, “back”. What is urgent comes at any hour; while you are away warnings go to colleagues or the next level.',
  },
  'notices.saved': { zh: '已保存。', en: 'Saved.' },
  'follow.scope.done': {
    zh: '已关注{what}，变化将在每日汇总中告知。',
    en: 'You follow {what}; changes come in the digest.',
  },
  'follow.scope.undone': { zh: '已取消关注{what}。', en: 'You no longer follow {what}.' },
  'follow.scope.industry': { zh: '行业 {code}', en: 'industry {code}' },
  'follow.scope.region': { zh: '地区 {name}', en: 'region {name}' },
  'follow.scope.how': {
    zh: '关注行业请发送「关注行业 5251」（GB/T 4754 代码，两到四位）；关注地区请发送「关注地区 青岛」。',
    en: '“follow industry 5251” (GB/T 4754, two to four digits); “follow region 370200”.',
  },
  'error.notices.time': {
    zh: '时间应写成 08:30，时段写成 22:00-07:30。',
    en: 'A time like 08:30, hours like 22:00-07:30.',
  },
  'error.notices.days': {
    zh: '休假应写成「休假 2026-12-01 至 2026-12-05」，止日不早于起日，最长{most}日。',
    en: '“away 2026-12-01 to 2026-12-05”, at most {most} days.',
  },
  'error.follow.industry': {
    zh: '「{code}」不是行业代码，请写 GB/T 4754 的两到四位数字。',
    en: '“{code}” is no GB/T 4754 code of two to four digits.',
  },
  'error.follow.region': {
    zh: '未找到地区「{code}」，或者不在您的管辖范围内。',
    en: 'No region “{code}”, or it lies outside of yours.',
  },
  'error.follow.scopeNone': { zh: '您没有关注{what}。', en: 'You do not follow {what}.' },
});
