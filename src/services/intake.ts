import type { TransactionSql } from 'postgres';
import type { Clock } from '../domain/ports.ts';
import { writeAudit } from '../store/audit.ts';
import type { Database } from '../store/database.ts';
import { beginImport, findImported, finishImport, type StoredReport } from '../store/import-files.ts';
import { mergeEnterprises, prepareEnterpriseStage } from '../store/intake/enterprises.ts';
import { mergeHolidays } from '../store/intake/holidays.ts';
import {
  addCounts,
  type MergeCounts,
  type MergeSource,
  type NameRow,
  noCounts,
} from '../store/intake/merge.ts';
import { mergeRecords, prepareRecordStage } from '../store/intake/records.ts';
import { type StagedFacts, Staging } from '../store/intake/staging.ts';
import { addRejected, type RejectedRow, settleRejected } from '../store/quarantine.ts';

export type { RejectedRow };
export { Staging };

/**
 * Some thousand rows of a file, read and checked. Nothing but plain data and bytes, so that it can come from another
 * thread.
 */
export interface IntakeChunk {
  template: string;
  rows: number;
  facts: StagedFacts;
  rejected: RejectedRow[];
  /** Quarantine entries whose mended rows are in this chunk. */
  settled: number[];
  idNumbersDropped: number;
}

export interface IntakeDeps {
  database: Database;
  clock: Clock;
}

export type IntakeReport = StoredReport;

/** What a file with the very same bytes did when it was taken in before, or null. */
export function importedBefore(deps: IntakeDeps, sha256: string): Promise<IntakeReport | null> {
  return findImported(deps.database.sql, sha256);
}

async function mergeChunk(tx: TransactionSql, chunk: IntakeChunk, source: MergeSource): Promise<MergeCounts> {
  const { records, enterprises, holidays } = chunk.facts;
  let counts: MergeCounts = noCounts;
  const names: NameRow[] = [];
  if (enterprises !== null) {
    const merged = await mergeEnterprises(tx, enterprises, source);
    counts = addCounts(counts, merged.counts);
    names.push(...merged.names);
  }
  if (records !== null) {
    const merged = await mergeRecords(tx, records, source);
    counts = addCounts(counts, merged.counts);
    names.push(...merged.names);
  }
  if (holidays.length > 0) counts = addCounts(counts, await mergeHolidays(tx, holidays, source));
  if (names.length > 0) {
    // Only now: it brings the dictionary of pinyin, which no reading thread and no file without a new name needs.
    const { indexNames } = await import('../store/names.ts');
    await indexNames(tx, names);
  }
  return counts;
}

/**
 * Takes a file in: all of it or, when reading fails half-way, nothing. While one chunk is merged the next is read.
 * @throws whatever reading the chunks throws (CodedError `file.*`); the transaction is rolled back then.
 */
export async function takeIn(
  deps: IntakeDeps,
  actor: string,
  file: { sha256: string; name: string },
  chunks: AsyncIterator<IntakeChunk>,
): Promise<IntakeReport> {
  const at = deps.clock.now();
  return deps.database.sql.begin(async (tx) => {
    const source: MergeSource = { fileId: await beginImport(tx, file, at), at };
    await prepareRecordStage(tx);
    await prepareEnterpriseStage(tx);
    let report: IntakeReport = { ...noCounts, template: '', rows: 0, quarantined: 0, idNumbersDropped: 0 };
    let next = chunks.next();
    try {
      for (;;) {
        const { done, value: chunk } = await next;
        if (done) break;
        next = chunks.next();
        // Awaited at the top of the loop; until then a failure must not count as unhandled.
        next.catch(() => undefined);
        const counts = await mergeChunk(tx, chunk, source);
        await addRejected(tx, file, chunk.rejected, at);
        await settleRejected(tx, chunk.settled, at);
        report = {
          ...addCounts(report, counts),
          template: report.template || chunk.template,
          rows: report.rows + chunk.rows,
          quarantined: report.quarantined + chunk.rejected.length,
          idNumbersDropped: report.idNumbersDropped + chunk.idNumbersDropped,
        };
      }
    } finally {
      // When merging failed, whoever reads ahead must let go of the file.
      await chunks.return?.();
    }
    await finishImport(tx, source.fileId, report);
    await writeAudit(
      tx,
      {
        actor,
        orgId: null,
        action: 'import',
        subject: file.sha256,
        purpose: null,
        result: `${report.template}:${report.rows}`,
      },
      at,
    );
    return report;
  });
}
