import type { IsoDate } from './ports.ts';

/** 信用等级: the four classes of the plan, 二(一)二. Not to be mixed up with the SAMR risk levels A–D. */
export const creditClasses = [
  'TRUSTWORTHY',
  'MINOR_DISCREDIT',
  'GENERAL_DISCREDIT',
  'SERIOUS_DISCREDIT',
] as const;
export type CreditClass = (typeof creditClasses)[number];

/**
 * 企业信用风险分类 (国市监信发〔2022〕6号): A low, B general, C higher, D high. Market supervision's own measure of how
 * likely trouble is; the class says what has happened. Neither is made from the other.
 */
export const creditRiskLevels = ['A', 'B', 'C', 'D'] as const;
export type CreditRiskLevel = (typeof creditRiskLevels)[number];

/** 失信程度 of a single record (NDRC Order 36, 2026-04-01). */
export const recordTiers = ['MINOR', 'GENERAL', 'SERIOUS'] as const;
export type RecordTier = (typeof recordTiers)[number];

/** 十公示, 二(九)一: the ten kinds of administrative act that are publicised. */
export const publicityKinds = [
  'permit', // 行政许可
  'penalty', // 行政处罚
  'enforcement', // 行政强制
  'confirmation', // 行政确认
  'levy', // 行政征收
  'payment', // 行政给付
  'ruling', // 行政裁决
  'compensation', // 行政补偿
  'reward', // 行政奖励
  'inspection', // 行政监督检查
] as const;
export type PublicityKind = (typeof publicityKinds)[number];

/** 评价维度, 二(一)三: all three must be used where present. */
export const evaluationDimensions = ['public', 'industry', 'market'] as const;
export type EvaluationDimension = (typeof evaluationDimensions)[number];

/** Lists an enterprise can be entered in (domain terms: 名录, 名单). */
export const listKinds = [
  'abnormalOperation', // 经营异常名录
  'seriousViolation', // 严重违法失信名单
  'seriousDiscredit', // 严重失信主体名单
  'judgmentDefaulter', // 失信被执行人
  'keyWatch', // 重点关注企业名单
  'incentive', // 守信激励对象名单
  'honestModel', // 诚信示范企业
] as const;
export type ListKind = (typeof listKinds)[number];

/** 处罚类别, as the exchange template lists them; `other` is 其他. */
export const penaltyKinds = [
  'warning', // 警告
  'criticism', // 通报批评
  'fine', // 罚款
  'confiscateGains', // 没收违法所得
  'confiscateGoods', // 没收非法财物
  'suspendLicence', // 暂扣许可证件
  'lowerQualification', // 降低资质等级
  'revokeLicence', // 吊销许可证件
  'restrictBusiness', // 限制开展生产经营活动
  'suspendBusiness', // 责令停产停业
  'closeDown', // 责令关闭
  'barFromTrade', // 限制从业
  'detention', // 行政拘留
  'other', // 其他
] as const;
export type PenaltyKind = (typeof penaltyKinds)[number];

export const commitmentTypes = [
  'APPROVAL_SUBSTITUTE', // 审批替代型
  'VOLUNTARY_PUBLIC', // 主动公开型
  'INDUSTRY_SELF_DISCIPLINE', // 行业自律型
  'CREDIT_REPAIR', // 信用修复型
  'DEFERRED_MATERIAL', // 容缺受理型
] as const;
export type CommitmentType = (typeof commitmentTypes)[number];

/** 公共信用综合评价 优良中差; industry evaluations use A–D, which map onto the same four steps. */
export const evaluationGrades = ['EXCELLENT', 'GOOD', 'FAIR', 'POOR'] as const;
export type EvaluationGrade = (typeof evaluationGrades)[number];

/** 有效 | 已撤销、撤回 (by its source) | 复议诉讼变更 | 中止执行. */
export const recordStatuses = ['inForce', 'withdrawn', 'annulled', 'stayed'] as const;
export type RecordStatus = (typeof recordStatuses)[number];

interface RecordBase {
  /** Stable within the enterprise: kind and normalised decision number make the same id from every source. */
  id: string;
  /** 决定书文号, list decision number, evaluation period … as reported. */
  number: string;
  /** 处罚机关, 许可机关, 列入机关, 评价机构. */
  authority: string;
  /** 统一社会信用代码 of that authority; null = not reported. */
  authorityCode: string | null;
  /** 决定日期, 列入日期, 评价日期. */
  decidedOn: IsoDate;
  /** 有效期至, 移出日期: the act itself ends; null = no end reported. */
  validUntil: IsoDate | null;
  /** 公示截止期 as reported; null = not reported, the policy's periods apply. */
  publicityUntil: IsoDate | null;
  status: RecordStatus;
  /** The day the unlawful state was corrected and the duty performed; null = not known. */
  correctedOn: IsoDate | null;
  /** The day the credit repair was granted; null = not repaired. */
  repairedOn: IsoDate | null;
  /** Units that reported it (数据来源单位). */
  sources: readonly string[];
}

export interface PenaltyRecord extends RecordBase {
  kind: 'penalty';
  details: {
    violationType: string;
    facts: string;
    basis: string;
    penaltyKinds: readonly PenaltyKind[];
    content: string;
    /** 罚款金额 in fen (1/100 yuan); null = none reported. */
    fineFen: number | null;
    /** 没收金额 in fen. */
    confiscatedFen: number | null;
    licence: string;
    remark: string;
  };
}

export interface PermitRecord extends RecordBase {
  kind: 'permit';
  details: {
    document: string;
    category: string;
    licenceName: string;
    licenceNo: string;
    content: string;
    validFrom: IsoDate | null;
  };
}

/** The other eight of the 十公示 in one generic shape. */
export interface GenericRecord extends RecordBase {
  kind: Exclude<PublicityKind, 'penalty' | 'permit'>;
  details: { content: string };
}

export interface EvaluationRecord extends RecordBase {
  kind: 'evaluation';
  details: {
    dimension: EvaluationDimension;
    /** Null for market scores without a grade. */
    grade: EvaluationGrade | null;
    /** 0–100; null where only a grade was given. */
    score: number | null;
    period: string;
  };
}

export interface ListRecord extends RecordBase {
  kind: 'list';
  details: { list: ListKind; ground: string };
}

export interface CommitmentRecord extends RecordBase {
  kind: 'commitment';
  details: {
    type: CommitmentType;
    matter: string;
    /** 履约状态: open, kept, broken (违诺, verified), revoked (broken and the decision was revoked for it). */
    fulfilment: 'open' | 'kept' | 'broken' | 'revoked';
  };
}

/** 办理结果: 属实, 部分属实, 不属实, 办理中. */
export const complaintOutcomes = ['verified', 'partly', 'unfounded', 'open'] as const;
export type ComplaintOutcome = (typeof complaintOutcomes)[number];

/**
 * 投诉举报的办理结果, 二(九)二: never who complained. `decidedOn` is the day it was settled; of one that is still open
 * (办理中) the day it was accepted. It moves no class and is never public: what was verified and punished comes as the
 * decision that it led to.
 */
export interface ComplaintRecord extends RecordBase {
  kind: 'complaint';
  details: {
    /** 渠道: 12345, 12315, or whatever else the department names. */
    channel: string;
    matter: string;
    outcome: ComplaintOutcome;
  };
}

/** 信用记录: everything about an enterprise that can enter a decision. */
export type CreditRecord =
  | PenaltyRecord
  | PermitRecord
  | GenericRecord
  | EvaluationRecord
  | ListRecord
  | CommitmentRecord
  | ComplaintRecord;

/** 市场主体, as registered. `registered` is false where only records name it and no registration was imported yet. */
export interface Enterprise {
  uscc: string;
  name: string;
  formerNames: readonly string[];
  regionCode: string | null;
  industryCode: string | null;
  establishedOn: IsoDate | null;
  registrationStatus: string | null;
  legalRepresentative: string | null;
  address: string | null;
  /** 重点特殊领域 flags, as named in the policy (疫苗, 药品, 特种设备, 危险化学品 …). */
  specialAreas: readonly string[];
  registered: boolean;
  /** Synthetic sample data (示例数据). */
  sample: boolean;
}
