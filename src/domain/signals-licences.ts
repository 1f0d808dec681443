import type { PermitRecord } from './credit.ts';
import { addDays, earlier, later } from './dates.ts';
import type { IsoDate } from './ports.ts';
import { foldText } from './text.ts';

/** A licence that ends, and the days on which that is a signal. */
export interface LicenceRun {
  permit: PermitRecord;
  from: IsoDate;
  to: IsoDate;
}

/**
 * Licences that end on or after `asOf`: from `days` before their last day to that day, but not any more once a newer one
 * of the same kind is known. In the order in which they end. Those whose kind is renewed before are left out.
 */
export function licenceRuns(permits: readonly PermitRecord[], days: number, asOf: IsoDate): LicenceRun[] {
  const runs: LicenceRun[] = [];
  for (const permit of permits) {
    const { validUntil, decidedOn } = permit;
    if (validUntil === null || validUntil < asOf) continue;
    const from = later(addDays(validUntil, -days), decidedOn);
    const renewedOn = permits.length === 1 ? null : firstNewer(permit, validUntil, permits);
    const to = renewedOn === null ? validUntil : earlier(validUntil, addDays(renewedOn, -1));
    if (from <= to) runs.push({ permit, from, to });
  }
  return runs.length < 2 ? runs : runs.sort(byEnd);
}

function byEnd(a: LicenceRun, b: LicenceRun): number {
  if (a.permit.validUntil !== b.permit.validUntil)
    return (a.permit.validUntil ?? '') < (b.permit.validUntil ?? '') ? -1 : 1;
  return a.permit.id < b.permit.id ? -1 : 1;
}

/** The day of the first decision on a newer licence of the same kind; null: there is none. */
function firstNewer(
  permit: PermitRecord,
  validUntil: IsoDate,
  permits: readonly PermitRecord[],
): IsoDate | null {
  const kind = kindOf(permit);
  let first: IsoDate | null = null;
  for (const other of permits) {
    if (other === permit || !isNewer(other, permit, validUntil) || kindOf(other) !== kind) continue;
    if (first === null || other.decidedOn < first) first = other.decidedOn;
  }
  return first;
}

/** Decided later, and good for at least as long; or, with the same number, whatever has been decided on it since. */
function isNewer(other: PermitRecord, permit: PermitRecord, validUntil: IsoDate): boolean {
  if (other.decidedOn < permit.decidedOn) return false;
  const until = other.validUntil ?? '9999-12-31';
  if (other.decidedOn === permit.decidedOn && until <= validUntil)
    // Two decisions of one day: the one that is good for longer is newer; of two alike only one is told of.
    return until === validUntil && other.id > permit.id;
  const { licenceNo } = permit.details;
  return (
    until >= validUntil || (licenceNo !== '' && foldText(other.details.licenceNo) === foldText(licenceNo))
  );
}

/** What a licence is called makes its kind; 许可类别 (普通, 认可 …) does not. */
function kindOf({ id, details }: PermitRecord): string {
  return foldText(details.licenceName) || foldText(details.document) || foldText(details.licenceNo) || id;
}
