import type { CreditRecord } from './credit.ts';
import { effectOf, isDiscredit } from './effect.ts';
import type { Policy } from './policy.ts';
import type { IsoDate } from './ports.ts';
import { tierOf } from './tiers.ts';

/**
 * Whether everybody may see a record on a day: within its publicity, and of a kind that is publicised at all.
 * Minor discredit is in principle not publicised (Order 36), evaluations and the key-watch list are internal. Complaints
 * never are: what was verified is publicised as the decision that it led to (二（九）二).
 */
export function isPublicised(record: CreditRecord, policy: Policy, asOf: IsoDate): boolean {
  if (record.status !== 'inForce' || record.decidedOn > asOf) return false;
  if (record.kind === 'evaluation' || record.kind === 'complaint') return false;
  if (record.kind === 'list' && record.details.list === 'keyWatch') return false;
  if (isDiscredit(record, policy)) {
    if (!effectOf(record, policy, asOf).effective) return false;
    return (
      record.kind !== 'penalty' || record.publicityUntil !== null || tierOf(record, policy).tier !== 'MINOR'
    );
  }
  // A commendation ends with its entry; a licence that ran out may still be looked up.
  const until = record.publicityUntil ?? (isListEntry(record) ? record.validUntil : null);
  return until === null || until >= asOf;
}

function isListEntry(record: CreditRecord): boolean {
  return record.kind === 'list';
}
