import type { ISql } from 'postgres';
import { CodedError } from '../domain/errors.ts';
import { nameProbe } from '../domain/name-probe.ts';
import { type NameHit, rankNames } from '../domain/name-score.ts';
import { nameCandidates } from '../store/names.ts';

export type { NameHit } from '../domain/name-score.ts';

/** Nobody types a name as long as this; it keeps the work of one search bounded. */
const maxQueryLength = 512;

/**
 * Enterprises that `query` may mean, best first, at most `limit`: a full or partial name, an abbreviation,
 * an old name, pinyin or its initials, with a mistake or without. Nothing to search for finds nothing.
 * @throws CodedError `search.tooLong` {max}
 */
export async function searchNames(sql: ISql, query: string, limit: number): Promise<NameHit[]> {
  if (query.length > maxQueryLength) throw new CodedError('search.tooLong', { max: maxQueryLength });
  const probe = nameProbe(query);
  if (!probe) return [];
  return rankNames(probe, await nameCandidates(sql, probe)).slice(0, limit);
}
