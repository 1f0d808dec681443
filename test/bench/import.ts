import { spawnSync } from 'node:child_process';
import { createReadStream, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import type { Sql } from 'postgres';
import { penaltyTemplate } from '../../src/imports/templates/penalty.ts';
import { type BenchLine, line, median, progress } from './bench.ts';
import { writePenalties } from './penalties.ts';

const child = fileURLToPath(new URL('./import-child.ts', import.meta.url));

interface Imported {
  seconds: number;
  /** Peak resident memory of the whole process. */
  peakMB: number;
}

/** The very importer in a process of its own, as `chengxin import` runs it. */
function importOnce(url: string, file: string): Imported {
  const run = spawnSync(process.execPath, [child, url, file], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (run.status !== 0) throw new Error(`the import ended with ${run.status}`);
  return JSON.parse(run.stdout) as Imported;
}

/** The baseline: the file's bytes through COPY into a table of text columns without an index. */
async function copyOnce(sql: Sql, file: string): Promise<number> {
  await sql`drop table if exists bare`;
  await sql.unsafe(
    `create table bare (${penaltyTemplate.columns.map((_, index) => `c${index} text`).join(', ')})`,
  );
  const started = performance.now();
  await sql.begin(async (tx) => {
    const target = await tx`copy bare from stdin with (format csv, header)`.writable();
    await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), target);
  });
  return (performance.now() - started) / 1000;
}

async function emptied(sql: Sql): Promise<void> {
  await sql`truncate credit_record, enterprise, enterprise_name, name_token, fact_version, import_file, quarantine`;
}

/** As the first import left it, but for the records. */
async function withoutRecords(sql: Sql): Promise<void> {
  await sql`truncate credit_record, fact_version, import_file, quarantine`;
  await sql`checkpoint`;
}

async function benchTime(
  sql: Sql,
  url: string,
  file: string,
  rows: number,
  rounds: number,
): Promise<BenchLine> {
  const ours: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    bare.push(await copyOnce(sql, file));
    await withoutRecords(sql);
    ours.push(importOnce(url, file).seconds);
    progress(`import: ${ours.at(-1)} s, bare COPY ${bare.at(-1)?.toFixed(2)} s`);
  }
  await sql`drop table bare`;
  const ratio = median(ours) / median(bare);
  const name = `import of ${rows} penalties, time`;
  return line(name, 's', median(ours), median(bare), ratio, '≤ 5 × bare COPY', ratio <= 5);
}

async function benchMemory(sql: Sql, url: string, files: Files, rows: number): Promise<BenchLine> {
  const peak = async (count: number): Promise<number> => {
    await withoutRecords(sql);
    const { peakMB, seconds } = importOnce(url, await files(count));
    progress(`import of ${count}: ${peakMB.toFixed(0)} MB, ${seconds} s`);
    return peakMB;
  };
  const tenth = await peak(rows / 10);
  const whole = await peak(rows);
  const name = `import of ${rows} penalties, peak memory`;
  const holds = whole / tenth <= 1.2 && whole < 400;
  return line(name, 'MB', whole, tenth, whole / tenth, `≤ 1.2 × that of ${rows / 10}, < 400 MB`, holds);
}

/** The file with so many rows, made when it is first asked for. */
type Files = (rows: number) => Promise<string>;

function penaltyFiles(folder: string): Files {
  return async (rows) => {
    const file = join(folder, `penalties-${rows}.csv`);
    if (!existsSync(file)) await writePenalties(file, rows);
    return file;
  };
}

/** Rows from which on memory is measured where the promise is, at a million; fewer are for a quick look. */
const earnest = 100_000;

/** 行政处罚 into PostgreSQL against bare COPY, and memory at a million rows against a hundred thousand. */
export async function benchImport(options: {
  sql: Sql;
  url: string;
  folder: string;
  rows: number;
  rounds: number;
}): Promise<BenchLine[]> {
  const { sql, url, folder, rows, rounds } = options;
  const files = penaltyFiles(folder);
  const most = rows >= earnest ? 1_000_000 : rows;
  await emptied(sql);
  // Once uncounted, so that the enterprises are there, as in a province that imports its register first.
  const first = importOnce(url, await files(Math.max(most, rows)));
  progress(`import with every enterprise new: ${first.seconds} s, ${first.peakMB.toFixed(0)} MB`);
  const time = await benchTime(sql, url, await files(rows), rows, rounds);
  const memory = await benchMemory(sql, url, files, most);
  for (const count of new Set([rows, most, most / 10])) rmSync(await files(count));
  return [time, memory];
}
