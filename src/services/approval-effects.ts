import type { TransactionSql } from 'postgres';
import { CodedError } from '../domain/errors.ts';
import { activateAccount, releaseAccount } from '../store/accounts.ts';
import type { Approval } from '../store/approvals.ts';
import { setOrgQuota } from '../store/orgs.ts';
import { setDisabled, setPersonQuota, setRole } from '../store/people.ts';

type Effect = (tx: TransactionSql, approval: Approval, now: Date) => Promise<boolean>;

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
};

/** @throws CodedError `approval.outdated` */
export async function agreed(tx: TransactionSql, approval: Approval, now: Date): Promise<void> {
  const effect = effects[approval.kind];
  if (!effect || !(await effect(tx, approval, now)))
    throw new CodedError('approval.outdated', { id: approval.id });
}

/** An account that was waiting is let go; everything else stays as it is. */
export async function refused(tx: TransactionSql, approval: Approval): Promise<void> {
  if (approval.kind === 'binding') await releaseAccount(tx, accountIn(approval), approval.personId ?? '');
}
