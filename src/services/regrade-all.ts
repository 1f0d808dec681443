import type { TransactionSql } from 'postgres';
import { grade } from '../domain/grading.ts';
import { nextChange } from '../domain/next-change.ts';
import { dayOf, type IsoDate } from '../domain/ports.ts';
import { mergeJudged, queueAll, stageJudged } from '../store/classes-all.ts';
import type { Database } from '../store/database.ts';
import { population } from '../store/population.ts';
import type { PolicyBook } from './policy.ts';

export interface RegradedAll {
  total: number;
  /** Rows that were written, since something about them is new. */
  written: number;
  /** Put on the list, since their class is another: written there, with history and messages. */
  queued: number;
}

/**
 * Judges the whole population as of a day, in one stream and the memory of one enterprise; by the very functions that
 * answer look-ups. At the machine, as the owner of the tables.
 */
export async function regradeAll(
  { sql }: Database,
  policies: PolicyBook,
  asOf: IsoDate,
): Promise<RegradedAll> {
  let total = 0;
  const merged = await sql.begin(async (tx) => {
    await stageJudged(tx, (add, flushed) =>
      population(
        sql,
        (member) => {
          total += 1;
          const { uscc, industryCode } = member.enterprise;
          const policy = policies.on(asOf, industryCode);
          const grading = grade(member, policy, asOf);
          const { creditClass, provisional } = grading;
          add({
            uscc,
            creditClass,
            provisional,
            policyId: policy.id,
            nextOn: nextChange(member, policy, grading),
          });
        },
        flushed,
      ),
    );
    return mergeJudged(tx, asOf);
  });
  return { total, ...merged };
}

/** On the day on which other rules take effect everybody is judged anew. */
export async function queueEverybody(tx: TransactionSql): Promise<number> {
  return queueAll(tx);
}

/** What is in force on the day of an instant, in one word: another word is another set of rules. */
export function rulesOf(policies: PolicyBook, now: Date): string {
  return policies.signature(dayOf(now));
}
