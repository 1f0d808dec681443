type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

const special = /["\\\u0000-\u001F]/;

function quoted(text: string): string {
  return special.test(text) ? JSON.stringify(text) : `"${text}"`;
}

/** jsonb has its keys in order of their length in bytes, then by bytes; one of them is never there twice. */
function compareKeys(a: string, b: string): number {
  const [first, second] = [Buffer.from(a), Buffer.from(b)];
  return first.length - second.length || Buffer.compare(first, second);
}

interface Member {
  key: string;
  /** What stands before its value. */
  head: string;
}

/** Shapes of the objects seen lately: a file has one for its details and few for what is beyond its template. */
let shapes: { keys: readonly string[]; members: readonly Member[] }[] = [];
const maxShapes = 8;

/** An object's keys in jsonb's order. */
function membersOf(object: object): readonly Member[] {
  const keys = Object.keys(object);
  for (const shape of shapes) {
    const { keys: known } = shape;
    if (known.length === keys.length && keys.every((key, index) => key === known[index]))
      return shape.members;
  }
  const members = [...keys].sort(compareKeys).map((key) => ({ key, head: `${quoted(key)}: ` }));
  if (shapes.length >= maxShapes) shapes = [];
  shapes.push({ keys, members });
  return members;
}

/**
 * The text that PostgreSQL gives for a jsonb value (`value::text`), byte for byte, so that hashes over it can be
 * made where the row is read.
 * @throws RangeError for a number that is not written out plainly, as from 1e21 on
 */
export function jsonbText(value: Json | object): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') {
    const text = String(value);
    if (!/^-?\d+(?:\.\d+)?$/.test(text)) throw new RangeError(`${text} has no plain form`);
    return text;
  }
  if (value === null || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return `[${value.map((item: Json) => jsonbText(item)).join(', ')}]`;
  const [before, member, after] = jsonbParts(value, null);
  return before + member + after;
}

/**
 * The text of an object in three parts: all of them are `value::text`, and without the middle one it is
 * `(value - 'key')::text`.
 */
export function jsonbParts(
  value: object,
  key: string | null,
): [before: string, member: string, after: string] {
  let before = '{';
  let middle = '';
  let after = '';
  for (const { key: name, head } of membersOf(value)) {
    const member = head + jsonbText((value as Record<string, Json>)[name] ?? null);
    if (name === key) middle = before === '{' ? member : `, ${member}`;
    else if (middle !== '') after += before === '{' && after === '' ? member : `, ${member}`;
    else before += before === '{' ? member : `, ${member}`;
  }
  // The first of several takes the comma behind it with it.
  if (before === '{' && after !== '') middle += ', ';
  return [before, middle, `${after}}`];
}
