import { sql } from 'drizzle-orm';
import { boolean, customType, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';

const ctext = customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' });

/** Search keys of a name; made by `domain/name-keys.ts`, searched by `store/names.ts`. */
export const enterpriseName = pgTable(
  'enterprise_name',
  {
    uscc: ctext('uscc').notNull(),
    /** The name as registered. */
    name: text('name').notNull(),
    /** A name the enterprise bore before (曾用名). */
    former: boolean('former').notNull(),
    /** The name folded for matching: NFKC, simplified, no brackets, blanks or marks. */
    folded: ctext('folded').notNull(),
    /** Folded, without region and legal form: brand and industry. */
    core: ctext('core').notNull(),
    /** Pinyin of the core, and its initials. */
    pinyin: ctext('pinyin').notNull(),
    initials: ctext('initials').notNull(),
    /** Bigrams and the like; a token that became too common is left out (see `name_token`). */
    tokens: text('tokens').array().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.uscc, t.name] }),
    index('enterprise_name_folded').on(t.folded),
    index('enterprise_name_core').on(t.core),
    index('enterprise_name_pinyin').on(t.pinyin),
    index('enterprise_name_initials').on(t.initials),
    index('enterprise_name_tokens').using('gin', t.tokens),
  ],
);

/** How many names carry a token; a saturated one is no longer added to new names, since it tells nothing. */
export const nameToken = pgTable('name_token', {
  token: ctext('token').primaryKey(),
  names: integer('names').notNull(),
  saturated: boolean('saturated').notNull().default(sql`false`),
});
