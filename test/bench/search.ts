import type { Sql } from 'postgres';
import { foldName } from '../../src/domain/names.ts';
import { searchNames } from '../../src/services/search.ts';
import { indexNames } from '../../src/store/names.ts';
import { type BenchLine, line, progress } from './bench.ts';
import { type MadeName, makeNames, pick, sample, seededRandom } from './search-data.ts';
import { askByKind, askInShort, part, type Question } from './search-questions.ts';

const batch = 4_000;
const perKind = 300;
const absentNames = 2_000;
const searches = 1_000;
/** A search of the baseline may read the whole table: it is asked fewer questions, ours so many for one of them. */
const oursPerBaseline = 10;
/** Kinds of questions for which the project promises a recall. */
const promised = new Set(['region', 'form', 'brackets', 'wrong-character', 'abbreviation', 'traditional']);

/**
 * Name search among `names` synthetic names against `ILIKE '%…%'` on a pg_trgm index: time, recall by kind of
 * question, and how often a name that is not there is taken for another. The database is emptied of names first.
 */
export async function benchSearch(options: { sql: Sql; names: number; seed: number }): Promise<BenchLine[]> {
  const { sql, seed } = options;
  const names = makeNames(options.names, seed);
  await load(sql, names);
  const random = seededRandom(seed + 1);
  return [
    ...(await measureTime(sql, names, random)),
    ...(await measureRecall(sql, askByKind(names, perKind, random))),
    await measureFalseCertainty(sql, names, seed, random),
  ];
}

async function load(sql: Sql, names: readonly MadeName[]): Promise<void> {
  await sql`truncate enterprise_name, name_token`;
  const start = performance.now();
  await sql.begin(async (tx) => {
    for (let from = 0; from < names.length; from += batch) {
      const rows = names.slice(from, from + batch).map(({ name }, at) => {
        return { uscc: String(from + at).padStart(18, '0'), name, former: false };
      });
      await indexNames(tx, rows);
    }
  });
  const seconds = (performance.now() - start) / 1000;
  progress(`search: ${names.length} names in ${seconds.toFixed(1)} s`);
  await sql`create extension if not exists pg_trgm`;
  await sql`drop table if exists bench_trgm`;
  await sql`create table bench_trgm as select uscc, name from enterprise_name`;
  await sql`create index on bench_trgm using gin (name gin_trgm_ops)`;
  await sql`vacuum analyze bench_trgm`;
  await sql`vacuum analyze enterprise_name, name_token`;
}

/** The shortest names that hold the text. */
function searchByTrigrams(sql: Sql, text: string): Promise<{ name: string }[]> {
  return sql<{ name: string }[]>`
    select uscc, name from bench_trgm where name ilike ${`%${text}%`} order by length(name), name limit 5`;
}

/** The faster of two runs: what the search takes, not what else the machine was doing. For both sides alike. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < 2; run++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return Math.min(...times);
}

function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

async function measureTime(sql: Sql, names: readonly MadeName[], random: () => number): Promise<BenchLine[]> {
  const ours: number[] = [];
  const baseline: number[] = [];
  for (const text of askInShort(names, 200, random)) await searchNames(sql, text, 5);
  for (let round = 0; round < searches / oursPerBaseline; round++) {
    const two = part(pick(names, random), 2, random);
    baseline.push(await timed(() => searchByTrigrams(sql, two)));
    for (const text of askInShort(names, oursPerBaseline, random)) {
      ours.push(await timed(() => searchNames(sql, text, 5)));
    }
  }
  return [0.5, 0.99].map((share) => {
    const value = percentile(ours, share);
    const against = percentile(baseline, share);
    const name = `search.p${share * 100}`;
    return line(name, 'ms', value, against, against / value, '≥ 100 ×', against >= 100 * value);
  });
}

async function measureRecall(sql: Sql, questions: readonly Question[]): Promise<BenchLine[]> {
  const lines: BenchLine[] = [];
  for (const [kind, asked] of Map.groupBy(questions, (question) => question.kind)) {
    const ours = new Recall();
    const baseline = new Recall();
    for (const [at, { text, wanted }] of asked.entries()) {
      ours.add(wanted, await searchNames(sql, text, 5));
      if (at % (2 * oursPerBaseline) === 0) baseline.add(wanted, await searchByTrigrams(sql, text));
    }
    const least = promised.has(kind) ? { first: 0.9, five: 0.98 } : { first: 0, five: 0 };
    lines.push(
      recallLine(`search.recall@1.${kind}`, ours.share('first'), baseline.share('first'), least.first),
      recallLine(`search.recall@5.${kind}`, ours.share('five'), baseline.share('five'), least.five),
    );
  }
  return lines;
}

/** How often what was wanted came first, and among the first five. */
class Recall {
  private asked = 0;
  private readonly found = { first: 0, five: 0 };

  add(wanted: string, hits: readonly { name: string }[]): void {
    this.asked++;
    if (hits[0]?.name === wanted) this.found.first++;
    if (hits.slice(0, 5).some(({ name }) => name === wanted)) this.found.five++;
  }

  share(among: 'first' | 'five'): number {
    return this.found[among] / this.asked;
  }
}

/** Where the baseline found nothing, the ratio is to one find in a hundred. */
function recallLine(name: string, ours: number, baseline: number, least: number): BenchLine {
  const target = least === 0 ? 'no promise' : `≥ ${least}`;
  return line(name, 'share', ours, baseline, ours / Math.max(0.01, baseline), target, ours >= least);
}

/** Baseline: whoever takes the first name that holds brand and trade. */
async function measureFalseCertainty(
  sql: Sql,
  names: readonly MadeName[],
  seed: number,
  random: () => number,
): Promise<BenchLine> {
  const present = new Set(names.map(({ name }) => foldName(name)));
  const others = makeNames(Math.min(names.length, 20 * absentNames), seed + 2);
  const absent = sample(
    others.filter(({ name }) => !present.has(foldName(name))),
    absentNames,
    random,
  );
  let sure = 0;
  for (const { name } of absent) if ((await searchNames(sql, name, 1)).some((hit) => hit.sure)) sure++;
  const compared = absent.slice(0, absent.length / (2 * oursPerBaseline));
  let taken = 0;
  for (const { brand, trade } of compared)
    taken += (await searchByTrigrams(sql, brand + trade)).length > 0 ? 1 : 0;
  const value = sure / absent.length;
  const against = taken / compared.length;
  return line(
    'search.sure-of-absent',
    'share',
    value,
    against,
    value / Math.max(0.01, against),
    '≤ 0.01',
    value <= 0.01,
  );
}
