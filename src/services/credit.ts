import type { CreditRecord, Enterprise, RecordTier } from '../domain/credit.ts';
import { type BasisEntry, type Grading, grade } from '../domain/grading.ts';
import { isSupervisor, type Person } from '../domain/person.ts';
import type { Policy } from '../domain/policy.ts';
import { dayOf } from '../domain/ports.ts';
import { tierOf } from '../domain/tiers.ts';
import { isPublicised, seesWholeRecord } from '../domain/visibility.ts';
import { readCredit } from '../store/credit.ts';
import type { Database } from '../store/database.ts';
import { policyOn } from './policy.ts';

export interface CreditDeps {
  database: Database;
  policies: readonly Policy[];
}

/** Who asks, when, and where the look-up is noted. */
export interface Asking {
  person: Person;
  now: Date;
  audit(note: { action: string; subject: string | null; purpose: string | null; result: string }): void;
}

export interface ShownRecord {
  record: CreditRecord;
  /** 失信程度, for penalties. */
  tier: RecordTier | null;
}

/** What one person may know of an enterprise's credit. */
export interface CreditView {
  enterprise: Enterprise;
  grading: Grading;
  policy: Policy;
  /** The records this person may see, by id. */
  records: ReadonlyMap<string, ShownRecord>;
  /** The rules behind the class that this person may be told: one that rests on hidden records tells them. */
  basis: readonly BasisEntry[];
  /** False: the public part only. */
  whole: boolean;
}

/** Why officials look records up; asked for case by case once rights and purposes are bound to tasks. */
const supervisionPurpose = 'supervision';

/**
 * The credit of the enterprise with this code as the asking person may see it, graded by the rules in force today.
 * Every look-up is noted for the audit log. Null: no such enterprise is known.
 */
export async function lookUpCredit(
  deps: CreditDeps,
  asking: Asking,
  uscc: string,
): Promise<CreditView | null> {
  const facts = await readCredit(deps.database.sql, uscc);
  const purpose = isSupervisor(asking.person) ? supervisionPurpose : null;
  const note = (result: string): void =>
    asking.audit({ action: 'credit.view', subject: uscc, purpose, result });
  if (!facts) {
    note('unknown');
    return null;
  }
  const asOf = dayOf(asking.now);
  const policy = policyOn(deps.policies, asOf);
  const grading = grade(facts, policy, asOf);
  const whole = seesWholeRecord(asking.person, uscc);
  const records = new Map<string, ShownRecord>();
  for (const record of facts.records) {
    if (!whole && !isPublicised(record, policy, asOf)) continue;
    records.set(record.id, { record, tier: record.kind === 'penalty' ? tierOf(record, policy).tier : null });
  }
  note(grading.creditClass);
  const told = (entry: BasisEntry): boolean => entry.records.every((id) => records.has(id));
  const basis = whole ? grading.basis : grading.basis.filter(told);
  return { enterprise: facts.enterprise, grading, policy, records, basis, whole };
}
