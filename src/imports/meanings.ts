import type {
  CommitmentRecord,
  CommitmentType,
  ComplaintOutcome,
  EvaluationGrade,
  ListKind,
  PenaltyKind,
  PublicityKind,
  RecordStatus,
} from '../domain/credit.ts';
import { foldText } from '../domain/text.ts';

/** What the words of the official templates mean. */
export const gradeWords: Record<string, EvaluationGrade> = {
  优: 'EXCELLENT',
  优秀: 'EXCELLENT',
  良: 'GOOD',
  良好: 'GOOD',
  中: 'FAIR',
  中等: 'FAIR',
  差: 'POOR',
};

export const industryGradeWords: Record<string, EvaluationGrade> = {
  A: 'EXCELLENT',
  A级: 'EXCELLENT',
  B: 'GOOD',
  B级: 'GOOD',
  C: 'FAIR',
  C级: 'FAIR',
  D: 'POOR',
  D级: 'POOR',
  ...gradeWords,
};

export const listWords: Record<string, ListKind> = {
  经营异常名录: 'abnormalOperation',
  经营异常: 'abnormalOperation',
  严重违法失信名单: 'seriousViolation',
  严重违法失信企业名单: 'seriousViolation',
  严重违法失信: 'seriousViolation',
  严重失信主体名单: 'seriousDiscredit',
  失信被执行人: 'judgmentDefaulter',
  失信被执行人名单: 'judgmentDefaulter',
  重点关注企业名单: 'keyWatch',
  重点关注名单: 'keyWatch',
  守信激励对象名单: 'incentive',
  守信激励: 'incentive',
  诚信示范企业: 'honestModel',
};

export const publicityWords: Record<string, Exclude<PublicityKind, 'penalty' | 'permit'>> = {
  行政强制: 'enforcement',
  行政确认: 'confirmation',
  行政征收: 'levy',
  行政给付: 'payment',
  行政裁决: 'ruling',
  行政补偿: 'compensation',
  行政奖励: 'reward',
  行政监督检查: 'inspection',
  行政检查: 'inspection',
};

export const commitmentWords: Record<string, CommitmentType> = {
  审批替代型: 'APPROVAL_SUBSTITUTE',
  主动公开型: 'VOLUNTARY_PUBLIC',
  主动型: 'VOLUNTARY_PUBLIC',
  行业自律型: 'INDUSTRY_SELF_DISCIPLINE',
  信用修复型: 'CREDIT_REPAIR',
  容缺受理型: 'DEFERRED_MATERIAL',
};

export const fulfilmentWords: Record<string, CommitmentRecord['details']['fulfilment']> = {
  履行中: 'open',
  未到期: 'open',
  已履行: 'kept',
  履行: 'kept',
  全部履行: 'kept',
  未履行: 'broken',
  违诺: 'broken',
  违反承诺: 'broken',
  违诺已撤销决定: 'revoked',
  已撤销决定: 'revoked',
};

export const complaintWords: Record<string, ComplaintOutcome> = {
  属实: 'verified',
  全部属实: 'verified',
  基本属实: 'partly',
  部分属实: 'partly',
  不属实: 'unfounded',
  办理中: 'open',
  在办: 'open',
};

/** 数据状态, 当前状态 (also by the digits of the exchange standards) and the remarks that withdraw a row. */
export const statusWords: Record<string, RecordStatus> = {
  正常: 'inForce',
  有效: 'inForce',
  新增: 'inForce',
  修改: 'inForce',
  变更: 'inForce',
  撤销: 'withdrawn',
  已撤销: 'withdrawn',
  撤回: 'withdrawn',
  删除: 'withdrawn',
  作废: 'withdrawn',
  无效: 'withdrawn',
  复议撤销: 'annulled',
  诉讼撤销: 'annulled',
  中止执行: 'stayed',
  异议: 'stayed',
};

const penaltyWords: Record<string, PenaltyKind> = {
  警告: 'warning',
  通报批评: 'criticism',
  罚款: 'fine',
  没收违法所得: 'confiscateGains',
  没收非法财物: 'confiscateGoods',
  暂扣许可证件: 'suspendLicence',
  暂扣许可证: 'suspendLicence',
  暂扣执照: 'suspendLicence',
  降低资质等级: 'lowerQualification',
  吊销许可证件: 'revokeLicence',
  吊销许可证: 'revokeLicence',
  吊销执照: 'revokeLicence',
  吊销营业执照: 'revokeLicence',
  限制开展生产经营活动: 'restrictBusiness',
  限制生产经营活动: 'restrictBusiness',
  责令停产停业: 'suspendBusiness',
  责令关闭: 'closeDown',
  限制从业: 'barFromTrade',
  行政拘留: 'detention',
  其他: 'other',
};

interface PenaltyKinds {
  kinds: readonly PenaltyKind[];
  unknown: readonly string[];
}

/** What the cells said lately: the same dozen again and again. */
const saidLately = new Map<string, PenaltyKinds>();
const maxSaid = 1_000;

/**
 * 处罚类别, several joined by 、 ; , or a blank. The template of 2015 knew «暂扣或者吊销…» as one kind: which of
 * the two it was is in the result's words. Returns the words that are unknown instead, if there are any.
 */
export function parsePenaltyKinds(cell: string, result: string): PenaltyKinds {
  // Where it is not the cell alone that decides, nothing can be remembered of it.
  if (cell.includes('吊销')) return splitPenaltyKinds(cell, result);
  let said = saidLately.get(cell);
  if (said === undefined) {
    said = splitPenaltyKinds(cell, result);
    if (saidLately.size >= maxSaid) saidLately.clear();
    saidLately.set(cell, said);
  }
  return said;
}

function splitPenaltyKinds(cell: string, result: string): PenaltyKinds {
  const kinds = new Set<PenaltyKind>();
  const unknown: string[] = [];
  for (const part of foldText(cell).split(/[、;,/\s|]+/)) {
    if (part === '') continue;
    const known = Object.hasOwn(penaltyWords, part) ? penaltyWords[part] : undefined;
    if (known) kinds.add(known);
    else if (/^暂扣或者?吊销/.test(part))
      kinds.add(result.includes('吊销') ? 'revokeLicence' : 'suspendLicence');
    else if (part.startsWith('其他')) kinds.add('other');
    else unknown.push(part.slice(0, 20));
  }
  return { kinds: [...kinds], unknown };
}
