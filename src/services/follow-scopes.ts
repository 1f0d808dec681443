import { CodedError } from '../domain/errors.ts';
import { isIndustryPrefix } from '../domain/industry-codes.ts';
import { regionByCode, regionByName } from '../domain/regions.ts';
import { lies, regionScope } from '../domain/scope.ts';
import type { Database } from '../store/database.ts';
import {
  addScope,
  type FollowKind,
  type FollowScope,
  removeScope,
  scopesOf,
} from '../store/follow-scopes.ts';
import { seeing } from '../store/scope.ts';
import { type Asking, type Change, guarded, note } from './guard.ts';

interface Deps {
  database: Database;
}

const own = ({ person }: Asking) => ({ sees: 'person', own: person.id }) as const;

/** A code as a person wrote it, or the name of a region. */
function scopeOf({ person }: Asking, kind: FollowKind, words: string): FollowScope {
  const said = words.trim();
  if (kind === 'industry') {
    if (!/^\d{2,4}$/.test(said) || !isIndustryPrefix(said))
      throw new CodedError('follow.industry', { code: said });
    return { kind, code: said };
  }
  const mine = regionScope(person.regionCode);
  const found = /^\d{6}$/.test(said) ? [regionByCode(said)] : regionByName(said);
  const known = found.find((region) => region !== null && lies(region.code, mine));
  if (!known) throw new CodedError('follow.region', { code: said });
  return { kind, code: known.code };
}

/**
 * 关注 an industry (GB/T 4754, two to four digits) or a region within one's own: changes of class there come with the
 * digest.
 * @throws CodedError `follow.industry` {code}, `follow.region` {code}
 */
export const followScope = guarded(
  'class.follow',
  (_deps: Deps, asking: Asking, kind: FollowKind, words: string): Change<FollowScope> => {
    const scope = scopeOf(asking, kind, words);
    return {
      told: scope,
      async write(tx) {
        await seeing(tx, own(asking), (mine) => addScope(mine, asking.person.id, scope, asking.now));
        await note(tx, asking, {
          action: 'scope.follow',
          subject: `${kind}:${scope.code}`,
          result: 'follow',
        });
      },
    };
  },
);

/** @throws CodedError `follow.industry`, `follow.region` {code}, `follow.none` {name} */
export const unfollowScope = guarded(
  'class.follow',
  (_deps: Deps, asking: Asking, kind: FollowKind, words: string): Change<FollowScope> => {
    const scope = scopeOf(asking, kind, words);
    return {
      told: scope,
      async write(tx) {
        const removed = await seeing(tx, own(asking), (mine) => removeScope(mine, asking.person.id, scope));
        if (!removed) throw new CodedError('follow.none', { name: words.trim() });
        await note(tx, asking, {
          action: 'scope.follow',
          subject: `${kind}:${scope.code}`,
          result: 'unfollow',
        });
      },
    };
  },
);

export const followedScopes = guarded(
  'class.follow',
  ({ database }: Deps, asking: Asking): Promise<FollowScope[]> =>
    seeing(database.sql, own(asking), (tx) => scopesOf(tx, asking.person.id)),
);
