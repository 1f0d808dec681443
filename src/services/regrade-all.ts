import type { TransactionSql } from 'postgres';
import { grade } from '../domain/grading.ts';
import { nextChange } from '../domain/next-change.ts';
import { dayOf, type IsoDate } from '../domain/ports.ts';
import { type JudgedRow, mergeJudged, queueAll, stageJudged } from '../store/classes-all.ts';
import type { Database } from '../store/database.ts';
import { type Member, population } from '../store/population.ts';
import type { PolicyBook } from './policy.ts';

export interface RegradedAll {
  total: number;
  /** Rows that were written, since something about them is new. */
  written: number;
  /** Put on the list, since their class is another or could not be judged: written there, with history and messages. */
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
          add(judgedRow(member, policies, asOf));
        },
        flushed,
      ),
    );
    return mergeJudged(tx, asOf);
  });
  return { total, ...merged };
}

function judgedRow(member: Member, policies: PolicyBook, asOf: IsoDate): JudgedRow {
  const { uscc, industryCode } = member.enterprise;
  const policy = policies.on(asOf, industryCode);
  const row = { uscc, provisional: false, policyId: policy.id, nextOn: null };
  try {
    const grading = grade(member, policy, asOf);
    const { creditClass, provisional } = grading;
    return { ...row, creditClass, provisional, nextOn: nextChange(member, policy, grading) };
  } catch {
    // It goes on the list, where why it cannot be judged is kept and told.
    return { ...row, creditClass: null };
  }
}

/** On the day on which other rules take effect everybody is judged anew. */
export async function queueEverybody(tx: TransactionSql, job: string): Promise<number> {
  return queueAll(tx, job);
}

/** What is in force on the day of an instant, in one word: another word is another set of rules. */
export function rulesOf(policies: PolicyBook, now: Date): string {
  return policies.signature(dayOf(now));
}
