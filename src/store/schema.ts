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

/**
 * Every table that grows with the number of enterprises has the enterprise code first in its key and no
 * foreign key to another enterprise, so that it can be partitioned and distributed by it.
 */

/** Text compared by bytes: the same order on every machine, and usable for prefix range scans. */
const ctext = customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' });

const instant = (name: string) => timestamp(name, { withTimezone: true });

/** 市场主体: the version in force. Earlier versions are in `fact_version`. */
export const enterprise = pgTable('enterprise', {
  uscc: ctext('uscc').primaryKey(),
  name: text('name').notNull(),
  formerNames: text('former_names').array().notNull().default([]),
  regionCode: text('region_code'),
  industryCode: text('industry_code'),
  establishedOn: date('established_on'),
  registrationStatus: text('registration_status'),
  legalRepresentative: text('legal_representative'),
  address: text('address'),
  specialAreas: text('special_areas').array().notNull().default([]),
  /** False: only records name it so far, no registration was imported. */
  registered: boolean('registered').notNull(),
  sample: boolean('sample').notNull().default(false),
  /** Columns of the file beyond the template, kept as they came (ID numbers dropped). */
  extra: jsonb('extra').$type<Record<string, string>>(),
  contentHash: uuid('content_hash').notNull(),
  version: integer('version').notNull(),
  validFrom: instant('valid_from').notNull(),
  fileId: bigint('file_id', { mode: 'number' }).notNull(),
  line: integer('line').notNull(),
});

/**
 * 信用记录: the ten publicities, evaluations, list entries and commitments; the version in force.
 * `key` is made from kind and normalised number, so that the same decision from two sources is one row.
 */
export const creditRecord = pgTable(
  'credit_record',
  {
    uscc: ctext('uscc').notNull(),
    kind: text('kind').notNull(),
    key: uuid('key').notNull(),
    /** The party's name as the decision has it; the registered name may have changed since. */
    partyName: text('party_name').notNull(),
    number: text('number').notNull(),
    authority: text('authority').notNull(),
    authorityCode: text('authority_code'),
    decidedOn: date('decided_on').notNull(),
    validUntil: date('valid_until'),
    publicityUntil: date('publicity_until'),
    status: text('status').notNull(),
    correctedOn: date('corrected_on'),
    repairedOn: date('repaired_on'),
    details: jsonb('details').notNull(),
    extra: jsonb('extra').$type<Record<string, string>>(),
    /** Units that reported it, and beside each the hash of what it last reported. */
    sources: text('sources').array().notNull(),
    sourceHashes: uuid('source_hashes').array().notNull(),
    contentHash: uuid('content_hash').notNull(),
    version: integer('version').notNull(),
    validFrom: instant('valid_from').notNull(),
    fileId: bigint('file_id', { mode: 'number' }).notNull(),
    line: integer('line').notNull(),
  },
  (t) => [primaryKey({ columns: [t.uscc, t.kind, t.key] })],
);

/** What a later version superseded: nothing is overwritten without a trace (留痕). */
export const factVersion = pgTable(
  'fact_version',
  {
    uscc: ctext('uscc').notNull(),
    /** `enterprise`, or the kind of the credit record. */
    fact: text('fact').notNull(),
    key: uuid('key').notNull(),
    version: integer('version').notNull(),
    validFrom: instant('valid_from').notNull(),
    validTo: instant('valid_to').notNull(),
    row: jsonb('row').notNull(),
  },
  (t) => [primaryKey({ columns: [t.uscc, t.fact, t.key, t.version] })],
);

/** A file that was taken in. */
export const importFile = pgTable(
  'import_file',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    sha256: text('sha256').notNull(),
    name: text('name').notNull(),
    template: text('template').notNull(),
    importedAt: instant('imported_at').notNull(),
    report: jsonb('report').notNull(),
  },
  (t) => [index('import_file_sha256').on(t.sha256)],
);

/** Rows that could not be taken in, each with where it stood and why. */
export const quarantine = pgTable(
  'quarantine',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    sha256: text('sha256').notNull(),
    file: text('file').notNull(),
    template: text('template').notNull(),
    sheet: text('sheet').notNull(),
    line: integer('line').notNull(),
    /** `[{column, code, params}]`; the words for a code are in the word files. */
    problems: jsonb('problems').notNull(),
    /** Header to cell, in the file's order, as `[[header, cell], …]`; ID numbers dropped. */
    cells: jsonb('cells').$type<[string, string][]>().notNull(),
    quarantinedAt: instant('quarantined_at').notNull(),
    resolvedAt: instant('resolved_at'),
    /** `reimported`, or the reason a person gave for dropping it. */
    resolution: text('resolution'),
  },
  (t) => [uniqueIndex('quarantine_place').on(t.sha256, t.sheet, t.line)],
);

/** 节假日与调休: State Council tables; a day that is not here follows the week. */
export const holiday = pgTable('holiday', {
  day: date('day').primaryKey(),
  working: boolean('working').notNull(),
  name: text('name').notNull(),
  fileId: bigint('file_id', { mode: 'number' }).notNull(),
});

/** Where a conversation stands: one row per person and chat. */
export const conversation = pgTable(
  'conversation',
  {
    platform: text('platform').notNull(),
    chatId: text('chat_id').notNull(),
    userId: text('user_id').notNull(),
    locale: text('locale').notNull().default('zh'),
    /** The open dialog, or null: `{kind, version, step, data, expiresAt}`. */
    dialog: jsonb('dialog'),
    /** Tokens of the last card's actions, so that a number can be answered. */
    lastActions: text('last_actions').array().notNull().default([]),
    /** What 为什么 refers to: the enterprise last shown. */
    subject: text('subject'),
    /** 查询事由 for this day: `{purpose, day}`. */
    purpose: jsonb('purpose'),
    rev: integer('rev').notNull().default(0),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.platform, t.chatId, t.userId] })],
);

/** A button or numbered answer that was offered: 16 random bytes point here, nothing else leaves the house. */
export const actionToken = pgTable(
  'action_token',
  {
    token: text('token').primaryKey(),
    platform: text('platform').notNull(),
    chatId: text('chat_id').notNull(),
    userId: text('user_id').notNull(),
    intent: text('intent').notNull(),
    args: jsonb('args').notNull(),
    expiresAt: instant('expires_at').notNull(),
    /** Of a card that is answered once: the key of its message, and what the choice is called. */
    cardKey: text('card_key'),
    label: text('label'),
    usedAt: instant('used_at'),
  },
  (t) => [index('action_token_card').on(t.cardKey).where(sql`card_key is not null`)],
);

/** Messages of the local web chat, kept so that a page that lost its connection can go on where it was. */
export const webMessage = pgTable(
  'web_message',
  {
    seq: bigint('seq', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    chatId: text('chat_id').notNull(),
    direction: text('direction').notNull(),
    deliveryKey: text('delivery_key').notNull(),
    body: jsonb('body').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [
    index('web_message_chat').on(t.chatId, t.seq),
    uniqueIndex('web_message_delivery').on(t.chatId, t.direction, t.deliveryKey),
  ],
);

export * from './schema-audit.ts';
export * from './schema-credit.ts';
export * from './schema-delivery.ts';
export * from './schema-lists.ts';
export * from './schema-names.ts';
export * from './schema-people.ts';
export * from './schema-tolerance.ts';
export * from './schema-watch.ts';
