import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseDocument } from 'yaml';
import type { z } from 'zod';
import { CodedError } from '../domain/errors.ts';

/**
 * The names of the `*.yaml` files of a folder, in order; null if there is no such folder.
 * @throws CodedError `policy.folder` {folder} if it is there but cannot be read
 */
export function yamlFiles(folder: string): readonly string[] | null {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.yaml'))
      .sort();
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw new CodedError('policy.folder', { folder }, { cause });
  }
}

/**
 * Reads one file and checks it.
 * @throws CodedError `policy.unreadable` {file}; `policy.yaml` {file, line, problem}; `policy.invalid`
 *   {file, path, expected}: the first wrong value, as `rules[3].maxMonths`, and what is expected there
 */
export function readChecked<T>(path: string, schema: z.ZodType<T>): T {
  return checkText(basename(path), readText(path), schema);
}

/**
 * Checks the text of a file; `file` is its name for errors.
 * @throws CodedError as `readChecked`
 */
export function checkText<T>(file: string, text: string, schema: z.ZodType<T>): T {
  const document = parseDocument(text, { prettyErrors: true });
  const [broken] = document.errors;
  if (broken) {
    const line = broken.linePos?.[0].line ?? 0;
    throw new CodedError('policy.yaml', { file, line, problem: broken.code }, { cause: broken });
  }
  const checked = schema.safeParse(document.toJS());
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  throw new CodedError('policy.invalid', {
    file,
    path: pathText(issue?.path ?? []),
    expected: issue?.message ?? '',
  });
}

/** @throws CodedError `policy.unreadable` {file} */
export function readText(path: string): string {
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
