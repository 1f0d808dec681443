import type { ISql } from 'postgres';
import { nameKeys } from '../domain/name-keys.ts';
import type { NameProbe, Reading } from '../domain/name-probe.ts';
import type { NameCandidate } from '../domain/name-score.ts';
import type { NameRow } from './intake/merge.ts';

/** A token that about so many names carry is not added to further ones, so that no list of names outgrows this. */
const saturation = 2048;

/** Tokens are counted in one name of so many: what matters is only whether there are thousands. */
const sampling = 16;

/**
 * Adds names to the search, or corrects whether they are former ones. Meant for batches of some thousand,
 * inside the caller's transaction; callers in different transactions have to take turns.
 */
export async function indexNames(sql: ISql, rows: readonly NameRow[]): Promise<void> {
  const saturated = new Set(
    (await sql<{ token: string }[]>`select token from name_token where saturated`).map((row) => row.token),
  );
  // A name given twice in a batch: a present one outweighs a former one.
  const distinct = new Map<string, NameRow>();
  for (const row of rows) {
    const key = `${row.uscc} ${row.name}`;
    if (!distinct.has(key) || !row.former) distinct.set(key, row);
  }
  const named = [...distinct.values()];
  // Written out name by name: tokens by the hundred thousand, held until the last name, are what memory then grows for.
  const keys = named.map(({ name }) => {
    const { tokens, ...rest } = nameKeys(name);
    return { ...rest, tokens: tokens.filter((token) => !saturated.has(token)).join(' ') };
  });
  await sql`
    with added as (
      insert into enterprise_name (uscc, name, former, place, core, pinyin, initials, tokens)
      select uscc, name, former, place, core, pinyin, initials, string_to_array(tokens, ' ')
      from unnest(
        ${named.map((row) => row.uscc)}::text[], ${named.map((row) => row.name)}::text[],
        ${named.map((row) => String(row.former))}::text[]::boolean[], ${keys.map((key) => key.place)}::text[],
        ${keys.map((key) => key.core)}::text[], ${keys.map((key) => key.pinyin)}::text[],
        ${keys.map((key) => key.initials)}::text[],
        ${keys.map((key) => key.tokens)}::text[]
      ) as row (uscc, name, former, place, core, pinyin, initials, tokens)
      on conflict (uscc, name) do update set former = excluded.former
        where enterprise_name.former <> excluded.former
      returning tokens, xmax = 0 and hashtext(uscc || name) % ${sampling}::int = 0 as counted
    )
    insert into name_token as known (token, names, saturated)
    select token, names, names >= ${saturation}::int from (
      select token, count(*)::int * ${sampling}::int as names from added, unnest(tokens) as token where counted group by token
    ) as batch
    on conflict (token) do update set
      names = known.names + excluded.names,
      saturated = known.names + excluded.names >= ${saturation}::int`;
  // Every search would read through the list of what is not yet merged into the index.
  await sql`select gin_clean_pending_list('enterprise_name_tokens')`;
}

/** Follows every character: the end of the range of keys that begin with a prefix. */
const last = '\u{10FFFF}';

/**
 * Names that may be meant, at most some hundreds, in one round trip. Tokens are only looked at when no name has
 * just the region and core that were asked for, and for mistakes only when not enough names hold a part as it is.
 */
export async function nameCandidates(sql: ISql, probe: NameProbe): Promise<NameCandidate[]> {
  const placed = probe.readings.filter(({ script, place }) => script === 'name' && place !== '');
  const settled = probe.readings
    .filter(({ settles, place }) => settles && place === '')
    .map(({ core }) => core);
  // One plan, whatever is asked and however many names there are: arrays stand in sub-selects so that the planner
  // cannot guess from their lengths; so does the limit at a place, lest it sorts a whole city; and the tokens are
  // compared twice, which the index does for nothing, lest it reads the table from its beginning up to the limit.
  // `offset 0` has each line looked up once, not once for every mention.
  return sql<NameCandidate[]>`
    with near as materialized (
      select n.*, settles and n.core = low as met
      from unnest((select ${placed.map(({ place }) => place)}::text[]), (select ${placed.map(({ core }) => core)}::text[]),
          (select ${placed.map(({ settles }) => String(settles))}::text[]::boolean[])) as wanted (at, low, settles),
        lateral (select * from enterprise_name where place = at and core >= low and core < low || ${last}
          order by core limit (select 50)) as n
      union all
      select n.*, n.core = low and low = any (${settled}::text[])
      from unnest((select ${coresOf(probe, 'name')}::text[])) as low,
        lateral (select * from enterprise_name where core >= low and core < low || ${last}
          order by core limit 50) as n
    ), whole as materialized (
      select n.* from unnest((select ${tokenLines(probe.wholeGroups)}::text[])) with ordinality as asked (line, nth),
        lateral (select coalesce(${unsaturated(sql)}, case when nth = 1 then string_to_array(line, ' ') end) as wanted offset 0) as term,
        lateral (select * from enterprise_name where tokens @> wanted and wanted <@ tokens limit 50) as n
      where not exists (select from near where met)
    )
    select uscc, name, former, pinyin, initials from near
    union
    select n.uscc, n.name, n.former, n.pinyin, n.initials
    from unnest((select ${coresOf(probe, 'pinyin')}::text[])) as low,
      lateral (select * from enterprise_name where pinyin >= low and pinyin < low || ${last}
        order by pinyin limit 50) as n
    union
    select n.uscc, n.name, n.former, n.pinyin, n.initials
    from unnest((select ${coresOf(probe, 'initials')}::text[])) as low,
      lateral (select * from enterprise_name where initials >= low and initials < low || ${last}
        order by initials limit 50) as n
    union
    select uscc, name, former, pinyin, initials from whole
    union
    select n.uscc, n.name, n.former, n.pinyin, n.initials
    from unnest((select ${tokenLines(probe.mistakenGroups)}::text[])) as line,
      lateral (select ${unsaturated(sql)} as wanted offset 0) as term,
      lateral (select * from enterprise_name where tokens @> wanted and wanted <@ tokens limit 50) as n
    where not exists (select from near where met)
      and (select count(*) from whole where strpos(place || core, ${probe.part}::text) > 0) < 5`;
}

/** The tokens of a line that are not saturated, null if none: of a saturated one only some names are known. */
function unsaturated(sql: ISql) {
  return sql`(select array_agg(one) from unnest(string_to_array(line, ' ')) as one
    where not exists (select from name_token known where known.token = one and known.saturated))`;
}

function tokenLines(groups: readonly (readonly string[])[]): string[] {
  return groups.map((group) => group.join(' '));
}

/** What the keys of one script are to begin with. */
function coresOf(probe: NameProbe, script: Reading['script']): string[] {
  const cores = probe.readings.filter((reading) => reading.script === script && reading.core !== '');
  return [...new Set(cores.map(({ core }) => core))];
}
