import type { ComplaintRecord, CreditRecord, ListKind, ListRecord, PenaltyRecord } from './credit.ts';
import { addDays, earlier, later } from './dates.ts';
import { gravity, type Policy } from './policy.ts';
import type { IsoDate } from './ports.ts';
import type { Spell } from './runs.ts';
import { byDay, type Material, repairedBy } from './signals-material.ts';
import { foldText } from './text.ts';
import { tierOf } from './tiers.ts';

/** Each verified complaint counts for the days after it was settled. */
export function complaintSpells(complaints: readonly ComplaintRecord[], days: number): Spell[] {
  return complaints.map(({ id, decidedOn }) => ({ from: decidedOn, to: addDays(decidedOn, days), of: id }));
}

/**
 * Each penalty counts for its authority; a repaired one as well, since the repair does not undo that it was imposed.
 * One authority is one code; where a decision came without the code, the name tells which.
 */
export function agencySpells(
  penalties: readonly PenaltyRecord[],
  days: number,
): (Spell & { record: PenaltyRecord })[] {
  const codes = new Map<string, string>();
  for (const { authority, authorityCode } of penalties)
    if (authorityCode) codes.set(foldText(authority), authorityCode);
  return penalties.map((record) => {
    const { authority, authorityCode, decidedOn } = record;
    const name = foldText(authority);
    const of = authorityCode || (codes.get(name) ?? name);
    return { from: decidedOn, to: addDays(decidedOn, days), of, record };
  });
}

type Repaired = Material['repaired'][number];

/**
 * A penalty within the days after the repair of another record counts for as long again, since it is often reported
 * late; with a `count` of more than one it is the last of so many. `penalties` by their days.
 */
export function relapseSpells(
  penalties: readonly PenaltyRecord[],
  repaired: readonly Repaired[],
  count: number,
  days: number,
): (Spell & { penalty: PenaltyRecord; repair: Repaired })[] {
  return repaired.flatMap((repair) => {
    const last = addDays(repair.repairedOn, days);
    return penalties
      .filter(({ id, decidedOn }) => id !== repair.id && repair.repairedOn <= decidedOn && decidedOn <= last)
      .slice(count - 1)
      .map((penalty) => ({
        from: later(penalty.decidedOn, repair.decidedOn),
        to: addDays(penalty.decidedOn, days),
        of: penalty.id,
        penalty,
        repair,
      }));
  });
}

/**
 * General and serious penalties, and entries in lists that make an enterprise generally or seriously discredited while
 * they last (列入经营异常名录, 严重违法失信名单 …); not the key-watch list, of which a warning is raised anyway. By their days.
 */
export function troubleSpells(
  { penalties, lists, until }: Pick<Material, 'penalties' | 'lists' | 'until'>,
  policy: Policy,
  days: number,
): Spell[] {
  const grave = graveLists(policy);
  const found: CreditRecord[] = [
    ...penalties.filter((penalty) => tierOf(penalty, policy).tier !== 'MINOR'),
    ...lists.filter(({ details }) => grave.has(details.list)),
  ];
  return found.sort(byDay).map((record) => {
    const to = addDays(record.decidedOn, days);
    const own = record.kind === 'list' ? earlier(to, lastListed(record, until)) : to;
    return { from: record.decidedOn, to: own, of: record.id };
  });
}

function lastListed(entry: ListRecord, until: IsoDate | null): IsoDate {
  const removed = entry.validUntil === null ? '9999-12-31' : addDays(entry.validUntil, -1);
  const repairedOn = repairedBy(entry, { until });
  return repairedOn === null ? removed : earlier(removed, addDays(repairedOn, -1));
}

const known = new WeakMap<Policy, ReadonlySet<ListKind>>();

function graveLists(policy: Policy): ReadonlySet<ListKind> {
  let lists = known.get(policy);
  if (lists === undefined) {
    lists = new Set(
      policy.classRules
        .flatMap((rule) =>
          rule.type === 'list' && gravity(rule.creditClass) >= gravity('GENERAL_DISCREDIT') ? rule.lists : [],
        )
        .filter((list) => list !== 'keyWatch'),
    );
    known.set(policy, lists);
  }
  return lists;
}
