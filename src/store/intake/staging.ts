import type { Fact, HolidayFact } from '../../domain/facts.ts';
import { CopyText, type StagedRows } from './copy-text.ts';
import { enterpriseLine } from './enterprise-text.ts';
import { addRecord } from './record-text.ts';

export interface StagedRecords extends StagedRows {
  /** No two rows are of the same decision. */
  distinct: boolean;
}

/** The facts of one chunk, ready to be sent to the staging tables. */
export interface StagedFacts {
  records: StagedRecords | null;
  enterprises: StagedRows | null;
  /** A table of some hundred days in all: merged one by one. */
  holidays: HolidayFact[];
}

/** Gathers the facts of a chunk in the form in which PostgreSQL takes them: no more is kept of a fact than that. */
export class Staging {
  private readonly records = new CopyText();
  private readonly enterprises = new CopyText();
  /** Of the records so far; the same for two enterprises now and then, which does no harm. */
  private readonly keys = new Set<string>();
  private holidays: HolidayFact[] = [];

  /** About so many bytes are gathered. */
  get bytes(): number {
    return this.records.bytes + this.enterprises.bytes;
  }

  add(fact: Fact): void {
    if (fact.type === 'record') {
      addRecord(this.records, fact);
      this.keys.add(fact.key);
    } else if (fact.type === 'enterprise')
      this.enterprises.endLine(enterpriseLine(fact, this.enterprises.rows + 1));
    else this.holidays.push(fact);
  }

  /** What was gathered; begins anew. */
  take(): StagedFacts {
    const { holidays } = this;
    this.holidays = [];
    const records = this.records.take();
    const distinct = this.keys.size === records?.rows;
    this.keys.clear();
    return { records: records && { ...records, distinct }, enterprises: this.enterprises.take(), holidays };
  }
}
