/** `npm run bench -- [import] [lookup] [audit] [regrade] [supervision] [search] [start] [outbox] [webhook] [pace] [draw] [--rows N] [--entities N] [--names N] [--messages N] [--candidates N] [--seed N] [--json]` */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openDatabase } from '../../src/store/database.ts';
import { openEmbedded } from '../../src/store/embedded.ts';
import { benchAudit } from './audit.ts';
import type { BenchLine } from './bench.ts';
import { benchDraw } from './draw.ts';
import { benchImport } from './import.ts';
import { benchLookup } from './lookup.ts';
import { benchOutbox } from './outbox.ts';
import { benchPace, benchSlowChat } from './pace.ts';
import { benchEvent, benchRegrade } from './regrade.ts';
import { benchSearch } from './search.ts';
import { benchStart } from './start.ts';
import { benchSupervision } from './supervision.ts';
import { benchWebhook } from './webhook.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    rows: { type: 'string', default: '300000' },
    entities: { type: 'string', default: '300000' },
    events: { type: 'string', default: '20000' },
    names: { type: 'string', default: '200000' },
    requests: { type: 'string', default: '3000' },
    'pace-seconds': { type: 'string', default: '20' },
    chats: { type: 'string', default: '10000' },
    messages: { type: 'string', default: '50000' },
    candidates: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '5' },
  },
});
const wanted =
  positionals.length === 0
    ? [
        'import',
        'lookup',
        'audit',
        'regrade',
        'supervision',
        'search',
        'start',
        'outbox',
        'webhook',
        'pace',
        'draw',
      ]
    : positionals;
const rounds = Number(values.rounds);
const folder = mkdtempSync(join(tmpdir(), 'chengxin-bench-'));
const lines: BenchLine[] = [];
const server = await openEmbedded(join(folder, 'data'), {
  flags: ['-c', 'shared_buffers=512MB', '-c', 'max_wal_size=4GB'],
});
const { url } = server;
const database = await openDatabase({ url, dataDir: '', role: 'owner', poolSize: 4, retrySeconds: 5 });
const { sql } = database;
try {
  if (wanted.includes('import'))
    lines.push(...(await benchImport({ sql, url, folder, rows: Number(values.rows), rounds })));
  if (wanted.includes('lookup')) {
    const options = { sql, url, entities: Number(values.entities), seconds: Number(values.seconds), rounds };
    lines.push(...(await benchLookup(options)));
  }
  if (wanted.includes('audit')) {
    const options = { sql, url, entities: Number(values.entities), seconds: Number(values.seconds), rounds };
    lines.push(...(await benchAudit(options)));
  }
  if (wanted.includes('regrade')) {
    lines.push(...(await benchRegrade({ sql, entities: Number(values.entities), rounds })));
    lines.push(...(await benchEvent(sql, url, Number(values.entities))));
  }
  if (wanted.includes('supervision'))
    lines.push(
      ...(await benchSupervision({ sql, entities: Number(values.entities), events: Number(values.events) })),
    );
  if (wanted.includes('outbox'))
    lines.push(...(await benchOutbox({ sql, url, messages: Number(values.messages), rounds })));
  if (wanted.includes('webhook')) {
    const seconds = Number(values.seconds);
    lines.push(...(await benchWebhook({ sql, url, rounds, seconds, count: Number(values.requests) })));
  }
  if (wanted.includes('pace')) {
    lines.push(await benchPace(sql, Number(values['pace-seconds'])));
    lines.push(await benchSlowChat(sql, Number(values.chats)));
  }
  if (wanted.includes('draw'))
    lines.push(...(await benchDraw({ sql, url, folder, candidates: Number(values.candidates), rounds })));
  if (wanted.includes('search')) {
    lines.push(...(await benchSearch({ sql, names: Number(values.names), seed: Number(values.seed) })));
  }
} finally {
  await database.close();
  await server.release();
  rmSync(folder, { recursive: true, force: true });
}
if (wanted.includes('start')) lines.push(...(await benchStart()));
if (values.json) process.stdout.write(`${JSON.stringify(lines)}\n`);
else {
  for (const { name, value, unit, baseline, ratio, target, holds } of lines) {
    process.stdout.write(
      `${holds ? '✓' : '✗'} ${name}: ${value} ${unit} (baseline ${baseline}, ratio ${ratio}; ${target})\n`,
    );
  }
}
