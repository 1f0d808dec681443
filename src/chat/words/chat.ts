import { defineWords } from './words.ts';

/** What the bot says in conversation. */
export const chatWords = defineWords({
  'product.name': { zh: '诚信 · 信用监管机器人', en: 'chengxin · credit supervision bot' },
  'sample.mark': {
    zh: '示例数据，均为虚构，与任何真实主体无关。',
    en: 'Sample data: synthetic, no relation to any real entity.',
  },
  'reply.number': { zh: '回复 {number} {label}', en: 'Reply {number}: {label}' },
  'list.join': { zh: '、', en: ', ' },
  'part.join': { zh: '，', en: ', ' },
  'clause.join': { zh: '；', en: '; ' },
  'value.none': { zh: '无', en: 'none' },
  'value.unknown': { zh: '未登记', en: 'not registered' },

  'role.public': { zh: '公众', en: 'public' },
  'role.enterprise': { zh: '企业', en: 'enterprise representative' },
  'role.official': { zh: '监管科员', en: 'official' },
  'role.inspector': { zh: '执法人员', en: 'inspector' },
  'role.planner': { zh: '抽查计划员', en: 'planner' },
  'role.administrator': { zh: '管理员', en: 'administrator' },

  'command.lookup.usage': { zh: '查询 企业名称或统一社会信用代码', en: 'query NAME or CODE' },
  'command.lookup.summary': {
    zh: '查询企业信用等级和依据',
    en: 'an enterprise’s credit class and its reasons',
  },
  'command.why.usage': { zh: '为什么', en: 'why' },
  'command.why.summary': {
    zh: '说明信用等级的规则、条款、记录和日期',
    en: 'the rules, clauses, records and dates behind the class',
  },
  'command.help.usage': { zh: '帮助', en: 'help' },
  'command.help.summary': { zh: '列出您可以使用的功能', en: 'what you can ask for' },
  'command.me.usage': { zh: '我', en: 'me' },
  'command.me.summary': { zh: '查看您的身份和权限', en: 'who you are here and what you may see' },
  'command.cancel.usage': { zh: '取消', en: 'cancel' },
  'command.cancel.summary': { zh: '结束正在进行的对话', en: 'ends the dialog under way' },
  'command.language.usage': { zh: '语言 中文 / 英文', en: 'language zh / en' },
  'command.language.summary': { zh: '选择中文或英文', en: 'choose Chinese or English' },

  'help.title': { zh: '您可以这样说', en: 'You can say' },
  'help.usage': { zh: '说法', en: 'Say' },
  'help.summary': { zh: '作用', en: 'What it does' },
  'help.note': {
    zh: '也可以直接发送企业名称、简称、拼音或统一社会信用代码。',
    en: 'A name, short name, pinyin or code alone works as well.',
  },
  'help.button': { zh: '帮助', en: 'help' },

  'me.title': { zh: '您的身份', en: 'Who you are here' },
  'me.role': { zh: '角色', en: 'role' },
  'me.department': { zh: '部门', en: 'department' },
  'me.region': { zh: '辖区', en: 'jurisdiction' },
  'me.enterprise': { zh: '代表企业', en: 'enterprise' },
  'me.rights.public': {
    zh: '可以查询企业信用等级和公示中的记录。',
    en: 'You may see classes and publicised records.',
  },
  'me.rights.enterprise': {
    zh: '可以查看本企业全部记录；其他企业仅限信用等级和公示中的记录。',
    en: 'You may see all of your own enterprise’s record; of others the class and publicised records.',
  },
  'me.rights.supervisor': {
    zh: '可以查看企业全部信用记录。每次查询均记入审计日志。',
    en: 'You may see whole credit records. Every look-up is written to the audit log.',
  },
  'me.own': { zh: '查看本企业', en: 'my enterprise' },

  'cancel.done': { zh: '已取消。', en: 'Cancelled.' },
  'cancel.nothing': { zh: '没有正在进行的对话。', en: 'There is nothing to cancel.' },

  'language.title': { zh: '请选择语言', en: 'Choose a language' },
  'language.zh': { zh: '中文', en: '中文' },
  'language.en': { zh: 'English', en: 'English' },
  'language.done': { zh: '已使用中文。', en: 'English it is.' },

  'lookup.ask.title': {
    zh: '请输入企业名称或统一社会信用代码',
    en: 'Which enterprise? Send its name or code',
  },
  'lookup.ask.text': { zh: '发送「取消」可以结束。', en: 'Send “cancel” to stop.' },
  'lookup.candidates.title': {
    zh: '找到 {count} 家相近的企业，请选择',
    en: '{count} enterprises come close: which one?',
  },
  'lookup.candidate': {
    zh: '{name}（{region}，代码尾号 {tail}）',
    en: '{name} ({region}, code ends {tail})',
  },
  'lookup.candidate.former': {
    zh: '{name}（曾用名「{former}」，{region}，代码尾号 {tail}）',
    en: '{name} (formerly “{former}”, {region}, code ends {tail})',
  },
  'lookup.candidates.note': {
    zh: '列出的是名称相近的企业，不代表就是您要找的企业，请以统一社会信用代码为准。',
    en: 'These names come close; only the code tells for certain.',
  },
  'lookup.nothing.title': { zh: '未查到', en: 'Nothing found' },
  'lookup.nothing.text': {
    zh: '未查到，不代表无失信。请核对名称或统一社会信用代码。',
    en: 'Nothing was found, which does not mean that there is no discredit. Please check the name or the code.',
  },
  'lookup.badCode.title': { zh: '统一社会信用代码有误', en: 'That code is not valid' },
  'lookup.badCode.suggestion': { zh: '是否要查 {code}？', en: 'Did you mean {code}?' },
  'lookup.badCode.use': { zh: '查询 {code}', en: 'query {code}' },
  'lookup.otherCode.title': { zh: '这是{kind}', en: 'This is a {kind}' },
  'lookup.otherCode.text': {
    zh: '请改用 18 位统一社会信用代码或企业名称查询。',
    en: 'Please use the 18-character unified social credit code or the name.',
  },
  'lookup.idNumber.title': { zh: '请勿发送身份证号', en: 'Please do not send ID numbers' },
  'lookup.idNumber.text': {
    zh: '您的消息疑似含有居民身份证号，系统未保存。查询企业请使用名称或统一社会信用代码。',
    en: 'Your message seems to hold a resident ID number; it was not kept. To find an enterprise use its name or code.',
  },
  'lookup.why': { zh: '查看依据', en: 'why' },

  'credit.code': { zh: '统一社会信用代码', en: 'code' },
  'credit.outside': {
    zh: '该企业不在您的辖区内，只显示公开信息。',
    en: 'Not in your jurisdiction: only what is public is shown.',
  },
  'credit.partly': {
    zh: '其他部门未公示的信息未予显示。',
    en: 'Unpublicised records of other departments are not shown.',
  },
  'credit.class': { zh: '信用等级', en: 'credit class' },
  'credit.class.provisional': { zh: '{class}（暂定）', en: '{class} (provisional)' },
  'credit.formerNames': { zh: '曾用名', en: 'former names' },
  'credit.region': { zh: '登记地区', en: 'region' },
  'credit.status': { zh: '登记状态', en: 'registration' },
  'credit.established': { zh: '成立日期', en: 'established' },
  'credit.legalRepresentative': { zh: '法定代表人', en: 'legal representative' },
  'credit.specialAreas': { zh: '重点特殊领域', en: 'special areas' },
  'credit.reasons': { zh: '主要依据', en: 'Reasons' },
  'credit.records': { zh: '有效失信记录', en: 'effective discredit records' },
  'credit.records.public': { zh: '公示中的失信记录', en: 'publicised discredit records' },
  'credit.count': { zh: '{count} 条', en: '{count}' },
  'credit.unregistered': {
    zh: '登记信息尚未归集，名称取自信用记录。',
    en: 'Registration data is not in yet; the name is taken from a record.',
  },
  'credit.source': { zh: '截至 {asOf} 的归集数据；规则 {policy}', en: 'Data as of {asOf}; rules {policy}' },
  'credit.permits': { zh: '有效行政许可', en: 'permits in force' },
  'credit.lists.good': { zh: '守信名单', en: 'commendations' },

  'why.title': { zh: '{name}为什么是「{class}」', en: 'Why {name} is “{class}”' },
  'why.noSubject.title': { zh: '请先查询一家企业', en: 'Ask for an enterprise first' },
  'why.noSubject.text': {
    zh: '例如发送「查询 企业名称」，再问「为什么」。',
    en: 'For instance “query NAME”, then “why”.',
  },
  'why.rule': { zh: '{title}（{clause}，{origin}）', en: '{title} ({clause}, {origin})' },
  'why.decided': { zh: '{date} 决定', en: 'decided {date}' },
  'why.period': { zh: '{from} 起至 {to}', en: 'from {from} to {to}' },
  'why.period.open': { zh: '{from} 起', en: 'from {from}' },
  'why.noted': { zh: '同时符合', en: 'Also matched' },
  'why.ignored': { zh: '不再计入的记录', en: 'Records that no longer count' },
  'why.ignored.item': { zh: '{record}：{reason}', en: '{record}: {reason}' },
  'why.score': { zh: '综合得分', en: 'composite score' },
  'why.score.value': { zh: '{score} 分（{parts}）', en: '{score} ({parts})' },
  'why.score.part': {
    zh: '{dimension} {score} 分，权重 {weight}%',
    en: '{dimension} {score}, weight {weight}%',
  },
  'why.score.missing': { zh: '缺少{dimensions}', en: 'missing: {dimensions}' },
  'why.provisional': { zh: '等级为暂定：{reasons}。', en: 'The class is provisional: {reasons}.' },
  'why.hidden': {
    zh: '依据的部分记录依法不公示，此处不列明。',
    en: 'Some of the underlying records are not publicised and are not listed here.',
  },
  'why.object': {
    zh: '对信用信息有异议的，企业可以回复「异议」提出，也可以向作出认定的单位提出。',
    en: 'Whoever objects: the enterprise replies “objections”, or turns to the authority that decided.',
  },

  'unknown.title': { zh: '没有听懂', en: 'I did not understand' },
  'unknown.text': { zh: '发送「帮助」查看可以使用的功能。', en: 'Send “help” to see what you can ask for.' },
  'tooLong.title': { zh: '消息过长', en: 'That message is too long' },
  'tooLong.text': {
    zh: '消息共 {length} 字，最多 {max} 字。请只发送企业名称或统一社会信用代码。',
    en: 'It has {length} characters, {max} are allowed. Send a name or a code only.',
  },
  'file.unwanted.title': { zh: '此处不收文件', en: 'Files are not taken here' },
  'file.unwanted.text': {
    zh: '聊天中目前没有需要文件的功能，文件未保存。报送数据请联系管理员。',
    en: 'Nothing in this chat needs a file; it was not kept. To report data, please contact an administrator.',
  },
  'action.gone.title': { zh: '这个选项已失效', en: 'That option is no longer valid' },
  'action.gone.text': { zh: '请重新查询。', en: 'Please ask again.' },
  'action.used.title': { zh: '已经选择过', en: 'Already chosen' },
  'action.used.text': {
    zh: '这张卡片已经处理，结果以当时的回复为准。',
    en: 'This card has been dealt with; the reply then given stands.',
  },
  'push.number': {
    zh: '消息编号 {number}；编号相同的是同一条消息。',
    en: 'Message {number}; one of the same number is the same message.',
  },
  'card.chosen': { zh: '已选择：{choice}', en: 'Chosen: {choice}' },
  'action.foreign.title': { zh: '无权使用这个选项', en: 'That option is not yours' },
  'action.foreign.text': {
    zh: '它属于另一位用户或另一个会话。',
    en: 'It belongs to another person or chat.',
  },
  'action.number.text': { zh: '没有编号 {number} 的选项。', en: 'There is no option {number}.' },
  'dialog.outdated.text': {
    zh: '上一个对话已更新或已过期，请重新开始。',
    en: 'The earlier dialog changed or expired; please start again.',
  },
  'denied.title': { zh: '无权使用', en: 'Not allowed' },
  'denied.text': { zh: '您的身份（{role}）不能使用此功能。', en: 'As {role} you may not use this.' },
  'failed.title': { zh: '处理失败', en: 'That failed' },
  'failed.text': {
    zh: '系统暂时无法处理，请稍后再试。编号 {id}。',
    en: 'This could not be done just now; please try again later. Reference {id}.',
  },
});
