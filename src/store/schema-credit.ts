import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  customType,
  date,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core';

const ctext = customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' });
const instant = (name: string) => timestamp(name, { withTimezone: true });

/** 信用等级 as last judged: narrow, and written only where it changes. Why it is so is made anew from the records. */
export const creditClass = pgTable(
  'credit_class',
  {
    uscc: ctext('uscc').primaryKey(),
    class: text('class').notNull(),
    provisional: boolean('provisional').notNull(),
    policyId: text('policy_id').notNull(),
    /** The day as of which it has had this class. */
    since: date('since').notNull(),
    /** The day as of which it was first judged: before it the system knows of no class. */
    firstOn: date('first_on').notNull(),
    /** The day on which the passing of time alone changes it; null: never. */
    nextOn: date('next_on'),
  },
  (t) => [index('credit_class_next').on(t.nextOn).where(sql`next_on is not null`)],
);

/** Every change of class: from, to, basis, as of (二(一)二). Never overwritten. */
export const classChange = pgTable(
  'class_change',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    uscc: ctext('uscc').notNull(),
    fromClass: text('from_class').notNull(),
    toClass: text('to_class').notNull(),
    /** `[{rule, clause, records, from, to}]`. */
    basis: jsonb('basis').notNull(),
    policyId: text('policy_id').notNull(),
    asOf: date('as_of').notNull(),
    /** `event`, `time`, `policy` or `override`. */
    cause: text('cause').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('class_change_uscc').on(t.uscc, t.asOf)],
);

/** Enterprises that have to be judged anew, since something came in about them. */
export const regrade = pgTable(
  'regrade',
  {
    uscc: ctext('uscc').primaryKey(),
    /** It could not be judged, and why: it waits for something new, or for the next night. */
    failure: text('failure'),
  },
  (t) => [index('regrade_failed').on(t.uscc).where(sql`failure is not null`)],
);

/** A class set by hand, agreed to by a second person, for a time. */
export const classOverride = pgTable(
  'class_override',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    uscc: ctext('uscc').notNull(),
    class: text('class').notNull(),
    reason: text('reason').notNull(),
    setBy: text('set_by').notNull(),
    agreedBy: text('agreed_by').notNull(),
    fromOn: date('from_on').notNull(),
    /** The last day. */
    untilOn: date('until_on').notNull(),
    endedOn: date('ended_on'),
  },
  (t) => [index('class_override_uscc').on(t.uscc)],
);

/** 异议申诉. */
export const objection = pgTable(
  'objection',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    uscc: ctext('uscc').notNull(),
    personId: text('person_id').notNull(),
    /** The record it is about; null: the class. */
    recordId: text('record_id'),
    /** What that is called: a decision number, or the class. */
    about: text('about').notNull(),
    text: text('text').notNull(),
    raisedAt: instant('raised_at').notNull(),
    dueOn: date('due_on').notNull(),
    /** `open`, `upheld` or `dismissed`. */
    state: text('state').notNull(),
    answer: text('answer'),
    decidedBy: text('decided_by'),
    decidedAt: instant('decided_at'),
    remindedOn: date('reminded_on'),
  },
  (t) => [
    index('objection_uscc').on(t.uscc),
    index('objection_due').on(t.dueOn).where(sql`state = 'open'`),
    // One at a time about the same thing.
    uniqueIndex('objection_open').on(t.uscc, sql`coalesce(record_id, '')`).where(sql`state = 'open'`),
  ],
);

/** 关注: who is told when the class of an enterprise changes. */
export const follow = pgTable(
  'follow',
  {
    uscc: ctext('uscc').notNull(),
    personId: text('person_id').notNull(),
    since: instant('since').notNull(),
  },
  (t) => [primaryKey({ columns: [t.uscc, t.personId] }), index('follow_person').on(t.personId)],
);

/** Policies that were adopted here, beside those that came with the program. */
export const policyVersion = pgTable('policy_version', {
  id: text('id').primaryKey(),
  /** The file, word for word. */
  text: text('text').notNull(),
  effectiveFrom: date('effective_from').notNull(),
  proposedBy: text('proposed_by').notNull(),
  /** Two people, neither of whom proposed it. */
  agreedBy: text('agreed_by').array().notNull().default([]),
  /** `proposed`, `adopted` or `refused`. */
  state: text('state').notNull(),
  at: instant('at').notNull(),
});
