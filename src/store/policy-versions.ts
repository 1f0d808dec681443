import type { Sql, TransactionSql } from 'postgres';
import type { IsoDate } from '../domain/ports.ts';

type Tx = Sql | TransactionSql;

/** A policy that was proposed here: its file word for word, and who agreed to it. */
export interface PolicyVersion {
  id: string;
  text: string;
  effectiveFrom: IsoDate;
  proposedBy: string;
  agreedBy: string[];
  state: 'proposed' | 'adopted' | 'refused';
  at: Date;
}

const columns = (tx: Tx) => tx`
  id, text, effective_from as "effectiveFrom", proposed_by as "proposedBy", agreed_by as "agreedBy", state, at`;

export async function policyVersions(tx: Tx): Promise<PolicyVersion[]> {
  return tx<PolicyVersion[]>`select ${columns(tx)} from policy_version order by effective_from, id`;
}

export async function findPolicyVersion(tx: Tx, id: string): Promise<PolicyVersion | null> {
  const [row] = await tx<
    PolicyVersion[]
  >`select ${columns(tx)} from policy_version where id = ${id} for update`;
  return row ?? null;
}

/** A refused one may be proposed anew. False where the id is taken. */
export async function insertPolicyVersion(
  tx: Tx,
  { id, text, effectiveFrom, proposedBy, at }: Omit<PolicyVersion, 'agreedBy' | 'state'>,
): Promise<boolean> {
  const added = await tx`
    insert into policy_version as v (id, text, effective_from, proposed_by, state, at)
    values (${id}, ${text}, ${effectiveFrom}, ${proposedBy}, 'proposed', ${at})
    on conflict (id) do update set text = excluded.text, effective_from = excluded.effective_from,
      proposed_by = excluded.proposed_by, agreed_by = '{}', state = 'proposed', at = excluded.at
      where v.state = 'refused' returning 1`;
  return added.count > 0;
}

export async function addPolicyAgreement(tx: Tx, id: string, by: string): Promise<void> {
  await tx`update policy_version set agreed_by = agreed_by || ${by}::text where id = ${id}`;
}

/** False where it is in another state. */
export async function settlePolicy(
  tx: Tx,
  id: string,
  from: PolicyVersion['state'],
  to: PolicyVersion['state'],
): Promise<boolean> {
  const settled =
    await tx`update policy_version set state = ${to} where id = ${id} and state = ${from} returning 1`;
  return settled.count > 0;
}
