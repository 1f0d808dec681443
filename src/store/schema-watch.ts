import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  customType,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';

const ctext = customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' });
const instant = (name: string) => timestamp(name, { withTimezone: true });

/** 积累关注, 二(四)三: one course of reminder, interview and key watch of an enterprise. */
export const watch = pgTable(
  'watch',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    uscc: ctext('uscc').notNull(),
    /** The day of the reminder. */
    openedOn: date('opened_on').notNull(),
    /** Somebody who speaks for the enterprise was told: only then can an interview be missed. */
    told: boolean('told').notNull(),
    /** Records that it was opened for. */
    events: uuid('events').array().notNull(),
    /** Null: the holidays of that year are missing, the term is counted once they are there. */
    interviewDueOn: date('interview_due_on'),
    heldOn: date('held_on'),
    missedOn: date('missed_on'),
    rectifyBy: date('rectify_by'),
    rectifiedOn: date('rectified_on'),
    listedOn: date('listed_on'),
    /** `further`, `missed` or `overdue`. */
    listedFor: text('listed_for'),
    /** The entry in the key-watch list, as a credit record. */
    listKey: uuid('list_key'),
    closedOn: date('closed_on'),
    /** `improved`, `left` or `recounted`. */
    closedFor: text('closed_for'),
  },
  (t) => [index('watch_uscc').on(t.uscc), uniqueIndex('watch_open').on(t.uscc).where(sql`closed_on is null`)],
);

/** What happened in a course, in order. */
export const watchStep = pgTable(
  'watch_step',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    watchId: bigint('watch_id', { mode: 'number' }).notNull(),
    uscc: ctext('uscc').notNull(),
    on: date('on_day').notNull(),
    step: text('step').notNull(),
    detail: jsonb('detail').notNull(),
    by: text('by_whom').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('watch_step_watch').on(t.watchId)],
);

/** 约谈: an appointment; one that waits at most. */
export const interview = pgTable(
  'interview',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    watchId: bigint('watch_id', { mode: 'number' }).notNull(),
    uscc: ctext('uscc').notNull(),
    slot: instant('slot').notNull(),
    /** Region whose officials hold it: a slot of theirs is given once. */
    regionCode: text('region_code').notNull(),
    /** `booked`, `held`, `missed` or `cancelled`. */
    state: text('state').notNull(),
    bookedBy: text('booked_by').notNull(),
    settledBy: text('settled_by'),
    settledAt: instant('settled_at'),
    remindedOn: date('reminded_on'),
  },
  (t) => [
    uniqueIndex('interview_waiting').on(t.watchId).where(sql`state = 'booked'`),
    uniqueIndex('interview_slot').on(t.regionCode, t.slot).where(sql`state = 'booked'`),
    index('interview_due').on(t.slot).where(sql`state = 'booked'`),
  ],
);

/** The day on which the passing of time alone changes a course or a signal; no row: never. */
export const watchDue = pgTable(
  'watch_due',
  { uscc: ctext('uscc').primaryKey(), nextOn: date('next_on').notNull() },
  (t) => [index('watch_due_next').on(t.nextOn)],
);

/** 监管风险预警: one for each cause. Never shown to the enterprise. */
export const riskWarning = pgTable(
  'risk_warning',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    uscc: ctext('uscc').notNull(),
    /** The same cause warns once. */
    cause: text('cause').notNull(),
    /** A signal, or `keyWatch`. */
    kind: text('kind').notNull(),
    severity: text('severity').notNull(),
    raisedOn: date('raised_on').notNull(),
    raisedAt: instant('raised_at').notNull(),
    rule: text('rule').notNull(),
    policyId: text('policy_id').notNull(),
    /** `{records: [{id, number, authority, on}], …}`: what it rests on, as it was then. */
    basis: jsonb('basis').notNull(),
    withdrawnOn: date('withdrawn_on'),
  },
  (t) => [
    uniqueIndex('risk_warning_cause').on(t.uscc, t.cause),
    index('risk_warning_kind').on(t.uscc, t.kind, t.raisedOn),
  ],
);

/** A department that a warning went to. */
export const warningTarget = pgTable(
  'warning_target',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    warningId: bigint('warning_id', { mode: 'number' }).notNull(),
    uscc: ctext('uscc').notNull(),
    /** The department; null: whoever supervises the region. */
    orgId: text('org_id'),
    regionCode: text('region_code').notNull(),
    /** How often it has been passed on to the next level. */
    level: integer('level').notNull(),
    /** `open`, `acknowledged`, `handled`, `falseAlarm` or `withdrawn`. */
    state: text('state').notNull(),
    /** Null: the holidays of that year are missing, the terms are counted once they are there. */
    acknowledgeBy: date('acknowledge_by'),
    handleBy: date('handle_by'),
    acknowledgedBy: text('acknowledged_by'),
    acknowledgedAt: instant('acknowledged_at'),
    handledBy: text('handled_by'),
    handledAt: instant('handled_at'),
    outcome: text('outcome'),
    /** Overdue was told. */
    overdueOn: date('overdue_on'),
  },
  (t) => [
    index('warning_target_warning').on(t.warningId),
    index('warning_target_uncounted')
      .on(t.id)
      .where(sql`state in ('open', 'acknowledged') and acknowledge_by is null`),
    index('warning_target_acknowledge').on(t.acknowledgeBy).where(sql`state = 'open'`),
    index('warning_target_handle').on(t.handleBy).where(sql`state in ('open', 'acknowledged')`),
  ],
);

/** Who was told of a warning, when, and why. */
export const warningTold = pgTable(
  'warning_told',
  {
    targetId: bigint('target_id', { mode: 'number' }).notNull(),
    uscc: ctext('uscc').notNull(),
    personId: text('person_id').notNull(),
    /** `raised`, `escalated`, `overdue` or `withdrawn`. */
    why: text('why').notNull(),
    on: date('on_day').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.targetId, t.personId, t.why, t.on] }),
    index('warning_told_person').on(t.personId),
  ],
);

/** What waits to be told: until quiet hours end, or for a person's digest. */
export const notice = pgTable(
  'notice',
  {
    key: text('key').notNull(),
    personId: text('person_id').notNull(),
    dueAt: instant('due_at').notNull(),
    /** `held` (a card of its own) or `digest` (a line). */
    mode: text('mode').notNull(),
    /** What it is about: withdrawn with it. */
    cause: text('cause').notNull(),
    /** `{zh, en}`: a card, or `{group, text}`. */
    body: jsonb('body').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.personId, t.key] }),
    index('notice_due').on(t.dueAt),
    index('notice_cause').on(t.cause),
  ],
);

/** How a person wants to be told; no row: as the policy says. */
export const noticeSetting = pgTable('notice_setting', {
  personId: text('person_id').primaryKey(),
  quietFrom: text('quiet_from'),
  quietUntil: text('quiet_until'),
  digestAt: text('digest_at'),
  /** 不在岗: both days included. */
  awayFrom: date('away_from'),
  awayUntil: date('away_until'),
  /** The Monday of the last weekly digest. */
  weeklyOn: date('weekly_on'),
});

/** 关注 an industry or a region. */
export const followScope = pgTable(
  'follow_scope',
  {
    personId: text('person_id').notNull(),
    /** `industry` (GB/T 4754 prefix or section) or `region` (行政区划代码). */
    kind: text('kind').notNull(),
    code: text('code').notNull(),
    since: instant('since').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.personId, t.kind, t.code] }),
    index('follow_scope_code').on(t.kind, t.code),
  ],
);
