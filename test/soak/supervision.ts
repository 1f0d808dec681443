/**
 * `node test/soak/supervision.ts [--years N] [--replicas N] [--firms N] [--seed N]`: replicas on one
 * database go through simulated years of watching and warning; every message is compared with what docs/watch.md says,
 * worked out apart (supervision/oracle.ts). Holidays are the State Council's of 2024 to 2026; those of 2026 come in
 * late, and those of 2027 never.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { openEmbedded } from '../../src/store/embedded.ts';
import { Happenings } from './supervision/happenings.ts';
import { Play } from './supervision/play.ts';

const { values } = parseArgs({
  options: {
    years: { type: 'string', default: '3' },
    replicas: { type: 'string', default: '5' },
    firms: { type: 'string', default: '24' },
    seed: { type: 'string', default: '1' },
  },
});
const started = performance.now();
const until = '2026-12-31';
const from = `${2027 - Number(values.years)}-01-02`;
const folder = mkdtempSync(join(tmpdir(), 'chengxin-soak-'));
const server = await openEmbedded(join(folder, 'data'), {
  flags: ['-c', 'max_connections=200', '-c', 'fsync=off', '-c', 'synchronous_commit=off'],
});
const opened: Database[] = [];
const open = async (role: 'owner' | 'app'): Promise<Database> => {
  const poolSize = role === 'owner' ? 6 : 4;
  const database = await openDatabase({ url: server.url, dataDir: '', role, poolSize, retrySeconds: 10 });
  opened.push(database);
  return database;
};
try {
  const owner = await open('owner');
  const replicas: Database[] = [];
  for (let index = 0; index < Number(values.replicas); index += 1) replicas.push(await open('app'));
  const play = new Play({
    ...{ owner, replicas, from, until, firms: Number(values.firms), seed: Number(values.seed) },
    imports: { 2024: '2023-11-01', 2025: '2024-11-12', 2026: '2026-01-12' },
    say: (text) => void process.stderr.write(`${text}\n`),
  });
  const { days, messages, kinds, actions, refused, differences } = await play.run(new Happenings(play));
  for (const one of differences) process.stdout.write(`  ${one}\n`);
  for (const [kind, count] of Object.entries(kinds)) process.stdout.write(`  ${kind}: ${count}\n`);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  process.stdout.write(
    `${differences.length === 0 ? '✓' : '✗'} supervision: ${days} days, ${replicas.length} replicas, ${values.firms} enterprises, ` +
      `${messages} messages compared, ${actions} actions, ${refused} refused as expected, ` +
      `${differences.length} differences; ${seconds} s (seed ${values.seed})\n`,
  );
  process.exitCode = differences.length === 0 ? 0 : 1;
} finally {
  await Promise.allSettled(opened.map((one) => one.close()));
  await server.release();
  rmSync(folder, { recursive: true, force: true });
}
