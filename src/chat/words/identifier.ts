import { defineWords } from './words.ts';

/** What an identifier is and what is wrong with it, by the codes of an `IdentifierReport`. */
export const identifierWords = defineWords({
  'identifier.kind.uscc': { zh: '统一社会信用代码', en: 'unified social credit code' },
  'identifier.kind.registeredNo': { zh: '15位注册号', en: '15-digit registration number' },
  'identifier.kind.orgCode': { zh: '9位组织机构代码', en: '9-character organisation code' },
  'identifier.kind.idNumber': { zh: '居民身份证号', en: 'resident ID number' },
  'identifier.kind.unknown': { zh: '无法识别的代码', en: 'unknown kind of code' },

  'identifier.reason.length': {
    zh: '位数不符，统一社会信用代码应为18位',
    en: 'wrong length: a unified social credit code has 18 characters',
  },
  'identifier.reason.alphabet': {
    zh: '第{position}位的字符不可用于代码，代码只用数字和除 I、O、S、V、Z 以外的大写字母',
    en: 'position {position} holds a character that codes never use; they use digits and letters other than I, O, S, V, Z',
  },
  'identifier.reason.authority': {
    zh: '登记管理部门或机构类别代码有误，请核对第{position}位',
    en: 'unknown registration authority or category; check position {position}',
  },
  'identifier.reason.region': {
    zh: '行政区划（第3至8位）应为数字，请核对第{position}位',
    en: 'positions 3 to 8 (region) must be digits; check position {position}',
  },
  'identifier.reason.orgCheck': {
    zh: '主体标识码校验位不符，请核对第{position}位及其前8位',
    en: 'the organisation code’s check character does not fit; check position {position} and the 8 before it',
  },
  'identifier.reason.check': {
    zh: '校验位不符，请核对第{position}位',
    en: 'the check character does not fit; check position {position}',
  },
  'identifier.reason.idNumber': {
    zh: '这是居民身份证号，不是企业代码；内容已隐去，未予保存',
    en: 'this is a resident ID number, not an enterprise’s code; it was hidden and not kept',
  },
});
