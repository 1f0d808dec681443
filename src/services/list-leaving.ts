import type { TransactionSql } from 'postgres';
import { addDays } from '../domain/dates.ts';
import { CodedError, Overtaken } from '../domain/errors.ts';
import { checkText } from '../domain/list-entry.ts';
import { dayOf, type Random } from '../domain/ports.ts';
import { repairsOf } from '../domain/repair.ts';
import { factsOf, speakersOf } from '../store/classes.ts';
import {
  type ListCase,
  leaveList,
  listCasesOf,
  renewTerms,
  takeEnded,
  takeEnding,
  takeTermsOver,
} from '../store/list-cases.ts';
import { seeing } from '../store/scope.ts';
import { type Asking, type Change, guarded, note } from './guard.ts';
import { caseEnded, caseEnding, caseRemoved, termOver } from './list-cards.ts';
import { type ListDeps, sightOf, supervised } from './list-cases.ts';
import { tell } from './notify.ts';
import type { PolicyBook } from './policy.ts';
import { supervisorsOf } from './supervisors.ts';

/** As many cases as an enterprise has had; the entry is among the newest. */
const lookedAt = 50;

/**
 * Before its end an entry of discredit may be removed only after the minimum of its list, with a public commitment
 * (二（三）四); that the conduct was corrected is what the official finds.
 * @throws CodedError `list.tooEarly` {day}, `list.noCommitment`
 */
async function checkRemoval(deps: ListDeps, asking: Asking, found: ListCase): Promise<void> {
  const today = dayOf(asking.now);
  const [facts] = await factsOf(deps.database.sql, [found.uscc]);
  if (!facts) return;
  const policy = deps.policies.on(today, facts.enterprise.industryCode);
  const repair = repairsOf(facts.records, policy, today).find(({ record }) => record === found.recordKey);
  // A list of commendation, or one that no rule of repair speaks of, is its authority's own to end.
  if (!repair || repair.earliest === null) return;
  if (today < repair.earliest) throw new CodedError('list.tooEarly', { day: repair.earliest });
  if (repair.missing.includes('commitment')) throw new CodedError('list.noCommitment');
}

/**
 * 移出名单: ends an entry that was made here. `wrongly`: it should not have been made, and counts as if it had not
 * (错列更正); no minimum holds then.
 * @throws CodedError `enterprise.unknown`, `enterprise.notYours`, `list.none` {name}, `list.tooEarly` {day},
 *   `list.noCommitment`, `list.text` {least, most}
 */
export const removeFromList = guarded(
  'list.enter',
  async (
    deps: ListDeps,
    asking: Asking,
    uscc: string,
    wanted: { list: string; reason: string; wrongly: boolean },
  ): Promise<Change<ListCase>> => {
    const { database, random, keys } = deps;
    const { name } = await supervised(deps, asking, uscc);
    const cases = await seeing(database.sql, sightOf(asking), (tx) => listCasesOf(tx, uscc, lookedAt));
    const found = cases.find(({ list, state }) => list === wanted.list && state === 'entered');
    if (!found) throw new CodedError('list.none', { name });
    const reason = checkText(wanted.reason);
    const { wrongly } = wanted;
    if (!wrongly) await checkRemoval(deps, asking, found);
    const { now, actor } = asking;
    const people = await speakersOf(database.sql, uscc);
    return {
      told: found,
      async write(tx) {
        const on = dayOf(now);
        const left = await seeing(tx, sightOf(asking), (own) =>
          leaveList(own, found, { on, wrongly, by: actor, at: now }),
        );
        if (!left) throw new Overtaken();
        const action = wrongly ? 'list.annul' : 'list.remove';
        await note(tx, asking, {
          action,
          subject: keys.pseudonym(uscc),
          // The reason is somebody's own words, and what stands in the log can never be taken out of it.
          result: `${found.id}:${found.list}`,
        });
        await tell(tx, people, {
          random,
          now,
          key: `list:${found.id}:removed`,
          card: caseRemoved(found, { on, wrongly, reason }),
        });
      },
    };
  },
);

const daysBefore = 30;

/** What a day's watch found: terms for statements that are over, entries that end soon, entries that have ended. */
export interface ListsWatched {
  termsOver: number;
  ending: number;
  ended: number;
}

/**
 * Every day: enterprise and officials are told when the term for a statement is over, 30 days before an entry ends, and
 * when it has ended; each once.
 */
export async function watchLists(
  tx: TransactionSql,
  { random, now, policies }: { random: Random; now: Date; policies: PolicyBook },
): Promise<ListsWatched> {
  const day = dayOf(now);
  const found = await seeing(tx, { sees: 'all' }, async (all) => {
    for (const { list, months } of policies.on(day).listTerms.values()) await renewTerms(all, list, months);
    return {
      termsOver: await takeTermsOver(all, day),
      ended: await takeEnded(all, day),
      ending: await takeEnding(all, day, addDays(day, daysBefore)),
    };
  });
  const { termsOver, ending, ended } = found;
  for (const one of termsOver) await tellBoth(tx, one, 'termOver', termOver);
  for (const one of ending) await tellBoth(tx, one, 'ending', caseEnding);
  for (const one of ended) await tellBoth(tx, one, 'ended', caseEnded);
  return { termsOver: termsOver.length, ending: ending.length, ended: ended.length };

  async function tellBoth(
    within: TransactionSql,
    one: ListCase,
    what: string,
    cardFor: (about: ListCase, to: 'enterprise' | 'official') => Parameters<typeof tell>[2]['card'],
  ): Promise<void> {
    const own = await speakersOf(within, one.uscc);
    const key = `list:${one.id}:${what}`;
    await tell(within, own, { random, now, key, card: cardFor(one, 'enterprise') });
    const people = await supervisorsOf(within, one);
    await tell(within, people, { random, now, key, card: cardFor(one, 'official') });
  }
}
