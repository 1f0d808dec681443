import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeTelegram, startFakeTelegram } from '../fakes/telegram.ts';
import { freePort, pause, post, type RunningService, startService } from '../soak/service.ts';
import { withDatabase } from '../support/database.ts';

/** Personal data, secrets and words that must be nowhere but in the conversation itself. */

const database = withDatabase();
const folder = mkdtempSync(join(tmpdir(), 'chengxin-canary-'));
let telegram: FakeTelegram;
let service: RunningService;

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
function idNumber(index: number): string {
  const digits = `3701021990010${String(1_000 + index).padStart(4, '0')}`;
  const sum = [...digits].reduce((all, digit, at) => all + Number(digit) * (weights[at] ?? 0), 0);
  return digits + ('10X98765432'[sum % 11] ?? '');
}

const kinds: readonly ((index: number) => string)[] = [
  (index) => `1390531${String(7_000 + index)}`,
  idNumber,
  (index) => `70000000${String(10 + index)}:AAcanaryCanaryCanaryCanaryCanary${index}x`,
  (index) => `暗号${index}举报某厂夜间偷排金丝雀${index}`,
];
const canaries = Array.from({ length: 40 }, (_, index) => (kinds[index % 4] as (n: number) => string)(index));

beforeAll(async () => {
  telegram = await startFakeTelegram({ record: false });
  service = startService({
    url: database.url(),
    port: await freePort(),
    telegram,
    leaseSeconds: 5,
    rate: 30,
    cacheFolder: join(tmpdir(), 'chengxin-soak-cache'),
    dataFolder: folder,
    logLevel: 'debug',
  });
  while (!(await service.ready())) await pause(50);
});

afterAll(async () => {
  service.signal('SIGKILL');
  await service.exit(10);
  await telegram.close();
  rmSync(folder, { recursive: true, force: true });
});

async function send(text: string, chat: number, group = false): Promise<void> {
  const where = group ? { user: chat, chat: -chat, kind: 'group' as const } : { user: chat, chat };
  expect(await post(service.port, telegram.text(text, where))).toBe(200);
}

describe('40 canaries: phones, ID numbers, tokens, words', () => {
  it('are in no log, no metric and no error text', async () => {
    for (const [index, canary] of canaries.entries()) {
      const chat = 500_000 + index;
      for (const text of [canary, `查询 ${canary}`, `绑定 ${canary}`, `停用 ${canary} ${canary}`])
        await send(text, chat);
    }
    // What fails in the middle: a column that is gone makes the database quote what it was given.
    await database()
      .sql`alter table audit_log add constraint canary check (action <> 'name.search') not valid`;
    for (const [index, canary] of canaries.slice(0, 8).entries())
      await send(`查询 ${canary}`, 600_000 + index);
    await pause(1_500);
    await database().sql`alter table audit_log drop constraint canary`;
    // Broken deliveries with them inside.
    for (const canary of canaries)
      for (const body of [
        `{"update_id": "${canary}"`,
        JSON.stringify({ update_id: canary, message: { text: canary } }),
      ])
        await fetch(`http://127.0.0.1:${service.port}/telegram/webhook?${encodeURIComponent(canary)}`, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'x-telegram-bot-api-secret-token': 'soak-secret-soak-secret',
          },
          body,
        });
    await expect
      .poll(async () => (await database().sql`select 1 from inbox where state = 'ready'`).length, {
        timeout: 60_000,
      })
      .toBe(0);
    const metrics = await (await fetch(`http://127.0.0.1:${service.port}/metrics`)).text();
    const logs = service.errors();
    expect(logs).toContain('an update failed');
    expect(logs).toContain('update refused');
    expect(metrics).toContain('chengxin_sends_total');
    const hits = canaries.filter((canary) => logs.includes(canary) || metrics.includes(canary));
    expect(hits).toEqual([]);
  }, 120_000);

  it('leave nothing in the audit log, in quotas and in updates that are done', async () => {
    const { sql } = database();
    for (const table of [
      'audit_log',
      'usage_seen',
      'usage_count',
      'inbox',
      'bind_code',
      'approval',
      'account',
    ]) {
      const rows = await sql<{ row: string }[]>`select t::text as row from ${sql(table)} t`;
      const text = rows.map(({ row }) => row).join('\n');
      expect(
        canaries.filter((canary) => text.includes(canary)),
        table,
      ).toEqual([]);
    }
    const [counted] = await sql<{ count: number }[]>`select count(*)::int as count from audit_log`;
    expect(counted?.count).toBeGreaterThan(40);
  });

  it('that are ID numbers stand nowhere at all', async () => {
    const { sql } = database();
    const tables = await sql<{ name: string }[]>`
      select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`;
    for (const { name } of tables) {
      const rows = await sql<{ row: string }[]>`select t::text as row from ${sql(name)} t`;
      const text = rows.map(({ row }) => row).join('\n');
      for (let index = 1; index < 40; index += 4) expect(text.includes(idNumber(index)), name).toBe(false);
    }
  });
});
