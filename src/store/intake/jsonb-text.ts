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

/** The shape last seen: rows of one file hardly ever differ in it. */
let known: { keys: readonly string[]; members: readonly { key: string; head: string }[] } = {
  keys: [],
  members: [],
};

/** An object's keys in jsonb's order, with what stands before their values. */
function membersOf(object: object): typeof known.members {
  const keys = Object.keys(object);
  const { keys: before } = known;
  if (keys.length !== before.length || keys.some((key, index) => key !== before[index])) {
    const members = [...keys].sort(compareKeys).map((key) => ({ key, head: `${quoted(key)}: ` }));
    known = { keys, members };
  }
  return known.members;
}

/**
 * The text that PostgreSQL gives for a jsonb value (`value::text`), byte for byte, so that hashes over it can be
 * made where the row is read. `without` leaves a key of the object out, as `value - 'key'` does.
 * @throws RangeError for a number that is not written out plainly, as from 1e21 on
 */
export function jsonbText(value: Json | object, without?: string): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') {
    const text = String(value);
    if (!/^-?\d+(?:\.\d+)?$/.test(text)) throw new RangeError(`${text} has no plain form`);
    return text;
  }
  if (value === null || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return `[${value.map((item: Json) => jsonbText(item)).join(', ')}]`;
  let text = '';
  for (const { key, head } of membersOf(value)) {
    if (key === without) continue;
    const separator = text === '' ? '' : ', ';
    text += separator + head + jsonbText((value as Record<string, Json>)[key] ?? null);
  }
  return `{${text}}`;
}
