import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { gravity, policySchema, ruleSchema } from '../../src/domain/policy.ts';
import { policyFolder } from '../../src/services/policy.ts';

interface RawRule {
  id: string;
  type: string;
  [parameter: string]: unknown;
}
interface RawPolicy {
  rules: RawRule[];
  [parameter: string]: unknown;
}

const content: RawPolicy = parse(readFileSync(join(policyFolder, 'shandong.yaml'), 'utf8'));

function rule(id: string): RawRule {
  const found = content.rules.find((one) => one.id === id);
  if (!found) throw new Error(`no rule ${id}`);
  return found;
}

/** The policy with more rules, and with rules changed. */
function read(more: readonly RawRule[], change: (rule: RawRule) => RawRule | null = (one) => one) {
  const rules = content.rules.map(change).filter((one) => one !== null);
  return policySchema.safeParse({ ...content, rules: [...rules, ...more] });
}

const issues = (result: ReturnType<typeof read>) =>
  result.error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];

describe('a policy that would leave a choice', () => {
  it.each(['override', 'objection'])('of two rules of type %s, or none, is refused', (type) => {
    const expected = [`rules: exactly one rule of type ${type}`];
    expect(issues(read([], (one) => (one.type === type ? null : one)))).toEqual(expected);
    const [own] = content.rules.filter((one) => one.type === type);
    if (!own) throw new Error(`no rule of type ${type}`);
    expect(issues(read([{ ...own, id: 'more' }]))).toEqual(expected);
  });

  it('of two tiers of a kind of penalty is refused', () => {
    const twice = { ...rule('tier.minor.kinds'), id: 'more', penaltyKinds: ['warning', 'detention'] };
    expect(issues(read([twice]))).toEqual([
      'rules: one rule of type penaltyTier for warning',
      'rules: one rule of type penaltyTier for detention',
    ]);
  });

  it('of no tier for a kind of penalty is refused, kind by kind', () => {
    const bare = read([], (one) => (one.id === 'tier.minor.kinds' ? null : one));
    expect(issues(bare)).toEqual([
      'rules: a rule of type penaltyTier for warning',
      'rules: a rule of type penaltyTier for criticism',
    ]);
  });

  it('of two terms of a list is refused', () => {
    const twice = { ...rule('list.term.seriousViolation'), id: 'more', months: 12 };
    expect(issues(read([twice]))).toEqual(['rules: one rule of type listTerm for seriousViolation']);
    expect(issues(read([{ ...twice, list: 'keyWatch' }]))).toEqual([]);
  });

  it('of the same id for two rules is refused where the second stands', () => {
    const [first] = content.rules;
    if (!first) throw new Error('no rules');
    expect(issues(read([{ ...rule('class.minor.record'), id: first.id }]))).toEqual([
      `rules.${content.rules.length}.id: an id of its own; ${first.id} stands twice`,
    ]);
  });
});

describe('a policy that leaves publicity without an end', () => {
  const missing =
    'rules: a rule of type publicityPeriod for GENERAL of every authority and without effectiveTo';

  it('for all authorities but one is refused', () => {
    const wrong = read([], (one) =>
      one.id === 'publicity.order36.general' ? { ...one, authorities: ['税务'] } : one,
    );
    expect(issues(wrong)).toEqual([missing]);
  });

  it('from some day on is refused', () => {
    const wrong = read([], (one) =>
      one.id === 'publicity.order36.general' ? { ...one, effectiveTo: '2030-12-31' } : one,
    );
    expect(issues(wrong)).toEqual([missing]);
  });
});

describe('a policy as it is laid out', () => {
  const laidOut = (result: ReturnType<typeof read>) => {
    if (!result.success) throw new Error(issues(result).join('\n'));
    return result.data;
  };

  it('has the rules of a class in the order of the file, whatever their type', () => {
    const policy = laidOut(read([]));
    const file = content.rules.map(({ id }) => id);
    for (const creditClass of ['SERIOUS_DISCREDIT', 'GENERAL_DISCREDIT', 'MINOR_DISCREDIT']) {
      const own = policy.classRules.filter((one) => one.creditClass === creditClass).map(({ id }) => id);
      expect(own).toEqual(own.toSorted((a, b) => file.indexOf(a) - file.indexOf(b)));
      expect(own.length).toBeGreaterThan(1);
    }
  });

  it('takes only lists that some class rule names for discredit', () => {
    const policy = laidOut(read([], (one) => (one.id === 'class.general.keyWatch' ? null : one)));
    expect([...policy.discreditLists].sort()).toEqual([
      'abnormalOperation',
      'judgmentDefaulter',
      'seriousDiscredit',
      'seriousViolation',
    ]);
  });

  it('has every rule where it is used', () => {
    const policy = laidOut(read([]));
    const ids = (list: Iterable<{ id: string }>) => [...list].map(({ id }) => id);
    const of = (type: string) => content.rules.filter((one) => one.type === type).map(({ id }) => id);
    expect(ids(policy.rules.values())).toEqual(ids(content.rules));
    expect(ids(policy.smallFines)).toEqual(of('smallFine'));
    expect(ids(policy.listTerms.values())).toEqual(of('listTerm'));
    expect(ids(policy.repairMinima)).toEqual(of('repairMinimum'));
    expect(ids(policy.repairConditions)).toEqual(of('repairConditions'));
    expect(ids(policy.listRepairs)).toEqual(of('listRepair'));
    expect(ids(policy.commitmentRepairs)).toEqual(of('commitmentRepair'));
    for (const tier of ['MINOR', 'GENERAL', 'SERIOUS'] as const) {
      expect(new Set(policy.publicityPeriods[tier].map((one) => one.tier))).toEqual(new Set([tier]));
    }
    expect(Object.values(policy.publicityPeriods).flat()).toHaveLength(of('publicityPeriod').length);
    expect([policy.override.id, policy.objection.id]).toEqual(['class.override', 'objection.term']);
    expect([policy.id, policy.effectiveFrom, policy.effectiveTo]).toEqual(['shandong-1', '2021-01-01', null]);
  });

  it('may be in force for a single day', () => {
    expect(policySchema.safeParse({ ...content, effectiveTo: '2021-01-01' }).success).toBe(true);
    expect(policySchema.safeParse({ ...content, effectiveTo: '2020-12-31' }).success).toBe(false);
  });
});

describe('weights', () => {
  const composite = (weights: Record<string, number>) =>
    ruleSchema.safeParse({ ...rule('score.composite'), weights }).success;

  it.each([
    [{ public: 0.5, industry: 0.3, market: 0.2 }, true],
    [{ public: 0.7, industry: 0.2, market: 0.1 }, true], // 0.1 + 0.2 + 0.7 is not quite 1 in binary
    [{ public: 0.5, industry: 0.3, market: 0.19 }, false],
    [{ public: 0.5, industry: 0.3, market: 0.21 }, false],
    [{ public: 0.8, industry: 0.2 }, false],
    [{ public: 1, industry: 0, market: 0 }, false],
  ])('%j: %s', (weights, expected) => {
    expect(composite(weights)).toBe(expected);
  });
});

it('classes have their order from 诚信守法 to 严重失信', () => {
  const classes = ['TRUSTWORTHY', 'MINOR_DISCREDIT', 'GENERAL_DISCREDIT', 'SERIOUS_DISCREDIT'] as const;
  expect(classes.map(gravity)).toEqual([0, 1, 2, 3]);
});
