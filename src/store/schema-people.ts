import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core';

const instant = (name: string) => timestamp(name, { withTimezone: true });

/** 部门: a department, or another organisation whose people use the bot. */
export const org = pgTable(
  'org',
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    /** Its 统一社会信用代码, by which records name it; null where it has none or it is not known. */
    code: text('code'),
    parentId: text('parent_id'),
    regionCode: text('region_code').notNull(),
    /** `comprehensive` (综合监管部门): sees the records of all departments; `line` (行业主管部门): of its own line. */
    breadth: text('breadth').notNull(),
    /** Names and codes of itself and of all below it; kept up whenever an organisation changes. */
    line: text('line').array().notNull().default([]),
    /** Different enterprises that its people together may look up a day; null: the default. */
    dailyQuota: integer('daily_quota'),
    sample: boolean('sample').notNull().default(false),
    closedAt: instant('closed_at'),
  },
  (t) => [uniqueIndex('org_name').on(t.name), index('org_parent').on(t.parentId)],
);

/** A person who uses the bot; what they may do follows from role, department and region. */
export const person = pgTable(
  'person',
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    role: text('role').notNull(),
    orgId: text('org_id'),
    regionCode: text('region_code'),
    /** The enterprise a representative speaks for. */
    uscc: text('uscc'),
    /** Different enterprises a day; null: the default of the role. */
    dailyQuota: integer('daily_quota'),
    sample: boolean('sample').notNull().default(false),
    disabledAt: instant('disabled_at'),
  },
  (t) => [index('person_uscc').on(t.uscc).where(sql`uscc is not null`)],
);

/** An account on a platform. One person may have several; without a person it is the public. */
export const account = pgTable(
  'account',
  {
    platform: text('platform').notNull(),
    userId: text('user_id').notNull(),
    /** Where this account is written to alone, once that is known. */
    privateChatId: text('private_chat_id'),
    personId: text('person_id'),
    /** `pending` until a second official agreed; `active`; null: not bound. */
    state: text('state'),
    boundAt: instant('bound_at'),
    /** Wrong codes in a row; from the fifth on no code is looked at until `lockedUntil`. */
    wrongCodes: integer('wrong_codes').notNull().default(0),
    lockedUntil: instant('locked_until'),
  },
  (t) => [
    primaryKey({ columns: [t.platform, t.userId] }),
    index('account_person').on(t.personId).where(sql`person_id is not null`),
  ],
);

/** 绑定码: good for one account, once, for ten minutes; only a hash is kept. */
export const bindCode = pgTable(
  'bind_code',
  {
    /** First part of the code: finds the row, so that wrong guesses can be counted against it. */
    selector: text('selector').primaryKey(),
    hash: text('hash').notNull(),
    personId: text('person_id').notNull(),
    /** Where it is meant for one account only. */
    platform: text('platform'),
    userId: text('user_id'),
    madeBy: text('made_by').notNull(),
    madeAt: instant('made_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    tries: integer('tries').notNull().default(0),
    /** `open`, `used`, or why it is worth nothing any more: `replaced`, `locked`, `expired`, `seen` (in a group). */
    state: text('state').notNull().default('open'),
  },
  (t) => [index('bind_code_person').on(t.personId)],
);

/** What one person asked for and a second one has to agree to (双人复核). */
export const approval = pgTable(
  'approval',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    kind: text('kind').notNull(),
    /** The person it is about; null: the system. */
    personId: text('person_id'),
    payload: jsonb('payload').notNull(),
    askedBy: text('asked_by').notNull(),
    askedAt: instant('asked_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    /** `open`, `approved`, `refused`. */
    state: text('state').notNull().default('open'),
    decidedBy: text('decided_by'),
    decidedAt: instant('decided_at'),
  },
  (t) => [index('approval_open').on(t.askedAt).where(sql`state = 'open'`)],
);

/** Which enterprises somebody looked up on a day, as pseudonyms: for quotas, and for what is unusual. */
export const usageSeen = pgTable(
  'usage_seen',
  {
    day: date('day').notNull(),
    actor: text('actor').notNull(),
    subject: text('subject').notNull(),
    orgId: text('org_id'),
  },
  (t) => [primaryKey({ columns: [t.day, t.actor, t.subject] })],
);

/**
 * How many those are: of an actor, and of an organisation's people added up. The count of an organisation is spread
 * over several rows, so that its people's look-ups do not wait for each other.
 */
export const usageCount = pgTable(
  'usage_count',
  {
    day: date('day').notNull(),
    /** An actor, or `org:` and an organisation. */
    who: text('who').notNull(),
    shard: integer('shard').notNull(),
    count: integer('count').notNull(),
  },
  (t) => [primaryKey({ columns: [t.day, t.who, t.shard] })],
);
