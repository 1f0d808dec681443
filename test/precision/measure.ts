import type { CreditRecord, Enterprise } from '../../src/domain/credit.ts';
import type { Dossier } from '../../src/domain/next-change.ts';
import type { Policy } from '../../src/domain/policy.ts';
import { type Signal, signals } from '../../src/domain/policy-supervision.ts';
import type { IsoDate } from '../../src/domain/ports.ts';
import { signalsOf } from '../../src/domain/signals.ts';
import { cleanCell } from '../../src/imports/cells.ts';
import { mappings } from '../../src/imports/mapping/index.ts';
import { type EntityTruth, Province, type ProvinceSinks } from '../../src/sample/province.ts';
import type { RowSink } from '../../src/sample/table.ts';
import { signalOfTrouble } from '../../src/sample/troubles.ts';

/** How one signal did: enterprises that have the trouble, for which it holds, and both. */
export interface Figures {
  troubled: number;
  raised: number;
  hit: number;
}

export interface Measured {
  entities: number;
  seed: string;
  asOf: IsoDate;
  figures: Readonly<Record<Signal, Figures>>;
  /** Enterprises with any signal. */
  flagged: number;
  /** Spent in signalsOf alone, per enterprise. */
  microseconds: number;
}

/** One enterprise as it is known, beside what is true of it. */
export interface Known {
  dossier: Dossier;
  truth: EntityTruth;
}

/** The sample province in memory: made, read by the importer's own mappings, and merged as the store merges. */
export function* knownEntities(options: { entities: number; seed: string; asOf: IsoDate }): Generator<Known> {
  const { entities, seed, asOf } = options;
  let enterprise: Enterprise | null = null;
  const records = new Map<string, CreditRecord>();
  const sink = (template: string): RowSink => {
    const mapping = mappings.find((one) => one.template.id === template);
    if (!mapping) throw new Error(`no template ${template}`);
    return {
      add(fields, blank) {
        const cells: Record<string, string> = {};
        for (const [field, text] of Object.entries(fields)) {
          const cell = cleanCell(text === '' ? blank : text);
          if (cell !== '') cells[field] = cell;
        }
        const mapped = mapping.map(cells, { line: 1, today: asOf, extra: null });
        if (!('fact' in mapped)) throw new Error(`${template}: ${JSON.stringify(mapped.problems)}`);
        const { fact } = mapped;
        if (fact.type === 'enterprise') enterprise = { ...fact, registered: true };
        else if (fact.type === 'record') {
          const { key, source, authorityCode, ...rest } = fact;
          const record = { ...rest, id: key, authorityCode: authorityCode || null, sources: [source] };
          // Kind and details belong together by the mapping that made both.
          records.set(key, record as unknown as CreditRecord);
        }
      },
    };
  };
  const sinks: ProvinceSinks = {
    entities: sink('enterprise'),
    penalties: sink('penalty'),
    penalties2015: sink('penalty-2015'),
    permits: sink('permit'),
    public: sink('evaluation-public'),
    industry: sink('evaluation-industry'),
    market: sink('evaluation-market'),
    publicity: sink('publicity'),
    lists: sink('list'),
    commitments: sink('commitment'),
    complaints: sink('complaint'),
  };
  const province = new Province(sinks, seed, asOf);
  for (let index = 0; index < entities; index += 1) {
    records.clear();
    const truth = province.add(index);
    if (enterprise === null) throw new Error('an entity without registration');
    yield { dossier: { enterprise, records: [...records.values()] }, truth };
  }
}

/** Looks for every signal on the day and compares with the truth. */
export function measure(
  policy: Policy,
  options: { entities: number; seed: string; asOf: IsoDate },
): Measured {
  const figures = Object.fromEntries(
    signals.map((signal) => [signal, { troubled: 0, raised: 0, hit: 0 }]),
  ) as Record<Signal, Figures>;
  let flagged = 0;
  let spent = 0;
  for (const { dossier, truth } of knownEntities(options)) {
    const started = performance.now();
    const { findings } = signalsOf(dossier, policy, options.asOf);
    spent += performance.now() - started;
    const raised = new Set(findings.map(({ signal }) => signal));
    const troubled = new Set(truth.troubles.map((trouble) => signalOfTrouble[trouble]));
    if (raised.size > 0) flagged += 1;
    for (const signal of signals) {
      const own = figures[signal];
      if (troubled.has(signal)) own.troubled += 1;
      if (raised.has(signal)) own.raised += 1;
      if (troubled.has(signal) && raised.has(signal)) own.hit += 1;
    }
  }
  return { ...options, figures, flagged, microseconds: (spent * 1000) / options.entities };
}

/** 95 % interval of a share (Wilson), in per cent. */
export function interval(hits: number, of: number): readonly [number, number] {
  if (of === 0) return [0, 100];
  const z = 1.96;
  const share = hits / of;
  const middle = (share + (z * z) / (2 * of)) / (1 + (z * z) / of);
  const half = (z / (1 + (z * z) / of)) * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of));
  return [100 * (middle - half), 100 * (middle + half)];
}
