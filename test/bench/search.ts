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
const searches = 3_000;
/** A search of the baseline may read the whole table: it is asked fewer questions, ours so many for one of them. */
const oursPerBaseline = 30;
/** Rounds of our questions before those that count: connections, plans and code are warm then, as in a service. */
const uncounted = 10;
/** Of the questions by kind the baseline is asked one in so many. */
const baselineShare = 20;
/** Kinds of questions for which the project promises a recall. */
const promised = new Set(['region', 'form', 'brackets', 'wrong-character', 'abbreviation', 'traditional']);

/**
 * Name search among `names` synthetic names against `ILIKE '%…%'` on a pg_trgm index: time, recall by kind of
 * question, and how often a name that is not there is taken for another. The database is emptied of names first.
 */
export async function benchSearch(options: { sql: Sql; names: number; seed: number }): Promise<BenchLine[]> {
  const { sql, names: count, seed } = options;
  await load(sql, makeNames(count, seed));
  const rounds = askForTime(makeNames(count, seed), seededRandom(seed + 1));
  const time = await measureTime(sql, rounds);
  const names = makeNames(count, seed);
  const random = seededRandom(seed + 3);
  return [
    ...time,
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

function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** One question for the baseline, and those for us. */
interface Round {
  readonly two: string;
  readonly asked: readonly string[];
}

function askForTime(names: readonly MadeName[], random: () => number): Round[] {
  return Array.from({ length: uncounted + searches / oursPerBaseline }, () => ({
    two: part(pick(names, random), 2, random),
    asked: askInShort(names, oursPerBaseline, random),
  }));
}

/** Each question is asked once, in turns with the baseline, of a process that holds no million names itself. */
async function measureTime(sql: Sql, rounds: readonly Round[]): Promise<BenchLine[]> {
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    const start = performance.now();
    await work();
    return performance.now() - start;
  };
  const ours: number[] = [];
  const baseline: number[] = [];
  for (const { asked } of rounds.slice(0, uncounted))
    for (const text of asked) await searchNames(sql, text, 5);
  // Names that are let go of, but still there, would be collected in the middle of somebody's search.
  globalThis.gc?.();
  for (const { two, asked } of rounds.slice(uncounted)) {
    baseline.push(await timed(() => searchByTrigrams(sql, two)));
    for (const text of asked) ours.push(await timed(() => searchNames(sql, text, 5)));
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
      if (at % baselineShare === 0) baseline.add(wanted, await searchByTrigrams(sql, text));
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
  const compared = absent.slice(0, absent.length / baselineShare);
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
