import type { PenaltyKind, PublicityKind } from '../../src/domain/credit.ts';

/** The whole vocabulary of the case tables (README.md), and what the program calls each of them. */

export const classes = {
  诚信守法: 'TRUSTWORTHY',
  轻微失信: 'MINOR_DISCREDIT',
  一般失信: 'GENERAL_DISCREDIT',
  严重失信: 'SERIOUS_DISCREDIT',
} as const;
export const tiers = { 轻微: 'MINOR', 一般: 'GENERAL', 严重: 'SERIOUS', 无: null } as const;
export const provisionalReasons = {
  成立日期不明: 'registrationUnknown',
  登记不满12个月: 'newlyRegistered',
  评价维度不足2个: 'fewDimensions',
} as const;
export const ignoredReasons = {
  尚未作出: 'notYet',
  已撤回: 'withdrawn',
  已撤销: 'annulled',
  中止执行: 'stayed',
  已修复: 'repaired',
  公示期届满: 'publicityEnded',
  已移出: 'removed',
  列入期限届满: 'termEnded',
  评价过期: 'stale',
  有更新的评价: 'superseded',
  另有更低的评价: 'outranked',
} as const;
export const repairStates = {
  自行停止: 'byItself',
  未到期: 'notYet',
  可以申请: 'open',
  不由本规则修复: 'elsewhere',
  已经届满: 'ended',
  已经修复: 'repaired',
  不计: 'void',
} as const;
export const conditions = { 最短公示期: 'minimumPeriod', 纠正: 'correction', 承诺: 'commitment' } as const;
export const ruleSets = {
  '527号': 'ndrc-2019-527',
  '58号令': 'ndrc-order58',
  '107号令': 'samr-order107',
  '36号令': 'ndrc-order36',
  '68号令': 'saic-order68',
  本系统: 'chengxin-default',
  无: null,
} as const;
export const statuses = {
  有效: 'inForce',
  已撤回: 'withdrawn',
  已撤销: 'annulled',
  中止执行: 'stayed',
} as const;
export const penaltyKinds = {
  警告: 'warning',
  通报批评: 'criticism',
  罚款: 'fine',
  没收违法所得: 'confiscateGains',
  没收非法财物: 'confiscateGoods',
  暂扣许可证件: 'suspendLicence',
  降低资质等级: 'lowerQualification',
  吊销许可证件: 'revokeLicence',
  限制开展生产经营活动: 'restrictBusiness',
  责令停产停业: 'suspendBusiness',
  责令关闭: 'closeDown',
  限制从业: 'barFromTrade',
  行政拘留: 'detention',
  其他: 'other',
} as const satisfies Record<string, PenaltyKind>;
export const lists = {
  经营异常名录: 'abnormalOperation',
  严重违法失信名单: 'seriousViolation',
  严重失信主体名单: 'seriousDiscredit',
  失信被执行人名单: 'judgmentDefaulter',
  重点关注企业名单: 'keyWatch',
  守信激励对象名单: 'incentive',
  诚信示范企业名单: 'honestModel',
} as const;
export const dimensions = { 公共: 'public', 行业: 'industry', 市场: 'market' } as const;
export const grades = {
  优: 'EXCELLENT',
  良: 'GOOD',
  中: 'FAIR',
  差: 'POOR',
  A: 'EXCELLENT',
  B: 'GOOD',
  C: 'FAIR',
  D: 'POOR',
} as const;
export const commitmentTypes = {
  审批替代型: 'APPROVAL_SUBSTITUTE',
  主动公开型: 'VOLUNTARY_PUBLIC',
  行业自律型: 'INDUSTRY_SELF_DISCIPLINE',
  信用修复型: 'CREDIT_REPAIR',
  容缺受理型: 'DEFERRED_MATERIAL',
} as const;
export const fulfilments = {
  履行中: 'open',
  已履行: 'kept',
  违诺: 'broken',
  违诺并撤销决定: 'revoked',
} as const;
export const publicity = {
  行政许可: 'permit',
  行政强制: 'enforcement',
  行政确认: 'confirmation',
  行政征收: 'levy',
  行政给付: 'payment',
  行政裁决: 'ruling',
  行政补偿: 'compensation',
  行政奖励: 'reward',
  行政监督检查: 'inspection',
} as const satisfies Record<string, PublicityKind>;
