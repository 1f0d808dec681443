import type { CreditRecord, Enterprise, RecordTier } from '../domain/credit.ts';
import { CodedError } from '../domain/errors.ts';
import { type BasisEntry, type Grading, grade } from '../domain/grading.ts';
import type { Policy } from '../domain/policy.ts';
import { dayOf } from '../domain/ports.ts';
import { dailyQuota, orgDailyQuota, usualPurpose } from '../domain/rights.ts';
import { hasJurisdiction, readScope, seesUnpublicised } from '../domain/scope.ts';
import { tierOf } from '../domain/tiers.ts';
import { isPublicised } from '../domain/visibility.ts';
import { readCredit } from '../store/credit.ts';
import type { Database } from '../store/database.ts';
import { type Asking, guarded } from './guard.ts';
import { policyOn } from './policy.ts';

export interface CreditDeps {
  database: Database;
  policies: readonly Policy[];
  /** Different enterprises a day for an account that is nobody's; absent: the default. */
  publicQuota?: number;
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
  /** All records there are, with what is behind the class. False: a part only. */
  whole: boolean;
  /** As what the person looks at it: supervisors outside of their region see what all see. */
  standing: 'public' | 'own' | 'jurisdiction' | 'outside';
}

function standingOf({ person }: Asking, enterprise: Enterprise): CreditView['standing'] {
  if (person.role === 'enterprise' && person.uscc === enterprise.uscc) return 'own';
  if (hasJurisdiction(person, enterprise)) return 'jurisdiction';
  return person.role in usualPurpose ? 'outside' : 'public';
}

/** Whoever reads out one enterprise after the other is stopped, and noticed. */
function checkQuota({ person, used, audit, purpose }: Asking, publicQuota = dailyQuota.public): void {
  const own = person.quota ?? (person.role === 'public' ? publicQuota : dailyQuota[person.role]);
  const org = person.orgId === null ? Number.POSITIVE_INFINITY : (person.orgQuota ?? orgDailyQuota);
  if (used.own < own && used.org < org) return;
  audit({ action: 'credit.view', subject: null, purpose, result: 'quota' });
  if (used.own >= own) throw new CodedError('quota.own', { quota: own });
  throw new CodedError('quota.org', { quota: org });
}

/**
 * The credit of the enterprise with this code as the asking person may see it, graded by the rules in force today.
 * Every look-up is noted for the audit log, with its purpose. Null: no such enterprise is known.
 * @throws CodedError `quota.own`, `quota.org`
 */
export const lookUpCredit = guarded(
  'credit.view',
  async (deps: CreditDeps, asking: Asking, uscc: string): Promise<CreditView | null> => {
    checkQuota(asking, deps.publicQuota);
    const { person } = asking;
    const facts = await readCredit(deps.database.sql, uscc, readScope(person));
    const purpose =
      person.role in usualPurpose ? (asking.purpose ?? usualPurpose[person.role] ?? null) : null;
    const note = (result: string): void =>
      asking.audit({ action: 'credit.view', subject: uscc, purpose, result });
    if (!facts) {
      note('unknown');
      return null;
    }
    const { enterprise } = facts;
    const asOf = dayOf(asking.now);
    const policy = policyOn(deps.policies, asOf);
    const grading = grade(facts, policy, asOf);
    // Decided twice, here and by the database: what either of them hides stays hidden.
    const visible = new Set(facts.visible);
    const records = new Map<string, ShownRecord>();
    for (const record of facts.records) {
      if (!visible.has(record.id)) continue;
      if (!seesUnpublicised(person, enterprise, record) && !isPublicised(record, policy, asOf)) continue;
      const tier = record.kind === 'penalty' ? tierOf(record, policy).tier : null;
      records.set(record.id, { record, tier });
    }
    note(grading.creditClass);
    const standing = standingOf(asking, enterprise);
    const whole =
      (standing === 'own' || standing === 'jurisdiction') && records.size === facts.records.length;
    const told = (entry: BasisEntry): boolean => entry.records.every((id) => records.has(id));
    const basis = whole ? grading.basis : grading.basis.filter(told);
    return { enterprise, grading, policy, records, basis, whole, standing };
  },
);
