import type { Sql, TransactionSql } from 'postgres';

/** Who did what to whom, for what purpose, with what outcome. Holds no personal data and no message text. */
export interface AuditEntry {
  actor: string;
  orgId: string | null;
  action: string;
  /** Enterprises and accounts as pseudonyms; people and rows of ours by their id. */
  subject: string | null;
  purpose: string | null;
  result: string;
}

export async function writeAudit(sql: Sql | TransactionSql, entry: AuditEntry, at: Date): Promise<void> {
  const { actor, orgId, action, subject, purpose, result } = entry;
  await sql`
    insert into audit_log (at, actor, org_id, action, subject, purpose, result)
    values (${at}, ${actor}, ${orgId}, ${action}, ${subject}, ${purpose}, ${result})`;
}
