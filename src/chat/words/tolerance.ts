import { defineWords } from './words.ts';

/** 包容审慎: 包容期; what is asked for and decided about minor violations is in exemption.ts. */
export const toleranceWords = defineWords({
  'command.inclusive.usage': { zh: '包容期 企业', en: 'inclusive period NAME or CODE' },
  'command.inclusive.summary': {
    zh: '查看新经济企业的包容期；申请包容期 企业；结束包容期 企业 理由',
    en: 'the inclusive period of an enterprise; “ask inclusive period NAME”; “end inclusive period NAME REASON”',
  },
  'sector.technology': { zh: '新技术', en: 'new technology' },
  'sector.industry': { zh: '新产业', en: 'new industry' },
  'sector.format': { zh: '新业态', en: 'new form of business' },
  'sector.model': { zh: '新模式', en: 'new model' },
  'inclusive.sector': { zh: '类别', en: 'Kind' },
  'inclusive.term': { zh: '期限', en: 'Term' },
  'inclusive.fromTo': {
    zh: '{from}至{until}（{months}个月，首尾两日均计入）',
    en: '{from} to {until} ({months} months, both days included)',
  },
  'inclusive.reason': { zh: '理由', en: 'Reason' },
  'inclusive.state': { zh: '状态', en: 'State' },

  'inclusive.title': { zh: '包容期：{name}', en: 'Inclusive period: {name}' },
  'inclusive.running': { zh: '包容期内', en: 'running' },
  'inclusive.waiting': { zh: '已申请{months}个月，待复核', en: '{months} months asked for, not decided' },
  'inclusive.nothing': { zh: '目前没有包容期', en: 'none at present' },
  'inclusive.past': {
    zh: '{from}至{until}，{sector}，届满',
    en: '{from} to {until}, {sector}, over',
  },
  'inclusive.past.ended': {
    zh: '{from}至{until}，{sector}，提前结束：{reason}',
    en: '{from} to {until}, {sector}, ended early: {reason}',
  },
  'inclusive.note': {
    zh: '包容期内以行政指导和服务为重点；安全底线不放松，涉及安全和监管红线的依法查处（{clause}）。',
    en: 'During it guidance comes first; what concerns safety or the red line is dealt with by law ({clause}).',
  },
  'inclusive.apply': { zh: '申请包容期', en: 'ask for a period' },
  'inclusive.excluded.redLine': {
    zh: '红线领域（{sector}），不适用。识别依据：{how}「{evidence}」（{clause}）。登记行业代码有误的，请登记机关更正；名称或者业务涉及红线领域的，不因行业代码不同而适用。',
    en: 'Beyond the red line ({sector}): not applicable. Known by {how} “{evidence}” ({clause}). A wrong code is corrected by the registry; another code alone changes nothing.',
  },
  'inclusive.excluded.special': {
    zh: '重点特殊领域：{area}，不适用（本系统默认；{clause}要求严格监管）。',
    en: 'Key special area: {area}: not applicable (our default; {clause} asks for strict supervision).',
  },
  'redLine.by.industry': { zh: '行业代码', en: 'the industry code' },
  'redLine.by.name': { zh: '企业名称中的', en: 'its name,' },
  'redLine.by.act': { zh: '所述行为中的', en: 'what it did,' },

  'inclusive.ask.title': { zh: '申请包容期：{name}', en: 'A period for {name}' },
  'inclusive.ask.sector': {
    zh: '属于哪一类？共享经济、人工智能、工业互联网等，按最主要的一类选择。',
    en: 'Which kind is it? Choose the main one.',
  },
  'inclusive.ask.months': {
    zh: '给予几个月？请回复月数，可为{least}至{most}个月（{clause}），通常{usual}个月。',
    en: 'For how many months? Reply with a number from {least} to {most} ({clause}), usually {usual}.',
  },
  'inclusive.ask.reason': {
    zh: '请用一条消息说明理由（{least}至{most}字）：新在哪里，如何守住安全底线。请勿填写身份证号、电话号码。',
    en: 'Your reason in one message ({least} to {most} characters): what is new, and how safety is kept. No ID or telephone numbers.',
  },
  'inclusive.ask.again': { zh: '没有看懂「{said}」。', en: '“{said}” was not understood.' },
  'inclusive.months': { zh: '{months}个月', en: '{months} months' },
  'inclusive.check.title': { zh: '请核对后提交', en: 'Please check, then send' },
  'inclusive.send': { zh: '确认提交', en: 'send' },
  'inclusive.rewrite': { zh: '重新填写', en: 'write again' },
  'inclusive.asked.title': { zh: '已送复核', en: 'Waits for a decision' },
  'inclusive.asked.text': {
    zh: '{name}的包容期申请已送有管辖权的工作人员复核（第{id}号）。批准之日起算，如今日批准，至{until}。结果将在此告知。',
    en: 'The period for {name} waits for an official who supervises it (no. {id}). It begins on the day of the agreement; if that is today, it ends on {until}.',
  },
  'inclusive.subject': {
    zh: '{name}（{uscc}），{sector}，包容期{months}个月，理由：{reason}',
    en: '{name} ({uscc}), {sector}, {months} months: {reason}',
  },
  'approval.kind.inclusivePeriod': { zh: '给予包容期', en: 'inclusive period' },

  'inclusive.granted.title': { zh: '已给予包容期：{name}', en: 'Inclusive period granted: {name}' },
  'inclusive.granted.text': {
    zh: '依据{clause}，自今日起给予贵单位包容期。期内对非主观故意、没有造成危害后果的首次轻微违法行为，指导改正，一般不予行政处罚。包容期不免除守法义务；突破安全底线的，提前结束。',
    en: 'By {clause} an inclusive period begins today. A first minor violation, not intended and without harm, is guided and usually not penalised. The law still holds; where safety is at stake the period ends.',
  },
  'inclusive.end.title': { zh: '已结束包容期', en: 'Period ended' },
  'inclusive.end.text': {
    zh: '{name}的包容期自{on}起结束，已告知企业。此前的行为仍按包容期内判断。',
    en: 'The period of {name} is over from {on} on; the enterprise is told. What was done before is still judged as within it.',
  },
  'inclusive.end.how': {
    zh: '请按「结束包容期 企业 理由」发送，理由{least}至{most}字，例如突破安全底线的具体情形。',
    en: 'Send “end inclusive period NAME REASON” ({least} to {most} characters).',
  },
  'inclusive.ended.title': { zh: '包容期提前结束：{name}', en: 'Period ended early: {name}' },
  'inclusive.ended.text': {
    zh: '{name}的包容期自{on}起结束，原因：{reason}。{on}以前的行为仍按包容期内判断。不服的，可以依法申请行政复议或者提起行政诉讼。',
    en: 'The period of {name} is over from {on} on: {reason}. What was done before {on} is still judged as within it. You may apply for administrative review or go to court.',
  },
  'inclusive.ending.title': { zh: '包容期将到期：{name}', en: 'A period ends soon: {name}' },
  'inclusive.ending.own': {
    zh: '贵单位的包容期将于{until}到期，还有{days}天。到期后的行为按一般规定处理，请提前完善内部管理。',
    en: 'Your inclusive period ends on {until}, in {days} days. What is done after it is treated as usual.',
  },
  'inclusive.ending.staff': {
    zh: '辖区企业的包容期将于{until}到期，还有{days}天。',
    en: 'The period of an enterprise that you supervise ends on {until}, in {days} days.',
  },
  'inclusive.over.title': { zh: '包容期已届满：{name}', en: 'A period is over: {name}' },
  'inclusive.over.own': {
    zh: '贵单位的包容期已于{until}届满。此前的行为仍按包容期内判断；需要再次申请的，请回复「申请包容期」。',
    en: 'Your inclusive period ended on {until}. What was done before is still judged as within it. Reply “ask inclusive period” to ask again.',
  },
  'inclusive.over.staff': {
    zh: '辖区企业的包容期已于{until}届满。届满前的行为仍按包容期内判断。',
    en: 'The period of an enterprise that you supervise ended on {until}. What was done before is still judged as within it.',
  },

  'command.soft.usage': { zh: '行政提示 企业 内容', en: 'prompt NAME TEXT' },
  'command.soft.summary': {
    zh: '向企业发出行政提示；行政建议 企业 内容',
    en: 'write to an enterprise; “advise NAME TEXT”',
  },
  'soft.prompt': { zh: '行政提示', en: 'prompt' },
  'soft.advice': { zh: '行政建议', en: 'advice' },
  'soft.authority': { zh: '监管部门', en: 'the authority' },
  'soft.prompt.title': { zh: '行政提示（{by}）', en: 'A prompt from {by}' },
  'soft.advice.title': { zh: '行政建议（{by}）', en: 'Advice from {by}' },
  'soft.prompt.note': {
    zh: '行政提示不是行政处罚，不计入信用记录。请对照自查，有疑问的可以向发出部门咨询。',
    en: 'This is no penalty and no record. Please check yourself, and ask the department where in doubt.',
  },
  'soft.advice.note': {
    zh: '行政建议不具有强制力，不计入信用记录，由贵单位自主决定是否采纳。',
    en: 'Advice binds you to nothing and is no record: you decide.',
  },
  'soft.seen': { zh: '已知悉', en: 'read' },
  'soft.seen.title': { zh: '已知悉', en: 'Read' },
  'soft.seen.text': { zh: '已告知发出人员。', en: 'Whoever wrote it is told.' },
  'soft.read.title': { zh: '企业已知悉', en: 'It was read' },
  'soft.read.text': { zh: '{name}已知悉您发出的{what}。', en: '{name} has read your {what}.' },
  'soft.sent.title': { zh: '已发出', en: 'Sent' },
  'soft.sent.text': {
    zh: '已发给{name}的{count}名代表，对方知悉后将告知您。',
    en: 'Sent to {count} who speak for {name}; you are told when it was read.',
  },
  'soft.how.title': { zh: '行政提示、行政建议', en: 'Prompts and advice' },
  'soft.how.text': {
    zh: '请按「行政提示 企业 内容」或者「行政建议 企业 内容」发送，内容{least}至{most}字。',
    en: 'Send “prompt NAME TEXT” or “advise NAME TEXT”, {least} to {most} characters.',
  },
  'error.soft.length': {
    zh: '内容应为{least}至{most}字。',
    en: 'The text must have {least} to {most} characters.',
  },
  'error.soft.nobody': {
    zh: '{name}没有绑定代表账号，无法通过本系统送达。请用其他方式告知。',
    en: 'Nobody speaks for {name} here. Please tell it in another way.',
  },
  'error.soft.foreign': {
    zh: '您的账号没有绑定企业，不能确认。',
    en: 'Your account speaks for no enterprise.',
  },

  'error.inclusive.months': {
    zh: '包容期应为{least}至{most}个月（{clause}），请重新填写。',
    en: 'A period has {least} to {most} months ({clause}).',
  },
  'error.inclusive.redLine': {
    zh: '红线领域（{sector}，依据「{evidence}」），不给予包容期（{clause}）。',
    en: 'Beyond the red line ({sector}, by “{evidence}”): no period is given ({clause}).',
  },
  'error.inclusive.special': {
    zh: '重点特殊领域（{area}）企业不给予包容期（本系统默认；{clause}要求严格监管）。',
    en: 'No period is given in the key special area {area} (our default; {clause} asks for strict supervision).',
  },
  'error.inclusive.exists': {
    zh: '该企业已在包容期内，至{until}，不重复给予；期满次日起可以再次申请。',
    en: 'A period runs until {until}; another may be asked for from the day after.',
  },
  'error.inclusive.waits': {
    zh: '该企业的包容期申请正在复核，请等待结果。',
    en: 'A request for this enterprise waits for its decision.',
  },
  'error.inclusive.sector': {
    zh: '没有「{sector}」这一类。可用：新技术、新产业、新业态、新模式。',
    en: 'There is no kind “{sector}”. Use: new technology, new industry, new form of business, new model.',
  },
  'error.inclusive.reason': {
    zh: '理由应为{least}至{most}字。',
    en: 'The reason must have {least} to {most} characters.',
  },
  'error.inclusive.none': { zh: '{name}目前没有包容期。', en: 'No period of {name} runs.' },
  'error.inclusive.endOwn': {
    zh: '包容期由有管辖权的工作人员结束。',
    en: 'A period is ended by officials who supervise the enterprise.',
  },
});
