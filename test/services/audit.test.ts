import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { ReservedSql, TransactionSql } from 'postgres';
import { beforeEach, describe, expect, it } from 'vitest';
import { chainEntries, checkpoint, listAudit } from '../../src/services/audit.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { createChance } from '../soak/result.ts';
import { withDatabase } from '../support/database.ts';
import {
  addEntries,
  auditDeps,
  auditSeed,
  chained,
  emptyLog,
  entryNumber,
  fillLog,
  undone,
  verify,
} from './auditing.ts';

const database = withDatabase();
beforeEach(() => emptyLog(database().sql));

const numbered = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => entryNumber(from + index));

/** Entries by the order of their leaves; fails where places are not 0, 1, 2, …, or an entry has two. */
async function order(): Promise<number[]> {
  const rows = await database().sql<{ index: string; entry: string }[]>`
    select index, entry from audit_leaf order by index`;
  expect(rows.map(({ index }) => Number(index))).toEqual(rows.map((_, n) => n));
  const entries = rows.map(({ entry }) => Number(entry));
  expect(new Set(entries).size).toBe(entries.length);
  return entries;
}

/** A transaction that is left open, as another process would have it. */
async function openTransaction(sql: Database['sql']): Promise<ReservedSql> {
  const held = await sql.reserve();
  await held`begin`;
  return held;
}

async function end(held: ReservedSql, how: 'commit' | 'rollback'): Promise<void> {
  await (how === 'commit' ? held`commit` : held`rollback`);
  held.release();
}

const one = (held: ReservedSql, n: number) => addEntries(held as unknown as TransactionSql, [entryNumber(n)]);

describe('chaining', () => {
  it('gives each entry its leaf in order, by the very hashes that anybody can make from the rows', async () => {
    await fillLog(database(), 700);
    const { rows, nodes, root } = chained(numbered(0, 700));
    const stored = await database().sql<{ leaf: Uint8Array; chain: Uint8Array; algorithm: string }[]>`
      select leaf, chain, algorithm from audit_leaf order by index`;
    expect(stored).toEqual(
      rows.map(({ leaf, chain, algorithm }) => ({
        leaf: Buffer.from(leaf),
        chain: Buffer.from(chain),
        algorithm,
      })),
    );
    const kept = await database().sql<{ level: number; index: string }[]>`
      select level, index from audit_node order by index`;
    expect(kept.map(({ level, index }) => [level, Number(index)])).toEqual(
      nodes.map(({ level, index }) => [level, index]),
    );
    const made = await checkpoint(auditDeps(database()));
    expect(Buffer.from(made?.root ?? '')).toEqual(Buffer.from(root));
  });

  it('goes on where it stopped, whatever the number of entries each time', async () => {
    const chance = createChance(auditSeed);
    let total = 0;
    while (total < 1_500) {
      const count = 1 + Math.floor(chance() * 200);
      await addEntries(database().sql, numbered(total, count));
      expect(await chainEntries(auditDeps(database()))).toBe(count);
      total += count;
    }
    expect(await chainEntries(auditDeps(database()))).toBe(0);
    await checkpoint(auditDeps(database()));
    expect(await verify(database())).toMatchObject({ size: total, covered: total, problems: [] });
  });

  it('makes kept subtrees of 65 536 leaves too, and its root is that of the whole', async () => {
    const count = 66_000;
    await fillLog(database(), count);
    const { root } = chained(numbered(0, count));
    const made = await checkpoint(auditDeps(database()));
    expect(Buffer.from(made?.root ?? '')).toEqual(Buffer.from(root));
    const kept = await database()
      .sql`select level, count(*)::int from audit_node group by level order by level`;
    expect(kept).toEqual([
      { level: 8, count: 257 },
      { level: 16, count: 1 },
    ]);
    expect(await verify(database())).toMatchObject({ size: count, problems: [] });
  }, 120_000);

  it('hashes times with all their microseconds, and whatever texts may hold', async () => {
    const { sql } = database();
    await sql`
      insert into audit_log (at, actor, action, result) values
        ('2026-08-03T00:00:00.123456Z', '', 'x', '"\\ 青岛 😀' || chr(1) || chr(8232)), ('0044-03-15 BC', 'a', 'b', 'c'), ('infinity', 'a', 'b', 'c')`;
    await chainEntries(auditDeps(database()));
    const entries = await listAudit(database(), { limit: 9 });
    expect(entries.map(({ at }) => at)).toEqual([
      'infinity',
      expect.stringMatching(/^-000043-03-1/),
      '2026-08-03T00:00:00.123456Z',
    ]);
    expect((await verify(database())).problems).toEqual([]);
    // Whatever the time zone and the style of a session.
    await undone(database(), async (tx, inside) => {
      await tx`select set_config('TimeZone', 'Asia/Shanghai', true), set_config('DateStyle', 'German', true)`;
      expect((await verify(inside)).problems).toEqual([]);
    });
    await sql`update audit_log set at = at - interval '1 year' where seq = 2`;
    expect((await verify(database())).problems).toHaveLength(1);
  });

  it('can hash leaves with SM3, also behind others', async () => {
    await addEntries(database().sql, numbered(0, 300));
    await chainEntries(auditDeps(database()));
    await addEntries(database().sql, numbered(300, 300));
    await chainEntries({ ...auditDeps(database()), algorithm: 'sm3' });
    await checkpoint(auditDeps(database()));
    expect(await verify(database())).toMatchObject({ size: 600, problems: [] });
    await database().sql`update audit_log set result = 'x' where seq = 500`;
    expect((await verify(database())).problems).toEqual([{ code: 'entry.edited', index: 499, entry: 500 }]);
  });

  it('works with the rights of the service, which can neither change nor delete what is there', async () => {
    const app = await database.app();
    await addEntries(database().sql, numbered(0, 300));
    expect(await chainEntries(auditDeps(app))).toBe(300);
    const held = await openTransaction(app.sql);
    await held`insert into audit_log (at, actor, action, result) values (now(), 'late', 'x', 'y')`;
    await addEntries(database().sql, numbered(301, 5));
    expect(await chainEntries(auditDeps(app))).toBe(5);
    await end(held, 'commit');
    expect(await chainEntries(auditDeps(app))).toBe(1);
    expect(await checkpoint(auditDeps(app))).toMatchObject({ size: 306 });
    expect(await verify(app)).toMatchObject({ size: 306, entries: 306, covered: 306 });
    expect(await listAudit(app, { limit: 1, actor: 'late' })).toMatchObject([{ seq: 301 }]);
    for (const table of ['audit_log', 'audit_leaf', 'audit_node', 'audit_checkpoint']) {
      await expect(app.sql`delete from ${app.sql(table)}`).rejects.toMatchObject({ code: '42501' });
      await expect(app.sql`truncate ${app.sql(table)}`).rejects.toMatchObject({ code: '42501' });
    }
    await expect(app.sql`update audit_leaf set entry = 1`).rejects.toMatchObject({ code: '42501' });
  });
});

describe('an entry that is committed late', () => {
  it('is chained exactly once, when it is there, behind those that were faster', async () => {
    const { sql } = database();
    const slow = await openTransaction(sql);
    await one(slow, 0);
    await addEntries(sql, numbered(1, 9));
    expect(await chainEntries(auditDeps(database()))).toBe(9);
    for (let n = 10; n < 20; n += 1) {
      await addEntries(sql, [entryNumber(n)]);
      expect(await chainEntries(auditDeps(database()))).toBe(1);
    }
    await end(slow, 'commit');
    expect(await chainEntries(auditDeps(database()))).toBe(1);
    expect(await chainEntries(auditDeps(database()))).toBe(0);
    expect(await order()).toEqual([...Array.from({ length: 19 }, (_, n) => n + 2), 1]);
    expect((await verify(database())).problems).toEqual([]);
  });

  it('is found by a process that was started in the meantime', async () => {
    const slow = await openTransaction(database().sql);
    await one(slow, 0);
    await addEntries(database().sql, numbered(1, 9));
    await chainEntries(auditDeps(database()));
    const url = database.url();
    const other = await openDatabase({ url, dataDir: '', role: 'owner', poolSize: 2, retrySeconds: 5 });
    try {
      expect(await chainEntries(auditDeps(other))).toBe(0);
      await end(slow, 'commit');
      expect(await chainEntries(auditDeps(other))).toBe(1);
      expect(await chainEntries(auditDeps(database()))).toBe(0);
    } finally {
      await other.close();
    }
    expect(await order()).toHaveLength(10);
  });

  it('never comes where it was rolled back, and nothing waits for it', async () => {
    const slow = await openTransaction(database().sql);
    await one(slow, 0);
    await addEntries(database().sql, numbered(1, 4));
    expect(await chainEntries(auditDeps(database()))).toBe(4);
    await end(slow, 'rollback');
    await addEntries(database().sql, numbered(5, 4));
    expect(await chainEntries(auditDeps(database()))).toBe(4);
    expect(await order()).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it(`is chained exactly once in 60 random mixtures of slow, quick and rolled back ones, by two processes in turn (AUDIT_SEED=${auditSeed})`, async () => {
    const chance = createChance(auditSeed);
    const below = (limit: number): number => Math.floor(chance() * limit);
    const url = database.url();
    const other = await openDatabase({ url, dataDir: '', role: 'app', poolSize: 8, retrySeconds: 5 });
    try {
      for (let round = 0; round < 60; round += 1) {
        await emptyLog(database().sql);
        const open: { held: ReservedSql; seqs: number[] }[] = [];
        const committed: number[] = [];
        for (let step = 0; step < 25; step += 1) {
          const dice = below(10);
          const some = open[below(open.length)];
          if (dice < 2 && open.length < 4)
            open.push({ held: await openTransaction(database().sql), seqs: [] });
          else if (dice < 5 && some) some.seqs.push(...(await one(some.held, step)));
          else if (dice === 5 && some) {
            const how = below(3) === 0 ? 'rollback' : 'commit';
            await end(some.held, how);
            if (how === 'commit') committed.push(...some.seqs);
            open.splice(open.indexOf(some), 1);
          } else if (dice < 8)
            committed.push(...(await addEntries(database().sql, numbered(step, 1 + below(3)))));
          else {
            await chainEntries(auditDeps(below(2) === 0 ? database() : other));
            const known = await order();
            expect(known.toSorted((a, b) => a - b)).toEqual(committed.toSorted((a, b) => a - b));
          }
        }
        for (const { held, seqs } of open) {
          await end(held, 'commit');
          committed.push(...seqs);
        }
        await chainEntries(auditDeps(database()));
        expect((await order()).toSorted((a, b) => a - b)).toEqual(committed.toSorted((a, b) => a - b));
        expect((await verify(database())).problems).toEqual([]);
      }
    } finally {
      await other.close();
    }
  }, 120_000);
});

/** A process of its own that chains until it is told to stop; resolves with how many leaves it made. */
function startChainer(url: string): { stop(): Promise<number> } {
  const module = (path: string): string =>
    JSON.stringify(fileURLToPath(new URL(`../../src/${path}`, import.meta.url)));
  const script = `
    const { openDatabase } = await import(${module('store/database.ts')});
    const { chainEntries } = await import(${module('services/audit.ts')});
    const database = await openDatabase({ url: process.argv[1], dataDir: '', role: 'app', poolSize: 2, retrySeconds: 5 });
    let stopped = false;
    let total = 0;
    process.stdin.on('data', () => { stopped = true; });
    process.stdout.write('ready\\n');
    while (!stopped) {
      total += await chainEntries({ database, clock: { now: () => new Date() } });
      await new Promise((resolve) => setImmediate(resolve));
    }
    total += await chainEntries({ database, clock: { now: () => new Date() } });
    await database.close();
    process.stdout.write(String(total), () => process.exit(0));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, url], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const closed = new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => resolve(Number(said.split('\n')[1])));
  });
  return {
    async stop() {
      while (!said.startsWith('ready')) await sleep(20);
      child.stdin.write('stop\n');
      return closed;
    },
  };
}

describe('chaining in two processes at once', () => {
  it('leaves no gap and nothing twice while six write, slow ones and rolled back ones among them', async () => {
    const chainers = [startChainer(database.url()), startChainer(database.url())];
    const { sql } = database();
    const committed: number[] = [];
    const until = Date.now() + 8_000;
    const write = async (writer: number): Promise<void> => {
      for (let n = 0; Date.now() < until; n += 1) {
        await sql
          .begin(async (tx) => {
            const seqs = await addEntries(tx, numbered(n, 1 + (n % 4)));
            if (writer < 2) await sleep(20 + 30 * writer);
            if (n % 7 === 3) throw new Error('rolled back');
            return seqs;
          })
          .then((seqs) => committed.push(...seqs))
          .catch((error: Error) => expect(error.message).toBe('rolled back'));
      }
    };
    await Promise.all(Array.from({ length: 6 }, (_, writer) => write(writer)));
    const made = await Promise.all(chainers.map((chainer) => chainer.stop()));
    await chainEntries(auditDeps(database()));
    expect((await order()).toSorted((a, b) => a - b)).toEqual(committed.toSorted((a, b) => a - b));
    expect(committed.length).toBeGreaterThan(100);
    // Both had a share, and together they made what there is (the last look here may have added a few).
    expect(made.every((count) => count > 0)).toBe(true);
    expect((await verify(database())).problems.filter(({ code }) => code !== 'entry.unchained')).toEqual([]);
  }, 60_000);
});
