import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../../src/store/database.ts';
import { openEmbedded } from '../../../src/store/embedded.ts';
import { Play } from './play.ts';

const [from = '', until = '', seed = '1', n = '5', firms = '24', replicas = '3'] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'chengxin-soak-'));
const server = await openEmbedded(join(folder, 'data'), {
  flags: ['-c', 'fsync=off', '-c', 'max_connections=200'],
});
const o = (role: 'owner' | 'app') =>
  openDatabase({ url: server.url, dataDir: '', role, poolSize: 5, retrySeconds: 10 });
const owner = await o('owner');
const reps = [];
for (let i = 0; i < Number(replicas); i += 1) reps.push(await o('app'));
const play = new Play({
  owner,
  replicas: reps,
  from,
  until,
  firms: Number(firms),
  seed: Number(seed),
  imports: { 2024: '2023-11-01', 2025: '2024-11-12', 2026: '2026-01-12' },
});
const { differences } = await play.run();
console.log(differences.join('\n'));
const firm = play.oracle.firms[Number(n)];
console.log(firm, play.oracle.acts.get(firm?.uscc ?? ''));
console.log(
  play.oracle.courses
    .filter((c) => c.firm === firm)
    .map((c) => ({ ...c, firm: 0, warning: c.warning?.targets })),
);
console.table(
  await owner.sql`select number, authority, authority_code, decided_on, status, corrected_on, key from credit_record where uscc = ${firm?.uscc ?? ''} and kind='penalty' order by decided_on, key`,
);
console.table(
  await owner.sql`select watch_id, on_day, step, detail::text, at from watch_step where uscc = ${firm?.uscc ?? ''} order by id`,
);
console.table(await owner.sql`select * from watch where uscc = ${firm?.uscc ?? ''} order by id`);
const f = play.oracle.warnings.filter((w) => w.firm === firm);
for (const w of f)
  console.log(
    w.withdrawn,
    JSON.stringify(
      w.targets.map((t) => ({ ...t, told: [...t.told.entries()] })),
      null,
      1,
    ),
  );
console.table(
  await owner.sql`select t.id, org_id, level, state, acknowledge_by, handle_by, acknowledged_by, handled_by, acknowledged_at, handled_at from warning_target t where uscc = ${firm?.uscc ?? ''}`,
);
console.table(
  await owner.sql`select target_id, person_id, why, on_day from warning_told t where uscc = ${firm?.uscc ?? ''} order by target_id, person_id, at`,
);
for (const d of [owner, ...reps]) await d.close();
await server.release();
rmSync(folder, { recursive: true, force: true });
