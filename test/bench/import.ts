import { spawnSync } from 'node:child_process';
import { createReadStream, rmSync } from 'node:fs';
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

/** 行政处罚 into PostgreSQL against bare COPY, and memory at `rows` against a tenth of them. */
export async function benchImport(options: {
  sql: Sql;
  url: string;
  folder: string;
  rows: number;
  rounds: number;
}): Promise<BenchLine[]> {
  const { sql, url, folder, rows, rounds } = options;
  const large = join(folder, 'penalties.csv');
  const small = join(folder, 'penalties-tenth.csv');
  await writePenalties(large, rows);
  await writePenalties(small, rows / 10);
  await emptied(sql);
  // Once uncounted, so that the enterprises are there, as in a province that imports its register first.
  importOnce(url, large);
  await sql`truncate credit_record, fact_version, import_file`;
  const tenth = importOnce(url, small);
  const ours: Imported[] = [];
  const bare: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    bare.push(await copyOnce(sql, large));
    await sql`truncate credit_record, fact_version, import_file`;
    await sql`checkpoint`;
    ours.push(importOnce(url, large));
    progress(`import: ${ours.at(-1)?.seconds} s, bare COPY ${bare.at(-1)?.toFixed(2)} s`);
  }
  rmSync(large);
  rmSync(small);
  const seconds = median(ours.map((run) => run.seconds));
  const peak = Math.max(...ours.map((run) => run.peakMB));
  const copySeconds = median(bare);
  return [
    line(
      `import of ${rows} penalties, time`,
      's',
      seconds,
      copySeconds,
      seconds / copySeconds,
      '≤ 5 × bare COPY',
      seconds / copySeconds <= 5,
    ),
    line(
      `import of ${rows} penalties, peak memory`,
      'MB',
      peak,
      tenth.peakMB,
      peak / tenth.peakMB,
      '≤ 1.2 × that of a tenth, < 400 MB',
      peak / tenth.peakMB <= 1.2 && peak < 400,
    ),
  ];
}
