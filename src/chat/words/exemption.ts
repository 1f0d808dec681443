import { defineWords } from './words.ts';

/** 轻微违法免罚清单, and the questions by which an act is judged. */
export const exemptionWords = defineWords({
  'command.exemption.usage': { zh: '免罚判断 企业 违法行为', en: 'judge NAME ACT' },
  'command.exemption.summary': {
    zh: '轻微违法行为能否指导改正，逐项询问后给出建议；已改正 编号；未改正 编号',
    en: 'whether a minor violation may be left at guidance; “corrected NUMBER”; “not corrected NUMBER”',
  },
  'command.guidance.usage': { zh: '指导记录', en: 'guidance' },
  'command.guidance.summary': {
    zh: '查看指导改正的记录和结果',
    en: 'what was left at guidance, and what became of it',
  },
  'command.exemptionList.usage': { zh: '免罚清单 关键词', en: 'exemptions WORD' },
  'command.exemptionList.summary': {
    zh: '查看轻微违法行为免罚清单及依据',
    en: 'the list of minor violations that are not penalised',
  },
  'exemption.kind.firstTime': { zh: '首违不罚', en: 'first time' },
  'exemption.kind.minor': { zh: '轻微免罚', en: 'minor' },
  'exemption.list.title': {
    zh: '轻微违法行为免罚清单（{count}项）',
    en: 'Minor violations not penalised ({count})',
  },
  'exemption.list.none': {
    zh: '清单中没有与「{words}」相符的事项。不在清单上的，仍可依《行政处罚法》第三十三条判断。',
    en: 'No item fits “{words}”. What is on no list may still fall under article 33 of the penalty law.',
  },
  'exemption.list.item': {
    zh: '〔{kind}〕{title}。条件：{conditions}。依据：{clause}；{list}',
    en: '[{kind}] {title}. Conditions: {conditions}. Basis: {clause} – {list}',
  },
  'exemption.list.short': { zh: '〔{kind}〕{title}（{clause}）', en: '[{kind}] {title} ({clause})' },
  'exemption.list.more': {
    zh: '发送「免罚清单 关键词」查看适用条件和所在清单。',
    en: 'Send “exemptions WORD” for the conditions and the list.',
  },
  'exemption.list.note': {
    zh: '所列为本系统已核对来源的事项，不是清单全文；适用时请核对原文。是否免罚由执法机关依法决定。',
    en: 'Only items whose source was confirmed; read the list itself before you apply it. The authority decides.',
  },
  'exemption.own': {
    zh: '本项为本系统示例事项，不是官方清单。',
    en: 'This item is an example of this system and on no official list.',
  },
  'exemption.join': { zh: '；', en: '; ' },

  'exemption.act': { zh: '违法行为', en: 'Act' },
  'exemption.actOn': { zh: '行为日期', en: 'Day of the act' },
  'exemption.item': { zh: '清单事项', en: 'Item' },
  'exemption.item.none': { zh: '不在清单上', en: 'on no list' },
  'exemption.period': { zh: '包容期', en: 'Inclusive period' },
  'exemption.period.in': {
    zh: '行为在包容期内（{from}至{until}）',
    en: 'done within it ({from} to {until})',
  },
  'exemption.period.out': { zh: '行为不在包容期内', en: 'not done within one' },
  'exemption.correctBy': { zh: '改正期限', en: 'To be corrected by' },

  'exemption.title': { zh: '轻微违法判断：{name}', en: 'Minor violation: {name}' },
  'exemption.excluded.next': {
    zh: '请按一般程序处理；是否不予行政处罚，由执法人员在一般程序中依《行政处罚法》第三十三条认定。',
    en: 'Please take the ordinary procedure, in which article 33 of the penalty law is applied.',
  },
  'exemption.redLine.next': {
    zh: '请依法严格查处，不适用包容审慎监管。',
    en: 'Strict by law: there is no tolerance.',
  },
  'exemption.ask.act': {
    zh: '请用一句话写明违法行为，例如「标签漏标净含量」（{least}至{most}字）。',
    en: 'What was done, in a sentence ({least} to {most} characters)?',
  },
  'exemption.ask.day': {
    zh: '违法行为发生在哪一天？持续的，写最后一天。是否在包容期内按行为之日判断。例如 2026-08-01。',
    en: 'On which day was it done (the last, if it went on)? Whether it lies within a period goes by that day. For example 2026-08-01.',
  },
  'exemption.today': { zh: '今天（{day}）', en: 'today ({day})' },
  'exemption.yesterday': { zh: '昨天（{day}）', en: 'yesterday ({day})' },
  'exemption.ask.item': {
    zh: '是清单上的哪一项？以下为可能的事项，请核对后选择。',
    en: 'Which item of the list is it? These may fit.',
  },
  'exemption.candidate': { zh: '〔{kind}〕{title}', en: '[{kind}] {title}' },
  'exemption.again': { zh: '没有看懂「{said}」。', en: '“{said}” was not understood.' },
  'exemption.again.answer': {
    zh: '没有看懂「{said}」。请回复：是、否、不清楚。',
    en: '“{said}” was not understood. Answer: yes, no, unknown.',
  },

  'exemption.q.first': { zh: '是否首次？', en: 'Is it the first time?' },
  'exemption.q.conditions': { zh: '是否符合清单所列的全部条件？', en: 'Are all conditions of the list met?' },
  'exemption.q.minor': { zh: '违法行为是否轻微？', en: 'Is the act minor?' },
  'exemption.q.intentional': { zh: '是否主观故意？', en: 'Was it intended?' },
  'exemption.q.harm': { zh: '是否造成危害后果？', en: 'Did it do harm?' },
  'exemption.q.slight': { zh: '危害后果是否轻微？', en: 'Was the harm slight?' },
  'exemption.q.corrects': {
    zh: '能否按期改正（默认{days}日内）？已经改正的答「是」。',
    en: 'Will it be corrected in time (usually {days} days)? Yes, if it was already.',
  },
  'exemption.q.faultless': {
    zh: '当事人是否有证据足以证明没有主观过错？',
    en: 'Does evidence prove that there was no fault?',
  },
  'exemption.short.first': { zh: '首次', en: 'first time' },
  'exemption.short.conditions': { zh: '符合清单条件', en: 'conditions of the list met' },
  'exemption.short.minor': { zh: '违法行为轻微', en: 'minor' },
  'exemption.short.intentional': { zh: '主观故意', en: 'intended' },
  'exemption.short.harm': { zh: '造成危害后果', en: 'did harm' },
  'exemption.short.slight': { zh: '危害后果轻微', en: 'harm slight' },
  'exemption.short.corrects': { zh: '能按期改正', en: 'corrected in time' },
  'exemption.short.faultless': { zh: '有证据证明没有主观过错', en: 'proof of no fault' },
  'exemption.yes': { zh: '是', en: 'yes' },
  'exemption.no': { zh: '否', en: 'no' },
  'exemption.unknown': { zh: '不清楚', en: 'unknown' },
  'exemption.answered': { zh: '{question}：{answer}', en: '{question}: {answer}' },
  'exemption.first.none': {
    zh: '系统查询：此前{months}个月内未见同类处罚和指导记录，建议答「是」。请向当事人核实。',
    en: 'No such penalty or guidance within {months} months: “yes” is proposed. Please verify.',
  },
  'exemption.first.found': {
    zh: '系统查询：此前{months}个月内有以下同类记录，建议答「否」。',
    en: 'There is the following within {months} months: “no” is proposed.',
  },
  'exemption.first.unsure': {
    zh: '系统查询：行为之后有以下同类处罚，所处罚的行为可能在此之前，请核实。',
    en: 'There is a later penalty whose act may have been before: please verify.',
  },
  'exemption.before.penalty': {
    zh: '行政处罚 {number}，{on}决定：{what}',
    en: 'penalty {number}, decided {on}: {what}',
  },
  'exemption.before.exemption': {
    zh: '指导改正第{number}号，{on}的行为：{what}',
    en: 'guidance no. {number}, act of {on}: {what}',
  },
  'exemption.before.hidden': {
    zh: '另有其他部门的同类记录{count}条，您无权查看内容。',
    en: '{count} more of other departments, which you may not read.',
  },
  'exemption.before.others': {
    zh: '同期另有其他违法行为的处罚{count}条，不影响首次的判断。',
    en: '{count} penalties for other acts, which do not count.',
  },

  'exemption.suggest.title': { zh: '建议：{what}', en: 'Suggested: {what}' },
  'exemption.suggest.guide': { zh: '指导改正，一般不予行政处罚', en: 'guidance, usually no penalty' },
  'exemption.suggest.case': { zh: '按一般程序处理', en: 'the ordinary procedure' },
  'exemption.suggest.unknown': { zh: '不能判断', en: 'cannot be judged' },
  'exemption.ground.period': {
    zh: '在包容期内，首次、轻微、非主观故意、没有危害后果并能改正，以行政指导为重点',
    en: 'within the period: first, minor, not intended, no harm, corrected - guidance comes first',
  },
  'exemption.ground.list': { zh: '符合免罚清单事项', en: 'an item of the list' },
  'exemption.ground.minor': {
    zh: '违法行为轻微并及时改正，没有造成危害后果的，不予行政处罚',
    en: 'minor, corrected in time and without harm: no penalty',
  },
  'exemption.ground.firstTime': {
    zh: '初次违法且危害后果轻微并及时改正的，可以不予行政处罚',
    en: 'the first, slight harm, corrected in time: it may be left without penalty',
  },
  'exemption.ground.faultless': {
    zh: '当事人有证据足以证明没有主观过错的，不予行政处罚（法律、行政法规另有规定的除外）',
    en: 'proof of no fault: no penalty, unless a law says otherwise',
  },
  'exemption.ground.line': { zh: '{ground}（{clause}）', en: '{ground} ({clause})' },
  'exemption.because.case': { zh: '不适用的原因：{reasons}', en: 'Because: {reasons}' },
  'exemption.because.unknown': {
    zh: '尚不清楚：{reasons}。查明后请重新判断；不清楚的，不得作为不予处罚的理由。',
    en: 'Not known: {reasons}. Find out and judge again; what is not known never counts in favour.',
  },
  'exemption.stillMinor': {
    zh: '注意：如查明违法行为轻微并及时改正、没有造成危害后果，一般程序中仍应依{clause}不予行政处罚。',
    en: 'Mind: if it is minor, corrected and harmless, {clause} still applies within the ordinary procedure.',
  },
  'exemption.fields.answers': { zh: '回答', en: 'Answers' },
  'exemption.officer': {
    zh: '以上仅为建议，由执法人员依法决定；不予处罚的，应当对当事人进行教育（《行政处罚法》第三十三条第三款）。与建议不同的，须写明理由。',
    en: 'This is a suggestion only: the officer decides, and says why where it is decided otherwise.',
  },
  'exemption.decide.guided': { zh: '指导改正（最迟{day}改正）', en: 'guidance (corrected by {day})' },
  'exemption.decide.case': { zh: '按一般程序处理', en: 'ordinary procedure' },
  'exemption.decide.term': { zh: '指导改正，另定期限', en: 'guidance, another term' },
  'exemption.ask.term': {
    zh: '最迟哪一天改正？请回复日期，例如 2026-08-10，最长90日。',
    en: 'By which day? For example 2026-08-10, 90 days at the most.',
  },
  'exemption.reason.title': { zh: '请写明理由', en: 'Your reason, please' },
  'exemption.reason.text': {
    zh: '所作决定与建议或者查询结果不同，请用一条消息写明理由（{least}至{most}字），将与全部回答一并留存。',
    en: 'Your decision differs from what was suggested or found: say why in one message ({least} to {most} characters).',
  },
  'exemption.decided.title': { zh: '已记录（第{id}号）', en: 'Recorded (no. {id})' },
  'exemption.decided.guided': {
    zh: '对{name}指导改正，期限{day}，已告知企业。期满后将询问您是否改正；提前改正的，请发送「已改正 {id}」。',
    en: '{name} is guided, to be corrected by {day}, and told. You will be asked then; send “corrected {id}” if it is earlier.',
  },
  'exemption.decided.case': {
    zh: '对{name}按一般程序处理。本系统不替代立案和调查程序，也未告知企业。',
    en: '{name} is dealt with in the ordinary procedure, outside of this system; it was not told.',
  },

  'exemption.guided.title': {
    zh: '行政指导（第{id}号）：请按期改正',
    en: 'Guidance (no. {id}): please correct',
  },
  'exemption.guided.text': {
    zh: '经检查，贵单位有下列轻微违法行为。请最迟于{day}自觉改正；按期改正的，一般不予行政处罚，逾期未改正的，依法处理。',
    en: 'The minor violation below was found. Correct it by {day}: then there is usually no penalty, else it is dealt with by law.',
  },
  'exemption.guided.note': {
    zh: '{months}个月内再次发生同类行为的，不再视为首次。对此有不同意见的，可以向作出指导的机关陈述、申辩。',
    en: 'Within {months} months the same will not count as the first time again. You may state your view to the authority.',
  },
  'exemption.basis': { zh: '依据：{clauses}', en: 'Basis: {clauses}' },
  'exemption.due.title': { zh: '指导改正第{id}号已到期限', en: 'Guidance no. {id} is due' },
  'exemption.due.text': {
    zh: '改正期限{day}已过。请核实是否按期改正；未改正的，转为一般程序处理。',
    en: 'The term ended on {day}. Was it corrected in time? If not, it becomes an ordinary case.',
  },
  'exemption.corrected': { zh: '已按期改正', en: 'corrected in time' },
  'exemption.notCorrected': { zh: '未改正', en: 'not corrected' },
  'exemption.settled.title': { zh: '指导改正第{id}号的结果', en: 'Guidance no. {id}: outcome' },
  'exemption.settled.corrected': {
    zh: '「{act}」已按期改正，本次不予行政处罚。请继续守法经营。',
    en: '“{act}” was corrected in time; there is no penalty this time.',
  },
  'exemption.settled.case': {
    zh: '「{act}」至{day}未改正，转为一般程序依法处理。贵单位有陈述、申辩的权利。',
    en: '“{act}” was not corrected by {day} and becomes an ordinary case. You may state your view and defend yourself.',
  },
  'exemption.settle.title': { zh: '已记录', en: 'Recorded' },
  'exemption.settle.corrected': {
    zh: '第{id}号已按期改正（{day}），已告知企业。',
    en: 'No. {id} was corrected ({day}); the enterprise is told.',
  },
  'exemption.settle.case': {
    zh: '第{id}号未按期改正，转为一般程序处理，已告知企业。',
    en: 'No. {id} becomes an ordinary case; the enterprise is told.',
  },
  'exemption.records.title': { zh: '指导改正记录', en: 'Guidance' },
  'exemption.records.none': { zh: '没有指导改正记录。', en: 'There is none.' },
  'exemption.record': {
    zh: '第{id}号 {name}：{act}（{on}，{state}）',
    en: 'No. {id} {name}: {act} ({on}, {state})',
  },
  'exemption.state.open': { zh: '待改正，期限{day}', en: 'to be corrected by {day}' },
  'exemption.state.corrected': { zh: '{day}已改正', en: 'corrected {day}' },
  'exemption.state.case': { zh: '按一般程序处理', en: 'ordinary case' },
  'exemption.settle.id': { zh: '第{id}号', en: 'no. {id}' },
  'exemption.one.title': { zh: '指导改正第{id}号', en: 'Guidance no. {id}' },
  'exemption.state': { zh: '状态', en: 'State' },

  'error.exemption.act': {
    zh: '请用{least}至{most}字写明违法行为。',
    en: 'Say what was done in {least} to {most} characters.',
  },
  'error.exemption.day': {
    zh: '日期有误，应为{today}或者以前的日期，例如 2026-08-01。',
    en: 'The day must be {today} or before, written as 2026-08-01.',
  },
  'error.exemption.item': {
    zh: '所选清单事项对该日的行为不适用，或者不属于您的部门。请重新判断。',
    en: 'The item does not apply to that day or your department. Please begin anew.',
  },
  'error.exemption.excluded': {
    zh: '该企业不适用包容审慎监管，请按一般程序处理。',
    en: 'There is no tolerance for this enterprise: the ordinary procedure.',
  },
  'error.exemption.incomplete': {
    zh: '情况已变，还有问题没有回答，请重新判断。',
    en: 'Things have changed and something is not answered. Please begin anew.',
  },
  'error.exemption.notKnown': {
    zh: '尚有情况不清楚，不能决定指导改正。请查明后重新判断，或者按一般程序处理。',
    en: 'Something is not known: it cannot be left at guidance. Find out, or take the ordinary procedure.',
  },
  'error.exemption.reason': {
    zh: '所作决定与建议或者查询结果不同，须写明理由（{least}至{most}字）。',
    en: 'The decision differs: a reason of {least} to {most} characters is needed.',
  },
  'error.exemption.correctBy': {
    zh: '改正期限应在{from}至{until}之间。',
    en: 'The term must lie between {from} and {until}.',
  },
  'error.exemption.unknown': { zh: '没有第{id}号指导改正记录。', en: 'There is no guidance no. {id}.' },
  'error.exemption.settled': { zh: '第{id}号已办结。', en: 'No. {id} is settled already.' },
  'error.exemption.notDue': {
    zh: '第{id}号的改正期限是{day}，期限届满后才能认定未改正。',
    en: 'No. {id} may be corrected until {day}; it is too early.',
  },
  'error.exemption.late': {
    zh: '改正日期晚于第{id}号的期限{day}，不是按期改正。请发送「未改正 {id}」转为一般程序，逾期改正的情节在该程序中考虑。',
    en: 'That is after the term of no. {id}, {day}. Send “not corrected {id}”; the late correction counts in the ordinary procedure.',
  },
});
