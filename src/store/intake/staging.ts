import type { Fact, HolidayFact } from '../../domain/facts.ts';
import { CopyText, type StagedRows } from './copy-text.ts';
import { enterpriseLine } from './enterprise-text.ts';
import { recordLine } from './record-text.ts';

/** The facts of one chunk, ready to be sent to the staging tables. */
export interface StagedFacts {
  records: StagedRows | null;
  enterprises: StagedRows | null;
  /** A table of some hundred days in all: merged one by one. */
  holidays: HolidayFact[];
}

/** Gathers the facts of a chunk in the form in which PostgreSQL takes them: no more is kept of a fact than that. */
export class Staging {
  private readonly records = new CopyText();
  private readonly enterprises = new CopyText();
  private holidays: HolidayFact[] = [];

  /** About so many bytes are gathered. */
  get bytes(): number {
    return this.records.bytes + this.enterprises.bytes;
  }

  add(fact: Fact): void {
    if (fact.type === 'record') this.records.add(recordLine(fact, this.records.rows + 1));
    else if (fact.type === 'enterprise')
      this.enterprises.add(enterpriseLine(fact, this.enterprises.rows + 1));
    else this.holidays.push(fact);
  }

  /** What was gathered; begins anew. */
  take(): StagedFacts {
    const { holidays } = this;
    this.holidays = [];
    return { records: this.records.take(), enterprises: this.enterprises.take(), holidays };
  }
}
