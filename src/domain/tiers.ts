import { type PenaltyRecord, type RecordTier, recordTiers } from './credit.ts';
import type { Policy, Rule } from './policy.ts';

/** 失信程度 of a record and the rule that gave it. */
interface TierDecision {
  tier: RecordTier;
  rule: Rule;
}

const fenPerYuan = 100;

/**
 * The tier of a penalty by its kinds and amounts; of several kinds the gravest counts (信用修复管理办法).
 * An amount counts although its kind was not reported; a fine without an amount is neither small nor huge.
 * What counts as small follows the law on the day of the decision.
 */
export function tierOf(penalty: PenaltyRecord, policy: Policy): TierDecision {
  const { penaltyKinds, fineFen, confiscatedFen } = penalty.details;
  let gravest: TierDecision | null = null;
  for (const kind of penaltyKinds) {
    if (kind !== 'fine') gravest = graver(gravest, byKind(kind, policy));
  }
  if (penaltyKinds.includes('fine') || isAmount(fineFen))
    gravest = graver(gravest, tierOfFine(penalty, policy));
  if (isAmount(confiscatedFen)) gravest = graver(gravest, byKind('confiscateGains', policy));
  return gravest ?? byKind('other', policy);
}

function tierOfFine(penalty: PenaltyRecord, policy: Policy): TierDecision {
  const { fineFen } = penalty.details;
  if (isAmount(fineFen)) {
    if (fineFen >= policy.hugeFine.fromYuan * fenPerYuan) return { tier: 'SERIOUS', rule: policy.hugeFine };
    const day = penalty.decidedOn;
    const small = policy.smallFines.find(
      (rule) =>
        fineFen <= rule.upToYuan * fenPerYuan &&
        rule.effectiveFrom <= day &&
        (rule.effectiveTo === null || day <= rule.effectiveTo),
    );
    if (small) return { tier: 'MINOR', rule: small };
  }
  return byKind('fine', policy);
}

function byKind(kind: PenaltyRecord['details']['penaltyKinds'][number], policy: Policy): TierDecision {
  const rule = policy.penaltyTiers.get(kind);
  if (!rule) throw new Error(`policy ${policy.id} has no tier for ${kind}`); // refused when a policy is read
  return { tier: rule.tier, rule };
}

function graver(a: TierDecision | null, b: TierDecision): TierDecision {
  return a !== null && recordTiers.indexOf(a.tier) >= recordTiers.indexOf(b.tier) ? a : b;
}

/** 0 is how some systems report «none». */
function isAmount(fen: number | null): fen is number {
  return fen !== null && fen > 0;
}
