import type { TransactionSql } from 'postgres';
import { copyRows } from './copy.ts';
import type { MergeCounts, MergeSource, NameRow } from './merge.ts';
import { recordColumns } from './record-text.ts';
import type { StagedRecords } from './staging.ts';

/** Made once in the transaction of a file; emptied for every chunk. For the hashes see `addRecord`. */
export async function prepareRecordStage(tx: TransactionSql): Promise<void> {
  await tx`
    create temp table stage_record (
      ord int not null, line int not null, uscc text collate "C" not null, party_name text not null, kind text not null,
      key uuid not null, number text not null, authority text not null, authority_code text, decided_on date not null,
      valid_until date, publicity_until date, status text not null, corrected_on date, repaired_on date,
      details jsonb not null, extra jsonb, source text not null, content_hash uuid not null, source_hash uuid not null
    ) on commit drop`;
}

/** Enterprises that only records name so far get a row, so that they can be found and asked for. */
function addUnregistered(tx: TransactionSql, source: MergeSource) {
  return tx<{ uscc: string; name: string }[]>`
    insert into enterprise (uscc, name, registered, content_hash, version, valid_from, file_id, line)
    select distinct on (uscc) uscc, party_name, false, '00000000-0000-0000-0000-000000000000'::uuid, 1,
           ${source.at}, ${source.fileId}, line
    from stage_record s where (select true from enterprise e where e.uscc = s.uscc) is null
    order by uscc, ord
    on conflict (uscc) do nothing
    returning uscc, name`;
}

/**
 * Inserts the rows whose decision is not there yet, of several of one decision the first. Where the chunk has none
 * twice, to ask for each and then insert is a seventh less work than «on conflict do nothing»; nobody else inserts
 * meanwhile, since imports wait for each other.
 */
function insertNew(tx: TransactionSql, source: MergeSource, distinct: boolean) {
  return tx<{ all: number; withdrawn: number }[]>`
    with added as (
      insert into credit_record (uscc, kind, key, party_name, number, authority, authority_code, decided_on, valid_until,
        publicity_until, status, corrected_on, repaired_on, details, extra, sources, source_hashes, content_hash,
        version, valid_from, file_id, line)
      select uscc, kind, key, party_name, number, authority, authority_code, decided_on, valid_until,
        publicity_until, status, corrected_on, repaired_on, details, extra, array[source], array[source_hash], content_hash,
        1, ${source.at}, ${source.fileId}, line
      from stage_record s ${
        distinct
          ? tx`where (select true from credit_record r where r.uscc = s.uscc and r.kind = s.kind and r.key = s.key) is null`
          : tx`order by ord on conflict (uscc, kind, key) do nothing`
      }
      returning status
    )
    select count(*)::int as all, count(*) filter (where status = 'withdrawn')::int as withdrawn from added`;
}

/**
 * The rows whose decision was there already: the same again, another source of it, or a correction, which keeps
 * the former version. A decision twice in one chunk is taken in the order of the file, one round each.
 */
async function mergeKnown(
  tx: TransactionSql,
  source: MergeSource,
): Promise<{ corrected: number; withdrawn: number }> {
  // A few thousand staged rows against millions: only the index way is right, whatever the planner's guess.
  await tx`set local enable_hashjoin = off`;
  await tx`set local enable_mergejoin = off`;
  const total = { corrected: 0, withdrawn: 0 };
  for (;;) {
    const [round] = await tx<{ rows: number; corrected: number; withdrawn: number }[]>`
      with first as (
        select distinct on (uscc, kind, key) * from stage_record order by uscc, kind, key, ord
      ), pair as (
        select f.*, r.version as old_version, r.valid_from as old_from, r as old_row, r.status as old_status,
          array_position(r.sources, f.source) as place,
          case when array_position(r.sources, f.source) is null then r.content_hash <> f.content_hash
               else r.source_hashes[array_position(r.sources, f.source)] <> f.source_hash end as changed
        from first f join credit_record r on r.uscc = f.uscc and r.kind = f.kind and r.key = f.key
      ), kept as (
        insert into fact_version (uscc, fact, key, version, valid_from, valid_to, row)
        select uscc, kind, key, old_version, old_from, ${source.at}, to_jsonb(old_row) from pair where changed
      ), corrected as (
        update credit_record r set
          party_name = p.party_name, number = p.number, authority = p.authority, authority_code = p.authority_code,
          decided_on = p.decided_on, valid_until = p.valid_until, publicity_until = p.publicity_until, status = p.status,
          corrected_on = p.corrected_on, repaired_on = p.repaired_on, details = p.details, extra = p.extra,
          sources = case when p.place is null then r.sources || p.source else r.sources end,
          source_hashes = case when p.place is null then r.source_hashes || p.source_hash
            else r.source_hashes[:p.place - 1] || p.source_hash || r.source_hashes[p.place + 1:] end,
          content_hash = p.content_hash, version = p.old_version + 1, valid_from = ${source.at},
          file_id = ${source.fileId}, line = p.line
        from pair p where p.changed and r.uscc = p.uscc and r.kind = p.kind and r.key = p.key
      ), seconded as (
        update credit_record r set sources = r.sources || p.source, source_hashes = r.source_hashes || p.source_hash
        from pair p where not p.changed and p.place is null and r.uscc = p.uscc and r.kind = p.kind and r.key = p.key
      ), gone as (
        delete from stage_record s using first f where s.ord = f.ord
      )
      select count(*)::int as rows,
        (count(*) filter (where changed and not (status = 'withdrawn' and old_status <> 'withdrawn')))::int as corrected,
        (count(*) filter (where changed and status = 'withdrawn' and old_status <> 'withdrawn'))::int as withdrawn
      from pair`;
    if (!round || round.rows === 0) return total;
    total.corrected += round.corrected;
    total.withdrawn += round.withdrawn;
  }
}

/** Merges one chunk of credit records inside the file's transaction. Returns names that are not searchable yet. */
export async function mergeRecords(
  tx: TransactionSql,
  staged: StagedRecords,
  source: MergeSource,
): Promise<{ counts: MergeCounts; names: NameRow[] }> {
  await tx`truncate stage_record`;
  await copyRows(tx, 'stage_record', recordColumns, staged);
  // A plan is made once, perhaps while the tables are empty, and used when they have millions: by their keys always.
  const [, unregistered, [added = { all: 0, withdrawn: 0 }]] = await Promise.all([
    tx`set local enable_seqscan = off`,
    addUnregistered(tx, source),
    insertNew(tx, source, staged.distinct),
    tx`set local enable_seqscan to default`,
  ]);
  const known = added.all < staged.rows ? await mergeKnown(tx, source) : { corrected: 0, withdrawn: 0 };
  return {
    counts: {
      created: added.all - added.withdrawn,
      corrected: known.corrected,
      withdrawn: added.withdrawn + known.withdrawn,
      unchanged: staged.rows - added.all - known.corrected - known.withdrawn,
    },
    names: unregistered.map(({ uscc, name }) => ({ uscc, name, former: false })),
  };
}
