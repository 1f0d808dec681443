import type { Sql, TransactionSql } from 'postgres';
import type { LogRow } from '../../src/domain/audit-check.ts';
import { chainStart, type Entry, entryLeaf, nextChain } from '../../src/domain/audit-entry.ts';
import { Frontier, type Hash, type Subtree } from '../../src/domain/merkle.ts';
import {
  type CheckpointDeps,
  chainEntries,
  type Verified,
  verifyAudit,
  type Witness,
} from '../../src/services/audit.ts';
import { memoryKeys } from '../../src/services/keys.ts';
import type { Database } from '../../src/store/database.ts';

/** Stands in the names of tests that choose at random; set AUDIT_SEED to repeat a run. */
export const auditSeed = Number(process.env.AUDIT_SEED ?? Date.now() % 1_000_000);

export const auditKeys = memoryKeys(Buffer.from('audit'));
export const firstAt = Date.parse('2026-08-03T00:00:00Z');
/** Long after every entry that `fillLog` makes. */
export const auditNow = new Date('2026-08-10T00:00:00Z');
const clock = { now: () => auditNow };

const actors = ['official', 'inspector', 'cli', '诚信办'];
const actions = ['credit.view', 'name.search', 'person.role'];
const purposes = ['supervision', 'inspection', null];

/** The n-th entry, as the database and the memory have it. */
export function entryNumber(n: number): Entry {
  return {
    seq: n + 1,
    at: new Date(firstAt + n * 1_000).toISOString(),
    actor: actors[n % actors.length] ?? '',
    orgId: n % 5 === 0 ? null : `org-${n % 7}`,
    action: actions[n % actions.length] ?? '',
    subject: n % 11 === 0 ? null : `k1:subject-${n % 97}`,
    purpose: purposes[n % purposes.length] ?? null,
    result: n % 13 === 0 ? 'denied' : 'shown',
  };
}

type Writer = Sql | TransactionSql;

export async function addEntries(sql: Writer, entries: readonly Omit<Entry, 'seq'>[]): Promise<number[]> {
  const rows = await sql<{ seq: string }[]>`
    insert into audit_log (at, actor, org_id, action, subject, purpose, result)
    select at, actor, "orgId", action, subject, purpose, result
    from jsonb_to_recordset(${sql.json(entries as never)}) as e(at timestamptz, actor text, "orgId" text, action text,
      subject text, purpose text, result text)
    returning seq`;
  return rows.map(({ seq }) => Number(seq));
}

export async function emptyLog(sql: Writer): Promise<void> {
  await sql`truncate audit_log, audit_leaf, audit_node, audit_checkpoint restart identity`;
}

/** A log of so many entries, from number 1, chained. */
export async function fillLog(database: Database, count: number): Promise<void> {
  await emptyLog(database.sql);
  for (let from = 0; from < count; from += 5_000) {
    const length = Math.min(5_000, count - from);
    await addEntries(
      database.sql,
      Array.from({ length }, (_, index) => entryNumber(from + index)),
    );
  }
  await chainEntries({ database, clock });
}

export interface Warning {
  fields: object;
  message: string;
}

export function auditDeps(
  database: Database,
  witnesses: readonly Witness[] = [],
): CheckpointDeps & { warnings: Warning[] } {
  const warnings: Warning[] = [];
  const log = { warn: (fields: object, message: string) => void warnings.push({ fields, message }) };
  return { database, keys: auditKeys, clock, log, witnesses, warnings };
}

export function verify(database: Database, notes: { name: string; text: string }[] = []): Promise<Verified> {
  return verifyAudit(database, { publicKeys: auditKeys.vkeys(), notes, now: auditNow });
}

/** Leaves as they ought to be stored for these entries, and the kept subtrees over them. */
export function chained(entries: readonly Entry[]): { rows: LogRow[]; nodes: Subtree[]; root: Hash } {
  const frontier = new Frontier();
  const nodes: Subtree[] = [];
  let chain = chainStart;
  const rows = entries.map((found, index): LogRow => {
    const leaf = entryLeaf(found, 'sha256');
    chain = nextChain(chain, leaf);
    nodes.push(...frontier.push(leaf));
    return { index, entry: found.seq, algorithm: 'sha256', leaf, chain, found };
  });
  return { rows, nodes, root: frontier.root() };
}

/** What `work` does to the database is undone; it gets a database whose transactions are part of it. */
export async function undone(
  { sql }: Database,
  work: (tx: TransactionSql, inside: Database) => Promise<void>,
): Promise<void> {
  const rollback = new Error('undo');
  try {
    await sql.begin(async (tx) => {
      const begin = (
        ...args: [string, (tx: TransactionSql) => unknown] | [(tx: TransactionSql) => unknown]
      ) => tx.savepoint(args.length === 1 ? args[0] : args[1]);
      const inside = new Proxy(tx, {
        get: (target, key) => (key === 'begin' ? begin : Reflect.get(target, key)),
        // A transaction is told from a client by this.
        has: (target, key) => key !== 'savepoint' && Reflect.has(target, key),
      });
      await work(tx, { sql: inside as unknown as Sql, close: async () => undefined });
      throw rollback;
    });
  } catch (error) {
    if (error !== rollback) throw error;
  }
}

/** Puts a log in the place of the stored one, as somebody would who can change every table but cannot sign. */
export async function rewriteLeaves(tx: TransactionSql, entries: readonly Entry[]): Promise<void> {
  const { rows, nodes } = chained(entries);
  const hex = (hash: Hash): string => Buffer.from(hash).toString('hex');
  await tx`delete from audit_leaf`;
  await tx`delete from audit_node`;
  const leaves = rows.map(({ index, entry, leaf, chain }) => ({
    index,
    entry,
    leaf: hex(leaf),
    chain: hex(chain),
  }));
  await tx`
    insert into audit_leaf (index, entry, algorithm, leaf, chain, chained_at)
    select index, entry, 'sha256', decode(leaf, 'hex'), decode(chain, 'hex'), now()
    from jsonb_to_recordset(${tx.json(leaves)}) as l(index bigint, entry bigint, leaf text, chain text)`;
  for (const { level, index, hash } of nodes)
    await tx`insert into audit_node (level, index, hash) values (${level}, ${index}, ${hash})`;
}
