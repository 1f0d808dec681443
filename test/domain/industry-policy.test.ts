import { describe, expect, it } from 'vitest';
import { policyWords } from '../../src/chat/words/policy.ts';
import { grade } from '../../src/domain/grading.ts';
import { narrowingReasons } from '../../src/domain/industry-narrower.ts';
import { narrow } from '../../src/domain/industry-policy.ts';
import { policySchema } from '../../src/domain/policy.ts';
import { evaluation, firm, numbered, policy, today } from './credit-records.ts';
import { accepted, area, general, gravers, minimum, minor, one, refused, small } from './industry-cases.ts';
import { changed, errorOf, industry, ownRule, rulesOf } from './industry-rules.ts';

/** The policy of another province, with these rules in place of those of Shandong. */
function province(...rules: object[]) {
  const ids = new Set(rules.map((rule) => 'id' in rule && rule.id));
  const { id, title, effectiveFrom, effectiveTo } = policy;
  const kept = rulesOf(policy).filter((rule) => !ids.has(rule.id));
  return policySchema.parse({ id, title, effectiveFrom, effectiveTo, rules: [...kept, ...rules] });
}

describe('an industry narrows the provincial policy', () => {
  it.each(accepted)('with %s', (_what, rules) => {
    const own = industry(rules);
    const narrowed = narrow(policy, own);
    expect(narrowed.id).toBe('shandong-1+sample-industry');
    expect(narrowed.effectiveFrom).toBe('2022-01-01');
    for (const rule of own.rules) expect(narrowed.rules.get(rule.id)).toEqual(rule);
    const ids = new Set(own.rules.map(({ id }) => id));
    for (const rule of rulesOf(policy)) {
      if (!ids.has(rule.id)) expect(narrowed.rules.get(rule.id)).toEqual(rule);
    }
  });

  it.each(refused)('never with %s: %s', (_what, reason, rules) => {
    const last = errorOf(() => narrow(policy, industry(rules)));
    expect(last.code).toBe('policy.notNarrower');
    expect(last.params).toMatchObject({ id: 'sample-industry', reason });
    expect(last.params.rule).toMatch(/^[a-z]\w*(\.\w+)*$/);
  });

  it('with the rule that is at fault named', () => {
    const rules = [
      ownRule,
      changed('score.step', { below: 70 }),
      changed('objection.term', { workingDays: 20 }),
    ];
    expect(errorOf(() => narrow(policy, industry(rules))).params.rule).toBe('objection.term');
  });
});

describe('a graver tier is narrower only if what rises into it', () => {
  const repeated = (creditClass: string) => changed('class.general.repeatedMinor', { creditClass });
  const reasonIn = (base: ReturnType<typeof province>, rules: readonly object[]) =>
    errorOf(() => narrow(base, industry(rules))).params;

  it('weighs no less there: three warnings were serious, but general records are only general', () => {
    const base = province(repeated('SERIOUS_DISCREDIT'));
    const fault = { reason: 'higherTierLighter', rule: 'tier.general.kinds' };
    expect(reasonIn(base, gravers)).toMatchObject(fault);
    expect(reasonIn(base, one(small, { upToYuan: 500 }))).toMatchObject({ ...fault, rule: small });
    // Into the gravest tier, whose records are serious, it may rise; and so it may where the industry mends the class.
    expect(narrow(base, industry(one('tier.minor.kinds', { tier: 'SERIOUS' })))).toBeTruthy();
    const mended = changed('class.general.record', { creditClass: 'SERIOUS_DISCREDIT' });
    expect(narrow(base, industry([...gravers, mended]))).toBeTruthy();
  });

  it('is publicised no shorter there', () => {
    const base = province(changed(minor, { maxMonths: 18 }));
    expect(reasonIn(base, gravers)).toMatchObject({ reason: 'higherTierLighter' });
    const sooner = changed(general, { minMonths: 12, maxMonths: 18 });
    expect(reasonIn(base, [...gravers, sooner])).toMatchObject({ reason: 'higherTierLighter' });
    const asLong = changed(general, { minMonths: 18, maxMonths: 18 });
    expect(narrow(base, industry([...gravers, asLong]))).toBeTruthy();
  });

  it('is repaired no sooner there', () => {
    const base = province(changed(area, { tiers: ['MINOR'] }));
    expect(reasonIn(base, gravers)).toMatchObject({ reason: 'higherTierLighter' });
    const everyTier = changed(area, { tiers: ['MINOR', 'GENERAL', 'SERIOUS'] });
    expect(narrow(base, industry([...gravers, everyTier]))).toBeTruthy();
  });

  it('and a lower bound of huge fines is held to it as well', () => {
    const base = province(changed('class.serious.record', { creditClass: 'MINOR_DISCREDIT' }));
    const huge = 'tier.serious.hugeFine';
    expect(reasonIn(base, one(huge, { fromYuan: 10_000 }))).toMatchObject({
      reason: 'higherTierLighter',
      rule: huge,
    });
    expect(narrow(base, industry(one(huge, {})))).toBeTruthy();
  });
});

describe('what is called undecidable would give somebody a lighter class:', () => {
  const old = '2025-05-01';
  const poorOld = [evaluation(old, 'public', 'POOR'), evaluation('2026-06-01', 'industry', 'GOOD')];
  it.each([
    [
      'less influence of the market',
      changed('score.composite', { marketInfluence: 5 }),
      [evaluation('2026-06-01', 'public', 'FAIR'), evaluation('2026-06-01', 'market', 0)],
    ],
    [
      'more influence of the market',
      changed('score.composite', { marketInfluence: 20 }),
      [evaluation('2026-06-01', 'public', 45), evaluation('2026-06-01', 'market', 100)],
    ],
    [
      'other weights',
      changed('score.composite', { weights: { public: 0.4, industry: 0.4, market: 0.2 } }),
      poorOld,
    ],
    [
      'older evaluations',
      changed('score.evaluations', { maxAgeMonths: 36 }),
      [evaluation('2024-05-01', 'public', 'EXCELLENT'), evaluation('2026-06-01', 'industry', 'POOR')],
    ],
    ['only newer evaluations', changed('score.evaluations', { maxAgeMonths: 12 }), poorOld],
  ])('%s', (_what, rule, evaluations) => {
    const records = numbered(evaluations);
    const classBy = (base: typeof policy) => grade({ enterprise: firm, records }, base, today).creditClass;
    expect([classBy(policy), classBy(province(rule))]).toEqual(['MINOR_DISCREDIT', 'TRUSTWORTHY']);
    expect(errorOf(() => narrow(policy, industry([rule]))).params.reason).toBe('undecidable');
  });
});

describe('a file as a whole', () => {
  it('narrows one policy', () => {
    const other = industry([ownRule], { narrows: 'shandong-2' });
    expect(errorOf(() => narrow(policy, other)).params).toEqual({
      id: 'sample-industry',
      rule: 'narrows',
      reason: 'otherPolicy',
    });
  });

  it('is in force on the days on which both are', () => {
    const base = { ...policy, effectiveTo: '2026-12-31' };
    const early = industry([ownRule], { effectiveFrom: '2020-01-01', effectiveTo: '2025-06-30' });
    const late = industry([ownRule], { effectiveFrom: '2026-07-01' });
    const days = [narrow(base, early), narrow(base, late), narrow(policy, late)].map(
      ({ effectiveFrom, effectiveTo }) => [effectiveFrom, effectiveTo],
    );
    expect(days).toEqual([
      ['2021-01-01', '2025-06-30'],
      ['2026-07-01', '2026-12-31'],
      ['2026-07-01', null],
    ]);
    const never = industry([ownRule], { effectiveFrom: '2027-01-01' });
    expect(errorOf(() => narrow(base, never)).params).toMatchObject({
      rule: 'effectiveFrom',
      reason: 'notTogether',
    });
  });

  it('puts the longest minimum for repair first, since the first that concerns a penalty is applied', () => {
    const longer = { ...minimum, ruleSet: 'ndrc-order58', minMonths: 24 };
    const { repairMinima } = narrow(
      policy,
      industry([minimum, longer].map((rule, at) => ({ ...rule, id: `own.m${at}` }))),
    );
    expect(repairMinima.map(({ minMonths }) => minMonths)).toEqual([24, 12, 6]);
  });
});

describe('reasons', () => {
  it('have words, and every one of them has a case here', () => {
    const told = Object.keys(policyWords).filter((key) => key.startsWith('policy.reason.'));
    expect(told.toSorted()).toEqual(narrowingReasons.map((reason) => `policy.reason.${reason}`).toSorted());
    const cases = new Set(refused.map(([, reason]) => reason));
    const elsewhere = ['otherPolicy', 'notTogether', 'higherTierLighter'];
    expect([...cases, ...elsewhere].toSorted()).toEqual(narrowingReasons.toSorted());
  });
});
