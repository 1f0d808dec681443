import { CodedError } from '../domain/errors.ts';
import { type Grading, grade } from '../domain/grading.ts';
import { overrideOn, withOverride } from '../domain/override.ts';
import type { Policy } from '../domain/policy.ts';
import type { IsoDate, Random } from '../domain/ports.ts';
import { type Repair, repairsOf } from '../domain/repair.ts';
import { createSimulation, type SimulationResult } from '../domain/simulation.ts';
import { type Facts, factsOf } from '../store/classes.ts';
import type { Database } from '../store/database.ts';
import { population } from '../store/population.ts';
import { createPolicyBook, type PolicyBook } from './policy.ts';

/** At the machine, as the owner of the tables: nothing is hidden, nothing is counted. */

/** @throws CodedError `enterprise.unknown` {uscc} */
async function facts({ sql }: Database, uscc: string): Promise<Facts> {
  const [found] = await factsOf(sql, [uscc]);
  if (!found) throw new CodedError('enterprise.unknown', { uscc });
  return found;
}

/**
 * The class of an enterprise on a day, past or to come (then: if nothing new comes in).
 * @throws CodedError `enterprise.unknown` {uscc}, `policy.none` {date}
 */
export async function judgeOne(
  database: Database,
  policies: PolicyBook,
  uscc: string,
  asOf: IsoDate,
): Promise<{ facts: Facts; policy: Policy; grading: Grading }> {
  const found = await facts(database, uscc);
  const policy = policies.on(asOf, found.enterprise.industryCode);
  const grading = withOverride(grade(found, policy, asOf), overrideOn(found.overrides, asOf), policy);
  return { facts: found, policy, grading };
}

/** @throws CodedError `enterprise.unknown` {uscc}, `policy.none` {date} */
export async function repairsOfOne(
  database: Database,
  policies: PolicyBook,
  uscc: string,
  asOf: IsoDate,
): Promise<{ facts: Facts; policy: Policy; repairs: readonly Repair[] }> {
  const found = await facts(database, uscc);
  const policy = policies.onOrFirst(asOf, found.enterprise.industryCode);
  return { facts: found, policy, repairs: repairsOf(found.records, policy, asOf) };
}

/** What a draft would change, over the whole population; in the memory of one enterprise. */
export async function simulate(
  { sql }: Database,
  policies: PolicyBook,
  draft: Policy,
  { asOf, samples, random }: { asOf: IsoDate; samples: number; random: Random },
): Promise<SimulationResult> {
  const { industries } = policies.all();
  // Industries narrow the draft as they narrow what is in force, where they name it.
  const drafts = createPolicyBook(
    [{ ...draft, effectiveFrom: '1000-01-01', effectiveTo: null }],
    industries.filter(({ narrows }) => narrows === draft.id),
  );
  const simulation = createSimulation({
    currentFor: ({ industryCode }) => policies.on(asOf, industryCode),
    draftFor: ({ industryCode }) => drafts.on(asOf, industryCode),
    asOf,
    samples,
    random,
  });
  await population(sql, (member) => simulation.add(member));
  return simulation.result();
}
