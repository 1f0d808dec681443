import { sql } from 'drizzle-orm';
import {
  bigint,
  customType,
  date,
  index,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';

const ctext = customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' });
const instant = (name: string) => timestamp(name, { withTimezone: true });

/** 列入名单, 二(六)二、三: notice, statement, a second person's agreement, entry; then removal. */
export const listCase = pgTable(
  'list_case',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    uscc: ctext('uscc').notNull(),
    list: text('list').notNull(),
    ground: text('ground').notNull(),
    /** The law or central document that it rests on. */
    basis: text('basis').notNull(),
    authority: text('authority').notNull(),
    /** 违法行为发生之日: decides whose office counts. */
    actOn: date('act_on'),
    askedBy: text('asked_by').notNull(),
    askedAt: instant('asked_at').notNull(),
    /** Null: no notice is needed, or the holidays of that year are missing. */
    statementBy: date('statement_by'),
    statement: text('statement'),
    statedAt: instant('stated_at'),
    /** `noticed`, `asked` (second person), `entered`, `dropped` or `removed`. */
    state: text('state').notNull(),
    decidedBy: text('decided_by'),
    enteredOn: date('entered_on'),
    untilOn: date('until_on'),
    /** The entry as a credit record. */
    recordKey: uuid('record_key'),
    remindedOn: date('reminded_on'),
  },
  (t) => [
    index('list_case_uscc').on(t.uscc),
    index('list_case_waiting').on(t.statementBy).where(sql`state = 'noticed'`),
    uniqueIndex('list_case_open').on(t.uscc, t.list).where(sql`state in ('noticed', 'asked', 'entered')`),
  ],
);

/** 延伸至法定代表人、主要负责人和其他直接责任人: who held office on the day of the act. Personal data: role-gated. */
export const listPerson = pgTable(
  'list_person',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    caseId: bigint('case_id', { mode: 'number' }).notNull(),
    uscc: ctext('uscc').notNull(),
    name: text('name').notNull(),
    /** `legalRepresentative`, `principal` or `directlyResponsible`. */
    office: text('office').notNull(),
    /** `register` (as registered then) or `officer` (as an official established). */
    source: text('source').notNull(),
    addedBy: text('added_by').notNull(),
  },
  (t) => [index('list_person_case').on(t.caseId)],
);
