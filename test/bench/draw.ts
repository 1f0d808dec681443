import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Sql } from 'postgres';
import postgres from 'postgres';
import { bundlePieces } from '../../src/domain/draw/bundle.ts';
import { commitRecord, signCommit } from '../../src/domain/draw/commit.ts';
import type { Candidate, Draw, Inspector } from '../../src/domain/draw/format.ts';
import { holdDraw } from '../../src/domain/draw/hold.ts';
import { type Roll, RollBuilder } from '../../src/domain/draw/roll.ts';
import { sampleCandidates, sampleDraw, sampleSigner } from '../../src/sample/draw.ts';
import { type BenchLine, line, median, progress } from './bench.ts';

const seed = 'bench';
const verifier = fileURLToPath(new URL('../../tools/verify-draw.mjs', import.meta.url));
const batch = 20_000;

async function fill(sql: Sql, count: number): Promise<void> {
  await sql`drop table if exists bench_draw`;
  await sql`create table bench_draw (id text collate "C" primary key, region text not null, salt text not null, stratum text not null, weight bigint not null)`;
  let rows: Candidate[] = [];
  const flush = async (): Promise<void> => {
    const column = (key: keyof Candidate): string[] => rows.map((row) => String(row[key]));
    await sql`insert into bench_draw select * from unnest(${column('id')}::text[], ${column('region')}::text[], ${column('salt')}::text[], ${column('stratum')}::text[], ${column('weight')}::bigint[])`;
    rows = [];
  };
  for (const candidate of sampleCandidates(count, seed)) {
    rows.push(candidate);
    if (rows.length === batch) await flush();
  }
  if (rows.length > 0) await flush();
  await sql`vacuum analyze bench_draw`;
}

/** What the draw needs beside the list; made by the sample, handed over as a file. */
interface Given {
  url: string;
  inspectors: Inspector[];
  sample: Pick<Draw, 'beacon' | 'certificate' | 'commit' | 'reveals'>;
  bundle: string;
}

interface Told {
  /** Reading the table included. */
  whole: number;
  /** From the list in memory on: roots, commit record, selection, pairing, certificate. */
  core: number;
  maxRss: number;
}

function drawFrom(roll: Roll, inspectors: Inspector[], sample: Given['sample']): Draw {
  const signer = sampleSigner(seed);
  const { record } = sample.commit;
  const k = new Map(record.strata.map((stratum) => [stratum.id, stratum.k]));
  const commit = signCommit(commitRecord({ ...record, k }, roll, inspectors, signer.publicKey), signer);
  const opened = sample.reveals.map(({ department, at, value }) => ({
    department,
    at,
    secret: Buffer.from(value, 'hex'),
  }));
  const { issuedAt } = sample.certificate.record;
  return holdDraw({ commit, roll, inspectors, opened, beacon: sample.beacon, issuedAt }, signer);
}

const since = (started: number): number => (performance.now() - started) / 1_000;

/** The list as it comes from the table, in order of bytes. */
async function* fetched(sql: Sql): AsyncGenerator<Candidate[]> {
  for await (const rows of sql<
    { id: string; region: string; salt: string; stratum: string; weight: string }[]
  >`select id, region, salt, stratum, weight from bench_draw order by id`.cursor(batch))
    yield rows.map((row) => ({ ...row, weight: Number(row.weight) }));
}

/** In a process of its own, so that its memory is that of the draw alone. */
async function drawInChild(file: string): Promise<Told> {
  const { url, inspectors, sample, bundle } = JSON.parse(readFileSync(file, 'utf8')) as Given;
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  const started = performance.now();
  const builder = new RollBuilder();
  let reading = 0;
  let mark = performance.now();
  for await (const candidates of fetched(sql)) {
    reading += since(mark);
    for (const candidate of candidates) builder.add(candidate);
    mark = performance.now();
  }
  reading += since(mark);
  const draw = drawFrom(builder.roll(), inspectors, sample);
  const whole = since(started);
  const { maxRSS } = process.resourceUsage();
  const handle = openSync(bundle, 'w');
  const candidates: Candidate[] = [];
  for await (const some of fetched(sql)) candidates.push(...some);
  for (const piece of bundlePieces(draw, candidates, inspectors)) writeSync(handle, piece);
  closeSync(handle);
  await sql.end();
  return { whole, core: whole - reading, maxRss: maxRSS * 1_024 };
}

/**
 * A draw over many candidates in five strata, end to end (read from the table, roots, commit record, selection, pairing,
 * certificate) against the database ordering the same table by hash; and verification of the bundle.
 */
export async function benchDraw(options: {
  sql: Sql;
  url: string;
  folder: string;
  candidates: number;
  rounds: number;
}): Promise<BenchLine[]> {
  const { sql, url, folder, candidates: count, rounds } = options;
  await fill(sql, count);
  const { draw: sample, inspectors } = sampleDraw({ candidates: count, seed });
  const drawn = sample.commit.record.strata.reduce((sum, { k, standby }) => sum + k + standby, 0);
  const [given, bundle] = [join(folder, 'draw.json'), join(folder, 'bundle.json')];
  const { beacon, certificate, commit, reveals } = sample;
  const handed: Given = { url, inspectors, sample: { beacon, certificate, commit, reveals }, bundle };
  writeFileSync(given, JSON.stringify(handed));
  const [whole, core, plain, verified]: [number[], number[], number[], number[]] = [[], [], [], []];
  let memory = 0;
  let sound = true;
  for (let round = 0; round < rounds; round += 1) {
    const ordering = performance.now();
    await sql`select id from bench_draw order by sha256(convert_to(${`${seed} ${round}`} || id, 'UTF8')) limit ${drawn}`;
    plain.push(since(ordering));
    const child = spawnSync(process.execPath, [fileURLToPath(import.meta.url), given], { encoding: 'utf8' });
    if (child.status !== 0) throw new Error(child.stderr);
    const told = JSON.parse(child.stdout) as Told;
    whole.push(told.whole);
    core.push(told.core);
    memory = Math.max(memory, told.maxRss / 1e9);
    const verifying = performance.now();
    sound &&= spawnSync(process.execPath, [verifier, bundle]).status === 0;
    verified.push(since(verifying));
    progress(
      `draw: ${told.whole.toFixed(1)} s (${told.core.toFixed(1)} s without reading), order by ${plain.at(-1)?.toFixed(1)} s, verified in ${verified.at(-1)?.toFixed(1)} s`,
    );
  }
  await sql`drop table bench_draw`;
  const ofPlain = median(whole) / median(plain);
  const ofCore = median(verified) / median(core);
  return [
    line(
      `draw of ${drawn} among ${count}, five strata, end to end`,
      's',
      median(whole),
      median(plain),
      ofPlain,
      '< 15 × ORDER BY sha256(…) LIMIT k',
      ofPlain < 15,
    ),
    line('memory of that draw', 'GB', memory, 1, memory, '< 1 GB', memory < 1),
    line(
      'verification of its bundle by Node, process and all',
      's',
      median(verified),
      median(core),
      ofCore,
      '< 2 × the draw without reading the table',
      sound && ofCore < 2,
    ),
  ];
}

const [, , file] = process.argv;
if (import.meta.main && file !== undefined) process.stdout.write(JSON.stringify(await drawInChild(file)));
