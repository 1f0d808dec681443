import type { Sql, TransactionSql } from 'postgres';

/** Who did what to whom, for what purpose, with what outcome. Holds no personal data and no message text. */
export interface AuditEntry {
  actor: string;
  action: string;
  subject: string | null;
  purpose: string | null;
  result: string;
}

export async function writeAudit(sql: Sql | TransactionSql, entry: AuditEntry, at: Date): Promise<void> {
  await sql`
    insert into audit_log (at, actor, action, subject, purpose, result)
    values (${at}, ${entry.actor}, ${entry.action}, ${entry.subject}, ${entry.purpose}, ${entry.result})`;
}
