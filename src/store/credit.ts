import type { Sql } from 'postgres';
import type { CreditRecord, Enterprise } from '../domain/credit.ts';
import type { Override } from '../domain/override.ts';
import type { ReadScope } from '../domain/scope.ts';
import { batched } from './batch.ts';

export interface CreditFacts {
  /** Classes set by hand, by when they were; null: none ever was. */
  overrides: Override[] | null;
  enterprise: Enterprise;
  /** All of them: the rules need them whoever asks. Not for showing. */
  records: CreditRecord[];
  /** Ids of those that the one who asks may see, by PostgreSQL's own policies. */
  visible: string[];
}

interface Asked {
  uscc: string;
  scope: ReadScope;
}

async function readCredits(sql: Sql, asked: readonly Asked[]): Promise<readonly (CreditFacts | null)[]> {
  const [first] = asked;
  if (!first) return [];
  const { sees, own, prefix, beside, line } = first.scope;
  const codes = asked.map(({ uscc }) => uscc);
  const rows = await sql<CreditFacts[]>`
    select enterprise, records, overrides, visible::text[] from credit_of(${codes}, ${sees}, ${own}, ${prefix}, ${beside}, ${line})`;
  const facts = new Map(rows.map((row) => [row.enterprise.uscc, row]));
  return codes.map((code) => facts.get(code) ?? null);
}

const readTogether = batched<Asked, CreditFacts | null>({
  run: readCredits,
  limit: 32,
  apartMs: 10,
  concurrency: 2,
  // One statement has one scope.
  groupOf: ({ scope: { sees, own, prefix, beside, line } }) =>
    [sees, own, prefix, beside, line].join('\u0000'),
});

/** An enterprise and its record as in force now, in one round trip; null where the code is not known. */
export function readCredit(sql: Sql, uscc: string, scope: ReadScope): Promise<CreditFacts | null> {
  return readTogether(sql, { uscc, scope });
}

/** Current name and region of each of a few enterprises, to tell candidates of like names apart. */
export async function namesAndRegions(
  sql: Sql,
  codes: readonly string[],
): Promise<Map<string, { name: string; regionCode: string | null }>> {
  const rows = await sql<{ uscc: string; name: string; regionCode: string | null }[]>`
    select uscc, name, region_code as "regionCode" from enterprise where uscc = any(${codes as string[]})`;
  return new Map(rows.map((row) => [row.uscc, row]));
}
