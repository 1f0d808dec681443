import { defineWords } from './words.ts';

/** What is refused about 名单, and what to do then. */
export const listErrorWords = defineWords({
  'error.list.notHere': {
    zh: '该名单不在此列入：经营异常名录由登记机关、失信被执行人由人民法院、重点关注企业由积累关注机制列入。',
    en: 'Not entered here: the registrar, the courts and the watch keep that list.',
  },
  'error.list.text': {
    zh: '内容应为{least}至{most}字，请重新填写。',
    en: 'Please write {least} to {most} characters.',
  },
  'error.list.noLaw': {
    zh: '列入惩戒名单须写明法律、法规或者党中央、国务院政策文件的名称（加书名号）或者文号；没有依据的不得列入，评分、等级不是依据（国办发〔2020〕49号）。',
    en: 'Name the law, regulation or central document. Without one there is no entry; a score or class is none (State Council Office, document 49 of 2020).',
  },
  'error.list.ground': {
    zh: '请选择性质恶劣、情节严重、社会危害较大中的一种情形；不属于的不得列入（方案二（六）二）。',
    en: 'Choose vile, grave or harmful; what is none of these is not entered.',
  },
  'error.list.day': { zh: '请写明已经到来的日期，如 {today}。', en: 'A day not to come, as {today}.' },
  'error.list.person': { zh: '请只写姓名（2至40字）。', en: 'A name only (2 to 40 characters).' },
  'error.list.idNumber': {
    zh: '不收集身份证号、电话号码，未保存。请只写姓名。',
    en: 'No ID or telephone numbers; nothing was kept. A name only.',
  },
  'error.list.persons': { zh: '最多填写{most}人。', en: 'At most {most} persons.' },
  'error.list.hasDiscredit': {
    zh: '该企业有仍然有效的失信记录，不能列入激励名单。修复后可以重新提出。',
    en: 'There is discredit in effect: no list of commendation before it is repaired.',
  },
  'error.list.noDepartment': {
    zh: '您的账号没有所属部门，不能列入名单。请联系管理员。',
    en: 'You belong to no department. Ask an administrator.',
  },
  'error.list.open': {
    zh: '{name}已在该名单中，或者同一名单的事项正在办理。发送「名单办理」查看。',
    en: '{name} is in that list, or a case about it is open. Send “list cases”.',
  },
  'error.list.unknown': { zh: '没有第{id}号名单事项。', en: 'There is no list case no. {id}.' },
  'error.list.settled': { zh: '第{id}号名单事项已办结。', en: 'List case no. {id} is settled.' },
  'error.list.asked': { zh: '第{id}号正在复核，请等待结果。', en: 'No. {id} waits for a second person.' },
  'error.list.stated': {
    zh: '第{id}号已提交过陈述、申辩。',
    en: 'No. {id}: your view was received already.',
  },
  'error.list.tooSoon': {
    zh: '陈述、申辩期至{day}（含当日），企业尚未提出，期满后方可提请列入。',
    en: 'The enterprise may state its view until {day}; the entry can be proposed after that.',
  },
  'error.list.none': {
    zh: '{name}没有在此列入该名单。由其他单位列入的，请向列入单位提出。',
    en: '{name} was not entered in that list here. Ask whoever entered it.',
  },
  'error.list.tooEarly': {
    zh: '未满最短期限，最早{day}可以移出。列入有误的，请用「更正列入」。',
    en: 'Not before {day}. For a wrong entry use “correct list”.',
  },
  'error.list.noCommitment': {
    zh: '未见企业列入后按规定格式公开作出的信用承诺，不能提前移出（方案二（三）四）。',
    en: 'No public credit commitment since the entry: no early removal.',
  },
  'error.list.personsOthers': {
    zh: '名单人员仅供有管辖权的工作人员依职责查询。',
    en: 'Persons are for those who supervise the enterprise.',
  },
});
