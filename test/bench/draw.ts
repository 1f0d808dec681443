import { spawnSync } from 'node:child_process';
import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Sql } from 'postgres';
import { bundlePieces } from '../../src/domain/draw/bundle.ts';
import { commitRecord, signCommit } from '../../src/domain/draw/commit.ts';
import type { Candidate, Draw, Inspector } from '../../src/domain/draw/format.ts';
import { holdDraw } from '../../src/domain/draw/hold.ts';
import { type Roll, readRoll } from '../../src/domain/draw/roll.ts';
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

/** The list as it comes from the table, in order of bytes. */
async function fetched(sql: Sql): Promise<Candidate[]> {
  const list: Candidate[] = [];
  for await (const rows of sql<
    { id: string; region: string; salt: string; stratum: string; weight: string }[]
  >`select id, region, salt, stratum, weight from bench_draw order by id`.cursor(batch))
    for (const row of rows) list.push({ ...row, weight: Number(row.weight) });
  return list;
}

interface Drawn {
  roll: Roll;
  draw: Draw;
}

/** From frozen lists to the certificate, as the service does it; what the plan says is the sample's. */
function drawFrom(candidates: Iterable<Candidate>, inspectors: Inspector[], sample: Draw): Drawn {
  const signer = sampleSigner(seed);
  const roll = readRoll(candidates);
  const { record } = sample.commit;
  const k = new Map(record.strata.map((stratum) => [stratum.id, stratum.k]));
  const commit = signCommit(commitRecord({ ...record, k }, roll, inspectors, signer.publicKey), signer);
  const opened = sample.reveals.map(({ department, at, value }) => ({
    department,
    at,
    secret: Buffer.from(value, 'hex'),
  }));
  const { issuedAt } = sample.certificate.record;
  return {
    roll,
    draw: holdDraw({ commit, roll, inspectors, opened, beacon: sample.beacon, issuedAt }, signer),
  };
}

async function seconds(work: () => Promise<unknown> | unknown): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1_000;
}

/**
 * A draw over many candidates in five strata, end to end (read from the table, roots, commit record, selection, pairing,
 * certificate) against the database ordering the same table by hash; and verification of the bundle.
 */
export async function benchDraw(options: {
  sql: Sql;
  folder: string;
  candidates: number;
  rounds: number;
}): Promise<BenchLine[]> {
  const { sql, folder, candidates: count, rounds } = options;
  await fill(sql, count);
  const { draw: sample, inspectors } = sampleDraw({ candidates: count, seed });
  const drawn = sample.commit.record.strata.reduce((sum, { k, standby }) => sum + k + standby, 0);
  const [whole, core, plain, verified]: [number[], number[], number[], number[]] = [[], [], [], []];
  let memory = 0;
  let sound = true;
  const file = join(folder, 'bundle.json');
  for (let round = 0; round < rounds; round += 1) {
    plain.push(
      await seconds(
        () =>
          sql`select id from bench_draw order by sha256(convert_to(${`${seed} ${round}`} || id, 'UTF8')) limit ${drawn}`,
      ),
    );
    let candidates: Candidate[] = [];
    const reading = await seconds(async () => {
      candidates = await fetched(sql);
    });
    let made: Drawn | null = null;
    core.push(
      await seconds(() => {
        made = drawFrom(candidates, inspectors, sample);
      }),
    );
    memory = Math.max(memory, process.memoryUsage().rss);
    whole.push(reading + (core.at(-1) ?? 0));
    const { draw } = made ?? drawFrom(candidates, inspectors, sample);
    const handle = openSync(file, 'w');
    for (const piece of bundlePieces(draw, candidates, inspectors)) writeSync(handle, piece);
    closeSync(handle);
    verified.push(
      await seconds(() => {
        const run = spawnSync(process.execPath, [verifier, file], { encoding: 'utf8' });
        sound &&= run.status === 0;
      }),
    );
    progress(
      `draw: ${whole.at(-1)?.toFixed(1)} s (${core.at(-1)?.toFixed(1)} s without reading), order by ${plain.at(-1)?.toFixed(1)} s, verified in ${verified.at(-1)?.toFixed(1)} s, ${statSync(file).size} bytes`,
    );
  }
  await sql`drop table bench_draw`;
  const [wholeTime, coreTime, plainTime, verifyTime] = [whole, core, plain, verified].map(median) as [
    number,
    number,
    number,
    number,
  ];
  const gigabytes = memory / 1e9;
  return [
    line(
      `draw of ${drawn} among ${count}, five strata, end to end`,
      's',
      wholeTime,
      plainTime,
      wholeTime / plainTime,
      '< 15 × ORDER BY sha256(…) LIMIT k',
      wholeTime / plainTime < 15,
    ),
    line('memory of that draw, list and all', 'GB', gigabytes, 1, gigabytes, '< 1 GB', gigabytes < 1),
    line(
      'verification of its bundle by Node, process and all',
      's',
      verifyTime,
      coreTime,
      verifyTime / coreTime,
      '< 2 × the draw without reading the table',
      sound && verifyTime / coreTime < 2,
    ),
  ];
}
