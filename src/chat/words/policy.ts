import { defineWords } from './words.ts';

/** 行业细则 that were refused: `error.<code>` of a CodedError, and its `reason` in words. */
export const policyWords = defineWords({
  'error.policy.narrowsUnknown': {
    zh: '行业细则文件 {file} 所依据的规则 {id} 不存在。请在 narrows 中填写施行中的省级规则编号。',
    en: 'The industry file {file} narrows a policy {id} that does not exist. Give the id of a provincial policy in narrows.',
  },
  'error.policy.notNarrower': {
    zh: '行业细则 {id} 的 {rule} 不严于省级规则（{reason}），不予采用。各原因的含义见 docs/industry-rules.md。',
    en: 'In the industry file {id}, {rule} is not narrower than the provincial policy ({reason}); it is not used. docs/industry-rules.md explains the reasons.',
  },

  'policy.reason.otherPolicy': { zh: '依据的是另一省级规则', en: 'it narrows another policy' },
  'policy.reason.notTogether': {
    zh: '与省级规则没有共同的施行期间',
    en: 'it is never in force together with the provincial policy',
  },
  'policy.reason.newRule': {
    zh: '不得新增此类规则',
    en: 'rules of this type may not be added',
  },
  'policy.reason.unknownRuleSet': {
    zh: '规则组不存在，规则不会被适用',
    en: 'there is no such rule set: the rule would never be applied',
  },
  'policy.reason.otherType': {
    zh: '与原规则类型不同',
    en: 'it is of another type than the rule it replaces',
  },
  'policy.reason.otherSubject': {
    zh: '与原规则的适用对象不同（失信程度、名单、履约状态、规则组或者机关）',
    en: 'it is about something else than the rule it replaces (tier, list, fulfilment, rule set or authority)',
  },
  'policy.reason.fixed': { zh: '此规则不得变更', en: 'this rule may not be changed' },
  'policy.reason.undecidable': {
    zh: '变更对部分企业更宽，不能认定为从严',
    en: 'the change is laxer for some enterprises',
  },
  'policy.reason.lighter': { zh: '等级或者失信程度减轻', en: 'the class or tier is lighter' },
  'policy.reason.higherCount': { zh: '次数要求提高', en: 'it takes more records' },
  'policy.reason.fewerDimensions': { zh: '要求的评价维度减少', en: 'it asks for fewer dimensions' },
  'policy.reason.higherAmount': { zh: '金额界限提高', en: 'the amount is higher' },
  'policy.reason.higherValue': { zh: '评价等次的分值提高', en: 'a grade is worth more' },
  'policy.reason.lowerThreshold': { zh: '分数界限降低', en: 'the threshold of the score is lower' },
  'policy.reason.shorterTime': { zh: '期限缩短', en: 'the time is shorter' },
  'policy.reason.longerTime': {
    zh: '保护企业的期限延长',
    en: 'a term that protects the enterprise is longer',
  },
  'policy.reason.noMinimum': { zh: '取消了最短公示期', en: 'the minimum publicity is gone' },
  'policy.reason.endsUncorrected': {
    zh: '未纠正的也停止公示',
    en: 'publicity ends without correction',
  },
  'policy.reason.dates': { zh: '施行期间不符合要求', en: 'the dates do not fit' },
  'policy.reason.missingLists': { zh: '缺少原有名单', en: 'a list is missing' },
  'policy.reason.missingWords': { zh: '缺少原有字样', en: 'a word is missing' },
  'policy.reason.missingTiers': { zh: '缺少原有失信程度', en: 'a tier is missing' },
  'policy.reason.missingConditions': { zh: '缺少原有修复条件', en: 'a condition of repair is missing' },
  'policy.reason.missingAreas': { zh: '缺少原有重点特殊领域', en: 'a special area is missing' },
  'policy.reason.kindTwice': {
    zh: '同一处罚种类有两个失信程度',
    en: 'a kind of penalty has two tiers',
  },
  'policy.reason.kindMissing': {
    zh: '有处罚种类没有失信程度',
    en: 'a kind of penalty is left without a tier',
  },
  'policy.reason.higherTierLighter': {
    zh: '提高失信程度后，等级反而减轻、公示期反而缩短或者修复反而提前',
    en: 'in the graver tier the record would weigh less, end sooner or be repaired sooner',
  },
});
