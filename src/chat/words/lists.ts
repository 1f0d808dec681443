import { defineWords } from './words.ts';

/** 名单: 列入、陈述申辩、移出, 名单人员. */
export const listWords = defineWords({
  'command.lists.usage': { zh: '名单 企业名称', en: 'lists NAME' },
  'command.lists.summary': {
    zh: '查询名录名单；「名单办理」查看办理中的事项，「列入名单 企业」「移出名单 企业 名单 理由」「名单人员 企业」供工作人员使用，「陈述申辩」供企业使用',
    en: 'lists of an enterprise; “list cases”, “enter list NAME”, “leave list NAME LIST REASON”, “list persons NAME” for officials, “state view” for enterprises',
  },
  'approval.kind.listEntry': { zh: '列入名单', en: 'entry in a list' },
  'lists.enterprise': { zh: '企业', en: 'Enterprise' },
  'lists.list': { zh: '名单', en: 'List' },
  'lists.ground': { zh: '事由', en: 'Ground' },
  'lists.reason': { zh: '推荐理由', en: 'Reason' },
  'lists.basis': { zh: '依据', en: 'Law' },
  'lists.actOn': { zh: '行为发生日', en: 'Day of the act' },
  'lists.statementBy': { zh: '陈述申辩截止日', en: 'Statement until' },
  'lists.statement': { zh: '企业陈述申辩', en: 'Statement' },
  'lists.authority': { zh: '列入单位', en: 'Authority' },
  'lists.persons': { zh: '涉及人员', en: 'Persons' },
  'lists.number.label': { zh: '决定编号', en: 'Number' },
  'lists.enteredOn': { zh: '列入日期', en: 'Entered' },
  'lists.untilOn': { zh: '期限至', en: 'Until' },
  'lists.untilOn.none': { zh: '未设期限，移出为止', en: 'no term; until removed' },
  // Kept in the record: Chinese, whoever reads it.
  'lists.number': { zh: '诚信名单〔{year}〕{id}号', en: 'honesty list, {year}, no. {id}' },
  'lists.ground.vile': { zh: '性质恶劣', en: 'vile in nature' },
  'lists.ground.grave': { zh: '情节严重', en: 'grave circumstances' },
  'lists.ground.harmful': { zh: '社会危害较大', en: 'considerable harm to society' },
  'lists.ground.whole': { zh: '{ground}；{penalty}', en: '{ground}; {penalty}' },
  'lists.subject.discredit': {
    zh: '{name}（{uscc}）列入{list}。事由：{ground}。依据：{basis}。涉及人员{persons}名。企业陈述申辩：{statement}',
    en: '{name} ({uscc}) into {list}. Ground: {ground}. Law: {basis}. Persons: {persons}. Statement: {statement}',
  },
  'lists.subject.good': {
    zh: '{name}（{uscc}）列入{list}。理由：{ground}',
    en: '{name} ({uscc}) into {list}. Reason: {ground}',
  },
  'lists.subject.short': { zh: '{name}列入{list}', en: '{name} into {list}' },
  'lists.subject.silent': { zh: '期限内未提出', en: 'none within the term' },
  'lists.office.legalRepresentative': { zh: '法定代表人', en: 'legal representative' },
  'lists.office.principal': { zh: '主要负责人', en: 'principal' },
  'lists.office.directlyResponsible': { zh: '直接责任人', en: 'person directly responsible' },
  'lists.person': { zh: '{office} {name}（{source}）', en: '{office} {name} ({source})' },
  'lists.person.register': { zh: '按登记', en: 'as registered' },
  'lists.person.officer': { zh: '经办人认定', en: 'as established' },
  'lists.state.noticed': { zh: '已告知，待陈述申辩', en: 'noticed' },
  'lists.state.heard': { zh: '已陈述申辩，待提请', en: 'heard' },
  'lists.state.asked': { zh: '待复核', en: 'waits for a second person' },
  'lists.state.refused': {
    zh: '未获批准或者复核已过期，可以重新提请',
    en: 'not agreed to; may be asked again',
  },

  'lists.enter.title': { zh: '列入名单：{name}', en: 'Enter in a list: {name}' },
  'lists.enter.list': {
    zh: '请选择名单。惩戒名单须有法律、法规或者党中央、国务院政策文件依据，先告知企业；激励名单不需告知。均由第二人复核。',
    en: 'Which list? Discredit needs a law or a central document, and notice; commendation needs no notice. A second person agrees to either.',
  },
  'lists.enter.ground': {
    zh: '列入{list}限于性质恶劣、情节严重、社会危害较大的严重违法失信行为（方案二（六）二）。请选择认定的情形。',
    en: '{list}: only for serious acts that are vile, grave or harmful. Which is it?',
  },
  'lists.enter.penalty': {
    zh: '请写明违法事实和所受的从重处罚（处罚决定文号）或者所违反的法律规定，{least}至{most}字。请勿填写身份证号、电话号码。',
    en: 'The act, and the heavier penalty (its number) or the provision, {least} to {most} characters; no ID or telephone numbers.',
  },
  'lists.enter.reason': {
    zh: '请写明推荐理由和评定文件，{least}至{most}字。',
    en: 'Reason, and the document of the award, {least} to {most} characters.',
  },
  'lists.enter.basis': {
    zh: '请写明列入所依据的法律、法规或者党中央、国务院政策文件的名称和条款，如《…法》第…条。',
    en: 'The law, regulation or central document, by its Chinese title in title marks, or by its number, and the article.',
  },
  'lists.enter.day': {
    zh: '请写明违法行为发生之日，如 2026-03-01。涉及人员按当日任职确定。',
    en: 'The day of the act, as 2026-03-01: persons are those in office then.',
  },
  'lists.check.title': { zh: '请核对：{name}', en: 'Please check: {name}' },
  'lists.check.discredit': {
    zh: '确认后即告知企业，企业可以在{days}个工作日内陈述、申辩；期满或者收到陈述后再提请列入。',
    en: 'The enterprise is then told, and may state its view within {days} working days; after that you ask for the entry.',
  },
  'lists.check.good': { zh: '确认后提请第二人复核。', en: 'A second person is then asked.' },
  'lists.check.certain': {
    zh: '行为发生日登记的法定代表人：{name}（{from}起登记）。请确认，与事实不符的请更换。',
    en: 'Legal representative registered that day: {name} (since {from}). Confirm or replace.',
  },
  'lists.check.uncertain': {
    zh: '本系统掌握的登记信息始于{from}（{name}），行为发生日的法定代表人请另行核实后确认或者更换。',
    en: 'The register is known from {from} only ({name}): find out who it was on the day of the act.',
  },
  'lists.check.nobody': {
    zh: '未见法定代表人登记信息，请核实后补充。',
    en: 'No legal representative is registered: add who it was.',
  },
  'lists.send.discredit': { zh: '确认并告知企业', en: 'confirm, and tell the enterprise' },
  'lists.send.good': { zh: '确认并提请复核', en: 'confirm, and ask' },
  'lists.add.legalRepresentative': { zh: '更换法定代表人', en: 'another legal representative' },
  'lists.add.principal': { zh: '增加主要负责人', en: 'add a principal' },
  'lists.add.directlyResponsible': { zh: '增加直接责任人', en: 'add a person directly responsible' },
  'lists.again': { zh: '重新填写', en: 'write again' },
  'lists.person.ask': {
    zh: '请发送{office}的姓名，只写姓名，不要填写身份证号、电话和住址。须为行为发生时任职或者负有直接责任的人员。',
    en: 'The name of the {office}, and nothing else: no ID number, telephone or address.',
  },
  'lists.started.title': { zh: '已告知企业', en: 'The enterprise is told' },
  'lists.started.text': {
    zh: '第{id}号：{name}。企业可以在{day}前（含当日）陈述、申辩。期满或者收到陈述后，请发送「提请列入 {id}」。',
    en: 'No. {id}: {name}. It may state its view until {day}. Then send “propose entry {id}”.',
  },
  'lists.started.paper': {
    zh: '第{id}号：{name}。该企业没有绑定账号，未能在此告知：请立即书面告知并留存送达凭证。陈述、申辩至{day}（含当日），期满后请发送「提请列入 {id}」。',
    en: 'No. {id}: {name} has no account here. Give notice on paper at once, and keep the proof. Statement until {day}; then send “propose entry {id}”.',
  },
  'lists.asked.title': { zh: '已送复核', en: 'A second person is asked' },
  'lists.asked.text': {
    zh: '{name}列入名单已送第二人复核，编号{approval}。批准后即时列入并告知企业。',
    en: '{name}: no. {approval} waits for a second person. Once agreed to it takes effect.',
  },

  'lists.noticed.title': { zh: '拟列入{list}告知', en: 'Notice: entry in {list} is intended' },
  'lists.noticed.text': {
    zh: '拟将贵单位列入{list}。贵单位有权在{day}前（含当日，{days}个工作日）陈述、申辩，直接回复「陈述申辩」即可；逾期未提出的，视为放弃，但决定作出前提出的仍予考虑。',
    en: 'Your enterprise is to be entered in {list}. You may state your view until {day} ({days} working days): reply “state view”. What comes before the decision is still considered.',
  },
  'lists.state.action': { zh: '陈述申辩', en: 'state view' },
  'lists.state.title': { zh: '陈述申辩', en: 'Your view' },
  'lists.state.none': { zh: '目前没有需要陈述、申辩的事项。', en: 'There is nothing to state a view on.' },
  'lists.state.choose': { zh: '请选择事项。', en: 'Which one?' },
  'lists.state.ask': {
    zh: '第{id}号：拟列入{list}。请用一条消息写明陈述、申辩的事实、理由和证据名称（{least}至{most}字），请勿填写身份证号、电话号码。只能提交一次。',
    en: 'No. {id}: {list}. Write facts, reasons and evidence in one message ({least} to {most} characters), no ID or telephone numbers. It can be sent once.',
  },
  'lists.state.send': { zh: '确认提交', en: 'send' },
  'lists.state.sent': {
    zh: '第{id}号：陈述、申辩已收到，将在决定前予以复核，结果在此告知。',
    en: 'No. {id}: your view has been received and is considered before the decision; you are told here.',
  },
  'lists.stated.title': {
    zh: '第{id}号：企业已陈述申辩',
    en: 'No. {id}: the enterprise has stated its view',
  },
  'lists.stated.text': {
    zh: '请复核企业提出的事实、理由和证据：成立的，应当采纳、不予列入；不成立的，可以提请列入。不得因陈述、申辩加重处理。',
    en: 'Consider it: where it holds, drop the case; where not, propose the entry. Nobody fares worse for stating a view.',
  },
  'lists.proceed.action': { zh: '提请列入', en: 'propose entry' },
  'lists.proceed.again': { zh: '重新提请列入', en: 'propose again' },
  'lists.drop.action': { zh: '不予列入', en: 'drop' },
  'lists.drop.ask': {
    zh: '第{id}号：{name}。请写明不予列入的理由（{least}至{most}字），将告知企业。',
    en: 'No. {id}: {name}. Why is it dropped ({least} to {most} characters)? The enterprise will read it.',
  },
  'lists.drop.done': {
    zh: '第{id}号：{name}不予列入，已告知企业。',
    en: 'No. {id}: {name} is dropped, and told.',
  },
  'lists.dropped.title': { zh: '不予列入{list}', en: 'Not entered in {list}' },
  'lists.dropped.text': {
    zh: '第{id}号：经复核，不予列入{list}。{reason}',
    en: 'No. {id}: you are not entered in {list}. {reason}',
  },
  'lists.entered.title': { zh: '列入{list}决定', en: 'Entered in {list}' },
  'lists.entered.text': {
    zh: '信用等级将随之变化。对决定有异议的，请回复「异议」，也可以依法申请行政复议或者提起行政诉讼。',
    en: 'The class follows. Object by “object”, or apply for administrative review or go to court.',
  },
  'lists.entered.leave': {
    zh: '信用等级将随之变化。自{day}起，已纠正违法行为、履行义务并按规定格式公开作出信用承诺的，可以申请移出；请先回复「修复」了解条件。对决定有异议的，请回复「异议」，也可以依法申请行政复议或者提起行政诉讼。',
    en: 'The class follows. From {day} on you may ask for removal, once corrected and publicly committed: reply “repair”. Object by “object”, or apply for administrative review or go to court.',
  },
  'lists.commended.title': { zh: '列入{list}', en: 'Entered in {list}' },
  'lists.commended.text': {
    zh: '可以享受的便利和激励，请发送「绿灯」。有失信行为的，激励暂停。',
    en: 'Send “green light” for what it gives. It is suspended upon discredit.',
  },
  'lists.removed.title': { zh: '移出{list}', en: 'Removed from {list}' },
  'lists.removed.text': {
    zh: '贵单位自{day}起移出{list}。{reason}',
    en: 'From {day} on you are out of {list}. {reason}',
  },
  'lists.removed.wrongly': {
    zh: '经核实，原列入{list}有误，已于{day}更正，视为自始未列入。{reason}',
    en: 'Your entry in {list} was wrong; it was put right on {day}, as if it had never been. {reason}',
  },
  'lists.remove.title': { zh: '移出名单', en: 'Removal' },
  'lists.remove.how': {
    zh: '请按「移出名单 统一社会信用代码 名单名称 理由」发送；列入有误的，按「更正列入 统一社会信用代码 名单名称 理由」发送。',
    en: 'Send “leave list CODE LIST REASON”; for a wrong entry “correct list CODE LIST REASON”.',
  },
  'lists.remove.done': { zh: '{name}已移出{list}，并告知企业。', en: '{name} is out of {list}, and told.' },
  'lists.remove.wrongly': {
    zh: '{name}列入{list}已更正，视为自始未列入，并告知企业。',
    en: '{name}: the entry in {list} is put right.',
  },
  'lists.term.title': { zh: '第{id}号：陈述申辩期已满', en: 'No. {id}: the term for a statement is over' },
  'lists.term.enterprise': {
    zh: '陈述、申辩期已于{day}届满。决定尚未作出，仍可以回复「陈述申辩」提出。',
    en: 'The term ended on {day}. As long as it is not decided you may still reply “state view”.',
  },
  'lists.term.official': {
    zh: '陈述、申辩期已于{day}届满，可以提请列入或者不予列入。',
    en: 'The term ended on {day}: propose the entry, or drop it.',
  },
  'lists.ending.title': { zh: '名单期限将满：{name}', en: 'A term ends soon: {name}' },
  'lists.ending.enterprise': {
    zh: '贵单位列入{list}的期限至{day}，届满自动移出，无需申请。',
    en: 'Your entry in {list} ends by itself after {day}.',
  },
  'lists.ending.official': {
    zh: '{name}列入{list}的期限至{day}，届满自动移出。',
    en: 'The entry of {name} in {list} ends by itself after {day}.',
  },
  'lists.ended.title': { zh: '名单期限届满：{name}', en: 'A term has ended: {name}' },
  'lists.ended.enterprise': {
    zh: '贵单位列入{list}的期限已于{day}届满，已自动移出。',
    en: 'Your entry in {list} ended after {day}.',
  },
  'lists.ended.official': {
    zh: '{name}列入{list}的期限已于{day}届满，已自动移出。',
    en: 'The entry of {name} in {list} ended after {day}.',
  },

  'lists.of.title': { zh: '名录名单：{name}', en: 'Lists: {name}' },
  'lists.of.none': { zh: '未在任何名录名单中。', en: 'In no list.' },
  'lists.of.entry': {
    zh: '{list}：{number}，{authority}，{day}列入，{until}',
    en: '{list}: {number}, {authority}, since {day}, {until}',
  },
  'lists.of.until': { zh: '期限至{day}', en: 'until {day}' },
  'lists.of.until.none': { zh: '移出为止', en: 'until removed' },
  'lists.of.cases': { zh: '办理中：', en: 'Not yet decided:' },
  'lists.of.outside': {
    zh: '不在您的管辖范围内，只列出已公开的名单。',
    en: 'Not under your supervision: only what is public.',
  },
  'lists.open.title': { zh: '名单办理', en: 'Lists: not yet decided' },
  'lists.open.none': { zh: '没有办理中的名单事项。', en: 'Nothing waits.' },
  'lists.line': {
    zh: '第{id}号 {name}：拟列入{list}（{state}）',
    en: 'No. {id} {name}: {list} ({state})',
  },
  'lists.line.due': {
    zh: '第{id}号 {name}：拟列入{list}（{state}，陈述申辩至{day}）',
    en: 'No. {id} {name}: {list} ({state}, statement until {day})',
  },
  'lists.case.action': { zh: '办理第{id}号', en: 'no. {id}' },
  'lists.case.title': { zh: '名单事项第{id}号', en: 'List case no. {id}' },
  'lists.case.state': { zh: '状态', en: 'State' },
  'lists.persons.action': { zh: '名单人员', en: 'persons' },
  'lists.persons.title': { zh: '名单人员：{name}', en: 'Persons: {name}' },
  'lists.persons.none': { zh: '没有登记的涉及人员。', en: 'Nobody is registered.' },
  'lists.persons.line': {
    zh: '{office} {name}（{source}）：{list}，行为发生日{day}',
    en: '{office} {name} ({source}): {list}, act of {day}',
  },
  'lists.persons.note': {
    zh: '仅供依法延伸惩戒措施使用，本次查询已留痕。任职以行为发生之日为准；具体措施须有法律、法规规定，不支持按姓名反查。',
    en: 'For measures that a law extends to them; this look is noted. Office counts as of the day of the act. No search by name.',
  },
});
