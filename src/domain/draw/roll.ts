import { CodedError } from '../errors.ts';
import { canonical } from './canonical.ts';
import { type Candidate, forms, type Inspector, type ListRoot, maxWeight } from './format.ts';
import { RootBuilder } from './hashing.ts';

/** Canonical JSON of a candidate. Its parts are ASCII without anything to be escaped, which `checked` makes sure of. */
export function candidateJson({ id, region, salt, stratum, weight }: Candidate): string {
  return `{"id":"${id}","region":"${region}","salt":"${salt}","stratum":"${stratum}","weight":${weight}}`;
}

export const inspectorJson = (inspector: Inspector): string => canonical(inspector);

function checkedCandidate(candidate: Candidate): void {
  const { id, region, salt, stratum, weight } = candidate;
  const sound =
    forms.id.test(id) &&
    forms.region.test(region) &&
    forms.salt.test(salt) &&
    forms.name.test(stratum) &&
    Number.isInteger(weight) &&
    weight >= 1 &&
    weight <= maxWeight;
  if (!sound) throw new CodedError('draw.candidate', { id: String(id).slice(0, 64) });
}

/** The frozen list of candidates, without what the draw does not need: 40 to 60 bytes each. */
export interface Roll extends ListRoot {
  readonly ids: readonly string[];
  /** Index into `regions`, of each. */
  readonly region: Uint32Array;
  readonly regions: readonly string[];
  /** Indexes into `ids` by stratum, ascending. */
  readonly strata: ReadonlyMap<string, Uint32Array>;
  readonly weight: Uint32Array;
}

/** Numbers given to texts in the order in which they first come. */
class Numbers {
  readonly #known = new Map<string, number>();

  of(text: string): number {
    let number = this.#known.get(text);
    if (number === undefined) {
      number = this.#known.size;
      this.#known.set(text, number);
    }
    return number;
  }

  texts(): string[] {
    return [...this.#known.keys()];
  }
}

function grown(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(array.length * 2);
  larger.set(array);
  return larger;
}

/**
 * Reads the list once, in ascending order of id bytes (`ORDER BY id COLLATE "C"`). Throws `draw.candidate` for a
 * candidate that is malformed, `draw.order` where ids are not strictly ascending.
 */
export function readRoll(candidates: Iterable<Candidate>): Roll {
  const root = new RootBuilder();
  const ids: string[] = [];
  const [regions, strata] = [new Numbers(), new Numbers()];
  let [region, stratum, weight] = [new Uint32Array(1024), new Uint32Array(1024), new Uint32Array(1024)];
  let last = '';
  for (const candidate of candidates) {
    checkedCandidate(candidate);
    // Ids are ASCII: the order of code units is that of bytes.
    if (!(candidate.id > last)) throw new CodedError('draw.order', { id: candidate.id });
    last = candidate.id;
    const index = ids.length;
    if (index === weight.length) [region, stratum, weight] = [grown(region), grown(stratum), grown(weight)];
    ids.push(candidate.id);
    region[index] = regions.of(candidate.region);
    stratum[index] = strata.of(candidate.stratum);
    weight[index] = candidate.weight;
    root.add(candidateJson(candidate));
  }
  const count = ids.length;
  const names = strata.texts();
  const sizes = new Uint32Array(names.length);
  for (let index = 0; index < count; index += 1)
    sizes[stratum[index] ?? 0] = (sizes[stratum[index] ?? 0] ?? 0) + 1;
  const members = names.map((_, number) => new Uint32Array(sizes[number] ?? 0));
  sizes.fill(0);
  for (let index = 0; index < count; index += 1) {
    const number = stratum[index] ?? 0;
    const list = members[number];
    if (list) list[sizes[number] ?? 0] = index;
    sizes[number] = (sizes[number] ?? 0) + 1;
  }
  return {
    count,
    root: root.root(),
    ids,
    region: region.subarray(0, count),
    regions: regions.texts(),
    strata: new Map(names.map((name, number) => [name, members[number] ?? new Uint32Array()])),
    weight: weight.subarray(0, count),
  };
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
