import {
  bigint,
  customType,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
} from 'drizzle-orm/pg-core';

const instant = (name: string) => timestamp(name, { withTimezone: true });
const bytes = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' });

/**
 * Who looked at or changed what, and for what purpose; written with what it tells of. Enterprises, and accounts of
 * people who are not known, stand here as keyed pseudonyms. The service may add and read, nothing else.
 */
export const auditLog = pgTable(
  'audit_log',
  {
    seq: bigint('seq', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    at: instant('at').notNull(),
    actor: text('actor').notNull(),
    /** The actor's department at that time. */
    orgId: text('org_id'),
    action: text('action').notNull(),
    subject: text('subject'),
    purpose: text('purpose'),
    result: text('result').notNull(),
  },
  // Of an actor is rarely asked, and then the newest: not worth an index entry for each look-up.
  (t) => [index('audit_log_subject').on(t.subject, t.seq)],
);

/**
 * The entries in the order in which they became final, without gaps from 0: what makes the log a chain and a tree
 * (RFC 6962). Written a moment after the entries, many at a time, so that no look-up waits for another.
 */
export const auditLeaf = pgTable('audit_leaf', {
  index: bigint('index', { mode: 'number' }).primaryKey(),
  entry: bigint('entry', { mode: 'number' }).notNull().unique(),
  algorithm: text('algorithm').notNull(),
  /** Hash of the entry's canonical form. */
  leaf: bytes('leaf').notNull(),
  /** Hash over the previous chain hash and this leaf. */
  chain: bytes('chain').notNull(),
  chainedAt: instant('chained_at').notNull(),
});

/** Roots of complete subtrees of 256, 65 536, … leaves, so that a proof reads few rows. */
export const auditNode = pgTable(
  'audit_node',
  {
    level: integer('level').notNull(),
    index: bigint('index', { mode: 'number' }).notNull(),
    hash: bytes('hash').notNull(),
  },
  (t) => [primaryKey({ columns: [t.level, t.index] })],
);

/** Signed statements of how long the log was, and what its root (C2SP signed note). */
export const auditCheckpoint = pgTable('audit_checkpoint', {
  size: bigint('size', { mode: 'number' }).primaryKey(),
  root: bytes('root').notNull(),
  at: instant('at').notNull(),
  note: text('note').notNull(),
});
