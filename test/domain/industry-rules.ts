import { CodedError } from '../../src/domain/errors.ts';
import { type IndustryPolicy, industrySchema } from '../../src/domain/industry-policy.ts';
import type { Policy, Rule } from '../../src/domain/policy.ts';
import { policy } from './credit-records.ts';

/** What every rule of an industry says of itself. */
export const cited = {
  clause: '示例条款',
  origin: 'default' as const,
  source: '本系统默认：示例',
  title: { zh: '示例', en: 'example' },
};

/** The provincial rule with some of its values changed. */
export function changed(id: string, values: object, base: Policy = policy): object {
  const rule = base.rules.get(id);
  if (!rule) throw new Error(`no rule ${id}`);
  return { ...rule, ...values };
}

/** An industry's file with these rules, checked. */
export function industry(rules: readonly object[], more: Partial<IndustryPolicy> = {}): IndustryPolicy {
  return industrySchema.parse({
    id: 'sample-industry',
    title: { zh: '示例行业细则', en: 'Sample industry' },
    narrows: policy.id,
    industries: ['26'],
    effectiveFrom: '2022-01-01',
    effectiveTo: null,
    rules,
    ...more,
  });
}

/** A class rule of the industry's own that every rule of its file may lean on. */
export const ownRule: object = {
  ...cited,
  id: 'own.rule',
  type: 'recordTier',
  tier: 'MINOR',
  creditClass: 'MINOR_DISCREDIT',
};

export function rulesOf(base: Policy): Rule[] {
  return [...base.rules.values()];
}

export function errorOf(action: () => unknown): { code: string; params: Record<string, unknown> } {
  try {
    action();
  } catch (error) {
    if (error instanceof CodedError) return { code: error.code, params: { ...error.params } };
    throw error;
  }
  throw new Error('no error');
}
