import type { TransactionSql } from 'postgres';
import { copyRows } from './copy.ts';
import type { StagedRows } from './copy-text.ts';
import { enterpriseColumns } from './enterprise-text.ts';
import type { MergeCounts, MergeSource, NameRow } from './merge.ts';

/** The one key that an enterprise has in `fact_version` beside its code. */
const enterpriseKey = '00000000-0000-0000-0000-000000000000';

/** Made once in the transaction of a file; emptied for every chunk. */
export async function prepareEnterpriseStage(tx: TransactionSql): Promise<void> {
  await tx`
    create temp table stage_enterprise (
      ord int not null, line int not null, uscc text collate "C" not null, name text not null, former_names text[] not null,
      region_code text, industry_code text, established_on date, registration_status text, legal_representative text,
      address text, special_areas text[] not null, sample boolean not null, extra jsonb, content_hash uuid not null
    ) on commit drop`;
}

interface AddedRow {
  uscc: string;
  name: string;
  former_names: string[];
}

async function insertNew(tx: TransactionSql, source: MergeSource): Promise<AddedRow[]> {
  return tx<AddedRow[]>`
    insert into enterprise (uscc, name, former_names, region_code, industry_code, established_on, registration_status,
      legal_representative, address, special_areas, registered, sample, extra, content_hash, version, valid_from, file_id, line)
    select uscc, name, former_names, region_code, industry_code, established_on, registration_status,
      legal_representative, address, special_areas, true, sample, extra, content_hash, 1, ${source.at}, ${source.fileId}, line
    from stage_enterprise order by ord
    on conflict (uscc) do nothing
    returning uscc, name, former_names`;
}

interface KnownRow {
  uscc: string;
  name: string;
  former_names: string[];
  old_name: string;
  registered: boolean;
}

/** Enterprises that were there already: completed, changed (the former version is kept), or the same. */
async function mergeKnown(tx: TransactionSql, source: MergeSource): Promise<KnownRow[]> {
  await tx`set local enable_hashjoin = off`;
  await tx`set local enable_mergejoin = off`;
  const changed: KnownRow[] = [];
  for (;;) {
    const round = await tx<(KnownRow & { changed: boolean })[]>`
      with first as (
        select distinct on (uscc) * from stage_enterprise order by uscc, ord
      ), pair as (
        select f.*, e.name as old_name, e.former_names as old_former, e.registered, e.version as old_version,
          e.valid_from as old_from, e as old_row, e.content_hash <> f.content_hash as changed
        from first f join enterprise e on e.uscc = f.uscc
      ), kept as (
        insert into fact_version (uscc, fact, key, version, valid_from, valid_to, row)
        select uscc, 'enterprise', ${enterpriseKey}, old_version, old_from, ${source.at}, to_jsonb(old_row) from pair where changed
      ), corrected as (
        update enterprise e set
          name = p.name,
          former_names = array(select distinct former from unnest(
            p.old_former || p.former_names || case when p.registered then array[p.old_name] else '{}' end) as former
            where former <> p.name),
          region_code = p.region_code, industry_code = p.industry_code, established_on = p.established_on,
          registration_status = p.registration_status, legal_representative = p.legal_representative, address = p.address,
          special_areas = p.special_areas, registered = true, sample = p.sample, extra = p.extra,
          content_hash = p.content_hash, version = p.old_version + 1, valid_from = ${source.at},
          file_id = ${source.fileId}, line = p.line
        from pair p where p.changed and e.uscc = p.uscc
      ), gone as (
        delete from stage_enterprise s using first f where s.ord = f.ord
      )
      select uscc, name, former_names, old_name, registered, changed from pair`;
    if (round.length === 0) return changed;
    changed.push(...round.filter((row) => row.changed));
  }
}

/** Merges one chunk of market entities inside the file's transaction. Returns names to make searchable. */
export async function mergeEnterprises(
  tx: TransactionSql,
  staged: StagedRows,
  source: MergeSource,
): Promise<{ counts: MergeCounts; names: NameRow[] }> {
  await tx`truncate stage_enterprise`;
  await copyRows(tx, 'stage_enterprise', enterpriseColumns, staged);
  const added = await insertNew(tx, source);
  const known = added.length < staged.rows ? await mergeKnown(tx, source) : [];
  const names: NameRow[] = [];
  for (const row of added) {
    names.push({ uscc: row.uscc, name: row.name, former: false });
    for (const name of row.former_names) names.push({ uscc: row.uscc, name, former: true });
  }
  for (const row of known) {
    if (row.old_name !== row.name) names.push({ uscc: row.uscc, name: row.old_name, former: true });
    names.push({ uscc: row.uscc, name: row.name, former: false });
    for (const name of row.former_names) names.push({ uscc: row.uscc, name, former: true });
  }
  // An enterprise that only records named until now is new to the register.
  const completed = known.filter((row) => !row.registered).length;
  const corrected = known.length - completed;
  const created = added.length + completed;
  return {
    counts: { created, corrected, withdrawn: 0, unchanged: staged.rows - created - corrected },
    names,
  };
}
