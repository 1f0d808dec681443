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
    /** Narrowest region in the name, by its short name; '' if none. */
    place: ctext('place').notNull(),
    /** The name folded for matching, without region and legal form: brand and industry. */
    core: ctext('core').notNull(),
    /** Pinyin of the core, and its initials. */
    pinyin: ctext('pinyin').notNull(),
    initials: ctext('initials').notNull(),
    /** Pairs of characters and the like; one that became too common is left out (see `name_token`). */
    tokens: text('tokens').array().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.uscc, t.name] }),
    index('enterprise_name_core').on(t.core),
    index('enterprise_name_place_core').on(t.place, t.core),
    index('enterprise_name_pinyin').on(t.pinyin),
    index('enterprise_name_initials').on(t.initials),
    index('enterprise_name_tokens').using('gin', t.tokens),
  ],
);

/**
 * About how many names carry a token, from a sample. One that is saturated is not added to further names,
 * so that no search reads more than a bounded list, however many names there are.
 */
export const nameToken = pgTable('name_token', {
  token: ctext('token').primaryKey(),
  names: integer('names').notNull(),
  saturated: boolean('saturated').notNull().default(sql`false`),
});
