import { CodedError } from '../domain/errors.ts';
import type { Pseudonyms } from '../domain/ports.ts';
import { namesAndRegions } from '../store/credit.ts';
import type { Database } from '../store/database.ts';
import { addFollow, followed, removeFollow } from '../store/follows.ts';
import { type Seeing, seeing } from '../store/scope.ts';
import { type Asking, type Change, guarded, note } from './guard.ts';

export interface FollowDeps {
  database: Database;
  keys: Pseudonyms;
}

/** Nobody can read more than these. */
const most = 500;

const own = ({ person }: Asking): Seeing => ({ sees: 'person', own: person.id });

async function nameOf({ sql }: Database, uscc: string): Promise<string> {
  const known = (await namesAndRegions(sql, [uscc])).get(uscc);
  if (!known) throw new CodedError('enterprise.unknown', { uscc });
  return known.name;
}

/**
 * 关注: the asking person is told when the class of this enterprise changes.
 * @throws CodedError `enterprise.unknown`, `follow.most` {most}
 */
export const followEnterprise = guarded(
  'class.follow',
  async ({ database, keys }: FollowDeps, asking: Asking, uscc: string): Promise<Change<{ name: string }>> => {
    const name = await nameOf(database, uscc);
    const { person, now } = asking;
    const all = await seeing(database.sql, own(asking), (tx) => followed(tx, person.id));
    if (all.length >= most) throw new CodedError('follow.most', { most });
    return {
      told: { name },
      async write(tx) {
        await seeing(tx, own(asking), (mine) => addFollow(mine, uscc, person.id, now));
        await note(tx, asking, { action: 'class.follow', subject: keys.pseudonym(uscc), result: 'follow' });
      },
    };
  },
);

/** @throws CodedError `enterprise.unknown`, `follow.none` {name} */
export const unfollowEnterprise = guarded(
  'class.follow',
  async ({ database, keys }: FollowDeps, asking: Asking, uscc: string): Promise<Change<{ name: string }>> => {
    const name = await nameOf(database, uscc);
    return {
      told: { name },
      async write(tx) {
        const removed = await seeing(tx, own(asking), (mine) => removeFollow(mine, uscc, asking.person.id));
        if (!removed) throw new CodedError('follow.none', { name });
        await note(tx, asking, { action: 'class.follow', subject: keys.pseudonym(uscc), result: 'unfollow' });
      },
    };
  },
);

/** What the asking person follows, with each class as last judged. */
export const followedBy = guarded('class.follow', async ({ database }: FollowDeps, asking: Asking) =>
  seeing(database.sql, own(asking), (tx) => followed(tx, asking.person.id)),
);
