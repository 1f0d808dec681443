import { hash } from 'node:crypto';
import type { EnterpriseFact } from '../../domain/facts.ts';
import { arrayLiteral, copyLine } from './copy-text.ts';

/** Columns of the staging table, in the order of `enterpriseLine`. */
export const enterpriseColumns = [
  'ord',
  'line',
  'uscc',
  'name',
  'former_names',
  'region_code',
  'industry_code',
  'established_on',
  'registration_status',
  'legal_representative',
  'address',
  'special_areas',
  'sample',
  'extra',
  'content_hash',
] as const;

/** A market entity as a row of the staging table; `ord` is its place in the chunk. */
export function enterpriseLine(fact: EnterpriseFact, ord: number): string {
  const { line: _line, ...content } = fact;
  return copyLine([
    ord,
    fact.line,
    fact.uscc,
    fact.name,
    arrayLiteral(fact.formerNames),
    fact.regionCode,
    fact.industryCode || null,
    fact.establishedOn,
    fact.registrationStatus || null,
    fact.legalRepresentative || null,
    fact.address || null,
    arrayLiteral(fact.specialAreas),
    fact.sample,
    fact.extra === null ? null : JSON.stringify(fact.extra),
    hash('md5', JSON.stringify(content)),
  ]);
}
