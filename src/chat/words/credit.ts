import { defineWords } from './words.ts';

/** Credit terms as officials write them, by the codes of the credit core. */
export const creditWords = defineWords({
  'class.TRUSTWORTHY': { zh: '诚信守法', en: 'Trustworthy' },
  'class.MINOR_DISCREDIT': { zh: '轻微失信', en: 'Minor discredit' },
  'class.GENERAL_DISCREDIT': { zh: '一般失信', en: 'General discredit' },
  'class.SERIOUS_DISCREDIT': { zh: '严重失信', en: 'Serious discredit' },

  'risk.A': { zh: 'A类（信用风险低）', en: 'A, low risk' },
  'risk.B': { zh: 'B类（信用风险一般）', en: 'B, general risk' },
  'risk.C': { zh: 'C类（信用风险较高）', en: 'C, higher risk' },
  'risk.D': { zh: 'D类（信用风险高）', en: 'D, high risk' },

  'tier.MINOR': { zh: '轻微失信行为', en: 'minor' },
  'tier.GENERAL': { zh: '一般失信行为', en: 'general' },
  'tier.SERIOUS': { zh: '严重失信行为', en: 'serious' },

  'kind.permit': { zh: '行政许可', en: 'Permit' },
  'kind.penalty': { zh: '行政处罚', en: 'Penalty' },
  'kind.enforcement': { zh: '行政强制', en: 'Compulsory enforcement' },
  'kind.confirmation': { zh: '行政确认', en: 'Confirmation' },
  'kind.levy': { zh: '行政征收', en: 'Levy' },
  'kind.payment': { zh: '行政给付', en: 'Payment' },
  'kind.ruling': { zh: '行政裁决', en: 'Ruling' },
  'kind.compensation': { zh: '行政补偿', en: 'Compensation' },
  'kind.reward': { zh: '行政奖励', en: 'Reward' },
  'kind.inspection': { zh: '行政监督检查', en: 'Inspection' },
  'kind.evaluation': { zh: '信用评价', en: 'Credit evaluation' },
  'kind.list': { zh: '名录名单', en: 'List entry' },
  'kind.commitment': { zh: '信用承诺', en: 'Credit commitment' },
  'kind.complaint': { zh: '投诉举报办理结果', en: 'Complaint dealt with' },

  'penalty.warning': { zh: '警告', en: 'warning' },
  'penalty.criticism': { zh: '通报批评', en: 'public criticism' },
  'penalty.fine': { zh: '罚款', en: 'fine' },
  'penalty.confiscateGains': { zh: '没收违法所得', en: 'confiscation of unlawful gains' },
  'penalty.confiscateGoods': { zh: '没收非法财物', en: 'confiscation of unlawful goods' },
  'penalty.suspendLicence': { zh: '暂扣许可证件', en: 'suspension of a licence' },
  'penalty.lowerQualification': { zh: '降低资质等级', en: 'lowering of a qualification' },
  'penalty.revokeLicence': { zh: '吊销许可证件', en: 'revocation of a licence' },
  'penalty.restrictBusiness': { zh: '限制开展生产经营活动', en: 'restriction of business' },
  'penalty.suspendBusiness': { zh: '责令停产停业', en: 'suspension of business' },
  'penalty.closeDown': { zh: '责令关闭', en: 'closure' },
  'penalty.barFromTrade': { zh: '限制从业', en: 'bar from trade' },
  'penalty.detention': { zh: '行政拘留', en: 'detention' },
  'penalty.other': { zh: '其他', en: 'other' },

  'list.abnormalOperation': { zh: '经营异常名录', en: 'List of abnormal operations' },
  'list.seriousViolation': { zh: '严重违法失信名单', en: 'List of serious violations' },
  'list.seriousDiscredit': { zh: '严重失信主体名单', en: 'List of seriously discredited entities' },
  'list.judgmentDefaulter': { zh: '失信被执行人名单', en: 'List of judgment defaulters' },
  'list.keyWatch': { zh: '重点关注企业名单', en: 'List of enterprises under key watch' },
  'list.incentive': { zh: '守信激励对象名单', en: 'List of incentive recipients' },
  'list.honestModel': { zh: '诚信示范企业', en: 'Model enterprises of honesty' },

  'commitment.APPROVAL_SUBSTITUTE': { zh: '审批替代型', en: 'in place of certificates' },
  'commitment.VOLUNTARY_PUBLIC': { zh: '主动公开型', en: 'voluntary and public' },
  'commitment.INDUSTRY_SELF_DISCIPLINE': { zh: '行业自律型', en: 'industry self-discipline' },
  'commitment.CREDIT_REPAIR': { zh: '信用修复型', en: 'credit repair' },
  'commitment.DEFERRED_MATERIAL': { zh: '容缺受理型', en: 'documents to follow' },

  'fulfilment.open': { zh: '履行中', en: 'open' },
  'fulfilment.kept': { zh: '已履行', en: 'kept' },
  'fulfilment.broken': { zh: '违诺', en: 'broken' },
  'fulfilment.revoked': { zh: '违诺，已撤销行政决定', en: 'broken, decision revoked' },

  'dimension.public': { zh: '公共信用综合评价', en: 'Public credit evaluation' },
  'dimension.industry': { zh: '行业信用评价', en: 'Industry credit evaluation' },
  'dimension.market': { zh: '市场信用评价', en: 'Market credit evaluation' },

  'grade.EXCELLENT': { zh: '优', en: 'Excellent' },
  'grade.GOOD': { zh: '良', en: 'Good' },
  'grade.FAIR': { zh: '中', en: 'Fair' },
  'grade.POOR': { zh: '差', en: 'Poor' },

  'status.inForce': { zh: '有效', en: 'in force' },
  'status.withdrawn': { zh: '已撤销、撤回', en: 'withdrawn' },
  'status.annulled': { zh: '经复议或者诉讼撤销', en: 'annulled on review or by a court' },
  'status.stayed': { zh: '中止执行', en: 'stayed' },

  'origin.plan': { zh: '实施方案', en: 'provincial plan' },
  'origin.norm': { zh: '国家规定', en: 'national norm' },
  'origin.default': { zh: '本系统默认值', en: 'default of this system' },

  'ignored.notYet': { zh: '当日尚未作出', en: 'not yet decided on that day' },
  'ignored.withdrawn': { zh: '已由原机关撤销、撤回', en: 'withdrawn by its source' },
  'ignored.annulled': { zh: '已经复议或者诉讼撤销', en: 'annulled on review or by a court' },
  'ignored.stayed': { zh: '已中止执行', en: 'stayed' },
  'ignored.repaired': { zh: '已完成信用修复', en: 'repaired' },
  'ignored.publicityEnded': { zh: '公示期已届满', en: 'publicity has ended' },
  'ignored.removed': { zh: '已移出名录、名单', en: 'removed from the list' },
  'ignored.termEnded': { zh: '列入期限已届满', en: 'the term of the list has ended' },
  'ignored.stale': { zh: '评价已过有效期', en: 'the evaluation is too old' },
  'ignored.superseded': { zh: '已有更新的评价', en: 'there is a newer evaluation' },
  'ignored.outranked': {
    zh: '其他部门的评价更低，以低者为准',
    en: 'the lower evaluation of another authority counts',
  },
  'ignored.noValue': { zh: '评价没有等级和得分', en: 'the evaluation has neither grade nor score' },

  'note.endsOnlyIfCorrected': {
    zh: '届满时已纠正的停止公示，未纠正的继续有效',
    en: 'ends then only if the conduct has been corrected',
  },
  'note.pastMaximumUncorrected': {
    zh: '最长公示期已满，但未见纠正信息，继续有效',
    en: 'past the longest publicity, but no correction was reported: still in effect',
  },
  'note.breachDateNotReported': {
    zh: '违诺认定日期未报送，起始日期为承诺作出日期',
    en: 'the day of the breach was not reported; the day of the commitment is shown',
  },

  'provisional.registrationUnknown': { zh: '成立日期不明', en: 'the day of registration is not known' },
  'provisional.newlyRegistered': { zh: '登记时间不长', en: 'registered only recently' },
  'provisional.fewDimensions': { zh: '已知的评价维度不足', en: 'too few evaluation dimensions are known' },

  'error.policy.folder': {
    zh: '在 {folder} 中没有找到规则文件（*.yaml）。请检查程序是否完整。',
    en: 'No policy file (*.yaml) was found in {folder}. Check that the program is complete.',
  },
  'error.policy.unreadable': {
    zh: '规则文件 {file} 无法读取。请检查文件是否存在、是否有读取权限。',
    en: 'The policy file {file} cannot be read. Check that it exists and may be read.',
  },
  'error.policy.yaml': {
    zh: '规则文件 {file} 第{line}行不符合 YAML 格式（{problem}）。请修改后重试。',
    en: 'The policy file {file} is not valid YAML at line {line} ({problem}). Correct it and try again.',
  },
  'error.policy.invalid': {
    zh: '规则文件 {file} 中 {path} 的值有误，要求：{expected}。请修改后重试。',
    en: 'The policy file {file} has a wrong value at {path}; expected: {expected}. Correct it and try again.',
  },
  'error.policy.twice': {
    zh: '规则文件 {file} 的编号 {id} 与另一文件重复。请为其另编编号。',
    en: 'The policy file {file} has the id {id} of another file. Give it an id of its own.',
  },
  'error.policy.overlap': {
    zh: '规则 {id} 与 {other} 的施行期间重叠。请为前者填写终止日期（effectiveTo）。',
    en: 'The policies {id} and {other} are in force at the same time. Set an end (effectiveTo) to the earlier one.',
  },
  'error.policy.none': {
    zh: '{date} 没有施行中的信用分级规则，不能确定当日的信用等级。',
    en: 'No credit policy was in force on {date}: the class of that day cannot be told.',
  },
});
