import type { Json } from '../../src/domain/draw/canonical.ts';

type Parent = Record<string, Json> | Json[];
/** Where a value is, from the root. */
export type Path = readonly (string | number)[];

export const spell = (path: Path): string => path.join('.');

const isParent = (value: Json): value is Exclude<Json, string | number> => typeof value === 'object';

function* pathsOf(value: Json, path: Path = []): Generator<Path> {
  yield path;
  if (!isParent(value)) return;
  for (const [key, child] of Object.entries(value))
    yield* pathsOf(child, [...path, Array.isArray(value) ? Number(key) : key]);
}

export function at(value: Json, path: Path): Json {
  return path.reduce<Json>((inner, key) => (inner as Record<string | number, Json>)[key] as Json, value);
}

/** A copy with something done to what holds the last step of the path. */
export function changed(value: Json, path: Path, work: (holder: Parent, key: string | number) => void): Json {
  const copy = structuredClone(value) as Json;
  const key = path.at(-1);
  if (key === undefined) throw new RangeError('the root has no holder');
  work(at(copy, path.slice(0, -1)) as Parent, key);
  return copy;
}

const put = (value: unknown) => (holder: Parent, key: string | number) => {
  (holder as Record<string | number, unknown>)[key] = value;
};

/** Another character of the same kind in the middle, so that the form may still hold. */
function flipped(text: string): string {
  const place = Math.floor(text.length / 2);
  const here = text[place] ?? '';
  const other = here === '1' ? '2' : here === 'a' ? 'b' : /[0-9]/.test(here) ? '1' : 'a';
  return text.slice(0, place) + other + text.slice(place + 1);
}

/** Other values for a leaf. */
function* otherLeaves(value: string | number): Generator<unknown> {
  if (typeof value === 'number') {
    yield value + 1;
    if (value > 0) yield value - 1;
    yield String(value);
    return;
  }
  yield flipped(value);
  if (value !== '') yield '';
  yield `${value} `;
}

export interface Tampered {
  how: string;
  text: string;
}

/** Every leaf changed; every member and item dropped, every item doubled or exchanged with the next; something put in everywhere. */
export function* everyTampering(bundle: Json): Generator<Tampered> {
  for (const path of pathsOf(bundle)) {
    const value = at(bundle, path);
    const where = spell(path);
    const make = (how: string, copy: Json): Tampered => ({
      how: `${how} ${where}`,
      text: JSON.stringify(copy),
    });
    if (typeof value === 'string' || typeof value === 'number')
      for (const other of otherLeaves(value))
        yield make(`${JSON.stringify(other)} as`, changed(bundle, path, put(other)));
    else if (Array.isArray(value)) yield make('more in', changed(bundle, [...path, value.length], put('x')));
    else yield make('more in', changed(bundle, [...path, 'note'], put('x')));
    const holder = path.length > 0 ? at(bundle, path.slice(0, -1)) : null;
    if (holder === null) continue;
    yield make('null as', changed(bundle, path, put(null)));
    const key = path.at(-1);
    if (!Array.isArray(holder) || typeof key !== 'number') {
      yield make(
        'without',
        changed(bundle, path, (inside, name) => delete (inside as Record<string, Json>)[name]),
      );
      continue;
    }
    yield make(
      'without',
      changed(bundle, path, (inside) => void (inside as Json[]).splice(key, 1)),
    );
    yield make(
      'twice',
      changed(bundle, path, (inside) => void (inside as Json[]).splice(key, 0, value)),
    );
    if (key + 1 < holder.length && JSON.stringify(holder[key + 1]) !== JSON.stringify(value))
      yield make(
        'exchanged',
        changed(bundle, path, (inside) => {
          const list = inside as Json[];
          [list[key], list[key + 1]] = [list[key + 1] as Json, list[key] as Json];
        }),
      );
  }
}
