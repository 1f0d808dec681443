import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseDocument } from 'yaml';
import { CodedError } from '../domain/errors.ts';
import { type Policy, policySchema } from '../domain/policy.ts';
import type { IsoDate } from '../domain/ports.ts';

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
  policies.sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1));
  for (const [index, policy] of policies.entries()) {
    const next = policies[index + 1];
    if (next && (policy.effectiveTo === null || next.effectiveFrom <= policy.effectiveTo)) {
      throw new CodedError('policy.overlap', { id: policy.id, other: next.id });
    }
  }
  return policies;
}

/**
 * Reads and checks one policy file.
 * @throws CodedError `policy.unreadable` {file}; `policy.yaml` {file, line, problem}; `policy.invalid`
 *   {file, path, expected}: the first wrong value, as `rules[3].maxMonths`, and what is expected there
 */
export function readPolicy(path: string): Policy {
  const file = basename(path);
  const document = parseDocument(readText(path), { prettyErrors: true });
  const [broken] = document.errors;
  if (broken) {
    const line = broken.linePos?.[0].line ?? 0;
    throw new CodedError('policy.yaml', { file, line, problem: broken.code }, { cause: broken });
  }
  const checked = policySchema.safeParse(document.toJS());
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  throw new CodedError('policy.invalid', {
    file,
    path: pathText(issue?.path ?? []),
    expected: issue?.message ?? '',
  });
}

/**
 * The policy in force on a day.
 * @throws CodedError `policy.none` {date}
 */
export function policyOn(policies: readonly Policy[], date: IsoDate): Policy {
  const policy = policies.find(
    ({ effectiveFrom, effectiveTo }) =>
      effectiveFrom <= date && (effectiveTo === null || date <= effectiveTo),
  );
  if (!policy) throw new CodedError('policy.none', { date });
  return policy;
}

function policyFiles(folder: string): string[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (cause) {
    throw new CodedError('policy.folder', { folder }, { cause });
  }
  const files = names.filter((name) => name.endsWith('.yaml')).sort();
  if (files.length === 0) throw new CodedError('policy.folder', { folder });
  return files;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new CodedError('policy.unreadable', { file: basename(path) }, { cause });
  }
}

function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
}
