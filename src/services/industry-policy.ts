import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CodedError } from '../domain/errors.ts';
import { type IndustryPolicy, industrySchema, narrow } from '../domain/industry-policy.ts';
import type { Policy } from '../domain/policy.ts';
import { readChecked, yamlFiles } from './policy-file.ts';

/** Where the rules of single industries (行业细则) lie. */
export const industryFolder = fileURLToPath(new URL('../../policy/industry', import.meta.url));

/**
 * Reads and checks every industry's file (`*.yaml`) of a folder, in the order of their names; none if there is no such
 * folder. Each must narrow one of `policies`, and no two may name the same industry for the same day.
 * @throws CodedError `policy.folder` {folder}; `policy.unreadable` {file}; `policy.yaml` {file, line, problem};
 *   `policy.invalid` {file, path, expected}; `policy.twice` {file, id}; `policy.narrowsUnknown` {file, id};
 *   `policy.overlap` {id, other}; `policy.notNarrower` {id, rule, reason, file}
 */
export function readIndustryPolicies(folder: string, policies: readonly Policy[]): readonly IndustryPolicy[] {
  const industries: IndustryPolicy[] = [];
  for (const file of yamlFiles(folder) ?? []) {
    const industry = readChecked<IndustryPolicy>(join(folder, file), industrySchema);
    const { id, narrows } = industry;
    // Answers name a policy by its id, and so must not be able to mean two.
    if ([...policies, ...industries].some((other) => other.id === id))
      throw new CodedError('policy.twice', { file, id });
    const policy = policies.find((one) => one.id === narrows);
    if (!policy) throw new CodedError('policy.narrowsUnknown', { file, id: narrows });
    checkNarrower(policy, industry, file);
    const rival = industries.find((other) => overlap(other, industry));
    if (rival) throw new CodedError('policy.overlap', { id: rival.id, other: id });
    industries.push(industry);
  }
  return industries;
}

function checkNarrower(policy: Policy, industry: IndustryPolicy, file: string): void {
  try {
    narrow(policy, industry);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    throw new CodedError(error.code, { ...error.params, file }, { cause: error });
  }
}

/** A longer prefix goes before a shorter one; of the same prefix on the same day neither would. */
function overlap(a: IndustryPolicy, b: IndustryPolicy): boolean {
  return (
    a.narrows === b.narrows &&
    a.industries.some((prefix) => b.industries.includes(prefix)) &&
    (a.effectiveTo === null || b.effectiveFrom <= a.effectiveTo) &&
    (b.effectiveTo === null || a.effectiveFrom <= b.effectiveTo)
  );
}
