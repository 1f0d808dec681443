import { namesAndRegions } from '../store/credit.ts';
import type { Database } from '../store/database.ts';
import { type Asking, guarded } from './guard.ts';
import { type NameHit, searchNames } from './search.ts';

/** An enterprise that a name may mean, with what tells it from others of a like name. */
export interface FoundName extends NameHit {
  /** The name in force; `name` is the one that matched, which may be a former one. */
  currentName: string;
  regionCode: string | null;
}

/** Enterprises that a name may mean, best first. Noted for the audit log without the words that were typed. */
export const findByName = guarded(
  'name.search',
  async (database: Database, asking: Asking, name: string, limit: number): Promise<FoundName[]> => {
    const hits = await searchNames(database.sql, name, limit);
    const [first] = hits;
    asking.audit({ action: 'name.search', subject: null, purpose: null, result: String(hits.length) });
    // One sure hit is shown by its record; only candidates need to be told apart.
    if (!first || first.sure) return hits.map((hit) => ({ ...hit, currentName: hit.name, regionCode: null }));
    const known = await namesAndRegions(
      database.sql,
      hits.map((hit) => hit.uscc),
    );
    return hits.map((hit) => {
      const enterprise = known.get(hit.uscc);
      return {
        ...hit,
        currentName: enterprise?.name ?? hit.name,
        regionCode: enterprise?.regionCode ?? null,
      };
    });
  },
);
