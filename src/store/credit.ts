import type { Sql } from 'postgres';
import type { CreditRecord, Enterprise } from '../domain/credit.ts';
import { batched } from './batch.ts';

export interface CreditFacts {
  enterprise: Enterprise;
  records: CreditRecord[];
}

async function readCredits(sql: Sql, codes: readonly string[]): Promise<readonly (CreditFacts | null)[]> {
  const rows = await sql<CreditFacts[]>`
    select
      json_build_object('uscc', e.uscc, 'name', e.name, 'formerNames', e.former_names, 'regionCode', e.region_code,
        'industryCode', e.industry_code, 'establishedOn', e.established_on, 'registrationStatus', e.registration_status,
        'legalRepresentative', e.legal_representative, 'address', e.address, 'specialAreas', e.special_areas,
        'registered', e.registered, 'sample', e.sample) as enterprise,
      coalesce((
        select json_agg(json_build_object('id', r.key, 'kind', r.kind, 'number', r.number, 'authority', r.authority,
          'decidedOn', r.decided_on, 'validUntil', r.valid_until, 'publicityUntil', r.publicity_until, 'status', r.status,
          'correctedOn', r.corrected_on, 'repairedOn', r.repaired_on, 'sources', r.sources, 'details', r.details)
          order by r.decided_on, r.key)
        from credit_record r where r.uscc = e.uscc), '[]') as records
    from enterprise e where e.uscc = any(${codes as string[]}::text[])`;
  const facts = new Map(rows.map((row) => [row.enterprise.uscc, row]));
  return codes.map((code) => facts.get(code) ?? null);
}

/** An enterprise and its whole record as in force now, in one round trip; null where the code is not known. */
export const readCredit = batched<string, CreditFacts | null>({
  run: readCredits,
  limit: 32,
  concurrency: 2,
});

/** Current name and region of each of a few enterprises, to tell candidates of like names apart. */
export async function namesAndRegions(
  sql: Sql,
  codes: readonly string[],
): Promise<Map<string, { name: string; regionCode: string | null }>> {
  const rows = await sql<{ uscc: string; name: string; regionCode: string | null }[]>`
    select uscc, name, region_code as "regionCode" from enterprise where uscc = any(${codes as string[]})`;
  return new Map(rows.map((row) => [row.uscc, row]));
}
