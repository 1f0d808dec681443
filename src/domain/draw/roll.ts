import { CodedError } from '../errors.ts';
import { canonical } from './canonical.ts';
import { type Candidate, forms, type Inspector, type ListRoot, maxWeight } from './format.ts';
import { RootBuilder } from './hashing.ts';

/** Canonical JSON of a candidate whose parts are well formed: ASCII, with nothing to be escaped. */
export function candidateJson({ id, region, salt, stratum, weight }: Candidate): string {
  return `{"id":"${id}","region":"${region}","salt":"${salt}","stratum":"${stratum}","weight":${weight}}`;
}

/** All the forms at once; no part may hold a quotation mark, so that none can pass for another. */
const candidateForm =
  /^\{"id":"[0-9A-Za-z][0-9A-Za-z._-]{0,63}","region":"[0-9]{6}","salt":"[0-9a-f]{32}","stratum":"[a-z][0-9a-z-]{0,63}","weight":[1-9][0-9]{0,9}\}$/;

export const inspectorJson = (inspector: Inspector): string => canonical(inspector);

/** The frozen list of candidates, without what the draw does not need: about 60 bytes each. */
export interface Roll extends ListRoot {
  readonly ids: readonly string[];
  /** Index into `regions`, of each. */
  readonly region: Uint32Array;
  readonly regions: readonly string[];
  /** Indexes into `ids` by stratum, ascending. */
  readonly strata: ReadonlyMap<string, Uint32Array>;
  readonly weight: Uint32Array;
}

/** Whole numbers in an array that grows. */
class Column {
  #values = new Uint32Array(1024);
  #size = 0;

  push(value: number): void {
    if (this.#size === this.#values.length) {
      const larger = new Uint32Array(this.#size * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#size] = value;
    this.#size += 1;
  }

  values(): Uint32Array {
    return this.#values.subarray(0, this.#size);
  }
}

/**
 * Takes the list candidate by candidate, in ascending order of id bytes (`ORDER BY id COLLATE "C"`), so that a million
 * can come from a cursor.
 */
export class RollBuilder {
  readonly #root = new RootBuilder();
  readonly #ids: string[] = [];
  readonly #region = new Column();
  readonly #regions = new Map<string, number>();
  readonly #strata = new Map<string, Column>();
  readonly #weight = new Column();
  #last = '';

  /** Throws `draw.candidate` where it is malformed, `draw.order` where its id is not above the one before. */
  add(candidate: Candidate): void {
    const { id, region, stratum, weight } = candidate;
    const json = candidateJson(candidate);
    if (!candidateForm.test(json) || typeof weight !== 'number' || weight > maxWeight)
      throw new CodedError('draw.candidate', { id: String(id).slice(0, 64) });
    // Ids are ASCII: the order of code units is that of bytes.
    if (!(id > this.#last)) throw new CodedError('draw.order', { id });
    this.#last = id;
    let number = this.#regions.get(region);
    if (number === undefined) {
      number = this.#regions.size;
      this.#regions.set(region, number);
    }
    let members = this.#strata.get(stratum);
    if (!members) {
      members = new Column();
      this.#strata.set(stratum, members);
    }
    members.push(this.#ids.length);
    this.#ids.push(id);
    this.#region.push(number);
    this.#weight.push(weight);
    this.#root.add(json);
  }

  roll(): Roll {
    return {
      count: this.#ids.length,
      root: this.#root.root(),
      ids: this.#ids,
      region: this.#region.values(),
      regions: [...this.#regions.keys()],
      strata: new Map(this.#strata.entries().map(([name, members]) => [name, members.values()])),
      weight: this.#weight.values(),
    };
  }
}

export function readRoll(candidates: Iterable<Candidate>): Roll {
  const builder = new RollBuilder();
  for (const candidate of candidates) builder.add(candidate);
  return builder.roll();
}

function soundInspector({ department, id, load, recusals, salt, scope }: Inspector): boolean {
  let last = '';
  for (const { candidate, ground } of recusals) {
    if (!forms.id.test(candidate) || !forms.name.test(ground) || !(candidate > last)) return false;
    last = candidate;
  }
  return (
    forms.name.test(department) &&
    forms.id.test(id) &&
    forms.salt.test(salt) &&
    forms.scope.test(scope) &&
    Number.isInteger(load) &&
    load >= 0 &&
    load <= maxWeight
  );
}

/** Count and root of the list of inspectors, strictly ascending by id. Throws `draw.inspector` or `draw.order`. */
export function inspectorsRoot(inspectors: readonly Inspector[]): ListRoot {
  const root = new RootBuilder();
  let last = '';
  for (const inspector of inspectors) {
    if (!soundInspector(inspector))
      throw new CodedError('draw.inspector', { id: String(inspector.id).slice(0, 64) });
    if (!(inspector.id > last)) throw new CodedError('draw.order', { id: inspector.id });
    last = inspector.id;
    root.add(inspectorJson(inspector));
  }
  return { count: root.count, root: root.root() };
}
