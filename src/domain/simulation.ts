import type { CreditClass, CreditRecord, Enterprise } from './credit.ts';
import { type BasisEntry, grade } from './grading.ts';
import { industryPrefixes } from './industry-codes.ts';
import { gravity, type Policy } from './policy.ts';
import type { IsoDate, Random } from './ports.ts';
import { type Region, regionByCode } from './regions.ts';

/** What a simulation has to know of an enterprise. */
export type SimulatedEnterprise = Pick<
  Enterprise,
  'uscc' | 'name' | 'regionCode' | 'industryCode' | 'establishedOn'
>;

/** How many enterprises of the class before (outer key) get the class after (inner key). */
export type ClassMatrix = Record<CreditClass, Record<CreditClass, number>>;

/** How many enterprises there are, how many change their class, and in which direction. */
interface Figures {
  total: number;
  changed: number;
  better: number;
  worse: number;
}

/** A city with its enterprises; code and name null: the region is not known. */
interface RegionFigures extends Figures {
  code: string | null;
  name: string | null;
  matrix: ClassMatrix;
}

/** 行业门类 of GB/T 4754, by its letter; null: not known. */
interface IndustryFigures extends Figures {
  section: string | null;
}

interface CitedRule {
  rule: string;
  clause: string;
  title: { zh: string; en: string };
}

/** An enterprise whose class would change, and the rules behind its class before and after. */
interface ChangeSample {
  uscc: string;
  name: string;
  from: CreditClass;
  to: CreditClass;
  before: readonly CitedRule[];
  after: readonly CitedRule[];
}

type PolicyName = Pick<Policy, 'id' | 'title'>;

/** What a draft policy would change, as plain data. */
export interface SimulationResult extends Figures {
  asOf: IsoDate;
  /** By id; one unless policies are chosen for each enterprise. */
  currentPolicy: readonly PolicyName[];
  draftPolicy: readonly PolicyName[];
  matrix: ClassMatrix;
  /** Enterprises whose class is only provisional. */
  provisional: { before: number; after: number };
  /** By code, the unknown last. */
  regions: readonly RegionFigures[];
  /** By letter, the unknown last. */
  industries: readonly IndustryFigures[];
  /** By code of the enterprise. */
  samples: readonly ChangeSample[];
}

/** One policy for all, or one chosen for each enterprise (by its industry). */
type Current = { current: Policy } | { currentFor: (enterprise: SimulatedEnterprise) => Policy };
type Draft = { draft: Policy } | { draftFor: (enterprise: SimulatedEnterprise) => Policy };

interface Simulation {
  /** Once for each enterprise; `records` with distinct ids. */
  add(input: { enterprise: SimulatedEnterprise; records: readonly CreditRecord[] }): void;
  /** What was found so far. */
  result(): SimulationResult;
}

interface Reservoir {
  seen: number;
  kept: ChangeSample[];
}

/**
 * Grades enterprises by the policy in force and by a draft and counts what differs. Holds counters and at most
 * `samples` examples of each kind of change (from one class to another), however many enterprises are added. The
 * order of adding makes no difference to any count; which examples are kept follows from it and from `random`.
 */
export function createSimulation(
  input: Current & Draft & { asOf: IsoDate; samples: number; random: Random },
): Simulation {
  const { asOf, samples, random } = input;
  const currentFor = 'currentFor' in input ? input.currentFor : () => input.current;
  const draftFor = 'draftFor' in input ? input.draftFor : () => input.draft;
  // Fixed policies are named even where there is no enterprise.
  const currentNames = new Map('current' in input ? [[input.current.id, nameOf(input.current)]] : []);
  const draftNames = new Map('draft' in input ? [[input.draft.id, nameOf(input.draft)]] : []);

  const matrix = emptyMatrix();
  const provisional = { before: 0, after: 0 };
  const regions = new Map<string | null, { region: Region | null; matrix: ClassMatrix }>();
  const industries = new Map<string | null, ClassMatrix>();
  const reservoirs = new Map<string, Reservoir>();

  function count(enterprise: SimulatedEnterprise, from: CreditClass, to: CreditClass): void {
    matrix[from][to] += 1;
    const region = cityOf(enterprise.regionCode);
    const code = region?.code ?? null;
    const ofRegion = regions.get(code) ?? { region, matrix: emptyMatrix() };
    regions.set(code, ofRegion);
    ofRegion.matrix[from][to] += 1;
    // The shortest prefix is the section, by the same reading of codes as for the policies of industries.
    const section = industryPrefixes(enterprise.industryCode).at(-1) ?? null;
    const ofSection = industries.get(section) ?? emptyMatrix();
    industries.set(section, ofSection);
    ofSection[from][to] += 1;
  }

  /** Algorithm R: the n-th of a kind is kept with a chance of `samples` in n, whatever n will be in the end. */
  function keep(kind: string, sample: () => ChangeSample): void {
    const reservoir = reservoirs.get(kind) ?? { seen: 0, kept: [] };
    reservoirs.set(kind, reservoir);
    reservoir.seen += 1;
    if (reservoir.kept.length < samples) reservoir.kept.push(sample());
    else if (samples > 0) {
      const place = below(random, reservoir.seen);
      if (place < samples) reservoir.kept[place] = sample();
    }
  }

  return {
    add({ enterprise, records }) {
      const current = currentFor(enterprise);
      const draft = draftFor(enterprise);
      if (!currentNames.has(current.id)) currentNames.set(current.id, nameOf(current));
      if (!draftNames.has(draft.id)) draftNames.set(draft.id, nameOf(draft));

      const graded = { enterprise: whole(enterprise), records };
      const before = grade(graded, current, asOf);
      const after = grade(graded, draft, asOf);
      const { creditClass: from } = before;
      const { creditClass: to } = after;
      count(enterprise, from, to);
      if (before.provisional) provisional.before += 1;
      if (after.provisional) provisional.after += 1;
      if (from === to) return;
      keep(`${from} ${to}`, () => ({
        uscc: enterprise.uscc,
        name: enterprise.name,
        from,
        to,
        before: cite(before.basis, current),
        after: cite(after.basis, draft),
      }));
    },

    result: () => ({
      asOf,
      currentPolicy: [...currentNames.values()].sort((a, b) => compare(a.id, b.id)),
      draftPolicy: [...draftNames.values()].sort((a, b) => compare(a.id, b.id)),
      ...figuresOf(matrix),
      matrix: structuredClone(matrix),
      provisional: { ...provisional },
      regions: [...regions.values()]
        .map(({ region, matrix: own }) => ({
          code: region?.code ?? null,
          name: region?.name ?? null,
          ...figuresOf(own),
          matrix: structuredClone(own),
        }))
        .sort((a, b) => unknownLast(a.code, b.code)),
      industries: [...industries]
        .map(([section, own]) => ({ section, ...figuresOf(own) }))
        .sort((a, b) => unknownLast(a.section, b.section)),
      samples: [...reservoirs.values()].flatMap(({ kept }) => kept).sort((a, b) => compare(a.uscc, b.uscc)),
    }),
  };
}

/**
 * The city that answers for a region today: 济南市 for 370102, and for 371202, which lay in 莱芜市. Where there is no
 * city in between (直辖市, 省直辖县级行政区划, firms registered with a province), the province. Null: not known.
 */
function cityOf(code: string | null): Region | null {
  if (code === null || !/^\d{6}$/.test(code)) return null;
  const today = regionByCode(code)?.abolished?.successor ?? code;
  const city = regionByCode(`${today.slice(0, 4)}00`);
  return (
    (city?.abolished ? regionByCode(city.abolished.successor) : city) ??
    regionByCode(`${today.slice(0, 2)}0000`)
  );
}

/** Grading looks at the day of foundation only: what else is known of an enterprise need not be read for all. */
function whole(enterprise: SimulatedEnterprise): Enterprise {
  return {
    ...enterprise,
    formerNames: [],
    registrationStatus: null,
    legalRepresentative: null,
    address: null,
    specialAreas: [],
    registered: true,
    sample: false,
  };
}

/** Titles are taken along: with policies by industry no one could tell later whose rule it was. */
function cite(basis: readonly BasisEntry[], policy: Policy): CitedRule[] {
  return basis.map(({ rule, clause }) => ({
    rule,
    clause,
    title: policy.rules.get(rule)?.title ?? { zh: rule, en: rule },
  }));
}

function nameOf({ id, title }: Policy): PolicyName {
  return { id, title };
}

function emptyMatrix(): ClassMatrix {
  const row = () => ({ TRUSTWORTHY: 0, MINOR_DISCREDIT: 0, GENERAL_DISCREDIT: 0, SERIOUS_DISCREDIT: 0 });
  return {
    TRUSTWORTHY: row(),
    MINOR_DISCREDIT: row(),
    GENERAL_DISCREDIT: row(),
    SERIOUS_DISCREDIT: row(),
  };
}

function figuresOf(matrix: ClassMatrix): Figures {
  const figures = { total: 0, changed: 0, better: 0, worse: 0 };
  for (const [from, row] of Object.entries(matrix) as [CreditClass, Record<CreditClass, number>][]) {
    for (const [to, number] of Object.entries(row) as [CreditClass, number][]) {
      const step = gravity(to) - gravity(from);
      figures.total += number;
      if (step !== 0) figures.changed += number;
      if (step < 0) figures.better += number;
      if (step > 0) figures.worse += number;
    }
  }
  return figures;
}

/** A whole number, 0 ≤ x < size. Of 48 bits, so that none is likelier by more than one in a hundred million. */
function below(random: Random, size: number): number {
  const drawn = random.bytes(6).reduce((value, byte) => value * 256 + byte, 0);
  return drawn % size;
}

function unknownLast(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return compare(a, b);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
