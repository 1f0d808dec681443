import type {
  ComplaintRecord,
  CreditRecord,
  EvaluationRecord,
  ListRecord,
  PenaltyRecord,
  PermitRecord,
} from './credit.ts';
import type { IsoDate } from './ports.ts';

/** What signals look at: records in force, complaints only if verified, apart by kind. */
export interface Material {
  /** Nothing that is dated after this day is here; null: everything is. */
  until: IsoDate | null;
  complaints: ComplaintRecord[];
  penalties: PenaltyRecord[];
  permits: PermitRecord[];
  evaluations: EvaluationRecord[];
  lists: ListRecord[];
  /** Of whatever kind, repaired on a day. */
  repaired: { id: string; decidedOn: IsoDate; repairedOn: IsoDate }[];
}

/** One pass over the records; null: there is nothing to look at. */
export function gather(records: readonly CreditRecord[], until: IsoDate | null): Material | null {
  let found: Material | null = null;
  for (const record of records) {
    if (record.status !== 'inForce' || (until !== null && record.decidedOn > until)) continue;
    if (!isLookedAt(record)) continue;
    found ??= {
      until,
      complaints: [],
      penalties: [],
      permits: [],
      evaluations: [],
      lists: [],
      repaired: [],
    };
    put(found, record);
  }
  return found;
}

function isLookedAt(record: CreditRecord): boolean {
  switch (record.kind) {
    case 'penalty':
    case 'permit':
    case 'evaluation':
    case 'list':
      return true;
    case 'complaint':
      return isVerified(record);
    default:
      return record.repairedOn !== null;
  }
}

/** 经调查核实, 二(九)二: in whole or in part. */
export function isVerified({ details }: ComplaintRecord): boolean {
  return details.outcome === 'verified' || details.outcome === 'partly';
}

function put(into: Material, record: CreditRecord): void {
  const { id, decidedOn } = record;
  const repairedOn = repairedBy(record, into);
  if (repairedOn !== null) into.repaired.push({ id, decidedOn, repairedOn });
  if (record.kind === 'penalty') into.penalties.push(record);
  else if (record.kind === 'permit') into.permits.push(record);
  else if (record.kind === 'evaluation') into.evaluations.push(record);
  else if (record.kind === 'list') into.lists.push(record);
  else if (record.kind === 'complaint') into.complaints.push(record);
}

/** The day of its repair, where that is known already. */
export function repairedBy(
  { repairedOn }: Pick<CreditRecord, 'repairedOn'>,
  { until }: Pick<Material, 'until'>,
): IsoDate | null {
  return repairedOn !== null && (until === null || repairedOn <= until) ? repairedOn : null;
}

/** Whether anything is dated after the day: decisions, and repairs. */
export function hasLater(records: readonly CreditRecord[], day: IsoDate): boolean {
  for (const { decidedOn, repairedOn } of records)
    if (decidedOn > day || (repairedOn !== null && repairedOn > day)) return true;
  return false;
}

/** By day, then by id: the same order whatever order they came in. */
export function byDay(
  a: Pick<CreditRecord, 'decidedOn' | 'id'>,
  b: Pick<CreditRecord, 'decidedOn' | 'id'>,
): number {
  if (a.decidedOn !== b.decidedOn) return a.decidedOn < b.decidedOn ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
