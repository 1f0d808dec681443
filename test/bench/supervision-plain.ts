import { addDays } from '../../src/domain/dates.ts';
import type { IsoDate } from '../../src/domain/ports.ts';

/** A record as it lies in the table. */
export interface PlainRecord {
  kind: string;
  number: string;
  authority: string;
  decidedOn: IsoDate;
  validUntil: IsoDate | null;
  status: string;
  details: { outcome?: string; penaltyKinds?: readonly string[]; fineFen?: number | null };
  special: boolean;
}

export interface Due {
  uscc: string;
  kind: string;
}

/**
 * What is due about an enterprise on a day by the words of the rules, straight from its records: the plain way, knowing
 * nothing of how the program does it.
 */
export function plainlyDue(records: readonly PlainRecord[], day: IsoDate): string[] {
  const inForce = records.filter(({ status, decidedOn }) => status === 'inForce' && decidedOn <= day);
  const within = (record: PlainRecord, days: number): boolean => record.decidedOn >= addDays(day, -days);
  const penalties = inForce.filter(({ kind }) => kind === 'penalty');
  const found: string[] = [];
  const complaints = inForce.filter(
    (record) => record.kind === 'complaint' && record.details.outcome === 'verified' && within(record, 30),
  );
  if (complaints.length >= 3) found.push('complaintBurst');
  const agencies = new Set(
    penalties.filter((record) => within(record, 90)).map(({ authority }) => authority),
  );
  if (agencies.size >= 2) found.push('severalAgencies');
  const expiring = inForce.some(
    ({ kind, validUntil }) =>
      kind === 'permit' && validUntil !== null && validUntil >= day && validUntil <= addDays(day, 30),
  );
  if (expiring) found.push('licenceExpiring');
  const grave = penalties.some((record) => within(record, 30) && (record.details.fineFen ?? 0) > 300_000);
  if (records.some(({ special }) => special) && grave) found.push('specialAreaTrouble');
  // Decisions of one day are one event.
  const days = [...new Set(penalties.map(({ decidedOn }) => decidedOn))].sort();
  const newest = days.at(-1);
  if (newest !== undefined && newest >= addDays(day, -180)) {
    const before = days.filter((one) => one >= addDays(newest, -180));
    if (before.length >= 2) found.push('reminded');
  }
  return found;
}
