import { sql } from 'drizzle-orm';
import {
  bigint,
  customType,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core';

const ctext = customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' });
const instant = (name: string) => timestamp(name, { withTimezone: true });

/** 包容期, 二(四)一. Both days are included. */
export const inclusivePeriod = pgTable(
  'inclusive_period',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    uscc: ctext('uscc').notNull(),
    /** 四新: `technology`, `industry`, `format` or `model`. */
    sector: text('sector').notNull(),
    fromOn: date('from_on').notNull(),
    untilOn: date('until_on').notNull(),
    months: integer('months').notNull(),
    reason: text('reason').notNull(),
    askedBy: text('asked_by').notNull(),
    askedAt: instant('asked_at').notNull(),
    /** `asked`, `approved`, `refused` or `ended` (before its time). */
    state: text('state').notNull(),
    decidedBy: text('decided_by'),
    decidedAt: instant('decided_at'),
    endedOn: date('ended_on'),
    endedFor: text('ended_for'),
    /** Days before the end on which it was told of. */
    reminded: integer('reminded').array().notNull().default([]),
  },
  (t) => [
    index('inclusive_period_uscc').on(t.uscc),
    index('inclusive_period_end').on(t.untilOn).where(sql`state = 'approved'`),
    uniqueIndex('inclusive_period_asked').on(t.uscc).where(sql`state = 'asked'`),
  ],
);

/** 轻微违法: what an officer was advised, and what was decided. Guided ones make the same act «not the first». */
export const exemption = pgTable(
  'exemption',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    uscc: ctext('uscc').notNull(),
    /** Item of the 免罚清单; null: on none. */
    item: text('item'),
    act: text('act').notNull(),
    actOn: date('act_on').notNull(),
    /** The questions and their answers: `yes`, `no` or `unknown`. */
    answers: jsonb('answers').notNull(),
    /** `guide`, `case` or `unknown`, with the clauses it rests on. */
    suggestion: jsonb('suggestion').notNull(),
    /** `guided` (指导改正, 不予处罚) or `case` (按一般程序处理). */
    decision: text('decision').notNull(),
    reason: text('reason').notNull(),
    decidedBy: text('decided_by').notNull(),
    orgId: text('org_id'),
    decidedAt: instant('decided_at').notNull(),
    correctBy: date('correct_by'),
    correctedOn: date('corrected_on'),
    /** `open`, `corrected` or `case` (not corrected in time, or a case from the beginning). */
    state: text('state').notNull(),
    remindedOn: date('reminded_on'),
  },
  (t) => [
    index('exemption_uscc').on(t.uscc),
    index('exemption_due').on(t.correctBy).where(sql`state = 'open'`),
  ],
);
