import type { Assignment, Inspector, SkippedInspector } from './format.ts';
import type { Stream } from './stream.ts';

/** A candidate to be visited. Those who stand by get inspectors too, but burden nobody until they are called. */
export interface Visit {
  id: string;
  region: string;
  standby: boolean;
}

interface Member {
  id: string;
  scope: string;
  load: number;
  recusals: ReadonlyMap<string, string>;
}

const mayVisit = (scope: string, region: string): boolean => region.startsWith(scope);

/** Those of a department who may visit a region, found once for each region. */
class Department {
  readonly #members: readonly Member[];
  readonly #byRegion = new Map<string, readonly Member[]>();

  constructor(inspectors: readonly Inspector[], department: string) {
    this.#members = inspectors
      .filter((inspector) => inspector.department === department)
      .map(({ id, scope, load, recusals }) => ({
        id,
        scope,
        load,
        recusals: new Map(recusals.map(({ candidate, ground }) => [candidate, ground])),
      }));
  }

  of(region: string): readonly Member[] {
    let members = this.#byRegion.get(region);
    if (!members) {
      members = this.#members.filter(({ scope }) => mayVisit(scope, region));
      this.#byRegion.set(region, members);
    }
    return members;
  }
}

/** Members with the least load of at least `from`, in their order. */
function leastBurdened(members: readonly Member[], from: number): { level: Member[]; load: number } {
  let load = Number.POSITIVE_INFINITY;
  let level: Member[] = [];
  for (const member of members) {
    if (member.load < from || member.load > load) continue;
    if (member.load < load) {
      load = member.load;
      level = [];
    }
    level.push(member);
  }
  return { level, load };
}

/**
 * Pairs every visit with `seats` inspectors of each department, from one stream, department after department and visit
 * after visit. The least burdened come first, among equals a Fisher–Yates shuffle decides; who is recused is skipped
 * and recorded. Where fewer are left than seats, `missing` says how many: nothing is relaxed.
 */
export function pairInspectors(
  stream: Stream,
  inspecting: readonly { readonly department: string; readonly seats: number }[],
  inspectors: readonly Inspector[],
  visits: readonly Visit[],
  loadCap: number,
): { assignments: Assignment[]; recusals: SkippedInspector[] } {
  const assignments: Assignment[] = [];
  const recusals: SkippedInspector[] = [];
  for (const { department, seats } of inspecting) {
    const members = new Department(inspectors, department);
    let pick = 0;
    for (const { id: candidate, region, standby } of visits) {
      const seated: Member[] = [];
      const able = members.of(region);
      for (let from = 0; seated.length < seats; ) {
        const { level, load } = leastBurdened(able, from);
        if (load >= loadCap) break;
        for (let at = 0; at < level.length && seated.length < seats; at += 1) {
          const other = at + stream.uniform(level.length - at);
          const [here, there] = [level[at], level[other]];
          if (!here || !there) throw new RangeError('no such inspector');
          [level[at], level[other]] = [there, here];
          pick += 1;
          const ground = there.recusals.get(candidate);
          if (ground === undefined) seated.push(there);
          else recusals.push({ candidate, department, ground, inspector: there.id, pick });
        }
        from = load + 1;
      }
      if (!standby) for (const member of seated) member.load += 1;
      assignments.push({
        candidate,
        department,
        inspectors: seated.map(({ id }) => id),
        missing: seats - seated.length,
      });
    }
  }
  return { assignments, recusals };
}
