import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core';

/** What came from platforms and what goes to them: nothing acknowledged is lost, nothing is done twice. */

const instant = (name: string) => timestamp(name, { withTimezone: true });

/**
 * An update that a platform delivered. `ready` (leased while `lease_until` lies ahead; `attempts` is the fencing
 * token of the lease), `done` (its event is forgotten), or `dead` after too many tries.
 */
export const inbox = pgTable(
  'inbox',
  {
    platform: text('platform').notNull(),
    eventId: text('event_id').notNull(),
    seq: bigint('seq', { mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    chatId: text('chat_id').notNull(),
    event: jsonb('event'),
    state: text('state').notNull().default('ready'),
    attempts: integer('attempts').notNull().default(0),
    /** Of these so many ended because the database was away: nobody's fault. */
    forgiven: integer('forgiven').notNull().default(0),
    leaseUntil: instant('lease_until'),
    /** Who has the lease: what it lost sight of it may take again before the lease runs out. */
    owner: text('owner'),
    retryAt: instant('retry_at').notNull().default(sql`now()`),
    receivedAt: instant('received_at').notNull().default(sql`now()`),
    doneAt: instant('done_at'),
    reason: text('reason'),
  },
  (t) => [
    primaryKey({ columns: [t.platform, t.eventId] }),
    uniqueIndex('inbox_seq').on(t.seq),
    index('inbox_ready').on(t.platform, t.chatId, t.seq).where(sql`state = 'ready'`),
    index('inbox_due').on(t.seq).where(sql`state = 'ready'`),
  ],
);

/**
 * A message on its way: `ready` (leased as above), `sent`, `ambiguous` (perhaps sent, given up), `dead`, `dropped`
 * by an operator. Written in the transaction of what it tells.
 */
export const outbox = pgTable(
  'outbox',
  {
    /** The same message enqueued twice is one. */
    key: text('key').primaryKey(),
    /** Only what waits is looked for by it: an index over all would tempt the planner to read all that was sent. */
    seq: bigint('seq', { mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    platform: text('platform').notNull(),
    chatId: text('chat_id').notNull(),
    chatKind: text('chat_kind').notNull(),
    userId: text('user_id').notNull(),
    /** Whom it is for, where that is known: nothing is sent to somebody who has left, or to an account that was let go. */
    personId: text('person_id'),
    via: text('via'),
    /** `reply`, `push` (bears a short number) or `edit` (of the message with the key `target`). */
    kind: text('kind').notNull(),
    target: text('target'),
    number: text('number'),
    /** `{card, locale}`; of an edit `{choice, locale}`. */
    body: jsonb('body').notNull(),
    state: text('state').notNull().default('ready'),
    attempts: integer('attempts').notNull().default(0),
    leaseUntil: instant('lease_until'),
    /** Who has the lease: what it lost sight of it may take again before the lease runs out. */
    owner: text('owner'),
    retryAt: instant('retry_at').notNull().default(sql`now()`),
    /** Tries that failed, and those of them after which the message may have been sent all the same. */
    failures: integer('failures').notNull().default(0),
    doubts: integer('doubts').notNull().default(0),
    /** The platform refused the full form: plain text from now on. */
    plain: boolean('plain').notNull().default(false),
    /** The platform's ids of the parts that went out. */
    messageIds: text('message_ids').array().notNull().default([]),
    createdAt: instant('created_at').notNull().default(sql`now()`),
    doneAt: instant('done_at'),
    reason: text('reason'),
  },
  (t) => [
    index('outbox_troubled').on(t.seq).where(sql`state in ('ambiguous', 'dead', 'dropped')`),
    index('outbox_ready').on(t.platform, t.chatId, t.seq).where(sql`state = 'ready'`),
    index('outbox_due').on(t.platform, t.seq).where(sql`state = 'ready'`),
  ],
);

/** What the sender knows of a chat. */
export const chatState = pgTable(
  'chat_state',
  {
    platform: text('platform').notNull(),
    chatId: text('chat_id').notNull(),
    /** Nothing is sent before. */
    nextAt: instant('next_at').notNull().default(sql`'-infinity'`),
    /** When the last messages had gone out, oldest first; as many as the platform's windows need. */
    recent: instant('recent').array().notNull().default([]),
    /** The person does not want us any more; cleared when they write again. */
    unlinkedAt: instant('unlinked_at'),
  },
  (t) => [primaryKey({ columns: [t.platform, t.chatId] })],
);

/** A platform's limit over all chats, shared by all replicas: who holds a slot may send. */
export const sendSlot = pgTable(
  'send_slot',
  {
    platform: text('platform').notNull(),
    slot: integer('slot').notNull(),
    freeAt: instant('free_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.platform, t.slot] })],
);

/** A job that ran for a period: whoever inserts the row runs it, all others leave it. */
export const jobRun = pgTable(
  'job_run',
  {
    job: text('job').notNull(),
    period: text('period').notNull(),
    ranAt: instant('ran_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.job, t.period] })],
);

/**
 * Which server the messages of this database are sent from; one row. A copy of the database (restored, cloned) finds
 * itself elsewhere, or behind the time, and sends nothing until an operator says so.
 */
export const deliveryHome = pgTable('delivery_home', {
  one: boolean('one').primaryKey().default(true),
  /** Of the PostgreSQL server, its timeline and the database. */
  identity: text('identity').notNull(),
  /** When the service last was at work. */
  beatAt: instant('beat_at').notNull(),
  /** A checkpoint from outside of this size was longer than the log, and an operator said that this is right. */
  acceptedSize: bigint('accepted_size', { mode: 'number' }).notNull().default(0),
  heldSince: instant('held_since'),
  heldReason: text('held_reason'),
});
