import type { CreditClass, CreditRecord, Enterprise, RecordTier } from '../domain/credit.ts';
import { CodedError } from '../domain/errors.ts';
import { type BasisEntry, type Grading, grade } from '../domain/grading.ts';
import { type Override, overrideOn, withOverride } from '../domain/override.ts';
import type { Policy } from '../domain/policy.ts';
import { dayOf, type IsoDate } from '../domain/ports.ts';
import { type Repair, repairsOf } from '../domain/repair.ts';
import { dailyQuota, orgDailyQuota, usualPurpose } from '../domain/rights.ts';
import { hasJurisdiction, readScope, seesUnpublicised } from '../domain/scope.ts';
import { tierOf } from '../domain/tiers.ts';
import { isPublicised } from '../domain/visibility.ts';
import { afterRepair, type WhatIf } from '../domain/what-if.ts';
import { recordedClass } from '../store/classes.ts';
import { type CreditFacts, readCredit } from '../store/credit.ts';
import type { Database } from '../store/database.ts';
import { type Asking, guarded } from './guard.ts';
import type { PolicyBook } from './policy.ts';

export interface CreditDeps {
  database: Database;
  policies: PolicyBook;
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
  /** The class was set by hand. */
  override: Override | null;
  /** Of a day that is past. */
  past: {
    /** What the system itself had recorded for that day; null: it had not judged the enterprise by then. */
    recorded: CreditClass | null;
  } | null;
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

/** An enterprise that was looked up, and what the one who asks may know of it. */
interface Opened {
  facts: CreditFacts;
  policy: Policy;
  standing: CreditView['standing'];
  records: Map<string, ShownRecord>;
  whole: boolean;
  note(result: string): void;
}

/** Every look-up is counted, and noted for the audit log with its purpose. */
async function open(
  deps: CreditDeps,
  asking: Asking,
  uscc: string,
  asOf: IsoDate,
  policyFor: PolicyBook['on'] = deps.policies.on,
): Promise<Opened | null> {
  checkQuota(asking, deps.publicQuota);
  const { person } = asking;
  const facts = await readCredit(deps.database.sql, uscc, readScope(person));
  const purpose = person.role in usualPurpose ? (asking.purpose ?? usualPurpose[person.role] ?? null) : null;
  const note = (result: string): void =>
    asking.audit({ action: 'credit.view', subject: uscc, purpose, result });
  if (!facts) {
    note('unknown');
    return null;
  }
  const { enterprise } = facts;
  const policy = policyFor(asOf, enterprise.industryCode);
  // Decided twice, here and by the database: what either of them hides stays hidden.
  const visible = new Set(facts.visible);
  const records = new Map<string, ShownRecord>();
  for (const record of facts.records) {
    if (!visible.has(record.id)) continue;
    if (!seesUnpublicised(person, enterprise, record) && !isPublicised(record, policy, asOf)) continue;
    const tier = record.kind === 'penalty' ? tierOf(record, policy).tier : null;
    records.set(record.id, { record, tier });
  }
  const standing = standingOf(asking, enterprise);
  // Complaints are behind no class: that one is not shown takes nothing away from the whole.
  const isShown = ({ id, kind }: CreditRecord): boolean => kind === 'complaint' || records.has(id);
  const whole = (standing === 'own' || standing === 'jurisdiction') && facts.records.every(isShown);
  return { facts, policy, standing, records, whole, note };
}

function viewOf({ facts, policy, standing, records, whole }: Opened, asOf: IsoDate): CreditView {
  const override = overrideOn(facts.overrides, asOf);
  const grading = withOverride(grade(facts, policy, asOf), override, policy);
  const told = (entry: BasisEntry): boolean => entry.records.every((id) => records.has(id));
  const basis = whole ? grading.basis : grading.basis.filter(told);
  const { enterprise } = facts;
  return { enterprise, grading, policy, records, basis, whole, standing, override, past: null };
}

/**
 * The credit of the enterprise with this code as the asking person may see it, graded by the rules in force today.
 * Null: no such enterprise is known.
 * @throws CodedError `quota.own`, `quota.org`
 */
export const lookUpCredit = guarded(
  'credit.view',
  async (deps: CreditDeps, asking: Asking, uscc: string): Promise<CreditView | null> => {
    const asOf = dayOf(asking.now);
    const opened = await open(deps, asking, uscc, asOf);
    if (!opened) return null;
    const view = viewOf(opened, asOf);
    opened.note(view.grading.creditClass);
    return view;
  },
);

/** What has been repaired since shows in a past class: that is for the enterprise and for those who supervise it. */
function mayLookBack(standing: CreditView['standing']): boolean {
  return standing === 'own' || standing === 'jurisdiction';
}

/**
 * The same on a day that is past: by the rules in force that day, from what is known today of what had happened by
 * then, beside what the system had recorded itself.
 * @throws CodedError `quota.own`, `quota.org`, `day.future` {day}, `policy.none` {date}, `credit.pastOthers`
 */
export const lookUpPast = guarded(
  'credit.past',
  async (deps: CreditDeps, asking: Asking, uscc: string, day: IsoDate): Promise<CreditView | null> => {
    if (day > dayOf(asking.now)) throw new CodedError('day.future', { day });
    const opened = await open(deps, asking, uscc, day);
    if (!opened) return null;
    if (!mayLookBack(opened.standing)) {
      opened.note('denied');
      throw new CodedError('credit.pastOthers');
    }
    const view = viewOf(opened, day);
    opened.note(`${view.grading.creditClass}@${day}`);
    if (day === dayOf(asking.now)) return view;
    const scope = readScope(asking.person);
    const recorded = await recordedClass(deps.database.sql, uscc, day, scope);
    return { ...view, past: { recorded } };
  },
);

/** When and how the records of an enterprise can be repaired. */
export interface RepairView {
  enterprise: Enterprise;
  standing: CreditView['standing'];
  repairs: readonly { repair: Repair; record: CreditRecord }[];
  policy: Policy;
  asOf: IsoDate;
}

/**
 * 修复: every discredit record that the asking person may see, with the earliest day and what is missing.
 * @throws CodedError `quota.own`, `quota.org`
 */
export const lookUpRepairs = guarded(
  'credit.view',
  async (deps: CreditDeps, asking: Asking, uscc: string): Promise<RepairView | null> => {
    const asOf = dayOf(asking.now);
    const opened = await open(deps, asking, uscc, asOf);
    if (!opened) return null;
    const { facts, policy, standing, records } = opened;
    opened.note('repair');
    const repairs = repairsOf(facts.records, policy, asOf).flatMap((repair) => {
      const shown = records.get(repair.record);
      return shown ? [{ repair, record: shown.record }] : [];
    });
    return { enterprise: facts.enterprise, standing, repairs, policy, asOf };
  },
);

/** The class after a repair, for whoever may see all that it rests on. */
export interface WhatIfView {
  enterprise: Enterprise;
  now: CreditClass;
  whatIf: WhatIf;
  /** In force on the day of the repair. */
  policy: Policy;
  records: ReadonlyMap<string, ShownRecord>;
}

/**
 * 「修复这条后我是什么等级？」: after the chosen records are repaired (none chosen: all that can be), on the earliest day.
 * @throws CodedError `quota.own`, `quota.org`, `whatIf.others`
 */
export const askWhatIf = guarded(
  'credit.whatIf',
  async (
    deps: CreditDeps,
    asking: Asking,
    uscc: string,
    ids: readonly string[],
  ): Promise<WhatIfView | null> => {
    const asOf = dayOf(asking.now);
    const opened = await open(deps, asking, uscc, asOf);
    if (!opened) return null;
    const { facts, policy, records } = opened;
    if (!opened.whole) {
      opened.note('denied');
      throw new CodedError('whatIf.others');
    }
    opened.note('whatIf');
    const { industryCode } = facts.enterprise;
    const policyOn = (day: IsoDate): Policy => deps.policies.on(day, industryCode);
    const repairable = repairsOf(facts.records, policy, asOf).filter(
      ({ state }) => state === 'open' || state === 'notYet',
    );
    const chosen = new Set(ids.length > 0 ? ids : repairable.map(({ record }) => record));
    const plain = afterRepair(facts, policyOn, chosen, asOf);
    // By the rules of that day; a class set by hand still holds then.
    const then = policyOn(plain.on);
    const grading = withOverride(plain.grading, overrideOn(facts.overrides, plain.on), then);
    return {
      enterprise: facts.enterprise,
      now: viewOf(opened, asOf).grading.creditClass,
      whatIf: { ...plain, grading },
      policy: then,
      records,
    };
  },
);
