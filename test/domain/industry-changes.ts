import fc from 'fast-check';
import {
  creditClasses,
  evaluationGrades,
  listKinds,
  type PenaltyKind,
  penaltyKinds,
  recordTiers,
} from '../../src/domain/credit.ts';
import type { Rule } from '../../src/domain/policy.ts';
import { policy } from './credit-records.ts';
import { cited, rulesOf } from './industry-rules.ts';

/** Rules of Shandong with other values: stricter, laxer, and neither. */

const discredit = fc.constantFrom(...creditClasses.slice(1));
const tier = fc.constantFrom(...recordTiers);
const lists = fc.subarray([...listKinds], { minLength: 1 });
const months = fc.constantFrom(1, 2, 3, 6, 12, 18, 24, 36, 48);
const issuers = fc.constantFrom('newest', 'lowest');
const words = fc.subarray(['食品', '药品', '特种设备', '安全生产', '消防', '燃气'], { minLength: 1 });

function valuesFor(rule: Rule): fc.Arbitrary<object> {
  switch (rule.type) {
    case 'list':
      return fc.record({ creditClass: discredit, lists }, { requiredKeys: [] });
    case 'recordTier':
    case 'commitment':
      return fc.record({ creditClass: discredit });
    case 'repeatedTier':
      return fc.record(
        { creditClass: discredit, count: fc.integer({ min: 2, max: 4 }), months, tier },
        { requiredKeys: [] },
      );
    case 'composite':
      return fc.record(
        {
          gradeValues: fc
            .tuple(...evaluationGrades.map(() => fc.constantFrom(-20, -5, 0, 0, 5)))
            .map((by) =>
              Object.fromEntries(
                evaluationGrades.map((grade, at) => [grade, rule.gradeValues[grade] + (by[at] ?? 0)]),
              ),
            ),
          marketInfluence: fc.constantFrom(5, 10, 20),
          weights: fc.constantFrom(rule.weights, { public: 0.4, industry: 0.3, market: 0.3 }),
        },
        { requiredKeys: [] },
      );
    case 'evaluations':
      return fc.record(
        {
          severalIssuers: fc.record({ public: issuers, industry: issuers, market: issuers }),
          maxAgeMonths: fc.constantFrom(12, 24, 36),
        },
        { requiredKeys: [] },
      );
    case 'scoreStep':
      return fc.record(
        {
          below: fc.integer({ min: 40, max: 90 }),
          floor: fc.constantFrom('MINOR_DISCREDIT', 'GENERAL_DISCREDIT'),
        },
        { requiredKeys: [] },
      );
    case 'penaltyTier':
      return fc.record({ tier });
    case 'smallFine':
      return fc.record({ upToYuan: fc.constantFrom(500, 1000, 2000, 3000, 5000) });
    case 'hugeFine':
      return fc.record({ fromYuan: fc.constantFrom(1000, 100_000, 1_000_000, 2_000_000) });
    case 'publicityPeriod':
      return fc.record(
        {
          minMonths: fc.option(months),
          maxMonths: months,
          atMaximum: fc.constantFrom('ends', 'endsIfCorrected'),
        },
        { requiredKeys: [] },
      );
    case 'listTerm':
      return fc.record({ months });
    case 'repairMinimum':
      return fc.record(
        { words, minMonths: months, tiers: fc.subarray([...recordTiers], { minLength: 1 }) },
        { requiredKeys: [] },
      );
    case 'listRepair':
    case 'commitmentRepair':
      return fc.record({ minMonths: months });
    default:
      return fc.constant({});
  }
}

/** The rules on tiers, each kind of penalty in any of them. */
const otherTiers = fc.array(fc.constantFrom('SERIOUS', 'GENERAL', 'MINOR'), {
  minLength: penaltyKinds.length,
  maxLength: penaltyKinds.length,
});
const home: Readonly<Record<string, string>> = {
  SERIOUS: 'tier.serious.kinds',
  GENERAL: 'tier.general.kinds',
  MINOR: 'tier.minor.kinds',
};
/** Stay where they are, so that no rule is left without a kind. */
const anchors: ReadonlySet<PenaltyKind> = new Set([
  'closeDown',
  'confiscateGoods',
  'criticism',
  'lowerQualification',
  'detention',
  'other',
]);
const movedKinds = fc.tuple(otherTiers, fc.subarray([...penaltyKinds])).map(([tiers, moving]) =>
  rulesOf(policy)
    .filter((rule) => rule.type === 'penaltyTier')
    .map((rule) => ({
      ...rule,
      penaltyKinds: penaltyKinds.filter((kind, at) =>
        moving.includes(kind) && !anchors.has(kind)
          ? home[tiers[at] ?? ''] === rule.id
          : rule.penaltyKinds.includes(kind),
      ),
    })),
);

/** A few rules of Shandong changed, by their ids. */
export const changes: fc.Arbitrary<object[]> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      // By type first: there are a dozen periods, but one rule on evaluations.
      .uniqueArray(
        fc
          .constantFrom(...new Set(rulesOf(policy).map(({ type }) => type)))
          .chain((type) => fc.constantFrom(...rulesOf(policy).filter((rule) => rule.type === type))),
        { minLength: 1, maxLength: 2, selector: ({ id }) => id },
      )
      .chain((rules) =>
        fc.tuple(...rules.map((rule) => valuesFor(rule).map((values) => ({ ...rule, ...values })))),
      ),
  },
  { weight: 1, arbitrary: movedKinds },
);

/** Rules that only an industry has. */
export const additions: fc.Arbitrary<object[]> = fc.subarray([0, 1, 2, 3], { maxLength: 2 }).chain((which) =>
  fc
    .tuple(
      fc.record({ creditClass: discredit, lists }).map((own) => ({ type: 'list', ...own })),
      fc.record({ creditClass: discredit, tier }).map((own) => ({ type: 'recordTier', ...own })),
      fc
        .record({ creditClass: discredit, tier, months })
        .map((own) => ({ type: 'repeatedTier', count: 2, ...own })),
      fc
        .record({ words, minMonths: months, ruleSet: fc.constantFrom('ndrc-order36', 'ndrc-order58') })
        .map((own) => ({ type: 'repairMinimum', tiers: ['GENERAL', 'SERIOUS'], ...own })),
    )
    .map((rules) => which.map((at) => ({ ...cited, id: `own.r${at}`, ...rules[at] }))),
);
