import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CreditRecord,
  evaluationDimensions,
  evaluationGrades,
  listKinds,
  penaltyKinds,
  recordStatuses,
} from '../../src/domain/credit.ts';
import { addDays } from '../../src/domain/dates.ts';
import { CodedError } from '../../src/domain/errors.ts';
import { grade } from '../../src/domain/grading.ts';
import { narrow } from '../../src/domain/industry-policy.ts';
import { gravity, type Policy, policySchema } from '../../src/domain/policy.ts';
import { repairsOf } from '../../src/domain/repair.ts';
import { commitment, entry, evaluation, firm, numbered, penalty, policy } from './credit-records.ts';
import { additions, changes } from './industry-changes.ts';
import { changed, industry, rulesOf } from './industry-rules.ts';

const asOf = '2026-11-24';
/** Most within the last year, where counts and periods decide. */
const day = fc
  .oneof({ weight: 3, arbitrary: fc.nat(380) }, { weight: 1, arbitrary: fc.nat(1600) })
  .map((days) => addDays(asOf, -days));
const common = fc.record({
  decidedOn: day,
  validUntil: fc.option(day, { freq: 1 }),
  publicityUntil: fc.option(day, { freq: 1 }),
  status: fc.constantFrom('inForce' as const, 'inForce' as const, 'inForce' as const, ...recordStatuses),
  correctedOn: fc.option(day, { freq: 1 }),
  repairedOn: fc.constant(null),
  authority: fc.constantFrom('示例市生态环境局', '示例市市场监督管理局', '示例市消防救援支队'),
});
const penalties = fc
  .tuple(
    common,
    fc.subarray([...penaltyKinds], { maxLength: 2 }),
    fc.constantFrom(0, 500, 1000, 1500, 3000, 4000, 100_000, 1_500_000),
    fc.constantFrom('', '食品', '燃气', '药品、安全生产'),
  )
  .map(([own, kinds, fine, facts]) => {
    const record = penalty(own.decidedOn, kinds, { ...own, fine });
    return { ...record, details: { ...record.details, facts } };
  });
const warnings = common.map((own) => penalty(own.decidedOn, ['warning'], own));
const lists = fc
  .tuple(common, fc.constantFrom(...listKinds))
  .map(([own, list]) => entry(own.decidedOn, list, own));
const commitments = fc
  .tuple(common, fc.constantFrom('kept' as const, 'broken' as const, 'revoked' as const))
  .map(([own, fulfilment]) => commitment(own.decidedOn, fulfilment, own));
const evaluations = fc
  .tuple(
    common,
    fc.constantFrom(...evaluationDimensions),
    fc.oneof(fc.constantFrom(...evaluationGrades), fc.nat(100)),
  )
  .map(([own, dimension, value]) => evaluation(own.decidedOn, dimension, value, own));
// Few of each, or alike: the gravest of many would hide what the others do.
const history = fc
  .oneof(
    fc.array(evaluations, { minLength: 1, maxLength: 5 }),
    fc.array(fc.oneof(warnings, evaluations), { minLength: 2, maxLength: 5 }),
    fc.array(penalties, { minLength: 1, maxLength: 3 }),
    fc.array(fc.oneof(lists, commitments, evaluations), { minLength: 1, maxLength: 3 }),
  )
  .map(numbered);

/** Provinces differ: what an industry may do is to be judged by their rules, whatever they are. */
const repeated = changed('class.general.repeatedMinor', { creditClass: 'SERIOUS_DISCREDIT' });
const minima = changed('repair.order58.areas', {
  ruleSet: 'ndrc-order36',
  tiers: ['MINOR', 'GENERAL'],
  effectiveFrom: '2026-04-01',
  effectiveTo: null,
});
const provinces = fc.oneof(
  fc.constant(policy),
  // Where many light records weigh more than a grave one, and light ones are repaired later.
  fc.constantFrom([repeated], [minima]).map((rules) => policyWith(rules) ?? policy),
  changes.map((rules) => policyWith(rules) ?? policy),
);

function policyWith(rules: readonly object[]): Policy | null {
  const own = new Map(rules.map((rule) => ['id' in rule ? rule.id : null, rule]));
  const { id, title, effectiveFrom, effectiveTo } = policy;
  const all = rulesOf(policy).map((rule) => own.get(rule.id) ?? rule);
  return policySchema.safeParse({ id, title, effectiveFrom, effectiveTo, rules: all }).data ?? null;
}

/** The narrowed policy, or null where it was refused. */
function narrowed(base: Policy, rules: readonly object[]): Policy | null {
  try {
    return narrow(base, industry(rules));
  } catch (error) {
    if (error instanceof CodedError && error.code === 'policy.notNarrower') return null;
    throw error;
  }
}

const files = fc.tuple(changes, additions).map(([own, more]) => [...own, ...more]);
/** Provinces with an industry's rules they accept; from the draws that fit, so that every run counts. */
const pairs = fc
  .tuple(provinces, files)
  .map(([base, rules]) => ({ base, own: narrowed(base, rules) }))
  .filter((pair): pair is { base: Policy; own: Policy } => pair.own !== null);
const cases = fc.tuple(pairs, fc.array(history, { minLength: 24, maxLength: 24 }));
const often = { numRuns: 1000 };

describe('for any province, any narrowing it accepts and any records', () => {
  it('the class is never lighter than the provincial one', () => {
    let graver = 0;
    fc.assert(
      fc.property(cases, ([{ base, own }, histories]) => {
        for (const records of histories) {
          const before = gravity(grade({ enterprise: firm, records }, base, asOf).creditClass);
          const after = gravity(grade({ enterprise: firm, records }, own, asOf).creditClass);
          expect(after).toBeGreaterThanOrEqual(before);
          if (after > before) graver += 1;
        }
      }),
      often,
    );
    // Else it would hold of rules that change nothing.
    expect(graver).toBeGreaterThan(often.numRuns / 20);
  }, 120_000);

  it('no record can be repaired sooner', () => {
    let later = 0;
    fc.assert(
      fc.property(cases, ([{ base, own }, histories]) => {
        for (const records of histories) {
          const after = new Map(repairsOf(records, own, asOf).map((repair) => [repair.record, repair]));
          for (const repair of repairsOf(records, base, asOf)) {
            const then = after.get(repair.record);
            if (repair.state !== 'open' && repair.state !== 'notYet' && repair.state !== 'byItself') continue;
            // What has ended by itself needs no repair; that it does not end sooner is told by the class.
            expect(then?.state).not.toMatch(/ended|void|repaired/);
            const wayOut = way(repair, records);
            const wayAfter = then && way(then, records);
            if (wayOut === null || !wayAfter) continue;
            expect(wayAfter >= wayOut, `${repair.record}: ${wayAfter} before ${wayOut}`).toBe(true);
            if (wayAfter > wayOut) later += 1;
          }
        }
      }),
      often,
    );
    expect(later).toBeGreaterThan(often.numRuns / 20);
  }, 120_000);

  it('a change and its reverse are both narrower only where no class rule changes', () => {
    fc.assert(
      fc.property(changes, (rules) => {
        const other = policyWith(rules);
        if (!other) return;
        const there = narrowed(policy, rules);
        const back = narrowed(
          other,
          rulesOf(policy).filter(({ id }) => changedIds(rules).has(id)),
        );
        // Narrower both ways is the same; classes must agree then.
        if (there && back) expect(there.classRules).toEqual(policy.classRules);
      }),
      often,
    );
  }, 120_000);
});

function changedIds(rules: readonly object[]): Set<unknown> {
  return new Set(rules.map((rule) => 'id' in rule && rule.id));
}

/** The day from which the enterprise can be rid of a record without a reported end. */
function way(
  { record, earliest, latest }: ReturnType<typeof repairsOf>[number],
  records: readonly CreditRecord[],
) {
  const reported = records.find(({ id }) => id === record)?.publicityUntil ?? null;
  return reported === null ? (earliest ?? latest) : null;
}
