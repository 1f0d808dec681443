import { createHash } from 'node:crypto';
import type { TransactionSql } from 'postgres';
import { addDays } from '../domain/dates.ts';
import { CodedError } from '../domain/errors.ts';
import { dayOf } from '../domain/ports.ts';
import { activateAccount, releaseAccount } from '../store/accounts.ts';
import type { Approval } from '../store/approvals.ts';
import { queueThese } from '../store/classes.ts';
import { setOrgQuota } from '../store/orgs.ts';
import { insertOverride } from '../store/overrides.ts';
import { setDisabled, setPersonQuota, setRole } from '../store/people.ts';
import { addPolicyAgreement, findPolicyVersion, settlePolicy } from '../store/policy-versions.ts';
import { seeing } from '../store/scope.ts';
import type { Agreeing } from './guard.ts';
import { dropRefused, grantAgreed } from './inclusive-effect.ts';
import { enterAgreed } from './list-effects.ts';

/** People who must agree to a policy besides whoever proposed it. */
export const policyAgreements = 2;

type Effect = (tx: TransactionSql, approval: Approval, agreeing: Agreeing) => Promise<boolean>;

/** The account that a binding is about. */
export function accountIn({ payload }: Approval) {
  return { platform: payload.platform ?? '', userId: payload.userId ?? '' };
}

/** What an agreement does, by what was asked for; false where things are no longer as they were when it was asked. */
const effects: Record<string, Effect> = {
  binding: (tx, approval) => activateAccount(tx, accountIn(approval), approval.personId ?? ''),
  role: (tx, { personId, payload }) => setRole(tx, personId ?? '', payload.from ?? '', payload.to ?? ''),
  enable: (tx, { personId }) => setDisabled(tx, personId ?? '', null),
  personQuota: (tx, { personId, payload }) => setPersonQuota(tx, personId ?? '', Number(payload.quota)),
  orgQuota: (tx, { payload }) => setOrgQuota(tx, payload.org ?? '', Number(payload.quota)),
  // Keys lie outside of the database: whoever asked uses the agreement up when the key is changed.
  key: async () => true,
  inclusivePeriod: grantAgreed,
  classOverride: (tx, { payload, askedBy }, { now, by }) => setByHand(tx, payload, { askedBy, by, now }),
  listEntry: enterAgreed,
  policy: (tx, { payload, askedBy }, { by }) => agreePolicy(tx, payload, { askedBy, by }),
};

/** @throws CodedError `approval.outdated` */
export async function agreed(tx: TransactionSql, approval: Approval, agreeing: Agreeing): Promise<void> {
  const effect = effects[approval.kind];
  if (!effect || !(await effect(tx, approval, agreeing)))
    throw new CodedError('approval.outdated', { id: approval.id });
}

/** An account that was waiting is let go; everything else stays as it is. */
export async function refused(tx: TransactionSql, approval: Approval): Promise<void> {
  if (approval.kind === 'policy') await settlePolicy(tx, approval.payload.what ?? '', 'proposed', 'refused');
  if (approval.kind === 'inclusivePeriod') await dropRefused(tx, approval);
  if (approval.kind === 'binding') await releaseAccount(tx, accountIn(approval), approval.personId ?? '');
}

/** The class holds from today on; the enterprise is judged anew at once. */
async function setByHand(
  tx: TransactionSql,
  payload: Approval['payload'],
  { askedBy, by, now }: { askedBy: string; by: string; now: Date },
): Promise<boolean> {
  const { uscc = '', creditClass = '', reason = '', days = '' } = payload;
  const from = dayOf(now);
  const until = addDays(from, Number(days) - 1);
  await seeing(tx, { sees: 'all' }, async (all) => {
    await insertOverride(all, { uscc, creditClass, reason, setBy: askedBy, agreedBy: by, from, until });
    await queueThese(all, [uscc]);
  });
  return true;
}

/** The second who agrees makes it take effect on its day; nobody agrees twice. @throws CodedError `approval.twice` */
async function agreePolicy(
  tx: TransactionSql,
  { what: id = '', from, sha256 }: Approval['payload'],
  { askedBy, by }: { askedBy: string; by: string },
): Promise<boolean> {
  const version = await findPolicyVersion(tx, id);
  if (version?.state !== 'proposed' || by === askedBy) return false;
  // Proposed anew with another text or day, it takes new agreements.
  const proposed = createHash('sha256').update(version.text).digest('hex');
  if (proposed !== sha256 || version.effectiveFrom !== from) return false;
  if (version.agreedBy.includes(by)) throw new CodedError('approval.twice', { id });
  await addPolicyAgreement(tx, id, by);
  if (version.agreedBy.length + 1 >= policyAgreements) await settlePolicy(tx, id, 'proposed', 'adopted');
  return true;
}
