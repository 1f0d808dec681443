/**
 * Canonical JSON: RFC 8785 restricted to objects, arrays, strings and whole numbers from 0 to 2^53 − 1. No floats, no
 * booleans, no null: nothing whose spelling two languages could disagree about.
 */
export type Json = string | number | readonly Json[] | { readonly [key: string]: Json };

/** Throws a TypeError for what is not of these types: only our own records come here. */
export function canonical(value: Json): string {
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new TypeError('a lone surrogate has no UTF-8');
    return JSON.stringify(value);
  }
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value) || value < 0 || Object.is(value, -0))
      throw new TypeError('not a whole number from 0 to 2^53 − 1');
    return String(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') throw new TypeError('not of the restricted types');
  const record = value as { readonly [key: string]: Json };
  // The default sort is by UTF-16 code units, as RFC 8785 wants; it knows no locale.
  const members = Object.keys(record)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(record[key] as Json)}`);
  return `{${members.join(',')}}`;
}
