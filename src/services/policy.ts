import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { addDays } from '../domain/dates.ts';
import { CodedError } from '../domain/errors.ts';
import { type IndustryPolicy, policyForIndustry } from '../domain/industry-policy.ts';
import { type Policy, policySchema } from '../domain/policy.ts';
import type { IsoDate } from '../domain/ports.ts';
import { readChecked, yamlFiles } from './policy-file.ts';

/** Where the policies of this program lie. */
export const policyFolder = fileURLToPath(new URL('../../policy', import.meta.url));

/**
 * Reads and checks every policy file (`*.yaml`) of a folder, oldest first. Their times in force must not overlap.
 * @throws CodedError as `readPolicy`; `policy.folder` {folder}; `policy.twice` {file, id}; `policy.overlap` {id, other}
 */
export function readPolicies(folder: string): readonly Policy[] {
  const policies: Policy[] = [];
  for (const file of policyFiles(folder)) {
    const policy = readPolicy(join(folder, file));
    if (policies.some(({ id }) => id === policy.id))
      throw new CodedError('policy.twice', { file, id: policy.id });
    policies.push(policy);
  }
  return inOrder(policies);
}

/** Oldest first. @throws CodedError `policy.overlap` {id, other} */
function inOrder(policies: readonly Policy[]): readonly Policy[] {
  const sorted = policies.toSorted((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1));
  for (const [index, policy] of sorted.entries()) {
    const next = sorted[index + 1];
    if (next && (policy.effectiveTo === null || next.effectiveFrom <= policy.effectiveTo)) {
      throw new CodedError('policy.overlap', { id: policy.id, other: next.id });
    }
  }
  return sorted;
}

/**
 * With a policy that takes effect on a day: the one that was in force then ends on the day before.
 * @throws CodedError `policy.overlap` {id, other}: another begins later; `policy.twice` {file, id}
 */
export function withSuccessor(policies: readonly Policy[], next: Policy): readonly Policy[] {
  if (policies.some(({ id }) => id === next.id))
    throw new CodedError('policy.twice', { file: next.id, id: next.id });
  const before = policies.map((policy) =>
    policy.effectiveFrom < next.effectiveFrom && inForce(policy, next.effectiveFrom)
      ? { ...policy, effectiveTo: addDays(next.effectiveFrom, -1) }
      : policy,
  );
  return inOrder([...before, next]);
}

/**
 * Reads and checks one policy file.
 * @throws CodedError `policy.unreadable`, `policy.yaml`, `policy.invalid` (see `readChecked`)
 */
export function readPolicy(path: string): Policy {
  return readChecked<Policy>(path, policySchema);
}

/**
 * The policy in force on a day.
 * @throws CodedError `policy.none` {date}
 */
export function policyOn(policies: readonly Policy[], date: IsoDate): Policy {
  const policy = policies.find((one) => inForce(one, date));
  if (!policy) throw new CodedError('policy.none', { date });
  return policy;
}

/** The policies of this province as they are in force, now and then; what is adopted later is added while it runs. */
export interface PolicyBook {
  /**
   * The policy in force on a day, for an enterprise of this industry where its department narrowed it (行业细则).
   * @throws CodedError `policy.none` {date}
   */
  on(day: IsoDate, industryCode?: string | null): Policy;
  /** As `on`; for a day before the first policy, the first: its dated rule sets reach further back. */
  onOrFirst(day: IsoDate, industryCode?: string | null): Policy;
  /** What is in force on a day, in one word: another word is another set of rules. */
  signature(day: IsoDate): string;
  replace(policies: readonly Policy[], industries: readonly IndustryPolicy[]): void;
  all(): { policies: readonly Policy[]; industries: readonly IndustryPolicy[] };
}

export function createPolicyBook(
  first: readonly Policy[],
  firstIndustries: readonly IndustryPolicy[] = [],
): PolicyBook {
  let policies = first;
  let industries = firstIndustries;
  const forIndustry = (policy: Policy, industryCode: string | null, day: IsoDate): Policy =>
    industries.length === 0 ? policy : policyForIndustry(policy, industries, industryCode, day);
  return {
    on: (day, industryCode = null) => forIndustry(policyOn(policies, day), industryCode, day),
    onOrFirst(day, industryCode = null) {
      const [oldest] = policies;
      const policy = oldest && day < oldest.effectiveFrom ? oldest : policyOn(policies, day);
      return forIndustry(policy, industryCode, day);
    },
    signature: (day) =>
      [policyOn(policies, day), ...industries.filter((one) => inForce(one, day))]
        .map(({ id, effectiveFrom }) => `${id}@${effectiveFrom}`)
        .sort()
        .join(' '),
    replace(next, nextIndustries) {
      policies = next;
      industries = nextIndustries;
    },
    all: () => ({ policies, industries }),
  };
}

function inForce(
  { effectiveFrom, effectiveTo }: Pick<Policy, 'effectiveFrom' | 'effectiveTo'>,
  day: IsoDate,
): boolean {
  return effectiveFrom <= day && (effectiveTo === null || day <= effectiveTo);
}

function policyFiles(folder: string): readonly string[] {
  const files = yamlFiles(folder) ?? [];
  if (files.length === 0) throw new CodedError('policy.folder', { folder });
  return files;
}
